"""The order of first reports: two charts, a table, a download."""

from itertools import pairwise
from typing import Any, Final

import altair as alt
import numpy as np
import pandas as pd
import streamlit as st

from kzmap.dashboard.own.names import counted
from kzmap.dataset import Dataset
from kzmap.reach import GAZETTEER, reach
from kzmap.records.spreadsheet import frame_to_csv
from kzmap.spread import as_text, first_places, reached_by_day

MOST_LABELS: Final = 60
"""Beyond so many places none is named in the chart; the table names all."""

_BANDS: Final = 60
_LINE: Final = 0.05
_HEIGHT_PX: Final = 320
_MARK: Final = b"\xef\xbb\xbf"
_DAYS: Final = alt.Axis(format="%-d %b", tickMinStep=86_400_000)
"""Of a few days each is named once: a tick is never less than a day, in ms."""

_WORDS: Final = {
    "rank": "Order",
    "place": "Place",
    "unit": "Area",
    "distance_km": "Kilometres",
    "security_lag_days": "Days to response",
    "emergency": "Emergency",
    "emergency_lag_days": "Days to emergency",
    "people": "People",
}


def show_spread(dataset: Dataset, table: pd.DataFrame) -> None:
    """Show the order of first reports of a data set."""
    if table.empty:
        st.text(
            "This data has no report of a protest at a place, so there is no order of first "
            "reports to show."
        )
        return
    st.text(
        "The order is one of first reports. It does not say that one protest led to another. "
        "Places first reported on one day share a number. " + reach_in_words(dataset, table)
    )
    reached, far = st.columns(2)
    with reached:
        st.altair_chart(reached_chart(dataset, table), width="stretch")
    with far:
        if first_places(table).empty:
            st.text("The first report is about a region: there is nothing to measure from.")
        else:
            st.altair_chart(distance_chart(table), width="stretch")
    st.text(
        "Distances are from the nearest of the places first reported, as the crow flies. A day "
        "that ends in ~ is not exact, or the report is about a whole region. An empty cell is "
        "not known."
    )
    st.dataframe(table_in_words(table), hide_index=True)
    st.download_button(
        "Order of first reports, CSV",
        lambda: _MARK + frame_to_csv(as_text(table)).encode(),
        "kzmap-spread.csv",
        "text/csv",
        on_click="ignore",
        icon=":material/table:",
        key="download-spread",
    )


def reach_in_words(dataset: Dataset, table: pd.DataFrame) -> str:
    """Return how far reports reached, as sentences."""
    told = reach(dataset, table)
    units = counted(told.units, "unit")
    if told.units_total is not None:
        units = f"{told.units} of {told.units_total} units"
    said = [f"Protests were reported from {counted(told.places, 'place')} in {units}."]
    if told.regions:
        said.append(f"For {told.regions:,} more only the region is known.")
    if told.people is not None:
        said.append(
            f"{told.people:,} people live in {told.towns:,} of these, by {GAZETTEER}. How many "
            "took part is not known."
        )
    if told.uncounted:
        said.append(
            f"Of {counted(told.uncounted, 'place')} it is not known how many live there."
        )
    return " ".join(said)


def table_in_words(table: pd.DataFrame) -> pd.DataFrame:
    """Return the table as people read it: numbers as numbers, days as text with their ``~``."""
    text = as_text(table)
    told = {}
    for name in ("rank", "place", "unit"):
        told[_WORDS[name]] = table[name]
    for name in text.columns[text.columns.str.startswith("first_")]:
        kind = name.removeprefix("first_").replace("_", " ")
        told[f"First {kind}"] = text[name]
    told["Kilometres"] = table["distance_km"].round().astype("Int64")
    for name in ("security_lag_days", "emergency", "emergency_lag_days", "people"):
        told[_WORDS[name]] = text[name] if name == "emergency" else table[name]
    return pd.DataFrame(told)


