"""What rows with equal key cells come to: usable or not, and which count they are part of."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING

import numpy as np

from kzmap.counting.cells import Codes
from kzmap.counting.parts import Part, read_part, tell_faults
from kzmap.counting.plan import LEVEL, PARTS, Plan
from kzmap.counting.stages import COUNT, NAMELESS
from kzmap.counting.tally import Fault

if TYPE_CHECKING:
    import pandas as pd
    import pyarrow as pa

_NONE = -1


@dataclass(frozen=True)
class Groups:
    """Rows of a table by their key cells, and what these say.

    Attributes
    ----------
    plan
        How the contract's columns are made.
    key
        The file's columns that rows of a group share.
    table
        One row a group: the key, and how many rows there are, with and without an id.
    parts
        What the key says: one for each of `PARTS`, and one more where words of the
        confidence set rows aside.
    which
        For each part and group, which combination of the part the group has.
    """

    plan: Plan
    key: tuple[str, ...]
    table: "pa.Table"
    parts: tuple[Part, ...]
    which: tuple[Codes, ...]

    @cached_property
    def rows(self) -> Codes:
        """How many rows each group has."""
        return _integers(self.table[COUNT])

    @cached_property
    def nameless(self) -> int:
        """How many rows have no id."""
        return int(_integers(self.table[NAMELESS]).sum())

    @cached_property
    def total(self) -> int:
        """How many rows there are."""
        return int(self.rows.sum())

    @cached_property
    def entries(self) -> Codes:
        """For each group the count that it is part of, or -1 where it is set aside."""
        return self._entries(self.which)

    @property
    def is_merging(self) -> bool:
        """Whether groups that are written in different ways say the same."""
        return int((self.entries >= 0).sum()) > len(self._codes)

    def combos_of(self, rows: "pa.Table") -> tuple[Codes, ...]:
        """Return for each part which combination each of some rows has."""
        return tuple(part.find(rows) for part in self.parts)

    def entries_of(self, combos: Sequence[Codes]) -> Codes:
        """Return the count that rows with such combinations are part of, or -1."""
        return self._entries(combos)

    def sizes(self) -> Codes:
        """Return how many rows each count has, those that repeat others among them."""
        usable = self.entries >= 0
        sums = np.bincount(
            self.entries[usable], weights=self.rows[usable], minlength=len(self._codes)
        )
        return sums.astype(np.int64)

    def counts(self) -> "pd.DataFrame":
        """Return what each count is about, in the contract's columns of `PARTS`."""
        import pandas as pd

        columns = []
        codes = self._codes
        for part, same in zip(
            reversed(self.parts[: len(PARTS)]), reversed(self._same), strict=True
        ):
            size = int(same.max(initial=0)) + 1
            codes, numbers = np.divmod(codes, size)
            first = np.full(size, len(same), np.int64)
            # One that is set aside may say the same: a cell without a value is as an empty one.
            usable = np.flatnonzero(part.usable)
            np.minimum.at(first, same[usable], usable)
            columns.append(part.table(self.plan.form.layout, first[numbers]))
        return pd.concat(columns[::-1], axis=1)

    def set_aside(self) -> Counter[Fault]:
        """Return how many rows are set aside, by reason."""
        order = [column.name for column in self.plan.form.layout.columns]
        found: Counter[Fault] = Counter()
        for group in np.flatnonzero(self.entries < 0).tolist():
            rows = [int(which[group]) for which in self.which]
            fault = Fault(*tell_faults(self.parts, rows, order))
            found[fault] += int(self.rows[group])
        return found

    def flags(self) -> Counter[Fault]:
        """Return how many rows are kept although something in them looks doubtful."""
        found: Counter[Fault] = Counter()
        usable = self.entries >= 0
        for part, which in zip(self.parts, self.which, strict=True):
            rows = np.bincount(which[usable], weights=self.rows[usable], minlength=part.size)
            for (i, name), why in part.flags.items():
                if rows[i]:
                    found[Fault(name, part.made.cell(name, i), why)] += int(rows[i])
        return found

    @cached_property
    def _same(self) -> tuple[Codes, ...]:
        return tuple(part.same() for part in self.parts[: len(PARTS)])

    @cached_property
    def _codes(self) -> Codes:
        """The distinct codes of what usable groups say, sorted."""
        return np.unique(self._coded(self.which)[self._usable(self.which)])

    def _entries(self, which: Sequence[Codes]) -> Codes:
        found = np.searchsorted(self._codes, self._coded(which))
        return np.where(self._usable(which), found, _NONE)

    def _coded(self, which: Sequence[Codes]) -> Codes:
        codes = np.zeros(len(which[0]), np.int64)
        for same, numbers in zip(self._same, which, strict=False):
            codes = codes * (int(same.max(initial=0)) + 1) + same[numbers]
        return codes

    def _usable(self, which: Sequence[Codes]) -> "np.ndarray[tuple[int], np.dtype[np.bool_]]":
        found = np.ones(len(which[0]), bool)
        for part, numbers in zip(self.parts, which, strict=True):
            found &= part.usable[numbers]
        return found


def read_groups(plan: Plan, table: "pa.Table", key: Sequence[str]) -> Groups:
    """Read what groups of rows say, each distinct combination of cells once."""
    asked = list(zip(PARTS, plan.parts, strict=True))
    if set(plan.level) <= set(key) and plan.level:
        asked.append(((LEVEL,), plan.level))
    read = [read_part(plan, names, table, columns) for names, columns in asked]
    return Groups(
        plan,
        tuple(key),
        table,
        tuple(part for part, _ in read),
        tuple(which for _, which in read),
    )


def _integers(column: "pa.ChunkedArray") -> Codes:
    # A sum may come as a decimal number, so wide is it.
    import pyarrow as pa

    numbers: Codes = column.cast(pa.int64()).to_numpy().astype(np.int64)
    return numbers
