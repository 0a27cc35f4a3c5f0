"""Countries by code and by name, as CLDR has them (through Babel)."""

import re
import unicodedata
from collections.abc import Iterator, Mapping
from functools import cache
from typing import Final

LANGUAGES: Final = ("en", "ru")
_CODE: Final = re.compile("[A-Za-z]{2}")

# In wide use, and neither CLDR's names nor its aliases.
_ALSO: Final = {
    "Bosnia and Hercegovina": "BA",
    "Brunei Darussalam": "BN",
    "Burma": "MM",
    "Cabo Verde": "CV",
    "Czech Republic": "CZ",
    "DR Congo": "CD",
    "Democratic Republic of Congo": "CD",
    "Democratic Republic of the Congo": "CD",
    "East Timor": "TL",
    "Great Britain": "GB",
    "Hong Kong": "HK",
    "Ivory Coast": "CI",
    "Macao": "MO",
    "Macau": "MO",
    "Macedonia": "MK",
    "Myanmar": "MM",
    "Palestine": "PS",
    "Palestinian Territory": "PS",
    "Republic of Congo": "CG",
    "Republic of Korea": "KR",
    "Republic of the Congo": "CG",
    "Russian Federation": "RU",
    "Swaziland": "SZ",
    "Syrian Arab Republic": "SY",
    "Turkey": "TR",
    "United States of America": "US",
    "Vatican": "VA",
    "Viet Nam": "VN",
    "Белоруссия": "BY",
    "Гонконг": "HK",
    "Кыргызстан": "KG",
    "Молдавия": "MD",
    "Мьянма": "MM",
    "Палестина": "PS",
    "Российская Федерация": "RU",
    "США": "US",
    "Туркмения": "TM",
    "Южная Корея": "KR",
}


def country_code(text: str) -> str | None:
    """Return the ISO 3166-1 alpha-2 code that a text names, or ``None``.

    A text of two letters is taken for a code as it stands, save where CLDR knows a better one
    for it (``UK``). Case, accents, "and" or "&", and a leading article do not count.

    Examples
    --------
    >>> country_code("kz"), country_code("KAZ"), country_code("Казахстан")
    ('KZ', 'KZ', 'KZ')
    >>> country_code("Cote d'Ivoire"), country_code("The Gambia"), country_code("Nowhere")
    ('CI', 'GM', None)
    """
    bare = text.strip()
    if _CODE.fullmatch(bare):
        code = bare.upper()
        return "GB" if code == "UK" else code
    return _by_name().get(_key(bare))


def is_country(code: str) -> bool:
    """Tell whether CLDR knows a country of this ISO 3166-1 alpha-2 code."""
    return code in _codes()


def country_name(code: str) -> str:
    """Return CLDR's English name of a country; a code it does not know stays as it is.

    Examples
    --------
    >>> country_name("LY")
    'Libya'
    """
    from babel import Locale

    return str(Locale("en").territories.get(code, code))


def country_names() -> dict[str, tuple[str, ...]]:
    """Return the names by which each country is found, by code, the English one first."""
    names: dict[str, list[str]] = {}
    for name, code in _named():
        names.setdefault(code, []).append(name)
    return {code: tuple(dict.fromkeys(listed)) for code, listed in names.items()}


def _named() -> Iterator[tuple[str, str]]:
    from babel import Locale

    for language in LANGUAGES:
        for code, name in Locale(language).territories.items():
            if code in _codes():
                yield name, code
    yield from _ALSO.items()


@cache
def _codes() -> frozenset[str]:
    from babel import Locale

    # Not countries: the union, the euro's area, the world's organisation, pseudo-locales.
    apart = {"EU", "EZ", "QO", "UN", "XA", "XB", "ZZ"}
    return frozenset(filter(_CODE.fullmatch, Locale("en").territories)) - apart


@cache
def _by_name() -> Mapping[str, str]:
    # CLDR through Babel, loaded only where something other than a code is met.
    from babel.core import get_global

    aliases = get_global("territory_aliases").items()
    found = {_key(alias): str(codes[0]) for alias, codes in aliases if len(codes) == 1}
    # Names stand over aliases, and a name that comes first over a later one.
    found.update({_key(name): code for name, code in reversed([*_named()])})
    return found


def _key(text: str) -> str:
    spread = unicodedata.normalize("NFKD", text).casefold().replace("&", " and ")
    letters = "".join(c if c.isalnum() or c.isspace() else "" for c in spread)
    words = letters.split()
    if len(words) > 1 and words[0] == "the":
        words = words[1:]
    return "".join("saint" if word == "st" else word for word in words)
