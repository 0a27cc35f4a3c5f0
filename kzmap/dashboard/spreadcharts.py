"""The charts of the spread: places reached, and distance against day. Pure."""

import json
from itertools import pairwise
from typing import Any, Final

import altair as alt
import numpy as np
import pandas as pd

from kzmap.dashboard.words import ENGLISH, Words
from kzmap.dataset import Dataset
from kzmap.spread import reached_by_day

MOST_LABELS: Final = 60
"""Beyond so many places none is named in the chart; the table names all."""

_BANDS: Final = 60
_LINE: Final = 0.05
_HEIGHT_PX: Final = 320


def _axis(say: Words) -> alt.Axis:
    """Of a few days each is named once: a tick is never less than a day, in ms."""
    return alt.Axis(labelExpr=_day_names(say), tickMinStep=86_400_000)


def _numbers(say: Words) -> alt.Axis:
    """Of what is counted, or in whole km: never a part of one."""
    comma, separator = json.dumps(","), json.dumps(say.number(1000)[1:-3])
    return alt.Axis(
        labelExpr=f"join(split(format(datum.value, ',d'), {comma}), {separator})",
        tickMinStep=1,
    )


def _day_names(say: Words) -> str:
    """Return what Vega writes for a day: it knows the months of English only."""
    months = json.dumps(say.short_months())
    return f"date(datum.value) + ' ' + {months}[month(datum.value)]"


def reached_chart(
    dataset: Dataset, table: pd.DataFrame, say: Words = ENGLISH
) -> alt.LayerChart | alt.FacetChart:
    """Return the chart of places reached over time; those not sure are a dashed line above."""
    days = reached_by_day(table, dataset.days)
    days["all"] = days["places"] + days["unsure"]
    days["new"] = days["new_places"] + days["new_unsure"]
    base = alt.Chart(days).encode(alt.X("day:T", title=None, axis=_axis(say)))
    bars = base.mark_bar(color="#e69f00", opacity=0.55, width=8).encode(
        alt.Y("new:Q", title=say("order.places"), axis=_numbers(say))
    )
    line = base.mark_line(interpolate="step-after").encode(alt.Y("places:Q"))
    rough = base.mark_line(interpolate="step-after", strokeDash=[4, 3]).encode(alt.Y("all:Q"))
    layers = [bars, line, rough] if (days["unsure"] > 0).any() else [bars, line]
    return alt.layer(*layers).properties(
        title=say("order.reached_title"),
        height=_HEIGHT_PX,
        description=say("order.reached_about"),
    )


def distance_chart(
    table: pd.DataFrame, say: Words = ENGLISH
) -> alt.LayerChart | alt.FacetChart:
    """Return the chart of distance against day; names stand apart."""
    dots = distance_dots(table, say)
    dots["when"] = [say.day(day) for day in dots["day"].dt.date]
    x = alt.X("day:T", title=None, axis=_axis(say))
    is_named = "label_km" in dots
    sizes = alt.Scale(range=[30, 400])
    size = alt.value(70) if is_named else alt.Size("places:Q", legend=None, scale=sizes)
    points = (
        alt.Chart(dots)
        .mark_circle(opacity=1, stroke="#555", strokeWidth=0.8)
        .encode(
            x=x,
            y=alt.Y("km:Q", title=say("order.km"), axis=_numbers(say)),
            size=size,
            color=alt.Color(
                "rank:O", legend=None, scale=alt.Scale(scheme="oranges", reverse=True)
            ),
            tooltip=[
                alt.Tooltip("place", title=say("spread.place")),
                alt.Tooltip("when", title=say("column.day")),
                alt.Tooltip("km", title=say("spread.km")),
            ],
        )
    )
    layers: list[Any] = [points]
    if is_named:
        names = alt.Chart(dots).encode(x, alt.Y("label_km:Q"))
        layers.append(names.mark_text(align="left", dx=9, color="gray").encode(text="place"))
    return alt.layer(*layers).properties(
        title=say("spread.distance_title"),
        height=_HEIGHT_PX,
        description=say("order.distance_about"),
    )


def distance_dots(table: pd.DataFrame, say: Words = ENGLISH) -> pd.DataFrame:
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
    return banded.assign(place=_counted(banded["places"], say))


def _counted(places: "pd.Series[int]", say: Words) -> list[str]:
    return [say("count.places", count=int(count)) for count in places]


def _apart(values: "pd.Series[float]", least: float) -> "pd.Series[float]":
    """Return values moved up as far as is needed for each to be ``least`` above the next."""
    order = np.argsort(values.to_numpy(), kind="stable")
    moved = values.to_numpy(copy=True)
    for below, above in pairwise(order):
        moved[above] = max(moved[above], moved[below] + least)
    return pd.Series(moved, index=values.index)
