"""The names of a table in groups: open, found but borne by others too, decided. Pure."""

from dataclasses import replace

from kzmap.dashboard.own.desk import Desk
from kzmap.review import ReviewRow

MOST_NAMES = 1_000
"""So many names are offered; those that most rows bear come first, the file has all."""

GROUPS = ("open", "found", "decided")
"""In the order in which a person wants to see them."""


def names_of(desk: Desk) -> dict[str, list[ReviewRow]]:
    """Return the names of each group, those of most rows first; decided ones as they came."""
    decisions = desk.review.decisions
    found = [
        replace(ReviewRow.of(one), reason=f"found: {one.answer.matched_by}")
        for one in desk.doubted
        if one.query not in decisions
    ]
    decided = [r for r in desk.review.rows if r.rows != "0" and r.query in decisions]
    groups = {"open": _by_rows(list(desk.review.open)), "found": _by_rows(found)}
    return {**groups, "decided": decided[:MOST_NAMES]}


def _by_rows(rows: list[ReviewRow]) -> list[ReviewRow]:
    return sorted(rows, key=lambda row: (-int(row.rows), row.place))[:MOST_NAMES]
