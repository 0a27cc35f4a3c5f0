"""Opening a file as a table, before it is known which."""

from collections.abc import Collection
from dataclasses import replace

from kzmap.errors import TableError
from kzmap.records.archives import ARCHIVES, unpack
from kzmap.records.decoding import decode
from kzmap.records.features import open_features
from kzmap.records.geojson import is_geojson
from kzmap.records.layouts import LAYOUTS
from kzmap.records.sheet import Sheet, open_sheet, plain_name
from kzmap.records.stages import Advance
from kzmap.records.upload import Source, load, name_of

WORKBOOKS = (".xlsx", ".xlsm")
"""How the names of workbooks end that can be read; macros in them are never looked at."""


def open_table(
    source: Source,
    known: Collection[str],
    *,
    shapes: bool = False,
    progress: Advance | None = None,
) -> Sheet:
    """Read a file of any kind as a table: what it is made of becomes rows of text.

    CSV and its sisters, and GeoJSON, are known by their content; Excel workbooks and archives
    of one file by their name too, so that nothing is unpacked that does not say it is packed.

    Parameters
    ----------
    source
        The path as the caller named it, or an upload.
    known
        Column names, in plain form, that help to tell the delimiter.
    shapes
        Whether features of GeoJSON are areas, with their outline in a column ``geometry``;
        else they are points, with the columns ``lat`` and ``lon``.
    progress
        Hears how much has been read, of how much; a total of 0 is not known.

    Raises
    ------
    TableError
        There is no such file, it cannot be read, or it is no table.
    """
    file = name_of(source)
    inside, data = file, load(source)
    remarks: tuple[str, ...] = ()
    if file.lower().endswith(ARCHIVES):
        inside, data = unpack(data, file)
        remarks = (f"read {inside!r} out of the archive",)
    sheet: Sheet
    if inside.lower().endswith(WORKBOOKS):
        from kzmap.records.workbook import open_workbook

        sheet = open_workbook(data, file, progress)
    elif is_geojson(data):
        sheet = open_features(decode(data, file), file, shapes=shapes)
    else:
        sheet = open_sheet(decode(data, file), file, known)
    return replace(sheet, remarks=(*remarks, *sheet.remarks))


def guess_kind(source: Source) -> str:
    """Return which table of the contract a file most likely holds, by its columns.

    A table whose required columns are all there comes before others, then the one with most
    columns in common.

    Raises
    ------
    TableError
        The file is no table, or has no column of any.
    """
    known = {c.name for layout in LAYOUTS.values() for c in layout.columns}
    sheet = open_table(source, known, shapes=True)
    found = set(map(plain_name, sheet.header))

    def score(name: str) -> tuple[bool, int]:
        columns = LAYOUTS[name].columns
        complete = all(c.name in found for c in columns if c.required)
        return complete, len(found.intersection(c.name for c in columns))

    best = max(LAYOUTS, key=score)
    if not score(best)[1]:
        listed = ", ".join(repr(name[:40]) for name in sheet.header[:40])
        raise TableError(f"{sheet.path}: the columns are of no table known here: {listed}")
    return best
