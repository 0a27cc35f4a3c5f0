"""From the files of an export to the data set that is drawn."""

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from kzmap.cli.counts import dataset_of_counts
from kzmap.cli.saying import progress
from kzmap.errors import FormatError, TableError

if TYPE_CHECKING:
    from kzmap.cli.verdicts import DecidedResolver
    from kzmap.counting import Tally
    from kzmap.dataset import Dataset
    from kzmap.places import PlaceQuery, Resolution, Resolver
    from kzmap.records import Reading


def read_given(
    events: Path | None,
    given: "dict[str, Path | None]",
    format: str | None,
    columns: dict[str, str],
) -> "dict[str, Reading]":
    """Read the tables that are given; that of events is None where it is counted instead.

    Raises
    ------
    TableError, FormatError
        A file is not a table of its kind.
    """
    from kzmap.dataset import read_tables

    with progress("Reading the tables") as advance:
        try:
            return read_tables(
                events, **given, format=format, columns=columns or None, progress=advance
            )
        except FormatError:
            raise
        except TableError as error:
            raise TableError(f"{error} (kzmap check FILE shows a table's problems)") from error


def assembled(
    tally: "Tally | None",
    readings: "dict[str, Reading]",
    resolver: "Resolver | DecidedResolver",
    answers: "list[Resolution]",
    over: str,
) -> "Dataset":
    """Place all rows; the answers to their names are added to ``answers``.

    ``over`` names the table where it is laid over the bundled data.
    """
    from kzmap.dataset import from_readings, laid_over, load

    if not readings and tally is None:
        return load()
    with progress("Placing the reports") as advance:

        def resolve(queries: "Sequence[PlaceQuery]") -> "list[Resolution]":
            found = resolver.resolve_many(queries, advance)
            answers.extend(found)
            return found

        if tally is not None:
            dataset = dataset_of_counts(tally, readings, resolve)
        else:
            dataset = from_readings(readings, resolve=resolve)
        return laid_over(load(), dataset, over) if over else dataset
