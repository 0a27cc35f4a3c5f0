"""Dates, lists and numbers as each language writes them, from CLDR by way of Babel.

Not every browser knows Kazakh, and one that does not would write its own language; and what a
browser brings takes longer to make than the first day to draw. They are bundled
(``data/calendars.json``), since Babel takes as long to read a language as all else of a page.
"""

import json
import re
from collections.abc import Mapping
from functools import cache
from typing import TYPE_CHECKING, Any, Final

from kzmap.bundled import bundled_path

if TYPE_CHECKING:
    from babel import Locale

LOCALES: Final = {"en": "en_GB", "ru": "ru", "kk": "kk"}
_FIELD = re.compile(r"'([^']*)'|(EEEE|MMMM|LLLL|MMM|LLL|d|y)")


def as_file() -> bytes:
    """Write the calendars of all languages as they are bundled, one a line."""
    from babel import Locale

    lines = [
        f"{json.dumps(language)}:{_written(_calendar(Locale.parse(locale)))}"
        for language, locale in LOCALES.items()
    ]
    return ("{\n" + ",\n".join(lines) + "\n}\n").encode()


@cache
def calendars() -> dict[str, dict[str, Any]]:
    """Return how each language writes dates, lists and numbers."""
    told: dict[str, dict[str, Any]]
    told = json.loads(bundled_path("data", "calendars.json").read_text("utf-8"))
    return told


def _written(calendar: dict[str, Any]) -> str:
    return json.dumps(calendar, ensure_ascii=False, separators=(",", ":"))


def _calendar(locale: "Locale") -> dict[str, Any]:
    months, days = locale.months, locale.days["format"]["wide"]
    patterns = {
        "full": locale.date_formats["full"].pattern,
        "long": locale.date_formats["long"].pattern,
        "short": locale.datetime_skeletons["MMMd"].pattern,
        "shortMonth": "LLL",
        "month": locale.datetime_skeletons["yMMMM"].pattern,
    }
    # CLDR has ranges with short months only, and the same with long ones.
    ranges = locale.interval_formats["yMMMd"]
    list_patterns = locale.list_patterns["standard"]
    symbols = locale.number_symbols["latn"]
    compact = locale.compact_decimal_formats["short"]["other"]
    return {
        "months": _in_order(months["format"]["wide"]),
        "shortMonths": _in_order(months["format"]["abbreviated"]),
        "monthsAlone": _in_order(months["stand-alone"]["wide"]),
        "shortMonthsAlone": _in_order(months["stand-alone"]["abbreviated"]),
        "weekdays": [days[(day - 1) % 7] for day in range(7)],
        "patterns": {style: _parts(pattern) for style, pattern in patterns.items()},
        "ranges": {
            name: [_parts(part.replace("MMM", "MMMM")) for part in ranges[field]]
            for name, field in (("day", "d"), ("month", "M"), ("year", "y"))
        },
        "list": {
            "two": list_patterns["2"],
            "middle": list_patterns["middle"],
            "end": list_patterns["end"],
        },
        "group": symbols["group"],
        "decimal": symbols["decimal"],
        "thousand": _unit(compact["1000"].pattern),
        "million": _unit(compact["1000000"].pattern),
    }


def _in_order(names: Mapping[int, str]) -> list[str]:
    return [names[month] for month in range(1, 13)]


def _unit(pattern: str) -> str:
    return pattern.replace("'", "").lstrip("0")


def _parts(pattern: str) -> list[list[str]]:
    """Cut a pattern of CLDR: ``[field]``, or ``["", text]``.

    Examples
    --------
    >>> _parts("d MMMM y 'г'.")
    [['d'], ['', ' '], ['MMMM'], ['', ' '], ['y'], ['', ' г.']]
    """
    parts: list[list[str]] = []

    def plain(text: str) -> None:
        if text and parts and parts[-1][0] == "":
            parts[-1][1] += text
        elif text:
            parts.append(["", text])

    end = 0
    for match in _FIELD.finditer(pattern):
        plain(pattern[end : match.start()])
        if match[2]:
            parts.append([match[2]])
        else:
            plain(match[1])
        end = match.end()
    plain(pattern[end:])
    return parts
