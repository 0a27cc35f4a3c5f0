"""Geometry to GeoJSON bytes that are the same on every run (RFC 7946)."""

import json
from collections.abc import Mapping, Sequence
from typing import Any

import shapely


def on_grid(geometries: Any, decimals: int) -> Any:
    """Round every vertex to `decimals` places, leaving vertices where they are matched.

    Rounding each vertex by itself keeps shared edges shared, which rounding polygon by
    polygon with repairs would not.
    """
    return shapely.transform(geometries, lambda xy: xy.round(decimals))


def to_bytes(
    head: Mapping[str, Any], features: Sequence[tuple[dict[str, str], Any]], decimals: int
) -> bytes:
    """Write a FeatureCollection, one feature a line so that a change reads as a diff.

    Parameters
    ----------
    head
        Members of the collection other than ``type`` and ``features``, in their order.
    features
        Properties and geometry, in the order of the file.
    decimals
        Decimal places of the coordinates.
    """
    lines = []
    for properties, geometry in features:
        feature = {
            "type": "Feature",
            "properties": properties,
            "geometry": _geometry(geometry, decimals),
        }
        lines.append(_dump(feature))
    opening = _dump({"type": "FeatureCollection", **head})[:-1] + ',"features":['
    return (opening + "\n" + ",\n".join(lines) + "\n]}\n").encode()


def _dump(value: Any) -> str:
    return json.dumps(value, ensure_ascii=False, separators=(",", ":"))


def _geometry(geometry: Any, decimals: int) -> dict[str, Any]:
    # normalize() fixes where rings start and in which order parts come; RFC 7946 wants
    # shells anticlockwise.
    fixed = shapely.orient_polygons(shapely.normalize(on_grid(geometry, decimals)))
    plain = json.loads(shapely.to_geojson(fixed))
    return {
        "type": plain["type"],
        "coordinates": _rounded(plain["coordinates"], decimals),
    }


def _rounded(coordinates: Any, decimals: int) -> Any:
    if isinstance(coordinates, list):
        return [_rounded(item, decimals) for item in coordinates]
    return round(coordinates, decimals)
