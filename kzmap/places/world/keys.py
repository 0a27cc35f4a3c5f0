"""How first-level units of the world are looked up: by name with and without what it is."""

import re
from typing import Final

from kzmap.places.spelling import fold, weaken

# In normal form. "of" and its like stand between the word and the name ("State of Texas").
# fmt: off
_WORDS: Final = frozenset({
    "autonomous", "canton", "capital", "city", "community", "county", "department",
    "departamento", "departement", "district", "division", "emirate", "estado", "federal",
    "governorate", "krai", "kray", "land", "municipality", "oblast", "parish", "prefecture",
    "province", "provincia", "region", "republic", "respublika", "state", "territory",
    "voivodeship", "wilaya",
    "of", "the", "de", "del", "di", "do", "da", "du", "d",
    "автономная", "автономныи", "вилоят", "край", "краи", "область", "обл", "округ",
    "провинция", "регион", "республика", "штат", "воеводство",
})
# fmt: on
_WORD: Final = re.compile(r"[^\W_]+(?:[-'’‘`´\u0300-\u036f]+[^\W_]*)*")


def bare_unit(text: str) -> str:
    """Return a unit's name without what it is, in normal form; empty if nothing is left.

    Examples
    --------
    >>> bare_unit("State of Texas"), bare_unit("Московская область"), bare_unit("Region")
    ('texas', 'московская', '')
    """
    words = [fold(match) for match in _WORD.findall(text)]
    while words and words[-1] in _WORDS:
        words.pop()
    while words and words[0] in _WORDS:
        words.pop(0)
    return "".join(words)


def unit_keys(text: str) -> list[str]:
    """Return the forms under which a unit is found, the strictest first, each once.

    Examples
    --------
    >>> unit_keys("Lagos State"), unit_keys("US-TX")
    (['lagosstate', 'lagos'], ['ustx'])
    """
    told = [fold(text), bare_unit(text)]
    return list(dict.fromkeys(filter(None, [*told, *map(weaken, told)])))
