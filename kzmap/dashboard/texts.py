"""Texts that the page does not hold: which it asks for, checked, and the answer. Pure."""

from collections.abc import Sequence

from kzmap.dataset import Dataset

MOST_ASKED = 100
"""Reports that one question may be about; ``page/assets/asking.js`` asks for no more."""

Told = tuple[int, str, str]
"""A report by its row and its id, and its text."""


def read_asked(message: object, total: int) -> list[int]:
    """Return the rows of the reports that a page asks for; none if that makes no sense.

    The page draws what strangers wrote, so its word is checked like any other input.

    Parameters
    ----------
    total
        How many reports there are.

    Examples
    --------
    >>> read_asked({"reports": [2, 0]}, 3)
    [2, 0]
    >>> read_asked({"reports": [3]}, 3), read_asked({"reports": "all"}, 3)
    ([], [])
    """
    rows = message.get("reports") if isinstance(message, dict) else None
    if not isinstance(rows, list) or len(rows) > MOST_ASKED:
        return []
    return rows if all(type(row) is int and 0 <= row < total for row in rows) else []


def texts_of(dataset: Dataset, rows: Sequence[int]) -> list[Told]:
    """Return the texts of reports, each with its id: the page may be another one by now."""
    events = dataset.events.iloc[list(rows)]
    return list(zip(rows, events["event_id"], events["summary"], strict=True))
