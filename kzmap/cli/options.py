"""Options that several commands share, and what they mean."""

from collections.abc import Sequence
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from kzmap.cli.saying import few, tell
from kzmap.errors import ArgumentError, TableError

if TYPE_CHECKING:
    from kzmap.places import Decisions, Resolver


class Service(StrEnum):
    """Services behind the network."""

    NOMINATIM = "nominatim"


FormatOption = Annotated[
    str | None,
    typer.Option(
        "--format",
        metavar="NAME|FILE.toml",
        help="Format of EVENTS, if it is not the one that is recognised: a name that `kzmap "
        "formats` lists, or a file of your own.",
    ),
]
MapOption = Annotated[
    list[str] | None,
    typer.Option(
        "--map",
        metavar="COLUMN=HEADER",
        help="Take a column from the one that EVENTS heads so, such as place=Город; may be "
        "given again.",
    ),
]
ReviewOption = Annotated[
    Path | None,
    typer.Option(
        "--review",
        metavar="FILE",
        help="Decisions about places, as `kzmap geocode EVENTS --review FILE` keeps them.",
    ),
]
OnlineOption = Annotated[
    Service | None,
    typer.Option(
        "--online",
        help="Ask this service for places that are not known here; it gets their names.",
    ),
]
UserAgentOption = Annotated[
    str | None,
    typer.Option(
        "--user-agent",
        metavar="TEXT",
        help="With --online: who you are and how to reach you, as the service wants to know.",
    ),
]
NominatimUrlOption = Annotated[
    str | None,
    typer.Option(
        "--nominatim-url",
        metavar="URL",
        help="With --online: the Nominatim server to ask, instead of OpenStreetMap's.",
    ),
]


def columns_of(mappings: Sequence[str] | None) -> dict[str, str]:
    """Return header by column, as ``--map`` gives them.

    Raises
    ------
    ArgumentError
        One is not ``COLUMN=HEADER``, or a column is given twice.

    Examples
    --------
    >>> columns_of(["place=Город", "summary=a=b"])
    {'place': 'Город', 'summary': 'a=b'}
    """
    columns: dict[str, str] = {}
    for mapping in mappings or ():
        column, sign, header = (part.strip() for part in mapping.partition("="))
        if not (column and sign and header):
            raise ArgumentError(
                f"--map {mapping!r}: expected COLUMN=HEADER, such as place=City"
            )
        if column in columns:
            raise ArgumentError(
                f"--map {mapping!r}: {column} is taken from {columns[column]!r} already"
            )
        columns[column] = header
    return columns


def resolver_of(
    review: Path | None, online: Service | None, user_agent: str | None, url: str | None
) -> "Resolver":
    """Return what resolves places as these options ask for.

    Raises
    ------
    ArgumentError
        Options that go with ``--online`` stand without it, or the service cannot be asked so.
    TableError
        The review is none.
    """
    from kzmap.places import Resolver

    if online is None and (user_agent is not None or url is not None):
        name = "--user-agent" if user_agent is not None else "--nominatim-url"
        raise ArgumentError(f"{name} goes with --online {Service.NOMINATIM.value}; add it")
    service = None
    if online is not None:
        from kzmap.places.online import PUBLIC_URL, Nominatim

        service = Nominatim(user_agent, url or PUBLIC_URL, say=tell)
    if review is None:
        return Resolver(online=service)
    return Resolver(_read_decisions(review), service)


def _read_decisions(path: Path) -> "Decisions":
    from kzmap.review import read_review

    if not path.exists():
        raise TableError(
            f"there is no file {path}; `kzmap geocode EVENTS --review {path}` begins it"
        )
    review = read_review(path)
    for bad in few([bad.told(str(path)) for bad in review.bad]):
        tell(bad)
    return review.decisions
