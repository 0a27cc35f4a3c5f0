"""Work on a thread of its own: Playwright refuses to run beside a notebook's event loop."""

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from functools import wraps
from typing import ParamSpec, TypeVar

_Given = ParamSpec("_Given")
_Found = TypeVar("_Found")


def apart(work: Callable[_Given, _Found]) -> Callable[_Given, _Found]:
    """Run a function on a thread of its own, and wait for what it returns or raises."""

    @wraps(work)
    def run(*args: _Given.args, **options: _Given.kwargs) -> _Found:
        with ThreadPoolExecutor(1, "kzmap-still") as thread:
            return thread.submit(work, *args, **options).result()

    return run
