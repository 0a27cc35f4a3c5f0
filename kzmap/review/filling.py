"""A table of events with the coordinates that were found for it."""

from collections.abc import Sequence
from typing import TYPE_CHECKING, Final

from kzmap.places import Resolution
from kzmap.review.asking import Questions, is_unplaced

if TYPE_CHECKING:
    import pandas as pd

ADDED: Final = ("matched_name", "geocoded_by", "geocoding")
"""Columns that follow the table's own: the place that was found, who found it, and how; or
why it was not. They are empty where the table itself has the coordinates."""


def fill(
    events: "pd.DataFrame", questions: Questions, answers: Sequence[Resolution]
) -> "pd.DataFrame":
    """Return the events with coordinates wherever there is an answer.

    A point is as precise as the less precise of row and answer says. What stays without an
    answer stays without coordinates.

    Parameters
    ----------
    events
        In the contract's columns.
    questions, answers
        As `queries_of` returns them for these events, and one answer for each.
    """
    import numpy as np

    here, which = is_unplaced(events).to_numpy(), questions.which
    filled = events.copy()
    for name in ("lat", "lon"):
        found = np.array([getattr(answer, name) for answer in answers], dtype=np.float64)
        filled.loc[here, name] = found[which]
    coarse = np.array([answer.geo_precision or 1 for answer in answers], dtype=np.int64)
    own = events["geo_precision"].to_numpy(np.int64, copy=True)
    own[here] = np.maximum(own[here], coarse[which])
    told = {
        "matched_name": [answer.name or "" for answer in answers],
        "geocoded_by": [answer.service if answer.resolved else "" for answer in answers],
        "geocoding": [answer.matched_by or answer.reason or "" for answer in answers],
    }
    texts = {name: np.full(len(events), "", dtype=object) for name in ADDED}
    for name, cells in told.items():
        texts[name][here] = np.array(cells, dtype=object)[which]
    return filled.assign(geo_precision=own, **texts)
