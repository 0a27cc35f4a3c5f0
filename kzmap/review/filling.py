"""A table of events with the coordinates that were found for it."""

from collections.abc import Sequence
from typing import TYPE_CHECKING, Final

from kzmap.places import Resolution
from kzmap.review.asking import is_unplaced

if TYPE_CHECKING:
    import pandas as pd

ADDED: Final = ("matched_name", "geocoded_by", "geocoding")
"""Columns that follow the table's own: the place that was found, who found it, and how; or
why it was not. They are empty where the table itself has the coordinates."""


def fill(events: "pd.DataFrame", answers: Sequence[Resolution]) -> "pd.DataFrame":
    """Return the events with coordinates wherever there is an answer.

    A point is as precise as the less precise of row and answer says. What stays without an
    answer stays without coordinates.

    Parameters
    ----------
    events
        In the contract's columns.
    answers
        For the rows without coordinates, in their order, as for `queries_of`.
    """
    here = is_unplaced(events)
    filled = events.copy()
    filled.loc[here, "lat"] = [_number(answer.lat) for answer in answers]
    filled.loc[here, "lon"] = [_number(answer.lon) for answer in answers]
    own = events.loc[here, "geo_precision"]
    filled.loc[here, "geo_precision"] = [
        max(int(level), answer.geo_precision or 1)
        for level, answer in zip(own, answers, strict=True)
    ]
    told = {
        "matched_name": [answer.name or "" for answer in answers],
        "geocoded_by": [answer.service if answer.resolved else "" for answer in answers],
        "geocoding": [answer.matched_by or answer.reason or "" for answer in answers],
    }
    for name in ADDED:
        filled[name] = ""
        filled.loc[here, name] = told[name]
    return filled


def _number(value: float | None) -> float:
    return float("nan") if value is None else value
