"""Laying one data set over another: ids kept apart, places and sources shared. Pure."""

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import replace
from itertools import count
from typing import Any, NamedTuple

import numpy as np
import pandas as pd

from kzmap.dataset.areas import AreaBook
from kzmap.dataset.assembly import concerns, sorted_events
from kzmap.dataset.contents import Dataset, Info
from kzmap.dataset.distinct import Codes
from kzmap.dataset.placing import NOWHERE, PlaceBook
from kzmap.dataset.terms import Form, is_restricted
from kzmap.places import units
from kzmap.schema import ID_SEPARATOR, ZONE_SHAPE

Renaming = Mapping[str, str]


class _Renamings(NamedTuple):
    events: Renaming
    zones: Renaming
    sources: Renaming
    claims: Renaming
    conflicts: Renaming


def joined(first: Dataset, second: Dataset) -> Dataset:
    """Return one data set with all that two hold, as :func:`from_tables` would order it.

    Ids of the second that the first has, too, get a number behind them, wherever they are
    named; a source that both describe alike stays one. Places of the same name at the same
    point are one. Of two translations of a text the second's stays. The days are those of
    both. Events keep their form, so that each is handed on under its own terms.

    Examples
    --------
    >>> from kzmap.dataset import load
    >>> both = joined(load(), load())
    >>> len(both.events) == 2 * len(load().events), both.events["event_id"].is_unique
    (True, True)
    """
    second = _renamed(second, _renamings(first, second))
    book = PlaceBook()
    events = _stacked(
        [_renumbered(data.events, _numbers(data, book)) for data in (first, second)]
    )
    known = tuple(units(events["event_date"].min().date()))
    zones = _placed_zones(first, second, book, areas := AreaBook(book, known))
    places, rows = book.numbering()
    for table in (events, zones):
        table["place_index"] = rows[table["place_index"].to_numpy()]
    return Dataset(
        events=sorted_events(events, places),
        zones=zones.sort_values(["start", "zone_id"], ignore_index=True),
        sources=_stacked([first.sources, second.sources]).drop_duplicates(
            "source_id", ignore_index=True
        ),
        quotes=_stacked([first.quotes, second.quotes]),
        claims=_stacked([first.claims, second.claims]),
        accounts=_stacked([first.accounts, second.accounts]),
        places=places,
        units=known if concerns(known, events, zones, places) else (),
        shapes=tuple(areas.shapes.values()),
        forms=_distinct_forms(first, second),
        info=_info(first, second),
        tour=_stacked([first.tour, second.tour]),
        translations=_stacked([first.translations, second.translations]).drop_duplicates(
            "text", keep="last", ignore_index=True
        ),
    )


def _renamings(first: Dataset, second: Dataset) -> _Renamings:
    alike = first.sources.merge(second.sources, how="inner")["source_id"]
    return _Renamings(
        _apart(first.events["event_id"], second.events["event_id"]),
        _apart(first.zones["zone_id"], second.zones["zone_id"]),
        _apart(first.sources["source_id"], second.sources["source_id"], set(alike)),
        _apart(first.claims["claim_id"], second.claims["claim_id"]),
        _apart(first.accounts["conflict_id"], second.accounts["conflict_id"]),
    )


def _apart(taken: Iterable[str], ids: Iterable[str], shared: Collection[str] = ()) -> Renaming:
    """Return a new id for each that is taken: "id (2)", or the next number that is free."""
    used = {*taken, *ids}
    found: dict[str, str] = {}
    for one in sorted(set(taken).intersection(ids).difference(shared)):
        found[one] = next(name for n in count(2) if (name := f"{one} ({n})") not in used)
        used.add(found[one])
    return found


def _renamed(data: Dataset, new: _Renamings) -> Dataset:
    if not any(new):
        return data
    columns = {
        "event_id": new.events,
        "zone_id": new.zones,
        "source_id": new.sources,
        "claim_id": new.claims,
        "conflict_id": new.conflicts,
        "event_ids": new.events,
        "zone_ids": new.zones,
        "source_ids": new.sources,
    }
    tables: dict[str, Any] = {}
    for name in ("events", "zones", "sources", "quotes", "claims", "accounts", "tour"):
        table: pd.DataFrame = getattr(data, name)
        changed = {
            column: _with_new_ids(table[column], names)
            for column, names in columns.items()
            if names and column in table.columns
        }
        tables[name] = table.assign(**changed)
    return replace(data, **tables)


def _with_new_ids(ids: "pd.Series[str]", names: Renaming) -> "pd.Series[str]":
    """Return ids, or lists of ids in one text, by their new names."""
    told = {
        text: ID_SEPARATOR.join(names.get(one.strip(), one) for one in text.split(ID_SEPARATOR))
        for text in ids.unique()
    }
    return ids.map(told).astype(ids.dtype)


def _numbers(data: Dataset, book: PlaceBook) -> Codes:
    """Return the number in the book of each place; the last is that of `NOWHERE`."""
    return np.array([*map(book.add, data.places), NOWHERE], dtype=np.int64)


def _renumbered(table: pd.DataFrame, numbers: Codes) -> pd.DataFrame:
    return table.assign(place_index=numbers[table["place_index"].to_numpy()])


def _placed_zones(
    first: Dataset, second: Dataset, book: PlaceBook, areas: AreaBook
) -> pd.DataFrame:
    """Return the zones of both, over the units that hold for both.

    A zone of a town keeps it; the units and outlines of the others are found anew, since the
    first day of both decides which units are drawn.
    """
    tables = []
    for data in (first, second):
        table = _renumbered(data.zones, _numbers(data, book))
        in_town = table["place_index"] >= 0
        tables.append(table[in_town])
        tables.append(areas.place_zones(table[~in_town]))
    zones = _stacked(tables)
    if ZONE_SHAPE in zones.columns:
        drawn = zones[ZONE_SHAPE].map(lambda shape: isinstance(shape, dict))
        zones[ZONE_SHAPE] = zones[ZONE_SHAPE].astype(object).where(drawn, None)
    return zones


def _stacked(tables: Sequence[pd.DataFrame]) -> pd.DataFrame:
    filled = [table for table in tables if len(table)]
    return pd.concat(filled, ignore_index=True) if filled else tables[0].copy()


def _distinct_forms(first: Dataset, second: Dataset) -> tuple[Form, ...]:
    # Where two forms share a name, the stricter holds for the events of both.
    forms = sorted((*first.forms, *second.forms), key=is_restricted)
    return tuple({form.name: form for form in forms}.values())


def _info(first: Dataset, second: Dataset) -> Info:
    one, other = first.info, second.info
    days = [*first.days, *second.days]
    named = [info.title for info in (one, other) if info.title != Info.title]
    return Info(
        title=" and ".join(dict.fromkeys(named)) or Info.title,
        summary=" ".join(dict.fromkeys(filter(None, (one.summary, other.summary)))),
        first_day=min(days),
        last_day=max(days),
        caveats=tuple(dict.fromkeys((*one.caveats, *other.caveats))),
        attribution=tuple(dict.fromkeys((*one.attribution, *other.attribution))),
        notice=" ".join(dict.fromkeys(filter(None, (one.notice, other.notice)))),
    )