def reached_chart(dataset: Dataset, table: pd.DataFrame) -> alt.LayerChart | alt.FacetChart:
    """Return the chart of places reached over time; those not sure are a dashed line above."""
    days = reached_by_day(table, dataset.days)
    days["all"] = days["places"] + days["unsure"]
    days["new"] = days["new_places"] + days["new_unsure"]
    base = alt.Chart(days).encode(alt.X("day:T", title=None, axis=_DAYS))
    bars = base.mark_bar(color="#e69f00", opacity=0.55, width=8).encode(
        alt.Y("new:Q", title="places")
    )
    line = base.mark_line(interpolate="step-after").encode(alt.Y("places:Q"))
    rough = base.mark_line(interpolate="step-after", strokeDash=[4, 3]).encode(alt.Y("all:Q"))
    layers = [bars, line, rough] if (days["unsure"] > 0).any() else [bars, line]
    return alt.layer(*layers).properties(
        title="Places reached; in bars, those new on each day",
        height=_HEIGHT_PX,
        description="Places with a first protest reported by each day.",
    )


def distance_chart(table: pd.DataFrame) -> alt.LayerChart | alt.FacetChart:
    """Return the chart of distance against day; names stand apart."""
    dots = distance_dots(table)
    x = alt.X("day:T", title=None, axis=_DAYS)
    is_named = "label_km" in dots
    sizes = alt.Scale(range=[30, 400])
    size = alt.value(70) if is_named else alt.Size("places:Q", legend=None, scale=sizes)
    points = (
        alt.Chart(dots)
        .mark_circle(opacity=1, stroke="#555", strokeWidth=0.8)
        .encode(
            x=x,
            y=alt.Y("km:Q", title="km"),
            size=size,
            color=alt.Color(
                "rank:O", legend=None, scale=alt.Scale(scheme="oranges", reverse=True)
            ),
            tooltip=["place", "day:T", "km"],
        )
    )
    layers: list[Any] = [points]
    if is_named:
        names = alt.Chart(dots).encode(x, alt.Y("label_km:Q"))
        layers.append(names.mark_text(align="left", dx=9, color="gray").encode(text="place"))
    return alt.layer(*layers).properties(
        title="Distance and day",
        height=_HEIGHT_PX,
        description="Distance of each place by day.",
    )


def distance_dots(table: pd.DataFrame) -> pd.DataFrame:
    """Return what is drawn of distances, one row a dot.

    Returns
    -------
    pandas.DataFrame
        ``day``, ``km``, ``rank``, ``place`` (of several places: how many) and ``places``. Up
        to `MOST_LABELS` places each is a dot and has ``label_km``, where its name stands: no
        two of one day closer than a line. More places are one dot for a day and a band.
    """
    known = table[table["distance_km"].notna()]
    dots = pd.DataFrame(
        {
            "day": known["first_protest"],
            "km": known["distance_km"].astype(float).round(),
            "rank": known["rank"],
            "place": known["place"],
            "places": 1,
        }
    ).reset_index(drop=True)
    most = max(float(dots["km"].max()), 1.0)
    if len(dots) <= MOST_LABELS:
        heights = dots.groupby("day")["km"].transform(lambda km: _apart(km, most * _LINE))
        return dots.assign(label_km=heights)
    band = (dots["km"] / most * _BANDS).round() * most / _BANDS
    banded = dots.assign(km=band).groupby(["day", "km", "rank"])["places"].sum().reset_index()
    return banded.assign(place=banded["places"].map("{} places".format))


def _apart(values: "pd.Series[float]", least: float) -> "pd.Series[float]":
    """Return values moved up as far as is needed for each to be ``least`` above the next."""
    order = np.argsort(values.to_numpy(), kind="stable")
    moved = values.to_numpy(copy=True)
    for below, above in pairwise(order):
        moved[above] = max(moved[above], moved[below] + least)
    return pd.Series(moved, index=values.index)
