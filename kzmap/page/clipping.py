"""Cutting rings and lines off at the edges of a box. Pure.

Positions are ``(lon, lat)`` and a box is ``(west, south, east, north)``, all in degrees that
may go beyond 180. A cut position lies on the edge exactly, so that the page can tell an edge
of the map from a border.
"""

from collections.abc import Sequence
from itertools import pairwise
from typing import Any

Position = Sequence[float]
Box = tuple[float, float, float, float]


_TURNS = (-360.0, 0.0, 360.0)


def clip(geometry: dict[str, Any], box: Box) -> dict[str, Any]:
    """Return what a box takes of a geometry, a turn to the west or east of it too.

    Parameters
    ----------
    geometry
        A GeoJSON Polygon, LineString or the Multi form of one.
    box
        At most 360 degrees wide.
    """
    kind, coordinates = geometry["type"], geometry["coordinates"]
    parts = coordinates if kind.startswith("Multi") else [coordinates]
    found: list[Any] = []
    for part in parts:
        for turn in _TURNS:
            if kind.endswith("Polygon"):
                rings = [clip_ring(ring, box) for ring in _near(part, turn, box)]
                found.extend([ring for ring in rings if ring] for _ in rings[:1] if rings[0])
            else:
                for line in _near([part], turn, box):
                    found.extend(clip_line(line, box))
    return {"type": f"Multi{kind.removeprefix('Multi')}", "coordinates": found}


def _near(lines: Sequence[Sequence[Position]], turn: float, box: Box) -> list[list[Position]]:
    """Return lines moved by a turn, or none if the first of them then is beside the box."""
    lons = [point[0] for point in lines[0]]
    lats = [point[1] for point in lines[0]]
    if min(lons) + turn >= box[2] or max(lons) + turn <= box[0]:
        return []
    if min(lats) >= box[3] or max(lats) <= box[1]:
        return []
    return [[(lon + turn, lat) for lon, lat, *_ in line] for line in lines]


def clip_ring(ring: Sequence[Position], box: Box) -> list[Position]:
    """Return the part of a closed ring within a box, closed; nothing where none is.

    One edge of the box after the other cuts the ring. A ring that leaves the box and comes
    back stays one, joined along the edge, which is right for filling.

    Source: Sutherland and Hodgman, "Reentrant polygon clipping", Communications of the ACM
    17 (1974), 32-42.

    Examples
    --------
    >>> clip_ring([(0, 0), (4, 0), (4, 2), (0, 2), (0, 0)], (1, 0, 9, 9))
    [(1, 0.0), (4, 0), (4, 2), (1, 2.0), (1, 0.0)]
    """
    lons, lats = [p[0] for p in ring], [p[1] for p in ring]
    outside = (box[0] - min(lons), box[1] - min(lats), max(lons) - box[2], max(lats) - box[3])
    points = list(ring[:-1])
    for side, beyond in enumerate(outside):
        if beyond > 0 and points:
            points = _cut(points, axis=side % 2, edge=box[side], sign=1 if side < 2 else -1)
    return [*points, points[0]] if len(points) > 2 else []


def _cut(points: list[Position], *, axis: int, edge: float, sign: int) -> list[Position]:
    """Keep what lies on one side of an edge; sign is 1 where that side has larger values."""
    kept: list[Position] = []
    last = points[-1]
    for point in points:
        is_in, was_in = sign * (point[axis] - edge) >= 0, sign * (last[axis] - edge) >= 0
        if is_in != was_in:
            share = (edge - last[axis]) / (point[axis] - last[axis])
            other = last[1 - axis] + share * (point[1 - axis] - last[1 - axis])
            kept.append((edge, other) if axis == 0 else (other, edge))
        if is_in:
            kept.append(point)
        last = point
    return kept


def clip_line(line: Sequence[Position], box: Box) -> list[list[Position]]:
    """Return the parts of a line within a box, in order.

    Source: Liang and Barsky, "A new concept and method for line clipping", ACM Transactions
    on Graphics 3 (1984), 1-22.

    Examples
    --------
    >>> clip_line([(0, 0), (4, 0), (4, 9)], (1, -1, 9, 3))
    [[(1.0, 0.0), (4, 0), (4.0, 3.0)]]
    """
    parts: list[list[Position]] = []
    joins = False
    for start, end in pairwise(line):
        shares = _shares_within(start, end, box)
        if shares is None:
            joins = False
            continue
        first, last = shares
        if not joins:
            parts.append([_along(start, end, first)])
        parts[-1].append(_along(start, end, last))
        joins = last == 1
    return parts


def _shares_within(start: Position, end: Position, box: Box) -> tuple[float, float] | None:
    """Return from which to which share of a segment it lies within, or None."""
    first, last = 0.0, 1.0
    for axis in (0, 1):
        step = end[axis] - start[axis]
        for low_side in (True, False):
            room = start[axis] - box[axis] if low_side else box[axis + 2] - start[axis]
            towards = -step if low_side else step
            if towards == 0:
                if room < 0:
                    return None
            elif towards < 0:
                first = max(first, room / towards)
            else:
                last = min(last, room / towards)
    return (first, last) if first < last else None


def _along(start: Position, end: Position, share: float) -> Position:
    if share in (0, 1):
        return end if share else start
    lon, lat = (a + share * (b - a) for a, b in zip(start[:2], end[:2], strict=True))
    return (lon, lat)
