"""The engine: any declared format in; the contract's table and an account of each row out."""

from collections.abc import Sequence
from dataclasses import dataclass
from operator import itemgetter
from typing import TYPE_CHECKING, Any

from kzmap.records.cells import (
    Converted,
    read_choice,
    read_ids,
    read_level,
    read_text,
    read_url,
)
from kzmap.records.coordinates import read_degrees
from kzmap.records.countries import read_countries
from kzmap.records.days import read_days
from kzmap.records.features import FeatureSheet
from kzmap.records.header import match_header
from kzmap.records.identity import as_duplicates, differing, find_duplicates, name_rows
from kzmap.records.layouts import Column, Format
from kzmap.records.moments import read_moments
from kzmap.records.opening import open_table
from kzmap.records.report import Problem, Reading, ReadReport
from kzmap.records.shapes import read_shapes
from kzmap.records.sheet import Advance, Record, Sheet
from kzmap.records.upload import Source

if TYPE_CHECKING:
    import pandas as pd

_SHOWN = 200
"""Characters of an unusable row that a problem shows; the row itself is kept whole."""


@dataclass
class _Rows:
    """Rows of the right width, column by column, and the records that are not."""

    lines: list[int]
    cells: dict[str, Sequence[str]]
    unusable: list[Record]


def read_table(source: Source, form: Format, progress: Advance | None = None) -> Reading:
    """Read a file as a table of the contract.

    Parameters
    ----------
    source
        A file of any kind that `open_table` opens.
    form
        How it is laid out.
    progress
        Hears how much has been read, of how much.

    Returns
    -------
    Reading
        The kept rows in the order of the file, and the report.

    Raises
    ------
    TableError
        The file as a whole cannot be read as such a table.
    """
    known = {column.name for column in form.layout.columns} | set(form.headers)
    shapes = any(column.kind == "shape" for column in form.layout.columns)
    sheet = open_table(source, known, shapes=shapes, progress=progress)
    file = sheet.path
    is_features = isinstance(sheet, FeatureSheet)
    positions, notes = match_header(sheet, form)
    rows = _collect(sheet, positions, form, progress)
    read = {
        column.name: _convert(rows.cells[column.name], column, form)
        for column in form.layout.columns
    }
    values = {name: found.values for name, found in read.items()}
    faults = _faults(rows, read, form)
    flags = {(i, name): why for name, found in read.items() for i, why in found.flags.items()}
    for row, is_fault, column, reason in form.layout.check(values):
        if not is_fault:
            flags[row, column] = reason
        elif column not in faults.get(row, {}):
            faults.setdefault(row, {})[column] = reason
    usable = [i for i in range(len(rows.lines)) if i not in faults]
    ids = name_rows(values, form.layout.id_column)
    if form.layout.id_column:
        values[form.layout.id_column] = ids
    left_out = find_duplicates(ids, usable, values)
    kept = [i for i in usable if i not in left_out] if left_out else usable
    for i, others in differing(left_out, values).items():
        lines = ", ".join(str(rows.lines[other]) for other in others)
        flags[i, form.layout.id_column] = f"line {lines} has this id too but differs; left out"

    def problem(i: int, column: str, reason: str) -> Problem:
        cell = rows.cells[column][i] if column else ""
        return Problem(file, rows.lines[i], column, cell, reason)

    set_aside = [problem(i, *_told(faults[i], rows, i)) for i in sorted(faults)]
    set_aside += [
        Problem(file, r.line, "", sheet.delimiter.join(r.cells)[:_SHOWN], r.fault)
        for r in rows.unusable
    ]
    set_aside.sort(key=lambda found: found.line)
    shown = set(kept)
    report = ReadReport(
        path=file,
        format="geojson" if is_features else form.name,
        encoding=sheet.source.encoding,
        delimiter=sheet.delimiter,
        header=sheet.header,
        read=len(rows.lines) + len(rows.unusable),
        kept=len(kept),
        set_aside=tuple(set_aside),
        duplicates=as_duplicates(left_out, ids, rows.lines),
        notes=(
            *sheet.notes,
            *notes,
            *(f"{name}: {note}" for name, found in read.items() for note in found.notes),
        ),
        flags=tuple(problem(i, c, why) for (i, c), why in sorted(flags.items()) if i in shown),
        rejected_rows=_whole(sheet, {found.line for found in set_aside}),
    )
    return Reading(_frame(values, kept, form), report)


