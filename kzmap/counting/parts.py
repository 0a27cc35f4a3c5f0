"""Combinations of cells that occur, read by the rules of `kzmap.records`, each once. Pure."""

from array import array
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any

import numpy as np

from kzmap.counting.cells import Codes, combinations, texts
from kzmap.counting.plan import Plan
from kzmap.records.citing import Citations
from kzmap.records.collecting import Rows as Cells
from kzmap.records.conversion import frame
from kzmap.records.layouts import Layout
from kzmap.records.making import Made, judge, make_columns, told
from kzmap.schema import EVENT_REQUIRED

if TYPE_CHECKING:
    import pandas as pd
    import pyarrow as pa

_APOSTROPHES = "took the apostrophe"


@dataclass(frozen=True)
class Part:
    """Some columns of the contract, and all that the table says in them.

    Attributes
    ----------
    names
        Columns of the contract.
    columns
        Columns of the file that they are made of.
    combos
        The distinct combinations of these.
    made, values
        What was made of each combination.
    faults, flags
        Why it cannot be used, or is doubtful: reasons by row of `combos` and by column.
    """

    names: tuple[str, ...]
    columns: tuple[str, ...]
    combos: "pa.Table"
    made: Made
    values: dict[str, list[Any]]
    faults: dict[int, dict[str, str]]
    flags: dict[tuple[int, str], str]

    @property
    def size(self) -> int:
        """How many combinations there are."""
        return len(self.values[self.names[0]])

    @property
    def usable(self) -> "np.ndarray[Any, np.dtype[np.bool_]]":
        """Whether each combination can be used."""
        found = np.ones(self.size, bool)
        found[list(self.faults)] = False
        return found

    def same(self) -> Codes:
        """Number the combinations by what they say, so that two that say the same are one."""
        numbers: dict[tuple[Any, ...], int] = {}
        rows = zip(*(self.values[name] for name in self.names), strict=True)
        # The text of a number tells 0.0 from -0.0, as ids made of content do.
        return np.array(
            [numbers.setdefault(tuple(map(str, row)), len(numbers)) for row in rows], np.int64
        )

    def find(self, rows: "pa.Table") -> Codes:
        """Return which combination each of some rows of the table has."""
        import pyarrow as pa

        if not self.columns:
            return np.zeros(rows.num_rows, np.int64)
        names = list(self.columns)
        both = pa.concat_tables(
            [
                self.combos.select(names),
                rows.select(names).cast(self.combos.select(names).schema),
            ]
        )
        which, first = combinations(both, names)
        return first[which[self.size :]]

    def table(self, layout: Layout, which: Codes) -> "pd.DataFrame":
        """Return the contract's columns of rows with these combinations, all of them usable."""
        listed = tuple(column for column in layout.columns if column.name in self.names)
        # A combination that is set aside has no values to make a column of.
        usable = np.flatnonzero(self.usable)
        place = np.full(self.size, -1, np.int64)
        place[usable] = np.arange(len(usable))
        told = frame(dict(self.values), usable.tolist(), replace(layout, columns=listed))
        return told.take(place[which]).reset_index(drop=True)

    def is_crossing(self, name: str, i: int) -> bool:
        """Return whether a fault is one between columns, not of the cell by itself."""
        is_lacking = name in EVENT_REQUIRED and not self.made.texts[name][i].strip()
        return i not in self.made.read[name].faults and not is_lacking

    def notes(self) -> Iterator[str]:
        """Yield what is to be said about how the columns were read."""
        for name in self.names:
            for note in self.made.read[name].notes:
                # How many cells that were cannot be told from combinations.
                if not note.startswith(_APOSTROPHES):
                    yield f"{name}: {note}"


def read_part(
    plan: Plan,
    names: Sequence[str],
    table: "pa.Table",
    columns: Sequence[str],
    citations: Citations | None = None,
) -> tuple[Part, Codes]:
    """Read the distinct combinations of some columns of a table.

    Parameters
    ----------
    plan
        How the contract's columns are made.
    names
        Those that are to be made.
    table
        Rows with the file's columns by plain name.
    columns
        The file's columns that they are made of.
    citations
        Where sources are collected, if they are among the columns.

    Returns
    -------
    tuple
        What was read, and for each row of the table which combination it has.
    """
    which, first = combinations(table, columns)
    combos = table.select(list(columns)).take(first)
    count = len(first)
    cells = {name: texts(combos[name], name) for name in columns}
    rows = Cells(lines=array("q", range(count)), cells=cells, read=count)
    rules = {name: rule for name, rule in plan.rules.items() if name in names}
    made = make_columns(rows, rules, plan.form, citations)
    values = {name: found.values for name, found in made.read.items()}
    faults, flags = judge(made, values, plan.form.layout)
    mine = {
        i: only
        for i, reasons in faults.items()
        if (only := {name: why for name, why in reasons.items() if name in names})
    }
    doubtful = {at: why for at, why in flags.items() if at[1] in names}
    found = {name: values[name] for name in names}
    return Part(tuple(names), tuple(columns), combos, made, found, mine, doubtful), which


def tell_faults(
    parts: Sequence[Part], rows: Sequence[int], order: Iterable[str]
) -> tuple[str, str, str]:
    """Return column, value and reason for a row with faults, as `kzmap.read_events` does.

    Parameters
    ----------
    parts
        All that the row is made of.
    rows
        For each of them, which combination it has.
    order
        The contract's columns in their order.
    """
    reasons: dict[str, str] = {}
    homes: dict[str, tuple[Part, int]] = {}
    crossing = []
    for part, row in zip(parts, rows, strict=True):
        for name, why in part.faults.get(row, {}).items():
            reasons[name] = why
            homes[name] = part, row
            if part.is_crossing(name, row):
                crossing.append(name)
    # What is wrong with a cell by itself comes first, then what a look across columns finds.
    by_itself = [name for name in order if name in reasons and name not in crossing]
    listed = {name: reasons[name] for name in (*by_itself, *crossing)}
    return told(listed, _Cells(homes), 0)


class _Cells:
    """Looks a cell up in the part that it belongs to."""

    def __init__(self, homes: Mapping[str, tuple[Part, int]]) -> None:
        self._homes = homes

    def cell(self, name: str, _: int) -> str:
        part, row = self._homes[name]
        return part.made.cell(name, row)
