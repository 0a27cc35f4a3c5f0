"""What is true on each day. Pure: a data set in, plain values out.

``assets/timeline.js`` and ``zones.js`` of the page say the same, and the tests hold one
against the other.
"""

from collections.abc import Container, Mapping, Sequence
from datetime import date, datetime, time
from typing import Any, Literal, NamedTuple

import pandas as pd

from kzmap.dataset import Dataset, Place
from kzmap.places import name_on
from kzmap.schema import UNDER_EMERGENCY, ZoneState

Mode = Literal["day", "so-far", "first"]
MODES: tuple[Mode, ...] = ("day", "so-far", "first")


def zone_state(start: str, end: str, day: date) -> ZoneState | None:
    """Return the state of a zone on a local calendar day, or None outside its period.

    Parameters
    ----------
    start, end
        ISO 8601 with UTC offset, half-open; an empty end is open. The calendar day is the one
        at that offset.

    Examples
    --------
    >>> zone_state("2022-01-05T01:30+05:00", "2022-01-19T00:00+05:00", date(2022, 1, 5))
    'starts'
    >>> zone_state("2022-01-05T01:30+05:00", "2022-01-19T00:00+05:00", date(2022, 1, 19))
    'lifted'
    >>> zone_state("2022-01-05T16:00+06:00", "2022-01-13T07:00+06:00", date(2022, 1, 13))
    'ends'
    """
    first = datetime.fromisoformat(start).date()
    last = datetime.fromisoformat(end) if end else None
    if day < first or (last and day > last.date()):
        return None
    if last and day == last.date() and last.time() == time():
        return "lifted"
    if day == first:
        return "starts"
    return "ends" if last and day == last.date() else "in force"


Zone = dict[Any, Any]


def zones_on(dataset: Dataset, day: date) -> list[tuple[Zone, ZoneState]]:
    """Return the zones that have a state on a day, each with it, in table order."""
    zones: list[Zone] = dataset.zones.to_dict("records")
    states = [(zone, zone_state(zone["start"], zone["end"], day)) for zone in zones]
    return [(zone, state) for zone, state in states if state is not None]


def areas_under_emergency(dataset: Dataset, day: date) -> list[str]:
    """Return the first-level units under a state of emergency on a day, by name.

    A country's emergency is one of all its units; a lifted one does not count. An area that
    a zone brings along as geometry counts by its own name.
    """
    names: set[str] = set()
    for zone, state in zones_on(dataset, day):
        if zone["kind"] == "state_of_emergency" and state in UNDER_EMERGENCY:
            names.update(zone["units"])
    return sorted(names)


def first_protests(dataset: Dataset) -> dict[int, date]:
    """Return for each place with protests the day of the first reported one."""
    events = dataset.events
    chosen = (events["event_type"] == "protest") & (events["place_index"] >= 0)
    # Only what is grouped: a million rows with all their texts take a second to copy.
    protests = events.loc[chosen, ["place_index", "event_date"]]
    first = protests.groupby("place_index")["event_date"].min()
    return {int(place): day.date() for place, day in first.items()}  # type: ignore[call-overload]


def reports_on(
    dataset: Dataset, day: date, mode: Mode = "day", hidden: Container[str] = ()
) -> pd.DataFrame:
    """Return the reports that a view shows, in table order.

    Parameters
    ----------
    mode
        ``day``: what goes on that day; ``so-far``: what began by then; ``first``: the first
        protests of each place that had one by then.
    hidden
        Event types that are switched off; the view of first reports is about protests alone,
        so they do not bear on it.
    """
    events = dataset.events
    now = pd.Timestamp(day)
    chosen = events["event_date"] <= now
    if mode == "day":
        chosen &= events["end_date"] >= now
    if mode == "first":
        first = events["place_index"].map(first_protests(dataset))
        chosen &= (events["event_type"] == "protest") & (
            events["event_date"] == pd.to_datetime(first)
        )
        hidden = ()
    shown = events[chosen]
    # With dtype, since an empty list would choose columns instead of rows.
    visible = pd.Series([kind not in hidden for kind in shown["event_type"]], dtype=bool)
    return shown[visible.to_numpy()]


def place_name(place: Place, day: date, language: str = "en") -> str:
    """Return the name that a place bore on a day, in a language where that is known."""
    known = place.known
    return name_on(known.place_id, day, language) if known and known.place_id else place.name


def shown(
    dataset: Dataset, day: date, mode: Mode = "day", hidden: Container[str] = ()
) -> dict[str, Any]:
    """Return what the page shows on a day, in the form of its ``kzmap.shown()``.

    Returns
    -------
    dict
        ``day``, ``mode``, ``places`` (name, lat, lon, counts of reports by type), ``zones``
        (zone_id, kind, area, state) and ``reports`` (event ids).
    """
    reports = reports_on(dataset, day, mode, hidden)
    by_place: dict[int, dict[str, int]] = {}
    placed = reports[reports["place_index"] >= 0]
    sums = placed.groupby(["place_index", "event_type"])["reports"].sum()
    for (index, kind), count in zip(sums.index.tolist(), sums.tolist(), strict=True):
        by_place.setdefault(index, {})[kind] = count
    return {
        "day": day.isoformat(),
        "mode": mode,
        "places": [
            {
                "name": place_name(dataset.places[index], day),
                "lat": round(dataset.places[index].lat, 5),
                "lon": round(dataset.places[index].lon, 5),
                "counts": {
                    kind: by_place[index][kind]
                    for kind in dataset.event_types
                    if kind in by_place[index]
                },
            }
            for index in sorted(by_place)
        ],
        "zones": [
            {name: zone[name] for name in ("zone_id", "kind", "area")} | {"state": state}
            for zone, state in zones_on(dataset, day)
        ],
        "reports": reports["event_id"].tolist(),
    }


class DayFigures(NamedTuple):
    """Figures of one day: places with each type, reports, first protests, areas.

    ``reports`` counts what events stand for: an event that was counted from many rows is many.
    """

    day: date
    places_by_type: Mapping[str, int]
    reports: int
    first_protests: int
    areas_under_emergency: int
    areas_lifted: int
    blackout_areas: Sequence[str]


def day_figures(dataset: Dataset, day: date) -> DayFigures:
    """Return the figures that sum up a day."""
    reports = reports_on(dataset, day)
    placed = reports[reports["place_index"] >= 0]
    places = placed.groupby("event_type")["place_index"].nunique()
    zones = zones_on(dataset, day)
    lifted = [
        zone
        for zone, state in zones
        if state == "lifted" and zone["kind"] == "state_of_emergency"
    ]
    dark = [
        zone
        for zone, state in zones
        if zone["kind"] == "communications_blackout" and state in UNDER_EMERGENCY
    ]
    return DayFigures(
        day=day,
        places_by_type={kind: int(places.get(kind, 0)) for kind in dataset.event_types},
        reports=int(reports["reports"].sum()),
        first_protests=sum(first == day for first in first_protests(dataset).values()),
        areas_under_emergency=len(areas_under_emergency(dataset, day)),
        areas_lifted=len(lifted),
        blackout_areas=_widest(dark),
    )


def _widest(zones: Sequence[Zone]) -> list[str]:
    """Areas to name, without those that lie within another one named."""
    areas = [(zone["area"], set(zone["units"])) for zone in zones]
    widest = [
        area for area, units in areas if not any(units and units < other for _, other in areas)
    ]
    return list(dict.fromkeys(widest))
