"""What had been published by a day. Pure: a data set in, plain values out.

A report is known on a day if at least one of its sources was surely published by then, and if
the report begins by then: nothing is known before it happens, whatever a source is dated. A
date of publication that is only a month or a year counts from the last day of it, so that
nothing is said to be known earlier than is sure. A report of which no source has a date is
known on no day, and is counted apart. All this is of the sources that are listed: of others it
says nothing.

``assets/known.js`` of the page says the same, and the tests hold one against the other.
"""

import re
from calendar import monthrange
from collections.abc import Container, Mapping
from dataclasses import replace
from datetime import date
from typing import Any, NamedTuple

import numpy as np
import pandas as pd

from kzmap.dataset import Dataset
from kzmap.schema import ID_SEPARATOR
from kzmap.timeline import Mode, shown

_PUBLISHED = re.compile(
    r"([0-9]{4})(?:-([0-9]{2})(?:-([0-9]{2})(?:[T ][0-9:.,+\-Z]*)?)?)?", re.ASCII
)


def surely_by(published: str) -> date | None:
    """Return the last day of the period in which something was published, None if unknown.

    Examples
    --------
    >>> surely_by("2022-01-05")
    datetime.date(2022, 1, 5)
    >>> surely_by("2022-02")
    datetime.date(2022, 2, 28)
    >>> surely_by("2022")
    datetime.date(2022, 12, 31)
    >>> surely_by("about 5 January")
    """
    found = _PUBLISHED.fullmatch(published)
    if found is None:
        return None
    year = int(found[1])
    month = int(found[2] or 12)
    try:
        last = monthrange(year, month)[1]
        return date(year, month, int(found[3] or last))
    except ValueError:
        return None


class Share(NamedTuple):
    """How many were known on a day, how many only later, and of how many no date is known."""

    known: int
    later: int
    undated: int


def reports_known_from(dataset: Dataset) -> "pd.Series[pd.Timestamp]":
    """Return for each event the first day on which it is known, NaT where that is never.

    An event that was counted from many rows names no source of any of them, so it is NaT.
    """
    events = dataset.events
    published = _published(dataset)
    codes, distinct = pd.factorize(events["source_ids"])
    earliest = [_earliest(str(ids), published) for ids in distinct]
    days = pd.Series(np.array([*earliest, None], dtype="datetime64[s]")[codes], events.index)
    told = days.where(~events["counted"].astype(bool))
    return told.mask(told < events["event_date"], events["event_date"])


def zones_known_from(dataset: Dataset) -> list[date | None]:
    """Return for each zone the first day on which it is known, None where that is never."""
    published = _published(dataset)
    found = []
    for zone in dataset.zones.to_dict("records"):
        day = _earliest(str(zone["source_ids"]), published)
        found.append(day and max(day, date.fromisoformat(zone["start"][:10])))
    return found


def is_dated(dataset: Dataset) -> bool:
    """Whether any report or zone cites a source with a date, so that there is what to ask."""
    return bool(reports_known_from(dataset).notna().any()) or any(zones_known_from(dataset))


def share_of_reports(dataset: Dataset, known_on: date) -> Share:
    """Count the reports known on a day; an event that stands for many reports is as many."""
    known_from, weights = reports_known_from(dataset), dataset.events["reports"]
    is_known = known_from <= pd.Timestamp(known_on)
    is_undated = known_from.isna()
    parts = (is_known, ~is_known & ~is_undated, is_undated)
    return Share(*(int(weights[part].sum()) for part in parts))


def share_of_zones(dataset: Dataset, known_on: date) -> Share:
    """Count the zones known on a day."""
    days = zones_known_from(dataset)
    known = sum(day is not None and day <= known_on for day in days)
    undated = days.count(None)
    return Share(known, len(days) - known - undated, undated)


def as_known_on(dataset: Dataset, known_on: date) -> Dataset:
    """Return a data set with what was known on a day, over the same days as before.

    What goes on beyond that day is told up to it, since nobody could know of more. Texts,
    first days and positions are as they are told now.
    """
    now = pd.Timestamp(known_on)
    events = dataset.events[reports_known_from(dataset) <= now]
    events = events.assign(end_date=events["end_date"].where(events["end_date"] <= now, now))
    days = zones_known_from(dataset)
    is_known = np.array([day is not None and day <= known_on for day in days], dtype=bool)
    first, last = dataset.days[0], dataset.days[-1]
    return replace(
        dataset,
        events=events.reset_index(drop=True),
        zones=dataset.zones[is_known].reset_index(drop=True),
        info=replace(dataset.info, first_day=first, last_day=last),
    )


def shown_as_known(
    dataset: Dataset,
    known_on: date,
    day: date,
    mode: Mode = "day",
    hidden: Container[str] = (),
) -> dict[str, Any]:
    """Return what the page shows on a day as known on another, as its ``kzmap.shown()``.

    Returns
    -------
    dict
        As :func:`kzmap.timeline.shown` has it, and ``known_on``, ``known_reports`` and
        ``known_zones`` (``known``, ``later``, ``undated``). On days after the known one
        nothing holds, so there are no zones.
    """
    told = shown(as_known_on(dataset, known_on), day, mode, hidden)
    return {
        **told,
        "zones": told["zones"] if day <= known_on else [],
        "known_on": known_on.isoformat(),
        "known_reports": share_of_reports(dataset, known_on)._asdict(),
        "known_zones": share_of_zones(dataset, known_on)._asdict(),
    }


def _published(dataset: Dataset) -> dict[str, date]:
    """Return the days by which sources were surely published, by their ids."""
    sources = dataset.sources
    days = [surely_by(str(text)) for text in sources["published"]]
    told = zip(sources["source_id"], days, strict=True)
    return {str(name): day for name, day in told if day is not None}


def _earliest(ids: str, published: Mapping[str, date]) -> date | None:
    named = (published.get(one.strip()) for one in ids.split(ID_SEPARATOR))
    return min((day for day in named if day is not None), default=None)
