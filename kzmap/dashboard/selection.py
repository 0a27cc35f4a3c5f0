"""What is shown: a day, a view, the types; in words, and as the page says it. Pure."""

from collections.abc import Sequence
from datetime import date
from typing import NamedTuple

from kzmap.schema import EVENT_TYPES
from kzmap.timeline import MODES, Mode

MODE_LABELS: dict[Mode, str] = {
    "day": "That day",
    "so-far": "So far",
    "first": "First reports",
}


class Selection(NamedTuple):
    """What is shown: a day, a view of it, and which event types are switched off."""

    day: date
    mode: Mode
    hidden: tuple[str, ...] = ()


class Moved(NamedTuple):
    """What a person chose on the page, and which of the page's messages said so."""

    selection: Selection
    said: int


def read_moved(message: object, days: Sequence[date], types: Sequence[str]) -> Moved | None:
    """Return a message of the page as a selection, or None if it is none.

    The page draws what strangers wrote, so its word is checked like any other input.

    Examples
    --------
    >>> day = date(2022, 1, 5)
    >>> said = {"day": "2022-01-05", "mode": "day", "hidden": ["riot", "?"], "said": 3}
    >>> read_moved(said, [day], ["protest", "riot"]).selection.hidden
    ('riot',)
    >>> read_moved({**said, "day": "2023-01-05"}, [day], []) is None
    True
    """
    if not isinstance(message, dict):
        return None
    by_text = {day.isoformat(): day for day in days}
    by_name: dict[str, Mode] = {mode: mode for mode in MODES}
    day, mode = by_text.get(str(message.get("day"))), by_name.get(str(message.get("mode")))
    hidden, said = message.get("hidden"), message.get("said")
    if day is None or mode is None or not isinstance(hidden, list):
        return None
    if not isinstance(said, int):
        return None
    off = tuple(name for name in types if name in hidden)
    return Moved(Selection(day, mode, off), int(said))


def type_label(event_type: str) -> str:
    """Return the label of an event type, its own name where the contract has none."""
    return EVENT_TYPES.get(event_type) or event_type.replace("_", " ") or "(none)"


def type_labels(event_types: Sequence[str]) -> dict[str, str]:
    """Return a label for each type, made distinct where two would read the same."""
    labels: dict[str, str] = {}
    for name in event_types:
        label = type_label(name)
        labels[name] = f"{label} ({name})" if label in labels.values() else label
    return labels


def day_in_words(day: date) -> str:
    """Return a day as people write it.

    Examples
    --------
    >>> day_in_words(date(2022, 1, 5))
    'Wednesday 5 January 2022'
    """
    return f"{day:%A} {day.day} {day:%B} {day.year}"
