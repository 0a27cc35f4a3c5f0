"""Counting a table with an engine, for ``kzmap export``, and what is said about it."""

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from kzmap.cli.saying import counted, few, progress, shorten, tell
from kzmap.counting.engines.names import EngineName
from kzmap.errors import ArgumentError, TableError

if TYPE_CHECKING:
    from kzmap.counting import Account, Fault, Files, Tally
    from kzmap.dataset import Dataset, Resolve
    from kzmap.records import Reading

EngineOption = Annotated[
    EngineName,
    typer.Option(
        help="What counts the reports by day, place and type: pandas in memory, duckdb beyond "
        "it, spark on a cluster; only some reports of each count are then shown. Left out, "
        "duckdb counts CSV from 200 MB and Parquet from 50 MB on, and folders; smaller "
        "Parquet is counted by pandas, and all else is shown whole.",
    ),
]
MasterOption = Annotated[
    str | None,
    typer.Option(
        metavar="URL",
        help="With --engine spark: the cluster, spark://HOST:PORT, or sc://HOST:PORT for Spark "
        "Connect; this machine if left out.",
    ),
]
MemoryOption = Annotated[
    str | None,
    typer.Option(
        metavar="AMOUNT",
        help="With --engine duckdb: the memory it may take, such as 4GB; half of the machine's "
        "if left out.",
    ),
]


@dataclass(frozen=True)
class Counting:
    """How a table of events is counted; not at all where ``files`` is None.

    Attributes
    ----------
    engine, files, master, memory
        What counts, what is counted, and the engine's options.
    target
        Where the reasons go why rows were set aside: beside the page.
    """

    engine: EngineName
    files: "Files | None" = None
    master: str | None = None
    memory: str | None = None
    target: Path | None = None

    @property
    def targets(self) -> list[Path]:
        """The files that may be written beside the page."""
        return [self.target] if self.target and self.files else []

    def count(self, format: str | None, columns: dict[str, str]) -> "Tally | None":
        """Count the table and say what became of its rows; None where it is to be read whole.

        Raises
        ------
        TableError
            No row of it can be used.
        """
        if self.files is None:
            return None
        from kzmap.counting import count_events, start_engine

        with (
            progress(f"Counting with {self.engine.value}") as advance,
            start_engine(self.engine, master=self.master, memory=self.memory) as engine,
        ):
            tally = count_events(
                self.files, engine, format, columns=columns or None, progress=advance
            )
        _tell_account(tally.account, len(tally.shown), self.engine)
        if tally.counts.empty:
            raise TableError(
                f"{self.files.name}: no row can be used, so there is nothing to draw; mend "
                "what is told above"
            )
        return tally

    def write_set_aside(self, tally: "Tally | None", *, overwrite: bool) -> None:
        """Write why rows were set aside, and how many for each reason, as safe CSV."""
        if tally is None or self.target is None or not tally.account.set_aside:
            return
        from kzmap.records.spreadsheet import to_csv
        from kzmap.writing import write_atomically

        rows = [
            (str(n), fault.column, fault.value, fault.reason)
            for fault, n in sorted(tally.account.set_aside.items())
        ]
        table = to_csv([("rows", "column", "value", "reason"), *rows])
        write_atomically(self.target, table, overwrite=overwrite)
        tell(f"All reasons why rows were set aside are in {self.target}.")


def choose_counting(
    events: Path | None,
    engine: EngineName,
    master: str | None,
    memory: str | None,
    page: Path,
) -> Counting:
    """Return what counts a table, if anything does: small tables are read whole.

    Raises
    ------
    ArgumentError
        An engine is asked for that cannot count this table.
    TableError
        A folder holds files of several kinds.
    """
    is_asked = engine != EngineName.AUTO or master is not None or memory is not None
    if events is None:
        if is_asked:
            raise ArgumentError("--engine, --master and --memory go with EVENTS; name its file")
        return Counting(EngineName.AUTO)
    from kzmap.counting import choose_engine, find_files

    files = find_files(events)
    if files is None:
        if is_asked:
            raise ArgumentError(
                f"{events}: the engines count Parquet and CSV (.csv, .tsv, .txt, also .gz); "
                "leave out --engine, or save the table as one of these"
            )
        return Counting(EngineName.AUTO)
    chosen = choose_engine(files, master, memory) if engine == EngineName.AUTO else engine
    if chosen == EngineName.AUTO:
        return Counting(chosen)
    target = page.with_name(f"{page.stem}.set-aside.csv")
    return Counting(chosen, files, master, memory, target)


def dataset_of_counts(
    tally: "Tally", readings: "Mapping[str, Reading]", resolve: "Resolve"
) -> "Dataset":
    """Return the data set that counts make, with the tables that were read beside them."""
    from kzmap.dataset import from_counts

    return from_counts(
        tally.counts,
        tally.shown,
        {noun: reading.table for noun, reading in readings.items()},
        sources=tally.sources,
        form=tally.form,
        called=Path(tally.account.path).name,
        resolve=resolve,
    )


def _tell_account(account: "Account", told: int, engine: EngineName) -> None:
    for note in account.notes:
        tell(f"{account.path}: {note}")
    for line in few(_lines(account.flags), "and {} more reasons"):
        tell(f"{line} [kept]")
    tell(
        f"{account.path}: {counted(account.read, 'row')} read = {account.kept:,} kept + "
        f"{account.set_aside.total():,} set aside + "
        f"{counted(account.duplicates, 'duplicate')}; counted with {engine.value}"
    )
    for line in few(_lines(account.set_aside), "and {} more reasons"):
        tell(f"  {line}")
    if told < account.kept:
        tell(f"The page tells {told:,} of the reports one by one and counts the others.")


def _lines(faults: "Counter[Fault]") -> list[str]:
    return [
        f"{f'{fault.column}: ' if fault.column else ''}"
        f"{f'{shorten(fault.value)!r}: ' if fault.value else ''}{fault.reason} "
        f"({counted(n, 'row')})"
        for fault, n in sorted(faults.items(), key=lambda item: (-item[1], item[0]))
    ]
