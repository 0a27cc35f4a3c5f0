"""folium's Timeline and TimelineSlider over the same rows."""

from pathlib import Path

import folium
from folium.plugins import Timeline, TimelineSlider
from folium.utilities import JsCode

from benchmarks.contestants.features import area, popup, style
from benchmarks.rows import Rows, milliseconds


def draw(data: Rows, page: Path) -> None:
    """Write the page: a slider of days, nothing playing until it is asked to."""
    drawn = folium.Map(location=(48, 67), zoom_start=5, tiles=None)
    drawn._id = "peer"
    features = [
        {
            "type": "Feature",
            "geometry": area(row),
            "properties": {
                "start": milliseconds(row.first_day),
                "end": milliseconds(row.last_day),
                "popup": popup(row),
                "style": style(row),
            },
        }
        for row in data.rows
    ]
    timeline = Timeline(
        {"type": "FeatureCollection", "features": features},
        style=JsCode("feature => feature.properties.style"),
        point_to_layer=JsCode("(f, at) => L.circleMarker(at, f.properties.style)"),
        on_each_feature=JsCode("(f, layer) => layer.bindPopup(f.properties.popup)"),
    ).add_to(drawn)
    TimelineSlider(
        auto_play=False,
        show_ticks=True,
        date_options="YYYY-MM-DD",
        start=milliseconds(data.days[0]),
        end=milliseconds(data.days[-1]),
        steps=len(data.days) - 1,
    ).add_timelines(timeline).add_to(drawn)
    drawn.save(page)
