"""Choosing what the map shows: one's own data, both, or what was there before."""

import streamlit as st

from kzmap.dashboard.literal import literal
from kzmap.dashboard.own import session
from kzmap.dashboard.prepared import Prepared
from kzmap.dashboard.speaking import spoken

_LONGEST_TITLE = 40


def choose_on_map(base: Prepared, key: str) -> None:
    """Offer the choice; it stands in the bar and, after reading, in the panel too."""
    say = spoken()
    title = base.worded(say.language).say.told(base.dataset.info.title)
    shown = title if len(title) <= _LONGEST_TITLE else f"{title[: _LONGEST_TITLE - 1]}…"
    labels = {
        "own": say("own.map.own"),
        "both": say("own.map.both"),
        "base": literal(shown),
    }
    st.session_state[key] = session.on_map()
    st.segmented_control(
        say("own.map"),
        list(labels),
        format_func=lambda name: labels[name],
        required=True,
        key=key,
        on_change=lambda: session.put_on_map(st.session_state[key]),
        label_visibility="collapsed",
    )
