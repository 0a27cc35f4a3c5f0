"""What a place was called on a day, and which unit held it."""

from datetime import date, datetime
from itertools import pairwise

import pandas as pd
import pytest

from kzmap.errors import KzmapError, PlaceError
from kzmap.places import (
    DayError,
    name_on,
    resolve,
    spans,
    towns,
    unit_at,
    unit_named,
    units,
)

CAPITAL = "geonames:1526273"


@pytest.mark.parametrize(
    ("day", "en", "ru", "kk"),
    [
        ("2022-01-05", "Nur-Sultan", "Нур-Султан", "Нұр-Сұлтан"),
        ("2019-01-01", "Astana", "Астана", "Астана"),
        ("2019-03-22", "Astana", "Астана", "Астана"),
        ("2019-03-23", "Nur-Sultan", "Нур-Султан", "Нұр-Сұлтан"),
        ("2022-09-18", "Nur-Sultan", "Нур-Султан", "Нұр-Сұлтан"),
        ("2022-09-19", "Astana", "Астана", "Астана"),
        ("2022-10-01", "Astana", "Астана", "Астана"),
        ("1998-05-05", "Akmola", "Акмола", "Ақмола"),
        ("1998-05-06", "Astana", "Астана", "Астана"),
        ("1961-01-01", "Tselinograd", "Целиноград", "Целиноград"),
        ("1960-12-31", "Akmolinsk", "Акмолинск", "Akmolinsk"),
    ],
)
def test_capital_by_day(day: str, en: str, ru: str, kk: str) -> None:
    assert [name_on(CAPITAL, day, language) for language in ("en", "ru", "kk")] == [en, ru, kk]
    for asked in ("Astana", "Nur-Sultan", "Целиноград"):
        [answer] = resolve(asked, when=day)
        assert (answer.place_id, answer.name, answer.name_on_date) == (CAPITAL, "Astana", en)


def test_names_of_other_places_by_day() -> None:
    assert name_on("geonames:607610", "1993-09-30") == "Novy Uzen"
    assert name_on("geonames:607610", "1993-10-01") == "Zhanaozen"
    assert name_on("geonames:1526384", "1980-01-01", "ru") == "Алма-Ата"
    assert name_on("geonames:1516905", "1995-06-01") == "Zhambyl"
    assert name_on("geonames:1519948", "2022-01-05") == "Kapshagay"
    assert name_on("geonames:1519948", None) == "Konaev"
    assert name_on("iso:KZ-AST", "2022-01-05") == "Nur-Sultan (city)"
    assert name_on("iso:KZ-AST", "2022-10-01") == "Astana (city)"


def test_spans_cover_time_without_overlap() -> None:
    for place_id in (CAPITAL, "geonames:1526384", "geonames:1516905"):
        for language in ("en", "ru", "kk"):
            told = spans(place_id, language)
            assert told[-1][1] == ""
            for (_, end, _), (start, _, _) in pairwise(told):
                assert end == start
    assert [name for *_, name in spans(CAPITAL)] == [
        "Akmolinsk",
        "Tselinograd",
        "Akmola",
        "Astana",
        "Nur-Sultan",
        "Astana",
    ]


def test_unknown_id_is_an_error_that_says_where_ids_come_from() -> None:
    with pytest.raises(PlaceError, match="resolve"):
        name_on("geonames:1", "2022-01-05")


@pytest.mark.parametrize(
    "when",
    [date(2022, 1, 5), datetime(2022, 1, 5, 23, 59), "2022-01-05", pd.Timestamp("2022-01-05")],
)
def test_days_come_in_several_types(when: date | str) -> None:
    assert resolve("Astana", when=when)[0].name_on_date == "Nur-Sultan"


@pytest.mark.parametrize("when", [None, "", pd.NaT])
def test_no_day_means_the_present(when: str | None) -> None:
    answer = resolve("Nur-Sultan", when=when)[0]
    assert answer.name_on_date == answer.name == "Astana"
    assert answer.admin1 == "Astana (city)"


