"""The second step: what became of every row."""

from collections.abc import Sequence

import pandas as pd
import streamlit as st

from kzmap.dashboard.own import session
from kzmap.dashboard.own.choosing import OWN_FORMAT
from kzmap.dashboard.own.desk import Desk
from kzmap.dashboard.own.files import safe_name
from kzmap.dashboard.own.names import Key, counted
from kzmap.dashboard.own.order import names_of
from kzmap.dashboard.own.reading import Way, want
from kzmap.dashboard.own.showing import choose_on_map
from kzmap.dashboard.prepared import Prepared
from kzmap.records import Problem, Reading, rejected_csv

MOST_PROBLEMS = 1_000
_FEW_NAMES = 8
_DAYS = ("event_date", "end_date")
_COLUMNS = ["Line", "Column", "Value", "Reason"]


def show_account(desk: Desk, base: Prepared) -> None:
    """Show what was kept, set aside and left out, with the reasons, and what to do next."""
    reading = desk.reading
    if reading is None:
        return
    report = reading.report
    _show_counts(desk, reading)
    if desk.made is None:
        st.error("No row can be used, so there is nothing to draw.", icon=":material/error:")
    else:
        choose_on_map(base, "kzmap-on-map-here")
    if desk.made and (names := desk.review.open):
        rows = sum(int(name.rows) for name in names)
        st.text(
            f"Not on the map yet: {counted(rows, 'row')}, since {counted(len(names), 'name')} "
            "could not be settled: not known, or borne by several places."
        )
        st.button(
            "Settle the places",
            on_click=session.go_to,
            args=("places",),
            type="primary",
            icon=":material/pin_drop:",
            key="kzmap-to-places",
        )
    _show_borne_by_others(desk)
    _show_set_aside(desk, reading)
    _show_problems("Kept, but look at them", report.flags)
    if desk.made:
        _show_doubts(desk.made.dataset.events)
    if report.duplicates:
        with st.expander(f"Duplicates ({len(report.duplicates)})"):
            rows_ = [(row.line, row.first_line, row.id) for row in report.duplicates]
            table = pd.DataFrame(rows_, columns=["Line", "Repeats line", "Id"])
            st.dataframe(table.head(MOST_PROBLEMS), hide_index=True)
    if report.notes:
        with st.expander(f"How it was read ({len(report.notes)})"):
            st.text("\n".join(report.notes))


def _show_borne_by_others(desk: Desk) -> None:
    """Say which names were found though other places bear them too, and where to look."""
    rows = names_of(desk)["found"] if desk.made else []
    if not rows:
        return
    listed = ", ".join(row.place for row in rows[:_FEW_NAMES])
    more = f" and {len(rows) - _FEW_NAMES} more" if len(rows) > _FEW_NAMES else ""
    st.text(
        f"On the map, but other places bear the name too: {listed}{more}. "
        "Check that the right one was taken."
    )
    st.button(
        f"Check {counted(len(rows), 'name')}",
        on_click=_check,
        args=(rows[0].key,),
        icon=":material/fact_check:",
        key="kzmap-check-places",
    )


def _check(key: Key) -> None:
    session.take_up(key)
    session.go_to("places")


def _show_counts(desk: Desk, reading: Reading) -> None:
    report = reading.report
    row = st.container(horizontal=True, gap="small", key="kzmap-counts")
    for label, count in (
        ("Rows read", report.read),
        ("Kept", report.kept),
        *([("Of these on the map", _drawn(desk))] if desk.made else []),
        ("Set aside", len(report.set_aside)),
        ("Duplicates", len(report.duplicates)),
    ):
        row.metric(label, f"{count:,}", border=True)
    st.text(_how(desk, reading))


def _drawn(desk: Desk) -> int:
    """Return how many of the rows kept are on the map."""
    return int((desk.made.dataset.events["place_index"] >= 0).sum()) if desk.made else 0


def _how(desk: Desk, reading: Reading) -> str:
    form = reading.format
    if form.name == OWN_FORMAT and desk.columns:
        return "Read by the columns that you chose."
    return " ".join(filter(None, (f"Read as {form.title or form.name}.", form.terms)))


def _show_set_aside(desk: Desk, reading: Reading) -> None:
    report = reading.report
    if report.ok:
        return
    st.text(f"Set aside: {counted(len(report.set_aside), 'row')}, and why")
    st.dataframe(_problem_table(report.set_aside), hide_index=True)
    with st.container(horizontal=True):
        st.download_button(
            "These rows, whole (CSV)",
            # The mark at the front is what makes Excel read Cyrillic as UTF-8.
            lambda: ("\ufeff" + rejected_csv(report)).encode(),
            safe_name(desk.upload, "rejected.csv"),
            "text/csv",
            on_click="ignore",
            icon=":material/download:",
            key="download-rejected",
        )
        if any(_has_two_readings(problem) for problem in report.set_aside):
            for order in ("day first", "month first"):
                columns = {**(desk.columns or {}), "day_order": order}
                st.button(
                    f"Read days with the {order}",
                    on_click=want,
                    args=(Way(desk.format_name, columns, desk.words),),
                    key=f"kzmap-{order.replace(' ', '-')}",
                )
    st.text("Mend them and take the file again, or go on without them.")


def _has_two_readings(problem: Problem) -> bool:
    """Whether a row is set aside for a day that the order of its digits would settle."""
    return problem.column in _DAYS and problem.reason.startswith("can be ")


def _show_doubts(events: pd.DataFrame) -> None:
    """Show coordinates that disagree with what their rows name; which is wrong is not known."""
    doubtful = events[events["doubt"] != ""]
    if doubtful.empty:
        return
    with st.expander(f"Coordinates that disagree with their row ({len(doubtful)})"):
        st.text("They are kept as they stand: which of the two is wrong only the source knows.")
        columns = {"event_id": "Id", "place": "Place", "doubt": "What disagrees"}
        table = doubtful.head(MOST_PROBLEMS)[list(columns)].rename(columns=columns)
        st.dataframe(table, hide_index=True)


def _show_problems(title: str, problems: Sequence[Problem]) -> None:
    if problems:
        with st.expander(f"{title} ({len(problems)})"):
            st.dataframe(_problem_table(problems), hide_index=True)


def _problem_table(problems: Sequence[Problem]) -> pd.DataFrame:
    rows = [(one.line, one.column, one.value, one.reason) for one in problems[:MOST_PROBLEMS]]
    if len(problems) > MOST_PROBLEMS:
        st.text(f"The first {MOST_PROBLEMS:,} of {len(problems):,}:")
    return pd.DataFrame(rows, columns=_COLUMNS)
