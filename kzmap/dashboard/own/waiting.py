"""Saying that work goes on, and how far it is."""

import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager

import streamlit as st

Advance = Callable[[int, int], None]
"""Hears how much is done, and of how much; a total of 0 is one that is not known."""

_BETWEEN_S = 0.2


@contextmanager
def waiting(text: str) -> Iterator[Advance]:
    """Show a sentence while work goes on, and a bar as soon as it says how far it is.

    Parameters
    ----------
    text
        In our words; it is read as Markdown.
    """
    with st.spinner(text, show_time=True):
        bar = _Bar()
        try:
            yield bar.advance
        finally:
            bar.place.empty()


class _Bar:
    """Drawn a few times a second at most: each drawing is a message to the browser."""

    def __init__(self) -> None:
        self.place = st.empty()
        self._drawn_s = 0.0

    def advance(self, done: int, total: int) -> None:
        now = time.monotonic()
        if total <= 0 or now - self._drawn_s < _BETWEEN_S:
            return
        self._drawn_s = now
        share = min(max(done / total, 0.0), 1.0)
        self.place.progress(share, text=f"{share:.0%}")
