"""Another geocoder in the gazetteer's place: what it must not get away with."""

from types import SimpleNamespace
from typing import Any

import pytest
from geopy.exc import (
    GeocoderParseError,
    GeocoderRateLimited,
    GeocoderServiceError,
    GeocoderTimedOut,
    GeocoderUnavailable,
)
from geopy.geocoders import Nominatim
from geopy.location import Location

from kzmap.places import PlaceQuery, resolve, resolve_many


class Stub:
    """Answers by a table; an exception in it is raised."""

    def __init__(self, **replies: Any) -> None:
        self.replies = replies
        self.asked: list[str] = []

    def geocode(self, query: str, *, exactly_one: bool = True) -> Any:
        self.asked.append(query)
        reply = self.replies[query.split(",")[0]]
        if isinstance(reply, Exception):
            raise reply
        return reply


def place(lat: Any, lon: Any, address: str = "Place, Region", raw: Any = None) -> Any:
    return SimpleNamespace(latitude=lat, longitude=lon, address=address, raw=raw or {})


def test_one_reply_is_an_answer_with_the_unit_of_that_day() -> None:
    stub = Stub(
        Semey=[Location("Семей, Абай", (50.42, 80.25), {"address": {"country_code": "kz"}})]
    )
    [answer] = resolve("Semey", "2022-01-05", geocoder=stub)
    assert (answer.lat, answer.lon) == (50.42, 80.25)
    assert (answer.admin1, answer.country) == ("East Kazakhstan Region", "KZ")
    assert answer.service == "Stub"
    assert answer.matched_by == "Stub answered 'Семей, Абай'"


@pytest.mark.parametrize("reply", [None, [], ()])
def test_no_match_is_no_match(reply: Any) -> None:
    [answer] = resolve("Xyz", geocoder=Stub(Xyz=reply))
    assert (answer.resolved, answer.reason, answer.service) == (False, "no match", "Stub")


@pytest.mark.parametrize(
    "error",
    [
        GeocoderTimedOut("slow"),
        GeocoderUnavailable("refused"),
        GeocoderServiceError("502"),
        GeocoderRateLimited("429", retry_after=3),
        GeocoderParseError("cut off"),
        ValueError("could not convert string to float: 'abc'"),
        KeyError("lat"),
        OSError("network is unreachable"),
    ],
)
def test_an_outage_is_an_error_and_not_no_match(error: Exception) -> None:
    stub = Stub(A=error, B=[place(43.3, 76.9)])
    a, b = resolve(["A", "B"], geocoder=stub)
    assert not a.resolved
    assert a.reason is not None
    assert a.reason.startswith(f"error: {type(error).__name__}")
    assert b.resolved


@pytest.mark.parametrize(
    "reply",
    [
        place(None, None),
        place("abc", "76.9"),
        place(float("nan"), 76.9),
        place(float("inf"), 76.9),
        place(176.9, 43.3),
        place(43.3, 999),
        place(0, 0),
        place(0.0, -0.0),
        Location("no coordinates", (None, None), {"display_name": "x"}),
        SimpleNamespace(address="no point at all"),
        object(),
    ],
)
def test_coordinates_that_cannot_be_are_an_error(reply: Any) -> None:
    [answer] = resolve("Aktau", geocoder=Stub(Aktau=[reply]))
    assert (answer.lat, answer.lon) == (None, None)
    assert answer.reason is not None
    assert answer.reason.startswith("error: ReplyError")


@pytest.mark.parametrize("reply", ["<html>", {"lat": 1}, 7])
def test_a_reply_that_is_no_list_is_an_error(reply: Any) -> None:
    [answer] = resolve("Aktau", geocoder=Stub(Aktau=reply))
    assert (answer.reason or "").startswith("error: ReplyError")


def test_nominatim_replies_without_coordinates_do_not_become_null_island() -> None:
    class Adapter(Nominatim):
        def _call_geocoder(self, url: str, callback: Any, **kwargs: Any) -> Any:
            return callback([{"display_name": "Aktau"}])

    geocoder = Adapter(user_agent="test")
    assert geocoder.geocode("Aktau").latitude == 0
    [answer] = resolve("Aktau", geocoder=geocoder)
    assert not answer.resolved
    assert (answer.reason or "").startswith("error")


def test_replies_far_apart_are_candidates_and_near_ones_one_place() -> None:
    stub = Stub(
        Aktau=[place(43.65, 51.17), place(50.2, 73.1)],
        Oral=[place(51.23, 51.37), place(51.25, 51.40)],
    )
    far, near = resolve(["Aktau", "Oral"], geocoder=stub)
    assert not far.resolved
    assert (far.reason or "").startswith("ambiguous")
    assert len(far.candidates) == 2
    assert near.resolved


def test_a_hint_narrows_the_replies() -> None:
    stub = Stub(Aktau=[place(43.65, 51.17), place(50.2, 73.1)])
    [answer] = resolve("Aktau", "2022-01-05", "KZ", "Mangystau Region", geocoder=stub)
    assert answer.lat == 43.65
    assert stub.asked == ["Aktau, Mangystau Region, KZ"]


def test_only_distinct_queries_are_sent_and_replies_are_capped() -> None:
    stub = Stub(Aktau=[place(43.65, 51.17 + n) for n in range(1000)])
    told = resolve_many([PlaceQuery("Aktau")] * 5, geocoder=stub)
    assert len(stub.asked) == 1
    assert len(told) == 5
    assert len(told[0].candidates) == 20


def test_a_reply_with_the_box_of_a_region_is_an_area() -> None:
    box = {"boundingbox": ["41.2", "45.6", "49.8", "56.7"]}
    stub = Stub(Mangystau=[place(43.9, 54.0, raw=box)], Aktau=[place(43.65, 51.17)])
    area, town = resolve(["Mangystau", "Aktau"], geocoder=stub)
    assert (area.kind, area.geo_precision) == ("area", 3)
    assert (town.kind, town.geo_precision) == ("town", 1)


def test_an_empty_name_is_not_sent() -> None:
    stub = Stub()
    [answer] = resolve("  ", geocoder=stub)
    assert stub.asked == []
    assert answer.reason == "no match: the name is empty"
