"""Placing by columns: what rows share is asked once, and their order bears on nothing."""

from datetime import date
from time import process_time

import numpy as np
import pandas as pd
from hypothesis import given, settings
from hypothesis import strategies as st
from samples import HOSTILE, events, zones

from kzmap.dataset import from_tables, load
from kzmap.places import PlaceQuery, Resolution, resolve_many

NAMES = ["Almaty", "Алма-Ата", "Nur-Sultan", "Aktau", "Kentau", "Nowhereville", HOSTILE[0], " "]
ROW = st.fixed_dictionaries(
    {
        "place": st.sampled_from(NAMES[:-1]),
        "country": st.sampled_from(["KZ", "", "FR"]),
        "admin1": st.sampled_from(["", "Mangystau Region", "Atlantis"]),
        "event_date": st.dates(date(2018, 1, 1), date(2023, 12, 31)).map(str),
        "event_type": st.sampled_from(["protest", "riot", "battle"]),
        "geo_precision": st.integers(1, 3),
    },
    optional={"point": st.sampled_from([(43.25, 76.93), (0.5, -0.5), (-90.0, 180.0)])},
)


def rows_of(drawn):
    rows = [{"event_id": f"e{n}"} | row for n, row in enumerate(drawn)]
    for row in rows:
        if point := row.pop("point", None):
            row["lat"], row["lon"] = point
    return rows


@settings(max_examples=60, deadline=None)
@given(st.lists(ROW, min_size=1, max_size=12).map(rows_of), st.randoms())
def test_the_order_of_rows_does_not_matter(rows, random):
    data = from_tables(events(*rows))
    random.shuffle(rows)
    other = from_tables(events(*rows))
    pd.testing.assert_frame_equal(other.events, data.events)
    assert other.places == data.places


@settings(max_examples=60, deadline=None)
@given(st.lists(ROW, min_size=1, max_size=12).map(rows_of))
def test_every_event_is_placed_or_says_why_and_each_is_answered_as_if_alone(rows):
    data = from_tables(events(*rows))
    assert sorted(data.events["event_id"]) == sorted(row["event_id"] for row in rows)
    for row in data.events.to_dict("records"):
        given_row = next(one for one in rows if one["event_id"] == row["event_id"])
        if row["place_index"] < 0:
            assert row["unplaced"]
            assert np.isnan(row["lat"])
            continue
        assert not row["unplaced"]
        place = data.places[row["place_index"]]
        assert (row["lat"], row["lon"]) == (place.lat, place.lon)
        assert place.geo_precision <= row["geo_precision"]
        if "lat" in given_row:
            assert (place.name, place.lat) == (given_row["place"], given_row["lat"])
            continue
        hints = (row["country"] or None, row["admin1"] or None)
        (answer,) = resolve_many([PlaceQuery(row["place"], row["event_date"].date(), *hints)])
        assert (answer.lat, answer.lon) == (place.lat, place.lon)


def test_each_distinct_question_is_put_once_and_all_at_once():
    asked = []

    def answer(queries):
        asked.append(list(queries))
        return [Resolution(q.name, 1.0, 2.0, q.name, geo_precision=1) for q in queries]

    days = pd.date_range("2021-06-01", "2022-01-31").strftime("%Y-%m-%d")
    rows = [
        {"event_id": f"{name} {day}", "place": name, "event_date": day}
        for name in ("Here", "There")
        for day in days
    ]
    data = from_tables(events(*rows, {"place": "Own", "lat": 3.0, "lon": 4.0}), resolve=answer)
    assert [[query.name for query in queries] for queries in asked] == [["Here", "There"]]
    assert len(data.places) == 3
    assert data.unplaced.empty


def test_days_on_which_a_name_meant_another_place_or_name_are_asked_apart():
    rows = [{"place": "Astana", "event_date": day} for day in ("2018-05-05", "2022-01-05")]
    asked = []

    def answer(queries):
        asked.extend(queries)
        return resolve_many(queries)

    from_tables(events(*rows), resolve=answer)
    assert [query.when for query in asked] == [date(2018, 5, 5), date(2022, 1, 5)]


def test_zones_are_looked_up_with_the_same_answers_and_all_at_once():
    asked = []

    def answer(queries):
        asked.append([query.name for query in queries])
        return [Resolution(q.name, 1.0, 2.0, q.name, geo_precision=1) for q in queries]

    own = {"place": "Own", "lat": 3.0, "lon": 4.0}
    table = zones({"area": "Port"}, {"area": "Almaty (city)"}, {"area": "Harbour"})
    data = from_tables(events(own), table, resolve=answer)
    assert asked == [["Port", "Harbour"]]
    assert {place.name for place in data.places} == {"Own", "Port", "Harbour"}
    assert data.unplaced_zones.empty


def test_a_place_told_with_and_without_coordinates_at_one_point_is_one():
    known = next(place for place in load().places if place.name == "Almaty")
    point = {"lat": known.lat, "lon": known.lon}
    for rows in ([{}, point], [point, {}]):
        (place,) = from_tables(events(*rows)).places
        assert place.known is not None
        assert place.admin1 == "Almaty (city)"


def test_a_hundred_thousand_rows_take_no_dictionary_each():
    count = 100_000
    base = events({})
    table = base.loc[base.index.repeat(count)].reset_index(drop=True)
    table["event_id"] = pd.Series([f"e{n}" for n in range(count)], dtype="str")
    table["event_date"] = pd.date_range("2022-01-01", periods=365).to_numpy("datetime64[s]")[
        np.arange(count) % 365
    ]
    table["end_date"] = table["event_date"]
    started = process_time()
    data = from_tables(table)
    assert process_time() - started < 5
    assert len(data.places) == 1
    assert len(data.events) == count
