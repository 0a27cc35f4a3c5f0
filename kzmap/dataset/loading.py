"""Reading a data set: the bundled one, or one from files."""

import tomllib
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

from kzmap.bundled import bundled_path
from kzmap.dataset.assembly import assemble
from kzmap.dataset.contents import Dataset, Info
from kzmap.dataset.placing import Resolve
from kzmap.records import (
    Reading,
    ReadReport,
    read_claims,
    read_events,
    read_quotes,
    read_sources,
    read_zones,
)

Advance = Callable[[int, int], None]
"""Hears how much is done, and of how much; a total of 0 is one that is not known."""


def load() -> Dataset:
    """Load the bundled data set: Kazakhstan, January 2022.

    Examples
    --------
    >>> data = load()
    >>> len(data.days), data.days[0].isoformat()
    (18, '2022-01-02')
    """
    folder = bundled_path("data")
    dataset, _ = read(
        folder / "events.csv",
        zones=folder / "zones.csv",
        sources=folder / "sources.csv",
        quotes=folder / "quotes.csv",
        claims=bundled_path("seeds", "claims.csv"),
        info=_read_info(folder / "dataset.toml"),
    )
    return dataset


def read(
    events: Any,
    *,
    zones: Any = None,
    sources: Any = None,
    quotes: Any = None,
    claims: Any = None,
    info: Info | None = None,
    format: Any = None,
    columns: Mapping[str, str] | None = None,
    resolve: Resolve | None = None,
    progress: Advance | None = None,
) -> tuple[Dataset, list[ReadReport]]:
    """Read a data set from files.

    Parameters
    ----------
    events
        A table of events in any known format.
    zones, sources, quotes, claims
        Tables of the contract; left out, they are empty.
    info
        What is said about the whole.
    format, columns
        As in :func:`kzmap.read_events`.
    resolve
        Answers for the places without coordinates, as in :func:`from_tables`.
    progress
        Hears how far the reading of events has come.

    Returns
    -------
    tuple
        The data set, and a report for each file given, in the order of the parameters.

    Raises
    ------
    TableError
        A file is not a table of its kind, or no event in it can be used.
    """
    asked: list[tuple[str, Any, Callable[[Any], Reading]]] = [
        ("zones", zones, read_zones),
        ("sources", sources, read_sources),
        ("quotes", quotes, read_quotes),
        ("claims", claims, read_claims),
    ]
    options = {"format": format, "columns": columns, "progress": progress}
    given = {name: value for name, value in options.items() if value is not None}
    readings = {"events": read_events(events, **given)}
    readings |= {name: reader(path) for name, path, reader in asked if path is not None}
    tables = {name: reading.table for name, reading in readings.items()}
    form = getattr(readings["events"], "format", None)
    dataset = assemble(tables, info=info, form=form, resolve=resolve)
    return dataset, [reading.report for reading in readings.values()]


def _read_info(path: Path) -> Info:
    with path.open("rb") as file:
        raw: dict[str, Any] = tomllib.load(file)
    return Info(
        title=raw["title"],
        summary=raw.get("summary", ""),
        first_day=raw.get("first_day"),
        last_day=raw.get("last_day"),
        caveats=tuple(raw.get("caveats", ())),
        attribution=tuple(
            f"{credit['name']} ({credit['license']}): {credit['what']}"
            for credit in raw.get("attribution", ())
        ),
    )