def _collect(
    sheet: Sheet, positions: dict[str, int], form: Format, progress: Advance | None
) -> _Rows:
    # Only the columns in use: a wide table of a million rows would not fit otherwise.
    used = list(positions)
    take = itemgetter(*positions.values())
    lines: list[int] = []
    taken: list[Any] = []
    unusable: list[Record] = []
    for record in sheet.records(progress):
        if record.fault:
            unusable.append(record)
        else:
            lines.append(record.line)
            taken.append(take(record.cells))
    columns = zip(*taken, strict=True) if len(used) > 1 else [taken]
    found: dict[str, Sequence[str]] = dict(zip(used, columns, strict=False))
    absent = [""] * len(lines)
    return _Rows(
        lines, {c.name: found.get(c.name, absent) for c in form.layout.columns}, unusable
    )


def _convert(cells: Sequence[str], column: Column, form: Format) -> Converted:
    match column.kind:
        case "day":
            return read_days(cells, form.day_order)
        case "moment":
            return read_moments(cells)
        case "level":
            return read_level(cells)
        case "lat" | "lon":
            return read_degrees(cells, 90 if column.kind == "lat" else 180)
        case "country":
            return read_countries(cells)
        case "ids":
            return read_ids(cells)
        case "url":
            return read_url(cells)
        case "shape":
            return read_shapes(cells)
        case "choice":
            found = read_choice(cells, column.words, is_open=column.is_open)
        case "text":
            found = read_text(cells)
    if column.default:
        found.values = [value or column.default for value in found.values]
    return found


def _faults(rows: _Rows, read: dict[str, Converted], form: Format) -> dict[int, dict[str, str]]:
    """Return reasons by row and column, in the contract's order of columns."""
    faults: dict[int, dict[str, str]] = {}
    for column in form.layout.columns:
        found = read[column.name].faults
        for i, reason in found.items():
            faults.setdefault(i, {})[column.name] = reason
        if column.required:
            for i, cell in enumerate(rows.cells[column.name]):
                if not cell or cell.isspace():
                    faults.setdefault(i, {})[column.name] = "empty, but every row needs it"
    return faults


def _told(reasons: dict[str, str], rows: _Rows, i: int) -> tuple[str, str]:
    """Return the first column at fault, and its reason with those of the others."""
    (column, reason), *others = reasons.items()
    more = [f"; also {name} {rows.cells[name][i][:80]!r}: {why}" for name, why in others]
    return column, reason + "".join(more)


def _whole(sheet: Sheet, lines: set[int]) -> tuple[tuple[str, ...], ...]:
    if not lines:
        return ()
    return tuple(tuple(r.cells) for r in sheet.records() if r.line in lines)


def _frame(values: dict[str, list[Any]], kept: list[int], form: Format) -> "pd.DataFrame":
    import numpy as np
    import pandas as pd

    columns: dict[str, Any] = {}
    for column in form.layout.columns:
        cells = values[column.name]
        if len(kept) != len(cells):
            cells = [cells[i] for i in kept]
        match column.kind:
            case "day":
                columns[column.name] = np.array(cells, dtype="datetime64[D]").astype("M8[s]")
            case "level":
                columns[column.name] = np.array(cells, dtype="int64")
            case "lat" | "lon":
                columns[column.name] = np.array(cells, dtype="float64")
            case "shape":
                columns[column.name] = pd.Series(cells, dtype=object)
            case _:
                columns[column.name] = pd.array(cells, dtype="str")
    return pd.DataFrame(columns)
