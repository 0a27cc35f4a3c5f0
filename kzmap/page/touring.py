"""The guided tour, as the page is told of it. Pure."""

from collections.abc import Sequence
from datetime import date
from typing import Any

from kzmap.dataset import Step
from kzmap.page.clipping import Position
from kzmap.page.ground import View
from kzmap.page.reports import SourceBook
from kzmap.page.window import bounds_of, geometry_on_map, on_map, outline

_MARGIN_DEG = 0.2


def tour(
    steps: Sequence[Step], days: Sequence[date], view: View, sources: SourceBook
) -> list[dict[str, Any]]:
    """Return each step: day's row, view, box to look at, texts and rows of sources.

    ``look`` is ``[[south, west], [north, east]]`` in longitudes on the map, None for all;
    ``in`` holds title and text by language, where there are translations.
    """
    return [
        {
            "day": days.index(step.day),
            "mode": step.view,
            "look": _look(step, view),
            "title": step.title,
            "text": step.text,
            "in": {
                language: {"title": title, "text": text}
                for language, (title, text) in step.translations.items()
            },
            "sources": sources.rows(step.source_ids),
        }
        for step in steps
    ]


def _look(step: Step, view: View) -> list[list[float]] | None:
    points: list[Position] = [
        (on_map(place.lon, view.west), place.lat) for place in step.places
    ]
    for unit in step.units:
        points += outline(geometry_on_map(unit.geometry, view.west))
    if not points:
        return None
    west, south, east, north = bounds_of(points, _MARGIN_DEG)
    return [[round(south, 4), round(west, 4)], [round(north, 4), round(east, 4)]]
