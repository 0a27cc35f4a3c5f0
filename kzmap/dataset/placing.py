"""Giving every event its place, by columns: what rows share is worked out once."""

from collections.abc import Callable, Iterable, Sequence

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from kzmap.dataset.contents import Place
from kzmap.dataset.distinct import Codes, distinct_points, distinct_queries
from kzmap.places import PlaceQuery, Resolution, resolve_many

Resolve = Callable[[Sequence[PlaceQuery]], list[Resolution]]
"""Answers questions for places, one answer for each, in their order."""

MOST_CANDIDATES = 5
"""So many are named where a name stays unplaced; a review has them all."""

NOWHERE = -1
"""Number of the place of what could not be placed."""

_POINT = ["place", "lat", "lon", "country", "admin1", "geo_precision"]
_QUERY = ["place", "country", "admin1", "event_date"]


class PlaceBook:
    """Collects the distinct places that tables name, and numbers them as they come.

    ``resolve`` answers for the names that come without coordinates; it is asked each distinct
    question once, and all of a table's at once.
    """

    def __init__(self, resolve: Resolve | None = None) -> None:
        self.resolve = resolve or resolve_many
        self.found: list[Place] = []
        self._index: dict[tuple[str, float, float], int] = {}

    def place_events(self, events: pd.DataFrame) -> pd.DataFrame:
        """Return the events with ``place_index``, ``unplaced`` and coordinates.

        An event that the table itself locates stays where it says; the others are resolved
        by name, day, country and unit. The order of rows bears on nothing.
        """
        located = (events["lat"].notna() & events["lon"].notna()).to_numpy()
        numbers = np.full(len(events), NOWHERE, dtype=np.int64)
        precisions = events["geo_precision"].to_numpy(np.int64, copy=True)
        reasons = np.zeros(len(events), dtype=np.int64)
        numbers[located] = self._number_points(events.loc[located, _POINT])
        named = ~located
        answers, which = self._answers(events.loc[named, _QUERY])
        coarsest = np.array([a.geo_precision or 1 for a in answers], dtype=np.int64)
        precisions[named] = np.maximum(precisions[named], coarsest[which])
        numbers[named] = self._number_answers(answers, precisions[named], which)
        told = pd.Series(["", *map(why_unplaced, answers)], dtype="str")
        reasons[named] = np.where(numbers[named] == NOWHERE, which + 1, 0)
        return events.assign(
            place_index=numbers,
            unplaced=told.take(reasons).set_axis(events.index),
            geo_precision=precisions,
            lat=_picked([place.lat for place in self.found], numbers),
            lon=_picked([place.lon for place in self.found], numbers),
        )

    def add(self, place: Place) -> int:
        """Return the number of a place, a new one unless it is known already.

        Of one place told twice, the finer precision and what only one of the two knows stay.
        """
        key = (place.name, place.lat, place.lon)
        if key not in self._index:
            self._index[key] = len(self.found)
            self.found.append(place)
            return self._index[key]
        number = self._index[key]
        before = self.found[number]
        self.found[number] = Place(
            *key,
            min(before.geo_precision, place.geo_precision),
            before.admin1 or place.admin1,
            before.country or place.country,
            before.known or place.known,
        )
        return number

    def numbering(self) -> tuple[tuple[Place, ...], Codes]:
        """Return the places sorted by name, and the row of each by its number here.

        The last entry is that of ``NOWHERE``, so that the numbers -1 stay -1.
        """
        order = sorted(range(len(self.found)), key=lambda i: _sort_key(self.found[i]))
        rows = np.full(len(order) + 1, NOWHERE, dtype=np.int64)
        rows[order] = np.arange(len(order))
        return tuple(self.found[number] for number in order), rows

    def _number_points(self, rows: pd.DataFrame) -> Codes:
        points, which = distinct_points(rows)
        numbers = [
            self.add(Place(p.place, p.lat, p.lon, p.geo_precision, p.admin1, p.country))
            for p in points
        ]
        return np.array(numbers, dtype=np.int64)[which]

    def _answers(self, rows: pd.DataFrame) -> tuple[list[Resolution], Codes]:
        queries, which = distinct_queries(rows)
        return self.resolve(queries) if queries else [], which

    def _number_answers(
        self, answers: Sequence[Resolution], precisions: Codes, which: Codes
    ) -> Codes:
        best = np.full(len(answers), 3, dtype=np.int64)
        np.minimum.at(best, which, precisions)
        places = map(place_of, answers, best.tolist())
        numbers = [NOWHERE if place is None else self.add(place) for place in places]
        return np.array(numbers, dtype=np.int64)[which]


def why_unplaced(answer: Resolution) -> str:
    """Say why a name stays unresolved, and the first of what it may have meant.

    Examples
    --------
    >>> why_unplaced(Resolution("Xxxxxx", reason="no match"))
    'no match'
    """
    names = list(
        dict.fromkeys(f"{c.name} ({c.admin1 or c.country})" for c in answer.candidates)
    )
    reason = answer.reason or "no match"
    if not names:
        return reason
    rest = len(names) - MOST_CANDIDATES
    more = f" and {rest} more" if rest > 0 else ""
    return f"{reason}; candidates: {', '.join(names[:MOST_CANDIDATES])}{more}"


def place_of(answer: Resolution, precision: int) -> Place | None:
    """Return the place that an answer found, or None."""
    if answer.lat is None or answer.lon is None:
        return None
    return Place(
        answer.name or answer.query,
        answer.lat,
        answer.lon,
        precision,
        answer.admin1 or "",
        answer.country or "",
        answer,
    )


def _picked(values: Iterable[float], numbers: Codes) -> NDArray[np.float64]:
    """Return a value for each number, NaN for `NOWHERE`, which is the last."""
    return np.array([*values, np.nan], dtype=np.float64)[numbers]


def _sort_key(place: Place) -> tuple[str, float, float]:
    return (place.name, place.lat, place.lon)
