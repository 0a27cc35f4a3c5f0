"""Which column of a table means what, as a person chose it. Pure."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from kzmap.schema import EVENT_REQUIRED

USUAL = (
    "event_date",
    "event_type",
    "place",
    "summary",
    "admin1",
    "country",
    "lat",
    "lon",
)
RARE = (
    "end_date",
    "source_ids",
    "event_id",
    "confidence",
    "time_precision",
    "geo_precision",
)
"""Columns of the contract that a person is asked for, the most used first."""

_CONSTANT = "="
_DAY_ORDER = "day_order"
_TWO_WAYS = re.compile(r"\s*(\d{1,2})[/-](\d{1,2})[/-]\d{2,4}\b")
"""With dots the day comes first, everywhere."""


@dataclass(frozen=True)
class Choice:
    """What a person chose: a header for columns of the contract, and what no column tells.

    Attributes
    ----------
    headers
        Header of the file by column of the contract.
    event_type
        The type of every row, where no column tells it.
    day_order
        How days written in digits with the year last are meant: "day first", "month first",
        or empty where that is not said.
    country
        ISO 3166-1 code of the country that all places are in; empty where that is not said.
    words
        Event type by value of the column that says what happened; other values stay.
    """

    headers: Mapping[str, str] = field(default_factory=dict)
    event_type: str = ""
    day_order: str = ""
    country: str = ""
    words: Mapping[str, str] = field(default_factory=dict)

    @property
    def missing(self) -> list[str]:
        """Columns that every table needs and that nothing was chosen for."""
        told = {*self.headers, *(["event_type"] if self.event_type else [])}
        return [name for name in EVENT_REQUIRED if name not in told]

    @property
    def twice(self) -> list[str]:
        """Headers that were chosen for more than one column."""
        used = list(self.headers.values())
        return sorted({header for header in used if used.count(header) > 1})

    def mapping(self) -> dict[str, str]:
        """Return the choice as `kzmap.read_events` takes its ``columns``.

        Examples
        --------
        >>> Choice({"place": "Город"}, "protest", "day first").mapping()
        {'place': 'Город', 'event_type': '=protest', 'day_order': 'day first'}
        """
        found = dict(self.headers)
        if self.event_type and "event_type" not in found:
            found["event_type"] = _CONSTANT + self.event_type
        if self.country and "country" not in found:
            found["country"] = _CONSTANT + self.country
        if self.day_order:
            found[_DAY_ORDER] = self.day_order
        return found


def usable(header: Sequence[str]) -> list[str]:
    """Return the names that can be chosen: each once, none empty.

    In a mapping a name that begins with ``=`` would be read as a text for every row.
    """
    named = [name for name in header if name.strip() and not name.startswith(_CONSTANT)]
    return list(dict.fromkeys(named))


def can_be_two_days(cells: Sequence[str]) -> bool:
    """Whether a day in digits could be read with the day first and with the month first.

    Examples
    --------
    >>> can_be_two_days(["2022-01-05", "05.01.2022"]), can_be_two_days(["05/01/2022"])
    (False, True)
    """
    found = [match for cell in cells if (match := _TWO_WAYS.match(cell))]
    return any(all(0 < int(part) <= 12 for part in match.groups()) for match in found)
