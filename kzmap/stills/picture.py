"""A still of one day: the page laid out as a picture, as pixels or as drawn lines."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any, Literal, NamedTuple

from kzmap.errors import StillError
from kzmap.stills.apart import apart
from kzmap.stills.browser import Theme, opened

if TYPE_CHECKING:
    from playwright.sync_api import Page

Kind = Literal["png", "svg"]

_ACROSS = 1.1
_ASSETS = Path(__file__).parent / "assets"


@dataclass(frozen=True)
class Size:
    """Size of a picture in CSS pixels, and how many real ones each has.

    The defaults make 2400 by 1800 pixels: sharp on any screen, and 20 cm wide in print at
    300 dots to the inch.
    """

    width_px: int = 1200
    height_px: int = 900
    scale: float = 2

    @property
    def is_across(self) -> bool:
        """Whether the legend stands beside the map, not under it."""
        return self.width_px >= _ACROSS * self.height_px

    def __str__(self) -> str:
        return f"{self.width_px} x {self.height_px}"


class Laid(NamedTuple):
    """How a picture came out: the size of its letters, and the height of some parts."""

    unit: float
    rooms: dict[str, int]


@apart
def picture(
    html: str,
    kind: Kind,
    *,
    day: str,
    mode: str = "day",
    size: Size | None = None,
    theme: Theme = "light",
) -> bytes:
    """Return a picture of one day of a page.

    It is drawn by the page itself in headless Chromium with no network, so it says what the
    page says. One machine gives the same bytes for the same page; another browser or other
    fonts may set letters otherwise.

    Parameters
    ----------
    html
        The whole page, as :meth:`ProtestMap.to_html` returns it.
    kind
        ``png``, or ``svg``: lines, areas and selectable text, with nothing embedded.
    day
        An ISO day of the page.
    mode
        A view: ``day``, ``so-far`` or ``first``.
    size
        Of the picture; its scale has no meaning for ``svg``.
    theme
        ``light`` or ``dark``.

    Raises
    ------
    StillError
        There is no browser to draw it, or the words do not fit into the picture.
    """
    size = size or Size()
    with opened(
        html,
        width_px=size.width_px,
        height_px=size.height_px,
        scale=size.scale if kind == "png" else 1,
        theme=theme,
    ) as page:
        begin(page)
        lay(page, size, day=day, mode=mode)
        if kind == "png":
            return page.screenshot(type="png", animations="disabled", caret="hide")
        page.evaluate(asset("vector.js"))
        text: str = page.evaluate("kzmapVector()")
        return text.encode()


def begin(page: "Page") -> None:
    """Give a page what it needs to be laid out as a picture."""
    # A sheet made by a script is no inline style: the page's policy stays as strict as it is.
    page.evaluate(
        "text => { const sheet = new CSSStyleSheet(); sheet.replaceSync(text);"
        " document.adoptedStyleSheets = [sheet]; }",
        asset("still.css"),
    )
    page.evaluate(asset("still.js"))


def lay(
    page: "Page",
    size: Size,
    *,
    day: str,
    mode: str,
    types: Sequence[str] | None = None,
    unit: float | None = None,
    rooms: Mapping[str, int] | None = None,
) -> "Laid":
    """Lay the page out as a picture of a day.

    ``types`` of the legend, ``unit`` of the letters and ``rooms``, the least height of some
    parts, are given where several pictures must look alike.

    Raises
    ------
    StillError
        Even with the smallest letters something would be cut off.
    """
    wish = {
        "day": day,
        "mode": mode,
        "types": types and list(types),
        "unit": unit,
        "isAcross": size.is_across,
        "rooms": rooms and dict(rooms),
    }
    laid: dict[str, Any] = page.evaluate("wish => kzmapStill.lay(wish)", wish)
    if not laid["isWhole"]:
        raise StillError(
            f"a picture of {size} has no room for map, legend and sources of {day}: "
            "make it larger with --width and --height"
        )
    return Laid(float(laid["unit"]), laid["rooms"])


@cache
def asset(name: str) -> str:
    """Return the text of one of the files that are given to the page."""
    return (_ASSETS / name).read_text("utf-8")
