"""The order of first reports and the changes of a day, in the dashboard."""

from datetime import date
from pathlib import Path

import pytest
from crowds import crowd
from samples import events
from streamlit.testing.v1 import AppTest

from kzmap import load
from kzmap.dashboard.changing import changes_in_words
from kzmap.dashboard.spreadcharts import (
    MOST_LABELS,
    distance_chart,
    distance_dots,
    reached_chart,
)
from kzmap.dashboard.spreading import table_in_words
from kzmap.dataset import from_tables
from kzmap.spread import spread

ROOT = Path(__file__).parent.parent


@pytest.fixture(scope="module")
def january():
    return load()


def test_the_dashboard_has_charts_a_table_and_a_download_of_the_spread():
    app = AppTest.from_file(str(ROOT / "streamlit_app.py"), default_timeout=300)
    app.query_params["day"] = "2022-01-05"
    app.run()
    assert not app.exception
    assert not app.error
    assert "Spread" in [tab.label for tab in app.tabs]
    assert len(app.get("vega_lite_chart")) == 2
    said = " ".join(text.value for text in app.text)
    assert "It does not say that one protest led to another:" in said
    assert "Protests were reported from 18 places in 15 of 17 units." in said
    assert "Since the day before: first reports from Kazakhstan as a whole, Kostanay" in said
    tables = [frame.value for frame in app.dataframe if "Days to response" in frame.value]
    assert len(tables) == 1
    assert tables[0]["Place"].tolist()[:2] == ["Aktau", "Zhanaozen"]
    assert any(
        "Order of first reports, CSV" in str(one.proto) for one in app.get("download_button")
    )


def test_without_protests_the_dashboard_says_so():
    def script():
        import sys

        sys.path.insert(0, "tests")
        from samples import events

        from kzmap.dashboard.app import show
        from kzmap.dataset import from_tables

        show(from_tables(events({"event_type": "riot"})))

    app = AppTest.from_function(script, default_timeout=300).run()
    assert not app.exception
    assert not app.get("vega_lite_chart")
    assert "no report of a protest at a place" in " ".join(text.value for text in app.text)


def test_changes_are_worded_by_what_changed(january):
    assert changes_in_words(january, date(2022, 1, 2)) == ""
    assert changes_in_words(january, date(2022, 1, 7)) == "Since the day before: nothing new."
    fifth = changes_in_words(january, date(2022, 1, 5))
    assert "state of emergency and curfew from this day in 17 areas" in fifth
    last = changes_in_words(january, date(2022, 1, 19))
    assert last.startswith("Since the day before: state of emergency and curfew over in ")


def test_names_of_one_day_stand_a_line_apart(january):
    dots = distance_dots(spread(january))
    assert len(dots) == 18
    least = dots["km"].max() * 0.05 - 1e-6
    for _, day in dots.groupby("day"):
        assert (day["label_km"].sort_values().diff().dropna() >= least).all()
    assert (dots["label_km"] >= dots["km"]).all()
    assert distance_chart(spread(january)).to_dict()["layer"]


def test_many_places_are_a_few_dots_without_names():
    dataset = crowd(3000, 2000, 20)
    table = spread(dataset)
    dots = distance_dots(table)
    assert len(table) > MOST_LABELS
    assert len(dots) < len(table)
    assert "label_km" not in dots
    assert dots["places"].sum() == table["distance_km"].notna().sum()
    layers = reached_chart(dataset, table).to_dict()["layer"]
    assert len(layers) == 3  # bars, line, and the dashed one of what is not sure


def test_the_table_marks_days_that_are_not_sure():
    dataset = from_tables(events({"time_precision": 2}))
    (row,) = table_in_words(spread(dataset)).to_dict("records")
    assert row["First protest"] == "2022-01-05~"
