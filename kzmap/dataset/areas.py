"""Giving every zone its area: first-level units, an outline of its own, or a town."""

from collections.abc import Sequence
from datetime import date
from itertools import count
from typing import Any

import pandas as pd

from kzmap.dataset.placing import NOWHERE, PlaceBook, place_of
from kzmap.places import PlaceQuery, Resolution, Unit, unit_named

Row = dict[Any, Any]
Area = tuple[tuple[str, ...], int]
"""Names of the units that a zone is made of, and the number of the town that it is."""


class AreaBook:
    """Finds the areas of zones.

    Parameters
    ----------
    places
        Where towns are looked up and numbered.
    known
        The first-level units that the map draws.
    country
        ISO 3166-1 alpha-2 code of where all events are, empty where that is not one country.
        A zone's name is looked up there alone: elsewhere some town may well bear it.

    Attributes
    ----------
    shapes
        Areas that zones bring along as geometry, by name.
    """

    def __init__(self, places: PlaceBook, known: Sequence[Unit], country: str = "") -> None:
        self.shapes: dict[str, Unit] = {}
        self._places = places
        self._known = known
        self._country = country or None

    def place_zones(self, zones: pd.DataFrame) -> pd.DataFrame:
        """Return the zones with ``units`` and ``place_index``."""
        rows: list[Row] = zones.to_dict("records")
        found = [self._drawn(row) for row in rows]
        asked = [
            PlaceQuery(row["area"], _day(row), self._country)
            for row, area in zip(rows, found, strict=True)
            if area is None
        ]
        answers = iter(self._places.resolve(asked) if asked else ())
        areas = [area or self._answered(next(answers)) for area in found]
        units = pd.Series([names for names, _ in areas], index=zones.index, dtype=object)
        numbers = pd.Series([number for _, number in areas], index=zones.index, dtype="int64")
        return zones.assign(units=units, place_index=numbers)

    def _drawn(self, row: Row) -> Area | None:
        """Return an area of which the outline is known, None where its name is to look up."""
        if isinstance(geometry := row.get("geometry"), dict):
            return (self._shape(row["area"], geometry),), NOWHERE
        unit = unit_named(row["area"], _day(row))
        if unit and any(unit.iso == other.iso for other in self._known):
            return tuple(u.name for u in self._known if u.iso == unit.iso), NOWHERE
        return None

    def _answered(self, answer: Resolution) -> Area:
        if answer.kind == "country":
            units = tuple(u.name for u in self._known if u.iso[:2] == answer.country)
            if units:
                return units, NOWHERE
        # Of what has no outline here, a country too, the point for its label is known.
        place = place_of(answer, answer.geo_precision or 1)
        return (), NOWHERE if place is None else self._places.add(place)

    def _shape(self, area: str, geometry: dict[str, Any]) -> str:
        """Return the name of a shape, a new one unless it is known already."""
        taken = {unit.name for unit in self._known}
        for number in count(1):
            name = area if number == 1 else f"{area} ({number})"
            if name in taken:
                continue
            shape = self.shapes.setdefault(name, Unit(name, "", "area", geometry))
            if shape.geometry == geometry:
                return name
        raise AssertionError("count() has no end")


def _day(row: Row) -> date:
    return date.fromisoformat(row["start"][:10])
