"""Where and when places were first reported: order, distance, lags and reach."""

import random
from dataclasses import replace
from datetime import date, timedelta

import numpy as np
import pandas as pd
import pytest
from crowds import crowd
from geopy.distance import great_circle
from hypothesis import given
from hypothesis import strategies as st
from samples import events, zones

from kzmap import load
from kzmap.dataset import from_tables
from kzmap.places import (
    distances_km,
    nearest_km,
    population_of,
    unit_at,
    units,
    units_holding,
)
from kzmap.reach import reach
from kzmap.spread import first_places, reached_by_day, spread
from kzmap.timeline import first_protests, shown

lats = st.floats(-90, 90)
lons = st.floats(-180, 180)


@pytest.fixture(scope="module")
def january():
    dataset = load()
    return dataset, spread(dataset)


def row_of(table, place):
    (row,) = table[table["place"] == place].to_dict("records")
    return row


def test_the_order_of_january_is_that_of_the_research(january):
    # /work/shared/research: Zhanaozen and Aktau on 2 January, four towns on the 3rd, seven on
    # the 4th, five on the 5th.
    _, table = january
    by_rank = table.groupby("rank")["place"].apply(set).to_dict()
    assert by_rank[1] == {"Aktau", "Zhanaozen"}
    assert by_rank[2] == {"Almaty", "Atyrau", "Nur-Sultan", "Oral"}
    assert [len(by_rank[rank]) for rank in (3, 4)] == [7, 5]
    assert table.groupby("rank")["first_protest"].nunique().eq(1).all()
    assert first_places(table)["place"].tolist() == ["Aktau", "Zhanaozen"]


def test_distances_are_from_the_nearest_of_the_first_places(january):
    _, table = january
    aktau, zhanaozen, atyrau, semey = (
        row_of(table, name) for name in ("Aktau", "Zhanaozen", "Atyrau", "Semey")
    )
    assert aktau["distance_km"] == zhanaozen["distance_km"] == 0
    for other, origin in ((atyrau, aktau), (semey, zhanaozen)):
        ends = [(place["lat"], place["lon"]) for place in (origin, other)]
        assert other["distance_km"] == pytest.approx(great_circle(*ends).km)


def test_lags_of_january(january):
    _, table = january
    lags = table.set_index("place")["security_lag_days"]
    assert lags["Almaty"] == 1
    assert lags["Taraz"] == 4
    assert lags["Pavlodar"] == 0
    assert lags["Aktau"] is pd.NA  # no security response is reported there
    assert lags["Atyrau"] is pd.NA  # known to the week only
    assert lags["Kyzylorda"] is pd.NA  # about the region only
    emergency = table.set_index("place")["emergency_lag_days"]
    assert (emergency["Zhanaozen"], emergency["Kostanay"]) == (3, 0)


def test_reach_of_january_counts_the_towns_of_the_gazetteer(january):
    dataset, table = january
    told = reach(dataset, table)
    assert (told.places, told.regions, told.units, told.units_total) == (18, 0, 15, 17)
    known = [dataset.places[number].known.place_id for number in table["place_index"]]
    assert told.people == sum(map(population_of, known))
    assert (told.towns, told.uncounted, told.without_unit) == (18, 0, 0)


def test_it_agrees_with_the_view_of_first_reports(january):
    dataset, table = january
    firsts = {
        number: day.date()
        for number, day in zip(table["place_index"], table["first_protest"], strict=True)
    }
    assert firsts == first_protests(dataset)
    by_day = reached_by_day(table, dataset.days)
    for day, count in zip(dataset.days, by_day["places"] + by_day["unsure"], strict=True):
        assert count == len(shown(dataset, day, "first")["places"])


def test_without_protests_there_is_no_spread():
    dataset = from_tables(events({"event_type": "riot"}))
    table = spread(dataset)
    assert table.empty
    assert {"rank", "first_protest", "first_riot", "distance_km"} <= set(table.columns)
    assert reached_by_day(table, dataset.days)["places"].tolist() == [0]
    told = reach(dataset, table)
    assert (told.places, told.units, told.people) == (0, 0, None)


def test_what_has_no_place_is_in_no_place():
    dataset = from_tables(events({"place": "Nowhereville"}))
    assert spread(dataset).empty


@pytest.mark.parametrize(("precision", "days"), [(2, 6), (3, 30)])
def test_a_day_is_not_sure_where_a_report_of_the_week_or_month_may_be_earlier(precision, days):
    def sure(later):
        rough = {"event_date": str(date(2022, 1, 5) + timedelta(later))}
        exact = {"event_date": "2022-01-05"}
        rows = events(exact, rough | {"time_precision": precision})
        (found,) = spread(from_tables(rows)).to_dict("records")
        assert found["first_protest"] == pd.Timestamp(2022, 1, 5)
        assert (found["time_precision"] == 1) == found["sure_protest"]
        return found["sure_protest"]

    assert not sure(0)
    assert not sure(days - 1)
    assert sure(days)


