"""The third step: names that no gazetteer settles are settled by a person, one by one."""

from functools import partial

import streamlit as st

from kzmap.dashboard.literal import element, literal
from kzmap.dashboard.own import session
from kzmap.dashboard.own.desk import Desk
from kzmap.dashboard.own.files import safe_name
from kzmap.dashboard.own.making import bring_up_to_date
from kzmap.dashboard.own.names import (
    candidate_in_words,
    counted,
    decision_in_words,
    name_in_words,
)
from kzmap.dashboard.own.reviewfile import ask_for_review
from kzmap.dashboard.pointing import read_point
from kzmap.places import LEAVE_OUT, Decision, PlaceQuery, Resolution, Resolver
from kzmap.review import ReviewRow, review_csv

MOST_NAMES = 1_000
"""So many names are offered; those that most rows bear come first, the file has all."""

_NAME_KEY, _WHICH_KEY, _POINT_KEY = "kzmap-name", "kzmap-which", "kzmap-point"


def show_review(desk: Desk) -> None:
    """Show the names, and one of them with all that it can be."""
    rows = _in_order(desk)
    if not rows:
        st.text("Every place that the table names is known: there is nothing to settle.")
    else:
        _show_state(desk)
        row = _choose_name(desk, rows)
        with st.container(border=True, key="kzmap-card"):
            _show_card(desk, row)
    _show_files(desk)


def _in_order(desk: Desk) -> list[ReviewRow]:
    """Return the names that are open, those of most rows first, then those decided."""
    decided = [
        r for r in desk.review.rows if r.rows != "0" and r.query in desk.review.decisions
    ]
    still_open = sorted(desk.review.open, key=lambda row: (-int(row.rows), row.place))
    return [*still_open, *decided][:MOST_NAMES]


def _show_state(desk: Desk) -> None:
    names = desk.review.open
    told = f"{counted(len(names), 'name')} open" if names else "All names are settled"
    with st.container(horizontal=True, vertical_alignment="center"):
        st.text(
            f"{told}. {counted(len(desk.review.decisions), 'decision')} made.", width="stretch"
        )
        if desk.undrawn and st.button(
            f"Put {counted(desk.undrawn, 'change')} on the map",
            type="primary",
            icon=":material/pin_drop:",
            key="kzmap-apply",
        ):
            bring_up_to_date()
            st.rerun()


def _choose_name(desk: Desk, rows: list[ReviewRow]) -> ReviewRow:
    by_key = {row.key: row for row in rows}
    keys = list(by_key)
    st.session_state[_NAME_KEY] = session.name() if session.name() in by_key else keys[0]
    decided = desk.review.decisions
    chosen = st.selectbox(
        "Name to settle",
        keys,
        format_func=lambda key: (
            ("✓ " if by_key[key].query in decided else "") + name_in_words(by_key[key])
        ),
        key=_NAME_KEY,
        on_change=lambda: session.take_up(st.session_state[_NAME_KEY]),
    )
    return by_key[chosen]


def _show_card(desk: Desk, row: ReviewRow) -> None:
    decision = desk.review.decisions.of(row.query)
    days = " to ".join(dict.fromkeys(filter(None, (row.first_day, row.last_day))))
    st.html(element("h3", row.place, "kzmap-name"))
    reason = row.reason[:1].upper() + row.reason[1:]
    told = f"{counted(int(row.rows), 'row')}, {days}."
    # The line below says what was decided, also where that is newer than the row.
    is_old = decision is not None or not reason
    st.text(told if is_old else f"{told} {reason}.")
    if decision is not None:
        st.text(f"Decided: {decision_in_words(decision)}")
        if doubt := row.doubt_about(
            Resolution(row.place, decision.lat, decision.lon), row.first_day
        ):
            st.text(f"See that it is meant: {doubt}.")
        st.button(
            "Undo this decision",
            on_click=partial(_decide, row, None),
            icon=":material/undo:",
            key="kzmap-undecide",
        )
        return
    _offer_candidates(row)
    with st.container(horizontal=True, vertical_alignment="bottom"):
        st.button(
            "Click the map",
            on_click=partial(session.ask_for, row.query),
            icon=":material/my_location:",
            key="kzmap-ask",
        )
        st.button(
            "Leave these rows out",
            on_click=partial(_decide, row, LEAVE_OUT),
            icon=":material/block:",
            key="kzmap-leave-out",
        )
        st.text_input(
            "Or type latitude, longitude",
            placeholder="51.18, 71.45",
            key=_POINT_KEY,
            on_change=partial(_decide_typed, row),
            width=240,
        )
    if told := session.trouble("point"):
        st.text(told)


def _offer_candidates(row: ReviewRow) -> None:
    [answer] = Resolver().resolve_many([row.query._replace(when=row.first_day or None)])
    if not answer.candidates:
        return
    words = [candidate_in_words(candidate) for candidate in answer.candidates]
    which = st.radio(
        "It can be",
        range(len(words)),
        format_func=lambda number: literal(words[number][0]),
        captions=[literal(told) for _, told in words],
        # None is chosen beforehand: that would be a guess.
        index=None,
        key=_WHICH_KEY,
    )
    chosen = None if which is None else Decision.choosing(answer.candidates[which])
    st.button(
        "It is this place",
        on_click=partial(_decide, row, chosen),
        type="primary",
        disabled=chosen is None,
        key="kzmap-choose",
    )


def decide(query: PlaceQuery, decision: Decision | None) -> None:
    """Note a decision, and go on to the next open name; undoing stays at the name."""
    desk = session.desk()
    if desk is None:
        return
    desk = desk.deciding(query, decision)
    session.keep(desk)
    session.set_trouble("point", None)
    for key in (_WHICH_KEY, _POINT_KEY):
        st.session_state.pop(key, None)
    if decision is not None:
        session.take_up(next((row.key for row in _in_order(desk)), None))


def _decide(row: ReviewRow, decision: Decision | None) -> None:
    decide(row.query, decision)


def _decide_typed(row: ReviewRow) -> None:
    text = st.session_state.get(_POINT_KEY, "")
    point = read_point(text)
    if point is not None:
        decide(row.query, Decision(point.lat, point.lon))
    elif text.strip():
        session.set_trouble(
            "point",
            f"{text[:60]!r} is no position: write latitude and longitude in degrees, "
            "such as 51.18, 71.45",
        )


def _show_files(desk: Desk) -> None:
    with st.expander("Keep these decisions in a file, or take them from one"):
        st.text(
            "The file is the one that kzmap geocode --review writes and reads, so a review "
            "can be begun here and ended on the command line, or the other way."
        )
        st.download_button(
            "The review (CSV)",
            # The mark at the front is what makes Excel read Cyrillic as UTF-8.
            lambda: ("\ufeff" + review_csv(desk.review)).encode(),
            safe_name(desk.upload, "review.csv"),
            "text/csv",
            on_click="ignore",
            icon=":material/download:",
            key="download-review",
        )
        ask_for_review(desk)
