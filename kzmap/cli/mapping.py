"""How a command is told what a table of events looks like: ``--format`` and ``--map``."""

from collections.abc import Sequence
from typing import Annotated

import typer

from kzmap.errors import FormatError

FormatOption = Annotated[
    str | None,
    typer.Option(
        "--format",
        metavar="NAME|FILE.toml",
        help="What the table of events is: a name that `kzmap formats` lists, or a "
        "declaration of your own. Recognised if left out.",
    ),
]
MapOption = Annotated[
    list[str] | None,
    typer.Option(
        "--map",
        metavar="COLUMN=HEADER",
        help="Which header of the table is which column of kzmap, such as place=Город; once "
        "for each. COLUMN==TEXT is the same text in every row, day_order=day-first tells what "
        "05/01/2022 means.",
    ),
]


def read_mapping(pairs: Sequence[str] | None) -> dict[str, str]:
    """Return what was given with ``--map``, by column of the contract.

    Raises
    ------
    FormatError
        One is no pair, or two are about one column.
    """
    columns: dict[str, str] = {}
    for pair in pairs or ():
        column, sign, header = pair.partition("=")
        column = column.strip()
        if not sign or not column or not header.strip():
            raise FormatError(f"--map {pair}: expected COLUMN=HEADER, such as place=City")
        if column in columns:
            raise FormatError(
                f"--map {pair}: {column} is mapped twice, to {columns[column]!r} before; "
                "leave one out"
            )
        columns[column] = header
    return columns
