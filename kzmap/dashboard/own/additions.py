"""The last step: areas, sources and a tour that go with the reports."""

from collections.abc import Callable

import pandas as pd
import streamlit as st

from kzmap.dashboard.own import session
from kzmap.dashboard.own.desk import Desk
from kzmap.dashboard.own.files import safe_name
from kzmap.dashboard.own.waiting import waiting
from kzmap.dashboard.speaking import spoken
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
            ["csv", "tsv", "txt", "xlsx", "geojson", "json", "gz", "zip"],
            read_zones,
        )
        if desk.zones and desk.made:
            _show_unplaced(desk.made.dataset.unplaced_zones)
    with middle:
        _show_one(
            desk,
            "sources",
            ["csv", "tsv", "txt", "xlsx", "gz", "zip"],
            read_sources,
        )
    with right:
        _show_one(
            desk,
            "tour",
            ["csv", "tsv", "txt", "xlsx", "gz", "zip"],
            read_tour,
        )
        if desk.tour and desk.made:
            st.text("\n".join(tour_of(desk.made.dataset).problems[:_MOST_TOLD]))


def _show_one(
    desk: Desk,
    kind: str,
    endings: list[str],
    reader: Callable[[Upload], Reading],
) -> None:
    reading: Reading | None = getattr(desk, kind)
    say = spoken()
    title = say(f"own.{kind}.title")
    st.text(title if reading is None else f"{title}: {_account(reading)}")
    if reading is None:
        st.text(say(f"own.{kind}.told"))
        file = st.file_uploader(
            title, type=endings, key=session.turn(kind), label_visibility="collapsed"
        )
        if file is not None:
            _take(desk, kind, Upload(file.name, file.getvalue()), reader)
        if trouble := session.trouble(kind):
            st.error(say("own.unusable"), icon=":material/error:")
            st.text(trouble)
        return
    problems = [str(one) for one in (*reading.report.set_aside, *reading.report.flags)]
    if problems:
        st.text("\n".join(problems[:_MOST_TOLD]))
    with st.container(horizontal=True):
        if not reading.report.ok:
            st.download_button(
                say("own.additions.rejected"),
                lambda: ("\ufeff" + rejected_csv(reading.report)).encode(),
                safe_name(Upload(reading.report.path, b""), "rejected.csv"),
                "text/csv",
                on_click="ignore",
                icon=":material/download:",
                key=f"download-rejected-{kind}",
            )
        st.button(
            say("own.remove"),
            on_click=_put_away,
            args=(kind,),
            icon=":material/delete:",
            key=f"kzmap-remove-{kind}",
        )


def _account(reading: Reading) -> str:
    report, say = reading.report, spoken()
    return say(
        "own.additions.account",
        rows=say("count.rows", count=report.read),
        kept=report.kept,
        aside=len(report.set_aside),
        duplicates=len(report.duplicates),
    )


def _show_unplaced(zones: pd.DataFrame) -> None:
    if len(zones):
        names = list(dict.fromkeys(zones["area"]))
        listed = ", ".join(names[:_MOST_TOLD])
        st.text(spoken()("own.additions.unplaced", names=listed))


def _take(desk: Desk, kind: str, upload: Upload, reader: Callable[[Upload], Reading]) -> None:
    try:
        with waiting(spoken()("own.reading")):
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
