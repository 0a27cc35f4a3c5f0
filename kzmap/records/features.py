"""Features as rows: their properties are the cells, and their geometry is one more."""

import json
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from kzmap.errors import TableError
from kzmap.records.decoding import Decoded
from kzmap.records.geojson import load_features
from kzmap.records.sheet import Record, Sheet

GEOMETRY = "geometry"
_ID = "zone_id"


@dataclass(frozen=True)
class FeatureSheet(Sheet):
    """A GeoJSON file as a table; the line of a record is the number of its feature, from 1."""

    features: tuple[Any, ...] = ()

    def records(self) -> Iterator[Record]:
        """Yield the features in order, with a fault where one cannot be a row."""
        for number, feature in enumerate(self.features, 1):
            told = _properties(feature)
            told[GEOMETRY] = feature.get(GEOMETRY) if isinstance(feature, dict) else None
            try:
                cells = [_cell(told.get(name)) for name in self.header]
            except RecursionError:
                yield Record(number, [""] * len(self.header), "nested too deeply")
            else:
                yield Record(number, cells, _fault(feature, cells))


def open_features(source: Decoded, path: str) -> FeatureSheet:
    """Read a GeoJSON file as a table whose last column is the geometry, as JSON.

    A feature's own ``id`` is its ``zone_id`` where no property is.

    Raises
    ------
    TableError
        The file as a whole is no GeoJSON that can be used, or has no feature.
    """
    features = load_features(source, path)
    if not features:
        raise TableError(f"{path}: no rows: the file has no feature")
    names = list(dict.fromkeys(name for found in features for name in _properties(found)))
    try:
        "".join(names).encode()
    except UnicodeEncodeError as error:
        raise TableError(f"{path}: a property's name holds half a letter: {error}") from None
    return FeatureSheet(path, source, (*names, GEOMETRY), ",", False, tuple(features))


def _properties(feature: Any) -> dict[str, Any]:
    told = feature.get("properties") if isinstance(feature, dict) else None
    told = dict(told) if isinstance(told, dict) else {}
    own = feature.get("id") if isinstance(feature, dict) else None
    if isinstance(own, str | int) and not isinstance(own, bool):
        told.setdefault(_ID, own)
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
    if not cells[-1]:
        return "the feature has no geometry; give it one, or list it by name in a CSV table"
    text = "".join(cells)
    if "\0" in text:
        return "a property holds a NUL character; remove it"
    try:
        text.encode()
    except UnicodeEncodeError:
        return "a property holds half a letter (a lone surrogate); write it anew"
    return ""
