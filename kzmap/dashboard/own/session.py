"""Where a person's data lives while they are here: the state of their session.

Nothing of it is in a cache, which all sessions share, and nothing is written to disk; it goes
when the session does.
"""

import secrets
from typing import Any, Literal, NamedTuple, cast

import streamlit as st

from kzmap.dashboard.own.desk import Desk
from kzmap.dashboard.own.names import Key
from kzmap.dashboard.pointing import Asked
from kzmap.dashboard.prepared import Prepared
from kzmap.places import PlaceQuery

OnMap = Literal["own", "both", "base"]
Step = Literal["file", "read", "places", "areas"]

_DESK, _BEFORE, _PAGES = "kzmap-own-desk", "kzmap-own-before", "kzmap-own-pages"
_PANEL, _STEP, _NAME = "kzmap-own-open", "kzmap-own-step", "kzmap-own-name"
_ON_MAP, _ASKED = "kzmap-own-on-map", "kzmap-own-asked"
_TURN, _TROUBLE = "kzmap-own-turn", "kzmap-own-trouble"
_DECIDED, _TOLD = "kzmap-own-decided", "kzmap-own-told"
_DRAW = "kzmap-own-draw"


class Told(NamedTuple):
    """What a screen reader is to say now, and a number that tells it from the last one."""

    number: int = 0
    text: str = ""


def desk() -> Desk | None:
    """Return what this person brought, if anything."""
    return cast("Desk | None", st.session_state.get(_DESK))


def keep(changed: Desk | None) -> None:
    """Keep a changed desk; pages drawn of an older data set go."""
    before = desk()
    if before is None or changed is None or before.made is not changed.made:
        st.session_state.pop(_PAGES, None)
    st.session_state[_DESK] = changed


def put_away() -> None:
    """Remove what this person brought, so that it can still be brought back."""
    st.session_state[_BEFORE] = desk()
    keep(None)


def removed() -> Desk | None:
    """Return what was removed last and can be brought back."""
    return cast("Desk | None", st.session_state.get(_BEFORE))


def bring_back() -> None:
    """Undo `put_away`."""
    keep(removed())
    forget_removed()


def replace_later(before: Desk) -> None:
    """Keep what another file is to replace, so that it can be brought back until then."""
    st.session_state[_BEFORE] = before


def forget_removed() -> None:
    """Let go for good of what was removed."""
    st.session_state.pop(_BEFORE, None)


def pages() -> dict[str, Prepared]:
    """Return the pages drawn of the data set as it is now."""
    found: dict[str, Prepared] = st.session_state.setdefault(_PAGES, {})
    return found


def is_open() -> bool:
    """Whether the panel is open."""
    return bool(st.session_state.get(_PANEL, False))


def set_open(is_open: bool) -> None:
    """Open or close the panel."""
    st.session_state[_PANEL] = is_open


def step() -> Step:
    """Return the step at which the panel is."""
    return cast("Step", st.session_state.get(_STEP, "file"))


def go_to(step: Step) -> None:
    """Open the panel at a step."""
    set_open(True)
    st.session_state[_STEP] = step


def asked() -> tuple[Asked, PlaceQuery] | None:
    """Return the place that is being pointed at on the map, if one is."""
    return cast("tuple[Asked, PlaceQuery] | None", st.session_state.get(_ASKED))


def ask_for(query: PlaceQuery | None) -> None:
    """Ask for a place to be pointed at on the map, or no longer."""
    # The number ties an answer to its question, whatever page or session answers.
    number = secrets.randbits(50)
    st.session_state[_ASKED] = query and (Asked(number, query.name), query)


def turn(what: str) -> str:
    """Return a widget's key that changes with `turn_over`, so that it begins empty again."""
    turns: dict[str, int] = st.session_state.setdefault(_TURN, {})
    return f"kzmap-{what}-{turns.get(what, 0)}"


def turn_over(what: str) -> None:
    """Let a widget begin empty again."""
    turns: dict[str, int] = st.session_state.setdefault(_TURN, {})
    turns[what] = turns.get(what, 0) + 1


def trouble(where: str) -> Any:
    """Return what went wrong at a place of the panel, if anything."""
    return st.session_state.get(_TROUBLE, {}).get(where)


def set_trouble(where: str, told: Any) -> None:
    """Remember what went wrong at a place of the panel; None when it is over."""
    st.session_state.setdefault(_TROUBLE, {})[where] = told


def on_map() -> OnMap:
    """Return what is to be on the map."""
    return cast("OnMap", st.session_state.get(_ON_MAP, "own"))


def put_on_map(which: OnMap) -> None:
    """Choose what is on the map."""
    st.session_state[_ON_MAP] = which


def want_drawn(is_wanted: bool) -> None:
    """Wish for what was decided to be put on the map, or no longer.

    A wish and not a call: a run that is cut short is followed by one that still knows of it,
    while it knows no more of the click.
    """
    st.session_state[_DRAW] = is_wanted


def wants_drawn() -> bool:
    """Whether what was decided is to be put on the map now."""
    return bool(st.session_state.get(_DRAW, False))


def name() -> Key | None:
    """Return the name that is being settled."""
    return cast("Key | None", st.session_state.get(_NAME))


def take_up(name: Key | None) -> None:
    """Settle this name now."""
    st.session_state[_NAME] = name


def tell(text: str) -> None:
    """Say what was just done, and have the keyboard go to the name that is shown next."""
    st.session_state[_TOLD] = Told(secrets.randbits(31) + 1, text)


def told() -> Told:
    """Return what was said last."""
    return cast("Told", st.session_state.get(_TOLD, Told()))


def note_decided(query: PlaceQuery | None) -> None:
    """Remember which name was decided last, so that it can be taken back; None for none."""
    st.session_state[_DECIDED] = query


def decided() -> PlaceQuery | None:
    """Return the name that was decided last."""
    return cast("PlaceQuery | None", st.session_state.get(_DECIDED))
