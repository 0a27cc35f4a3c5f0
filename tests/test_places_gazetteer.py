"""The gazetteer can stand wherever a geopy geocoder can, and asks no network."""

import subprocess
import sys

import pytest
from geopy.exc import GeocoderQueryError, GeocoderUnavailable
from geopy.extra.rate_limiter import RateLimiter
from geopy.geocoders.base import Geocoder
from geopy.location import Location

from kzmap.places import Gazetteer, resolve


def test_it_is_a_geopy_geocoder() -> None:
    gazetteer = Gazetteer()
    assert isinstance(gazetteer, Geocoder)
    found = gazetteer.geocode("Новый Узень", timeout=3)
    assert isinstance(found, Location)
    assert (round(found.latitude, 1), round(found.longitude, 1)) == (43.3, 52.9)
    assert found.raw == resolve("Новый Узень")[0].as_dict()


def test_it_works_behind_geopy_s_rate_limiter() -> None:
    limited = RateLimiter(Gazetteer().geocode, min_delay_seconds=0)
    assert limited("Pavlodar").address.startswith("Pavlodar")


def test_an_open_name_is_none_alone_and_all_of_them_in_a_list() -> None:
    gazetteer = Gazetteer()
    assert gazetteer.geocode("Aksu") is None
    found = gazetteer.geocode("Aksu", exactly_one=False)
    assert found is not None
    assert len(found) == 3
    assert {place.raw["admin1"] for place in found} == {
        "Pavlodar Region",
        "Turkistan Region",
        "Akmola Region",
    }


def test_a_miss_is_none_and_near_names_are_not_answers() -> None:
    gazetteer = Gazetteer()
    assert gazetteer.geocode("Zhanaozn") is None
    assert gazetteer.geocode("Zhanaozn", exactly_one=False) is None
    assert gazetteer.geocode("") is None


def test_day_and_hints_are_taken() -> None:
    gazetteer = Gazetteer()
    found = gazetteer.geocode("Astana", when="2022-01-05")
    assert str(found) == "Nur-Sultan, Nur-Sultan (city), KZ"
    assert gazetteer.geocode("Aksu", admin1="Pavlodar Region") is not None
    assert gazetteer.geocode("Shevchenko", country="UA") is None


def test_a_query_that_is_no_text_is_refused_as_geopy_does() -> None:
    with pytest.raises(GeocoderQueryError, match="expected a place name"):
        Gazetteer().geocode(None)  # type: ignore[arg-type]


def test_reverse_finds_the_nearest_place() -> None:
    gazetteer = Gazetteer()
    found = gazetteer.reverse((43.34, 52.85), when="2022-01-05")
    assert found.raw["name"] == "Zhanaozen"
    assert 0 < found.raw["distance_km"] < 2
    assert found.raw["admin1"] == "Mangystau Region"
    assert [str(place) for place in gazetteer.reverse("43.34, 52.85", exactly_one=False)] == [
        str(found)
    ]
    with pytest.raises(ValueError, match="Point"):
        gazetteer.reverse("not a point")


def test_it_has_no_way_to_the_network() -> None:
    gazetteer = Gazetteer()
    for ask in (gazetteer.adapter.get_json, gazetteer.adapter.get_text):
        with pytest.raises(GeocoderUnavailable, match="no network"):
            ask("https://example.org", timeout=1, headers={})


def test_given_to_resolve_it_answers_as_by_default() -> None:
    names = ["Целиноград", "Aksu", "Zhanaozn", ""]
    assert resolve(names, "2022-01-05", geocoder=Gazetteer()) == resolve(names, "2022-01-05")


def test_resolving_loads_neither_geopy_nor_pandas() -> None:
    code = (
        "import sys, kzmap; kzmap.resolve('Almaty');"
        "print([m for m in ('geopy', 'pandas', 'folium', 'requests') if m in sys.modules])"
    )
    ran = subprocess.run(
        [sys.executable, "-c", code], capture_output=True, text=True, check=True
    )
    assert ran.stdout.strip() == "[]"