@pytest.mark.parametrize("when", ["05/01/2022", "2022", "2022-02-30", "20220105", "soon"])
def test_a_day_in_another_form_is_refused(when: str) -> None:
    with pytest.raises(DayError, match="YYYY-MM-DD") as caught:
        resolve("Almaty", when=when)
    assert isinstance(caught.value, KzmapError)
    assert isinstance(caught.value, ValueError)


@pytest.mark.parametrize(
    ("name", "before", "after"),
    [
        ("Semey", "East Kazakhstan Region", "Abai Region"),
        ("Taldykorgan", "Almaty Region", "Zhetisu Region"),
        ("Zhezkazgan", "Karaganda Region", "Ulytau Region"),
        ("Astana", "Nur-Sultan (city)", "Nur-Sultan (city)"),
        ("Aktau", "Mangystau Region", "Mangystau Region"),
    ],
)
def test_unit_by_day(name: str, before: str, after: str) -> None:
    assert resolve(name, when="2022-06-07")[0].admin1 == before
    assert resolve(name, when="2022-06-08")[0].admin1 == after


def test_no_unit_where_no_boundaries_are_bundled() -> None:
    assert resolve("Semey", when="2018-06-18")[0].admin1 is None
    assert resolve("Semey", when="2018-06-19")[0].admin1 == "East Kazakhstan Region"
    assert units("2010-01-01") == []
    assert unit_at(50.42, 80.25, "2010-01-01") is None


def test_units_of_january_2022() -> None:
    told = units("2022-01-05")
    assert len(told) == 17
    assert [unit.name for unit in told] == sorted(unit.name for unit in told)
    assert sum(unit.kind == "city" for unit in told) == 3
    assert "Nur-Sultan (city)" in {unit.name for unit in told}
    assert len(units("2022-06-08")) == len(units()) == 20


def test_outside_the_country_there_is_no_unit() -> None:
    assert unit_at(55.75, 37.62, "2022-01-05") is None
    assert unit_at(0, 0) is None


@pytest.mark.parametrize(
    ("text", "iso"),
    [
        ("KZ-VOS", "KZ-VOS"),
        ("kz-vos", "KZ-VOS"),
        ("East Kazakhstan", "KZ-VOS"),
        ("Almaty (city)", "KZ-ALA"),
        ("Almaty Region", "KZ-ALM"),
        ("Астана қаласы", "KZ-AST"),
        ("Nur-Sultan (city)", "KZ-AST"),
        ("Жамбылская область", "KZ-ZHA"),
        ("Jambyl", "KZ-ZHA"),
        ("Қарағанды облысы", "KZ-KAR"),
        ("Turkestan oblast", "KZ-YUZ"),
    ],
)
def test_unit_by_name(text: str, iso: str) -> None:
    unit = unit_named(text, "2022-01-05")
    assert unit is not None
    assert unit.iso == iso


def test_a_name_that_fits_two_units_or_none_names_no_unit() -> None:
    assert unit_named("Almaty", "2022-01-05") is None
    assert unit_named("Abai Region", "2022-01-05") is None
    assert unit_named("Nowhere Region", "2022-01-05") is None


def test_an_area_keeps_its_precision() -> None:
    [answer] = resolve("Mangystau Region", when="2022-01-05")
    assert (answer.kind, answer.geo_precision, answer.place_id) == ("area", 3, "iso:KZ-MAN")
    [answer] = resolve("Kazakhstan", when="2022-01-05")
    assert (answer.kind, answer.geo_precision, answer.admin1) == ("country", 3, None)


def test_towns_for_labels() -> None:
    told = towns(50_000)
    assert told[0].name == "Almaty"
    assert [t.population for t in told] == sorted((t.population for t in told), reverse=True)
    assert {"Astana", "Zhanaozen", "Karaganda", "Oral", "Oskemen"} <= {t.name for t in told}
    assert "Moscow" not in {t.name for t in towns(0)}
    capital = next(t for t in told if t.place_id == CAPITAL)
    assert ("2019-03-23", "2022-09-19", "Nur-Sultan") in capital.spans
