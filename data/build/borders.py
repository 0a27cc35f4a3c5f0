"""Areas that share their borders: cleaning and simplifying them together."""

from collections.abc import Sequence
from typing import Any

import geojson
import numpy as np
import shapely


def clean(areas: Sequence[Any], gap_width_deg: float, decimals: int) -> list[Any]:
    """Close overlaps and narrow gaps, so that neighbours share borders vertex by vertex.

    An overlap goes to the smaller of the two areas: a city drawn without being cut out of
    the region around it stays a city.
    """
    # Rounding can fold a hair-thin spike into a line; a buffer of nothing drops it.
    rounded = shapely.buffer(geojson.on_grid(np.array(areas), decimals), 0)
    cleaned = shapely.coverage_clean(
        rounded, gap_width=gap_width_deg, merge_strategy="min_area"
    )
    return list(cleaned)


def simplify(
    areas: Sequence[Any], is_fine: Sequence[bool], fine_deg: float, coarse_deg: float
) -> list[Any]:
    """Simplify shared borders together, those of the fine areas less than the others.

    The edge of a fine area is also its neighbour's, and both keep the same vertices.

    Parameters
    ----------
    areas
        Polygons that form a coverage.
    is_fine
        For each area, whether its whole outline is kept at the fine tolerance.
    fine_deg, coarse_deg
        Square root of the largest triangle that may be cut off, in degrees (Visvalingam
        and Whyatt 1993).
    """
    simple = shapely.coverage_simplify(np.array(areas), fine_deg)
    coarse = ~np.array(is_fine, dtype=bool)
    # shapely takes one tolerance for all. With the fine areas left out, their outlines are
    # the rim of what remains, and the rim is kept; with the world around put in, the outer
    # border is an inner edge, and is not.
    west, south, east, north = shapely.total_bounds(simple)
    frame = shapely.box(west - 1, south - 1, east + 1, north + 1)
    around = shapely.difference(frame, shapely.coverage_union_all(simple))
    remaining = np.append(simple[coarse], around)
    coarser = shapely.coverage_simplify(remaining, coarse_deg, simplify_boundary=False)
    simple[coarse] = coarser[:-1]
    return list(simple)


def without_small_parts(area: Any, smallest_deg2: float) -> Any:
    """Leave out the parts of a multipolygon that are smaller than `smallest_deg2`."""
    parts = [part for part in shapely.get_parts(area) if part.area >= smallest_deg2]
    return shapely.multipolygons(parts) if len(parts) != 1 else parts[0]