def test_no_figure_is_computed_from_what_is_not_exact():
    dataset = from_tables(
        events(
            {"place": "Almaty", "event_date": "2022-01-03", "time_precision": 2},
            {"place": "Almaty", "event_date": "2022-01-05", "event_type": "security_response"},
            {"place": "Aktobe", "event_date": "2022-01-04", "geo_precision": 3},
            {"place": "Aktobe", "event_date": "2022-01-06", "event_type": "security_response"},
        ),
        zones({"area": "Almaty (city)"}, {"area": "Aktobe Region"}),
    )
    table = spread(dataset).set_index("place")
    assert table["sure_protest"].tolist() == [False, False]
    assert table["security_lag_days"].isna().all()
    assert table["emergency_lag_days"].isna().to_dict() == {"Almaty": True, "Aktobe": False}
    assert table["distance_km"].isna().to_dict() == {"Almaty": False, "Aktobe": True}
    by_day = reached_by_day(spread(dataset), dataset.days)
    assert (by_day["places"].max(), by_day["unsure"].max()) == (0, 2)
    told = reach(dataset, spread(dataset))
    assert (told.places, told.regions) == (1, 1)


def test_nothing_is_measured_from_a_first_report_about_a_region():
    rows = events(
        {"place": "Aktobe", "event_date": "2022-01-02", "geo_precision": 3},
        {"place": "Almaty", "event_date": "2022-01-03"},
    )
    table = spread(from_tables(rows))
    assert first_places(table).empty
    assert table["distance_km"].isna().all()


def test_a_response_before_the_first_protest_has_a_negative_lag():
    rows = events(
        {"event_date": "2022-01-05"},
        {"event_date": "2022-01-03", "event_type": "security_response"},
    )
    assert spread(from_tables(rows))["security_lag_days"].tolist() == [-2]


def test_a_country_without_bundled_units_has_an_emergency_too():
    rows = events(
        {"place": "Minsk", "country": "BY", "lat": 53.9, "lon": 27.57},
        {"place": "Riga", "country": "LV", "lat": 56.95, "lon": 24.1},
    )
    outline = [[[27, 53], [28, 53], [28, 55], [27, 55], [27, 53]]]
    area = zones({"area": "Around Minsk", "start": "2022-01-07T00:00+03:00"})
    area["geometry"] = [{"type": "Polygon", "coordinates": outline}]
    dataset = from_tables(rows, area)
    table = spread(dataset).set_index("place")
    assert table["emergency_lag_days"].dropna().to_dict() == {"Minsk": 2}
    assert table["people"].isna().all()
    told = reach(dataset, spread(dataset))
    assert (told.people, told.uncounted, told.without_unit) == (None, 2, 1)


def test_coordinates_of_a_table_are_in_the_unit_that_holds_them():
    rows = events({"place": "A square", "lat": 43.25, "lon": 76.91, "admin1": "almaty"})
    (row,) = spread(from_tables(rows, zones({}))).to_dict("records")
    assert (row["unit"], row["emergency_lag_days"]) == ("Almaty (city)", 0)


@given(st.lists(st.tuples(lats, lons), min_size=1, max_size=8), lats, lons)
def test_distances_are_those_of_geopy(points, lat, lon):
    found = distances_km(*np.array(points).T, lat, lon)
    for point, km in zip(points, found, strict=True):
        assert km == pytest.approx(great_circle(point, (lat, lon)).km, abs=1e-6)


@given(lats, lons, lats, lons)
def test_distance_is_symmetric_and_none_to_oneself(lat_a, lon_a, lat_b, lon_b):
    there = distances_km(np.array([lat_a]), np.array([lon_a]), lat_b, lon_b)
    back = distances_km(np.array([lat_b]), np.array([lon_b]), lat_a, lon_a)
    assert there == pytest.approx(back, abs=1e-6)
    assert distances_km(np.array([lat_a]), np.array([lon_a]), lat_a, lon_a) < 1e-6


@given(st.lists(st.tuples(lats, lons), min_size=1, max_size=8), lats, lons)
def test_the_nearest_of_some_points_is_as_far_as_the_least_distance(points, lat, lon):
    (found,) = nearest_km(np.array([lat]), np.array([lon]), points)
    assert found == pytest.approx(min(great_circle(p, (lat, lon)).km for p in points), abs=1e-2)


@given(st.lists(st.tuples(st.floats(40, 56), st.floats(46, 88)), max_size=20))
def test_many_points_are_in_the_units_that_hold_each(points):
    known = units("2022-01-05")
    lat, lon = np.array(points, dtype=float).reshape(-1, 2).T
    for found, point in zip(units_holding(known, lat, lon), points, strict=True):
        unit = unit_at(*point, "2022-01-05")
        assert found == ([unit.name] if unit else [])


def test_without_a_point_to_measure_from_a_distance_is_unknown():
    assert np.isnan(nearest_km(np.array([1.0]), np.array([2.0]), [])).all()


@given(st.integers(0, 10**6))
def test_counts_never_fall_and_the_order_of_rows_does_not_matter(seed):
    dataset = crowd(60, 12, 9, longest=3, seed=seed)
    table = spread(dataset)
    by_day = reached_by_day(table, dataset.days)
    assert (by_day[["places", "unsure"]].diff().iloc[1:] >= 0).all(axis=None)
    assert (by_day["new_places"].cumsum() == by_day["places"]).all()
    assert by_day[["places", "unsure"]].iloc[-1].sum() == len(table)
    assert table["first_protest"].is_monotonic_increasing
    order = list(range(len(dataset.events)))
    random.Random(seed).shuffle(order)
    shuffled = replace(dataset, events=dataset.events.iloc[order].reset_index(drop=True))
    pd.testing.assert_frame_equal(spread(shuffled), table)
