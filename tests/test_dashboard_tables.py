"""Figures, tables and downloads of the dashboard, without Streamlit."""

import csv
import io
import json
from datetime import date

import pytest
from samples import HOSTILE, events, hostile_dataset, zones

from kzmap import load
from kzmap.dashboard.downloads import events_csv, events_geojson, file_stem
from kzmap.dashboard.figures import blackout_note, figures
from kzmap.dashboard.listings import (
    REPORT_COLUMNS,
    places_table,
    reports_table,
    sources_table,
    web_link,
)
from kzmap.dashboard.selection import Selection, read_moved, type_labels
from kzmap.dashboard.words import words_about
from kzmap.dataset import from_tables, translations_of
from kzmap.schema import EVENT_COLUMNS
from kzmap.timeline import MODES, reports_on

DAY = date(2022, 1, 5)


@pytest.fixture(scope="module")
def january():
    return load()


def test_figures_of_the_first_day_have_no_change(january):
    assert {figure.change for figure in figures(january, january.days[0])} == {None}


def test_figures_name_the_change_from_the_day_before(january):
    found = {figure.label: figure for figure in figures(january, DAY)}
    areas = found["Areas under emergency"]
    assert (areas.value, areas.change, areas.note) == ("17 of 17", 17, "")
    reports = [len(reports_on(january, day)) for day in (date(2022, 1, 4), DAY)]
    assert found["Reports"].value == str(reports[1])
    assert found["Reports"].change == reports[1] - reports[0]


def test_the_last_day_says_how_many_areas_were_lifted(january):
    found = {figure.label: figure for figure in figures(january, date(2022, 1, 19))}
    areas = found["Areas under emergency"]
    assert (areas.value, areas.change, areas.note) == ("0 of 17", -7, "lifted in 7")


def test_figures_leave_out_what_a_data_set_does_not_have():
    dataset = from_tables(events({"event_type": "protest"}))
    assert [figure.label for figure in figures(dataset, DAY)] == [
        "Places with protests",
        "Reports",
    ]


def test_a_blackout_is_named():
    cut = {"kind": "communications_blackout", "area": "Kazakhstan"}
    dataset = from_tables(events({"event_date": "2022-01-04"}), zones(cut))
    assert blackout_note(dataset, DAY) == "Communications were cut: Kazakhstan."
    assert blackout_note(dataset, date(2022, 1, 4)) == ""


@pytest.mark.parametrize("mode", MODES)
def test_the_reports_table_has_a_line_for_each_report(january, mode):
    selection = Selection(DAY, mode, ("riot",))
    rows = reports_on(january, *selection)
    table = reports_table(january, rows, selection)
    assert tuple(table.columns) == REPORT_COLUMNS
    assert len(table) == len(rows)
    assert "Riot" not in set(table["Type"])
    assert table["Sources"].str.len().min() > 0
    links = [link for link in table["Link"] if isinstance(link, str)]
    assert links
    assert all(link.startswith(("http://", "https://")) for link in links)


@pytest.mark.parametrize("language", ["ru", "kk"])
def test_reports_say_in_a_language_what_is_translated(january, language):
    say = words_about(january, language)
    rows = reports_on(january, DAY, "day", tuple(january.event_types))
    selection = Selection(DAY, "day", tuple(january.event_types))
    told = reports_table(january, rows, selection, say).iloc[:, 4]
    written = [translations_of(january).told[text][language] for text in rows["summary"]]
    assert list(told) == written
    assert say.told("What nobody translated.") == "What nobody translated."


def test_an_empty_reports_table_keeps_its_columns(january):
    selection = Selection(DAY, "day", tuple(january.event_types))
    rows = reports_on(january, *selection)
    assert tuple(reports_table(january, rows, selection).columns) == REPORT_COLUMNS


def test_places_stand_in_the_order_of_their_first_report(january):
    table = places_table(january)
    assert table["First report"].is_monotonic_increasing
    assert set(table["Place"].head(2)) == {"Aktau", "Zhanaozen"}
    assert table["Reports"].sum() == (january.events["place_index"] >= 0).sum()


def test_sources_tell_how_many_reports_rest_on_them(january):
    table = sources_table(january)
    assert len(table) == len(january.sources)
    assert table["Reports"].is_monotonic_decreasing


@pytest.mark.parametrize(
    "url", ["javascript:alert(1)", "data:text/html,x", "//x.org", "", None]
)
def test_only_web_addresses_become_links(url):
    assert web_link(url) is None


def test_csv_has_the_contracts_columns_and_reads_back(january):
    rows = reports_on(january, DAY, "so-far")
    read = list(csv.DictReader(io.StringIO(events_csv(rows).decode())))
    assert tuple(read[0]) == EVENT_COLUMNS
    assert [row["event_id"] for row in read] == rows["event_id"].tolist()


def test_csv_holds_no_formula():
    dataset = hostile_dataset()
    for row in csv.reader(io.StringIO(events_csv(dataset.events).decode())):
        assert not [cell for cell in row if cell.startswith(("=", "+", "@", "\t"))]


def test_geojson_keeps_precision_and_the_contracts_properties(january):
    rows = reports_on(january, DAY)
    collection = json.loads(events_geojson(rows))
    assert len(collection["features"]) == len(rows)
    for feature, row in zip(collection["features"], rows.to_dict("records"), strict=True):
        lon, lat = feature["geometry"]["coordinates"]
        assert (lat, lon) == pytest.approx((row["lat"], row["lon"]), abs=1e-5)
        assert set(feature["properties"]) == set(EVENT_COLUMNS) - {"lat", "lon"}
        assert feature["properties"]["geo_precision"] == row["geo_precision"]
        assert feature["properties"]["event_date"] == row["event_date"].date().isoformat()


def test_geojson_of_an_unresolved_place_has_no_geometry():
    dataset = from_tables(events({"place": "No Such Place At All"}))
    (feature,) = json.loads(events_geojson(dataset.events))["features"]
    assert feature["geometry"] is None
    assert feature["properties"]["place"] == "No Such Place At All"


def test_hostile_strings_pass_through_geojson_unchanged():
    dataset = hostile_dataset()
    features = json.loads(events_geojson(dataset.events))["features"]
    assert set(HOSTILE) <= {feature["properties"]["place"] for feature in features}


def test_downloads_are_the_same_for_the_same_rows(january):
    rows = reports_on(january, DAY)
    assert events_geojson(rows) == events_geojson(rows.copy())
    assert file_stem(Selection(DAY, "first")) == "kzmap-2022-01-05-first"


@pytest.mark.parametrize(
    "message",
    [
        None,
        "x",
        {},
        {"day": "2022-01-05", "mode": "?", "hidden": [], "said": 1},
        {"day": "2022-01-05", "mode": "day", "hidden": "riot", "said": 1},
        {"day": "2022-01-05", "mode": "day", "hidden": [], "said": "1"},
        {"day": ["2022-01-05"], "mode": "day", "hidden": [], "said": 1},
        {"day": "2022-01-05", "mode": "day", "hidden": [], "said": float("nan")},
    ],
)
def test_a_message_that_makes_no_sense_moves_nothing(message):
    assert read_moved(message, [DAY], ["riot"]) is None


def test_labels_of_types_are_never_the_same():
    labels = type_labels(["protest", "Protest", "PROTEST_", "x_y", "x y"])
    assert len(set(labels.values())) == 5
