"""The rows that were set aside, whole, so that they can be mended and read again."""

import os
from collections.abc import Iterator, Sequence
from itertools import chain, islice
from typing import Final, overload

from kzmap.records.problems import Problems
from kzmap.records.report import ReadReport
from kzmap.records.sheet import Sheet
from kzmap.records.spreadsheet import to_csv
from kzmap.writing import write_atomically

_FEW: Final = 10_000
"""Rows that are kept beside a report; more are split again whenever they are asked for."""

Cells = tuple[str, ...]


class _LateRows(Sequence[Cells]):
    """Rows of a sheet that are split anew each time; only their lines take room."""

    def __init__(self, sheet: Sheet, problems: Problems) -> None:
        self._sheet = sheet
        self._problems = problems

    def __len__(self) -> int:
        return len(self._problems)

    def __iter__(self) -> Iterator[Cells]:
        for record in self._sheet.records():
            if self._problems.has_line(record.line):
                yield tuple(record.cells)

    @overload
    def __getitem__(self, index: int) -> Cells: ...
    @overload
    def __getitem__(self, index: slice) -> tuple[Cells, ...]: ...
    def __getitem__(self, index: int | slice) -> Cells | tuple[Cells, ...]:
        if isinstance(index, slice):
            return tuple(self)[index]
        at = range(len(self))[index]
        return next(islice(self, at, None))


def rejected_rows(sheet: Sheet, problems: Problems) -> Sequence[Cells]:
    """Return the cells of the rows that have a problem, as they stand in the file."""
    if not problems:
        return ()
    rows = _LateRows(sheet, problems)
    return tuple(rows) if len(problems) <= _FEW else rows


def rejected_csv(report: ReadReport) -> str:
    """Return the rows set aside as safe CSV under the header of their file.

    Rows with too many or too few cells stay so; the delimiter is the file's own.
    """
    return to_csv(chain([report.header], report.rejected_rows), delimiter=report.delimiter)


def write_rejected(
    report: ReadReport, path: str | os.PathLike[str], *, overwrite: bool = True
) -> None:
    """Write the rows set aside to a file, in UTF-8.

    Raises
    ------
    ExportError
        The file cannot be written.
    """
    write_atomically(path, rejected_csv(report), overwrite=overwrite)
