"""Which language the dashboard speaks: the address says it, and a control."""

from functools import cache
from typing import Any, cast

import streamlit as st

from kzmap.dashboard.words import Words
from kzmap.page.languages import LANGUAGES, Language
from kzmap.page.naming import strings

PARAMETER = "language"
_KEY, _ADDRESS_KEY, _CONTROL_KEY = "kzmap-speaks", "kzmap-address-says", "kzmap-language"
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
    """Speak what the address says, where that is new: at first, or after a step back."""
    says = st.query_params.get(PARAMETER)
    if _ADDRESS_KEY in st.session_state and st.session_state[_ADDRESS_KEY] == says:
        return
    st.session_state[_ADDRESS_KEY] = says
    st.session_state[_KEY] = says if says in LANGUAGES else "en"


def speak(language: Language) -> None:
    """Speak a language from the next run on, and say so in the address.

    Only from a callback: the controls are set to what they were, since Streamlit knows what is
    chosen by labels, and these change.
    """
    if language == st.session_state.get(_KEY):
        return
    st.session_state[_KEY] = language
    # English is what is spoken where the address says nothing.
    says = None if language == "en" else language
    st.session_state[_ADDRESS_KEY] = says
    if says is not None:
        st.query_params[PARAMETER] = says
    elif PARAMETER in st.query_params:
        del st.query_params[PARAMETER]
    for name in _BOUND:
        if name in st.session_state:
            chosen: Any = st.session_state[name]
            st.session_state[name] = chosen


def offer_language() -> None:
    """Offer the languages, each by its own name."""
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
