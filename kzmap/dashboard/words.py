"""What the dashboard says in a language: words, numbers, days, names. Pure.

Words stand in ``strings/*.json``, which whoever speaks a language can mend; what the page says
too is taken from its own tables, so that both say it alike.
"""

import json
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from functools import cache
from pathlib import Path
from typing import Any, Final

from kzmap.dataset import Dataset, Place, translations_of
from kzmap.page.calendars import LOCALES
from kzmap.page.languages import Language, area_names
from kzmap.page.naming import strings
from kzmap.schema import EVENT_TYPES
from kzmap.timeline import place_name

FOLDER: Final = Path(__file__).parent / "strings"
SIGN: Final = "\u00a0[en]"
"""Stands behind what had to be said in English, as in the page."""

_BLANK = re.compile(r"\{(\w+)\}")


@cache
def own_strings(language: str) -> dict[str, Any]:
    """Return the dashboard's own strings; plural forms are dictionaries by CLDR category."""
    table: dict[str, Any] = json.loads((FOLDER / f"{language}.json").read_text("utf-8"))
    return table


@dataclass(frozen=True)
class Words:
    """Words of one language; called with a key, it says the text of it.

    Attributes
    ----------
    language
        One of the page's.
    areas
        Names of areas of a data set in this language, by the one that the data has.
    texts
        What texts of a data set say in this language, by the text.

    Examples
    --------
    >>> Words()("count.reports", count=1200), Words("ru")("count.reports", count=2)
    ('1,200 reports', '2 сообщения')
    """

    language: Language = "en"
    areas: Mapping[str, str] = field(default_factory=dict, repr=False)
    texts: Mapping[str, str] = field(default_factory=dict, repr=False)

    def __call__(self, key: str, /, **values: object) -> str:
        """Return a text with its blanks filled in; plural forms are chosen by ``count``.

        What is not translated is said in English with a sign behind it, so that it is seen.
        """
        own = _entry(self.language, key)
        entry = _entry("en", key) if own is None else own
        if isinstance(entry, dict):
            form = _locale("en" if own is None else self.language).plural_form
            entry = entry.get(form(values["count"]), entry["other"])
        text = _BLANK.sub(lambda blank: self._written(values[blank[1]]), str(entry))
        return text + SIGN if own is None else text

    def _written(self, value: object) -> str:
        is_number = isinstance(value, int | float) and not isinstance(value, bool)
        return self.number(value) if is_number else str(value)

    def number(self, value: Any) -> str:
        """Return a number with the separators of the language."""
        from babel.numbers import format_decimal

        return format_decimal(value, locale=LOCALES[self.language])

    def day(self, day: date) -> str:
        """Return a day as people write it.

        Examples
        --------
        >>> Words().day(date(2022, 1, 5)), Words("ru").day(date(2022, 1, 5)).split()[:3]
        ('Wednesday 5 January 2022', ['среда,', '5', 'января'])
        """
        from babel.dates import format_date

        style = "EEEE d MMMM y" if self.language == "en" else "full"
        return format_date(day, style, locale=LOCALES[self.language])

    def short_months(self) -> list[str]:
        """Return the months as they are written where there is little room."""
        names = _locale(self.language).months["format"]["abbreviated"]
        return [names[month] for month in range(1, 13)]

    def listed(self, items: Sequence[str]) -> str:
        """Join words as a sentence has them.

        Examples
        --------
        >>> Words().listed(["a", "b", "c"]), Words("ru").listed(["a", "b"])
        ('a, b and c', 'a и b')
        """
        from babel.lists import format_list

        return format_list(list(items), locale=LOCALES[self.language])

    def type(self, event_type: str) -> str:
        """Return the label of an event type; its own name where there is none."""
        if self.language != "en" and (label := _entry(self.language, f"type.{event_type}")):
            return str(label)
        return EVENT_TYPES.get(event_type) or event_type.replace("_", " ") or self("types.none")

    def type_in_sentence(self, event_type: str, form: str) -> str:
        """Return an event type as a sentence has it; ``form`` is singular or plural."""
        found = _entry(self.language, f"type.{event_type}.{form}")
        return str(found) if found else self.type(event_type).lower()

    def country(self, code: str, otherwise: str) -> str:
        """Return the name of a country; English keeps the one that is given."""
        if self.language == "en":
            return otherwise
        return str(_locale(self.language).territories.get(code, otherwise))

    def place(self, place: Place, day: date) -> str:
        """Return the name that a place bore on a day, in the language where it is known."""
        return place_name(place, day, self.language)

    def area(self, name: str) -> str:
        """Return the name of an area in the language, where it is known."""
        return self.areas.get(name, name)

    def told(self, text: str) -> str:
        """Return what a text of the data says in the language; itself where nobody knows."""
        return self.texts.get(text, text)


ENGLISH: Final = Words()


def words_about(dataset: Dataset, language: Language) -> Words:
    """Return the words of a language with what it calls a data set's areas and texts."""
    areas = {} if language == "en" else area_names(dataset, dataset.days[0], language)
    told = translations_of(dataset).told.items()
    texts = {text: own[language] for text, own in told if language in own}
    return Words(language, areas, texts) if areas or texts else Words(language)


def _entry(language: str, key: str) -> Any:
    return own_strings(language).get(key) or strings(language).get(key)


@cache
def _locale(language: str) -> Any:
    from babel import Locale

    return Locale.parse(LOCALES[language])
