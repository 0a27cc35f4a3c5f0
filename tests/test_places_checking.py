"""Coordinates that come with the data, held against the country and unit they name."""

import json
import random
import time

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kzmap.bundled import bundled_path
from kzmap.places import LocatedPoint, check_units, unit_at, units, world
from kzmap.places.checking import LAND_KM
from kzmap.places.outlines import country_at, km_outside, label_point, outlines

NAN = float("nan")


def said(*point):
    return check_units([LocatedPoint(*point)])[0]


@pytest.mark.parametrize(
    "point",
    [
        (43.24, 76.95, "KZ", "Almaty (city)", "2022-01-05"),
        (43.24, 76.95, "Казахстан", "Алматы", "2022-01-05"),
        (48.86, 2.35, "FR", None, None),
        (48.86, 2.35, "France", "Bavaria", None),  # units elsewhere have no boundaries here
        (16.27, -61.5, "GP", None, None),  # drawn as a part of France
        (16.27, -61.5, "FR", None, None),
        (27.15, -13.2, "EH", None, None),
        (45.0, 34.1, "UA", None, None),
        (12.15, -68.27, "BQ", None, None),  # too small to be drawn
        (-17.8, -179.9, "FJ", None, None),
        (66.5, -178.0, "RU", None, None),
        (46.2, 53.0, "KZ", None, None),
        (1.0, 2.0, "Wonderland", None, None),
        (1.0, 2.0, None, None, None),
        (1.0, 2.0, NAN, NAN, None),
        (NAN, NAN, "KZ", "Almaty", None),
        (43.24, 76.95, "KZ", "Semipalatinsk guberniya", "2022-01-05"),
    ],
)
def test_what_agrees_or_cannot_be_told_is_not_flagged(point):
    assert said(*point) == ""


@pytest.mark.parametrize(
    ("point", "reason"),
    [
        (
            (48.86, 2.35, "Germany"),
            "the point 48.86, 2.35 lies in France, some 300 km outside Germany",
        ),
        (
            (43.24, 76.95, "KZ", "Mangystau Region", "2022-01-05"),
            "the point 43.24, 76.95 lies in Almaty (city), some 1,600 km outside "
            "Mangystau Region",
        ),
        (
            (76.95, 43.24, "KZ"),
            "the point 76.95, 43.24 is some 2,600 km from Kazakhstan; "
            "the other way round it would lie inside",
        ),
        ((0.0, 0.0, "KZ"), "the point 0.0, 0.0 is some 7,000 km from Kazakhstan"),
        (
            (43.24, 76.95, None, "Павлодарская область", None),
            "the point 43.24, 76.95 lies in Almaty (city), some 760 km outside "
            "Павлодарская область",
        ),
    ],
)
def test_what_disagrees_is_said_with_how_far(point, reason):
    assert said(*point) == reason


def test_a_unit_is_held_against_the_division_of_the_day_and_of_today():
    semey = (50.42, 80.25, "KZ")
    for admin1 in ("East Kazakhstan Region", "Abai Region"):
        assert said(*semey, admin1, "2022-01-05") == ""
    assert said(*semey, "Abai Region", "2023-01-05") == ""
    assert "lies in Abai Region" in said(*semey, "East Kazakhstan Region", "2023-01-05")
    # No boundaries are bundled for that year, so any of those that are will do.
    assert said(*semey, "East Kazakhstan Region", "1990-01-01") == ""


def test_every_place_of_the_gazetteer_lies_in_the_unit_that_its_point_tells():
    places = json.loads(bundled_path("data", "gazetteer.json").read_text("utf-8"))
    points = []
    for place in places:
        lat, lon = place["latitude"], place["longitude"]
        unit = unit_at(lat, lon, "2022-01-05")
        points.append(LocatedPoint(lat, lon, "KZ", unit.name, "2022-01-05"))
        points.append(LocatedPoint(lat, lon, "KZ", unit.iso, "2022-01-05"))
    assert set(check_units(points)) == {""}


def test_every_unit_of_another_place_is_flagged_unless_it_is_near():
    far = [unit.name for unit in units("2022-01-05") if unit.name != "Atyrau Region"]
    told = check_units(LocatedPoint(47.1, 51.92, "KZ", name, "2022-01-05") for name in far)
    assert all("lies in Atyrau Region" in reason for reason in told)


def test_cities_of_the_world_lie_in_their_country_and_in_no_other():
    index = world.open_index()
    rows = index._rows(
        "SELECT lat, lon, country FROM place WHERE kind = 'town' AND population >= 100000"
    )
    assert len(rows) > 4000
    told = check_units(LocatedPoint(*row) for row in rows)
    assert sum(map(bool, told)) <= 2
    codes = sorted({code for _, _, code in rows})
    chance = random.Random(7)
    wrong = [
        LocatedPoint(lat, lon, chance.choice([c for c in codes if c != code]))
        for lat, lon, code in chance.sample(rows, 500)
    ]
    assert sum(map(bool, check_units(wrong))) >= 490


def test_the_label_point_of_every_country_lies_inside_it():
    for code, outline in outlines().items():
        lat, lon = label_point(outline)
        assert km_outside(code, lat, lon) == 0, code
        assert country_at(lat, lon) is not None


@settings(deadline=None)
@given(
    st.lists(
        st.builds(
            LocatedPoint,
            st.floats(-90, 90) | st.just(NAN),
            st.floats(-180, 180),
            st.sampled_from(["KZ", "FR", "US", "FJ", "XX", "", None]),
            st.sampled_from(["Abai Region", "Almaty", "Texas", "", None]),
            st.sampled_from(["2022-01-05", "2022-06-08", "1950-01-01", "", None]),
        ),
        max_size=6,
    )
)
def test_each_point_is_told_by_itself_and_in_order(points):
    told = check_units(points)
    assert told == [check_units([point])[0] for point in points]
    assert check_units([*points, *points]) == told * 2


@settings(deadline=None)
@given(st.floats(-89, 89), st.floats(-180, 180))
def test_a_point_in_a_country_is_no_kilometre_outside_it(lat, lon):
    code = country_at(lat, lon)
    if code is not None:
        assert km_outside(code, lat, lon) == 0
        assert said(lat, lon, code) == ""


def test_near_a_border_the_coarse_map_is_given_the_benefit_of_the_doubt():
    # Lottstetten, in Germany, lies 10 km inside Switzerland on the map of the world.
    assert 5 < km_outside("DE", 47.63, 8.57) < LAND_KM
    assert said(47.63, 8.57, "DE") == ""


def test_a_million_rows_of_few_points_are_told_in_seconds():
    chance = random.Random(1)
    few = [
        LocatedPoint(chance.uniform(41, 55), chance.uniform(47, 87), "KZ", "Mangystau Region")
        for _ in range(50)
    ]
    start = time.process_time()
    told = check_units(few[i % 50] for i in range(1_000_000))
    assert len(told) == 1_000_000
    assert time.process_time() - start < 10
