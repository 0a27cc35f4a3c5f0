"""From columns of a file to those of the contract, and what is wrong with each row. Pure."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Final, Protocol

from kzmap.records.cells import Converted
from kzmap.records.citing import Citations
from kzmap.records.collecting import Rows
from kzmap.records.conversion import convert
from kzmap.records.formats.format import Format
from kzmap.records.formats.rules import Rule, derive
from kzmap.records.layouts import Layout
from kzmap.records.stages import Advance

_SOURCES: Final = "source_ids"
Reasons = dict[int, dict[str, str]]


class HasCells(Protocol):
    """Knows what stood in the file."""

    def cell(self, name: str, i: int, /) -> str:
        """Return what stood in a row for a column of the contract."""
        ...


@dataclass
class Made:
    """The file's columns, and the contract's that were made of them.

    Attributes
    ----------
    rows
        The file's columns.
    rules
        How each column of the contract is made.
    texts, read
        What was to be read for each column of the contract, and what came of it.
    """

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


def make_columns(
    rows: Rows,
    rules: Mapping[str, Rule],
    form: Format,
    citations: Citations | None,
    progress: Advance | None = None,
) -> Made:
    """Make the contract's columns."""
    table = Made(rows, rules, {}, {})
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


def judge(
    table: Made, values: Mapping[str, list[Any]], layout: Layout
) -> tuple[Reasons, dict[tuple[int, str], str]]:
    """Return what is wrong and what is doubtful, by row and column.

    Wrong columns stand in the contract's order.
    """
    faults: Reasons = {}
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


def told(reasons: Mapping[str, str], table: HasCells, i: int) -> tuple[str, str, str]:
    """Return the first column at fault, its cell, and its reason with those of the others."""
    (name, reason), *others = reasons.items()
    more = [f"; also {other} {table.cell(other, i)[:80]!r}: {why}" for other, why in others]
    return name, table.cell(name, i), reason + "".join(more)
