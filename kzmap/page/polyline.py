"""Lines as short text: Google's Encoded Polyline Algorithm Format.

Source: https://developers.google.com/maps/documentation/utilities/polylinealgorithm. A
third of the size of the same line as JSON numbers; ``assets/payload.js`` reads it.
"""

from collections.abc import Iterable, Sequence
from typing import Any

from kzmap.page.window import polygons_of

Position = Sequence[float]


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
    out: list[str] = []
    last = (0, 0)
    for lon, lat, *_ in points:
        here = (round(lat * scale), round(lon * scale))
        out.extend(_encode(now - before) for now, before in zip(here, last, strict=True))
        last = here
    return "".join(out)


def _encode(value: int) -> str:
    value = ~(value << 1) if value < 0 else value << 1
    out = []
    while value >= 0x20:
        out.append(chr((0x20 | (value & 0x1F)) + 63))
        value >>= 5
    out.append(chr(value + 63))
    return "".join(out)


def encode_polygons(geometry: dict[str, Any], scale: int) -> list[list[str]]:
    """Encode a GeoJSON Polygon or MultiPolygon, ring by ring."""
    return [[encode_line(ring, scale) for ring in polygon] for polygon in polygons_of(geometry)]


def encode_lines(geometry: dict[str, Any], scale: int) -> list[str]:
    """Encode a GeoJSON LineString or MultiLineString."""
    coordinates = geometry["coordinates"]
    lines = [coordinates] if geometry["type"] == "LineString" else coordinates
    return [encode_line(line, scale) for line in lines]
