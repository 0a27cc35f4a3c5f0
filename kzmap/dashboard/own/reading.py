"""Reading a person's file in the way they chose."""

from collections.abc import Mapping
from typing import NamedTuple

import streamlit as st

from kzmap.dashboard.own import session
from kzmap.dashboard.own.making import make
from kzmap.dashboard.own.waiting import waiting
from kzmap.dashboard.speaking import spoken
from kzmap.errors import KzmapError
from kzmap.records import Format, find_format, read_events, with_mapping

_WANTED = "kzmap-own-wanted"


class Way(NamedTuple):
    """How a file is to be read: as which format, with which columns and types named."""

    format_name: str
    columns: dict[str, str] | None
    words: Mapping[str, str] = {}


def want(way: Way | None) -> None:
    """Have the file read in the next run; None no longer.

    A wish and not a call: a run that is cut short, since somebody moved the slider, is
    followed by another one that begins to read again.
    """
    st.session_state[_WANTED] = way


def read_wanted() -> None:
    """Read the file if that is wanted, put it on the map, and go on to the account of it."""
    way: Way | None = st.session_state.get(_WANTED)
    desk = session.desk()
    if way is None or desk is None:
        return
    try:
        with waiting(spoken()("own.reading")) as advance:
            reading = read_events(
                desk.upload, _form(way), columns=_columns(way), progress=advance
            )
        desk = desk.read(reading, *way)
        if desk.is_pending:
            with waiting(spoken()("own.finding")) as advance:
                desk = make(desk, advance)
    except KzmapError as error:
        session.set_trouble("reading", str(error))
    else:
        session.set_trouble("reading", None)
        session.keep(desk)
        session.forget_removed()
        session.put_on_map("own")
        session.go_to("read")
    want(None)
    st.rerun()


def _form(way: Way) -> str | Format:
    if not way.words or way.columns is None:
        return way.format_name
    words = {"event_type": way.words}
    return with_mapping(find_format(way.format_name), way.columns, words)


def _columns(way: Way) -> dict[str, str] | None:
    # Named in the format already where words go with them.
    return None if way.words else way.columns
