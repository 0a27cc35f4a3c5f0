"""Coordinates far from every place of their row's name, where it tells no country."""

import time

import pytest
from samples import events

from kzmap.dataset import doubts_about, from_tables
from kzmap.places import world

LONDON = {"lat": 51.5, "lon": -0.12}
UNTOLD = {"country": "", "admin1": ""}


@pytest.fixture(scope="module", autouse=True)
def index():
    """The real index, made once from the installed extra."""
    return world.open_index()


def doubt(place, lat, lon, **cells):
    told = doubts_about(events(UNTOLD | {"place": place, "lat": lat, "lon": lon} | cells))
    return told.iloc[0]


def test_a_bundled_name_far_from_its_place_is_doubted_and_stays_where_it_lies():
    data = from_tables(events(UNTOLD | LONDON))
    [told] = data.events["doubt"]
    assert told == (
        "the point 51.5, -0.12 lies in United Kingdom, some 5,600 km from any place known as "
        "'Almaty'"
    )
    assert data.events["lat"].tolist() == [51.5]


@pytest.mark.parametrize(
    ("place", "lat", "lon"),
    [
        ("Almaty", 43.25, 76.95),
        ("алматы", 43.6, 77.5),
        ("Moscow", 46.73, -117.0),
        ("Petropavlovsk", 53.02, 158.65),
        ("Mangystau Region", 43.2, 54.9),
        ("Kazakhstan", 50.0, 75.0),
        ("London", 0.0, 0.0),
        ("Nowhereville", 0.0, 0.0),
    ],
)
def test_near_a_place_or_in_an_area_of_that_name_nothing_is_doubted(place, lat, lon):
    assert doubt(place, lat, lon) == ""


def test_an_area_is_doubted_from_its_border_on():
    assert "Mangystau Region" in doubt("Mangystau Region", 43.25, 76.95)
    assert "Kazakhstan" in doubt("Kazakhstan", **LONDON)


def test_a_row_that_tells_more_is_held_against_that_alone():
    assert doubt("Almaty", **LONDON, country="GB") == ""
    assert "outside Kazakhstan" in doubt("Almaty", **LONDON, country="KZ")
    assert doubt("Almaty", **LONDON, geo_precision=3) == ""


def test_many_rows_cost_what_their_distinct_points_do():
    one = events(UNTOLD | LONDON, UNTOLD | {"place": "Nowhereville", "lat": 1.0, "lon": 1.0})
    many = one.take([0, 1] * 100_000).reset_index(drop=True)
    doubts_about(one)
    begun = time.process_time()
    told = doubts_about(many)
    assert time.process_time() - begun < 5
    assert (told != "").sum() == 100_000
