"""The payload: what the page knows, as columns of plain values."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from hashlib import sha256
from typing import Any

import pandas as pd

from kzmap.dataset import Dataset, Place, called, tour_of
from kzmap.page.conflicts import conflicts
from kzmap.page.credits import credits
from kzmap.page.ground import ground, home_bounds, towns, unit_shapes, view_of
from kzmap.page.island import island_json
from kzmap.page.languages import Language, spoken, words
from kzmap.page.naming import known_names, spans, types
from kzmap.page.reports import SourceBook, reports_of
from kzmap.page.spreading import spread_columns
from kzmap.page.tiles import Tiles
from kzmap.page.touring import tour
from kzmap.page.translating import translated
from kzmap.timeline import Mode, place_name


@dataclass(frozen=True)
class Start:
    """What the page shows when it opens: a day (the first if None), a view, hidden types.

    ``language`` is what its words are in; ``known`` is the day as known on which all is shown,
    None for all that is known now.
    """

    day: date | None = None
    mode: Mode = "day"
    hidden: frozenset[str] = frozenset()
    language: Language = "en"
    known: date | None = None


def payload(
    dataset: Dataset,
    *,
    title: str,
    tiles: Tiles | None,
    map_id: str,
    start: Start,
    hosts: Iterable[str] = (),
) -> dict[str, Any]:
    """Return what the page is told: plain values, but for the `Reports`.

    Reports and places are in the order of the data set's tables; places, types and sources
    are referred to by their row. Coordinates are WGS84 degrees to five decimals.
    """
    days = dataset.days
    sources = SourceBook(dataset.sources)
    forms = [{"title": called(form), "url": form.url} for form in dataset.forms]
    view = view_of(dataset)
    said = words(dataset.event_types)
    told: dict[str, Any] = {
        "title": title,
        "language": start.language,
        "mapId": map_id,
        "strings": {own: said[own] for own in sorted({start.language, "en"})},
        "otherStrings": {
            other: told_in
            for other, told_in in said.items()
            if other not in (start.language, "en")
        },
        "days": [day.isoformat() for day in days],
        "start": {
            "day": days.index(start.day) if start.day in days else 0,
            "mode": start.mode,
            "hidden": sorted(start.hidden),
        }
        | ({"known": start.known.isoformat()} if start.known else {}),
        "types": types(dataset),
        "places": _places(dataset.places, days),
        "reports": reports_of(dataset, days, sources),
        "forms": forms,
        "zones": _zones(dataset, sources),
        "spread": spread_columns(dataset, days),
        "units": unit_shapes([*dataset.units, *dataset.shapes], view),
        "unitTotal": len(dataset.units) if _has_emergency(dataset) else 0,
        "quotes": _quotes(dataset, sources),
        "claims": _claims(dataset.claims),
        "conflicts": conflicts(dataset, sources),
        "tour": tour(tour_of(dataset).steps, days, view, sources),
        "west": view.west,
        "home": home_bounds(view),
        "towns": towns(dataset, days, view),
        "spoken": spoken(dataset, days),
        "textLanguage": dataset.info.language,
        "ground": None if tiles else ground(dataset, view),
        "tiles": {"url": tiles.url, "host": tiles.host} if tiles else None,
        "notice": dataset.info.notice,
        **translated(dataset, title),
    }
    told["sources"] = sources.columns()
    told["about"] = {
        "summary": dataset.info.summary,
        "caveats": list(dataset.info.caveats),
        "attribution": list(dataset.info.attribution),
        "credits": credits(dataset, has_ground=tiles is None),
        "hosts": list(hosts),
        "leftOut": 0,
        "version": _version(told),
        "author": dataset.info.author,
        "licence": dataset.info.license,
    }
    return told


def _version(told: Mapping[str, Any]) -> str:
    """Name the data shown by a hash of it, so that two copies can be told apart."""
    shown = {
        key: told[key] for key in ("days", "places", "zones", "quotes", "conflicts", "sources")
    }
    shown["reports"] = told["reports"].digest()
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


def _zones(dataset: Dataset, sources: SourceBook) -> dict[str, list[Any]]:
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


def _quotes(dataset: Dataset, sources: SourceBook) -> dict[str, Any]:
    quotes = dataset.quotes
    return {
        "quote": quotes["quote"].tolist(),
        "locator": quotes["locator"].tolist(),
        "source": [
            rows[0] if (rows := sources.rows(one)) else -1 for one in quotes["source_id"]
        ],
        "byReport": _by_row(quotes["event_id"], dataset.events["event_id"]),
        "byZone": _by_row(quotes["zone_id"], dataset.zones["zone_id"]),
    }


def _by_row(named: "pd.Series[str]", ids: "pd.Series[str]") -> dict[str, list[int]]:
    """Return which quotes name each row that is named by any."""
    wanted = ids[ids.isin(set(named))]
    rows = dict(zip(wanted, wanted.index, strict=True))
    found: dict[str, list[int]] = {}
    for quote, name in enumerate(named):
        if name in rows:
            found.setdefault(str(rows[name]), []).append(quote)
    return found


def _claims(claims: pd.DataFrame) -> list[dict[str, str]]:
    columns = ("claim", "verdict", "note", "paragraph", "sentence")
    return [
        {"id": str(row["claim_id"]), **{name: str(row[name]) for name in columns}}
        for row in claims.to_dict("records")
    ]
