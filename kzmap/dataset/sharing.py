"""What may be handed on: counts instead of rows where the terms of a source ask for it."""

import hashlib
from collections.abc import Iterable
from dataclasses import replace
from typing import Any

import pandas as pd

from kzmap.dataset.assembly import sorted_events
from kzmap.dataset.contents import Dataset
from kzmap.dataset.terms import Form, called, counts_notice, rows_notice
from kzmap.dataset.translating import texts_of
from kzmap.schema import ID_SEPARATOR

_KEY = [
    "form",
    "event_date",
    "end_date",
    "time_precision",
    "event_type",
    "place_index",
    "geo_precision",
    "place",
    "country",
    "admin1",
    "lat",
    "lon",
    "unplaced",
    "doubt",
]
"""What counted reports have in common; the date and the position each with its precision."""


def shareable(dataset: Dataset, *, include_notes: bool = False) -> Dataset:
    """Return what may be handed on of a data set: as a page, a table or in any other way.

    Parameters
    ----------
    include_notes
        Whether to keep the rows of restricted sources all the same, since the user answers
        for it; the notice then says what they are.

    Returns
    -------
    Dataset
        The same, unless it has restricted forms (:attr:`Dataset.restricted`).
    """
    if not dataset.restricted:
        return dataset
    if include_notes:
        return _noting(dataset, map(rows_notice, dataset.restricted))
    for form in dataset.restricted:
        dataset = aggregated(dataset, form)
    return dataset


def aggregated(dataset: Dataset, form: Form) -> Dataset:
    """Return a data set in which the events of one form are counted instead of told.

    Of these events remain the day, the type, the place and ``reports``, how many there were;
    their notes, ids, quotes and sources go, and the form itself becomes their source. Counting
    twice changes nothing. Pure.
    """
    mine = dataset.events["form"] == form.name
    rest = dataset.events[~mine]
    counted = _counted(_located(dataset, dataset.events[mine]), form)
    events = pd.concat([rest, counted], ignore_index=True) if len(rest) else counted
    quotes = dataset.quotes
    told = quotes["event_id"].isin(set(rest["event_id"])) | (
        (quotes["event_id"] == "") & (quotes["zone_id"] != "")
    )
    kept = replace(
        dataset,
        events=sorted_events(events[list(dataset.events.columns)], dataset.places),
        quotes=quotes[told].reset_index(drop=True),
        accounts=_accounts(dataset.accounts, set(dataset.events.loc[mine, "event_id"])),
    )
    texts = set(texts_of(kept))
    kept = replace(
        kept,
        sources=_sources(kept, form),
        translations=kept.translations[kept.translations["text"].isin(texts)].reset_index(
            drop=True
        ),
    )
    return _noting(kept, [counts_notice(form)])


def _accounts(accounts: pd.DataFrame, counted: set[str]) -> pd.DataFrame:
    """Return the accounts of conflicts that are about no event that is only counted."""
    about = {
        row["conflict_id"]
        for row in accounts.to_dict("records")
        if not counted.isdisjoint(map(str.strip, str(row["event_ids"]).split(ID_SEPARATOR)))
    }
    return accounts[~accounts["conflict_id"].isin(about)].reset_index(drop=True)


def _located(dataset: Dataset, events: pd.DataFrame) -> pd.DataFrame:
    """Return events with the names of their places instead of those their rows gave."""
    placed = (events["place_index"] >= 0).to_numpy()
    numbers = events["place_index"].to_numpy()
    told = {}
    for column, values in (
        ("place", [place.name for place in dataset.places]),
        ("country", [place.country for place in dataset.places]),
        ("admin1", [place.admin1 for place in dataset.places]),
    ):
        of_places = pd.Series([*values, ""], dtype="str").take(numbers).set_axis(events.index)
        told[column] = events[column].where(~placed, of_places)
    return events.assign(**told)


def _counted(events: pd.DataFrame, form: Form) -> pd.DataFrame:
    grouped = events.groupby(_KEY, sort=True, dropna=False)["reports"].sum().reset_index()
    told: dict[str, Any] = {n: "" for n in events.columns if n not in grouped.columns}
    told |= {
        "event_id": _ids(grouped),
        "summary": f"Counted from {called(form)}; its own notes are not handed on.",
        "source_ids": _source_id(form),
        "counted": True,
    }
    return grouped.assign(**told)


def _ids(counted: pd.DataFrame) -> list[str]:
    """Name each count after what it counts, so that it bears the same name every time."""
    columns = [counted[name].astype("str").tolist() for name in _KEY if name != "place_index"]
    return [
        f"{key[0]}-{key[1]}-{hashlib.sha256(repr(key).encode()).hexdigest()[:16]}"
        for key in zip(*columns, strict=True)
    ]


def _source_id(form: Form) -> str:
    return f"form:{form.name}"


def _sources(dataset: Dataset, form: Form) -> pd.DataFrame:
    """Return the sources that something still cites, and the form as the source of counts."""
    cited = {
        one.strip()
        for table in (
            dataset.events,
            dataset.zones,
            dataset.claims,
            dataset.accounts,
            dataset.tour,
        )
        for ids in table["source_ids"].unique()
        for one in ids.split(ID_SEPARATOR)
    } | set(dataset.quotes["source_id"])
    sources = dataset.sources
    kept = sources[sources["source_id"].isin(cited - {_source_id(form)})]
    own = dict.fromkeys(sources.columns, "") | {
        "source_id": _source_id(form),
        "title": called(form),
        "publisher": form.publisher,
        "url": form.url,
    }
    return pd.concat([kept, pd.DataFrame([own], dtype="str")], ignore_index=True)


def _noting(dataset: Dataset, notices: Iterable[str]) -> Dataset:
    info = dataset.info
    new = [notice for notice in notices if notice not in info.notice]
    notice = " ".join(filter(None, (info.notice, *new)))
    return replace(dataset, info=replace(info, notice=notice))
