"""What changed since the day before, in words. Pure."""

from collections.abc import Sequence
from datetime import date

from kzmap.changes import ZoneChange, changes_on
from kzmap.dashboard.words import ENGLISH, Words
from kzmap.dataset import Dataset
from kzmap.schema import ZONE_KINDS

MOST_NAMES = 8
"""More places or areas are counted instead of named."""

_REGION = 3


def changes_in_words(dataset: Dataset, day: date, say: Words = ENGLISH) -> str:
    """Return what changed since the day before, as a sentence; empty on the first day."""
    changes = changes_on(dataset, day)
    if changes is None:
        return ""
    clauses = []
    if changes.new_places:
        clauses.append(_new_places(dataset, changes.new_places, day, say))
    for key, kinds in (
        ("changes.begun", changes.types_begun),
        ("changes.gone", changes.types_gone),
    ):
        if kinds:
            names = [say.type_in_sentence(kind, "plural") for kind in kinds]
            clauses.append(say(key, types=say.listed(names)))
    together: dict[tuple[str, frozenset[str]], list[ZoneChange]] = {}
    for zone in changes.zones:
        together.setdefault((zone.change, frozenset(zone.areas)), []).append(zone)
    for zones in together.values():
        measures = say.listed([_measure(zone.kind, say) for zone in zones])
        areas = _named(zones[0].areas, say)
        clauses.append(say(f"changes.{zones[0].change}", measures=measures, areas=areas))
    return say("changes.since", changes="; ".join(clauses) or say("changes.none"))


def _measure(kind: str, say: Words) -> str:
    return say(f"changes.kind.{kind}") if kind in ZONE_KINDS else kind.lower()


def _new_places(dataset: Dataset, rows: Sequence[int], day: date, say: Words) -> str:
    places = [dataset.places[row] for row in rows]
    if len(places) > MOST_NAMES:
        # A region is no place.
        count = sum(place.geo_precision < _REGION for place in places)
        return say("changes.new_many", count=count)
    names = [
        say("place.whole", name=say.place(place, day))
        if place.geo_precision == _REGION
        else say.place(place, day)
        for place in places
    ]
    return say("changes.new", places=say.listed(names))


def _named(areas: Sequence[str], say: Words) -> str:
    if len(areas) > MOST_NAMES:
        return say("count.areas", count=len(areas))
    return say.listed([say.area(area) for area in areas])
