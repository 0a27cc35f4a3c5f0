"""Ids for rows without one, and one row kept of those that share an id."""

from collections.abc import Mapping, Sequence
from hashlib import sha256
from typing import Any, Final

from kzmap.records.report import Duplicate

_SHOWN: Final = 10


def content_id(row: Sequence[Any]) -> str:
    """Return an id that depends on nothing but the content of the row.

    The order of rows, the file's name and the run do not matter, so the same report keeps its
    id. 64 bits: among a million rows a clash has a chance of 1 in 37 million.

    Examples
    --------
    >>> content_id(["2022-01-05", "protest", "Almaty"])
    'row-37273fd466d7538b'
    """
    text = "\x1f".join("" if value is None else str(value) for value in row)
    return f"row-{sha256(text.encode()).hexdigest()[:16]}"


def name_rows(columns: Mapping[str, list[Any]], id_column: str) -> list[str]:
    """Return an id for each row: its own, or else one made from the other columns."""
    others = [values for name, values in columns.items() if name != id_column]
    own = columns.get(id_column)
    if own is not None and all(own):
        return own
    made = map(content_id, zip(*others, strict=True))
    return list(made) if own is None else [a or b for a, b in zip(own, made, strict=True)]


def find_duplicates(
    ids: Sequence[str], usable: Sequence[int], columns: Mapping[str, list[Any]]
) -> dict[int, int]:
    """Find rows that repeat another's id.

    Of rows with one id, that with most filled cells is kept; among these the one whose
    content sorts first, so that the order of rows does not matter; among equal rows the first.

    Parameters
    ----------
    ids
        Of all rows.
    usable
        The rows to look at, in order.
    columns
        Values by column, for the choice.

    Returns
    -------
    dict
        For each row not to keep, the row that is kept for it.
    """
    if len({ids[i] for i in usable}) == len(usable):
        return {}
    groups: dict[str, list[int]] = {}
    for i in usable:
        groups.setdefault(ids[i], []).append(i)

    def rank(i: int) -> tuple[int, list[str]]:
        content = [str(values[i]) for values in columns.values()]
        return sum(text in ("", "None") for text in content), content

    left_out = {}
    for rows in groups.values():
        if len(rows) > 1:
            kept = min(rows, key=rank)
            left_out.update({i: kept for i in rows if i != kept})
    return left_out


def part_differing(
    left_out: Mapping[int, int], columns: Mapping[str, list[Any]]
) -> tuple[dict[int, int], dict[int, tuple[int, list[str]]]]:
    """Part rows that repeat an id by whether they say the same as the row that is kept.

    Returns
    -------
    tuple
        For each row that is equal to its kept row in all columns, that row; and for each that
        is not, that row and the columns in which the two differ.
    """
    equal, differing = {}, {}
    for i, kept in sorted(left_out.items()):
        names = [name for name, values in columns.items() if values[i] != values[kept]]
        if names:
            differing[i] = kept, names
        else:
            equal[i] = kept
    return equal, differing


def as_duplicates(
    equal: Mapping[int, int], ids: Sequence[str], lines: Sequence[int]
) -> tuple[Duplicate, ...]:
    """Return the equal rows left out, as the report lists them."""
    return tuple(Duplicate(lines[i], ids[i], lines[kept]) for i, kept in equal.items())


def tell_differing(
    differing: Mapping[int, tuple[int, list[str]]], lines: Sequence[int]
) -> tuple[dict[int, str], dict[int, str]]:
    """Return why rows that differ are set aside, and what deserves a look of those kept.

    Returns
    -------
    tuple
        Sentences by row: of those set aside, and of those kept for them.
    """
    faults: dict[int, str] = {}
    others: dict[int, list[int]] = {}
    for i, (kept, names) in differing.items():
        faults[i] = (
            f"this id is line {lines[kept]}'s too, but the row differs in {', '.join(names)}; "
            "give it an id of its own, or leave it out"
        )
        others.setdefault(kept, []).append(lines[i])
    flags = {}
    for kept, found in others.items():
        listed = ", ".join(map(str, found[:_SHOWN]))
        more = f" and {len(found) - _SHOWN:,} more" if len(found) > _SHOWN else ""
        lines_have = "lines {} have" if len(found) > 1 else "line {} has"
        told = lines_have.format(listed + more)
        flags[kept] = f"{told} this id too but other content; set aside"
    return faults, flags
