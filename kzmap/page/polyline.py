"""Lines as short text: Google's Encoded Polyline Algorithm Format.

Source: https://developers.google.com/maps/documentation/utilities/polylinealgorithm. A
third of the size of the same line as JSON numbers; ``assets/payload.js`` reads it.
"""

from collections.abc import Iterable, Sequence
from typing import Any

import numpy as np

from kzmap.page.varints import varints
from kzmap.page.window import polygons_of

Position = Sequence[float]

_BITS = 5
_FIRST = ord("?")


def encode_line(points: Iterable[Position], scale: int) -> str:
    """Encode GeoJSON positions.

    Parameters
    ----------
    points
        ``[lon, lat]`` positions, WGS84 degrees.
    scale
        Units a degree: 1000 keeps three decimals, about 110 m.

    Examples
    --------
    The example of the format's own page, at five decimals:

    >>> encode_line([[-120.2, 38.5], [-120.95, 40.7], [-126.453, 43.252]], 100_000)
    '_p~iF~ps|U_ulLnnqC_mqNvxq`@'
    """
    placed = np.array([(lat, lon) for lon, lat, *_ in points]).reshape(-1, 2)
    steps = np.diff(np.rint(placed * scale).astype(np.int64), axis=0, prepend=0)
    return (varints(steps.ravel(), _BITS) + _FIRST).tobytes().decode("ascii")


def encode_polygons(geometry: dict[str, Any], scale: int) -> list[list[str]]:
    """Encode a GeoJSON Polygon or MultiPolygon, ring by ring."""
    return [[encode_line(ring, scale) for ring in polygon] for polygon in polygons_of(geometry)]


def encode_lines(geometry: dict[str, Any], scale: int) -> list[str]:
    """Encode a GeoJSON LineString or MultiLineString."""
    coordinates = geometry["coordinates"]
    lines = [coordinates] if geometry["type"] == "LineString" else coordinates
    return [encode_line(line, scale) for line in lines]
