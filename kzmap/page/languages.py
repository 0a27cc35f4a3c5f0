"""The languages of the page: words, dates by CLDR, and names of places and areas by day."""

import re
from collections.abc import Mapping, Sequence
from datetime import date
from functools import cache, partial
from typing import Any, Final, Literal

from kzmap.dataset import Dataset
from kzmap.errors import PlaceError
from kzmap.page.ground import LEAST_TOWN
from kzmap.page.naming import name_changes, strings
from kzmap.places import name_on
from kzmap.places import towns as known_towns

Language = Literal["en", "ru", "kk"]
LANGUAGES: Final[tuple[Language, ...]] = ("en", "ru", "kk")

_FIELD = re.compile(r"'([^']*)'|(EEEE|MMMM|LLLL|MMM|LLL|d|y)")


def words(types: Sequence[str]) -> dict[str, Any]:
    """Return texts and calendar of each language.

    Words for types of events that do not occur stay away, and those in English, which
    :func:`kzmap.page.naming.types` tells.

    Parameters
    ----------
    types
        Types of events that occur.
    """
    kept = {f"type.{kind}{form}" for kind in types for form in ("", ".singular", ".plural")}

    def is_needed(key: str, language: str) -> bool:
        return not key.startswith("type.") or (language != "en" and key in kept)

    return {
        language: {
            "texts": {
                key: text for key, text in strings(language).items() if is_needed(key, language)
            },
            "calendar": None if language == "en" else calendar(language),
        }
        for language in LANGUAGES
    }


@cache
def calendar(language: str) -> dict[str, Any]:
    """Return how a language writes dates, lists and numbers, from CLDR by way of Babel.

    Not every browser knows Kazakh, and one that does not would write its own language.
    """
    from babel import Locale

    locale = Locale.parse(language)
    months, days = locale.months, locale.days["format"]["wide"]
    patterns = {
        "full": locale.date_formats["full"].pattern,
        "long": locale.date_formats["long"].pattern,
        "short": locale.datetime_skeletons["MMMd"].pattern,
        "shortMonth": "LLL",
        "month": locale.datetime_skeletons["yMMMM"].pattern,
    }
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
    return pattern.replace("'", "").lstrip("0\xa0 ")


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


def spoken(dataset: Dataset, days: Sequence[date]) -> dict[str, Any]:
    """Return names of places, towns and areas in the other languages, where they are known.

    Returns
    -------
    dict
        By language: ``places`` and ``towns``, each by row a name and its changes as
        :func:`kzmap.page.naming.name_changes` has them; ``areas`` by their English name.
        Only names that differ from the one shown in English.
    """
    places = {
        row: place.known.place_id
        for row, place in enumerate(dataset.places)
        if place.known and place.known.place_id
    }
    listed = known_towns(LEAST_TOWN) if dataset.units else []
    towns = {row: town.place_id for row, town in enumerate(listed)}
    return {
        language: {
            "places": _names(places, days, language),
            "towns": _names(towns, days, language),
            "areas": area_names(dataset, days[0], language),
        }
        for language in LANGUAGES
        if language != "en"
    }


def area_names(dataset: Dataset, day: date, language: str) -> dict[str, str]:
    """Return names of areas in a language by their English one, where they differ."""
    return {
        name: own
        for name, place_id in _area_ids(dataset, day).items()
        if (own := name_on(place_id, day, language)) != name
    }


def _names(ids: Mapping[int, str], days: Sequence[date], language: str) -> dict[str, list[Any]]:
    told = {}
    for row, place_id in ids.items():
        english, own = (
            [on(days[0]), name_changes(on, days)]
            for on in (
                partial(name_on, place_id, language=tongue) for tongue in ("en", language)
            )
        )
        if own != english:
            told[str(row)] = own
    return told


def _area_ids(dataset: Dataset, day: date) -> dict[str, str]:
    """Return the ids of units, of places and of countries that areas are named after."""
    ids = {unit.name: f"iso:{unit.iso}" for unit in dataset.units}
    for place in dataset.places:
        if place.known and place.known.place_id:
            ids.setdefault(name_on(place.known.place_id, day), place.known.place_id)
    for country in sorted({unit.iso[:2] for unit in dataset.units}):
        try:
            ids.setdefault(name_on(f"iso:{country}", day), f"iso:{country}")
        except PlaceError:
            continue
    wanted = {*dataset.zones["area"], *(place.admin1 for place in dataset.places)}
    wanted |= {unit.name for unit in dataset.units}
    return {name: ids[name] for name in sorted(wanted) if name in ids}
