"""The last step: areas, sources and a tour that go with the reports."""

from collections.abc import Callable

import pandas as pd
import streamlit as st

from kzmap.dashboard.own import session
from kzmap.dashboard.own.desk import Desk
from kzmap.dashboard.own.files import safe_name
from kzmap.dashboard.own.names import counted
from kzmap.dashboard.own.waiting import waiting
from kzmap.dataset import tour_of
from kzmap.errors import KzmapError
from kzmap.records import Reading, Upload, read_sources, read_tour, read_zones, rejected_csv

_MOST_TOLD = 20


def show_additions(desk: Desk) -> None:
    """Ask for zones, sources and a tour, and account for those that were taken."""
    left, middle, right = st.columns(3)
    with left:
        _show_one(
            desk,
            "zones",
            "Areas with a period",
            "States of emergency, curfews, blackouts: a table with kind, area, start and end, "
            "the areas by name; or GeoJSON with outlines of its own.",
            ["csv", "tsv", "txt", "xlsx", "geojson", "json", "gz", "zip"],
            read_zones,
        )
        if desk.zones and desk.made:
            _show_unplaced(desk.made.dataset.unplaced_zones)
    with middle:
        _show_one(
            desk,
            "sources",
            "Sources",
            "A table with source_id, title, publisher, url: what the ids in the reports "
            "stand for.",
            ["csv", "tsv", "txt", "xlsx", "gz", "zip"],
            read_sources,
        )
    with right:
        _show_one(
            desk,
            "tour",
            "Guided tour",
            "A table with day, title, text, and look: the places that a step shows. The page "
            "then tells it step by step.",
            ["csv", "tsv", "txt", "xlsx", "gz", "zip"],
            read_tour,
        )
        if desk.tour and desk.made:
            st.text("\n".join(tour_of(desk.made.dataset).problems[:_MOST_TOLD]))


def _show_one(
    desk: Desk,
    kind: str,
    title: str,
    told: str,
    endings: list[str],
    reader: Callable[[Upload], Reading],
) -> None:
    reading: Reading | None = getattr(desk, kind)
    st.text(title if reading is None else f"{title}: {_account(reading)}")
    if reading is None:
        st.text(told)
        file = st.file_uploader(
            title, type=endings, key=session.turn(kind), label_visibility="collapsed"
        )
        if file is not None:
            _take(desk, kind, Upload(file.name, file.getvalue()), reader)
        if trouble := session.trouble(kind):
            st.error("This file cannot be used.", icon=":material/error:")
            st.text(trouble)
        return
    problems = [str(one) for one in (*reading.report.set_aside, *reading.report.flags)]
    if problems:
        st.text("\n".join(problems[:_MOST_TOLD]))
    with st.container(horizontal=True):
        if not reading.report.ok:
            st.download_button(
                "Rows set aside, whole (CSV)",
                lambda: ("\ufeff" + rejected_csv(reading.report)).encode(),
                safe_name(Upload(reading.report.path, b""), "rejected.csv"),
                "text/csv",
                on_click="ignore",
                icon=":material/download:",
                key=f"download-rejected-{kind}",
            )
        st.button(
            "Remove",
            on_click=_put_away,
            args=(kind,),
            icon=":material/delete:",
            key=f"kzmap-remove-{kind}",
        )


def _account(reading: Reading) -> str:
    report = reading.report
    return (
        f"{counted(report.read, 'row')} read = {report.kept:,} kept + "
        f"{len(report.set_aside):,} set aside + {len(report.duplicates):,} duplicates"
    )


def _show_unplaced(zones: pd.DataFrame) -> None:
    if len(zones):
        names = list(dict.fromkeys(zones["area"]))
        listed = ", ".join(names[:_MOST_TOLD])
        st.text(
            f"Not on the map, since no area or town of this name is known: {listed}. "
            "Areas with outlines of their own can be given as GeoJSON."
        )


def _take(desk: Desk, kind: str, upload: Upload, reader: Callable[[Upload], Reading]) -> None:
    try:
        with waiting("Reading the rows"):
            reading = reader(upload)
    except KzmapError as error:
        session.set_trouble(kind, str(error))
    else:
        session.set_trouble(kind, None)
        session.keep(desk.beside(kind, reading))
    session.turn_over(kind)
    st.rerun()


def _put_away(kind: str) -> None:
    desk = session.desk()
    if desk is not None:
        session.keep(desk.beside(kind, None))
