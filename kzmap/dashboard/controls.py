"""Native controls of day, view and types, each in the address of the dashboard too."""

from collections.abc import Callable, Mapping, Sequence
from datetime import date
from typing import Any

import streamlit as st

from kzmap.dashboard.literal import literal
from kzmap.dashboard.selection import (
    Moved,
    Selection,
    mode_label,
    type_labels,
)
from kzmap.dashboard.speaking import PARAMETER, speak
from kzmap.dashboard.words import Words
from kzmap.page.languages import LANGUAGES
from kzmap.timeline import MODES, Mode

_ASKED_KEY = "kzmap-asked"
_HEARD_KEY = "kzmap-heard"
_NOTE_KEY = "kzmap-note"
_TYPES_KEY = "kzmap-types-before"
_CONTROLS = ("day", "view", "types")


def choose(
    days: Sequence[date], event_types: Sequence[str], modes: Sequence[Mode], say: Words
) -> Selection:
    """Show the controls and return what is chosen.

    What the address asks for and the data does not have falls back to the default, with a
    note under the controls.
    """
    _carry_over(days, event_types)
    labels = {name: literal(text) for name, text in type_labels(event_types, say).items()}
    asked = _asked_for(event_types)
    if st.session_state.get("view", "day") not in modes:
        st.session_state["view"] = "day"
    left, middle, right = st.columns([5, 3, 6], gap="small")
    with left:
        day = _choose_day(days, say)
    with middle:
        mode: Mode = (
            st.segmented_control(
                say("mode.title"),
                list(modes),
                format_func=lambda name: mode_label(name, say),
                default="day",
                required=True,
                key="view",
                bind="query-params",
            )
            or "day"
        )
    with right:
        chosen = st.pills(
            say("controls.types"),
            list(event_types),
            format_func=lambda name: labels[name],
            selection_mode="multi",
            wrap=True,
            default=list(event_types),
            key="types",
            bind="query-params",
        )
    selection = Selection(day, mode, tuple(name for name in event_types if name not in chosen))
    _note_refusals(asked, selection, labels, say)
    return selection


def _choose_day(days: Sequence[date], say: Words) -> date:
    if len(days) == 1:
        st.text(say("controls.only_day", day=say.day(days[0])))
        return days[0]
    # Not `st.slider`: set from Python, that one writes microseconds into the address.
    return st.select_slider(
        say("timebar.slider"),
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
    if moved.language is not None:
        speak(moved.language)
    st.session_state["day"] = day
    st.session_state["view"] = mode
    st.session_state["types"] = [name for name in event_types if name not in hidden]
    st.session_state[_HEARD_KEY] = moved.said


def heard() -> int:
    """Return the number of the page's last message that the controls took account of."""
    return int(st.session_state.get(_HEARD_KEY, 0))


def _asked_for(event_types: Sequence[str]) -> dict[str, list[str]]:
    """Return what the address asked for when the session began.

    The controls write their labels there, in the language that was spoken then; those of any
    language are understood, and the contract's own names, which somebody may write by hand
    (``view=so-far&types=riot``).
    """
    if _ASKED_KEY in st.session_state:
        asked: dict[str, list[str]] = st.session_state[_ASKED_KEY]
        return asked
    names = [name for name in (*_CONTROLS, PARAMETER) if name in st.query_params]
    asked = {name: st.query_params.get_all(name) for name in names}
    st.session_state[_ASKED_KEY] = asked
    views, types = asked.get("view", []), [name for name in asked.get("types", []) if name]
    modes = _by_label(MODES, lambda say: {mode: mode_label(mode, say) for mode in MODES})
    kinds = _by_label(event_types, lambda say: type_labels(event_types, say))
    by_name: dict[str, str | list[str]] = {}
    if views and views[-1] in modes:
        by_name["view"] = modes[asked.pop("view")[-1]]
    if types and all(name in kinds for name in types):
        asked.pop("types")
        by_name["types"] = list(dict.fromkeys(kinds[name] for name in types))
    st.session_state.update(by_name)
    return asked


def _by_label(
    names: Sequence[str], labelled: Callable[[Words], Mapping[Any, str]]
) -> dict[str, str]:
    """Return names by what they are called in any language, and by themselves."""
    found: dict[str, str] = {}
    for language in LANGUAGES:
        for name, label in labelled(Words(language)).items():
            found.setdefault(literal(label), name)
    return {**found, **{name: name for name in names}}


def _note_refusals(
    asked: dict[str, list[str]], selection: Selection, labels: dict[str, str], say: Words
) -> None:
    """Say which wishes of the address were not granted, until something else is chosen."""
    if _NOTE_KEY not in st.session_state:
        shown: dict[str, list[str]] = {
            "day": [selection.day.isoformat()],
            "view": [mode_label(selection.mode, say)],
            "types": [label for name, label in labels.items() if name not in selection.hidden],
            PARAMETER: [say.language],
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
        st.text(say("controls.refused", asked=", ".join(refused)))
