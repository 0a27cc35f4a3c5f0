"""folium's TimestampedGeoJson over the same rows."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import folium
from folium.plugins import TimestampedGeoJson

from benchmarks.contestants.features import point, popup, style
from benchmarks.rows import Row, Rows


def draw(data: Rows, page: Path) -> None:
    """Write the page: one frame a day, nothing playing until it is asked to."""
    drawn = folium.Map(location=(48, 67), zoom_start=5, tiles=None)
    drawn._id = "peer"
    features = [feature for row in data.rows for feature in _features(row, data.days_of(row))]
    TimestampedGeoJson(
        {"type": "FeatureCollection", "features": features},
        period="P1D",
        # Less than a day: at P1D the plugin would show a row on the day after its last, too.
        duration="PT12H",
        auto_play=False,
        loop=False,
        add_last_point=False,
        date_options="YYYY-MM-DD",
    ).add_to(drawn)
    drawn.save(page)


def _features(row: Row, days: list[str]) -> Iterator[dict[str, Any]]:
    if not row.outlines:
        yield _feature(row, point(row), days)
    # The plugin reads `times` as one for each part of a shape: a shape that lasts several
    # days has to be given once a day, part by part.
    for ring in row.outlines:
        for day in days:
            yield _feature(row, {"type": "Polygon", "coordinates": [ring]}, [day])


def _feature(row: Row, geometry: dict[str, Any], days: list[str]) -> dict[str, Any]:
    return {
        "type": "Feature",
        "geometry": geometry,
        "properties": {
            "times": [f"{day}T00:00:00Z" for day in days],
            "popup": popup(row),
            "style": style(row),
            "icon": "circle",
            "iconstyle": style(row),
        },
    }
