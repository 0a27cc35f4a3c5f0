"""Points in time with their UTC offset."""

import re
from collections.abc import Sequence
from datetime import datetime

from kzmap.records.cells import Converted, bare, convert_distinct

_MOMENT = re.compile(
    r"([0-9]{4}-[0-9]{2}-[0-9]{2})[T ]([0-9]{2}:[0-9]{2}(?::[0-9]{2}(?:\.[0-9]{1,6})?)?)"
    r"(Z|[+-][0-9]{2}:[0-9]{2})?"
)
_EXPECTED = "expected a moment with its UTC offset, such as 2022-01-05T01:30+06:00"


def parse_moment(text: str) -> datetime:
    """Return the moment that an ISO 8601 text with UTC offset names.

    Parameters
    ----------
    text
        ``YYYY-MM-DDTHH:MM`` with optional seconds, then ``Z`` or ``+HH:MM``.

    Returns
    -------
    datetime
        Aware, with the offset as written, so that its local day is the one meant.

    Raises
    ------
    ValueError
        The text is something else, has no offset, or names no day of the calendar.

    Examples
    --------
    >>> parse_moment("2022-01-05T01:30+06:00").isoformat()
    '2022-01-05T01:30:00+06:00'
    """
    match = _MOMENT.fullmatch(text.strip())
    if match is None:
        raise ValueError(_EXPECTED)
    if match[3] is None:
        raise ValueError(f"the UTC offset is missing; {_EXPECTED}")
    try:
        moment = datetime.fromisoformat(f"{match[1]}T{match[2]}{match[3]}")
    except ValueError as error:
        raise ValueError(f"no such moment ({error}); {_EXPECTED}") from None
    if not 1800 <= moment.year < 2200:
        raise ValueError("the year is not between 1800 and 2199; check it")
    return moment


def read_moments(cells: Sequence[str]) -> Converted:
    """Check moments and keep their text, since one column may hold several offsets."""

    def parse(cell: str) -> str:
        text = bare(cell)
        if text:
            parse_moment(text)
        return text.replace(" ", "T")

    return convert_distinct(cells, parse)
