"""Places of all countries, from the extra kzmap[world]."""

import random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kzmap.places import PlaceQuery, name_on, resolve, resolve_many, spans, world


@pytest.fixture(scope="session", autouse=True)
def index():
    """The real index, made once from the installed extra."""
    return world.open_index()


@pytest.fixture(scope="session")
def towns(index):
    rows = index._rows("SELECT place_id FROM place WHERE kind = 'town' ORDER BY id")
    return [place_id for (place_id,) in rows]


def one(name, **hints):
    return resolve(name, **hints)[0]


@pytest.mark.parametrize(
    ("name", "country", "lat", "lon"),
    [
        ("Lagos", "NG", 6.45, 3.39),
        ("القاهرة", "EG", 30.06, 31.25),
        ("Nairobi", "Kenya", -1.28, 36.82),
        ("Antananarivo", "MG", -18.91, 47.54),
        ("東京", "JP", 35.69, 139.69),
        ("서울", "KR", 37.57, 126.98),
        ("मुंबई", "IN", 19.07, 72.88),
        ("ရန်ကုန်", "Myanmar", 16.81, 96.16),
        ("თბილისი", "GE", 41.69, 44.83),
        ("Самарканд", "Узбекистан", 39.65, 66.96),
        ("Ереван", "AM", 40.18, 44.51),
        ("Київ", "Ukraine", 50.45, 30.52),
        ("Αθήνα", "GRC", 37.98, 23.73),
        ("MÜNCHEN", "Germany", 48.14, 11.58),
        ("Łódź", "PL", 51.77, 19.47),
        ("Montréal", "CA", 45.51, -73.59),
        ("Ciudad de México", "MX", 19.43, -99.13),
        ("São Paulo", "BR", -23.55, -46.64),
        ("Bogota", "Colombia", 4.61, -74.08),
        ("Sydney", "Australia", -33.87, 151.21),
        ("Suva", "FJ", -18.14, 178.44),
        ("Санкт-Петербург", "Россия", 59.94, 30.31),
    ],
)
def test_a_city_is_found_in_the_script_of_its_country(name, country, lat, lon):
    found = one(name, country=country)
    assert found.resolved, found.reason
    assert abs(found.lat - lat) < 0.1
    assert abs(found.lon - lon) < 0.1
    assert (found.kind, found.geo_precision) == ("town", 1)
    assert found.admin1


@pytest.mark.parametrize(
    ("name", "countries"),
    [
        ("Springfield", {"US", "GB"}),
        ("San José", {"CR", "US", "PH"}),
        ("Tripoli", {"LY", "LB", "GR", "US"}),
        ("Washington", {"US", "GB"}),
        ("Georgia", {"GE", "US"}),
    ],
)
def test_a_homonym_without_a_hint_stays_open_with_its_candidates(name, countries):
    answer = one(name)
    assert not answer.resolved
    assert answer.reason.startswith("ambiguous")
    assert countries <= {candidate.country for candidate in answer.candidates}
    assert not any(candidate.near for candidate in answer.candidates)


def test_a_city_is_meant_before_far_smaller_namesakes_which_are_listed():
    answer = one("Houston", country="US")
    assert (answer.country, answer.admin1) == ("US", "Texas")
    assert "a city of 2,314,157" in answer.matched_by
    assert ("Minnesota", "US") in {(c.admin1, c.country) for c in answer.candidates}
    assert answer.namesakes == len(answer.candidates) > 0


@pytest.mark.parametrize(
    ("name", "hints", "admin1", "country"),
    [
        ("Tripoli", {"country": "LB"}, "Liban-Nord", "LB"),
        ("Tripoli", {"country": "Ливия"}, "Tripoli", "LY"),
        ("San José", {"country": "Costa Rica"}, "San José", "CR"),
        ("Springfield", {"country": "US", "admin1": "Illinois"}, "Illinois", "US"),
        ("Springfield", {"country": "USA", "admin1": "State of Illinois"}, "Illinois", "US"),
        ("Springfield", {"admin1": "US-IL"}, "Illinois", "US"),
        ("Springfield", {"admin1": "IL"}, "Illinois", "US"),
        ("Springfield, IL", {}, "Illinois", "US"),
        ("Springfield (Illinois)", {}, "Illinois", "US"),
        ("Atlanta, Georgia", {}, "Georgia", "US"),
        ("New York, New York", {}, "New York", "US"),
        ("Paris, France", {}, "Île-de-France", "FR"),
        ("Munich", {"country": "DE", "admin1": "Bayern"}, "Bavaria", "DE"),
        ("Córdoba", {"country": "ES"}, "Andalusia", "ES"),
        ("Ленинск", {"admin1": "Волгоградская область"}, "Volgograd Oblast", "RU"),
        ("Hà Giang", {"country": "VN", "admin1": "Hà Giang Province"}, "Tuyên Quang", "VN"),
    ],
)
def test_country_and_unit_narrow_the_choice(name, hints, admin1, country):
    answer = one(name, **hints)
    assert answer.resolved, answer.reason
    assert (answer.admin1, answer.country) == (admin1, country)


