"""The engine: any declared format in; the contract's table and an account of each row out."""

from array import array
from dataclasses import replace
from typing import Final

from kzmap.records.citing import Citations
from kzmap.records.collecting import collect
from kzmap.records.conversion import frame
from kzmap.records.features import FeatureSheet
from kzmap.records.formats.format import Format
from kzmap.records.header import match_header
from kzmap.records.identity import (
    as_duplicates,
    find_duplicates,
    name_rows,
    part_differing,
    tell_differing,
)
from kzmap.records.making import judge, make_columns, told
from kzmap.records.opening import open_table
from kzmap.records.problems import Problems
from kzmap.records.rejected import rejected_rows
from kzmap.records.report import Problem, Reading, ReadReport
from kzmap.records.sheet import Sheet
from kzmap.records.stages import CONVERTING, READING, Advance, stage
from kzmap.records.upload import Source
from kzmap.records.vocabulary import strange_words

_SOURCES: Final = "source_ids"


def read_table(source: Source, form: Format, progress: Advance | None = None) -> Reading:
    """Read a file as a table of the contract.

    Parameters
    ----------
    source
        A file of any kind that `open_table` opens.
    form
        How it is laid out.
    progress
        Hears how far reading has come, of how much.

    Returns
    -------
    Reading
        The kept rows in the order of the file, and the report.

    Raises
    ------
    TableError
        The file as a whole cannot be read as such a table.
    """
    shapes = any(column.kind == "shape" for column in form.layout.columns)
    heard = stage(progress, READING)
    sheet = open_table(source, set(form.columns), shapes=shapes, progress=heard)
    if isinstance(sheet, FeatureSheet):
        form = replace(form, name="geojson")
    return read_sheet(sheet, form, progress)


def read_sheet(sheet: Sheet, form: Format, progress: Advance | None = None) -> Reading:
    """Read an open sheet as a table of the contract; see :func:`read_table`."""
    positions, rules, notes = match_header(sheet, form)
    problems = Problems(sheet.path)
    rows = collect(sheet, positions, form.out_of_scope, problems, stage(progress, READING))
    citations = Citations(form) if form.cites else None
    table = make_columns(rows, rules, form, citations, stage(progress, CONVERTING))
    values = {name: found.values for name, found in table.read.items()}
    faults, flags = judge(table, values, form.layout)
    usable = [i for i in range(len(rows.lines)) if i not in faults]
    ids = name_rows(values, form.layout.id_column)
    if form.layout.id_column:
        values[form.layout.id_column] = ids
    left_out = find_duplicates(ids, usable, values)
    kept = [i for i in usable if i not in left_out] if left_out else usable
    equal, differing = part_differing(left_out, values)
    clashes, remarks = tell_differing(differing, rows.lines)
    flags |= {(i, form.layout.id_column): why for i, why in remarks.items()}
    for i, reasons in faults.items():
        problems.add(rows.lines[i], *told(reasons, table, i))
    for i, why in clashes.items():
        problems.add(rows.lines[i], form.layout.id_column, ids[i], why)
    problems.sort()
    shown = set(kept) if flags else set()
    report = ReadReport(
        path=sheet.path,
        format=form.name,
        encoding=sheet.source.encoding,
        delimiter=sheet.delimiter,
        header=sheet.header,
        read=rows.read,
        kept=len(kept),
        set_aside=problems,
        duplicates=as_duplicates(equal, ids, rows.lines),
        notes=(
            *sheet.notes,
            *notes,
            *(f"{name}: {note}" for name, found in table.read.items() for note in found.notes),
            *strange_words(values, kept, form),
        ),
        flags=tuple(
            Problem(sheet.path, rows.lines[i], name, table.cell(name, i), why)
            for (i, name), why in sorted(flags.items())
            if i in shown
        ),
        rejected_rows=rejected_rows(sheet, problems),
        out_of_scope=dict(rows.out_of_scope),
    )
    lines = rows.lines
    if len(kept) != len(lines):
        lines = array("q", (lines[i] for i in kept))
    del rows, table, usable, ids, shown
    made = frame(values, kept, form.layout)
    if progress:
        progress(1, 1)
    sources = citations.table(made[_SOURCES]) if citations else None
    return Reading(made, report, form, sources, lines)
