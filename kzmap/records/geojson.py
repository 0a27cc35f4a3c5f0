"""GeoJSON from strangers: features of a file, or one sentence that says why not (RFC 7946)."""

import json
from typing import Any, Final, NoReturn

import kzmap.records.limits as limits
from kzmap.errors import TableError
from kzmap.records.decoding import Decoded

_MOST_DIGITS: Final = 1000
_WGS84 = frozenset({"urn:ogc:def:crs:OGC:1.3:CRS84", "urn:ogc:def:crs:OGC::CRS84", "EPSG:4326"})


def is_geojson(data: bytes) -> bool:
    """Return whether bytes begin as a JSON object does, which no table of ours can."""
    return data.removeprefix(b"\xef\xbb\xbf")[:200].lstrip(b" \t\r\n")[:1] == b"{"


def load_features(source: Decoded, path: str) -> list[Any]:
    """Return the features of a file, in its order; each is checked by who reads it.

    Parameters
    ----------
    source
        The file's text.
    path
        Its name, for errors.

    Raises
    ------
    TableError
        The file is too large, no JSON (NaN and a key named twice are none), nested too
        deeply, no FeatureCollection and no Feature, or not in WGS84.
    """
    size, most = len(source.data), limits.MOST_GEOJSON_BYTES
    if size > most:
        raise TableError(
            f"{path}: {limits.in_megabytes(size)} of GeoJSON, {limits.in_megabytes(most)} are "
            "the most; simplify its shapes or split it"
        )
    found = _parse(source, path)
    _refuse_other_crs(found, path)
    if found.get("type") == "Feature":
        return [found]
    features = found.get("features")
    if found.get("type") != "FeatureCollection" or not isinstance(features, list):
        raise TableError(
            f"{path}: type {found.get('type')!r:.40} is no table; expected a FeatureCollection"
        )
    return features


def _parse(source: Decoded, path: str) -> dict[str, Any]:
    try:
        with source.open() as text:
            found = json.loads(
                text.read(),
                object_pairs_hook=_unique,
                parse_constant=_refuse_constant,
                parse_int=_whole_number,
            )
    except RecursionError:
        raise TableError(f"{path}: nested too deeply to be GeoJSON; export it anew") from None
    except ValueError as error:
        raise TableError(f"{path}: no GeoJSON: {error}; mend or export it anew") from error
    if not isinstance(found, dict):
        raise TableError(f"{path}: no GeoJSON: a list or a bare value, not an object")
    return found


def _unique(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    found = dict(pairs)
    if len(found) < len(pairs):
        keys = [key for key, _ in pairs]
        twice = next(key for key in keys if keys.count(key) > 1)
        raise ValueError(f"the key {twice!r:.60} stands twice in one object")
    return found


def _whole_number(digits: str) -> int:
    if len(digits) > _MOST_DIGITS:
        raise ValueError(f"a number of {len(digits):,} digits, {digits[:20]}…")
    return int(digits)


def _refuse_constant(word: str) -> NoReturn:
    raise ValueError(f"{word} is no number of JSON")


def _refuse_other_crs(found: dict[str, Any], path: str) -> None:
    crs = found.get("crs")
    if crs is None:
        return
    properties = crs.get("properties") if isinstance(crs, dict) else None
    name = properties.get("name") if isinstance(properties, dict) else crs
    if not isinstance(name, str) or name.strip() not in _WGS84:
        raise TableError(
            f"{path}: coordinates in {name!r:.60}; GeoJSON is WGS84 longitude and latitude, so "
            "reproject it to EPSG:4326 and leave the member crs out"
        )
