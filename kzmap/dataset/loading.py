"""Making a data set: from the bundled files, from files of the contract, from tables."""

import tomllib
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from typing import Any

import pandas as pd

from kzmap.bundled import bundled_path
from kzmap.dataset.contents import Dataset, Info, Place
from kzmap.dataset.placing import PlaceBook
from kzmap.errors import TableError
from kzmap.places import Unit, units
from kzmap.records import (
    Reading,
    ReadReport,
    read_claims,
    read_events,
    read_quotes,
    read_sources,
    read_zones,
)
from kzmap.schema import CLAIM_COLUMNS, EVENT_TYPES, QUOTE_COLUMNS, SOURCE_COLUMNS, ZONE_COLUMNS


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
    events: Path,
    *,
    zones: Path | None = None,
    sources: Path | None = None,
    quotes: Path | None = None,
    claims: Path | None = None,
    info: Info | None = None,
) -> tuple[Dataset, list[ReadReport]]:
    """Read a data set from files of the contract.

    Returns
    -------
    tuple
        The data set, and a report for each file given, in the order of the parameters.

    Raises
    ------
    TableError
        A file is not a table of its kind, or no event in it can be used.
    """
    asked: list[tuple[str, Path | None, Callable[[Path], Reading]]] = [
        ("events", events, read_events),
        ("zones", zones, read_zones),
        ("sources", sources, read_sources),
        ("quotes", quotes, read_quotes),
        ("claims", claims, read_claims),
    ]
    readings = {name: reader(path) for name, path, reader in asked if path is not None}
    tables = {name: reading.table for name, reading in readings.items()}
    return _assemble(tables, info), [reading.report for reading in readings.values()]


def from_tables(
    events: pd.DataFrame,
    zones: pd.DataFrame | None = None,
    sources: pd.DataFrame | None = None,
    quotes: pd.DataFrame | None = None,
    claims: pd.DataFrame | None = None,
    *,
    info: Info | None = None,
) -> Dataset:
    """Build a data set from tables in the contract's columns, resolving every place.

    Parameters
    ----------
    events
        As :func:`kzmap.read_events` returns them. Rows without ``lat`` and ``lon`` are
        resolved by ``place``, ``country``, ``admin1`` and ``event_date``.
    zones, sources, quotes, claims
        As their readers return them; left out, they are empty.
    info
        What is said about the whole.

    Raises
    ------
    TableError
        A table is not as :mod:`kzmap.schema` describes it, or there is no event to draw.
    """
    from kzmap.records.contract import check_contract

    given = {
        "events": events,
        "zones": zones,
        "sources": sources,
        "quotes": quotes,
        "claims": claims,
    }
    tables = {name: table for name, table in given.items() if table is not None}
    for name, table in tables.items():
        check_contract(table, name)
    return _assemble(tables, info)


def _assemble(tables: Mapping[str, pd.DataFrame], info: Info | None) -> Dataset:
    """Put together tables that keep to the contract."""
    if tables["events"].empty:
        raise TableError("There is no event to draw: the table has no row that can be used.")
    zones = _or_empty(tables.get("zones"), ZONE_COLUMNS)
    book = PlaceBook()
    events = book.place_events(tables["events"])
    known = tuple(units(events["event_date"].min().date()))
    zones = book.place_zones(zones, known)
    places, rows = book.numbering()
    for table in (events, zones):
        table["place_index"] = [rows[number] for number in table["place_index"]]
    return Dataset(
        events=_sorted_events(events, places),
        zones=zones.sort_values(["start", "zone_id"], ignore_index=True),
        sources=_or_empty(tables.get("sources"), SOURCE_COLUMNS),
        quotes=_or_empty(tables.get("quotes"), QUOTE_COLUMNS),
        claims=_or_empty(tables.get("claims"), CLAIM_COLUMNS),
        places=places,
        units=known if _concerns(known, events, zones) else (),
        shapes=tuple(book.shapes.values()),
        info=info or Info(),
    )


def _concerns(known: Sequence[Unit], events: pd.DataFrame, zones: pd.DataFrame) -> bool:
    """Whether the data is about these units: an event in their country, or a zone over them."""
    countries = {unit.iso[:2] for unit in known}
    names = {unit.name for unit in known}
    return bool(countries & set(events["country"])) or any(
        names.intersection(area) for area in zones["units"]
    )


def _sorted_events(events: pd.DataFrame, places: Sequence[Place]) -> pd.DataFrame:
    ranks = {kind: rank for rank, kind in enumerate(EVENT_TYPES)}
    named = zip(events["place_index"], events["place"], strict=True)
    keys = events.assign(
        _place=[places[index].name if index >= 0 else name for index, name in named],
        _rank=[ranks.get(kind, len(ranks)) for kind in events["event_type"]],
    )
    order = ["event_date", "_place", "_rank", "event_type", "event_id"]
    return keys.sort_values(order, ignore_index=True).drop(columns=["_place", "_rank"])


def _or_empty(table: pd.DataFrame | None, columns: Sequence[str]) -> pd.DataFrame:
    return pd.DataFrame(columns=list(columns), dtype="str") if table is None else table.copy()


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
