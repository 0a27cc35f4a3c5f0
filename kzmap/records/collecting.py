"""From records to columns: only those in use, and equal cells kept once."""

from array import array
from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from operator import itemgetter
from typing import Any, Final

from kzmap.records.cells import bare
from kzmap.records.formats.format import OutOfScope
from kzmap.records.problems import Problems
from kzmap.records.sheet import Sheet
from kzmap.records.stages import Advance

_PIECE: Final = 20_000
"""Rows that are turned into columns at a time; enough to see whether cells recur."""

_SHOWN: Final = 200
"""Characters of an unusable row that a problem shows; the row itself is kept whole."""


@dataclass
class Rows:
    """Rows of the right width, column by column, and those set aside so far.

    Attributes
    ----------
    lines
        Line on which each row begins.
    cells
        Columns of the file by plain name.
    read
        Rows of the file, those set aside among them.
    out_of_scope
        How many of these were out of scope, by reason.
    """

    lines: "array[int]" = field(default_factory=lambda: array("q"))
    cells: dict[str, list[str]] = field(default_factory=dict)
    read: int = 0
    out_of_scope: Counter[str] = field(default_factory=Counter)


def collect(
    sheet: Sheet,
    positions: Mapping[str, int],
    scopes: Sequence[OutOfScope],
    problems: Problems,
    progress: Advance | None = None,
) -> Rows:
    """Split a sheet into columns.

    Parameters
    ----------
    sheet
        The file.
    positions
        Where the columns to keep stand, by plain name.
    scopes
        Rows to set aside as they come, before anything of them is kept.
    problems
        Where rows that cannot be used, or are out of scope, are told.
    progress
        Hears how much has been read, of how much.
    """
    rows = Rows(cells={name: [] for name in positions})
    piece: list[tuple[str, ...]] = []
    tables: dict[str, dict[str, str] | None] = {name: {} for name in positions}
    take = _taker(list(positions.values()))
    scope = Scope(scopes, positions)
    for record in sheet.records(progress):
        rows.read += 1
        if record.fault:
            whole = sheet.delimiter.join(record.cells)
            problems.add(record.line, "", whole[:_SHOWN], record.fault)
        elif scopes and (told := scope.told(record.cells)):
            problems.add(record.line, *told)
            rows.out_of_scope[told[2]] += 1
        else:
            rows.lines.append(record.line)
            piece.append(take(record.cells))
            if len(piece) == _PIECE:
                _add(piece, rows, tables)
                piece = []
    _add(piece, rows, tables)
    return rows


def _taker(where: list[int]) -> Callable[[list[str]], tuple[str, ...]]:
    if len(where) > 1:
        return itemgetter(*where)
    return lambda cells: tuple(cells[i] for i in where)


def _add(
    piece: list[tuple[str, ...]], rows: Rows, tables: dict[str, dict[str, str] | None]
) -> None:
    """Add a piece of rows to the columns.

    Equal cells become one object, so that they take its room once and compare at once; a
    column most of whose cells are new (ids, notes) is not worth the table for it.
    """
    for (name, column), cells in zip(
        rows.cells.items(), zip(*piece, strict=True), strict=False
    ):
        table = tables[name]
        if table is None:
            column.extend(cells)
            continue
        column.extend(map(table.setdefault, cells, cells))
        if len(table) > _PIECE and 2 * len(table) > len(column):
            tables[name] = None


class Scope:
    """Tells rows out of scope, looking once at each distinct combination of cells."""

    def __init__(self, scopes: Sequence[OutOfScope], positions: Mapping[str, int]) -> None:
        names = dict.fromkeys(name for found in scopes for name in found.condition.tests)
        self._scopes = scopes
        self._absent = dict.fromkeys(names, "")
        self._names = [name for name in names if name in positions]
        self._take = _taker([positions[name] for name in self._names])
        self._known: dict[tuple[str, ...], tuple[str, str, str] | None] = {}

    def told(self, cells: list[str]) -> tuple[str, str, str] | None:
        """Return column, value and reason for a row out of scope."""
        looked_at = self._take(cells)
        if looked_at not in self._known:
            self._known[looked_at] = self._look(looked_at)
        return self._known[looked_at]

    def _look(self, looked_at: tuple[Any, ...]) -> tuple[str, str, str] | None:
        row = self._absent | dict(zip(self._names, map(bare, looked_at), strict=True))
        for scope in self._scopes:
            if scope.holds(row):
                names = [name for name in scope.condition.tests if name in self._names]
                values = ", ".join(row[name] for name in names)
                return ", ".join(names), values, scope.reason
        return None
