"""Outlines of countries, coarse, and how far a point lies from one.

They are Natural Earth's as `data/world.geojson` holds them, simplified for a map of the world:
good to tell that a point lies in another country, not to place it on a border.
"""

import json
from collections import defaultdict
from dataclasses import dataclass
from functools import cache
from typing import Final

import numpy as np
from numpy.typing import NDArray

from kzmap.bundled import bundled_path
from kzmap.places.distance import distance_km

_GRID: Final = 23

# Natural Earth draws these, or a part of them, within the country that holds them.
_DRAWN_WITHIN: Final = {
    "CC": "AU",
    "CX": "AU",
    "EH": "MA",
    "GF": "FR",
    "GP": "FR",
    "MQ": "FR",
    "RE": "FR",
    "SJ": "NO",
}

Floats = NDArray[np.float64]


@dataclass(frozen=True, eq=False)
class Outline:
    """The rings of a country: edges as rows ``(lon, lat, next lon, next lat)`` in degrees.

    ``largest`` holds the edges of its largest ring.
    """

    edges: Floats
    largest: Floats


def _edges(ring: list[list[float]]) -> Floats:
    points = np.asarray(ring, dtype=np.float64)[:, :2]
    return np.hstack([points[:-1], points[1:]])


def _area(edges: Floats) -> float:
    x0, y0, x1, y1 = edges.T
    return abs(float((x0 * y1 - x1 * y0).sum())) / 2


@cache
def outlines() -> dict[str, Outline]:
    """Return the outlines by ISO 3166-1 alpha-2 code."""
    text = bundled_path("data", "world.geojson").read_text(encoding="utf-8")
    rings: dict[str, list[Floats]] = defaultdict(list)
    for feature in json.loads(text)["features"]:
        told, geometry = feature["properties"], feature["geometry"]
        if told["layer"] != "country" or not told["iso_a2"]:
            continue
        nested = geometry["coordinates"]
        for polygon in [nested] if geometry["type"] == "Polygon" else nested:
            rings[told["iso_a2"]] += [_edges(ring) for ring in polygon]
    return {code: Outline(np.vstack(r), max(r, key=_area)) for code, r in rings.items()}


def outlines_of(code: str) -> list[Outline]:
    """Return the outlines that a country's points may lie in; none for one not drawn."""
    drawn = outlines()
    return [drawn[c] for c in (code, _DRAWN_WITHIN.get(code, "")) if c in drawn]


def holds(edges: Floats, lat: float, lon: float) -> bool:
    """Tell whether rings hold a point, holes left out (even-odd rule).

    Crossing number: W. R. Franklin, PNPOLY
    (https://wrfranklin.org/Research/Short_Notes/pnpoly.html).
    """
    x0, y0, x1, y1 = edges.T
    crossed = (y0 > lat) != (y1 > lat)
    x0, y0, x1, y1 = x0[crossed], y0[crossed], x1[crossed], y1[crossed]
    right = lon < x0 + (lat - y0) / (y1 - y0) * (x1 - x0)
    return bool(right.sum() % 2)


def distance_to_edge_km(edges: Floats, lat: float, lon: float) -> float:
    """Return the distance to the nearest edge.

    The nearest point is looked for on a plane, degrees of longitude shortened as they are
    halfway there; how far that point is, is told on the globe.
    """
    wide = np.cos(np.radians((edges[:, 1] + lat) / 2))
    x0, x1 = (edges[:, 0] - lon) * wide, (edges[:, 2] - lon) * wide
    y0, y1 = edges[:, 1] - lat, edges[:, 3] - lat
    dx, dy = x1 - x0, y1 - y0
    length = dx * dx + dy * dy
    along = np.clip(-(x0 * dx + y0 * dy) / np.where(length == 0, 1, length), 0, 1)
    at = int(((x0 + along * dx) ** 2 + (y0 + along * dy) ** 2).argmin())
    start, step = edges[at, :2], edges[at, 2:] - edges[at, :2]
    near_lon, near_lat = start + along[at] * step
    return distance_km(lat, lon, float(near_lat), float(near_lon))


def km_outside(code: str, lat: float, lon: float) -> float | None:
    """Return how far outside a country a point lies, 0 inside; ``None`` for one not drawn.

    Parameters
    ----------
    code
        ISO 3166-1 alpha-2.
    lat, lon
        WGS84 degrees.
    """
    found = outlines_of(code)
    if not found:
        return None
    if any(_holds(outline, lat, lon) for outline in found):
        return 0.0
    return min(
        distance_to_edge_km(outline.edges, lat, at) for outline in found for at in _turns(lon)
    )


def country_at(lat: float, lon: float) -> str | None:
    """Return the ISO 3166-1 alpha-2 code of the country drawn at a point, or ``None``."""
    for code, outline in outlines().items():
        if _holds(outline, lat, lon):
            return code
    return None


def _turns(lon: float) -> tuple[float, ...]:
    # What the antimeridian cuts is drawn in one piece, beyond it.
    return (lon, lon + 360, lon - 360) if abs(lon) > 160 else (lon,)


def _holds(outline: Outline, lat: float, lon: float) -> bool:
    return any(holds(outline.edges, lat, at) for at in _turns(lon))


def label_point(outline: Outline) -> tuple[float, float]:
    """Return the point inside the largest ring, of a grid over it, farthest from its border."""
    edges = outline.largest
    lons = np.linspace(edges[:, 0].min(), edges[:, 0].max(), _GRID + 2)[1:-1]
    lats = np.linspace(edges[:, 1].min(), edges[:, 1].max(), _GRID + 2)[1:-1]
    inside = [(a, o) for a in lats for o in lons if holds(outline.edges, a, o)]
    lat, lon = max(inside, key=lambda p: distance_to_edge_km(edges, p[0], p[1]))
    return round(float(lat), 4), round((float(lon) + 180) % 360 - 180, 4)