def test_a_part_that_may_be_a_country_or_a_unit_settles_nothing():
    answer = one("Ontario, CA")
    assert not answer.resolved
    assert {(c.name, c.country) for c in answer.candidates} == {
        ("Ontario", "CA"),
        ("Ontario", "US"),
    }


@pytest.mark.parametrize(
    ("name", "hints"),
    [
        ("Paris", {"country": "DE"}),
        ("Paris", {"country": "Wonderland"}),
        ("Munich", {"country": "DE", "admin1": "Saxony"}),
        ("Lyon", {"country": "KZ"}),
    ],
)
def test_a_place_elsewhere_is_not_taken_instead(name, hints):
    answer = one(name, **hints)
    assert not answer.resolved
    assert answer.reason.startswith("no match")


def test_a_wrong_country_is_told_from_an_unknown_name():
    assert "no place of this name is known in DE" in one("Paris", country="DE").reason
    assert one("Xqwzk", country="DE").reason == "no match"


def test_an_unknown_unit_is_not_used_and_the_answer_says_so():
    assert "'Kreis X' is not known" in one("Munich", country="DE", admin1="Kreis X").matched_by
    assert "'Kreis X' is not known" in one("Paris", country="US", admin1="Kreis X").reason


@pytest.mark.parametrize(
    ("name", "kind", "place_id"),
    [("France", "country", "iso:FR"), ("Bavaria", "area", "geonames:DE.02")],
)
def test_a_country_and_a_unit_are_areas_with_a_point_inside(name, kind, place_id):
    answer = one(name)
    assert (answer.kind, answer.geo_precision, answer.place_id) == (kind, 3, place_id)


@pytest.mark.parametrize("name", ["Luxembourg", "Singapore", "Mexico"])
def test_a_country_named_like_its_city_or_unit_stays_open(name):
    assert one(name).reason.startswith("ambiguous")


def test_a_town_is_meant_before_the_unit_around_it_but_not_before_another():
    assert one("Kranj", country="SI").kind == "town"
    assert not one("Texas").resolved  # a state, and two villages in Mexico


def test_names_without_dates_are_said_to_be_so():
    with_day = one("Kyiv", country="UA", when="2022-01-05")
    assert with_day.name_on_date == with_day.name == "Kyiv"
    assert "carry no dates" in with_day.matched_by
    assert "carry no dates" not in one("Kyiv", country="UA").matched_by
    assert name_on(with_day.place_id, "1991-01-01") == "Kyiv"
    assert spans(with_day.place_id) == []


def test_a_miss_offers_near_names_of_the_country_alone():
    answer = one("Marseile", country="FR")
    assert answer.reason == "no match"
    assert answer.candidates[0].name == "Marseille"
    assert all(c.near and c.country == "FR" for c in answer.candidates)
    assert "Buenos Aires" in {c.name for c in one("Buenos Airs").candidates}


def test_a_bundled_place_comes_first_and_says_that_others_bear_its_name():
    answer = one("Samarkand")
    assert answer.name == "Temirtau"
    assert "also the name of 1 elsewhere" in answer.matched_by
    assert one("Samarkand", country="UZ").lat == pytest.approx(39.65, abs=0.05)


def test_moscow_is_the_bundled_one_and_lies_in_its_unit():
    for admin1 in (None, "Moscow", "Москва"):
        answer = one("Moscow", country="RU", admin1=admin1)
        assert answer.place_id == "geonames:524901"


def test_every_town_resolves_to_itself_or_is_said_to_be_ambiguous(index, towns):
    places = [index.place(key) for key in random.Random(20220105).sample(towns, 300)]
    queries = [
        PlaceQuery(place.names[0].name, None, place.country, place.unit_name or None)
        for place in places
    ]
    for place, answer in zip(places, resolve_many(queries), strict=True):
        if answer.resolved and answer.place_id == place.place_id:
            continue
        assert place.place_id in {c.place_id for c in answer.candidates}, (place, answer)
        assert answer.resolved or answer.reason.startswith("ambiguous")


HOSTILE = [
    "'; DROP TABLE place;--",
    '"" OR 1=1',
    "%",
    "_",
    "\x00",
    "Paris\x00",
    "\ud800",
    "{{ 7*7 }}",
    "<script>alert(1)</script>",
    "=cmd|' /C calc'!A0",
    "\u202eParis",
    "P" * 100_000,
    "Paris," * 2_000,
]


@pytest.mark.parametrize("name", HOSTILE)
@pytest.mark.parametrize("country", ["FR", "'; --", None])
def test_a_hostile_name_is_an_answer_like_any_other(name, country):
    answer = one(name, country=country, admin1=name)
    assert answer.resolved == (answer.reason is None)


@settings(deadline=None, max_examples=150)
@given(st.text(max_size=30), st.sampled_from(["FR", "CN", "RU", None]), st.text(max_size=8))
def test_any_text_is_an_answer_in_any_country(name, country, admin1):
    answer = one(name, country=country, admin1=admin1)
    assert (answer.lat is None) == (answer.lon is None)
    assert answer.resolved == (answer.reason is None)
    if answer.resolved and country:
        assert answer.country == country
