"""What is shown: a day, a view, the types; in words, and as the page says it. Pure."""

from collections.abc import Sequence
from datetime import date
from typing import NamedTuple

from kzmap.dashboard.words import ENGLISH, Words
from kzmap.page.languages import LANGUAGES, Language
from kzmap.timeline import MODES, Mode


class Selection(NamedTuple):
    """What is shown: a day, a view of it, and which event types are switched off."""

    day: date
    mode: Mode
    hidden: tuple[str, ...] = ()


class Moved(NamedTuple):
    """What a person chose on the page, and which of the page's messages said so.

    ``language`` is None where the page did not tell one that there is.
    """

    selection: Selection
    said: int
    language: Language | None = None


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
    tongue = next((one for one in LANGUAGES if one == message.get("language")), None)
    return Moved(Selection(day, mode, off), int(said), tongue)


def mode_label(mode: Mode, say: Words = ENGLISH) -> str:
    """Return what a view is called, as the page calls it."""
    return say(f"mode.{mode.replace('-', '_')}")


def type_label(event_type: str, say: Words = ENGLISH) -> str:
    """Return the label of an event type, its own name where the contract has none."""
    return say.type(event_type)


def type_labels(event_types: Sequence[str], say: Words = ENGLISH) -> dict[str, str]:
    """Return a label for each type, made distinct where two would read the same."""
    labels: dict[str, str] = {}
    for name in event_types:
        label = type_label(name, say)
        labels[name] = f"{label} ({name})" if label in labels.values() else label
    return labels
