"""What the command line says, where, and with which exit status."""

import sys
import threading
from collections.abc import Callable, Iterable, Iterator
from contextlib import ExitStack, contextmanager
from typing import Any

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


Advance = Callable[[int, int], None]
"""Says how much is done, and of how much; a total of 0 is one that is not known."""


@contextmanager
def progress(text: str) -> Iterator[Advance]:
    """Show that work goes on, on a terminal and only once it takes longer than a second.

    Yields
    ------
    Advance
        To be called with what is done and the total, in any unit; until then, and where it
        never is, only the time that passed is shown.
    """
    if not sys.stderr.isatty():
        yield lambda *_: None
        return
    bar = _Bar(text)
    timer = threading.Timer(_PATIENCE_S, bar.show)
    timer.daemon = True
    timer.start()
    try:
        yield bar.advance
    finally:
        timer.cancel()
        bar.close()


class _Bar:
    """A line of the terminal, drawn from two threads: the one that works, and a timer's."""

    def __init__(self, text: str) -> None:
        self._text = text
        self._done, self._total = 0, 0
        self._lock = threading.Lock()
        self._stack = ExitStack()
        self._drawn: Any = None
        self._is_over = False

    def show(self) -> None:
        from rich import progress
        from rich.console import Console

        with self._lock:
            if self._is_over:
                return
            self._drawn = progress.Progress(
                progress.SpinnerColumn(),
                progress.TextColumn("{task.description}", markup=False),
                progress.BarColumn(),
                progress.TaskProgressColumn(),
                progress.TimeElapsedColumn(),
                console=Console(stderr=True),
                transient=True,
            )
            self._stack.enter_context(self._drawn)
            self._drawn.add_task(self._text, completed=self._done, total=self._total or None)

    def advance(self, done: int, total: int) -> None:
        with self._lock:
            self._done, self._total = done, total
            if self._drawn is not None:
                task = self._drawn.task_ids[0]
                self._drawn.update(task, completed=done, total=total or None)

    def close(self) -> None:
        with self._lock:
            self._is_over = True
            self._stack.close()
