"""What stays of a name when the way it is written is set aside.

Three forms, each weaker than the one before: the normal form (case, diacritics, hyphens,
apostrophes, spaces and Unicode forms do not count), the weak form (Kazakh letters count as
the Russian ones they stand beside, signs without a sound are dropped), and a name without
its generic word ("city", "область").
"""

import re
import unicodedata
from functools import lru_cache
from typing import Final, NamedTuple

_COUNTED: Final = frozenset({"Lu", "Ll", "Lt", "Lo", "Nd", "Nl", "No"})

# Letters that Unicode does not take apart although readers see a letter with a mark on it.
_MARKED: Final = str.maketrans({"ı": "i", "ł": "l", "đ": "d", "ø": "o", "ħ": "h", "ə": "ә"})

_KAZAKH_TO_RUSSIAN: Final = str.maketrans(
    {"ң": "н", "ө": "о", "қ": "к", "ұ": "у", "ү": "у", "ғ": "г", "ә": "а", "һ": "х", "і": "и"}
    | {"ь": None, "ъ": None}
)

# Generic words in normal form.
# fmt: off
SETTLEMENT_WORDS: Final = frozenset({
    "city", "town", "village", "settlement", "aul",
    "г", "гор", "город", "пос", "поселок", "пгт", "село", "с", "аул",
    "қ", "қаласы", "қала", "кент", "кенті", "ауыл", "ауылы",
})
AREA_WORDS: Final = frozenset({
    "region", "oblast", "province", "oblysy", "obl",
    "обл", "область", "облысы", "облыс",
})
# fmt: on

# Apostrophes of all kinds and combining marks do not end a word.
_WORD: Final = re.compile(r"[^\W_]+(?:['’‘`´\u0300-\u036f]+[^\W_]*)*")
_SPLIT: Final = re.compile(r"[(),;/\[\]]")


class Stripped(NamedTuple):
    """A name without its generic word; ``scope`` is "settlement", "area" or empty."""

    text: str
    scope: str
    removed: str


def _fold_once(text: str) -> str:
    spread = unicodedata.normalize("NFKD", unicodedata.normalize("NFKD", text).casefold())
    kept = "".join(c for c in spread if unicodedata.category(c) in _COUNTED)
    return kept.translate(_MARKED)


@lru_cache(maxsize=65536)
def fold(text: str) -> str:
    """Return the normal form of a name.

    Letters of Kazakh stay distinct from Russian ones; folding twice changes nothing.

    Examples
    --------
    >>> fold("NUR–SULTAN"), fold("Gur’yev"), fold("Öskemen"), fold("Жаңа Өзен")
    ('nursultan', 'guryev', 'oskemen', 'жаңаөзен')
    """
    if text.isascii():
        return "".join(c for c in text.lower() if c.isalnum())
    folded = _fold_once(text)
    # Case folding can bring forth letters that fold further (a few Greek and Cherokee ones).
    while (again := _fold_once(folded)) != folded:
        folded = again
    return folded


def weaken(folded: str) -> str:
    """Return the weak form of a normal form.

    Examples
    --------
    >>> weaken(fold("Кульсары")) == weaken(fold("Құлсары"))
    True
    """
    return folded.translate(_KAZAKH_TO_RUSSIAN)


def strip_generic(text: str) -> Stripped:
    """Take generic words off both ends of a name, as long as something is left.

    Examples
    --------
    >>> strip_generic("г. Алматы").text, strip_generic("Almaty oblast").scope
    ('Алматы', 'area')
    """
    found = list(_WORD.finditer(text))
    words = [fold(m.group()) for m in found]
    first, last = 0, len(words)
    generic = SETTLEMENT_WORDS | AREA_WORDS
    while last - first > 1 and words[last - 1] in generic:
        last -= 1
    while last - first > 1 and words[first] in generic:
        first += 1
    removed = words[:first] + words[last:]
    if not removed:
        return Stripped(text.strip(), "", "")
    scope = "area" if AREA_WORDS.intersection(removed) else "settlement"
    return Stripped(
        text[found[first].start() : found[last - 1].end()], scope, " ".join(removed)
    )


def is_generic(text: str) -> str:
    """Return the scope that a text of generic words alone names, else an empty string."""
    words = {fold(m.group()) for m in _WORD.finditer(text)}
    if words and words <= SETTLEMENT_WORDS:
        return "settlement"
    return "area" if words and words <= AREA_WORDS else ""


def parts(text: str) -> list[str]:
    """Split "Oral (Uralsk)", "Aktau, Karaganda Region" and "A/B" into their parts."""
    return [part.strip() for part in _SPLIT.split(text) if part.strip()]
