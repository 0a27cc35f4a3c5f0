"""First-level units, by point and by name, as they were on a day."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date
from functools import lru_cache
from typing import TYPE_CHECKING, Any

from kzmap.places.boundaries import Shape, division_on, holds_points, shape_at
from kzmap.places.catalogue import catalogue
from kzmap.places.names import day_text

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray


@dataclass(frozen=True, eq=False)
class Unit:
    """A first-level unit on a day; ``geometry`` is a GeoJSON geometry, positions (lon, lat)."""

    name: str
    iso: str
    kind: str
    geometry: dict[str, Any] = field(repr=False)


def _unit(shape: Shape, day: str | None) -> Unit:
    place = catalogue().places.get(f"iso:{shape.iso}")
    name = place.name_on(day) if place else shape.name
    return Unit(name, shape.iso, shape.kind, shape.geometry)


def unit_name_at(lat: float, lon: float, day: str | None) -> str | None:
    """Return the name of the unit that holds a point, or ``None``."""
    shape = shape_at(lat, lon, day)
    return None if shape is None else _unit(shape, day).name


def unit_at(lat: float, lon: float, when: date | str | None = None) -> Unit | None:
    """Return the first-level unit that holds a point on a day.

    There is none outside Kazakhstan, and none on days for which no boundaries are bundled.

    Parameters
    ----------
    lat, lon
        WGS84 degrees.
    when
        Day; ``None`` means the latest boundaries.

    Examples
    --------
    >>> unit_at(50.42, 80.25, "2022-01-05").name
    'East Kazakhstan Region'
    """
    day = day_text(when)
    shape = shape_at(lat, lon, day)
    return None if shape is None else _unit(shape, day)


def units(when: date | str | None = None) -> list[Unit]:
    """Return the first-level units on a day, in order of their names.

    Examples
    --------
    >>> len(units("2022-01-05")), len(units("2022-06-08"))
    (17, 20)
    """
    day = day_text(when)
    division = division_on(day)
    shapes = () if division is None else division.shapes
    return sorted((_unit(shape, day) for shape in shapes), key=lambda unit: unit.name)


def unit_named(text: str, when: date | str | None = None) -> Unit | None:
    """Return the unit of a day that a text names, or ``None`` if none or several fit.

    ``text`` is an ISO 3166-2 code or a name in English, Russian or Kazakh, with or without
    its generic word. "Almaty" alone may be the city or the region around it.

    Examples
    --------
    >>> unit_named("Мангистауская область", "2022-01-05").name
    'Mangystau Region'
    """
    codes = catalogue().unit_codes(text)
    found = [unit for unit in units(when) if unit.iso in codes]
    return found[0] if len(found) == 1 else None


def units_holding(
    areas: Iterable[Unit], lats: "NDArray[np.float64]", lons: "NDArray[np.float64]"
) -> list[list[str]]:
    """Return for each of many points the names of those areas that hold it, in their order.

    The areas may be any, those that a user's zones bring along too, and may overlap.

    Examples
    --------
    >>> import numpy as np
    >>> units_holding(units("2022-01-05"), np.array([43.25]), np.array([76.91]))
    [['Almaty (city)']]
    """
    found: list[list[str]] = [[] for _ in lats]
    for area in areas:
        for point in holds_points(_shape_of(area), lats, lons).tolist():
            found[point].append(area.name)
    return found


@lru_cache(maxsize=1024)
def _shape_of(area: Unit) -> Shape:
    return Shape(area.name, area.iso, area.kind, area.geometry)
