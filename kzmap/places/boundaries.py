"""Boundaries of first-level units and the days on which they held.

Each bundled file of boundaries carries its half-open period; a day outside all of them has
no units here, and the answer is ``None`` rather than the division of another time.
"""

import json
from dataclasses import dataclass
from functools import cache, cached_property, lru_cache
from typing import TYPE_CHECKING, Any, Final

from kzmap.bundled import bundled_path

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

_FILES: Final = ("admin1_2022-01.geojson", "admin1_2022-06.geojson")

Ring = list[tuple[float, float]]

_PAIRS: Final = 4_000_000


@dataclass(frozen=True, eq=False)
class Shape:
    """A unit of one bundled file; what finds points in it is made when it is needed."""

    name: str
    iso: str
    kind: str
    geometry: dict[str, Any]

    @cached_property
    def polygons(self) -> tuple[tuple[Ring, ...], ...]:
        """Outer ring and holes of each polygon."""
        coordinates = self.geometry["coordinates"]
        nested = [coordinates] if self.geometry["type"] == "Polygon" else coordinates
        return tuple(
            tuple([(float(p[0]), float(p[1])) for p in ring] for ring in polygon)
            for polygon in nested
        )

    @cached_property
    def box(self) -> tuple[float, float, float, float]:
        """West, south, east and north."""
        outline = [point for polygon in self.polygons for point in polygon[0]]
        lons, lats = [p[0] for p in outline], [p[1] for p in outline]
        return (min(lons), min(lats), max(lons), max(lats))


@dataclass(frozen=True, eq=False)
class Division:
    """The units of one bundled file and their half-open period (empty: open)."""

    valid_from: str
    valid_to: str
    shapes: tuple[Shape, ...]


def _shape(feature: dict[str, Any]) -> Shape:
    told = feature["properties"]
    return Shape(told["name"], told["iso_3166_2"], told["kind"], feature["geometry"])


def _cities_first(shape: Shape) -> tuple[bool, str]:
    # Should a city and the region around it overlap, the point is in the city.
    return shape.kind != "city", shape.iso


@cache
def divisions() -> tuple[Division, ...]:
    """Return the bundled divisions, the earliest first."""
    found = []
    for file in _FILES:
        read = json.loads(bundled_path("data", file).read_text(encoding="utf-8"))
        found.append(
            Division(
                read.get("valid_from") or "",
                read.get("valid_to") or "",
                tuple(sorted(map(_shape, read["features"]), key=_cities_first)),
            )
        )
    return tuple(sorted(found, key=lambda division: division.valid_from))


def division_on(day: str | None) -> Division | None:
    """Return the division in force on a day (``None``: the latest), if one is bundled."""
    if day is None:
        return divisions()[-1]
    for division in divisions():
        if division.valid_from <= day and (not division.valid_to or day < division.valid_to):
            return division
    return None


def divisions_for(day: str | None) -> tuple[Division, ...]:
    """Return what a row of a day may follow: the division then and the latest, else all."""
    then, now = division_on(day), division_on(None)
    return divisions() if then is None or now is None else (then, now)


def _in_ring(lat: float, lon: float, ring: Ring) -> bool:
    # Crossing number: W. R. Franklin, PNPOLY (https://wrfranklin.org/Research/Short_Notes/pnpoly.html)
    inside = False
    before_lon, before_lat = ring[-1]
    for at_lon, at_lat in ring:
        if (at_lat > lat) != (before_lat > lat) and lon < (before_lon - at_lon) * (
            lat - at_lat
        ) / (before_lat - at_lat) + at_lon:
            inside = not inside
        before_lon, before_lat = at_lon, at_lat
    return inside


def _holds(shape: Shape, lat: float, lon: float) -> bool:
    west, south, east, north = shape.box
    if not (west <= lon <= east and south <= lat <= north):
        return False
    return any(
        _in_ring(lat, lon, rings[0]) and not any(_in_ring(lat, lon, r) for r in rings[1:])
        for rings in shape.polygons
    )


def holds_points(
    shape: Shape, lats: "NDArray[np.float64]", lons: "NDArray[np.float64]"
) -> "NDArray[np.intp]":
    """Return which of many points lie in a shape, by number, in order.

    By the crossing number, as for one point, and of all its rings at once.
    """
    import numpy as np

    west, south, east, north = shape.box
    chosen = np.flatnonzero((lons >= west) & (lons <= east) & (lats >= south) & (lats <= north))
    lat, lon = lats[chosen], lons[chosen]
    inside = np.zeros(len(chosen), dtype=bool)
    for ring in (ring for rings in shape.polygons for ring in rings):
        # In parts: outlines of a user's own may have a hundred thousand corners.
        step = max(1, _PAIRS // len(ring))
        for at in range(0, len(chosen), step):
            part = slice(at, at + step)
            inside[part] ^= _in_ring_each(lat[part], lon[part], ring)
    found: NDArray[np.intp] = chosen[inside]
    return found


def _in_ring_each(
    lat: "NDArray[np.float64]", lon: "NDArray[np.float64]", ring: Ring
) -> "NDArray[np.bool_]":
    import numpy as np

    lon_b, lat_b = np.array(ring).T
    lon_a, lat_a = np.roll(lon_b, 1), np.roll(lat_b, 1)
    point, edge = np.nonzero((lat_b > lat[:, None]) != (lat_a > lat[:, None]))
    share = (lat[point] - lat_b[edge]) / (lat_a[edge] - lat_b[edge])
    is_west = lon[point] < (lon_a[edge] - lon_b[edge]) * share + lon_b[edge]
    found: NDArray[np.bool_] = np.bincount(point[is_west], minlength=len(lat)) % 2 == 1
    return found


@lru_cache(maxsize=65536)
def _shape_in(division: Division, lat: float, lon: float) -> Shape | None:
    for shape in division.shapes:
        if _holds(shape, lat, lon):
            return shape
    return None


def shape_at(lat: float, lon: float, day: str | None) -> Shape | None:
    """Return the shape that holds a point on a day, or ``None``."""
    division = division_on(day)
    return None if division is None else _shape_in(division, lat, lon)
