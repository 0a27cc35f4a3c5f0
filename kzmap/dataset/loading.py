"""Reading a data set: the bundled one, or one from files."""

import os
import tomllib
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

from kzmap.bundled import bundled_path
from kzmap.dataset.assembly import assemble, with_sources
from kzmap.dataset.contents import Dataset, Info
from kzmap.dataset.placing import Resolve
from kzmap.records import (
    Format,
    Reading,
    ReadReport,
    Source,
    read_accounts,
    read_claims,
    read_events,
    read_quotes,
    read_sources,
    read_tour,
    read_translations,
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
        accounts=folder / "accounts.csv",
        tour=folder / "tour.csv",
        translations=folder / "translations.csv",
        info=_read_info(folder / "dataset.toml"),
    )
    return dataset


def read(
    events: Source,
    *,
    zones: Source | None = None,
    sources: Source | None = None,
    quotes: Source | None = None,
    claims: Source | None = None,
    accounts: Source | None = None,
    tour: Source | None = None,
    translations: Source | None = None,
    info: Info | None = None,
    format: str | os.PathLike[str] | Format | None = None,
    columns: Mapping[str, str] | None = None,
    resolve: Resolve | None = None,
    progress: Advance | None = None,
) -> tuple[Dataset, list[ReadReport]]:
    """Read a data set from files.

    Parameters
    ----------
    events, zones, sources, quotes, claims, accounts, tour, translations
        As in :func:`read_tables`.
    format, columns, progress
        As in :func:`read_tables`.
    info
        What is said about the whole.
    resolve
        Answers for the places without coordinates, as in :func:`from_tables`.

    Returns
    -------
    tuple
        The data set, and a report for each file given, in the order of the parameters.

    Raises
    ------
    TableError
        A file is not a table of its kind, or no event in it can be used.
    """
    readings = read_tables(
        events,
        zones=zones,
        sources=sources,
        quotes=quotes,
        claims=claims,
        accounts=accounts,
        tour=tour,
        translations=translations,
        format=format,
        columns=columns,
        progress=progress,
    )
    dataset = from_readings(readings, info=info, resolve=resolve)
    return dataset, [reading.report for reading in readings.values()]


def read_tables(
    events: Source | None,
    *,
    zones: Source | None = None,
    sources: Source | None = None,
    quotes: Source | None = None,
    claims: Source | None = None,
    accounts: Source | None = None,
    tour: Source | None = None,
    translations: Source | None = None,
    format: str | os.PathLike[str] | Format | None = None,
    columns: Mapping[str, str] | None = None,
    progress: Advance | None = None,
) -> dict[str, Reading]:
    """Read the tables of a data set.

    Parameters
    ----------
    events
        A table of events in any known format; None where they are counted instead of read.
    zones, sources, quotes, claims, accounts, tour, translations
        Tables of the contract, where there are any.
    format, columns
        As in :func:`kzmap.read_events`.
    progress
        Hears how far the reading of events has come.

    Returns
    -------
    dict
        A reading for each file given, by the name of its parameter and in their order.

    Raises
    ------
    TableError
        A file is not a table of its kind.
    """
    asked: list[tuple[str, Source | None, Callable[[Source], Reading]]] = [
        ("zones", zones, read_zones),
        ("sources", sources, read_sources),
        ("quotes", quotes, read_quotes),
        ("claims", claims, read_claims),
        ("accounts", accounts, read_accounts),
        ("tour", tour, read_tour),
        ("translations", translations, read_translations),
    ]
    readings = {}
    if events is not None:
        readings["events"] = read_events(events, format, columns=columns, progress=progress)
    return readings | {
        name: reader(source) for name, source, reader in asked if source is not None
    }


def from_readings(
    readings: Mapping[str, Reading],
    *,
    info: Info | None = None,
    resolve: Resolve | None = None,
) -> Dataset:
    """Build a data set from tables that were read, the events under the terms of their format.

    Parameters
    ----------
    readings
        As :func:`read_tables` returns them. Sources that the events bring along are added to
        those of a table of sources, which comes first where both describe one.
    info, resolve
        As in :func:`from_tables`.

    Raises
    ------
    TableError
        There is no event to draw.
    """
    tables = {name: reading.table for name, reading in readings.items()}
    events = readings["events"]
    tables = with_sources(tables, events.sources)
    return assemble(tables, info=info, form=events.format, resolve=resolve)


def _read_info(path: Path) -> Info:
    with path.open("rb") as file:
        raw: dict[str, Any] = tomllib.load(file)
    return Info(
        title=raw["title"],
        summary=raw.get("summary", ""),
        author=raw.get("author", ""),
        language=raw.get("language", ""),
        license=raw.get("license", ""),
        first_day=raw.get("first_day"),
        last_day=raw.get("last_day"),
        caveats=tuple(raw.get("caveats", ())),
        attribution=tuple(
            f"{credit['name']} ({credit['license']}): {credit['what']}"
            for credit in raw.get("attribution", ())
        ),
    )
