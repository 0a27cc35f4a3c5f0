"""How well the derived files stand for their sources."""

import json
from collections import Counter
from pathlib import Path
from typing import Any

import admin1
import basemap
import countries
import numpy as np
import shapely
import world


def report(folder: Path) -> str:
    """Return the figures of the boundaries and the base map in `folder`, one a line.

    Overlap is the area that a unit and its source share, divided by the area that either
    covers; both in square degrees, which is fine for a ratio.
    """
    source = admin1.read_source()
    places = json.loads((folder / "gazetteer.json").read_bytes())
    lines = []
    for name, before in (
        ("admin1_2022-01.geojson", _january(source)),
        ("admin1_2022-06.geojson", source),
    ):
        after = _by_name(json.loads((folder / name).read_bytes())["features"])
        areas = list(after.values())
        lines.append(f"{name}: {len(after)} units, {(folder / name).stat().st_size} bytes")
        lines.append(f"  all valid: {bool(shapely.is_valid(areas).all())}")
        lines.append(f"  no gap, no overlap: {shapely.coverage_is_valid(areas)}")
        lines.append(f"  vertices: {int(shapely.get_num_coordinates(areas).sum())}")
        lines.append(f"  gazetteer places: {len(places)}; in another unit or none:")
        lines += [f"    {moved}" for moved in _moved(places, before, after)] or ["    none"]
        lines += [f"  {unit}: {_overlap(after[unit], before[unit]):.4f}" for unit in after]
    lines += _basemap_lines(folder / "basemap.geojson", shapely.union_all(areas))
    lines += _world_lines(folder / "world.geojson")
    return "\n".join(lines)


def _world_lines(path: Path) -> list[str]:
    features = json.loads(path.read_bytes())["features"]
    layers = Counter(feature["properties"]["layer"] for feature in features)
    drawn = _by_name(features, "country")
    parts, _ = countries.read_parts(world.WORLD)
    full = {
        name: shapely.union_all(world.across_antimeridian(shapes))
        for name, shapes in parts.items()
    }
    shares = {name: _overlap(drawn[name], full[name]) for name in drawn}
    large = [share for name, share in shares.items() if full[name].area >= 1]
    return [
        f"{path.name}: {path.stat().st_size} bytes, {dict(layers)}",
        f"  all valid: {bool(shapely.is_valid(list(drawn.values())).all())}",
        f"  no gap, no overlap: {shapely.coverage_is_valid(list(drawn.values()))}",
        f"  with Natural Earth, countries from 1 square degree: half above "
        f"{np.median(large):.3f}, least {min(large):.3f}",
        f"  all countries: half above {np.median(list(shares.values())):.3f}",
        f"  absent: {sorted(full.keys() - drawn.keys())}",
    ]


def _basemap_lines(path: Path, units: Any) -> list[str]:
    features = json.loads(path.read_bytes())["features"]
    layers = Counter(feature["properties"]["layer"] for feature in features)
    ground = _by_name(features, "country") | _by_name(features, "sea")
    land, _ = basemap.read_countries()
    seas = basemap.find_seas(land)
    country = ground["Kazakhstan"]
    away = shapely.distance(
        shapely.points(shapely.get_coordinates(units)), shapely.boundary(country)
    )
    half, most, nearly_all = np.quantile(away, [0.5, 0.9, 0.99])
    return [
        f"{path.name}: {path.stat().st_size} bytes, {dict(layers)}",
        f"  no gap, no overlap: {shapely.coverage_is_valid(list(ground.values()))}",
        f"  Kazakhstan, with Natural Earth: {_overlap(country, land['Kazakhstan']):.4f}",
        f"  Caspian, with Natural Earth: "
        f"{_overlap(ground['Caspian Sea'], seas['Caspian Sea']):.4f}",
        f"  Kazakhstan, with the units: {_overlap(country, units):.4f}",
        "  outer vertices of the units, degrees from that border: "
        f"half within {half:.3f}, 90 % within {most:.3f}, 99 % within {nearly_all:.3f}",
    ]


def _by_name(features: list[dict[str, Any]], layer: str | None = None) -> dict[str, Any]:
    return {
        feature["properties"]["name"]: shapely.from_geojson(json.dumps(feature["geometry"]))
        for feature in features
        if layer is None or feature["properties"]["layer"] == layer
    }


def _january(source: dict[str, Any]) -> dict[str, Any]:
    parts: dict[str, list[Any]] = {}
    for name, area in source.items():
        parts.setdefault(admin1.name_in_january(name), []).append(area)
    return {name: shapely.union_all(areas) for name, areas in sorted(parts.items())}


def _overlap(one: Any, other: Any) -> float:
    return float(shapely.intersection(one, other).area / shapely.union(one, other).area)


def _moved(
    places: list[dict[str, Any]], before: dict[str, Any], after: dict[str, Any]
) -> list[str]:
    moved = []
    for place in places:
        point = place["longitude"], place["latitude"]
        was, now = _unit_at(before, point), _unit_at(after, point)
        if was != now:
            moved.append(f"{place['name']} ({place['geonameid']}): {was} -> {now}")
    return moved


def _unit_at(units: dict[str, Any], point: tuple[float, float]) -> list[str]:
    return [name for name, area in units.items() if shapely.contains_xy(area, *point)]
