"""What changed since the day before, in words. Pure."""

from collections.abc import Sequence
from datetime import date

from kzmap.changes import changes_on
from kzmap.dashboard.selection import type_labels
from kzmap.dataset import Dataset
from kzmap.schema import ZONE_KINDS
from kzmap.timeline import place_name

MOST_NAMES = 8
"""More places or areas are counted instead of named."""

_REGION = 3
_WHEN = {"begins": "from this day", "ends": "ending on this day", "over": "over"}


def changes_in_words(dataset: Dataset, day: date) -> str:
    """Return what changed since the day before, as a sentence; empty on the first day."""
    changes = changes_on(dataset, day)
    if changes is None:
        return ""
    labels = type_labels(dataset.event_types)
    clauses = [_new_places(dataset, changes.new_places, day)] if changes.new_places else []
    for said, kinds in (
        ("newly reported", changes.types_begun),
        ("no longer reported", changes.types_gone),
    ):
        if kinds:
            clauses.append(f"{said}: {_listed([labels[kind].lower() for kind in kinds])}")
    together: dict[tuple[str, tuple[str, ...]], list[str]] = {}
    for zone in changes.zones:
        kind = ZONE_KINDS.get(zone.kind, zone.kind).lower()
        together.setdefault((zone.change, tuple(sorted(zone.areas))), []).append(kind)
    for (change, areas), kinds in together.items():
        clauses.append(f"{_listed(kinds)} {_WHEN[change]} in {_named(areas, 'area')}")
    return f"Since the day before: {'; '.join(clauses) or 'nothing new'}."


def _new_places(dataset: Dataset, rows: Sequence[int], day: date) -> str:
    places = [dataset.places[row] for row in rows]
    if len(places) > MOST_NAMES:
        # A region is no place.
        count = sum(place.geo_precision < _REGION for place in places)
        return f"first reports from {count:,} {'place' if count == 1 else 'places'}"
    names = [
        place_name(place, day) + (" as a whole" if place.geo_precision == _REGION else "")
        for place in places
    ]
    return f"first reports from {_listed(names)}"


def _named(names: Sequence[str], noun: str) -> str:
    return f"{len(names)} {noun}s" if len(names) > MOST_NAMES else _listed(names)


def _listed(words: Sequence[str]) -> str:
    """Join words as a sentence has them.

    Examples
    --------
    >>> _listed(["a", "b", "c"])
    'a, b and c'
    """
    return " and ".join(filter(None, [", ".join(words[:-1]), words[-1]]))
