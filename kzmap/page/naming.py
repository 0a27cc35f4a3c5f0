"""Words of the page: its strings, the labels of event types, and names of places by day."""

import json
from collections.abc import Callable, Sequence
from datetime import date
from functools import cache, lru_cache
from itertools import pairwise
from pathlib import Path
from typing import Any, Final

from kzmap.dataset import Dataset, Place
from kzmap.places import period_of
from kzmap.schema import EVENT_TYPES
from kzmap.timeline import place_name

_SHAPES: Final = {
    "protest": "circle",
    "riot": "triangle",
    "security_response": "square",
    "foreign_deployment": "pentagon",
    "political": "diamond",
}
_OTHER_SHAPES: Final = ("hexagon", "down", "star", "cross")
_OTHER_COLOURS: Final = 5
"""No divisor in common with the number of shapes, so that twenty types all differ."""


@cache
def strings(language: str) -> dict[str, Any]:
    """Return the page's strings; plural forms are dictionaries by CLDR category."""
    path = Path(__file__).parent / "strings" / f"{language}.json"
    table: dict[str, Any] = json.loads(path.read_text("utf-8"))
    return table


def types(dataset: Dataset) -> list[dict[str, str]]:
    """Return label, shape and colour slot of each event type that occurs."""
    words = strings("en")
    others = 0
    told = []
    for kind in dataset.event_types:
        label = words.get(f"type.{kind}", kind.replace("_", " ").strip().capitalize())
        entry = {
            "id": kind,
            "label": label,
            "singular": words.get(f"type.{kind}.singular", label.lower()),
            "plural": words.get(f"type.{kind}.plural", label.lower()),
        }
        if kind in EVENT_TYPES:
            entry |= {"slot": kind, "shape": _SHAPES[kind]}
        else:
            slot, shape = others % _OTHER_COLOURS, others % len(_OTHER_SHAPES)
            entry |= {"slot": f"other-{slot}", "shape": _OTHER_SHAPES[shape]}
            others += 1
        told.append(entry)
    return told


def spans(place: Place, days: Sequence[date]) -> list[list[Any]]:
    """Return names by the day's row they begin on; nothing where there is only one."""
    if place.known is None or not place.known.place_id:
        return []
    return name_changes(lambda day: place_name(place, day), days)


def name_changes(name_on: Callable[[date], str], days: Sequence[date]) -> list[list[Any]]:
    """Return each name with the row it begins on; nothing where there is only one.

    Names change with periods only, so each period is asked about once.
    """
    names = [(row, name_on(day)) for row, day in _periods(tuple(days))]
    changes = [[row, after] for (_, before), (row, after) in pairwise(names) if before != after]
    return [[0, names[0][1]], *changes] if changes else []


@lru_cache(maxsize=8)
def _periods(days: tuple[date, ...]) -> list[tuple[int, date]]:
    """Return the row and day with which each period begins."""
    periods = [None, *(period_of(day.isoformat()) for day in days)]
    starts = (before != after for before, after in pairwise(periods))
    return [
        (row, day) for row, (day, begins) in enumerate(zip(days, starts, strict=True)) if begins
    ]


def known_names(place: Place) -> list[dict[str, str]]:
    """Return all names of a place with language and period, each once."""
    if place.known is None:
        return []
    seen: dict[str, dict[str, str]] = {}
    for name in place.known.names:
        entry = {
            "name": name.name,
            "language": name.language,
            "from": name.valid_from or "",
            "to": name.valid_to or "",
        }
        seen.setdefault(name.name, entry)
    return list(seen.values())
