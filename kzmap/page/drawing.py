"""Land, water and rivers of a map, encoded as the page draws them.

The base map is bundled encoded, too (``data/basemap_encoded.json``): reading and encoding
its GeoJSON took as long as all the rest of a small page. ``data/build`` writes it by this.
"""

import json
from collections.abc import Iterable, Mapping, Sequence
from functools import cache
from typing import Any, Final

from kzmap.bundled import bundled_path
from kzmap.page.clipping import Box, clip
from kzmap.page.polyline import encode_lines, encode_polygons
from kzmap.page.window import bounds_of, outline

SCALE: Final = 1000
"""Units a degree: three decimals, about 110 m."""

_ENCODED: Final = "basemap_encoded.json"


def encoded(features: Sequence[Mapping[str, Any]], box: Box | None = None) -> dict[str, Any]:
    """Return features of a bundled map, or what a box takes of them, by layer.

    Countries keep their code, so that those of the data can be told from the others. The
    frame is the box, or where the map itself was cut off.
    """
    countries, water, rivers = [], [], []
    for feature in features:
        properties, geometry = feature["properties"], feature["geometry"]
        if box is not None:
            geometry = clip(geometry, box)
        if not geometry["coordinates"]:
            continue
        if properties["layer"] == "country":
            polygons = encode_polygons(geometry, SCALE)
            countries.append({"iso": properties.get("iso_a2"), "polygons": polygons})
        elif properties["layer"] == "river":
            rivers.extend(encode_lines(geometry, SCALE))
        else:
            water.extend(encode_polygons(geometry, SCALE))
    return {
        "frame": list(box or _frame(features)),
        "countries": countries,
        "water": water,
        "rivers": rivers,
    }


def _frame(features: Iterable[Mapping[str, Any]]) -> Box:
    land = [f["geometry"] for f in features if f["properties"]["layer"] == "country"]
    return bounds_of([point for shape in land for point in outline(shape)])


def as_file(drawing: Mapping[str, Any]) -> bytes:
    """Write an encoded map, one layer a line so that a change shows which it was in."""
    lines = [
        f"{json.dumps(name)}:{json.dumps(layer, separators=(',', ':'))}"
        for name, layer in drawing.items()
    ]
    return ("{\n" + ",\n".join(lines) + "\n}\n").encode()


@cache
def basemap() -> dict[str, Any]:
    """Return the bundled base map, encoded."""
    drawing: dict[str, Any] = json.loads(bundled_path("data", _ENCODED).read_text("utf-8"))
    return drawing


@cache
def features_of(name: str) -> list[dict[str, Any]]:
    """Return the features of a bundled map."""
    text = bundled_path("data", name).read_text("utf-8")
    features: list[dict[str, Any]] = json.loads(text)["features"]
    return features
