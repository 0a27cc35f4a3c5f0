"""The first step: a file, what it was taken for, and how it is to be read."""

import pandas as pd
import streamlit as st

from kzmap.dashboard.own import session
from kzmap.dashboard.own.desk import Desk
from kzmap.dashboard.own.files import safe_name
from kzmap.dashboard.own.mapper import choose_columns
from kzmap.dashboard.own.names import counted
from kzmap.dashboard.own.reading import Way, want
from kzmap.dashboard.own.waiting import waiting
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

_PROMISE = (
    "It is read in the memory of the computer that runs this dashboard, for you alone, and "
    "forgotten when you close the page."
)
_PREVIEWED = 5
_OWN_COLUMNS, _OWN_COLUMNS_TITLE = "", "Another table: I say which column is which"
OWN_FORMAT = "kzmap"


def show_chooser(desk: Desk | None) -> None:
    """Ask for a file; or show what it was taken for, and ask how to read it."""
    if desk is None:
        st.text(
            "A table of reports, one in each row: a day, what happened, and a place by name "
            f"or coordinates. CSV, TSV, Excel or GeoJSON, also as .gz or .zip, up to "
            f"{in_megabytes(MOST_UPLOAD_BYTES)}. Exports of ACLED, UCDP GED, GDELT and others "
            "are recognised; for other tables you say which column is which."
        )
        _ask_for_file("Your table")
        st.text(_PROMISE)
        _offer_example()
        return
    _show_preview(desk.recognition)
    _choose_reading(desk)
    with st.expander("Take another file"):
        st.text(
            "What you decided about places stays, and holds for the next file too; this file "
            "can be brought back until the next one is read."
        )
        _ask_for_file("Another table")


def _ask_for_file(label: str) -> None:
    # Files of any ending are let through: what is no table is told why, and not only refused.
    file = st.file_uploader(label, key=session.turn("table"))
    if file is not None:
        _take(Upload(file.name, file.getvalue()))
    if told := session.trouble("table"):
        st.error("This file cannot be used.", icon=":material/error:")
        st.text(told)


def _take(upload: Upload) -> None:
    try:
        with waiting("Looking at the file"):
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
        "A small example to try",
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
    st.text(f"The first {counted(len(shown), 'row')}, as in the file:")
    width = len(found.header)
    rows = [(*row, *[""] * width)[:width] for row in shown]
    st.dataframe(pd.DataFrame(rows, columns=_distinct(found.header)), hide_index=True)


def _distinct(header: tuple[str, ...]) -> list[str]:
    """Return names that differ, as a table on the screen needs them."""
    shown: list[str] = []
    for number, name in enumerate(header, 1):
        base = name if name.strip() else f"(column {number})"
        shown.append(base if base not in shown else f"{base} ({number})")
    return shown


def _choose_reading(desk: Desk) -> None:
    known = formats()
    found = desk.recognition.format
    options = [*([found.name] if found else []), _OWN_COLUMNS]
    options += [name for name in known if name not in options]
    chosen = st.selectbox(
        "Read it as",
        options,
        format_func=lambda name: _title(known[name], found) if name else _OWN_COLUMNS_TITLE,
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
            "Read the table", on_click=want, args=(way,), type="primary", key="kzmap-read"
        )
        if way.columns:
            st.download_button(
                "Keep this choice of columns (TOML)",
                mapping_toml(way.columns, words={"event_type": way.words}),
                safe_name(desk.upload, "toml"),
                "application/toml",
                on_click="ignore",
                icon=":material/download:",
                key="download-mapping",
            )
    if told := session.trouble("reading"):
        st.error("The table cannot be read like this.", icon=":material/error:")
        st.text(told)


def _title(form: Format, found: Format | None) -> str:
    title = form.title or form.name
    return f"{title} (recognised)" if form is found else title


def _terms(form: Format, found: Format | None) -> str:
    told = f"Recognised by {form.recognised_by}." if form is found else ""
    return "\n".join(filter(None, (told, form.terms)))
