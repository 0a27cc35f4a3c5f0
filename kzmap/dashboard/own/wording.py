"""Saying what the values of a table's own column of types stand for."""

import streamlit as st

from kzmap.dashboard.literal import literal
from kzmap.dashboard.own import session
from kzmap.dashboard.own.desk import Desk
from kzmap.dashboard.speaking import spoken
from kzmap.errors import KzmapError
from kzmap.records import suggest_type, values_of
from kzmap.schema import EVENT_TYPES

MOST_VALUES = 30
_VALUES = "kzmap-own-values"
_KEEP = ""


def choose_words(desk: Desk, header: str) -> dict[str, str]:
    """Ask what each value of the type column is; what words suggest is chosen already."""
    counts = _values(desk, header)
    found = [value for value in counts if value not in EVENT_TYPES]
    if not found:
        return {}
    say = spoken()
    st.text(say("own.values.told", header=header))
    if len(found) > MOST_VALUES:
        st.text(say("own.values.most", shown=MOST_VALUES, count=len(found)))
    shown = found[:MOST_VALUES]
    chosen: dict[str, str] = {}
    places = [place for _ in range(0, len(shown), 4) for place in st.columns(4)]
    options = [_KEEP, *EVENT_TYPES]
    for number, (value, place) in enumerate(zip(shown, places, strict=False)):
        likely = desk.words.get(value, suggest_type(value))
        kind = place.selectbox(
            literal(f"{value[:40]} ({say('count.rows', count=counts[value])})"),
            options,
            index=options.index(likely) if likely in options else 0,
            format_func=lambda name: say.type(name) if name else say("own.values.keep"),
            key=f"{session.turn('table')}-word-{header[:20]}-{number}",
        )
        if kind != _KEEP:
            chosen[value] = kind
    return chosen


def _values(desk: Desk, header: str) -> dict[str, int]:
    """Return the values of a column; looked for once in a file, not in each run."""
    key = (session.turn("table"), desk.upload.name, len(desk.upload.data), header)
    kept = st.session_state.get(_VALUES)
    if kept is None or kept[0] != key:
        try:
            found = values_of(desk.upload, header)
        except KzmapError:
            # Reading tells what is wrong; here it only means that nothing can be offered.
            found = {}
        kept = st.session_state[_VALUES] = (key, found)
    counts: dict[str, int] = kept[1]
    return counts
