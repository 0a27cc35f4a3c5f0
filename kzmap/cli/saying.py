"""What the command line says, where, and with which exit status."""

import sys
import threading
from collections.abc import Iterable, Iterator
from contextlib import ExitStack, contextmanager

ALL_KEPT = 0
SOME_SET_ASIDE = 1
REFUSED = 2

_FEW = 10
_LONGEST = 80
_PATIENCE_S = 1.0


def prepare_streams() -> None:
    """Let output never fail over a letter that the terminal cannot show."""
    for stream in (sys.stdout, sys.stderr):
        reconfigure = getattr(stream, "reconfigure", None)
        if reconfigure is not None:
            reconfigure(errors="backslashreplace")


def harmless(text: str) -> str:
    r"""Return text that cannot steer a terminal: control characters as they are written.

    Examples
    --------
    >>> harmless("Almaty\x1b[2J")
    'Almaty\\x1b[2J'
    """
    return "".join(
        letter if letter.isprintable() or letter == "\n" else ascii(letter)[1:-1]
        for letter in text
    )


def say(text: str = "") -> None:
    """Print a result to stdout."""
    # At once, so that results and remarks keep their order in a file or pipe, too.
    print(harmless(text), flush=True)


def tell(text: str) -> None:
    """Print to stderr what is worth knowing beside the result."""
    print(harmless(text), file=sys.stderr)


def complain(text: str) -> None:
    """Print an error to stderr, in one line."""
    tell(f"kzmap: {' '.join(text.split())}")


def few(lines: Iterable[str], more: str = "and {} more") -> list[str]:
    """Return the first lines, and how many others there are."""
    listed = list(lines)
    rest = len(listed) - _FEW
    return listed if rest <= 0 else [*listed[:_FEW], more.format(rest)]


def shorten(text: str) -> str:
    """Return a text for one line of a terminal, cut where it is long."""
    return text if len(text) <= _LONGEST else f"{text[:_LONGEST]}…"


def counted(count: int, one: str, many: str = "") -> str:
    """Return a count with its noun.

    Examples
    --------
    >>> counted(1, "row"), counted(2, "row"), counted(0, "country", "countries")
    ('1 row', '2 rows', '0 countries')
    """
    return f"{count:,} {one if count == 1 else many or one + 's'}"


@contextmanager
def progress(text: str) -> Iterator[None]:
    """Show that work goes on, on a terminal and only once it takes longer than a second."""
    if not sys.stderr.isatty():
        yield
        return
    with ExitStack() as stack:
        lock = threading.Lock()
        over = False

        def show() -> None:
            from rich.console import Console

            with lock:
                if not over:
                    stack.enter_context(Console(stderr=True).status(text))

        timer = threading.Timer(_PATIENCE_S, show)
        timer.daemon = True
        timer.start()
        try:
            yield
        finally:
            timer.cancel()
            with lock:
                over = True
