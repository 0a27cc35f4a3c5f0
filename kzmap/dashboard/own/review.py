"""The third step: names that no gazetteer settles are settled by a person, one by one."""

import streamlit as st

from kzmap.dashboard.own import session
from kzmap.dashboard.own.card import show_card
from kzmap.dashboard.own.deciding import show_last_decision
from kzmap.dashboard.own.desk import Desk
from kzmap.dashboard.own.files import safe_name
from kzmap.dashboard.own.making import bring_up_to_date
from kzmap.dashboard.own.names import name_in_words
from kzmap.dashboard.own.order import names_of
from kzmap.dashboard.own.reviewfile import ask_for_review
from kzmap.dashboard.speaking import spoken
from kzmap.review import ReviewRow, review_csv

_NAME_KEY, _GROUP_KEY = "kzmap-name", "kzmap-group"


def show_review(desk: Desk) -> None:
    """Show the names, and one of them with all that it can be."""
    row = _current(desk)
    if row is None:
        st.text(spoken()("own.review.nothing"))
    else:
        _show_state(desk)
        show_last_decision(desk)
        row = _choose_name(desk, row)
        with st.container(border=True, key="kzmap-card"):
            show_card(desk, row)
    _show_files(desk)


def _current(desk: Desk) -> ReviewRow | None:
    """Return the name that is being settled; the first one where none is."""
    rows = [row for group in names_of(desk).values() for row in group]
    by_key = {row.key: row for row in reversed(rows)}
    return by_key.get(session.name() or ("", "", ""), rows[0] if rows else None)


def _show_state(desk: Desk) -> None:
    names, say = desk.review.open, spoken()
    told = say("own.review.open", count=len(names)) if names else say("own.review.settled")
    made = say("own.review.made", count=len(desk.review.decisions))
    with st.container(horizontal=True, vertical_alignment="center"):
        st.text(f"{told} {made}", width="stretch")
        if desk.undrawn:
            st.button(
                say("own.review.apply", count=desk.undrawn),
                on_click=session.want_drawn,
                args=(True,),
                type="primary",
                icon=":material/pin_drop:",
                key="kzmap-apply",
            )
        if desk.undrawn and session.wants_drawn():
            count = desk.undrawn
            bring_up_to_date()
            session.tell(say("own.review.applied", count=count))
            st.rerun()


def _choose_name(desk: Desk, row: ReviewRow) -> ReviewRow:
    """Offer the names of one group, and the other groups where there are any."""
    say = spoken()
    groups = {name: rows for name, rows in names_of(desk).items() if rows}
    group = next(name for name, rows in groups.items() if row.key in {r.key for r in rows})
    if len(groups) > 1:
        _choose_group(groups, group)
    by_key = {one.key: one for one in groups[group]}
    st.session_state[_NAME_KEY] = row.key
    chosen = st.selectbox(
        say("own.review.name"),
        list(by_key),
        format_func=lambda key: (
            ("\u2713 " if group == "decided" else "") + name_in_words(by_key[key], say)
        ),
        key=_NAME_KEY,
        on_change=lambda: session.take_up(st.session_state[_NAME_KEY]),
    )
    return by_key[chosen]


def _choose_group(groups: dict[str, list[ReviewRow]], group: str) -> None:
    say = spoken()
    st.session_state[_GROUP_KEY] = group
    st.segmented_control(
        say("own.review.names"),
        list(groups),
        format_func=lambda name: f"{say(f'own.group.{name}')} ({len(groups[name])})",
        required=True,
        key=_GROUP_KEY,
        on_change=lambda: session.take_up(groups[st.session_state[_GROUP_KEY]][0].key),
        label_visibility="collapsed",
        wrap=True,
    )


def _show_files(desk: Desk) -> None:
    say = spoken()
    with st.expander(say("own.review.files")):
        st.text(say("own.review.files_told"))
        st.download_button(
            say("own.review.csv"),
            # The mark at the front is what makes Excel read Cyrillic as UTF-8.
            lambda: ("\ufeff" + review_csv(desk.review)).encode(),
            safe_name(desk.upload, "review.csv"),
            "text/csv",
            on_click="ignore",
            icon=":material/download:",
            key="download-review",
        )
        ask_for_review(desk)
