"""Which areas hold a place, and since when a state of emergency was declared in them."""

from collections.abc import Sequence
from typing import Any

import numpy as np

from kzmap.dataset.contents import Dataset, Place
from kzmap.places import Unit, unit_named, units_holding

_REGION = 3
Key = str | int | tuple[str, str]


class Areas:
    """The areas of a data set: its first-level units, and those that zones bring along.

    A zone is over whole units, over an outline of its own, over one town, or over an area or
    country of which no outline is known here; a place can be in any of these.
    """

    def __init__(self, dataset: Dataset) -> None:
        self._dataset = dataset
        self._units = {unit.name for unit in dataset.units}
        self._begun: dict[Key, str] = {}
        for zone in dataset.zones.to_dict("records"):
            if zone["kind"] == "state_of_emergency":
                self._note(zone)

    def holding(self, places: Sequence[Place]) -> list[list[str]]:
        """Return by place the unit that holds it, if one is known, then the zones' own areas.

        Where a table's own name of the unit is none that is known, its coordinates tell.
        """
        here = self._at(self._dataset.units, places)
        drawn = self._at(self._dataset.shapes, places)
        return [
            [*self._unit(place, by_point), *areas]
            for place, by_point, areas in zip(places, here, drawn, strict=True)
        ]

    def emergency(self, number: int, names: Sequence[str]) -> str | None:
        """Return the first day of an emergency in a place, or in the areas that hold it.

        Parameters
        ----------
        number
            Row of the place in the data set's places.
        names
            As `holding` returns them for it.
        """
        country = self._dataset.places[number].country
        inner = [(country, name) for name in ("", *names)] if country else []
        areas: tuple[Key, ...] = (number, *names, *inner)
        return min((self._begun[area] for area in areas if area in self._begun), default=None)

    def _note(self, zone: dict[Any, Any]) -> None:
        day, number = zone["start"][:10], int(zone["place_index"])
        areas: list[Key] = list(zone["units"])
        if number >= 0:
            place = self._dataset.places[number]
            kind = place.known.kind if place.known else ""
            # Without an outline an area is a point, but its places name it.
            inner = {"country": "", "area": place.name}.get(kind or "")
            areas.append(number if inner is None else (place.country, inner))
        for area in areas:
            self._begun[area] = min(day, self._begun.get(area, day))

    def _unit(self, place: Place, by_point: Sequence[str]) -> Sequence[str]:
        if place.known and place.known.kind == "country":
            return ()
        told = (place.admin1,) if place.admin1 else ()
        if not self._units or place.admin1 in self._units:
            return told
        if by_point or not told:
            return by_point
        named = unit_named(place.admin1, self._dataset.days[0])
        return (named.name,) if named and named.name in self._units else told

    def _at(self, areas: Sequence[Unit], places: Sequence[Place]) -> list[list[str]]:
        # The point of a region is anywhere in it, so it tells nothing of a part; and where a
        # known unit is named, nothing need be looked for.
        is_point = [
            place.geo_precision < _REGION
            and (areas is not self._dataset.units or place.admin1 not in self._units)
            for place in places
        ]
        lats = np.array([place.lat for place in places], dtype=float)[is_point]
        lons = np.array([place.lon for place in places], dtype=float)[is_point]
        found = iter(units_holding(areas, lats, lons))
        return [next(found) if known else [] for known in is_point]
