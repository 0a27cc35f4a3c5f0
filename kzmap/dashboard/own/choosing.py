"""The first step: a file, what it was taken for, and how it is to be read."""

import pandas as pd
import streamlit as st

from kzmap.dashboard.own import session
from kzmap.dashboard.own.desk import Desk
from kzmap.dashboard.own.files import safe_name
from kzmap.dashboard.own.mapper import choose_columns
from kzmap.dashboard.own.reading import Way, want
from kzmap.dashboard.own.waiting import waiting
from kzmap.dashboard.speaking import spoken
from kzmap.dashboard.words import Words
from kzmap.errors import KzmapError
from kzmap.records import (
    Format,
    Recognition,
    Upload,
    formats,
    mapping_toml,
    recognise,
)
from kzmap.records.limits import MOST_UPLOAD_BYTES, in_megabytes

EXAMPLE = (
    "event_date,event_type,place,summary\n"
    "2022-01-04,protest,Жаңаөзен,Workers gathered on the square\n"
    "2022-01-05,protest,Жамбыл,Drivers blocked a road\n"
    "05/01/2022,riot,Almaty,A shop burned\n"
)
"""Three rows: one that is plain, a name that several places bear, a day with two meanings."""

_PREVIEWED = 5
_OWN_COLUMNS = ""
OWN_FORMAT = "kzmap"


def show_chooser(desk: Desk | None) -> None:
    """Ask for a file; or show what it was taken for, and ask how to read it."""
    say = spoken()
    if desk is None:
        st.text(say("own.choose.told", limit=in_megabytes(MOST_UPLOAD_BYTES)))
        _ask_for_file(say("own.choose.table"))
        st.text(say("own.choose.promise"))
        _offer_example()
        return
    _show_preview(desk.recognition)
    _choose_reading(desk)
    with st.expander(say("own.choose.another_file")):
        st.text(say("own.choose.another_told"))
        _ask_for_file(say("own.choose.another"))


def _ask_for_file(label: str) -> None:
    # Files of any ending are let through: what is no table is told why, and not only refused.
    file = st.file_uploader(label, key=session.turn("table"))
    if file is not None:
        _take(Upload(file.name, file.getvalue()))
    if told := session.trouble("table"):
        st.error(spoken()("own.unusable"), icon=":material/error:")
        st.text(told)


def _take(upload: Upload) -> None:
    try:
        with waiting(spoken()("own.choose.looking")):
            recognition = recognise(upload)
    except KzmapError as error:
        session.set_trouble("table", str(error))
    else:
        before = session.desk()
        desk = before.taking(upload, recognition) if before else Desk(upload, recognition)
        session.keep(desk)
        if before and before.made:
            session.replace_later(before)
        session.set_trouble("table", None)
        session.set_trouble("reading", None)
        session.go_to("file")
    # Last, so that a run that is cut short finds the file again.
    session.turn_over("table")
    st.rerun()


def _offer_example() -> None:
    st.download_button(
        spoken()("own.choose.example"),
        EXAMPLE.encode(),
        "example.csv",
        "text/csv",
        on_click="ignore",
        icon=":material/download:",
        type="tertiary",
        key="download-example",
    )


def _show_preview(found: Recognition) -> None:
    shown = found.rows[:_PREVIEWED]
    say = spoken()
    st.text(say("own.choose.first", count=len(shown)))
    width = len(found.header)
    rows = [(*row, *[""] * width)[:width] for row in shown]
    st.dataframe(pd.DataFrame(rows, columns=_distinct(found.header)), hide_index=True)


def _distinct(header: tuple[str, ...]) -> list[str]:
    """Return names that differ, as a table on the screen needs them."""
    shown: list[str] = []
    for number, name in enumerate(header, 1):
        base = name if name.strip() else spoken()("own.choose.column", number=number)
        shown.append(base if base not in shown else f"{base} ({number})")
    return shown


def _choose_reading(desk: Desk) -> None:
    known = formats()
    found, say = desk.recognition.format, spoken()
    options = [*([found.name] if found else []), _OWN_COLUMNS]
    options += [name for name in known if name not in options]
    chosen = st.selectbox(
        say("own.choose.read_as"),
        options,
        format_func=lambda name: (
            _title(known[name], found, say) if name else say("own.choose.own_columns")
        ),
        key=f"{session.turn('table')}-format",
    )
    way = Way(chosen, None)
    if chosen:
        st.text(_terms(known[chosen], found))
    else:
        choice = choose_columns(desk)
        if choice is None:
            return
        way = Way(OWN_FORMAT, choice.mapping(), choice.words)
    with st.container(horizontal=True):
        st.button(
            say("own.choose.read"),
            on_click=want,
            args=(way,),
            type="primary",
            key="kzmap-read",
        )
        if way.columns:
            st.download_button(
                say("own.choose.keep"),
                mapping_toml(way.columns, words={"event_type": way.words}),
                safe_name(desk.upload, "toml"),
                "application/toml",
                on_click="ignore",
                icon=":material/download:",
                key="download-mapping",
            )
    if told := session.trouble("reading"):
        st.error(say("own.choose.unreadable"), icon=":material/error:")
        st.text(told)


def _title(form: Format, found: Format | None, say: Words) -> str:
    title = form.title or form.name
    return say("own.choose.recognised", title=title) if form is found else title


def _terms(form: Format, found: Format | None) -> str:
    told = spoken()("own.choose.by", how=form.recognised_by) if form is found else ""
    return "\n".join(filter(None, (told, form.terms)))
