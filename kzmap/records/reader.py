"""The engine: any declared format in; the contract's table and an account of each row out."""

from array import array
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any, Final

from kzmap.records.cells import Converted
from kzmap.records.citing import Citations
from kzmap.records.collecting import Rows, collect
from kzmap.records.conversion import convert, frame
from kzmap.records.features import FeatureSheet
from kzmap.records.formats.format import Format
from kzmap.records.formats.rules import Rule, derive
from kzmap.records.header import match_header
from kzmap.records.identity import (
    as_duplicates,
    find_duplicates,
    name_rows,
    part_differing,
    tell_differing,
)
from kzmap.records.layouts import Layout
from kzmap.records.opening import open_table
from kzmap.records.problems import Problems
from kzmap.records.rejected import rejected_rows
from kzmap.records.report import Problem, Reading, ReadReport
from kzmap.records.sheet import Sheet
from kzmap.records.stages import CONVERTING, READING, Advance, stage
from kzmap.records.upload import Source
from kzmap.records.vocabulary import strange_words

_SOURCES: Final = "source_ids"
_Reasons = dict[int, dict[str, str]]


@dataclass
class _Table:
    """The file's columns, and the contract's that were made of them."""

    rows: Rows
    rules: Mapping[str, Rule]
    texts: dict[str, Sequence[str]]
    read: dict[str, Converted]

    def cell(self, name: str, i: int) -> str:
        """Return what stood in the file for a column of the contract."""
        rule = self.rules.get(name)
        cells = self.rows.cells
        looked_at = [column for column in rule.columns if column in cells] if rule else []
        return ", ".join(filter(None, (cells[column][i] for column in looked_at)))


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
    told = stage(progress, READING)
    sheet = open_table(source, set(form.columns), shapes=shapes, progress=told)
    if isinstance(sheet, FeatureSheet):
        form = replace(form, name="geojson")
    return read_sheet(sheet, form, progress)


def read_sheet(sheet: Sheet, form: Format, progress: Advance | None = None) -> Reading:
    """Read an open sheet as a table of the contract; see :func:`read_table`."""
    positions, rules, notes = match_header(sheet, form)
    problems = Problems(sheet.path)
    rows = collect(sheet, positions, form.out_of_scope, problems, stage(progress, READING))
    citations = Citations(form) if form.cites else None
    table = _convert(rows, rules, form, citations, stage(progress, CONVERTING))
    values = {name: found.values for name, found in table.read.items()}
    faults, flags = _judge(table, values, form.layout)
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
        problems.add(rows.lines[i], *_told(reasons, table, i))
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


def _convert(
    rows: Rows,
    rules: Mapping[str, Rule],
    form: Format,
    citations: Citations | None,
    progress: Advance | None,
) -> _Table:
    """Make the contract's columns."""
    table = _Table(rows, rules, {}, {})
    for number, column in enumerate(form.layout.columns):
        if progress:
            progress(number, len(form.layout.columns))
        name = column.name
        if citations and name == _SOURCES:
            table.read[name] = citations.cite(rows.cells, len(rows.lines))
            table.texts[name] = table.read[name].values
            continue
        rule = rules.get(name)
        made = None
        if rule is None:
            table.texts[name] = [""] * len(rows.lines)
        elif rule.is_direct:
            table.texts[name] = rows.cells[rule.columns[0]]
        else:
            made = derive(rule, rows.cells, len(rows.lines))
            table.texts[name] = made.values
        found = table.read[name] = convert(table.texts[name], column, form)
        if made is not None and column.kind in ("text", "choice"):
            # What it says of apostrophes is about our own, put there by `derive`.
            found.notes = []
    return table


def _judge(
    table: _Table, values: Mapping[str, list[Any]], layout: Layout
) -> tuple[_Reasons, dict[tuple[int, str], str]]:
    """Return what is wrong and what is doubtful, by row and column.

    Wrong columns stand in the contract's order.
    """
    faults: _Reasons = {}
    flags = {}
    for column in layout.columns:
        found = table.read[column.name]
        for i, reason in found.faults.items():
            faults.setdefault(i, {})[column.name] = reason
        for i, reason in found.flags.items():
            flags[i, column.name] = reason
        if column.required:
            for i, cell in enumerate(table.texts[column.name]):
                if not cell or cell.isspace():
                    faults.setdefault(i, {})[column.name] = "empty, but every row needs it"
    for i, is_fault, name, reason in layout.check(values):
        if not is_fault:
            flags[i, name] = reason
        elif name not in faults.get(i, {}):
            faults.setdefault(i, {})[name] = reason
    return faults, flags


def _told(reasons: Mapping[str, str], table: _Table, i: int) -> tuple[str, str, str]:
    """Return the first column at fault, its cell, and its reason with those of the others."""
    (name, reason), *others = reasons.items()
    more = [f"; also {other} {table.cell(other, i)[:80]!r}: {why}" for other, why in others]
    return name, table.cell(name, i), reason + "".join(more)
