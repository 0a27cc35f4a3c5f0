"""The card of one name: what it can be, and the ways to decide."""

import hashlib
from functools import partial

import streamlit as st

from kzmap.dashboard.literal import element, literal
from kzmap.dashboard.own import session
from kzmap.dashboard.own.bearers import candidates_of
from kzmap.dashboard.own.deciding import decide
from kzmap.dashboard.own.desk import Desk
from kzmap.dashboard.own.names import candidate_in_words, decision_in_words
from kzmap.dashboard.pointing import read_point
from kzmap.dashboard.speaking import spoken
from kzmap.places import LEAVE_OUT, Decision, Resolution
from kzmap.review import ReviewRow

FEW_CANDIDATES = 7


def show_card(desk: Desk, row: ReviewRow) -> None:
    """Show a name with all that it can be; each answer is bound to this name and no other."""
    decision, say = desk.review.decisions.of(row.query), spoken()
    days = row.first_day or row.last_day
    if days and row.last_day not in ("", days):
        days = say("table.days", first=days, last=row.last_day)
    st.html(element("h3", row.place, f"kzmap-name kzmap-told-{session.told().number}"))
    reason = row.reason[:1].upper() + row.reason[1:]
    if row.reason.startswith("decided"):
        # The line below says what was decided, also where that is newer than the row.
        reason = "" if decision is not None else say("own.card.again")
    told = (f"{say('count.rows', count=int(row.rows))}, {days}", reason)
    st.text(". ".join(filter(None, told)) + ".")
    if decision is not None:
        st.text(say("own.card.decided", decision=decision_in_words(decision, say)))
        point = Resolution(row.place, decision.lat, decision.lon)
        if doubt := row.doubt_about(point, row.first_day):
            st.text(say("own.card.doubt", doubt=doubt))
        st.button(
            say("own.card.undo"),
            on_click=partial(decide, row.query, None),
            icon=":material/undo:",
            key="kzmap-undecide",
        )
        return
    _offer_candidates(row)
    with st.container(horizontal=True, vertical_alignment="bottom"):
        st.button(
            say("own.card.click"),
            on_click=partial(session.ask_for, row.query),
            icon=":material/my_location:",
            key="kzmap-ask",
        )
        st.button(
            say("own.card.leave_out"),
            on_click=partial(decide, row.query, LEAVE_OUT),
            icon=":material/block:",
            key="kzmap-leave-out",
        )
    _ask_for_point(row)


def _key(row: ReviewRow, what: str) -> str:
    """Return a key of this name's own, and of this turn: nothing is carried to another name."""
    name = hashlib.sha256("\0".join(row.key).encode("utf-8", "surrogatepass")).hexdigest()
    return f"{session.turn('card')}-{name[:12]}-{what}"


def _ask_for_point(row: ReviewRow) -> None:
    key, say = _key(row, "point"), spoken()
    # In a form nothing is decided until somebody says so: a field alone speaks when it is left.
    with (
        st.form(_key(row, "form"), border=False),
        st.container(horizontal=True, vertical_alignment="bottom"),
    ):
        st.text_input(say("own.card.type"), placeholder="51.18, 71.45", key=key, width=240)
        st.form_submit_button(say("own.card.here"), on_click=_decide_typed, args=(row, key))
    if told := session.trouble("point"):
        st.text(told)


def _decide_typed(row: ReviewRow, key: str) -> None:
    text = st.session_state.get(key, "")
    point = read_point(text)
    if point is not None:
        decide(row.query, Decision(point.lat, point.lon))
        return
    session.set_trouble("point", spoken()("own.card.no_position", text=repr(text[:60])))


def _offer_candidates(row: ReviewRow) -> None:
    candidates = candidates_of(row.query._replace(when=row.first_day or None))
    if not candidates:
        return
    say = spoken()
    words = [candidate_in_words(candidate, say) for candidate in candidates]
    all_key = _key(row, "all")
    shows_all = len(words) <= FEW_CANDIDATES or bool(st.session_state.get(all_key))
    which = st.radio(
        say("own.card.can_be"),
        range(len(words) if shows_all else FEW_CANDIDATES),
        format_func=lambda number: literal(words[number][0]),
        captions=[literal(told) for _, told in words[: None if shows_all else FEW_CANDIDATES]],
        # None is chosen beforehand: that would be a guess.
        index=None,
        key=_key(row, "which"),
    )
    if len(words) > FEW_CANDIDATES:
        st.checkbox(say("own.card.all", count=len(words)), key=all_key)
    chosen = None if which is None else Decision.choosing(candidates[which])
    st.button(
        say("own.card.choose"),
        on_click=partial(decide, row.query, chosen),
        type="primary",
        disabled=chosen is None,
        key="kzmap-choose",
    )
