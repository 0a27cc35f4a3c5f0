"""Points that lie where their rows say, found many at a time.

Most points do, and many are held against one outline as quickly as a few. What this does not
find goes on to `kzmap.places.checking`, which looks at each by itself and says what is wrong.
"""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from datetime import date
from functools import cache
from math import isfinite
from typing import Protocol, TypeVar

import numpy as np
from numpy.typing import NDArray

from kzmap.countries import is_country
from kzmap.places.boundaries import Shape, divisions_for
from kzmap.places.catalogue import catalogue
from kzmap.places.names import day_text
from kzmap.places.offline import country_code
from kzmap.places.outlines import Floats, outlines_of

_CHUNK = 2048
_WITHIN_REACH = 160.0
"""Degrees of longitude beyond which an outline may lie a turn away."""


class Located(Protocol):
    """A point with what its row says of it; see `kzmap.places.checking.LocatedPoint`."""

    @property
    def lat(self) -> float: ...  # noqa: D102
    @property
    def lon(self) -> float: ...  # noqa: D102
    @property
    def country(self) -> str | None: ...  # noqa: D102
    @property
    def admin1(self) -> str | None: ...  # noqa: D102
    @property
    def when(self) -> date | str | None: ...  # noqa: D102


P = TypeVar("P", bound=Located)


def agreeing(points: Iterable[P]) -> set[P]:
    """Return points that lie in their country and unit for sure, each once; not all that do."""
    found: set[P] = set()
    by_country: dict[str | None, list[P]] = defaultdict(list)
    for point in set(points):
        if isfinite(point.lat) and abs(point.lon) <= _WITHIN_REACH:
            by_country[point.country].append(point)
    for country, those in by_country.items():
        code = country_code(country) if isinstance(country, str) else ""
        if code in ("", "KZ"):
            # What lies in a unit of the country lies in the country.
            in_units, those = _in_their_units(those)
            found.update(in_units)
        if those and is_country(code):
            those = _in_any([outline.edges for outline in outlines_of(code)], those)
        found.update(those)
    return found


def _in_their_units(points: Sequence[P]) -> tuple[list[P], list[P]]:
    """Return the points that lie in the unit that they name, and those that name none known."""
    found: list[P] = []
    unnamed = [point for point in points if not isinstance(point.admin1, str)]
    by_unit: dict[tuple[str, str | None], list[P]] = defaultdict(list)
    for point in points:
        if isinstance(point.admin1, str):
            by_unit[point.admin1, day_text(point.when)].append(point)
    for (admin1, day), those in by_unit.items():
        codes = catalogue().unit_codes(admin1)
        shapes = [shape for division in divisions_for(day) for shape in division.shapes]
        named = [shape for shape in shapes if shape.iso in codes]
        if not named:
            unnamed += those
            continue
        # A point in a city is not in the region around it, though both outlines may hold it.
        cities = [shape for shape in shapes if shape.kind == "city" and shape not in named]
        in_cities = set(_in_any([edges_of(shape) for shape in cities], those))
        held_by_unit = _in_any([edges_of(shape) for shape in named], those)
        found += [point for point in held_by_unit if point not in in_cities]
    return found, unnamed


@cache
def edges_of(shape: Shape) -> Floats:
    """Return the edges of a unit, rows of lon, lat, lon, lat."""
    rings = (np.asarray(ring) for polygon in shape.polygons for ring in polygon)
    return np.vstack([np.hstack([ring, np.roll(ring, -1, axis=0)]) for ring in rings])


def _in_any(outlines: Sequence[Floats], points: Sequence[P]) -> list[P]:
    lats = np.array([point.lat for point in points], dtype=np.float64)
    lons = np.array([point.lon for point in points], dtype=np.float64)
    found = np.zeros(len(points), dtype=bool)
    for edges in outlines:
        found |= held(edges, lats, lons)
    return [point for point, is_in in zip(points, found.tolist(), strict=True) if is_in]


def held(edges: Floats, lats: Floats, lons: Floats) -> NDArray[np.bool_]:
    """Tell which points some rings hold, holes left out (even-odd rule).

    Crossing number: W. R. Franklin, PNPOLY
    (https://wrfranklin.org/Research/Short_Notes/pnpoly.html).

    Parameters
    ----------
    edges
        Rows of lon, lat, lon, lat.
    lats, lons
        WGS84 degrees.
    """
    x0, y0, x1, y1 = edges[edges[:, 1] != edges[:, 3]].T
    found = np.zeros(len(lats), dtype=bool)
    for at in range(0, len(lats), _CHUNK):
        lat, lon = lats[at : at + _CHUNK, np.newaxis], lons[at : at + _CHUNK, np.newaxis]
        rows, sides = np.nonzero((y0 > lat) != (y1 > lat))
        share = (lat[rows, 0] - y0[sides]) / (y1[sides] - y0[sides])
        right = lon[rows, 0] < x0[sides] + share * (x1[sides] - x0[sides])
        found[at : at + _CHUNK] = np.bincount(rows[right], minlength=len(lat)) % 2 == 1
    return found
