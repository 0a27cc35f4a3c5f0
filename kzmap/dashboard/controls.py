"""Native controls of day, view and types, each in the address of the dashboard too."""

from collections.abc import Sequence
from datetime import date

import streamlit as st

from kzmap.dashboard.literal import literal
from kzmap.dashboard.selection import (
    MODE_LABELS,
    Moved,
    Selection,
    day_in_words,
    type_labels,
)
from kzmap.timeline import MODES, Mode

_ASKED_KEY = "kzmap-asked"
_HEARD_KEY = "kzmap-heard"
_NOTE_KEY = "kzmap-note"
_TYPES_KEY = "kzmap-types-before"


def choose(
    days: Sequence[date], event_types: Sequence[str], modes: Sequence[Mode] = MODES
) -> Selection:
    """Show the controls and return what is chosen.

    What the address asks for and the data does not have falls back to the default, with a
    note under the controls.
    """
    _carry_over(days, event_types)
    labels = {name: literal(text) for name, text in type_labels(event_types).items()}
    asked = _asked_for(event_types)
    if st.session_state.get("view", "day") not in modes:
        st.session_state["view"] = "day"
    left, middle, right = st.columns([5, 3, 6], gap="small")
    with left:
        day = _choose_day(days)
    with middle:
        mode: Mode = (
            st.segmented_control(
                "View",
                list(modes),
                format_func=lambda name: MODE_LABELS[name],
                default="day",
                required=True,
                key="view",
                bind="query-params",
            )
            or "day"
        )
    with right:
        chosen = st.pills(
            "Types shown",
            list(event_types),
            format_func=lambda name: labels[name],
            selection_mode="multi",
            wrap=True,
            default=list(event_types),
            key="types",
            bind="query-params",
        )
    selection = Selection(day, mode, tuple(name for name in event_types if name not in chosen))
    _note_refusals(asked, selection, event_types, labels)
    return selection


def _choose_day(days: Sequence[date]) -> date:
    if len(days) == 1:
        st.text(f"The only day: {day_in_words(days[0])}")
        return days[0]
    # Not `st.slider`: set from Python, that one writes microseconds into the address.
    return st.select_slider(
        "Day",
        list(days),
        format_func=date.isoformat,
        key="day",
        bind="query-params",
    )


def _carry_over(days: Sequence[date], event_types: Sequence[str]) -> None:
    """Keep what is chosen where another data set is shown, as far as that one has it.

    Types that it has and the other had not are shown.
    """
    before: list[str] = st.session_state.get(_TYPES_KEY, [])
    st.session_state[_TYPES_KEY] = list(event_types)
    if "day" in st.session_state and st.session_state["day"] not in days:
        before_day = st.session_state["day"]
        st.session_state["day"] = min(days, key=lambda day: (abs(day - before_day), day))
    if before and before != list(event_types):
        hidden = set(before).difference(st.session_state.get("types", ()))
        st.session_state["types"] = [name for name in event_types if name not in hidden]


def follow(moved: Moved, event_types: Sequence[str]) -> None:
    """Set the native controls to what a person chose on the page."""
    day, mode, hidden = moved.selection
    st.session_state["day"] = day
    st.session_state["view"] = mode
    st.session_state["types"] = [name for name in event_types if name not in hidden]
    st.session_state[_HEARD_KEY] = moved.said


def heard() -> int:
    """Return the number of the page's last message that the controls took account of."""
    return int(st.session_state.get(_HEARD_KEY, 0))


def _asked_for(event_types: Sequence[str]) -> dict[str, list[str]]:
    """Return what the address asked for when the session began.

    The controls write their labels there; the contract's own names, which somebody may write
    by hand (``view=so-far&types=riot``), are understood too.
    """
    if _ASKED_KEY in st.session_state:
        asked: dict[str, list[str]] = st.session_state[_ASKED_KEY]
        return asked
    names = [name for name in ("day", "view", "types") if name in st.query_params]
    asked = {name: st.query_params.get_all(name) for name in names}
    st.session_state[_ASKED_KEY] = asked
    views, types = asked.get("view", []), [name for name in asked.get("types", []) if name]
    by_name: dict[str, str | list[str]] = {}
    if views and views[-1] in MODE_LABELS:
        by_name["view"] = asked.pop("view")[-1]
    if types and all(name in event_types for name in types):
        by_name["types"] = asked.pop("types")
    st.session_state.update(by_name)
    return asked


def _note_refusals(
    asked: dict[str, list[str]],
    selection: Selection,
    event_types: Sequence[str],
    labels: dict[str, str],
) -> None:
    """Say which wishes of the address were not granted, until something else is chosen."""
    if _NOTE_KEY not in st.session_state:
        shown = {
            "day": [selection.day.isoformat()],
            "view": [MODE_LABELS[selection.mode]],
            "types": [labels[name] for name in event_types if name not in selection.hidden],
        }
        refused = [
            f"{name}={value}"
            for name, values in asked.items()
            for value in values
            if value and value not in shown[name]
        ]
        st.session_state[_NOTE_KEY] = (refused, selection)
    refused, then = st.session_state[_NOTE_KEY]
    if refused and then == selection:
        st.text(
            f"The address asked for {', '.join(refused)}, which this data does not have; "
            "the usual view is shown instead."
        )
