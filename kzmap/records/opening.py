"""Opening a file as a table, before it is known which."""

import os
from collections.abc import Collection
from pathlib import Path

from kzmap.errors import TableError
from kzmap.records.decoding import decode
from kzmap.records.features import open_features
from kzmap.records.geojson import is_geojson
from kzmap.records.layouts import LAYOUTS
from kzmap.records.sheet import Sheet, open_sheet, plain_name


def open_table(file: str, known: Collection[str]) -> Sheet:
    """Read a file's bytes, and find its encoding, delimiter and header; GeoJSON is one too.

    Parameters
    ----------
    file
        The path as the caller named it.
    known
        Column names that help to tell the delimiter.

    Raises
    ------
    TableError
        There is no such file, it cannot be read, or it is no table.
    """
    data = _load(file)
    if is_geojson(data):
        return open_features(decode(data, file), file)
    return open_sheet(decode(data, file), file, known)


def guess_kind(path: str | os.PathLike[str]) -> str:
    """Return which table of the contract a file most likely holds, by its columns.

    A table whose required columns are all there comes before others, then the one with most
    columns in common.

    Raises
    ------
    TableError
        The file is no table, or has no column of any.
    """
    file = os.fspath(path)
    known = {c.name for layout in LAYOUTS.values() for c in layout.columns}
    sheet = open_table(file, known)
    found = set(map(plain_name, sheet.header))

    def score(name: str) -> tuple[bool, int]:
        columns = LAYOUTS[name].columns
        complete = all(c.name in found for c in columns if c.required)
        return complete, len(found.intersection(c.name for c in columns))

    best = max(LAYOUTS, key=score)
    if not score(best)[1]:
        listed = ", ".join(repr(name[:40]) for name in sheet.header[:40])
        raise TableError(f"{file}: the columns are of no table known here: {listed}")
    return best


def _load(file: str) -> bytes:
    path = Path(file)
    try:
        if path.is_dir():
            raise TableError(f"{file} is a folder; name a file in it")
        if path.exists() and not (path.is_file() or path.is_fifo()):
            raise TableError(f"{file} is a device, not a file")
        return path.read_bytes()
    except TableError:
        raise
    except FileNotFoundError as error:
        raise TableError(f"{file}: there is no such file; check the path") from error
    except (OSError, ValueError) as error:
        why = getattr(error, "strerror", None) or str(error)
        raise TableError(f"{file!r} cannot be read: {why}") from error
