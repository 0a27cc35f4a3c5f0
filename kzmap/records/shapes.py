"""Areas drawn by their outline: a GeoJSON geometry in a cell."""

import json
from collections.abc import Sequence
from math import isfinite
from typing import Any

import kzmap.records.limits as limits
from kzmap.records.cells import Converted, convert_distinct


def read_shapes(cells: Sequence[str]) -> Converted:
    """Read outlines; empty is None, and a fault is whatever cannot be drawn as an area."""
    found = convert_distinct(
        cells, lambda cell: _checked(_load(cell)) if cell.strip() else None
    )
    room = limits.MOST_POSITIONS
    for i, geometry in enumerate(found.values):
        room -= 0 if geometry is None else _count_positions(geometry)
        if geometry is not None and room < 0:
            found.values[i] = None
            found.faults[i] = (
                f"more than {limits.MOST_POSITIONS:,} positions by here; simplify the outlines"
            )
    return found


def _count_positions(geometry: dict[str, Any]) -> int:
    polygons = geometry["coordinates"]
    if geometry["type"] == "Polygon":
        polygons = [polygons]
    return sum(len(ring) for polygon in polygons for ring in polygon)


def _load(cell: str) -> Any:
    try:
        return json.loads(cell)
    except (ValueError, RecursionError):
        raise ValueError("expected a GeoJSON geometry, a Polygon or MultiPolygon") from None


def _checked(geometry: Any) -> dict[str, Any]:
    """Return type and coordinates, of plane positions, of what is a well-formed area."""
    kind = geometry.get("type") if isinstance(geometry, dict) else None
    if kind not in ("Polygon", "MultiPolygon"):
        raise ValueError(f"{kind!r:.40} is no area; expected a Polygon or MultiPolygon")
    coordinates = geometry.get("coordinates")
    if kind == "Polygon":
        return {"type": kind, "coordinates": _polygon(coordinates)}
    polygons = [_polygon(polygon) for polygon in _filled(coordinates)]
    return {"type": kind, "coordinates": polygons}


def _polygon(rings: Any) -> list[list[list[float]]]:
    return [_ring(ring) for ring in _filled(rings)]


def _ring(ring: Any) -> list[list[float]]:
    points = [_position(point) for point in _filled(ring)]
    if len(points) < 4 or points[0] != points[-1]:
        raise ValueError("a ring needs four positions or more and ends where it begins")
    return points


def _filled(items: Any) -> list[Any]:
    if not isinstance(items, list) or not items:
        raise ValueError("the coordinates are not nested as its type wants, or are empty")
    return items


def _position(point: Any) -> list[float]:
    if not isinstance(point, list) or len(point) < 2 or not all(map(_is_number, point[:2])):
        raise ValueError(f"{point!r:.60} is no position; expected [longitude, latitude]")
    lon, lat = point[:2]
    if not (isfinite(lon) and isfinite(lat) and abs(lon) <= 180 and abs(lat) <= 90):
        raise ValueError(
            f"{point!r:.60} is out of range; expected longitude -180 to 180, then latitude "
            "-90 to 90"
        )
    return [lon, lat]


def _is_number(value: Any) -> bool:
    return isinstance(value, int | float) and not isinstance(value, bool)
