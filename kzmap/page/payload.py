"""The payload: what the page knows, as columns of plain values."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from hashlib import sha256
from typing import Any

import pandas as pd

from kzmap.dataset import Dataset, Place, called
from kzmap.page.credits import credits
from kzmap.page.ground import ground, home_bounds, towns, unit_shapes, view_of
from kzmap.page.island import island_json
from kzmap.page.naming import known_names, spans, strings, types
from kzmap.page.tiles import Tiles
from kzmap.schema import ID_SEPARATOR
from kzmap.timeline import Mode, place_name


@dataclass(frozen=True)
class Start:
    """What the page shows when it opens: a day (the first if None), a view, hidden types."""

    day: date | None = None
    mode: Mode = "day"
    hidden: frozenset[str] = frozenset()


def payload(
    dataset: Dataset,
    *,
    title: str,
    tiles: Tiles | None,
    map_id: str,
    start: Start,
    hosts: Iterable[str] = (),
) -> dict[str, Any]:
    """Return what the page is told.

    Reports and places are columns, in the order of the data set's tables; places, types and
    sources are referred to by their row. Coordinates are WGS84 degrees to five decimals.
    """
    days = dataset.days
    sources = _SourceBook(dataset.sources)
    forms = [{"title": called(form), "url": form.url} for form in dataset.forms]
    view = view_of(dataset)
    told: dict[str, Any] = {
        "title": title,
        "language": "en",
        "mapId": map_id,
        "strings": strings("en"),
        "days": [day.isoformat() for day in days],
        "start": {
            "day": days.index(start.day) if start.day in days else 0,
            "mode": start.mode,
            "hidden": sorted(start.hidden),
        },
        "types": types(dataset),
        "places": _places(dataset.places, days),
        "reports": _reports(dataset, days, sources),
        "forms": forms,
        "zones": _zones(dataset, sources),
        "units": unit_shapes([*dataset.units, *dataset.shapes], view),
        "unitTotal": len(dataset.units) if _has_emergency(dataset) else 0,
        "quotes": _quotes(dataset, sources),
        "claims": _claims(dataset.claims),
        "west": view.west,
        "home": home_bounds(view),
        "towns": towns(dataset, days, view),
        "ground": None if tiles else ground(dataset, view),
        "tiles": {"url": tiles.url, "host": tiles.host} if tiles else None,
        "notice": dataset.info.notice,
    }
    told["sources"] = sources.columns()
    told["about"] = {
        "summary": dataset.info.summary,
        "caveats": list(dataset.info.caveats),
        "attribution": list(dataset.info.attribution),
        "credits": credits(dataset, has_ground=tiles is None),
        "hosts": list(hosts),
        "version": _version(told),
    }
    return told


def _version(told: Mapping[str, Any]) -> str:
    """Name the data shown by a hash of it, so that two copies can be told apart."""
    shown = {
        key: told[key] for key in ("days", "places", "reports", "zones", "quotes", "sources")
    }
    return sha256(island_json(shown).encode()).hexdigest()[:12]


def _places(places: Sequence[Place], days: Sequence[date]) -> dict[str, list[Any]]:
    return {
        "name": [place_name(place, days[0]) for place in places],
        "lat": [round(place.lat, 5) for place in places],
        "lon": [round(place.lon, 5) for place in places],
        "precision": [place.geo_precision for place in places],
        "admin1": [place.admin1 for place in places],
        "spans": [spans(place, days) for place in places],
        "names": [known_names(place) for place in places],
    }


class _SourceBook:
    """Numbers the sources in the order in which they are first referred to."""

    def __init__(self, sources: pd.DataFrame) -> None:
        self._known = {row["source_id"]: row for row in sources.to_dict("records")}
        self._rows: dict[str, int] = {}

    def rows(self, ids: str) -> list[int]:
        return [
            self._rows.setdefault(one.strip(), len(self._rows))
            for one in ids.split(ID_SEPARATOR)
            if one.strip()
        ]

    def columns(self) -> dict[str, list[str]]:
        known = [self._known.get(one, {"title": one}) for one in self._rows]
        return {
            name: [str(entry.get(name, "")) for entry in known]
            for name in ("title", "publisher", "url", "published", "language")
        }


def _reports(dataset: Dataset, days: Sequence[date], sources: _SourceBook) -> dict[str, Any]:
    events = dataset.events
    kinds = {kind: row for row, kind in enumerate(dataset.event_types)}
    first = pd.Timestamp(days[0])
    # What counts say of themselves the page says by their form, once.
    told = {
        name: events[name].where(~events["counted"], "") for name in ("summary", "source_ids")
    }
    return {
        "id": events["event_id"].tolist(),
        "place": events["place_index"].tolist(),
        "type": [kinds[kind] for kind in events["event_type"]],
        "first": (events["event_date"] - first).dt.days.tolist(),
        "last": (events["end_date"] - first).dt.days.tolist(),
        "start": events["event_date"].dt.strftime("%Y-%m-%d").tolist(),
        "end": events["end_date"].dt.strftime("%Y-%m-%d").tolist(),
        "timePrecision": events["time_precision"].astype(int).tolist(),
        "geoPrecision": events["geo_precision"].astype(int).tolist(),
        "reportedPlace": events["place"].tolist(),
        "unplaced": events["unplaced"].tolist(),
        "doubt": events["doubt"].tolist() if (events["doubt"] != "").any() else [],
        "summary": told["summary"].tolist(),
        "confidence": events["confidence"].tolist(),
        "sources": [sources.rows(ids) for ids in told["source_ids"]],
        # Empty where nothing was counted.
        "count": events["reports"].tolist() if events["counted"].any() else [],
        "counted": _counted_from(dataset) if events["counted"].any() else [],
    }


def _counted_from(dataset: Dataset) -> list[int]:
    """Return for each event the row of the form that it was counted from, else -1."""
    events = dataset.events
    rows = {form.name: row for row, form in enumerate(dataset.forms)}
    pairs = zip(events["form"], events["counted"], strict=True)
    return [rows[form] if is_counted else -1 for form, is_counted in pairs]


def _zones(dataset: Dataset, sources: _SourceBook) -> dict[str, list[Any]]:
    zones = dataset.zones
    rows = {unit.name: row for row, unit in enumerate([*dataset.units, *dataset.shapes])}
    return {
        "id": zones["zone_id"].tolist(),
        "kind": zones["kind"].tolist(),
        "area": zones["area"].tolist(),
        "start": [_minutes(text) for text in zones["start"]],
        "end": [_minutes(text) if text else "" for text in zones["end"]],
        "startPrecision": zones["start_precision"].tolist(),
        "measures": zones["measures"].tolist(),
        "units": [[rows[name] for name in names if name in rows] for names in zones["units"]],
        "place": [int(index) for index in zones["place_index"]],
        "sources": [sources.rows(ids) for ids in zones["source_ids"]],
    }


def _minutes(moment: str) -> str:
    return datetime.fromisoformat(moment).isoformat(timespec="minutes")


def _has_emergency(dataset: Dataset) -> bool:
    return bool((dataset.zones["kind"] == "state_of_emergency").any())


def _quotes(dataset: Dataset, sources: _SourceBook) -> dict[str, Any]:
    quotes = dataset.quotes
    events = {event: row for row, event in enumerate(dataset.events["event_id"])}
    zones = {zone: row for row, zone in enumerate(dataset.zones["zone_id"])}
    by_report: dict[str, list[int]] = {}
    by_zone: dict[str, list[int]] = {}
    for row, (event, zone) in enumerate(
        zip(quotes["event_id"], quotes["zone_id"], strict=True)
    ):
        if event in events:
            by_report.setdefault(str(events[event]), []).append(row)
        if zone in zones:
            by_zone.setdefault(str(zones[zone]), []).append(row)
    return {
        "quote": quotes["quote"].tolist(),
        "locator": quotes["locator"].tolist(),
        "source": [
            rows[0] if (rows := sources.rows(one)) else -1 for one in quotes["source_id"]
        ],
        "byReport": by_report,
        "byZone": by_zone,
    }


def _claims(claims: pd.DataFrame) -> list[dict[str, str]]:
    columns = ("claim", "verdict", "note", "paragraph", "sentence")
    return [
        {"id": str(row["claim_id"]), **{name: str(row[name]) for name in columns}}
        for row in claims.to_dict("records")
    ]
