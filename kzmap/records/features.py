"""Features as rows: their properties are cells, and so is their geometry."""

import json
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from kzmap.errors import TableError
from kzmap.records.decoding import Decoded
from kzmap.records.geojson import load_features
from kzmap.records.sheet import Record, Sheet, plain_name
from kzmap.records.stages import Advance

GEOMETRY = "geometry"
_LAT, _LON = "lat", "lon"


@dataclass(frozen=True)
class FeatureSheet(Sheet):
    """A GeoJSON file as a table; the line of a record is the number of its feature, from 1."""

    rows: tuple[Record, ...] = ()

    def records(self, progress: Advance | None = None) -> Iterator[Record]:
        """Yield the features in order, with a fault where one cannot be a row."""
        yield from self.rows
        if progress:
            progress(len(self.rows), len(self.rows))


def open_features(source: Decoded, path: str, *, shapes: bool) -> FeatureSheet:
    """Read a GeoJSON file as a table.

    A feature's own ``id`` is its ``zone_id`` or ``event_id`` where no property is. A property
    that is named like a column made from the geometry is kept as ``lat (property)``.

    Parameters
    ----------
    source, path
        The file's text, and its name for errors.
    shapes
        Whether the features are zones, whose geometry is the column ``geometry``, as JSON.
        Else they are events: ``lat`` and ``lon`` are those of a Point, and ``geometry`` is
        there only if some feature has a geometry that those two do not tell whole.

    Raises
    ------
    TableError
        The file as a whole is no GeoJSON that can be used, or has no feature.
    """
    features = load_features(source, path)
    if not features:
        raise TableError(f"{path}: no rows: the file has no feature")
    told = [_properties(found, "zone_id" if shapes else "event_id") for found in features]
    names = list(dict.fromkeys(name for properties in told for name in properties))
    try:
        "".join(names).encode()
    except UnicodeEncodeError as error:
        raise TableError(f"{path}: a property's name holds half a letter: {error}") from None
    made: tuple[str, ...] = (GEOMETRY,)
    if not shapes:
        whole = all(map(_is_plain_point, features))
        made = (_LAT, _LON) if whole else (_LAT, _LON, GEOMETRY)
    rows = [
        _record(number, feature, properties, names, made)
        for number, (feature, properties) in enumerate(zip(features, told, strict=True), 1)
    ]
    header = [f"{name} (property)" if plain_name(name) in made else name for name in names]
    remarks = ["lines are counted in features"]
    if not shapes:
        remarks += _disagreement(names, rows)
    return FeatureSheet(
        path, source, (*header, *made), ",", remarks=tuple(remarks), rows=tuple(rows)
    )


def _record(
    number: int, feature: Any, told: dict[str, Any], names: list[str], made: tuple[str, ...]
) -> Record:
    geometry = _geometry(feature)
    try:
        cells = [_cell(told.get(name)) for name in names]
        point = _point(geometry) if _LAT in made else None
        lat_lon = [] if _LAT not in made else list(map(_cell, reversed(point or [None, None])))
        is_told = _LAT in made and _is_plain_point(feature)
        shape = [_cell(None if is_told else geometry)] if GEOMETRY in made else []
    except RecursionError:
        return Record(number, [""] * (len(names) + len(made)), "nested too deeply")
    cells += lat_lon + shape
    fault = _fault(feature, cells)
    if not fault and _LAT in made and point is None:
        kind = geometry.get("type") if isinstance(geometry, dict) else geometry
        fault = (
            "a Point needs the position [longitude, latitude], two numbers"
            if kind == "Point"
            else f"{kind!r:.40} is no point; events are read from Points"
        )
    return Record(number, cells, fault)


def _geometry(feature: Any) -> Any:
    return feature.get(GEOMETRY) if isinstance(feature, dict) else None


def _point(geometry: Any) -> list[Any] | None:
    """Return longitude and latitude of a Point, whatever numbers they are."""
    if not isinstance(geometry, dict) or geometry.get("type") != "Point":
        return None
    position = geometry.get("coordinates")
    if not isinstance(position, list) or len(position) < 2:
        return None
    pair = position[:2]
    is_number = [isinstance(v, int | float) and not isinstance(v, bool) for v in pair]
    return pair if all(is_number) else None


def _is_plain_point(feature: Any) -> bool:
    """Whether ``lat`` and ``lon`` tell all of the geometry, or there is none."""
    geometry = _geometry(feature)
    if geometry is None:
        return True
    point = _point(geometry)
    return point is not None and geometry == {"type": "Point", "coordinates": point}


def _properties(feature: Any, id_name: str) -> dict[str, Any]:
    told = feature.get("properties") if isinstance(feature, dict) else None
    told = dict(told) if isinstance(told, dict) else {}
    own = feature.get("id") if isinstance(feature, dict) else None
    if isinstance(own, str | int) and not isinstance(own, bool):
        told.setdefault(id_name, own)
    return told


def _cell(value: Any) -> str:
    if value is None:
        return ""
    return value if isinstance(value, str) else _dump(value)


def _dump(value: Any) -> str:
    return json.dumps(value, ensure_ascii=False, separators=(",", ":"))


def _fault(feature: Any, cells: list[str]) -> str:
    if not isinstance(feature, dict) or feature.get("type") != "Feature":
        return "this is no Feature; a FeatureCollection holds nothing else"
    if _geometry(feature) is None:
        return "the feature has no geometry; give it one, or list it by name in a CSV table"
    text = "".join(cells)
    if "\0" in text:
        return "a property holds a NUL character; remove it"
    try:
        text.encode()
    except UnicodeEncodeError:
        return "a property holds half a letter (a lone surrogate); write it anew"
    return ""


def _disagreement(names: list[str], rows: list[Record]) -> list[str]:
    """Say where properties named ``lat`` or ``lon`` are not the geometry's."""
    made = {_LAT: len(names), _LON: len(names) + 1}
    pairs = [(i, made[plain_name(n)]) for i, n in enumerate(names) if plain_name(n) in made]
    lines = [
        row.line
        for row in rows
        if not row.fault and any(_differ(row.cells[i], row.cells[j]) for i, j in pairs)
    ]
    if not lines:
        return []
    return [
        "lat and lon are those of the geometry; the properties of the same name say otherwise "
        f"in {len(lines):,} of {len(rows):,} features, first in feature {lines[0]}"
    ]


def _differ(told: str, drawn: str) -> bool:
    try:
        return bool(told) and abs(float(told) - float(drawn)) > 1e-6
    except ValueError:
        return True
