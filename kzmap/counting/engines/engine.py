"""What an engine has to do: read files, take a small table in, give a result out."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Protocol, Self

from kzmap.counting.opening import Opened
from kzmap.counting.stages import Rows

if TYPE_CHECKING:
    import pyarrow as pa


@dataclass(frozen=True)
class Scan:
    """A table as an engine sees it.

    Attributes
    ----------
    rows
        The file's columns that were asked for, by plain name.
    set_aside
        How many rows could not be split into cells, by reason.
    notes
        What is to be said about it, in sentences.
    """

    rows: Rows
    set_aside: Counter[str] = field(default_factory=Counter)
    notes: tuple[str, ...] = ()


class Engine(Protocol):
    """What runs the counting; a context manager, so that it lets go of what it holds."""

    def scan(self, opened: Opened, columns: Sequence[str]) -> Scan:
        """Return the rows of a table in some of its columns, by plain name.

        Raises
        ------
        TableError
            The files cannot be read as the table they begin as.
        """
        ...

    def take_in(self, table: "pa.Table") -> Rows:
        """Return a small table as rows of this engine, to be joined with others."""
        ...

    def hashed(self, rows: Rows, column: str, name: str) -> Rows:
        """Return rows with a number beside them that is equal where a text is equal.

        narwhals has no word for it. Where nothing is won by it, it may be the text itself.
        """
        ...

    def best_of(self, rows: Rows, key: Sequence[str], most: int) -> Rows:
        """Return what `kzmap.counting.stages.best_of` does, in the engine's own way."""
        ...

    def collect(self, rows: Rows) -> "pa.Table":
        """Compute rows and return them.

        Raises
        ------
        EngineError
            The engine could not.
        """
        ...

    def __enter__(self) -> Self: ...
    def __exit__(self, *raised: object) -> None: ...
