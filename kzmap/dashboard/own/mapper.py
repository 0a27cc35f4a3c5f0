"""Saying which column of a table means what."""

from collections.abc import Sequence

import streamlit as st

from kzmap.countries import country_names
from kzmap.dashboard.own import session
from kzmap.dashboard.own.columns import RARE, USUAL, Choice, can_be_two_days, usable
from kzmap.dashboard.own.desk import Desk
from kzmap.dashboard.own.wording import choose_words
from kzmap.dashboard.speaking import spoken
from kzmap.records import Recognition
from kzmap.schema import EVENT_REQUIRED, EVENT_TYPES

_NONE = ""
_ORDERS = {"": "as_told", "day first": "day_first", "month first": "month_first"}


def choose_columns(desk: Desk) -> Choice | None:
    """Ask which column is which; None as long as what is chosen is not enough."""
    found = desk.recognition
    headers = usable(found.header)
    suggested = desk.columns if desk.columns is not None else found.suggested
    say = spoken()
    st.text(say("own.columns.which"))
    chosen = _ask(USUAL, headers, suggested)
    with st.expander(say("own.columns.more")):
        chosen |= _ask(RARE, headers, suggested)
    event_type = (
        ""
        if "event_type" in chosen
        else _ask_type(suggested.get("event_type", "").removeprefix("="))
    )
    day_order = _ask_order(found, chosen.get("event_date"))
    country = "" if "country" in chosen else _ask_country(suggested.get("country", ""))
    words = choose_words(desk, chosen["event_type"]) if "event_type" in chosen else {}
    choice = Choice(chosen, event_type, day_order, country, words)
    for told in _problems(choice):
        st.text(told)
    return None if _problems(choice) else choice


def _ask(
    columns: Sequence[str], headers: list[str], suggested: "dict[str, str]"
) -> dict[str, str]:
    """Show a box for each column of the contract, and return the headers that are chosen."""
    say = spoken()
    chosen: dict[str, str] = {}
    places = [place for _ in range(0, len(columns), 4) for place in st.columns(4)]
    for column, place in zip(columns, places, strict=False):
        likely = suggested.get(column)
        header = place.selectbox(
            say(f"own.column.{column}") + (" *" if column in EVENT_REQUIRED else ""),
            [_NONE, *headers],
            format_func=lambda header: header or say("own.columns.none"),
            index=headers.index(likely) + 1 if likely in headers else 0,
            key=_key(column),
        )
        if header != _NONE:
            chosen[column] = header
    return chosen


def _key(what: str) -> str:
    """Return a key of this file's own: another one begins with what its names suggest."""
    return f"{session.turn('table')}-{what}"


def _ask_type(before: str) -> str:
    kinds, say = list(EVENT_TYPES), spoken()
    return st.selectbox(
        say("own.columns.every"),
        kinds,
        index=kinds.index(before) if before in kinds else 0,
        format_func=say.type,
        key=_key("every"),
    )


def _ask_country(before: str) -> str:
    """Ask for the country of all places, without which namesakes elsewhere stay open."""
    say = spoken()
    countries = {code: say.country(code, names[0]) for code, names in country_names().items()}
    codes = ["", *sorted(countries, key=lambda code: countries[code])]
    likely = before.removeprefix("=")
    return st.selectbox(
        say("own.columns.country"),
        codes,
        index=codes.index(likely) if likely in codes else 0,
        format_func=lambda code: countries.get(code, say("own.columns.not_said")),
        key=_key("land"),
        width=320,
    )


def _ask_order(found: Recognition, header: str | None) -> str:
    """Ask what 05/01/2022 means, where the first rows leave it open."""
    if header is None:
        return ""
    at = found.header.index(header)
    cells = [row[at] for row in found.rows if len(row) > at]
    if not can_be_two_days(cells):
        return ""
    say = spoken()
    return (
        st.radio(
            say("own.columns.order"),
            list(_ORDERS),
            format_func=lambda order: say(f"own.columns.{_ORDERS[order]}"),
            horizontal=True,
            key=_key("order"),
        )
        or ""
    )


def _problems(choice: Choice) -> list[str]:
    say = spoken()
    told = [
        say("own.columns.missing", column=say(f"own.column.{name}")) for name in choice.missing
    ]
    return told + [say("own.columns.twice", header=header) for header in choice.twice]
