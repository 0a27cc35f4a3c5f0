"""What a table's columns may be, by their names; offered, never applied."""

import tomllib
from collections.abc import Sequence
from functools import cache
from pathlib import Path
from typing import Final

from kzmap.records.sheet import plain_name
from kzmap.schema import EVENT_COLUMNS

_LIST: Final = Path(__file__).parent / "lists" / "headers.toml"
_LONG: Final = 5


def _likeness(name: str, other: str) -> float:
    """Return how alike two names are, of 100 (RapidFuzz's ratio); 0 if they are not one.

    One letter in a short word makes another word, "late" of "lat"; in a longer one, a slip.
    """
    from rapidfuzz import fuzz

    cutoff = 80 if min(len(name), len(other)) >= _LONG else 90
    return fuzz.ratio(name, other, score_cutoff=cutoff)


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
    scored: list[tuple[float, int, int, str, str]] = []
    for order, (column, known) in enumerate(_names().items()):
        for at, name in enumerate(header):
            plain = plain_name(name)
            if plain in known:
                scored.append((200 - known.index(plain), -order, -at, column, name))
            elif plain:
                score = max(_likeness(plain, other) for other in known)
                if score:
                    scored.append((score, -order, -at, column, name))
    found: dict[str, str] = {}
    for _, _, _, column, name in sorted(scored, reverse=True):
        if column not in found and name not in found.values():
            found[column] = name
    return {column: found[column] for column in EVENT_COLUMNS if column in found}
