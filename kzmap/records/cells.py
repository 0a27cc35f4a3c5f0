"""From the cells of a column to its values, by the kind of the column."""

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from kzmap.records.spreadsheet import unguard


@dataclass
class Converted:
    """A column's values, row by row, and what is to be said about it.

    Attributes
    ----------
    values
        One for each cell; None where it is empty (except text) or could not be used.
    faults, flags
        Reasons by row: not to be used, and doubtful but kept.
    notes
        Sentences on how the column as a whole was read.
    """

    values: list[Any]
    faults: dict[int, str] = field(default_factory=dict)
    flags: dict[int, str] = field(default_factory=dict)
    notes: list[str] = field(default_factory=list)


def convert_distinct(cells: Sequence[str], parse: Callable[[str], Any]) -> Converted:
    """Parse each distinct cell once; a ``ValueError``'s text is the reason it is a fault."""
    answers: dict[str, Any] = {}
    reasons: dict[str, str] = {}
    for cell in set(cells):
        try:
            answers[cell] = parse(cell)
        except ValueError as error:
            answers[cell] = None
            reasons[cell] = str(error)
    values = list(map(answers.__getitem__, cells))
    if not reasons:
        return Converted(values)
    return Converted(values, {i: reasons[c] for i, c in enumerate(cells) if c in reasons})


def bare(cell: str) -> str:
    """Return a cell without the blanks around it and the apostrophe of a safe export."""
    return unguard(cell.strip()).strip()


def read_text(cells: Sequence[str]) -> Converted:
    """Read text: blanks around it go, "NA" and "007" stay as they are.

    Behind the apostrophe of a safe export the text is exact, so no blank goes there.
    """
    values = [cell.strip() for cell in cells]
    taken = 0
    for i, value in enumerate(values):
        if value.startswith("'") and unguard(cells[i]) != cells[i]:
            values[i] = unguard(cells[i])
            taken += 1
    cells_ = "1 cell" if taken == 1 else f"{taken:,} cells"
    notes = [f"took the apostrophe of a spreadsheet export off {cells_}"] if taken else []
    return Converted(values, notes=notes)


def read_ids(cells: Sequence[str]) -> Converted:
    """Read ids joined by semicolons; blanks around them and empty ones go."""
    text = read_text(cells)
    tidy = convert_distinct(
        text.values, lambda cell: ";".join(filter(None, map(str.strip, cell.split(";"))))
    )
    tidy.notes = text.notes
    return tidy


def read_choice(cells: Sequence[str], known: Mapping[str, Any], *, is_open: bool) -> Converted:
    """Read a word of a vocabulary, whatever its case and whether blanks or underscores.

    An open vocabulary keeps other words as they are; a closed one sets them aside.
    """
    text = read_text(cells)

    def parse(cell: str) -> str:
        word = plain_word(cell)
        if not cell or word in known:
            return word
        if is_open:
            return cell
        raise ValueError(f"expected {_listed(list(known))}{_near(word, list(known))}")

    found = convert_distinct(text.values, parse)
    found.notes = text.notes
    return found


def read_level(cells: Sequence[str]) -> Converted:
    """Read a precision of 1, 2 or 3; empty is 1."""

    def parse(cell: str) -> int:
        word = bare(cell).removesuffix(".0")
        if word in ("", "1", "2", "3"):
            return int(word or 1)
        raise ValueError("expected 1, 2 or 3, or nothing for 1")

    return convert_distinct(cells, parse)


def read_url(cells: Sequence[str]) -> Converted:
    """Read a link; what is not http(s) is kept and flagged, since it is never linked."""
    found = read_text(cells)
    for i, value in enumerate(found.values):
        if value and not value.lower().startswith(("http://", "https://")):
            found.flags[i] = "not an http(s) address, so it is shown but not linked"
    return found


def plain_word(text: str) -> str:
    """Return a word as vocabularies write them.

    Examples
    --------
    >>> plain_word("Security  response")
    'security_response'
    """
    return re.sub(r"[\s_-]+", "_", text.strip().lower())


def _listed(words: Sequence[str]) -> str:
    return " or ".join([", ".join(words[:-1]), words[-1]]) if len(words) > 1 else words[0]


def _near(word: str, known: Sequence[str]) -> str:
    from rapidfuzz import process

    match = process.extractOne(word, known, score_cutoff=75)
    return f"; did you mean {match[0]}?" if match else ""
