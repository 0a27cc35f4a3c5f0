"""Giving every event and every zone its place."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import date
from itertools import count
from math import isnan
from typing import Any

import pandas as pd

from kzmap.dataset.contents import Place
from kzmap.places import PlaceQuery, Resolution, Unit, resolve_many, unit_named

_NOWHERE = -1


class PlaceBook:
    """Collects the distinct places that tables name, and numbers them as they come.

    ``shapes`` are the areas that zones bring along as geometry, by name.
    """

    def __init__(self) -> None:
        self.found: list[Place] = []
        self.shapes: dict[str, Unit] = {}
        self._index: dict[tuple[str, float, float], int] = {}

    def place_events(self, events: pd.DataFrame) -> pd.DataFrame:
        """Return the events with ``place_index``, ``unplaced`` and coordinates.

        An event that the table itself locates stays where it says; the others are resolved
        by name, day, country and unit.
        """
        rows = events.to_dict("records")
        answers = iter(resolve_many([_query(row) for row in rows if not _has_point(row)]))
        placed = [
            self._own(row) if _has_point(row) else self._resolved(row, next(answers))
            for row in rows
        ]
        points = [self.found[index] if index != _NOWHERE else None for index, _, _ in placed]
        return events.assign(
            place_index=[index for index, _, _ in placed],
            unplaced=[reason for _, reason, _ in placed],
            geo_precision=[precision for _, _, precision in placed],
            lat=[point.lat if point else float("nan") for point in points],
            lon=[point.lon if point else float("nan") for point in points],
        )

    def place_zones(self, zones: pd.DataFrame, known: Sequence[Unit]) -> pd.DataFrame:
        """Return the zones with the units each is made of, or the town it is."""
        found = [self._area(row, known) for row in zones.to_dict("records")]
        units = pd.Series([names for names, _ in found], index=zones.index, dtype=object)
        return zones.assign(units=units, place_index=[index for _, index in found])

    def numbering(self) -> tuple[tuple[Place, ...], dict[int, int]]:
        """Return the places sorted by name, and the row of each by its number here."""
        order = sorted(range(len(self.found)), key=lambda i: _sort_key(self.found[i]))
        rows = {number: row for row, number in enumerate(order)} | {_NOWHERE: _NOWHERE}
        return tuple(self.found[number] for number in order), rows

    def _add(self, place: Place) -> int:
        key = (place.name, place.lat, place.lon)
        if key not in self._index:
            self._index[key] = len(self.found)
            self.found.append(place)
        index = self._index[key]
        if place.geo_precision < self.found[index].geo_precision:
            self.found[index] = replace(self.found[index], geo_precision=place.geo_precision)
        return index

    def _own(self, row: dict[Any, Any]) -> tuple[int, str, int]:
        precision = int(row["geo_precision"])
        place = Place(
            row["place"], row["lat"], row["lon"], precision, row["admin1"], row["country"]
        )
        return self._add(place), "", precision

    def _resolved(self, row: dict[Any, Any], answer: Resolution) -> tuple[int, str, int]:
        precision = max(int(row["geo_precision"]), answer.geo_precision or 1)
        place = _place_of(answer, precision)
        if place is None:
            return _NOWHERE, why_unplaced(answer), precision
        return self._add(place), "", precision

    def _area(self, row: dict[Any, Any], known: Sequence[Unit]) -> tuple[tuple[str, ...], int]:
        if isinstance(geometry := row.get("geometry"), dict):
            return (self._shape(row["area"], geometry, known),), _NOWHERE
        area, when = row["area"], date.fromisoformat(row["start"][:10])
        unit = unit_named(area, when)
        if unit and any(unit.iso == other.iso for other in known):
            return tuple(u.name for u in known if u.iso == unit.iso), _NOWHERE
        (answer,) = resolve_many([PlaceQuery(area, when)])
        if answer.kind == "country":
            return tuple(u.name for u in known if u.iso[:2] == answer.country), _NOWHERE
        place = _place_of(answer, 1)
        return (), _NOWHERE if place is None else self._add(place)

    def _shape(self, area: str, geometry: dict[str, Any], known: Sequence[Unit]) -> str:
        """Return the name of a shape, a new one unless it is known already."""
        taken = {unit.name for unit in known}
        for number in count(1):
            name = area if number == 1 else f"{area} ({number})"
            if name in taken:
                continue
            shape = self.shapes.setdefault(name, Unit(name, "", "area", geometry))
            if shape.geometry == geometry:
                return name
        raise AssertionError("count() has no end")


def why_unplaced(answer: Resolution) -> str:
    """Say why a name stays unresolved, and what it may have meant."""
    names = dict.fromkeys(f"{c.name} ({c.admin1 or c.country})" for c in answer.candidates)
    reason = answer.reason or "no match"
    return f"{reason}; candidates: {', '.join(names)}" if names else reason


def _query(row: dict[Any, Any]) -> PlaceQuery:
    day = row["event_date"].date()
    return PlaceQuery(row["place"], day, row["country"] or None, row["admin1"] or None)


def _has_point(row: dict[Any, Any]) -> bool:
    return not (isnan(row["lat"]) or isnan(row["lon"]))


def _place_of(answer: Resolution, precision: int) -> Place | None:
    if answer.lat is None or answer.lon is None:
        return None
    return Place(
        answer.name or answer.query,
        answer.lat,
        answer.lon,
        precision,
        answer.admin1 or "",
        answer.country or "",
        answer,
    )


def _sort_key(place: Place) -> tuple[str, float, float]:
    return (place.name, place.lat, place.lon)
