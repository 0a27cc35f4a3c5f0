"""The account of a reading in words: counts, and what is wrong before what is out of scope."""

import shlex
from collections.abc import Container, Sequence
from typing import TYPE_CHECKING

from kzmap.cli.saying import counted, few
from kzmap.errors import TableError

if TYPE_CHECKING:
    from kzmap.records import Problem, ReadReport


def account(report: "ReadReport") -> str:
    """Return the counts of a reading in a line."""
    return (
        f"{counted(report.read, 'row')} read = {report.kept:,} kept + "
        f"{len(report.set_aside):,} set aside + {counted(len(report.duplicates), 'duplicate')}"
    )


def errors_of(report: "ReadReport") -> "list[Problem]":
    """Return the problems that want mending: those of rows that are not out of scope."""
    return [p for p in report.set_aside if p.reason not in report.out_of_scope]


def out_of_scope_lines(report: "ReadReport") -> list[str]:
    """Return how many rows are out of scope, a line for each reason."""
    return [
        f"{counted(count, 'row')} set aside: {reason}"
        for reason, count in report.out_of_scope.items()
    ]


def flags_beside(report: "ReadReport", doubted: Container[int]) -> "list[Problem]":
    """Return what is to be said of kept rows, beside doubts about the coordinates of some.

    A doubt says where the point lies; that it is not in its country is then said already.
    """
    return [f for f in report.flags if f.column != "lat" or f.line not in doubted]


def few_problems(report: "ReadReport", command: str) -> list[str]:
    """Return the first problems of a reading, and where all of them are told.

    Parameters
    ----------
    report
        Of the reading.
    command
        What tells all of them.
    """
    errors = list(map(str, errors_of(report)))
    shown = few(
        errors, "and {} more; all of them: " + command.replace("{", "{{").replace("}", "}}")
    )
    return [*shown, *out_of_scope_lines(report)]


def check_command(
    path: str, noun: str, format: str | None = None, maps: Sequence[str] | None = None
) -> str:
    """Return the command that tells all problems of a table.

    Examples
    --------
    >>> check_command("my table.csv", "events", None, ["place=City"])
    "kzmap check 'my table.csv' --map place=City"
    """
    words = ["kzmap", "check", path]
    if noun != "events":
        return shlex.join([*words, "--kind", noun])
    words += ["--format", format] if format else []
    return shlex.join([*words, *(word for pair in maps or () for word in ("--map", pair))])


def nothing_to_draw(report: "ReadReport", command: str) -> TableError:
    """Return the error for a table of events of which no row can be used."""
    path = report.path
    if not report.read:
        return TableError(
            f"{path}: the table has a header and no row below it; nothing to draw: write a "
            "row for each event"
        )
    errors = len(report.set_aside) - sum(report.out_of_scope.values())
    if not errors:
        return TableError(
            f"{path}: no row can be used, so there is nothing to draw: all are out of scope; "
            "choose a table, or part of one, with other events"
        )
    return TableError(
        f"{path}: no row can be used, so there is nothing to draw; mend the file where it is "
        f"told above (all of it: {command})"
    )
