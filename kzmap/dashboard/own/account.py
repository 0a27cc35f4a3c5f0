"""The second step: what became of every row."""

from collections.abc import Sequence

import pandas as pd
import streamlit as st

from kzmap.dashboard.own import session
from kzmap.dashboard.own.choosing import OWN_FORMAT
from kzmap.dashboard.own.desk import Desk
from kzmap.dashboard.own.files import safe_name
from kzmap.dashboard.own.names import Key
from kzmap.dashboard.own.order import names_of
from kzmap.dashboard.own.reading import Way, want
from kzmap.dashboard.own.showing import choose_on_map
from kzmap.dashboard.prepared import Prepared
from kzmap.dashboard.speaking import spoken
from kzmap.records import Problem, Reading, rejected_csv

MOST_PROBLEMS = 1_000
_FEW_NAMES = 8
_DAYS = ("event_date", "end_date")
_COLUMNS = ("line", "column", "value", "reason")


def show_account(desk: Desk, base: Prepared) -> None:
    """Show what was kept, set aside and left out, with the reasons, and what to do next."""
    reading = desk.reading
    if reading is None:
        return
    report, say = reading.report, spoken()
    _show_counts(desk, reading)
    if desk.made is None:
        st.error(say("own.account.nothing"), icon=":material/error:")
    else:
        choose_on_map(base, "kzmap-on-map-here")
    if desk.made and (names := desk.review.open):
        rows = sum(int(name.rows) for name in names)
        told = {
            "rows": say("count.rows", count=rows),
            "names": say("count.names", count=len(names)),
        }
        st.text(say("own.account.open", **told))
        st.button(
            say("own.account.settle"),
            on_click=session.go_to,
            args=("places",),
            type="primary",
            icon=":material/pin_drop:",
            key="kzmap-to-places",
        )
    _show_borne_by_others(desk)
    _show_set_aside(desk, reading)
    _show_problems(say("own.account.flags", count=len(report.flags)), report.flags)
    if desk.made:
        _show_doubts(desk.made.dataset.events)
    if report.duplicates:
        with st.expander(say("own.account.doubled", count=len(report.duplicates))):
            rows_ = [(row.line, row.first_line, row.id) for row in report.duplicates]
            columns = [say("column.line"), say("column.repeats"), say("column.id")]
            table = pd.DataFrame(rows_, columns=columns)
            st.dataframe(table.head(MOST_PROBLEMS), hide_index=True)
    if report.notes:
        with st.expander(say("own.account.notes", count=len(report.notes))):
            st.text("\n".join(report.notes))


def _show_borne_by_others(desk: Desk) -> None:
    """Say which names were found though other places bear them too, and where to look."""
    rows = names_of(desk)["found"] if desk.made else []
    if not rows:
        return
    say = spoken()
    listed = ", ".join(row.place for row in rows[:_FEW_NAMES])
    if len(rows) > _FEW_NAMES:
        listed = say("own.account.more", names=listed, count=len(rows) - _FEW_NAMES)
    st.text(say("own.account.borne", names=listed))
    st.button(
        say("own.account.check", names=say("count.names", count=len(rows))),
        on_click=_check,
        args=(rows[0].key,),
        icon=":material/fact_check:",
        key="kzmap-check-places",
    )


def _check(key: Key) -> None:
    session.take_up(key)
    session.go_to("places")


def _show_counts(desk: Desk, reading: Reading) -> None:
    report, say = reading.report, spoken()
    row = st.container(horizontal=True, gap="small", key="kzmap-counts")
    for label, count in (
        (say("own.account.read"), report.read),
        (say("own.account.kept"), report.kept),
        *([(say("own.account.drawn"), _drawn(desk))] if desk.made else []),
        (say("own.account.set_aside"), len(report.set_aside)),
        (say("own.account.duplicates"), len(report.duplicates)),
    ):
        row.metric(label, say.number(count), border=True)
    st.text(_how(desk, reading))


def _drawn(desk: Desk) -> int:
    """Return how many of the rows kept are on the map."""
    return int((desk.made.dataset.events["place_index"] >= 0).sum()) if desk.made else 0


def _how(desk: Desk, reading: Reading) -> str:
    form, say = reading.format, spoken()
    if form.name == OWN_FORMAT and desk.columns:
        return say("own.account.by_columns")
    told = say("own.account.read_as", title=form.title or form.name)
    return " ".join(filter(None, (told, form.terms)))


def _show_set_aside(desk: Desk, reading: Reading) -> None:
    report, say = reading.report, spoken()
    if report.ok:
        return
    count = say("count.rows", count=len(report.set_aside))
    st.text(say("own.account.why", rows=count))
    st.dataframe(_problem_table(report.set_aside), hide_index=True)
    with st.container(horizontal=True):
        st.download_button(
            say("own.account.rejected"),
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
                    say(f"own.account.{order.replace(' ', '_')}"),
                    on_click=want,
                    args=(Way(desk.format_name, columns, desk.words),),
                    key=f"kzmap-{order.replace(' ', '-')}",
                )
    st.text(say("own.account.mend"))


def _has_two_readings(problem: Problem) -> bool:
    """Whether a row is set aside for a day that the order of its digits would settle."""
    return problem.column in _DAYS and problem.reason.startswith("can be ")


def _show_doubts(events: pd.DataFrame) -> None:
    """Show coordinates that disagree with what their rows name; which is wrong is not known."""
    doubtful = events[events["doubt"] != ""]
    if doubtful.empty:
        return
    say = spoken()
    with st.expander(say("own.account.doubts", count=len(doubtful))):
        st.text(say("own.account.doubts_told"))
        columns = {
            "event_id": say("column.id"),
            "place": say("column.place"),
            "doubt": say("column.doubt"),
        }
        table = doubtful.head(MOST_PROBLEMS)[list(columns)].rename(columns=columns)
        st.dataframe(table, hide_index=True)


def _show_problems(title: str, problems: Sequence[Problem]) -> None:
    if problems:
        with st.expander(title):
            st.dataframe(_problem_table(problems), hide_index=True)


def _problem_table(problems: Sequence[Problem]) -> pd.DataFrame:
    rows = [(one.line, one.column, one.value, one.reason) for one in problems[:MOST_PROBLEMS]]
    say = spoken()
    if len(problems) > MOST_PROBLEMS:
        st.text(say("own.account.first", shown=MOST_PROBLEMS, count=len(problems)))
    return pd.DataFrame(rows, columns=[say(f"column.{name}") for name in _COLUMNS])
