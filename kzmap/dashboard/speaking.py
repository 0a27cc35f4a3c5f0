"""Which language the dashboard speaks: the address says it, and a control."""

from functools import cache
from typing import Any, cast

import streamlit as st
from streamlit.runtime.scriptrunner import get_script_run_ctx

from kzmap.dashboard.words import Words
from kzmap.page.languages import LANGUAGES, Language
from kzmap.page.naming import strings

PARAMETER = "language"
_KEY, _CONTROL_KEY = "kzmap-speaks", "kzmap-language"
_BOUND = ("day", "view", "types")
"""Controls whose labels stand in the address, in the language that is spoken."""


def language() -> Language:
    """Return the language that is spoken; English where nothing asked for another.

    The browser's own is not followed, as in the page: a link shows everybody the same.
    """
    return cast("Language", st.session_state.get(_KEY, "en"))


def spoken() -> Words:
    """Return the words of the language that is spoken."""
    return _words(language())


@cache
def _words(language: Language) -> Words:
    return Words(language)


def follow_address() -> None:
    """Speak what the address says: at first, and after a step back in the browser.

    At other times it may be an older one that a busy browser still had: what it says would undo
    what was chosen, so it is mended.
    """
    run, says = get_script_run_ctx(), st.query_params.get(PARAMETER)
    if _KEY not in st.session_state or (run and run.is_history_navigation):
        st.session_state[_KEY] = says if says in LANGUAGES else "en"
    elif (says or "en") != language():
        _write_address(language())


def speak(language: Language) -> None:
    """Speak a language from the next run on, and say so in the address.

    Only from a callback: the controls are set to what they were, since Streamlit knows what is
    chosen by labels, and these change.
    """
    if language == st.session_state.get(_KEY):
        return
    st.session_state[_KEY] = language
    _write_address(language)
    for name in _BOUND:
        if name in st.session_state:
            chosen: Any = st.session_state[name]
            st.session_state[name] = chosen


def _write_address(language: Language) -> None:
    # English is what is spoken where the address says nothing.
    if language != "en":
        st.query_params[PARAMETER] = language
    elif PARAMETER in st.query_params:
        del st.query_params[PARAMETER]


def offer_language() -> None:
    """Offer the languages, each by its own name."""
    # Set in each run, it would undo what is chosen while a run is under way, as in a play.
    if st.session_state.get(_CONTROL_KEY) != language():
        st.session_state[_CONTROL_KEY] = language()
    st.selectbox(
        spoken()("language.title"),
        LANGUAGES,
        format_func=lambda name: strings(name)["language.name"],
        key=_CONTROL_KEY,
        on_change=lambda: speak(st.session_state[_CONTROL_KEY]),
        label_visibility="collapsed",
        width=130,
    )
