"""Names in the world where no country is told: what one place alone bears, and no guess."""

import pytest

from kzmap.places import resolve, world


@pytest.fixture(scope="module", autouse=True)
def index():
    """The real index, made once from the installed extra."""
    return world.open_index()


def one(name, **hints):
    return resolve(name, **hints)[0]


@pytest.mark.parametrize(
    "name", ["Paris", "Berlin", "London", "Atlantis", "São Paulo", "Lagos"]
)
def test_a_name_of_several_places_stays_open_whatever_their_size(name):
    answer = one(name)
    assert not answer.resolved
    assert answer.reason.startswith("ambiguous: ")
    assert answer.reason.endswith(" places bear this name, and no country is told")
    assert len(answer.candidates) > 1
    people = [candidate.population for candidate in answer.candidates]
    assert people == sorted(people, reverse=True)


@pytest.mark.parametrize(
    ("name", "hints", "country"),
    [
        ("Paris", {"country": "FR"}, "FR"),
        ("Paris, France", {}, "FR"),
        ("Paris", {"admin1": "Île-de-France"}, "FR"),
        ("Paris", {"country": "US", "admin1": "Texas"}, "US"),
        ("Atlantis", {"country": "ZA"}, "ZA"),
        ("Atlantis, Florida", {}, "US"),
        ("Победа", {"country": "BY"}, "BY"),
    ],
)
def test_a_country_or_unit_in_the_row_or_the_name_settles_it(name, hints, country):
    answer = one(name, **hints)
    assert (answer.country, answer.reason) == (country, None)


@pytest.mark.parametrize(
    ("name", "country"), [("Победа", "BY"), ("Stepanakert", "AZ"), ("Kranj", "SI")]
)
def test_a_small_town_that_alone_bears_a_name_is_a_candidate_and_no_answer(name, country):
    answer = one(name)
    assert not answer.resolved
    assert answer.reason.startswith("ambiguous: ")
    assert "no country is told" in answer.reason
    assert {candidate.country for candidate in answer.candidates} == {country}


@pytest.mark.parametrize(
    ("name", "kind", "country"),
    [
        ("Lyon", "town", "FR"),
        ("Київ", "town", "UA"),
        ("Харків", "town", "UA"),
        ("Khartoum", "town", "SD"),
        ("France", "country", "FR"),
        ("Bavaria", "area", "DE"),
    ],
)
def test_a_city_a_country_or_a_unit_that_alone_bears_a_name_is_meant(name, kind, country):
    answer = one(name)
    assert (answer.kind, answer.country, answer.namesakes) == (kind, country, 0)


def test_a_country_that_shares_its_name_with_a_town_stays_open():
    answer = one("Ukraine")
    assert not answer.resolved
    assert {"UA", "ES"} <= {candidate.country for candidate in answer.candidates}
    assert one("Ukraine", country="UA").kind == "country"


def test_a_unit_that_several_countries_have_settles_nothing_between_them():
    answer = one("La Paz", admin1="La Paz")
    assert not answer.resolved
    assert {candidate.country for candidate in answer.candidates[:2]} == {"BO", "HN"}


def test_a_bundled_place_comes_first_and_counts_those_elsewhere():
    answer = one("Petropavlovsk")
    assert (answer.name, answer.country, answer.namesakes) == ("Petropavl", "KZ", 2)
    assert one("Petropavlovsk", country="KZ").namesakes == 0
    assert one("Almaty").namesakes == 0
    assert one("Aktau", country="KZ").namesakes == 2
