"""The review as a CSV file that a spreadsheet program can edit."""

import os
from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Final

from kzmap.errors import ExportError, TableError
from kzmap.records.opening import open_table
from kzmap.records.sheet import Sheet, plain_name
from kzmap.records.spreadsheet import to_csv, unguard
from kzmap.records.upload import Source
from kzmap.review.reviewing import Review
from kzmap.review.rows import COLUMNS, ReviewRow
from kzmap.writing import check_target, write_atomically

NEEDED: Final = ("place", "reason", "candidates", "decision")
"""Columns by which a review is told from other tables that name places."""

_OTHER_KINDS: Final = (".xlsx", ".xlsm", ".xls", ".ods", ".gz", ".zip", ".json", ".geojson")


def read_review(source: Source) -> Review:
    """Read a review; encoding and delimiter are detected, since spreadsheets change both.

    The columns `NEEDED` must be there, so that no other table is taken for a review and
    written over. Columns of a person's own are kept.

    Raises
    ------
    TableError
        The file is no such table, or a row in it cannot be read; so that nothing is lost, it
        is not read in part.
    """
    sheet = open_table(source, COLUMNS)
    names = [plain_name(name) for name in sheet.header]
    for name in names:
        if names.count(name) > 1:
            raise TableError(f"{sheet.path}: the column {name!r} is there twice; rename one")
    if missing := [name for name in NEEDED if name not in names]:
        listed = ", ".join(repr(name[:40]) for name in sheet.header[:20])
        noun = "column" if len(missing) == 1 else "columns"
        raise TableError(
            f"{sheet.path}: this is no review of places: no {noun} {', '.join(missing)}; found "
            f"{listed}; name a file that is not there yet, and `kzmap geocode EVENTS --review "
            "FILE` begins one"
        )
    return Review(tuple(_rows(sheet, names)), sheet.delimiter)


def read_review_if_there(path: str | os.PathLike[str]) -> Review:
    """Read a review, or begin an empty one where there is no file yet."""
    return read_review(path) if Path(path).exists() else Review()


def review_csv(review: Review) -> str:
    """Return a review as CSV in which no cell is a formula."""
    return to_csv(review.cells(), delimiter=review.delimiter)


def check_review_target(path: str | os.PathLike[str]) -> None:
    """Refuse a place for a review that cannot be written, before any work is spent on it.

    Raises
    ------
    ExportError
        As `kzmap.writing.check_target`; or the name says that it is no CSV, which writing it
        would make untrue.
    """
    check_target(path, overwrite=True)
    if os.fspath(path).lower().endswith(_OTHER_KINDS):
        raise ExportError(f"{path}: a review is written as CSV; name it review.csv, say")


def write_review(path: str | os.PathLike[str], review: Review) -> None:
    """Write a review whole, or leave the old file as it was.

    Raises
    ------
    ExportError
        The file cannot be written.
    """
    check_review_target(path)
    # The mark at the front is what makes Excel read Cyrillic as UTF-8.
    write_atomically(path, "\ufeff" + review_csv(review), overwrite=True)


def _is_day(cell: str) -> bool:
    try:
        return date.fromisoformat(cell).isoformat() == cell
    except ValueError:
        return False


_COUNTED: Final[dict[str, Callable[[str], bool]]] = {
    "rows": lambda cell: cell.isascii() and cell.isdigit(),
    "first_day": _is_day,
    "last_day": _is_day,
}


def _rows(sheet: Sheet, names: list[str]) -> list[ReviewRow]:
    rows = []
    for record in sheet.records():
        if record.fault:
            raise TableError(f"{sheet.path}:{record.line}: {record.fault}")
        cells = [unguard(cell) for cell in record.cells]
        named = dict(zip(names, cells, strict=True))
        own = {name: named[name].strip() for name in COLUMNS if name in named}
        for name, is_whole in _COUNTED.items():
            # A spreadsheet rewrites days; these cells are ours, and the next run fills them.
            if name in own and not is_whole(own[name]):
                del own[name]
        others = tuple(
            (title, cell)
            for title, name, cell in zip(sheet.header, names, cells, strict=True)
            if name not in COLUMNS
        )
        rows.append(ReviewRow(**own, line=record.line, others=others))
    return rows
