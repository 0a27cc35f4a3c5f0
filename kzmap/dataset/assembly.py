"""Putting tables together to a data set: every event placed, in order."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from kzmap.dataset.areas import AreaBook
from kzmap.dataset.contents import Dataset, Info, Place
from kzmap.dataset.doubting import doubts_about
from kzmap.dataset.placing import PlaceBook, Resolve
from kzmap.dataset.terms import Form, credit, is_others
from kzmap.errors import TableError
from kzmap.places import Unit, units
from kzmap.schema import (
    ACCOUNT_COLUMNS,
    CLAIM_COLUMNS,
    EVENT_TYPES,
    QUOTE_COLUMNS,
    SOURCE_COLUMNS,
    TOUR_COLUMNS,
    TRANSLATION_COLUMNS,
    ZONE_COLUMNS,
)


def from_tables(
    events: pd.DataFrame,
    zones: pd.DataFrame | None = None,
    sources: pd.DataFrame | None = None,
    quotes: pd.DataFrame | None = None,
    claims: pd.DataFrame | None = None,
    tour: pd.DataFrame | None = None,
    *,
    accounts: pd.DataFrame | None = None,
    translations: pd.DataFrame | None = None,
    info: Info | None = None,
    form: Form | None = None,
    resolve: Resolve | None = None,
) -> Dataset:
    """Build a data set from tables in the contract's columns, resolving every place.

    Parameters
    ----------
    events
        As :func:`kzmap.read_events` returns them. Rows without ``lat`` and ``lon`` are
        resolved by ``place``, ``country``, ``admin1`` and ``event_date``.
    zones, sources, quotes, claims, accounts, tour, translations
        As their readers return them; left out, they are empty.
    info
        What is said about the whole.
    form
        The format that the events come from, with its terms. Where it names no publisher and
        restricts nothing, the events are nobody else's, as with None.
    resolve
        Answers for the places without coordinates; each distinct question is put once. The
        gazetteers that need no network, if left out.

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
        "accounts": accounts,
        "tour": tour,
        "translations": translations,
    }
    tables = {name: table for name, table in given.items() if table is not None}
    for name, table in tables.items():
        check_contract(table, name)
    return assemble(tables, info=info, form=form, resolve=resolve)


def assemble(
    tables: Mapping[str, pd.DataFrame],
    *,
    info: Info | None,
    form: Form | None,
    resolve: Resolve | None,
) -> Dataset:
    """Put together tables that keep to the contract.

    Where the events have columns ``reports`` and ``counted``, as counts do, these stay.
    """
    if tables["events"].empty:
        raise TableError("There is no event to draw: the table has no row that can be used.")
    zones = _or_empty(tables.get("zones"), ZONE_COLUMNS)
    form = form if form and is_others(form) else None
    book = PlaceBook(resolve)
    events = book.place_events(tables["events"]).assign(
        doubt=doubts_about(tables["events"]),
        form=form.name if form else "",
    )
    if "reports" not in events:
        events = events.assign(reports=np.int64(1), counted=False)
    events = events.astype({"form": "str"})
    known = tuple(units(events["event_date"].min().date()))
    areas = AreaBook(book, known, _only_country(book.found))
    zones = areas.place_zones(zones)
    places, rows = book.numbering()
    for table in (events, zones):
        table["place_index"] = rows[table["place_index"].to_numpy()]
    return Dataset(
        events=sorted_events(events, places),
        zones=zones.sort_values(["start", "zone_id"], ignore_index=True),
        sources=_or_empty(tables.get("sources"), SOURCE_COLUMNS),
        quotes=_or_empty(tables.get("quotes"), QUOTE_COLUMNS),
        claims=_or_empty(tables.get("claims"), CLAIM_COLUMNS),
        accounts=_or_empty(tables.get("accounts"), ACCOUNT_COLUMNS),
        places=places,
        units=known if concerns(known, events, zones, places) else (),
        shapes=tuple(areas.shapes.values()),
        forms=(form,) if form else (),
        info=_crediting(info or Info(), form),
        tour=_or_empty(tables.get("tour"), TOUR_COLUMNS),
        translations=_or_empty(tables.get("translations"), TRANSLATION_COLUMNS),
    )


def with_sources(
    tables: Mapping[str, pd.DataFrame], own: pd.DataFrame | None
) -> dict[str, pd.DataFrame]:
    """Add the sources that events bring along to a table of sources, which comes first."""
    if own is None:
        return dict(tables)
    listed = [*([tables["sources"]] if "sources" in tables else []), own]
    both = pd.concat(listed, ignore_index=True)
    return {**tables, "sources": both.drop_duplicates("source_id", ignore_index=True)}


def concerns(
    known: Sequence[Unit], events: pd.DataFrame, zones: pd.DataFrame, places: Sequence[Place]
) -> bool:
    """Whether the data is about these units: an event in their country, or a zone over them.

    A table need not name the country: where a place was found tells it, too.
    """
    countries = {unit.iso[:2] for unit in known}
    names = {unit.name for unit in known}
    told = {*events["country"].unique(), *(place.country for place in places)}
    return bool(countries & told) or any(names.intersection(area) for area in zones["units"])


def sorted_events(events: pd.DataFrame, places: Sequence[Place]) -> pd.DataFrame:
    """Return events by day, place, type and id, with a new index."""
    ranks = {kind: rank for rank, kind in enumerate(EVENT_TYPES)}
    kinds = sorted(
        events["event_type"].unique(), key=lambda kind: (ranks.get(kind, len(ranks)), kind)
    )
    keys = (
        pd.Index(kinds).get_indexer(events["event_type"]),
        _name_ranks(events, places),
        events["event_date"].to_numpy(),
    )
    by_id = events["event_id"].argsort(kind="stable").to_numpy()
    order = by_id[np.lexsort([key[by_id] for key in keys])]
    return events.take(order).reset_index(drop=True)


def _name_ranks(events: pd.DataFrame, places: Sequence[Place]) -> NDArray[np.int64]:
    """Return where each event's place stands among all names: its own, or as reported."""
    numbers = events["place_index"].to_numpy()
    reported = events["place"].where(numbers < 0, "")
    codes, names = pd.factorize(reported)
    known = [place.name for place in places]
    rank = {name: row for row, name in enumerate(sorted({*known, *names}))}
    of_places = np.array([*(rank[name] for name in known), 0], dtype=np.int64)
    of_reported = np.array([rank[name] for name in names], dtype=np.int64)
    return np.where(numbers < 0, of_reported[codes], of_places[numbers])


def _crediting(info: Info, form: Form | None) -> Info:
    lines = [*info.attribution, *([credit(form)] if form else [])]
    return replace(info, attribution=tuple(dict.fromkeys(lines)))


def _or_empty(table: pd.DataFrame | None, columns: Sequence[str]) -> pd.DataFrame:
    return pd.DataFrame(columns=list(columns), dtype="str") if table is None else table.copy()


def _only_country(places: Iterable[Place]) -> str:
    countries = {place.country for place in places} - {""}
    return countries.pop() if len(countries) == 1 else ""
