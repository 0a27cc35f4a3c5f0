"""Deciding about a name: noted for the name it was shown for, told, and taken back."""

from functools import partial

import streamlit as st

from kzmap.dashboard.own import session
from kzmap.dashboard.own.desk import Desk
from kzmap.dashboard.own.names import decision_in_words
from kzmap.dashboard.own.order import GROUPS, names_of
from kzmap.dashboard.speaking import spoken
from kzmap.places import Decision, PlaceQuery, decision_key


def decide(query: PlaceQuery, decision: Decision | None) -> None:
    """Note a decision, and go on to the next name of its kind; undoing stays at the name."""
    desk = session.desk()
    if desk is None:
        return
    say = spoken()
    before, key = names_of(desk), decision_key(query)
    group = next((name for name in GROUPS if key in {r.key for r in before[name]}), "open")
    desk = desk.deciding(query, decision)
    session.keep(desk)
    session.set_trouble("point", None)
    # What was typed or chosen for this name must not be there for the next one.
    session.turn_over("card")
    if decision is None:
        session.note_decided(None)
        session.take_up(key)
        session.tell(say("own.told.undone", name=query.name))
        return
    session.note_decided(query)
    following = _next_of(desk, group)
    session.take_up(following[0] if following else key)
    then = say("own.told.next", name=following[1]) if following else say("own.told.done")
    decided = decision_in_words(decision, say)
    session.tell(say("own.told.decided", name=query.name, decision=decided, then=then))


def _next_of(desk: Desk, group: str) -> tuple[tuple[str, str, str], str] | None:
    """Return key and name of what is to be settled next: of the same group, then open."""
    names = names_of(desk)
    groups = (group, "open") if group != "decided" else ("open",)
    rows = [row for name in groups for row in names[name]]
    return (rows[0].key, rows[0].place) if rows else None


def show_last_decision(desk: Desk) -> None:
    """Say what was decided last, and offer to take it back."""
    query = session.decided()
    decision = desk.review.decisions.of(query) if query else None
    if query is None or decision is None:
        return
    with st.container(horizontal=True, vertical_alignment="center", key="kzmap-last"):
        say = spoken()
        st.text(f"{query.name}: {decision_in_words(decision, say)}", width="content")
        st.button(
            say("own.undo"),
            on_click=partial(decide, query, None),
            icon=":material/undo:",
            type="tertiary",
            key="kzmap-undo-last",
        )
