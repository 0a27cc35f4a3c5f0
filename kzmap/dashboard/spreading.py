"""The order of first reports: two charts, a table, a download."""

from typing import Final

import pandas as pd
import streamlit as st

from kzmap.dashboard.spreadcharts import distance_chart, reached_chart
from kzmap.dashboard.words import ENGLISH, Words
from kzmap.dataset import Dataset
from kzmap.reach import reach
from kzmap.records.spreadsheet import frame_to_csv
from kzmap.spread import as_text, first_places

_MARK: Final = b"\xef\xbb\xbf"

_COLUMNS: Final = {
    "rank": "spread.order",
    "place": "spread.place",
    "unit": "spread.area",
    "distance_km": "spread.km",
    "security_lag_days": "spread.response_lag",
    "emergency": "spread.emergency",
    "emergency_lag_days": "spread.emergency_lag",
    "people": "spread.people",
}
"""What the columns are called, in the page's words."""


def show_spread(dataset: Dataset, table: pd.DataFrame, say: Words) -> None:
    """Show the order of first reports of a data set."""
    if table.empty:
        st.text(say("spread.none"))
        return
    named = with_names(dataset, table, say)
    st.text(f"{say('spread.note')} {reach_in_words(dataset, table, say)}")
    reached, far = st.columns(2)
    with reached:
        st.altair_chart(reached_chart(dataset, table, say), width="stretch")
    with far:
        if first_places(table).empty:
            st.text(say("spread.distance_none"))
        else:
            st.altair_chart(distance_chart(named, say), width="stretch")
    st.text(say("order.rough"))
    st.dataframe(table_in_words(named, say), hide_index=True)
    st.download_button(
        say("order.csv"),
        lambda: _MARK + frame_to_csv(as_text(table)).encode(),
        "kzmap-spread.csv",
        "text/csv",
        on_click="ignore",
        icon=":material/table:",
        key="download-spread",
    )


def with_names(dataset: Dataset, table: pd.DataFrame, say: Words) -> pd.DataFrame:
    """Return the table with places and areas by their names in the language."""
    if say.language == "en":
        return table
    days = table["first_protest"].dt.date
    named = [
        say.place(dataset.places[index], day)
        for index, day in zip(table["place_index"], days, strict=True)
    ]
    return table.assign(place=named, unit=table["unit"].map(say.area))


def reach_in_words(dataset: Dataset, table: pd.DataFrame, say: Words = ENGLISH) -> str:
    """Return how far reports reached, as sentences."""
    told = reach(dataset, table)
    units = say("spread.units", count=told.units)
    if told.units_total is not None:
        units = say("spread.units_of", count=told.units, total=told.units_total)
    places = say("count.places", count=told.places)
    said = [say("spread.reach", places=places, units=units)]
    if told.regions:
        said.append(say("spread.reach_regions", count=told.regions))
    if told.people is not None:
        gazetteer = say("order.gazetteer")
        people = {"people": told.people, "towns": told.towns, "gazetteer": gazetteer}
        said.append(say("spread.reach_people", **people))
    if told.uncounted:
        said.append(say("spread.reach_uncounted", count=told.uncounted))
    return " ".join(said)


def table_in_words(table: pd.DataFrame, say: Words = ENGLISH) -> pd.DataFrame:
    """Return the table as people read it: numbers as numbers, days as text with their ``~``."""
    text = as_text(table)
    told = {say(_COLUMNS[name]): table[name] for name in ("rank", "place", "unit")}
    for name in text.columns[text.columns.str.startswith("first_")]:
        kind = say.type_in_sentence(name.removeprefix("first_"), "singular")
        told[say("spread.first_of", type=kind)] = text[name]
    told[say("spread.km")] = table["distance_km"].round().astype("Int64")
    for name in ("security_lag_days", "emergency", "emergency_lag_days", "people"):
        told[say(_COLUMNS[name])] = text[name] if name == "emergency" else table[name]
    return pd.DataFrame(told)
