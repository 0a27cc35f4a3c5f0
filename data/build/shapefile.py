"""A reader for the two ESRI shapefile kinds Natural Earth uses: polygons and polylines.

Only what lies near the clip is turned into geometry; the 10 m layers are large.

Source: ESRI Shapefile Technical Description, 1998; dBASE III table layout.
"""

import struct
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import numpy as np
import shapely

Bounds = tuple[float, float, float, float]

POLYLINE, POLYGON = 3, 5


def read_features(
    path: Path, bounds: Bounds, encoding: str
) -> Iterator[tuple[dict[str, str], Any]]:
    """Yield the attributes and geometry of every feature whose box meets `bounds`.

    Parameters
    ----------
    path
        The ``.shp`` file; its ``.dbf`` lies beside it.
    bounds
        West, south, east, north in degrees.
    encoding
        Encoding of the attribute table.
    """
    rows = _read_rows(path.with_suffix(".dbf"), encoding)
    for attributes, (kind, box, rings) in zip(rows, _read_shapes(path), strict=True):
        if kind and box[0] < bounds[2] and box[2] > bounds[0]:
            if box[1] >= bounds[3] or box[3] <= bounds[1]:
                continue
            yield attributes, _polygon(rings) if kind == POLYGON else _polyline(rings)


def _read_rows(path: Path, encoding: str) -> Iterator[dict[str, str]]:
    table = path.read_bytes()
    count, header, width = struct.unpack("<IHH", table[4:12])
    fields, at = [], 32
    while table[at] != 0x0D:
        fields.append((table[at : at + 11].split(b"\0")[0].decode("ascii"), table[at + 16]))
        at += 32
    for row in range(count):
        at, attributes = header + row * width + 1, {}
        for name, length in fields:
            # Natural Earth pads some columns with NUL, others with blanks.
            text = table[at : at + length].decode(encoding, "replace")
            attributes[name] = text.strip(" \0")
            at += length
        yield attributes


def _read_shapes(path: Path) -> Iterator[tuple[int, Bounds, list[np.ndarray]]]:
    content, at = path.read_bytes(), 100
    while at < len(content):
        length = 2 * struct.unpack(">I", content[at + 4 : at + 8])[0]
        record = content[at + 8 : at + 8 + length]
        at += 8 + length
        kind = struct.unpack("<I", record[:4])[0]
        if kind not in (POLYLINE, POLYGON):
            yield 0, (0, 0, 0, 0), []
            continue
        parts, points = struct.unpack("<II", record[36:44])
        starts = np.frombuffer(record, "<u4", parts, 44)
        xy = np.frombuffer(record, "<f8", 2 * points, 44 + 4 * parts).reshape(-1, 2)
        yield kind, struct.unpack("<4d", record[4:36]), np.split(xy, starts[1:])


def _polygon(rings: list[np.ndarray]) -> Any:
    # Shapefile shells run clockwise, holes anticlockwise.
    shells: list[Any] = []
    holes: list[Any] = []
    for ring in rings:
        side = holes if shapely.is_ccw(shapely.linearrings(ring)) else shells
        side.append(shapely.polygons(ring))
    whole = shapely.union_all(shapely.make_valid(shells))
    return shapely.difference(whole, shapely.union_all(shapely.make_valid(holes)))


def _polyline(lines: list[np.ndarray]) -> Any:
    return shapely.multilinestrings([shapely.linestrings(line) for line in lines])
