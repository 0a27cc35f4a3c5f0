"""The panel above the map in which a person brings data of their own, step by step."""

import streamlit as st

from kzmap.dashboard.own import session
from kzmap.dashboard.own.account import show_account
from kzmap.dashboard.own.additions import show_additions
from kzmap.dashboard.own.choosing import show_chooser
from kzmap.dashboard.own.desk import Desk
from kzmap.dashboard.own.making import bring_up_to_date
from kzmap.dashboard.own.reading import read_wanted, want
from kzmap.dashboard.own.review import show_review
from kzmap.dashboard.own.showing import choose_on_map
from kzmap.dashboard.prepared import Prepared
from kzmap.dashboard.speaking import offer_language, spoken

_MAP_KEY, _STEP_KEY = "kzmap-on-map", "kzmap-step"


def show_own(base: Prepared) -> None:
    """Show the bar, and the panel where it is open.

    Parameters
    ----------
    base
        What the map shows without a person's own data.
    """
    # While names are settled one after another, the map waits for the last of them.
    if not (session.is_open() and session.step() == "places"):
        bring_up_to_date()
    _show_bar(base)
    if found := session.asked():
        with st.container(key="kzmap-own", border=True):
            _show_asking(found[0].name)
    elif session.is_open():
        with st.container(key="kzmap-own", border=True, gap="small"):
            _show_steps(session.desk(), base)


def panel_at() -> str:
    """Return the step that the panel shows; empty where it is closed or makes room."""
    if session.asked() or not session.is_open():
        return ""
    return session.step() if session.desk() else "begin"


def offer_way_out() -> None:
    """Offer to go back to what was there before a person's own data, if there is any."""
    if session.desk() is not None:
        st.button(spoken()("own.remove_all"), on_click=_remove, key="kzmap-way-out")


def _show_bar(base: Prepared) -> None:
    desk, say = session.desk(), spoken()
    with st.container(
        key="kzmap-bar",
        horizontal=True,
        horizontal_alignment="right",
        vertical_alignment="center",
        gap="small",
    ):
        offer_language()
        if desk and desk.made:
            choose_on_map(base, _MAP_KEY)
        elif removed := session.removed():
            name = removed.upload.name
            told = say("own.put_away", file=name) if desk else say("own.removed")
            st.text(told, width="content")
            st.button(
                say("own.undo"), on_click=_bring_back, icon=":material/undo:", key="kzmap-undo"
            )
        is_open = session.is_open() and not session.asked()
        st.button(
            _door(desk, is_open),
            on_click=_toggle,
            icon=f":material/{'close' if is_open else 'edit' if desk else 'upload_file'}:",
            key="kzmap-door",
        )


def _door(desk: Desk | None, is_open: bool) -> str:
    say = spoken()
    if is_open:
        return say("own.close")
    return say("own.edit") if desk else say("own.bring")


def _show_steps(desk: Desk | None, base: Prepared) -> None:
    say = spoken()
    if desk is None:
        st.subheader(say("own.title"), anchor=False)
        show_chooser(None)
        return
    read_wanted()
    labels = {"file": say("own.step.file")}
    if desk.reading:
        labels["read"] = say("own.step.read")
    if desk.made:
        count = len(desk.review.open)
        open_ = say("own.step.places_open", count=count)
        labels["places"] = open_ if count else say("own.step.places")
        labels["areas"] = say("own.step.areas")
    step = session.step() if session.step() in labels else "file"
    if len(labels) > 1:
        _choose_step(labels, step)
    match step:
        case "read":
            show_account(desk, base)
        case "places":
            show_review(desk)
        case "areas":
            show_additions(desk)
        case _:
            with st.container(horizontal=True, vertical_alignment="center"):
                st.text(desk.upload.name, width="stretch")
                st.button(
                    say("own.remove"),
                    on_click=_remove,
                    icon=":material/delete:",
                    key="kzmap-remove",
                )
            show_chooser(desk)


def _choose_step(labels: dict[str, str], step: str) -> None:
    st.session_state[_STEP_KEY] = step
    st.segmented_control(
        spoken()("own.step"),
        list(labels),
        format_func=lambda name: labels[name],
        required=True,
        key=_STEP_KEY,
        on_change=lambda: session.go_to(st.session_state[_STEP_KEY]),
        label_visibility="collapsed",
        width="stretch",
        wrap=True,
    )


def _show_asking(name: str) -> None:
    with st.container(horizontal=True, vertical_alignment="center"):
        say = spoken()
        st.text(say("own.pointing", name=name), width="stretch")
        cancel = say("pick.cancel")
        st.button(cancel, on_click=session.ask_for, args=(None,), key="kzmap-ask-no")


def _toggle() -> None:
    if session.asked():
        session.ask_for(None)
    want(None)
    session.set_open(not session.is_open())


def _remove() -> None:
    want(None)
    session.put_away()
    session.put_on_map("base")
    session.set_open(False)


def _bring_back() -> None:
    session.bring_back()
    session.put_on_map("own")
