"""What a table's columns may be, by their names; offered, never applied."""

import tomllib
from collections.abc import Sequence
from functools import cache
from pathlib import Path
from typing import Final

from kzmap.records.sheet import plain_name
from kzmap.schema import EVENT_COLUMNS

_LIST: Final = Path(__file__).parent / "lists" / "headers.toml"
_ALIKE: Final = 86
"""Of 100, from which two names are taken for spellings of one (RapidFuzz's ratio)."""


@cache
def _names() -> dict[str, tuple[str, ...]]:
    raw: dict[str, list[str]] = tomllib.loads(_LIST.read_text("utf-8"))
    return {column: (column, *map(plain_name, raw.get(column, ()))) for column in EVENT_COLUMNS}


def suggest_columns(header: Sequence[str]) -> dict[str, str]:
    """Return, for columns of the contract, the header that most likely means each.

    A name that is known counts before one that is only like a known one, and the earlier
    of the known names before the later; no header is offered twice.

    Examples
    --------
    >>> suggest_columns(["Дата", "Город", "Описание", "№ 7"])
    {'event_date': 'Дата', 'place': 'Город', 'summary': 'Описание'}
    """
    from rapidfuzz import fuzz

    scored: list[tuple[float, int, int, str, str]] = []
    for order, (column, known) in enumerate(_names().items()):
        for at, name in enumerate(header):
            plain = plain_name(name)
            if plain in known:
                scored.append((200 - known.index(plain), -order, -at, column, name))
            elif plain:
                score = max(fuzz.ratio(plain, other) for other in known)
                if score >= _ALIKE:
                    scored.append((score, -order, -at, column, name))
    found: dict[str, str] = {}
    for _, _, _, column, name in sorted(scored, reverse=True):
        if column not in found and name not in found.values():
            found[column] = name
    return {column: found[column] for column in EVENT_COLUMNS if column in found}
