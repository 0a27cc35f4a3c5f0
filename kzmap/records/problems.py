"""The rows set aside, in little room: of a file of GDELT nine rows in ten may be."""

from array import array
from bisect import bisect_left
from collections.abc import Iterator, Sequence
from typing import overload

from kzmap.records.report import Problem


class Problems(Sequence[Problem]):
    """Problems in the order of the file, each made when it is asked for.

    What many rows have in common is kept once; a row then takes twelve bytes.
    """

    def __init__(self, file: str) -> None:
        self._file = file
        self._lines = array("q")
        self._which = array("i")
        self._told: list[tuple[str, str, str]] = []
        self._numbers: dict[tuple[str, str, str], int] = {}

    def add(self, line: int, column: str, value: str, reason: str) -> None:
        """Add a problem; the order in which lines come does not matter."""
        told = (column, value, reason)
        number = self._numbers.setdefault(told, len(self._told))
        if number == len(self._told):
            self._told.append(told)
        self._lines.append(line)
        self._which.append(number)

    def sort(self) -> None:
        """Put the problems into the order of the file."""
        order = sorted(range(len(self._lines)), key=self._lines.__getitem__)
        self._lines = array("q", [self._lines[i] for i in order])
        self._which = array("i", [self._which[i] for i in order])

    def has_line(self, line: int) -> bool:
        """Return whether the row that begins on a line is among them, once sorted."""
        i = bisect_left(self._lines, line)
        return i < len(self._lines) and self._lines[i] == line

    def __len__(self) -> int:
        return len(self._lines)

    def __iter__(self) -> Iterator[Problem]:
        return map(self._problem, range(len(self._lines)))

    @overload
    def __getitem__(self, index: int) -> Problem: ...
    @overload
    def __getitem__(self, index: slice) -> tuple[Problem, ...]: ...
    def __getitem__(self, index: int | slice) -> Problem | tuple[Problem, ...]:
        chosen = range(len(self._lines))[index]
        if isinstance(chosen, range):
            return tuple(map(self._problem, chosen))
        return self._problem(chosen)

    def _problem(self, i: int) -> Problem:
        return Problem(self._file, self._lines[i], *self._told[self._which[i]])
