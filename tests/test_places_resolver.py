"""Decisions come first, then the gazetteer, then a service, and nobody is asked too much."""

from collections.abc import Sequence
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kzmap.places import (
    LEAVE_OUT,
    Candidate,
    Decision,
    Decisions,
    PlaceQuery,
    Resolution,
    Resolver,
    decision_key,
    resolve_many,
)

UNKNOWN = PlaceQuery("Qqqqqq", "2022-01-05", "KZ")
HOMONYM = PlaceQuery("Жамбыл", "2022-01-05")


class Service:
    """Answers by a table, and says what it was asked."""

    def __init__(self, **known: tuple[float, float]) -> None:
        self.known = known
        self.asked: list[PlaceQuery] = []

    def resolve_many(self, queries: Sequence[PlaceQuery], progress=None) -> list[Resolution]:
        self.asked += queries
        return [self.answer(query) for query in queries]

    def answer(self, query: PlaceQuery) -> Resolution:
        if query.name not in self.known:
            return Resolution(query.name, service="Service", reason="error: it is down")
        lat, lon = self.known[query.name]
        return Resolution(query.name, lat, lon, name=query.name, service="Service")


def test_without_decisions_and_service_it_is_the_gazetteer():
    queries = [PlaceQuery("Almaty"), HOMONYM, UNKNOWN, PlaceQuery("Almaty")]
    assert Resolver().resolve_many(queries) == resolve_many(queries)


def test_a_decision_comes_before_the_gazetteer_and_tells_where_it_comes_from():
    decisions = Decisions().having(PlaceQuery("almaty"), Decision(51.0, 71.0, "A village"))
    [answer] = Resolver(decisions).resolve_many([PlaceQuery("Алма-Ата"), PlaceQuery("Almaty")])[
        1:
    ]
    assert (answer.query, answer.name, answer.lat) == ("Almaty", "A village", 51.0)
    assert (answer.service, answer.matched_by) == ("review", "decided in the review")
    assert answer.admin1 == "Akmola Region"


def test_a_chosen_candidate_keeps_its_names_of_the_day():
    decisions = Decisions().having(
        PlaceQuery("Capital"), Decision.choosing(candidate_of("Nur-Sultann"))
    )
    [answer] = Resolver(decisions).resolve_many([PlaceQuery("capital", "2022-01-05")])
    assert (answer.name, answer.name_on_date) == ("Astana", "Nur-Sultan")
    assert answer.geo_precision == 1


def candidate_of(name: str) -> Candidate:
    return resolve_many([PlaceQuery(name, country="KZ")])[0].candidates[0]


def test_a_chosen_area_stays_an_area():
    area = next(c for c in resolve_many([HOMONYM])[0].candidates if c.geo_precision == 3)
    [answer] = Resolver(Decisions().having(HOMONYM, Decision.choosing(area))).resolve_many(
        [HOMONYM]
    )
    assert (answer.kind, answer.geo_precision) == ("area", 3)


def test_a_chosen_point_of_openstreetmap_stays_credited_to_who_gave_it():
    found = Candidate("Q", None, "KZ", 50.0, 70.0, 0, "Q", "osm:node/7")
    [answer] = Resolver(Decisions().having(UNKNOWN, Decision.choosing(found))).resolve_many(
        [UNKNOWN]
    )
    assert (answer.service, answer.matched_by) == ("Nominatim", "decided in the review")
    assert answer.place_id is None


def test_what_is_left_out_says_so_and_is_sent_to_nobody():
    service = Service()
    [answer] = Resolver(Decisions().having(UNKNOWN, LEAVE_OUT), service).resolve_many([UNKNOWN])
    assert not answer.resolved
    assert answer.reason.startswith("left out")
    assert service.asked == []


def test_a_better_name_is_looked_up_in_the_place_of_the_old_one():
    decisions = Decisions().having(UNKNOWN, Decision(name="Жаңаөзен"))
    [answer] = Resolver(decisions).resolve_many([UNKNOWN])
    assert (answer.query, answer.name) == ("Qqqqqq", "Zhanaozen")
    assert answer.matched_by.startswith("looked up as 'Жаңаөзен' by the review, name ")


def test_a_better_name_that_nobody_knows_is_told_with_the_name():
    decisions = Decisions().having(UNKNOWN, Decision(name="Wwwwww"))
    service = Service()
    [answer] = Resolver(decisions, service).resolve_many([UNKNOWN])
    assert answer.reason == "error: it is down (looked up as 'Wwwwww' by the review)"
    assert [query.name for query in service.asked] == ["Wwwwww"]


def test_only_what_nobody_here_knows_is_sent():
    service = Service(Qqqqqq=(50.0, 70.0))
    queries = [PlaceQuery("Almaty"), HOMONYM, UNKNOWN, PlaceQuery(""), UNKNOWN]
    answers = Resolver(online=service).resolve_many(queries)
    assert service.asked == [UNKNOWN]
    assert [answer.service for answer in answers] == [
        "gazetteer",
        "gazetteer",
        "Service",
        "gazetteer",
        "Service",
    ]
    assert answers[1].reason.startswith("ambiguous")


def test_near_spellings_stay_where_the_service_fails():
    [answer] = Resolver(online=Service()).resolve_many([PlaceQuery("Zhanaozn", country="KZ")])
    assert answer.reason.startswith("error")
    assert answer.candidates[0].name == "Zhanaozen"


NAMES = st.text(max_size=8) | st.sampled_from(["Aktau", "АКТАУ", "???", "Нур-Султан"])
QUERIES = st.builds(
    PlaceQuery,
    NAMES,
    st.none() | st.just(date(2022, 1, 5)),
    st.none() | st.sampled_from(["KZ", "kz", "Russia", ""]),
    st.none() | st.sampled_from(["Mangystau Region", "mangystau region", ""]),
)


@given(st.lists(st.tuples(QUERIES, st.sampled_from([LEAVE_OUT, Decision(1, 2)]))))
def test_decisions_keep_the_last_word_on_every_name(pairs):
    decisions = Decisions()
    for query, decision in pairs:
        before = len(decisions)
        decisions = decisions.having(query, decision)
        assert len(decisions) - before in (0, 1)
    last = {decision_key(query): decision for query, decision in pairs}
    assert {decision_key(q): d for q, d in decisions.items()} == last
    for query, _ in pairs:
        assert decisions.of(query) == last[decision_key(query)]
        assert decisions.without(query).of(query) is None


@pytest.mark.parametrize("country", ["KZ", "kz", "Kazakhstan", "Казахстан"])
def test_a_country_may_be_written_as_one_likes(country):
    decisions = Decisions().having(PlaceQuery("Aktau", None, country), LEAVE_OUT)
    assert decisions.of(PlaceQuery("Aktau", None, "KZ")) == LEAVE_OUT
    assert decisions.of(PlaceQuery("Aktau", None, "RU")) is None
