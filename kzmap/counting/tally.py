"""What a counting gives: the counts, the reports to show, and an account of every row."""

from collections import Counter
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, NamedTuple

from kzmap.records import Format

if TYPE_CHECKING:
    import pandas as pd


class Fault(NamedTuple):
    """Why rows were set aside: the column, a value that stood there, and the reason."""

    column: str
    value: str
    reason: str


@dataclass(frozen=True)
class Account:
    """What became of the rows; ``read == kept + set aside + duplicates``, always.

    Attributes
    ----------
    path, format
        The table as it was named, and the name of its format.
    read, kept, duplicates
        Counts of rows.
    set_aside, flags
        How many rows were set aside, or kept although something in them looks doubtful, for
        each reason.
    notes
        What was done on the way and changes no meaning, in sentences.
    """

    path: str
    format: str
    read: int
    kept: int
    duplicates: int = 0
    set_aside: Counter[Fault] = field(default_factory=Counter)
    flags: Counter[Fault] = field(default_factory=Counter)
    notes: tuple[str, ...] = ()


@dataclass(frozen=True)
class Tally:
    """Reports counted by their days, their place and their type.

    Attributes
    ----------
    counts
        One row a count, in the contract's columns of days, type and place, and ``reports``
        (int64): how many reports there are. A report of several days has its first and its
        last day in ``event_date`` and ``end_date``, so it counts on each, as in a page. Sorted
        by these columns.
    shown
        The reports to show of each count, in the contract's columns, and ``count`` (int64):
        the row of ``counts`` that they are part of. Sorted by it and then best first.
    sources
        The sources that shown reports name, where the format tells them; else None.
    form
        The format of the table.
    account
        What became of every row.
    """

    counts: "pd.DataFrame"
    shown: "pd.DataFrame"
    sources: "pd.DataFrame | None"
    form: Format
    account: Account
