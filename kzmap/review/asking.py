"""Which names a table of events asks for, and what was answered."""

from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from kzmap.places import PlaceQuery, Resolution, decision_key

if TYPE_CHECKING:
    import pandas as pd

Resolve = Callable[[Sequence[PlaceQuery]], list[Resolution]]
"""Answers for each query in order, as `kzmap.places.Resolver.resolve_many` does."""


@dataclass(frozen=True, slots=True)
class Asked:
    """A distinct name of a table, what asks for it, and the answer.

    Attributes
    ----------
    query
        Name, country and unit as most rows write them; without a day.
    rows
        How many rows ask for it.
    first_day, last_day
        The days of these rows, YYYY-MM-DD.
    answer
        What was answered; if it differs by day, that of the first day that has none.
    """

    query: PlaceQuery
    rows: int
    first_day: str
    last_day: str
    answer: Resolution


def is_unplaced(events: "pd.DataFrame") -> "pd.Series[bool]":
    """Tell which rows of a table of events have no coordinates."""
    return events["lat"].isna() | events["lon"].isna()


def queries_of(events: "pd.DataFrame") -> list[PlaceQuery]:
    """Return what each row without coordinates asks for, in the order of the rows.

    Parameters
    ----------
    events
        A table of events in the contract's columns.
    """
    unplaced = events[is_unplaced(events)]
    days = [day.date() for day in unplaced["event_date"]]
    columns = (unplaced["place"], days, unplaced["country"], unplaced["admin1"])
    return [
        PlaceQuery(place, day, country or None, admin1 or None)
        for place, day, country, admin1 in zip(*columns, strict=True)
    ]


def gather(queries: Sequence[PlaceQuery], answers: Sequence[Resolution]) -> list[Asked]:
    """Return the distinct names among queries with their answers, those of most rows first.

    Parameters
    ----------
    queries, answers
        As long as each other; every query has a day.
    """
    groups: dict[tuple[str, str, str], dict[PlaceQuery, Resolution]] = {}
    counts = Counter(queries)
    for query, answer in dict(zip(queries, answers, strict=True)).items():
        groups.setdefault(decision_key(query), {})[query] = answer
    found = [_asked(group, counts) for group in groups.values()]
    return sorted(found, key=lambda asked: (-asked.rows, asked.query.name))


def _asked(group: dict[PlaceQuery, Resolution], counts: Counter[PlaceQuery]) -> Asked:
    days = sorted(str(query.when) for query in group)
    written: Counter[PlaceQuery] = Counter()
    for query in group:
        written[query._replace(when=None)] += counts[query]
    first = min(group, key=lambda query: (group[query].resolved, str(query.when)))
    most = min(written, key=lambda query: (-written[query], str(query)))
    return Asked(most, written.total(), days[0], days[-1], group[first])
