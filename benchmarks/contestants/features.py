"""The rows as GeoJSON, for the contestants that are drawn from it."""

from typing import Any

from benchmarks.rows import COLOURS, Row


def point(row: Row) -> dict[str, Any]:
    """Return where a row is, as a point."""
    return {"type": "Point", "coordinates": [row.lon, row.lat]}


def area(row: Row) -> dict[str, Any]:
    """Return the whole area of a row, or its point where it has none."""
    if not row.outlines:
        return point(row)
    return {"type": "MultiPolygon", "coordinates": [[ring] for ring in row.outlines]}


def popup(row: Row) -> str:
    """Return what a click on a mark opens."""
    return f"<b>{row.name}</b><br>{row.text}"


def style(row: Row) -> dict[str, Any]:
    """Return how Leaflet draws a row."""
    colour = COLOURS[row.kind]
    if row.outlines:
        return {"color": colour, "fillColor": colour, "fillOpacity": 0.25, "weight": 1}
    return {"color": colour, "fillColor": colour, "fillOpacity": 0.8, "weight": 1, "radius": 6}
