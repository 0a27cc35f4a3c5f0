"""Distances on the globe."""

from math import asin, cos, radians, sin, sqrt
from typing import Final

_EARTH_KM: Final = 6371.009


def distance_km(lat_a: float, lon_a: float, lat_b: float, lon_b: float) -> float:
    """Return the great-circle distance (haversine; R. W. Sinnott, Sky & Telescope 68, 1984)."""
    rise, turn = radians(lat_b - lat_a) / 2, radians(lon_b - lon_a) / 2
    half = sin(rise) ** 2 + cos(radians(lat_a)) * cos(radians(lat_b)) * sin(turn) ** 2
    return 2 * _EARTH_KM * asin(min(1.0, sqrt(half)))
