"""Waiting: on a busy machine what is true a moment later is not true yet."""

import time

from playwright.sync_api import Error

PATIENCE_S = 60
"""Long enough for two slow cores; it costs nothing where a test passes."""
PATIENCE_MS = 1_000 * PATIENCE_S

_GONE = ("detached", "destroyed", "not attached", "navigat")


def reading(page, read):
    """Return what is read, from a frame that may be taken away and put in anew meanwhile."""
    end = time.monotonic() + PATIENCE_S
    while True:
        try:
            return read()
        except Error as error:
            if time.monotonic() > end or not any(word in error.message for word in _GONE):
                raise
        # Not `time.sleep`: the browser's own events are heard while this waits.
        page.wait_for_timeout(100)


def wait_until(page, read, is_so):
    """Read until it is so; return what was read, or fail with what was read last."""
    end = time.monotonic() + PATIENCE_S
    while not is_so(told := reading(page, read)):
        assert time.monotonic() < end, f"after {PATIENCE_S} s there still was {told!r}"
        page.wait_for_timeout(100)
    return told


def comes_to(page, read, wanted):
    """Read until it is what is wanted, as `expect` does for what it knows."""
    return wait_until(page, read, lambda told: told == wanted)
