"""Which texts a page holds where there is no room for all. Pure.

The most informative ones of each place and day: a report that cites a source comes before one
that cites none, then a longer text before a shorter one. No place has a second text of a day
before each has its first. A day is the first one of a report; reports without a place share
one. What is counted against the room is what texts take of the page, compressed.
"""

import zlib
from typing import Final

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from kzmap.page.columns import Integers, Texts
from kzmap.page.packing import LEVEL, Pack, packed, raw_room
from kzmap.page.reports import Reports

_SAMPLE_TEXTS: Final = 2_000
_ROW_BYTES: Final = 12
"""More than reference and length of a text ever take."""

_TIGHTER: Final = 1.01
"""So much smaller than measured is the next try, where a try took more than its room."""


def fitted(reports: Reports, room_bytes: int) -> tuple[Texts, Pack]:
    """Return the summaries that fit, and these packed.

    Parameters
    ----------
    reports
        All reports.
    room_bytes
        How much of the page the packed texts may take.

    Returns
    -------
    tuple
        The column with code -1 where a text was left out, and its parts as one pack. A report
        without a text has none left out.
    """
    summary = reports.summary
    lengths = summary.lengths()
    if int(lengths.sum()) + _ROW_BYTES * len(summary.codes) <= raw_room(room_bytes):
        return summary, packed(summary.parts("summary"))
    order = priority(reports)
    order = order[lengths[order] > 0]
    costs = np.cumsum(lengths[order])
    room = raw_room(room_bytes)
    share = _share(summary, order)
    while True:
        most = int(np.searchsorted(costs * share, room, side="right")) if room else 0
        chosen = lengths == 0
        chosen[order[:most]] = True
        kept = summary if chosen.all() else summary.keeping(chosen)
        pack = packed(kept.parts("summary"))
        if pack.base64_bytes <= room_bytes or not most:
            return kept, pack
        share = max(share, len(pack.content) / int(costs[most - 1])) * _TIGHTER


def priority(reports: Reports) -> Integers:
    """Return the distinct texts by how much they are to stay, most first.

    A text that several reports share ranks as the best of them does.
    """
    summary, place, first = reports.summary, reports.place.values, reports.first.values
    characters = np.asarray(pc.utf8_length(summary.distinct), dtype=np.int64)
    length = -characters[summary.codes]
    is_unsourced = reports.sources.lengths == 0
    by_group = np.lexsort((length, is_unsourced, place, first))
    places, days = place[by_group], first[by_group]
    begins = np.concatenate([[True], (np.diff(places) != 0) | (np.diff(days) != 0)])
    rows = np.arange(len(by_group))
    rounds = np.empty(len(by_group), dtype=np.int64)
    rounds[by_group] = rows - np.maximum.accumulate(np.where(begins, rows, 0))
    best_first = np.lexsort((length, is_unsourced, rounds))
    codes = summary.codes[best_first]
    _, first_rows = np.unique(codes, return_index=True)
    return codes[np.sort(first_rows)]


def _share(summary: Texts, order: Integers) -> float:
    """Return how small texts become, by a sample of them all."""
    sample = np.sort(order[:: len(order) // _SAMPLE_TEXTS + 1])
    content = Texts(sample, summary.distinct.take(pa.array(sample))).content()
    return len(zlib.compress(content, LEVEL)) / len(content) if content else 1.0
