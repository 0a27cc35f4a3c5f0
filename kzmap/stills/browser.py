"""The Chromium that draws: found on this machine, shut off from every network."""

import os
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Literal

from kzmap.errors import StillError
from kzmap.stills.apart import apart

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Page, Playwright, Route, ViewportSize

Theme = Literal["light", "dark"]

NAMES = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")
MAC = Path("/Applications/Google Chrome.app/Contents/MacOS/Google Chrome")
FLAGS = (
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
)
# What is drawn must depend on the page alone, as far as one machine goes.
_STEADY = (
    "--force-color-profile=srgb",
    "--font-render-hinting=none",
    "--hide-scrollbars",
    "--host-resolver-rules=MAP * ~NOTFOUND",
)
BROWSER_VARIABLE = "KZMAP_CHROMIUM"
_ADDRESS = "https://kzmap.invalid/"
_PATIENCE_MS = 60_000
_NEXT_STEP = (
    "install Chromium or Chrome, or run `python -m playwright install chromium`; "
    f"{BROWSER_VARIABLE} names one that stands elsewhere"
)


def find_browser() -> str | None:
    """Return the path of a browser to drive, or None where there is none.

    The one that ``KZMAP_CHROMIUM`` names comes first, then the system's, since it is kept up
    to date; then Playwright's own download.
    """
    if named := os.environ.get(BROWSER_VARIABLE):
        return shutil.which(named)
    for name in NAMES:
        if path := shutil.which(name):
            return path
    if MAC.exists():
        return str(MAC)
    return _downloaded()


@apart
def _downloaded() -> str | None:
    try:
        from playwright.sync_api import sync_playwright
    except ImportError:
        return None
    with sync_playwright() as playwright:
        path = Path(playwright.chromium.executable_path)
    return str(path) if path.exists() else None


def check_browser() -> str:
    """Return the path of a browser, before any work is spent on what it should draw.

    Raises
    ------
    StillError
        Playwright or Chromium is missing; the text says how to get it.
    """
    try:
        import playwright.sync_api  # noqa: F401 - only whether it is there
    except ImportError as error:
        raise StillError(
            "a still needs Playwright, which is not installed: pip install 'kzmap[stills]'"
        ) from error
    path = find_browser()
    if path is None:
        named = os.environ.get(BROWSER_VARIABLE)
        found = f"{named!r}, which {BROWSER_VARIABLE} names, is none" if named else "none found"
        raise StillError(f"a still needs Chromium, and there is {found}: {_NEXT_STEP}")
    return path


@contextmanager
def opened(
    html: str, *, width_px: int, height_px: int, scale: float = 1, theme: Theme = "light"
) -> "Iterator[Page]":
    """Open a page where nothing leaves and nothing comes in.

    The browser resolves no host, is offline, and every request but the page itself is cut
    off; the page is handed over in memory, under an address that cannot exist.

    Yields
    ------
    Page
        Once its first day is painted.

    Raises
    ------
    StillError
        There is no browser, it does not start, or it does not answer in a minute.
    """
    path = check_browser()
    from playwright.sync_api import Error, sync_playwright

    size: ViewportSize = {"width": width_px, "height": height_px}
    with sync_playwright() as playwright:
        browser = _launched(playwright, path)
        try:
            context = browser.new_context(
                viewport=size,
                device_scale_factor=scale,
                color_scheme=theme,
                reduced_motion="reduce",
                locale="en-GB",
                timezone_id="UTC",
                offline=True,
                service_workers="block",
            )
            context.set_default_timeout(_PATIENCE_MS)
            context.add_init_script(path=Path(__file__).parent / "assets" / "recording.js")
            page = context.new_page()
            page.route("**/*", lambda route: _answer(route, html))
            page.goto(_ADDRESS)
            page.wait_for_selector("html[data-ready=true]", state="attached")
            yield page
        except Error as error:
            raise StillError(
                f"Chromium at {path} could not draw: {_first_line(error)}"
            ) from error
        finally:
            browser.close()


def _answer(route: "Route", html: str) -> None:
    if route.request.url == _ADDRESS:
        route.fulfill(body=html, content_type="text/html; charset=utf-8")
    else:
        route.abort()


def _launched(playwright: "Playwright", path: str) -> "Browser":
    """Start the browser in its sandbox where the system lets it have one."""
    from playwright.sync_api import Error

    is_root = hasattr(os, "geteuid") and os.geteuid() == 0
    for sandboxed in (False,) if is_root else (True, False):
        try:
            return playwright.chromium.launch(
                executable_path=path, args=[*FLAGS, *_STEADY], chromium_sandbox=sandboxed
            )
        except Error as error:
            why = _first_line(error)
    raise StillError(f"Chromium at {path} does not start: {why}; {_NEXT_STEP}")


def _first_line(error: Exception) -> str:
    return str(error).strip().split("\n")[0]
