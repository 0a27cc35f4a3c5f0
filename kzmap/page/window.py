"""Which part of a round world the flat map shows. Pure.

The map is 360 degrees wide and has to be cut open somewhere: at the antimeridian, unless the
data lies across it. Longitudes on the map count on from the cut, and so can exceed 180.
"""

from collections.abc import Iterable, Sequence
from itertools import accumulate
from math import asinh, atan, ceil, degrees, radians, sinh, tan
from typing import Any, Final

from kzmap.page.clipping import Box, Position

MOST_LAT: Final = 85.0
"""Web Mercator ends a little beyond."""

_WIDEST_VIEW: Final = 2.6
_TALLEST_VIEW: Final = 1.6
"""Width by height, and height by width, of the windows that the ground is made for."""

_ZOOMED_OUT: Final = 2.5
"""Two presses of the button double the view; fitting rounds the zoom down by up to 0.25."""

_HALF_THE_WORLD: Final = 180.0

_LEAST_REACH: Final = 24.0
"""Degrees (of longitude, and as many on the map's other axis) around the middle at least."""


def cut_meridian(spans: Iterable[tuple[float, float]]) -> float:
    """Return the longitude at which to cut the map open: its western edge.

    Parameters
    ----------
    spans
        West and east of each thing on the map, -180 to 180.

    Returns
    -------
    float
        -180, unless half the world or more is empty elsewhere; then the middle of that, less
        a turn or not so that the middle of the map is between -180 and 180. Data all around
        the world thus stays on the map that readers know.

    Examples
    --------
    >>> cut_meridian([(2.35, 2.35)]), cut_meridian([(178, 178), (-180, -179)])
    (-180, -0.5)
    """
    ordered = sorted(spans)
    reaches = accumulate((east for _, east in ordered), max)
    empty = [
        (west - reach, (west + reach) / 2)
        for reach, (west, _) in zip(reaches, ordered[1:], strict=False)
    ]
    widest, at = max(empty, default=(0.0, -180.0))
    if widest < _HALF_THE_WORLD:
        return -180
    return round(at - 360 if at > 0 else at, 3)


def on_map(lon: float, west: float) -> float:
    """Return a longitude counted on from the map's western edge.

    Examples
    --------
    >>> on_map(-179, -0.5), on_map(178, -0.5), on_map(180, -180)
    (181, 178, 180)
    """
    return lon if west <= lon <= west + 360 else lon + 360 * ceil((west - lon) / 360)


def geometry_on_map(geometry: dict[str, Any], west: float) -> dict[str, Any]:
    """Return a Polygon or MultiPolygon moved, each polygon as a whole, beyond the edge."""
    if west == -180:
        return geometry
    return {
        "type": "MultiPolygon",
        "coordinates": [_moved(polygon, west) for polygon in polygons_of(geometry)],
    }


def _moved(polygon: list[list[Position]], west: float) -> list[list[Position]]:
    least = min(point[0] for point in polygon[0])
    turn = on_map(least, west) - least
    return [[(lon + turn, lat) for lon, lat, *_ in ring] for ring in polygon]


def polygons_of(geometry: dict[str, Any]) -> list[list[list[Position]]]:
    """Return the polygons of a Polygon or MultiPolygon, each as its rings."""
    coordinates: list[Any] = geometry["coordinates"]
    return [coordinates] if geometry["type"] == "Polygon" else coordinates


def outline(geometry: dict[str, Any]) -> list[Position]:
    """Return the positions of the outer rings."""
    return [point for polygon in polygons_of(geometry) for point in polygon[0]]


def spans_of(geometry: dict[str, Any]) -> list[tuple[float, float]]:
    """Return west and east of each polygon."""
    lons = [[point[0] for point in polygon[0]] for polygon in polygons_of(geometry)]
    return [(min(found), max(found)) for found in lons]


def bounds_of(points: Sequence[Position], margin: float = 0.0) -> Box:
    """Return the box around positions, no farther to the poles than the map reaches."""
    lons = [point[0] for point in points]
    lats = [point[1] for point in points]
    south, north = (min(max(lat, -MOST_LAT), MOST_LAT) for lat in (min(lats), max(lats)))
    return (
        min(lons) - margin,
        max(south - margin, -MOST_LAT),
        max(lons) + margin,
        min(north + margin, MOST_LAT),
    )


def ground_box(box: Box, west: float) -> Box:
    """Return what the ground has to cover so that a fitted view, zoomed out twice, is full.

    Parameters
    ----------
    box
        What the data needs, in longitudes on the map.
    west
        The map's western edge.
    """
    low, high = mercator(box[1]), mercator(box[3])
    wide, tall = box[2] - box[0], high - low
    across = max(_LEAST_REACH, _ZOOMED_OUT / 2 * max(wide, _WIDEST_VIEW * tall))
    along = max(_LEAST_REACH, _ZOOMED_OUT / 2 * max(tall, _TALLEST_VIEW * wide))
    middle_lon, middle_y = (box[0] + box[2]) / 2, (low + high) / 2
    return (
        round(max(middle_lon - across, west), 3),
        round(max(latitude(middle_y - along), -MOST_LAT), 3),
        round(min(middle_lon + across, west + 360), 3),
        round(min(latitude(middle_y + along), MOST_LAT), 3),
    )


def mercator(lat: float) -> float:
    """Return how far from the equator a latitude is drawn, in degrees of longitude.

    Source: Snyder, "Map projections: a working manual", USGS Professional Paper 1395
    (1987), formula 7-2, on the sphere.
    """
    return degrees(asinh(tan(radians(lat))))


def latitude(y: float) -> float:
    """Undo `mercator`."""
    return degrees(atan(sinh(radians(y))))
