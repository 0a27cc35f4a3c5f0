"""How well the derived boundaries stand for their source."""

import json
from pathlib import Path
from typing import Any

import admin1
import shapely


def report(folder: Path) -> str:
    """Return the figures of the boundary files in `folder`, one a line.

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
        after = _read_units(folder / name)
        areas = list(after.values())
        lines.append(f"{name}: {len(after)} units, {(folder / name).stat().st_size} bytes")
        lines.append(f"  all valid: {bool(shapely.is_valid(areas).all())}")
        lines.append(f"  no gap, no overlap: {shapely.coverage_is_valid(areas)}")
        lines.append(f"  vertices: {int(shapely.get_num_coordinates(areas).sum())}")
        lines.append(f"  gazetteer places: {len(places)}; in another unit or none:")
        lines += [f"    {moved}" for moved in _moved(places, before, after)] or ["    none"]
        lines += [f"  {unit}: {_overlap(after[unit], before[unit]):.4f}" for unit in after]
    return "\n".join(lines)


def _read_units(path: Path) -> dict[str, Any]:
    features = json.loads(path.read_bytes())["features"]
    return {
        feature["properties"]["name"]: shapely.from_geojson(json.dumps(feature["geometry"]))
        for feature in features
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
