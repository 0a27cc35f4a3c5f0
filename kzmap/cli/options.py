"""Options that several commands share, and what they mean."""

from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from kzmap.cli.saying import tell
from kzmap.cli.verdicts import DecidedResolver, tell_bad
from kzmap.errors import ArgumentError, TableError

if TYPE_CHECKING:
    from kzmap.places import Resolver
    from kzmap.places.online import Nominatim
    from kzmap.review import Review


class Service(StrEnum):
    """Services behind the network."""

    NOMINATIM = "nominatim"


class Tongue(StrEnum):
    """Languages of the page; `kzmap.page.languages` has the same, and costs more to import."""

    ENGLISH = "en"
    RUSSIAN = "ru"
    KAZAKH = "kk"


LanguageOption = Annotated[
    Tongue,
    typer.Option(
        "--language",
        help="The language that the page opens in: English, Russian or Kazakh. Its reader can "
        "choose another there.",
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
DelayOption = Annotated[
    float | None,
    typer.Option(
        "--nominatim-delay",
        metavar="SECONDS",
        help="With --nominatim-url: least time between a reply and the next request; 1 if "
        "left out.",
    ),
]
OverOption = Annotated[
    bool,
    typer.Option(
        "--over-january-2022",
        help="Lay EVENTS over the bundled data of Kazakhstan, January 2022.",
    ),
]


def service_of(
    online: Service | None,
    user_agent: str | None,
    url: str | None,
    delay_s: float | None,
    *,
    language: str = "en",
) -> "Nominatim | None":
    """Return the service to ask, if these options ask for one.

    Raises
    ------
    ArgumentError
        Options that go with ``--online`` stand without it, or the service cannot be asked so.
    """
    if online is None:
        own = {
            "--user-agent": user_agent,
            "--nominatim-url": url,
            "--nominatim-delay": delay_s,
        }
        for name, value in own.items():
            if value is not None:
                wanted = f"--online {Service.NOMINATIM.value}"
                raise ArgumentError(f"{name} goes with {wanted}; add it")
        return None
    from kzmap.places.online import PUBLIC_DELAY_S, PUBLIC_URL, Nominatim

    return Nominatim(
        user_agent,
        PUBLIC_URL if url is None else url,
        delay_s=PUBLIC_DELAY_S if delay_s is None else delay_s,
        language=language,
        say=tell,
    )


def resolver_of(
    review: Path | None, service: "Nominatim | None"
) -> "Resolver | DecidedResolver":
    """Return what resolves places by the decisions of a review, and asks a service.

    Raises
    ------
    TableError
        The review is none.
    """
    from kzmap.places import Resolver

    if review is None:
        return Resolver(online=service)
    read = _read_review(review)
    return DecidedResolver(review, read, Resolver(read.decisions, service))


def _read_review(path: Path) -> "Review":
    from kzmap.review import read_review

    if not path.exists():
        raise TableError(
            f"there is no file {path}; `kzmap geocode EVENTS --review {path}` begins it"
        )
    review = read_review(path)
    tell_bad(path, review)
    return review
