"""What became of each row: kept, set aside with a reason, or a duplicate."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from kzmap.records.formats.format import Format

if TYPE_CHECKING:
    import pandas as pd


@dataclass(frozen=True, slots=True)
class Problem:
    """One cell or row that could not be used, or that deserves a look.

    Attributes
    ----------
    file
        The file as it was named by the caller.
    line
        Line on which the row begins, counted from 1.
    column
        Column of the contract; empty where the row as a whole is meant.
    value
        What stood there.
    reason
        What was expected, and what to do.
    """

    file: str
    line: int
    column: str
    value: str
    reason: str

    def __str__(self) -> str:
        """Return the problem in one line, as compilers do."""
        where = f"{self.file}:{self.line}: {self.column}".rstrip(": ")
        value = self.value if len(self.value) <= 80 else f"{self.value[:79]}…"
        return f"{where}: {value!r}: {self.reason}"

    def as_dict(self) -> dict[str, Any]:
        """Return the problem as JSON can hold it."""
        return {
            "file": self.file,
            "line": self.line,
            "column": self.column,
            "value": self.value,
            "reason": self.reason,
        }


@dataclass(frozen=True, slots=True)
class Duplicate:
    """A row that repeats another, with its id.

    Attributes
    ----------
    line
        Line of the row that was left out.
    id
        The id both rows bear.
    first_line
        Line of the row that was kept for it.
    """

    line: int
    id: str
    first_line: int


@dataclass(frozen=True)
class ReadReport:
    """The account of one reading; ``read == kept + set aside + duplicates``, always.

    Attributes
    ----------
    path
        The file as it was named by the caller.
    format
        Name of the format it was read as.
    encoding, delimiter
        How the bytes became cells.
    header
        Column names as they stand in the file.
    read, kept
        Counts of rows; blank lines are no rows.
    set_aside
        One problem for each row set aside, in the order of the file. Where a row has
        several, the first stands in the fields and the others are told in its reason. Where
        the format itself sets a row aside, ``column`` is the file's.
    duplicates
        Rows that repeat a row that was kept, in all columns. One that bears its id and says
        something else is set aside.
    notes
        What was done on the way and changes no meaning, in sentences.
    flags
        Rows that were kept although something in them looks doubtful.
    rejected_rows
        The cells of the rows set aside, as they stood in the file, in the same order.
    out_of_scope
        How many of the rows set aside are no events by the format's own words, by reason:
        they need no mending.
    """

    path: str
    format: str
    encoding: str
    delimiter: str
    header: tuple[str, ...]
    read: int
    kept: int
    set_aside: Sequence[Problem] = ()
    duplicates: tuple[Duplicate, ...] = ()
    notes: tuple[str, ...] = ()
    flags: tuple[Problem, ...] = ()
    rejected_rows: Sequence[tuple[str, ...]] = ()
    out_of_scope: Mapping[str, int] = field(default_factory=dict)

    @property
    def ok(self) -> bool:
        """Whether no row was set aside."""
        return not self.set_aside

    def as_dict(self) -> dict[str, Any]:
        """Return the account as JSON can hold it; counts add up to ``read``."""
        return {
            "file": self.path,
            "format": self.format,
            "encoding": self.encoding,
            "read": self.read,
            "kept": self.kept,
            "set_aside": len(self.set_aside),
            "duplicates": len(self.duplicates),
            "out_of_scope": dict(self.out_of_scope),
            "problems": [problem.as_dict() for problem in self.set_aside],
            "duplicate_rows": [
                {"line": row.line, "id": row.id, "first_line": row.first_line}
                for row in self.duplicates
            ],
            "flags": [flag.as_dict() for flag in self.flags],
            "notes": list(self.notes),
        }


@dataclass(frozen=True)
class Reading:
    """A table that was read, and the account of the reading.

    Attributes
    ----------
    table
        The kept rows in the contract's columns and in the order of the file. Text is ``str``
        with ``""`` for empty, days are ``datetime64[s]`` at midnight, precisions ``int64``,
        ``lat`` and ``lon`` ``float64`` with NaN for empty.
    report
        What became of every row.
    format
        How the file is laid out, with whose data it is and on what terms.
    sources
        For events of a format that says where its sources stand, or who publishes it: a
        table in the columns of `kzmap.schema.SOURCE_COLUMNS`, ordered by ``source_id``, with
        a row for each source that a kept row names. Else None.
    lines
        Line on which each row of the table begins.
    """

    table: "pd.DataFrame"
    report: ReadReport
    format: Format
    sources: "pd.DataFrame | None" = None
    lines: Sequence[int] = ()
