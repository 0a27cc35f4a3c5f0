"""Names of places and the days on which they held.

Bounds are kept as they are known: a day, a month or only a year (ISO 8601, reduced). Such
texts compare with a day in the right order as they stand, because "1961" sorts before every
day of 1961; so a bound that is only a year counts from that year's first day.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime

from kzmap.errors import KzmapError


class DayError(KzmapError, ValueError):
    """A day was given in a form that is not YYYY-MM-DD."""


@dataclass(frozen=True, slots=True)
class PlaceName:
    """One name of a place.

    Attributes
    ----------
    name
        As it is written.
    language
        ISO 639-1 code; empty where the gazetteer does not say.
    valid_from, valid_to
        Half-open period as far as it is known (YYYY-MM-DD, YYYY-MM or YYYY); empty: no bound
        is known.
    status
        "official"; "former" (official once, dates not known); "spelling" (in use, never
        official); "main" and "alternate" (the gazetteer's own, which do not tell).
    """

    name: str
    language: str = ""
    valid_from: str = ""
    valid_to: str = ""
    status: str = "alternate"

    def official_on(self, day: str | None) -> bool:
        """Tell whether this was the official name on a day (``None``: is, with no end)."""
        if self.status not in ("official", "main"):
            return False
        if day is None:
            return not self.valid_to
        return self.valid_from <= day and (not self.valid_to or day < self.valid_to)

    def described(self) -> str:
        """Return language and period in words, as in "ru, until 1993-10"."""
        period = " ".join(
            f"{word} {bound}"
            for word, bound in (("from", self.valid_from), ("until", self.valid_to))
            if bound
        )
        former = "former" if self.status == "former" else ""
        return ", ".join(filter(None, (self.language, period, former)))


def day_text(when: date | str | None) -> str | None:
    """Return a day as YYYY-MM-DD.

    Raises
    ------
    DayError
        If a text is not a calendar day in that form.

    Examples
    --------
    >>> day_text(date(2022, 1, 5)), day_text("2022-01-05"), day_text(None)
    ('2022-01-05', '2022-01-05', None)
    """
    # pandas' missing timestamp is a datetime that differs from itself.
    if when is None or when == "" or when != when:
        return None
    if isinstance(when, datetime):
        return when.date().isoformat()
    if isinstance(when, date):
        return when.isoformat()
    try:
        if len(when) == 10:
            return date.fromisoformat(when).isoformat()
    except ValueError:
        pass
    raise DayError(f"{when!r} is not a day; write it as YYYY-MM-DD, for instance 2022-01-05")


def official_name(names: Iterable[PlaceName], day: str | None, language: str) -> str | None:
    """Return the official name on a day in a language, or ``None`` if none is known.

    Where sources leave two names overlapping, the one that began later is meant.
    """
    held = [n for n in names if n.language == language and n.official_on(day)]
    return max(held, key=lambda n: n.valid_from).name if held else None


def name_spans(names: Iterable[PlaceName], language: str) -> list[tuple[str, str, str]]:
    """Return the official names of a language as ``(valid_from, valid_to, name)``.

    Rows are in order of time. Spans do not overlap: where two names do, the earlier one ends
    as the later one begins.
    """
    held = sorted(
        (n.valid_from, n.valid_to, n.name)
        for n in names
        if n.language == language and n.status in ("official", "main")
    )
    spans: list[tuple[str, str, str]] = []
    for start, end, name in held:
        if spans and (not spans[-1][1] or spans[-1][1] > start):
            spans[-1] = (spans[-1][0], start, spans[-1][2])
        spans.append((start, end, name))
    return [span for span in spans if span[0] != span[1] or not span[0]]
