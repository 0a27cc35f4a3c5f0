"""What changed on a day since the day before. Pure: a data set in, plain values out.

``assets/changes.js`` of the page says the same, and the tests hold one against the other.
"""

from collections.abc import Iterable, Sequence
from datetime import date, timedelta
from typing import NamedTuple

from kzmap.dataset import Dataset
from kzmap.schema import UNDER_EMERGENCY, ZONE_KINDS
from kzmap.timeline import Zone, reports_on, zones_on


class ZoneChange(NamedTuple):
    """Areas, by name, in which measures of one kind begin, end or are over.

    ``change`` is ``begins`` (on that day, and not the day before), ``ends`` (in the course of
    that day) or ``over`` (in force the day before and not any more: lifted at that day's
    00:00, or ended the day before).
    """

    kind: str
    change: str
    areas: Sequence[str]


class Changes(NamedTuple):
    """What changed on a day.

    ``new_places`` are rows of the data set's places that no report of any type named before.
    ``types_begun`` are event types of which reports go on that day and none did the day
    before; ``types_gone`` the other way round: not reported any more, which is not the same
    as over.
    """

    new_places: Sequence[int]
    types_begun: Sequence[str]
    types_gone: Sequence[str]
    zones: Sequence[ZoneChange]


def changes_on(dataset: Dataset, day: date) -> Changes | None:
    """Return what changed since the day before; None on the first day, which has none."""
    if day <= dataset.days[0]:
        return None
    before = day - timedelta(days=1)
    placed = dataset.events[dataset.events["place_index"] >= 0]
    first = placed.groupby("place_index")["event_date"].min()
    now, then = (set(reports_on(dataset, one)["event_type"]) for one in (day, before))
    kinds = dict.fromkeys([*ZONE_KINDS, *dataset.zones["kind"]])
    return Changes(
        new_places=[int(place) for place in first.index[first.dt.date == day]],
        types_begun=[kind for kind in dataset.event_types if kind in now - then],
        types_gone=[kind for kind in dataset.event_types if kind in then - now],
        zones=[
            change
            for kind in kinds
            for change in _zone_changes(dataset, kind, day, before)
            if change.areas
        ],
    )


class _Cover:
    """What zones are over: areas by name, and first-level units."""

    def __init__(self, dataset: Dataset, zones: Iterable[Zone]) -> None:
        self._places = dataset.places
        listed = list(zones)
        self._names = {zone["area"] for zone in listed}
        self._units = {name for zone in listed for name in zone["units"]}

    def holds(self, zone: Zone) -> bool:
        """Whether all of a zone's area is covered; a town is where its unit is."""
        number = int(zone["place_index"])
        units = zone["units"] or ((self._places[number].admin1,) if number >= 0 else ())
        return zone["area"] in self._names or (bool(units) and self._units.issuperset(units))


def _zone_changes(
    dataset: Dataset, kind: str, day: date, before: date
) -> tuple[ZoneChange, ...]:
    now, then = (
        [
            (zone, state)
            for zone, state in zones_on(dataset, one)
            if zone["kind"] == kind and state in UNDER_EMERGENCY
        ]
        for one in (day, before)
    )
    covered = _Cover(dataset, (zone for zone, _ in now))
    covered_before = _Cover(dataset, (zone for zone, _ in then))
    staying = _Cover(dataset, (zone for zone, state in now if state != "ends"))
    found = {
        "begins": (zone for zone, _ in now if not covered_before.holds(zone)),
        "ends": (zone for zone, state in now if state == "ends" and not staying.holds(zone)),
        "over": (zone for zone, _ in then if not covered.holds(zone)),
    }
    return tuple(
        ZoneChange(kind, change, list(dict.fromkeys(zone["area"] for zone in zones)))
        for change, zones in found.items()
    )
