"""Countries by code and by name."""

import pytest

from kzmap.countries import country_code, country_name, country_names, is_country


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("KZ", "KZ"),
        (" kz ", "KZ"),
        ("KAZ", "KZ"),
        ("398", "KZ"),
        ("Казахстан", "KZ"),
        ("UK", "GB"),
        ("Turkey", "TR"),
        ("Türkiye", "TR"),
        ("Ivory Coast", "CI"),
        ("COTE D'IVOIRE", "CI"),
        ("Bosnia and Herzegovina", "BA"),
        ("Bosnia & Herzegovina", "BA"),
        ("The Gambia", "GM"),
        ("Saint Lucia", "LC"),
        ("Соединённые Штаты", "US"),
        ("США", "US"),
        ("Democratic Republic of Congo", "CD"),
        ("South Korea", "KR"),
        ("Namibia", "NA"),
        ("Georgia", "GE"),
    ],
)
def test_a_country_is_known_by_its_codes_and_names(text, code):
    assert country_code(text) == code


@pytest.mark.parametrize("text", ["", "  ", "Nowhere", "Congo", "Korea", "\x00", "World"])
def test_what_names_no_one_country_is_none(text):
    assert country_code(text) is None


def test_every_name_leads_back_to_its_country():
    for code, names in country_names().items():
        assert is_country(code)
        assert country_name(code) in names
        assert {country_code(name) for name in names} == {code}


def test_what_is_no_country_is_not_one():
    assert not any(map(is_country, ("EU", "UN", "ZZ", "", "kz", "KAZ")))
