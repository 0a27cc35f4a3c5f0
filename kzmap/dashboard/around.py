"""Around the map: figures, tables and downloads."""

from datetime import date
from typing import Any

import pandas as pd
import streamlit as st

from kzmap.dashboard.changing import changes_in_words
from kzmap.dashboard.downloads import events_csv, events_geojson, file_stem, page_html
from kzmap.dashboard.figures import blackout_note, figures
from kzmap.dashboard.listings import reports_table
from kzmap.dashboard.prepared import Prepared, Worded
from kzmap.dashboard.selection import Selection
from kzmap.dashboard.spreading import show_spread
from kzmap.dashboard.words import Words
from kzmap.dataset import Dataset, shareable
from kzmap.timeline import reports_on

MOST_ROWS = 1_000
"""A table on the screen ends here; the download has all."""

_MARK = b"\xef\xbb\xbf"
"""At the front of a file it makes Excel read Cyrillic as UTF-8; kzmap reads past it."""


def show_figures(dataset: Dataset, day: date, say: Words) -> None:
    """Show the figures of the day, all types, with the change from the day before."""
    found = figures(dataset, day, say)
    st.text(say("figures.title", day=say.day(day)))
    if changed := changes_in_words(dataset, day, say):
        st.text(changed)
    row = st.container(horizontal=True, gap="small")
    for figure in found:
        row.metric(
            figure.label,
            figure.value,
            delta=say("figures.no_change") if figure.change == 0 else figure.change,
            delta_arrow="off" if figure.change == 0 else "auto",
            # More or fewer is neither good nor bad here.
            delta_color="off",
            delta_description=figure.note or None,
            border=True,
            height="stretch",
        )


def show_tables(prepared: Prepared, worded: Worded, selection: Selection) -> None:
    """Show the reports, the places in order of first report, and the sources."""
    say = worded.say
    rows = reports_on(prepared.dataset, *selection)
    reports, places, spread, sources = st.tabs(
        [
            say("tab.reports", count=len(rows)),
            say("tab.places", count=len(worded.places)),
            say("spread.open"),
            say("tab.sources", count=len(worded.sources)),
        ]
    )
    with reports:
        _show_reports(prepared.dataset, rows, selection, say)
    with places:
        st.text(say("table.places"))
        st.dataframe(worded.places, hide_index=True)
    with spread:
        show_spread(prepared.dataset, prepared.spread, say)
    with sources:
        if worded.sources.empty:
            st.text(say("table.no_sources"))
        else:
            st.dataframe(
                worded.sources,
                hide_index=True,
                column_config={say("column.link"): _link(say)},
            )


def _link(say: Words) -> Any:
    return st.column_config.LinkColumn(
        say("column.link"), display_text=r"^https?://(?:www\.)?([^/?#]+)"
    )


def show_downloads(prepared: Prepared, selection: Selection, say: Words) -> None:
    """Offer what is shown as files, under the terms that its sources come with."""
    dataset = prepared.dataset
    st.text(say("take.title"))
    include_notes = bool(dataset.restricted) and _ask_for_notes(dataset, say)
    is_counted = bool(dataset.restricted) and not include_notes
    stem = file_stem(selection)
    count = len(reports_on(dataset, *selection))
    what = say("take.counts") if is_counted else say("count.reports", count=count)

    def rows() -> pd.DataFrame:
        return reports_on(shareable(dataset, include_notes=include_notes), *selection)

    def whole_page() -> bytes:
        shared = shareable(dataset, include_notes=include_notes)
        return page_html(shared, selection, say.language)

    page, csv, geojson = st.columns(3)
    page.download_button(
        say("take.page"),
        whole_page,
        f"{stem}.html",
        "text/html",
        on_click="ignore",
        icon=":material/map:",
        width="stretch",
        key="download-html",
    )
    csv.download_button(
        say("take.csv", what=what),
        lambda: _MARK + events_csv(rows()),
        f"{stem}.csv",
        "text/csv",
        on_click="ignore",
        icon=":material/table:",
        width="stretch",
        key="download-csv",
    )
    geojson.download_button(
        say("take.geojson", what=what),
        lambda: events_geojson(rows()),
        f"{stem}.geojson",
        "application/geo+json",
        on_click="ignore",
        icon=":material/location_on:",
        width="stretch",
        key="download-geojson",
    )


def _ask_for_notes(dataset: Dataset, say: Words) -> bool:
    """Say why the files hold counts, and ask whether they shall hold the rows all the same."""
    for form in dataset.restricted:
        st.text(say("take.terms", terms=form.terms, title=form.title))
    return st.checkbox(say("take.notes"), key="kzmap-include-notes")


def _show_reports(
    dataset: Dataset, rows: pd.DataFrame, selection: Selection, say: Words
) -> None:
    if rows.empty:
        st.text(_why_empty(dataset, selection, say))
        return
    if len(rows) > MOST_ROWS:
        st.text(say("table.first_rows", shown=MOST_ROWS, count=len(rows)))
    st.dataframe(
        reports_table(dataset, rows.head(MOST_ROWS), selection, say),
        hide_index=True,
        column_config={
            say("column.type"): st.column_config.TextColumn(width=140),
            say("column.report"): st.column_config.TextColumn(width="large"),
            say("column.sources"): st.column_config.TextColumn(width="medium"),
            say("column.link"): _link(say),
        },
        row_height=74,
    )


def _why_empty(dataset: Dataset, selection: Selection, say: Words) -> str:
    if not reports_on(dataset, selection.day, selection.mode).empty:
        return say("table.hidden")
    parts = [say("list.empty")]
    if note := blackout_note(dataset, selection.day, say):
        parts.append(note)
    return " ".join(parts)
