"""Progress, a line at a time."""

from collections.abc import Callable

Say = Callable[[str], None]


def say_now(line: str) -> None:
    """Print a line at once, piped or not."""
    print(line, flush=True)
