"""Features as rows: their properties are cells, and so is their geometry."""

import json
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

import kzmap.records.limits as limits
from kzmap.errors import TableError
from kzmap.records.decoding import Decoded
from kzmap.records.geojson import load_features
from kzmap.records.sheet import Sheet, plain_name
from kzmap.records.splitting import Record
from kzmap.records.stages import Advance

GEOMETRY = "geometry"
_LAT, _LON = "lat", "lon"
_SPELLINGS = {
    _LAT: _LAT,
    _LON: _LON,
    "latitude": _LAT,
    "longitude": _LON,
    "lng": _LON,
    "long": _LON,
}
"""What properties that repeat a Point's coordinates are called, and which of them each is."""


@dataclass(frozen=True)
class FeatureSheet(Sheet):
    """A GeoJSON file as a table; the line of a record is the number of its feature, from 1."""

    rows: tuple[Record, ...] = ()

    @property
    def delimiter_name(self) -> str:
        """Say that there is none; the rows set aside are written with a comma."""
        return "none, it is GeoJSON"

    def records(self, progress: Advance | None = None) -> Iterator[Record]:
        """Yield the features in order, with a fault where one cannot be a row."""
        yield from self.rows
        if progress:
            progress(len(self.rows), len(self.rows))


def open_features(source: Decoded, path: str, *, shapes: bool) -> FeatureSheet:
    """Read a GeoJSON file as a table.

    A feature's own ``id`` is its ``zone_id`` or ``event_id`` where no property is. What the
    geometry says stands also under the name of a property that repeats it, such as
    ``latitude``; the property itself is kept as ``latitude (property)``.

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
    if len(names) > limits.MOST_COLUMNS or len(names) * len(told) > limits.MOST_CELLS:
        raise TableError(
            f"{path}: {len(names):,} different properties in {len(told):,} features, which no "
            "table has; check how it was exported"
        )
    try:
        "".join(names).encode()
    except UnicodeEncodeError as error:
        raise TableError(f"{path}: a property's name holds half a letter: {error}") from None
    made: tuple[str, ...] = (GEOMETRY,)
    if not shapes:
        repeated = {plain_name(name) for name in names}.intersection(_SPELLINGS)
        whole = all(map(_is_plain_point, features))
        made = (_LAT, _LON, *sorted(repeated - {_LAT, _LON}), *(() if whole else (GEOMETRY,)))
    rows = [
        _record(number, feature, properties, names, made)
        for number, (feature, properties) in enumerate(zip(features, told, strict=True), 1)
    ]
    header = [f"{name} (property)" if plain_name(name) in made else name for name in names]
    remarks = ["lines are counted in features"]
    if not shapes:
        remarks += _disagreement((*names, *made), rows)
    return FeatureSheet(
        path, source, (*header, *made), ",", remarks=tuple(remarks), rows=tuple(rows)
    )


def _record(
    number: int, feature: Any, told: dict[str, Any], names: list[str], made: tuple[str, ...]
) -> Record:
    geometry = _geometry(feature)
    is_point = _LAT in made
    point = _point(geometry) if is_point else None
    drawn: dict[str, Any] = {}
    if point:
        drawn = {name: point[1 if which == _LAT else 0] for name, which in _SPELLINGS.items()}
    if not (is_point and _is_plain_point(feature)):
        drawn[GEOMETRY] = geometry
    try:
        cells = [_cell(told.get(name)) for name in names]
        cells += [_cell(drawn.get(name)) for name in made]
    except RecursionError:
        return Record(number, [""] * (len(names) + len(made)), "nested too deeply")
    fault = _fault(feature, cells)
    if not fault and is_point and not point:
        fault = _why_no_point(geometry)
    return Record(number, cells, fault)


def _why_no_point(geometry: Any) -> str:
    kind = geometry.get("type") if isinstance(geometry, dict) else geometry
    if kind == "Point":
        return "a Point needs the position [longitude, latitude], two numbers"
    return f"{kind!r:.40} is no point; events are read from Points"


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


def _disagreement(header: Sequence[str], rows: list[Record]) -> list[str]:
    """Say where properties that repeat the coordinates are not the geometry's."""
    at = {name: i for i, name in enumerate(header) if name in (_LAT, _LON)}
    last = min(at[_LAT], at[_LON])
    pairs = [
        (i, at[_SPELLINGS[plain]])
        for i, name in enumerate(header[:last])
        if (plain := plain_name(name)) in _SPELLINGS
    ]
    lines = [
        row.line
        for row in rows
        if not row.fault and any(_differ(row.cells[i], row.cells[j]) for i, j in pairs)
    ]
    if not lines:
        return []
    return [
        "lat and lon are those of the geometry; properties that repeat them say otherwise "
        f"in {len(lines):,} of {len(rows):,} features, first in feature {lines[0]}"
    ]


def _differ(told: str, drawn: str) -> bool:
    try:
        return bool(told) and abs(float(told) - float(drawn)) > 1e-6
    except ValueError:
        return True
