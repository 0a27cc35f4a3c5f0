"""Which names a table of events asks for, and what was answered."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, overload

from kzmap.places import PlaceQuery, Resolution, decision_key, period_of

if TYPE_CHECKING:
    import numpy as np
    import pandas as pd
    from numpy.typing import NDArray

_ASKING = ["place", "country", "admin1", "period"]


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


@dataclass(frozen=True, eq=False)
class Questions(Sequence[PlaceQuery]):
    """What the rows of a table ask for, each distinct question once.

    As a sequence it is the questions themselves, as a resolver takes them. Days between which
    no name and no boundary changed are one: of them the first that occurs is asked about.

    Attributes
    ----------
    queries
        The questions.
    rows, first_days, last_days
        For each question how many rows put it, and on which days.
    which
        For each row without coordinates, in the order of the table, which question it puts.
    """

    queries: list[PlaceQuery]
    rows: list[int]
    first_days: list[str]
    last_days: list[str]
    which: "NDArray[np.int64]" = field(repr=False)

    @overload
    def __getitem__(self, index: int) -> PlaceQuery: ...
    @overload
    def __getitem__(self, index: slice) -> list[PlaceQuery]: ...
    def __getitem__(self, index: int | slice) -> PlaceQuery | list[PlaceQuery]:
        return self.queries[index]

    def __len__(self) -> int:
        return len(self.queries)


def is_unplaced(events: "pd.DataFrame") -> "pd.Series[bool]":
    """Tell which rows of a table of events have no coordinates."""
    return events["lat"].isna() | events["lon"].isna()


def queries_of(events: "pd.DataFrame") -> Questions:
    """Return what the rows without coordinates ask for.

    Parameters
    ----------
    events
        A table of events in the contract's columns.
    """
    import numpy as np

    rows = events.loc[is_unplaced(events), ["place", "country", "admin1", "event_date"]]
    keys = rows.assign(period=_periods(rows["event_date"]))
    grouped = keys.groupby(_ASKING, sort=True, dropna=False)
    days = grouped["event_date"].agg(["size", "min", "max"])
    firsts, lasts = (days[name].dt.strftime("%Y-%m-%d").tolist() for name in ("min", "max"))
    queries = [
        PlaceQuery(place, first, country or None, admin1 or None)
        for (place, country, admin1, _), first in zip(days.index, firsts, strict=True)
    ]
    which = np.asarray(grouped.ngroup(), dtype=np.int64)
    return Questions(queries, days["size"].tolist(), firsts, lasts, which)


def gather(questions: Questions, answers: Sequence[Resolution]) -> list[Asked]:
    """Return the distinct names among questions with their answers, those of most rows first.

    Parameters
    ----------
    questions
        As `queries_of` returns them.
    answers
        One for each of them, in order.
    """
    groups: dict[tuple[str, str, str], list[int]] = {}
    for number, query in enumerate(questions.queries):
        groups.setdefault(decision_key(query), []).append(number)
    found = [_asked(group, questions, answers) for group in groups.values()]
    return sorted(found, key=lambda asked: (-asked.rows, asked.query.name))


def _asked(group: list[int], questions: Questions, answers: Sequence[Resolution]) -> Asked:
    written: Counter[PlaceQuery] = Counter()
    for number in group:
        written[questions[number]._replace(when=None)] += questions.rows[number]
    shown = min(group, key=lambda n: (answers[n].resolved, questions.first_days[n]))
    return Asked(
        min(written, key=lambda query: (-written[query], str(query))),
        written.total(),
        min(questions.first_days[number] for number in group),
        max(questions.last_days[number] for number in group),
        answers[shown],
    )


def _periods(days: "pd.Series[Any]") -> "pd.Series[Any]":
    """Return the number of the period that each day lies in."""
    import pandas as pd

    codes, distinct = pd.factorize(days)
    numbers: dict[str | None, int] = {}
    found = [
        numbers.setdefault(period_of(day.date().isoformat()), len(numbers)) for day in distinct
    ]
    return pd.Series(pd.Index(found, dtype="int64").take(codes), index=days.index)
