"""Around the map: figures, tables and downloads."""

from datetime import date

import pandas as pd
import streamlit as st

from kzmap.dashboard.changing import changes_in_words
from kzmap.dashboard.downloads import events_csv, events_geojson, file_stem, page_html
from kzmap.dashboard.figures import blackout_note, figures
from kzmap.dashboard.listings import reports_table
from kzmap.dashboard.own.names import counted
from kzmap.dashboard.prepared import Prepared
from kzmap.dashboard.selection import Selection, day_in_words
from kzmap.dashboard.spreading import show_spread
from kzmap.dataset import Dataset, shareable
from kzmap.timeline import reports_on

MOST_ROWS = 1_000
"""A table on the screen ends here; the download has all."""

_MARK = b"\xef\xbb\xbf"
"""At the front of a file it makes Excel read Cyrillic as UTF-8; kzmap reads past it."""

_LINK = st.column_config.LinkColumn("Link", display_text=r"^https?://(?:www\.)?([^/?#]+)")


def show_figures(dataset: Dataset, day: date) -> None:
    """Show the figures of the day, all types, with the change from the day before."""
    found = figures(dataset, day)
    st.text(f"{day_in_words(day)}, beside the day before")
    if changed := changes_in_words(dataset, day):
        st.text(changed)
    row = st.container(horizontal=True, gap="small")
    for figure in found:
        row.metric(
            figure.label,
            figure.value,
            delta="no change" if figure.change == 0 else figure.change,
            delta_arrow="off" if figure.change == 0 else "auto",
            # More or fewer is neither good nor bad here.
            delta_color="off",
            delta_description=figure.note or None,
            border=True,
            height="stretch",
        )


def show_tables(prepared: Prepared, selection: Selection) -> None:
    """Show the reports, the places in order of first report, and the sources."""
    rows = reports_on(prepared.dataset, *selection)
    reports, places, spread, sources = st.tabs(
        [
            f"Reports ({len(rows)})",
            f"Places ({len(prepared.places)})",
            "Spread",
            f"Sources ({len(prepared.sources)})",
        ]
    )
    with reports:
        _show_reports(prepared.dataset, rows, selection)
    with places:
        st.text("Places in the order of their first report, over all days.")
        st.dataframe(prepared.places, hide_index=True)
    with spread:
        show_spread(prepared.dataset, prepared.spread)
    with sources:
        if prepared.sources.empty:
            st.text(
                "No sources were given with these reports. Add a sources table to name them."
            )
        else:
            st.dataframe(
                prepared.sources,
                hide_index=True,
                column_config={"Link": _LINK},
            )


def show_downloads(prepared: Prepared, selection: Selection) -> None:
    """Offer what is shown as files, under the terms that its sources come with."""
    dataset = prepared.dataset
    st.text("Take away what is shown")
    include_notes = bool(dataset.restricted) and _ask_for_notes(dataset)
    is_counted = bool(dataset.restricted) and not include_notes
    stem = file_stem(selection)
    count = len(reports_on(dataset, *selection))
    what = "Counts of reports" if is_counted else counted(count, "report")

    def rows() -> pd.DataFrame:
        return reports_on(shareable(dataset, include_notes=include_notes), *selection)

    page, csv, geojson = st.columns(3)
    page.download_button(
        "Map, one HTML file",
        lambda: page_html(shareable(dataset, include_notes=include_notes), selection),
        f"{stem}.html",
        "text/html",
        on_click="ignore",
        icon=":material/map:",
        width="stretch",
        key="download-html",
    )
    csv.download_button(
        f"{what}, CSV",
        lambda: _MARK + events_csv(rows()),
        f"{stem}.csv",
        "text/csv",
        on_click="ignore",
        icon=":material/table:",
        width="stretch",
        key="download-csv",
    )
    geojson.download_button(
        f"{what}, GeoJSON",
        lambda: events_geojson(rows()),
        f"{stem}.geojson",
        "application/geo+json",
        on_click="ignore",
        icon=":material/location_on:",
        width="stretch",
        key="download-geojson",
    )


def _ask_for_notes(dataset: Dataset) -> bool:
    """Say why the files hold counts, and ask whether they shall hold the rows all the same."""
    for form in dataset.restricted:
        st.text(
            f"{form.terms} So the files below count the reports of {form.title} by place, day "
            "and type, without its notes."
        )
    return st.checkbox(
        "Include notes and single rows; I may have them, and answer for handing them on",
        key="kzmap-include-notes",
    )


def _show_reports(dataset: Dataset, rows: pd.DataFrame, selection: Selection) -> None:
    if rows.empty:
        st.text(_why_empty(dataset, selection))
        return
    if len(rows) > MOST_ROWS:
        st.text(f"The first {MOST_ROWS} of {len(rows)} reports; the downloads have all.")
    st.dataframe(
        reports_table(dataset, rows.head(MOST_ROWS), selection),
        hide_index=True,
        column_config={
            "Type": st.column_config.TextColumn(width=140),
            "Report": st.column_config.TextColumn(width="large"),
            "Sources": st.column_config.TextColumn(width="medium"),
            "Link": _LINK,
        },
        row_height=74,
    )


def _why_empty(dataset: Dataset, selection: Selection) -> str:
    if not reports_on(dataset, selection.day, selection.mode).empty:
        return "All reports here are of types that are switched off. Choose types above."
    parts = ["No reports for this day. No row is not the same as no protest."]
    if note := blackout_note(dataset, selection.day):
        parts.append(note)
    return " ".join(parts)
