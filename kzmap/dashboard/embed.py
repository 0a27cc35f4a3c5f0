"""The page inside the dashboard: a sandboxed frame, and the day passing both ways."""

from collections.abc import Callable, Sequence
from datetime import date
from pathlib import Path
from typing import Any

import streamlit as st

from kzmap.dashboard.pointing import Asked, Picked, read_picked
from kzmap.dashboard.selection import Moved, Selection, read_moved
from kzmap.dashboard.texts import read_asked, texts_of
from kzmap.dashboard.words import ENGLISH, Words
from kzmap.dataset import Dataset

PAGE_KEY = "kzmap-page"
BRIDGE_KEY = "kzmap-bridge"
TEXTS_KEY = "kzmap-texts"

_component = st.components.v2.component(
    "kzmap",
    js=Path(__file__).with_name("bridge.js").read_text("utf-8"),
    isolate_styles=False,
)


def show_page(html: bytes) -> None:
    """Mount the page.

    Apart from `tell_page`, so that the page travels to the browser once and not at each step.
    """
    _component(key=PAGE_KEY, data=html)


def tell_page(
    selection: Selection,
    heard: int,
    on_moved: Callable[[], None],
    asked: Asked | None = None,
    on_picked: Callable[[], None] = lambda: None,
    panel: str = "",
    told: tuple[int, str] = (0, ""),
    say: Words = ENGLISH,
    made: str = "",
) -> None:
    """Tell the page what to show, and what to ask for.

    Parameters
    ----------
    heard
        Number of the last message of the page that the selection takes account of; the
        browser drops an answer to an older one, lest it pull a playing page back.
    on_moved
        Called when a person moved the page; `moved` then says where to.
    asked
        The place that a person is to point at, if any.
    on_picked
        Called when a person did; `picked` then says where.
    panel
        At which step the panel above the page is, so that its beginning comes into view;
        empty where it is closed.
    told
        What a screen reader is to say, with a number that is new when it is; the keyboard goes
        to the heading that bears the number. 0 for nothing.
    say
        The language that the page is to speak, and in which its frame is named.
    made
        The version of data that the address was made with, if it says; where the page has
        another, it tells.
    """
    _component(
        key=BRIDGE_KEY,
        data={
            "day": selection.day.isoformat(),
            "mode": selection.mode,
            "hidden": list(selection.hidden),
            "language": say.language,
            "data": made,
            "frame": say("app.frame"),
            # For its first painting only: what is asked on the page nobody hears here.
            "known": st.query_params.get("known"),
            "theme": st.context.theme.type,
            "heard": heard,
            "pick": asked._asdict() if asked else None,
            "panel": panel,
            "told": {"number": told[0], "text": told[1]},
        },
        on_moved_change=on_moved,
        on_picked_change=on_picked,
    )


def moved(days: Sequence[date], types: Sequence[str]) -> Moved | None:
    """Return what the page last said, or None if that makes no sense for this data set.

    The page draws what strangers wrote, so its word is checked like any other input.
    """
    state: Any = st.session_state.get(BRIDGE_KEY)
    return read_moved(state.get("moved") if state else None, days, types)


def picked(asked: Asked | None) -> Picked | None:
    """Return the answer to what was asked, or None if the page gave none that makes sense."""
    state: Any = st.session_state.get(BRIDGE_KEY)
    return read_picked(state.get("picked") if state else None, asked)


@st.fragment
def tell_texts(dataset: Dataset) -> None:
    """Answer the page where it asks for texts that it does not hold.

    A fragment, so that an answer runs this alone and nothing around it.
    """
    state: Any = st.session_state.get(TEXTS_KEY)
    rows = read_asked(state.get("asked") if state else None, len(dataset.events))
    _component(
        key=TEXTS_KEY,
        data={"texts": texts_of(dataset, rows)},
        on_asked_change=lambda: None,
    )
