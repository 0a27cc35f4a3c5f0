"""The ground of the map: base map, first-level units and towns, packed for the page."""

import json
from collections.abc import Sequence
from datetime import date
from functools import cache
from itertools import pairwise
from typing import Any

from kzmap.bundled import bundled_path
from kzmap.dataset import Dataset
from kzmap.page.polyline import encode_lines, encode_polygons
from kzmap.places import Unit, name_on
from kzmap.places import towns as known_towns

_GROUND_SCALE = 1000
_UNIT_SCALE = 10_000
_TOWN_FROM = (
    (500_000, 3.0),
    (200_000, 4.0),
    (100_000, 4.75),
    (50_000, 5.75),
    (20_000, 6.75),
    (10_000, 8.0),
)
"""Smallest population, and the zoom from which such towns are named."""


@cache
def ground(home: frozenset[str]) -> dict[str, Any]:
    """Return land, water and rivers of the bundled base map.

    Parameters
    ----------
    home
        ISO 3166-1 alpha-2 codes of the countries the data is about, drawn in a lighter tone.
    """
    text = bundled_path("data", "basemap.geojson").read_text("utf-8")
    countries, water, rivers = [], [], []
    features = json.loads(text)["features"]
    for feature in features:
        properties, geometry = feature["properties"], feature["geometry"]
        if properties["layer"] == "country":
            countries.append(
                {
                    "home": properties.get("iso_a2") in home,
                    "polygons": encode_polygons(geometry, _GROUND_SCALE),
                }
            )
        elif properties["layer"] == "river":
            rivers.extend(encode_lines(geometry, _GROUND_SCALE))
        else:
            water.extend(encode_polygons(geometry, _GROUND_SCALE))
    return {
        "scale": _GROUND_SCALE,
        "frame": _frame(features),
        "countries": countries,
        "water": water,
        "rivers": rivers,
    }


def _frame(features: list[dict[str, Any]]) -> list[list[float]]:
    """Return [[south, west], [north, east]] of the base map: where it was cut off."""
    shapes = [f["geometry"] for f in features if f["properties"]["layer"] == "country"]
    points = [point for shape in shapes for point in _outline(shape)]
    lons, lats = zip(*points, strict=True)
    return [[min(lats), min(lons)], [max(lats), max(lons)]]


def unit_shapes(units: Sequence[Unit]) -> dict[str, Any]:
    """Return the first-level units with their outlines."""
    return {
        "name": [unit.name for unit in units],
        "iso": [unit.iso for unit in units],
        "scale": _UNIT_SCALE,
        "polygons": [encode_polygons(unit.geometry, _UNIT_SCALE) for unit in units],
    }


def towns(dataset: Dataset, days: Sequence[date]) -> list[dict[str, Any]]:
    """Return towns that orient the reader, with the zoom from which each is named."""
    told: list[dict[str, Any]] = []
    if not dataset.units:
        return told
    for town in known_towns(_TOWN_FROM[-1][0]):
        names = [name_on(town.place_id, day) for day in days]
        entry: dict[str, Any] = {
            "name": names[0],
            "lat": round(town.lat, 3),
            "lon": round(town.lon, 3),
            "zoom": next(zoom for least, zoom in _TOWN_FROM if town.population >= least),
        }
        changes = [[i + 1, b] for i, (a, b) in enumerate(pairwise(names)) if a != b]
        if changes:
            entry["spans"] = [[0, names[0]], *changes]
        told.append(entry)
    return told


def home_bounds(dataset: Dataset) -> list[list[float]]:
    """Return [[south, west], [north, east]] of what the data is about."""
    points = [point for unit in dataset.units for point in _outline(unit.geometry)]
    if not points:
        placed = [
            place for place in dataset.places if place.geo_precision < 3
        ] or dataset.places
        points = [(place.lon, place.lat) for place in placed] or [(67.0, 48.0)]
        margin = 1.0
    else:
        margin = 0.0
    lons, lats = zip(*points, strict=True)
    return [
        [round(min(lats) - margin, 3), round(min(lons) - margin, 3)],
        [round(max(lats) + margin, 3), round(max(lons) + margin, 3)],
    ]


def _outline(geometry: dict[str, Any]) -> list[tuple[float, float]]:
    coordinates = geometry["coordinates"]
    polygons = [coordinates] if geometry["type"] == "Polygon" else coordinates
    return [(point[0], point[1]) for polygon in polygons for point in polygon[0]]
