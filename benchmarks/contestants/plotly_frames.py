"""plotly's animated map over the same rows; areas are points, as its scatter has no areas."""

from pathlib import Path

import pandas as pd
import plotly.express as px
from plotly.offline import get_plotlyjs

from benchmarks.rows import COLOURS, Rows


def draw(data: Rows, page: Path) -> None:
    """Write the page, its library inside."""
    figure = px.scatter_geo(
        _table(data),
        lat="lat",
        lon="lon",
        color="kind",
        color_discrete_map=COLOURS,
        category_orders={"kind": list(COLOURS), "day": list(data.days)},
        hover_name="name",
        hover_data={"text": True, "lat": False, "lon": False},
        animation_frame="day",
        animation_group="row",
        scope="asia",
    )
    figure.update_geos(fitbounds="locations")
    figure.write_html(page, include_plotlyjs=True)


def library_bytes(page: Path) -> int:
    """Return the size of plotly.js, if the page carries it."""
    library = get_plotlyjs()
    return len(library.encode()) if library in page.read_text("utf-8") else 0


def _table(rows: Rows) -> pd.DataFrame:
    """Return one line a row and day.

    Each kind has a line without a position on each day: plotly loses a colour that the first
    frame lacks.
    """
    columns = ["kind", "row", "name", "text", "lat", "lon"]
    none = [(kind, f"none-{kind}", "", "", None, None) for kind in COLOURS]
    cells = [(r.kind, r.row_id, r.name, r.text, r.lat, r.lon) for r in rows.rows]
    table = pd.DataFrame([*none, *cells], columns=columns)
    table["day"] = [list(rows.days)] * len(none) + [rows.days_of(row) for row in rows.rows]
    return table.explode("day").sort_values("day", kind="stable", ignore_index=True)
