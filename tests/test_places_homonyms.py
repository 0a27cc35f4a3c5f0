"""Several bearers of one name: a stated rule settles it, or nothing does."""

import pytest

from kzmap.places import PlaceQuery, resolve, resolve_many


@pytest.mark.parametrize("name", ["Zhambyl", "Жамбыл", "Akmola", "Мангистау", "Abai"])
def test_a_name_shared_by_unit_and_town_stays_open(name: str) -> None:
    [answer] = resolve(name)
    assert not answer.resolved
    assert answer.reason
    assert answer.reason.startswith("ambiguous")
    assert len(answer.candidates) >= 2


def test_the_day_decides_where_the_town_bore_the_name() -> None:
    assert resolve("Zhambyl", when="1995-01-01")[0].name == "Taraz"
    assert resolve("Akmola", when="1995-01-01")[0].name == "Astana"
    assert not resolve("Zhambyl", when="2022-01-05")[0].resolved


def test_the_unit_decides_between_namesakes() -> None:
    [answer] = resolve("Zhambyl", admin1="Zhambyl Region")
    assert answer.name == "Taraz"
    assert "place in the unit named by the hint" in (answer.matched_by or "")
    [answer] = resolve("Aksu", when="2022-01-05", admin1="Pavlodar Region")
    assert (answer.name, answer.admin1) == ("Aksu", "Pavlodar Region")
    assert len(answer.candidates) == 2
    assert resolve("Shalkar", admin1="KZ-AKT")[0].admin1 == "Aktobe Region"


@pytest.mark.parametrize("name", ["Aksu", "Shalkar", "Aktogay", "Abay", "Kirov", "Kyzylzhar"])
def test_namesakes_without_a_hint_stay_open_with_all_of_them(name: str) -> None:
    [answer] = resolve(name, when="2022-01-05", country="KZ")
    assert not answer.resolved
    assert len(answer.candidates) >= 2
    assert not any(candidate.near for candidate in answer.candidates)


@pytest.mark.parametrize(
    ("name", "meant", "namesakes"),
    [("Aktau", "Aktau", 2), ("Джамбул", "Taraz", 2), ("Қызылжар", "Petropavl", 1)],
)
def test_a_city_is_meant_before_villages_and_the_answer_says_so(
    name: str, meant: str, namesakes: int
) -> None:
    [answer] = resolve(name)
    assert answer.name == meant
    assert "a city of" in (answer.matched_by or "")
    assert len(answer.candidates) == namesakes


def test_a_city_with_a_weaker_claim_does_not_take_a_village_s_name() -> None:
    assert resolve("Chapayev")[0].admin1 == "West Kazakhstan Region"
    assert not resolve("Leninskiy")[0].resolved


def test_a_country_is_meant_before_a_village_of_its_name() -> None:
    [answer] = resolve("Казахстан", when="2022-01-05")
    assert answer.place_id == "iso:KZ"
    assert [c.admin1 for c in answer.candidates] == ["Almaty Region"]


def test_a_place_elsewhere_is_not_taken_instead() -> None:
    for hint in ({"country": "PT"}, {"country": "Portugal"}, {"admin1": "Akmola Region"}):
        [answer] = resolve("Shevchenko", **hint)
        assert not answer.resolved
        assert (answer.reason or "").startswith("no match: no place of this name")
        assert "Aktau" in [c.name for c in answer.candidates]
    assert not resolve("Moscow", country="KZ")[0].resolved
    assert not resolve("Aktau (Russia)", country="KZ")[0].resolved


def test_a_name_and_its_row_that_disagree_stay_open() -> None:
    [answer] = resolve("Aktau (Karaganda Region)", admin1="Mangystau Region")
    assert not answer.resolved
    assert len(answer.candidates) == 3
    assert resolve("Semey (Abai Region)", admin1="East Kazakhstan Region")[0].resolved


def test_a_row_may_follow_the_division_of_its_day_or_of_today() -> None:
    for admin1 in ("East Kazakhstan Region", "Abai Region", "KZ-10", "Abay"):
        assert resolve("Semey", when="2022-01-05", admin1=admin1)[0].resolved


def test_an_unknown_unit_is_not_used_and_the_answer_says_so() -> None:
    [answer] = resolve("Semey", admin1="Semipalatinsk guberniya")
    assert answer.resolved
    assert "not known and was not used" in (answer.matched_by or "")


def test_hints_may_be_missing_values() -> None:
    queries = [PlaceQuery("Almaty", None, float("nan"), None), PlaceQuery(float("nan"))]  # type: ignore[arg-type]
    told = resolve_many(queries)
    assert told[0].name == "Almaty"
    assert (told[1].resolved, told[1].reason) == (False, "no match: the name is empty")


def test_many_rows_keep_their_order_and_share_answers() -> None:
    queries = [
        PlaceQuery("Zhambyl", "2022-01-05", "KZ", "Zhambyl Region"),
        PlaceQuery("Astana", "2022-01-05"),
        PlaceQuery("Astana", "2019-01-01"),
        PlaceQuery("Astana", "2022-01-05"),
    ]
    told = resolve_many(queries)
    assert [a.name_on_date for a in told] == ["Taraz", "Nur-Sultan", "Astana", "Nur-Sultan"]
    assert told[1] is told[3]
    assert resolve_many(reversed(queries)) == told[::-1]
