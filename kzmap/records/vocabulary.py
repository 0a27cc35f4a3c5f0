"""Words beyond the contract's open vocabularies: kept, and said, since one may be a slip."""

import json
from collections import Counter
from collections.abc import Mapping, Sequence
from typing import Any, Final

from kzmap.records.cells import plain_word
from kzmap.records.formats.format import Format

_SHOWN: Final = 5
_NEAR: Final = 75


def strange_words(
    values: Mapping[str, list[Any]], kept: Sequence[int], form: Format
) -> list[str]:
    """Say which words of an open vocabulary are not known, each with one that is like it.

    A format that is declared with the names of others speaks of its own types; there is
    nothing to say of these.

    Parameters
    ----------
    values
        By column of the contract.
    kept
        The rows to look at.
    form
        How the file is laid out.
    """
    told: list[str] = []
    for column in form.layout.columns if form.own_names else ():
        if not column.is_open:
            continue
        cells = values[column.name]
        looked_at = cells if len(kept) == len(cells) else map(cells.__getitem__, kept)
        counts = Counter(looked_at)
        strange = sorted((-n, word) for word, n in counts.items() if word not in column.words)
        if strange:
            told.append(f"{column.name}: {_sentence(strange, list(column.words))}")
    return told


def _sentence(strange: list[tuple[int, str]], known: list[str]) -> str:
    listed = ", ".join(_one(word, -n, known) for n, word in strange[:_SHOWN])
    more = f" and {len(strange) - _SHOWN:,} more" if len(strange) > _SHOWN else ""
    one = len(strange) == 1
    return (
        f"{listed}{more} {'is' if one else 'are'} none of {', '.join(known)}; kept as "
        f"{'a type of its own' if one else 'types of their own'}; a declaration of the table "
        f'translates words: words = {{ {_quoted(strange[0][1])} = "{known[0]}" }} '
        "(docs/formats.md)"
    )


def _one(word: str, count: int, known: list[str]) -> str:
    from rapidfuzz import process

    near = process.extractOne(plain_word(word), known, score_cutoff=_NEAR)
    hint = f"; did you mean {near[0]}?" if near else ""
    return f"{word[:40]!r} ({count:,} {'row' if count == 1 else 'rows'}{hint})"


def _quoted(word: str) -> str:
    # A JSON string is a TOML string, but for one letter that JSON leaves as it is.
    return json.dumps(word[:40], ensure_ascii=False).replace("\x7f", "\\u007f")
