"""Distances on the globe."""

from collections.abc import Sequence
from math import asin, cos, radians, sin, sqrt
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

_EARTH_KM: Final = 6371.009
_ROWS: Final = 512


def distance_km(lat_a: float, lon_a: float, lat_b: float, lon_b: float) -> float:
    """Return the great-circle distance (haversine; R. W. Sinnott, Sky & Telescope 68, 1984)."""
    rise, turn = radians(lat_b - lat_a) / 2, radians(lon_b - lon_a) / 2
    half = sin(rise) ** 2 + cos(radians(lat_a)) * cos(radians(lat_b)) * sin(turn) ** 2
    return 2 * _EARTH_KM * asin(min(1.0, sqrt(half)))


def distances_km(
    lats: "NDArray[np.float64]",
    lons: "NDArray[np.float64]",
    lat: "float | NDArray[np.float64]",
    lon: "float | NDArray[np.float64]",
) -> "NDArray[np.float64]":
    """Return the great-circle distances of many points from one, or of each from its own.

    The same figures as ``geopy.distance.great_circle``, by the formula that it uses (Vincenty's
    for a sphere, good at all distances), without two objects for each.

    Parameters
    ----------
    lats, lons
        WGS84 degrees.
    lat, lon
        The one point, or as many as there are in ``lats``.

    Examples
    --------
    >>> import numpy as np
    >>> distances_km(np.array([43.34116]), np.array([52.86192]), 43.66105, 51.17392).round()
    array([141.])
    """
    import numpy as np

    there, here = np.radians(lats), np.radians(lat)
    turn = np.radians(lons - lon)
    across = np.cos(there) * np.sin(turn)
    along = np.cos(here) * np.sin(there) - np.sin(here) * np.cos(there) * np.cos(turn)
    inward = np.sin(here) * np.sin(there) + np.cos(here) * np.cos(there) * np.cos(turn)
    found: NDArray[np.float64] = _EARTH_KM * np.arctan2(np.hypot(across, along), inward)
    return found


def nearest_km(
    lats: "NDArray[np.float64]",
    lons: "NDArray[np.float64]",
    points: Sequence[tuple[float, float]],
) -> "NDArray[np.float64]":
    """Return how far many points are from the nearest of some; NaN where there are none."""
    import numpy as np

    if not points:
        return np.full(len(lats), np.nan)
    known = np.array(points, dtype=float)
    # On the unit sphere the nearest is the one with the greatest inner product; in parts, since
    # all places may have been first on one day.
    ends = _on_sphere(known[:, 0], known[:, 1]).T
    starts = _on_sphere(lats, lons)
    parts = [
        np.argmax(starts[at : at + _ROWS] @ ends, axis=1) for at in range(0, len(lats), _ROWS)
    ]
    nearest = known[np.concatenate([np.empty(0, dtype=np.int64), *parts])]
    return distances_km(lats, lons, nearest[:, 0], nearest[:, 1])


def _on_sphere(
    lats: "NDArray[np.float64]", lons: "NDArray[np.float64]"
) -> "NDArray[np.float64]":
    import numpy as np

    lat, lon = np.radians(lats), np.radians(lons)
    return np.stack([np.cos(lat) * np.cos(lon), np.cos(lat) * np.sin(lon), np.sin(lat)], axis=1)
