"""The ground of the map: base map, first-level units and towns, packed for the page."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from functools import lru_cache, partial
from typing import Any

from kzmap.dataset import Dataset, Place
from kzmap.page.clipping import Box, Position
from kzmap.page.drawing import SCALE, basemap, encoded, features_of
from kzmap.page.naming import name_changes
from kzmap.page.polyline import encode_polygons
from kzmap.page.window import (
    bounds_of,
    cut_meridian,
    geometry_on_map,
    ground_box,
    on_map,
    outline,
    spans_of,
)
from kzmap.places import Unit, name_on
from kzmap.places import towns as known_towns

_UNIT_SCALE = 10_000
_MARGIN_DEG = 1.0
_WORLD: list[Position] = [(-170.0, -55.0), (180.0, 75.0)]
"""What is shown where nothing has a place yet: somebody may be about to give it one."""

_TOWN_FROM = (
    (500_000, 3.0),
    (200_000, 4.0),
    (100_000, 4.75),
    (50_000, 5.75),
    (20_000, 6.75),
    (10_000, 8.0),
)
"""Smallest population, and the zoom from which such towns are named."""

LEAST_TOWN = _TOWN_FROM[-1][0]
"""Population of the smallest towns that are named."""


@dataclass(frozen=True)
class View:
    """What the map has to show of the world.

    Attributes
    ----------
    west
        Longitude of the map's western edge; longitudes on the map count on from it.
    home
        What the page shows when it opens.
    needed
        What the data needs to stand on: home, and all places and areas.
    """

    west: float
    home: Box
    needed: Box


def view_of(dataset: Dataset) -> View:
    """Return what the map of a data set has to show.

    First-level units are home where most of the places lie in their country; else all places
    (those known only as an area if there are no others) and the areas that zones bring along.
    """
    areas = [unit.geometry for unit in (*dataset.units, *dataset.shapes)]
    spans = [(place.lon, place.lon) for place in dataset.places]
    west = cut_meridian(spans + [span for area in areas for span in spans_of(area)])
    exact = [place for place in dataset.places if place.geo_precision < 3] or dataset.places
    units = _outlines([unit.geometry for unit in dataset.units], west)
    shapes = _outlines([shape.geometry for shape in dataset.shapes], west)
    at_home = units if _most_are_in(dataset.units, dataset.places) else []
    home = at_home or [*_points(exact, west), *shapes] or _WORLD
    needed = [*home, *units, *_points(dataset.places, west), *shapes]
    return View(
        west, bounds_of(home, 0.0 if at_home else _MARGIN_DEG), bounds_of(needed, _MARGIN_DEG)
    )


def _most_are_in(units: Sequence[Unit], places: Sequence[Place]) -> bool:
    """Whether half of the places or more lie in the country of these units."""
    countries = {unit.iso[:2] for unit in units}
    return 2 * sum(place.country in countries for place in places) >= len(places)


def _points(places: Sequence[Place], west: float) -> list[Position]:
    return [(on_map(place.lon, west), place.lat) for place in places]


def _outlines(areas: Sequence[dict[str, Any]], west: float) -> list[Position]:
    return [point for area in areas for point in outline(geometry_on_map(area, west))]


def home_bounds(view: View) -> list[list[float]]:
    """Return [[south, west], [north, east]] of what the page shows when it opens."""
    west, south, east, north = view.home
    return [[round(south, 3), round(west, 3)], [round(north, 3), round(east, 3)]]


def ground(dataset: Dataset, view: View) -> dict[str, Any]:
    """Return land, water and rivers under a data set.

    The finer base map where it is enough; else what is needed of the world's.
    """
    home = frozenset(unit.iso[:2] for unit in dataset.units) or frozenset(
        dataset.events["country"]
    )
    if _is_enough(basemap()["frame"], view, has_units=bool(dataset.units)):
        return _packed(home, None)
    return _packed(home, ground_box(view.needed, view.west))


def _is_enough(frame: Sequence[float], view: View, *, has_units: bool) -> bool:
    west, south, east, north = view.needed
    if not has_units:
        # Nothing may be blank around what lies near the edge.
        wide, tall = east - west, north - south
        west, south, east, north = west - wide, south - tall, east + wide, north + tall
    return (
        view.west == -180
        and frame[0] <= west
        and frame[1] <= south
        and east <= frame[2]
        and north <= frame[3]
    )


@lru_cache(maxsize=8)
def _packed(home: frozenset[str], box: Box | None) -> dict[str, Any]:
    """Return the base map, or what a box takes of the world; home is drawn lighter."""
    drawing = basemap() if box is None else encoded(features_of("world.geojson"), box)
    west, south, east, north = drawing["frame"]
    return {
        "scale": SCALE,
        "frame": [[south, west], [north, east]],
        # The base map holds its seas as areas; around the world's countries all is sea.
        "sea": box is not None,
        "countries": [
            {"home": country["iso"] in home, "polygons": country["polygons"]}
            for country in drawing["countries"]
        ],
        "water": drawing["water"],
        "rivers": drawing["rivers"],
    }


def unit_shapes(units: Sequence[Unit], view: View) -> dict[str, Any]:
    """Return areas with their outlines."""
    return {
        "name": [unit.name for unit in units],
        "iso": [unit.iso for unit in units],
        "scale": _UNIT_SCALE,
        "polygons": [
            encode_polygons(geometry_on_map(unit.geometry, view.west), _UNIT_SCALE)
            for unit in units
        ],
    }


def towns(dataset: Dataset, days: Sequence[date], view: View) -> list[dict[str, Any]]:
    """Return towns that orient the reader, with the zoom from which each is named."""
    told: list[dict[str, Any]] = []
    if not dataset.units:
        return told
    for town in known_towns(LEAST_TOWN):
        entry: dict[str, Any] = {
            "name": name_on(town.place_id, days[0]),
            "lat": round(town.lat, 3),
            "lon": round(on_map(town.lon, view.west), 3),
            "zoom": next(zoom for least, zoom in _TOWN_FROM if town.population >= least),
        }
        if changes := name_changes(partial(name_on, town.place_id), days):
            entry["spans"] = changes
        told.append(entry)
    return told
