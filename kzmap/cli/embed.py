"""``kzmap embed``."""

import html
import re
from pathlib import Path
from typing import Annotated

import typer

from kzmap.cli.saying import say, tell
from kzmap.errors import ArgumentError

_TITLE = re.compile(r"<title>(.*?)</title>", re.DOTALL)


def embed(
    page: Annotated[Path, typer.Argument(help="A page that `kzmap export` wrote.")],
    address: Annotated[
        str | None,
        typer.Option(
            "--address", metavar="URL", help="Where it will be; beside the article if left out."
        ),
    ] = None,
    title: Annotated[
        str | None, typer.Option(help="What the frame is called; the page's title if left out.")
    ] = None,
    height: Annotated[
        int, typer.Option(min=200, max=4000, metavar="PX", help="Height of the frame.")
    ] = 640,
) -> None:
    """Print the HTML that shows an exported page within another, and why it is as it is."""
    from kzmap.stills.embedding import SANDBOX, embed_snippet

    name = _title_of(page)
    say(embed_snippet(address or page.name, title or name, height_px=height))
    tell("The frame allows what the page needs, each word for a reason:")
    for word, why in SANDBOX.items():
        tell(f"  {word}: {why}")
    tell("Never add allow-same-origin: the page could then reach into the one around it.")


def _title_of(page: Path) -> str:
    try:
        text = page.read_text("utf-8")
    except (OSError, UnicodeDecodeError) as error:
        raise ArgumentError(
            f"{page} cannot be read as a page ({type(error).__name__}); write one first: "
            f"kzmap export -o {page}"
        ) from error
    found = _TITLE.search(text)
    if found is None or 'id="kzmap-data"' not in text:
        raise ArgumentError(f"{page} is no page that kzmap export wrote; name one")
    return html.unescape(found[1])
