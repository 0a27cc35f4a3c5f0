"""Every language says what English says, with the same blanks and whole plural forms."""

import json
import re
from datetime import date
from pathlib import Path

import pytest
from babel import Locale

from kzmap import ProtestMap, load
from kzmap.bundled import bundled_path
from kzmap.errors import ArgumentError
from kzmap.page.calendars import as_file, calendars
from kzmap.page.languages import LANGUAGES, spoken, words

FOLDER = Path(__file__).parent.parent / "kzmap" / "page" / "strings"
OTHERS = [language for language in LANGUAGES if language != "en"]


def table(language: str) -> dict:
    return json.loads((FOLDER / f"{language}.json").read_text("utf-8"))


def blanks(text: str) -> set[str]:
    return set(re.findall(r"\{(\w+)\}", text))


def forms(entry: object) -> list[str]:
    return list(entry.values()) if isinstance(entry, dict) else [str(entry)]


def test_the_page_has_the_languages_there_are_tables_for():
    assert sorted(LANGUAGES) == sorted(path.stem for path in FOLDER.glob("*.json"))


@pytest.mark.parametrize("language", OTHERS)
def test_no_key_is_missing(language):
    missing = sorted(set(table("en")) - set(table(language)))
    assert not missing, f"{language}.json lacks: {', '.join(missing)}"


@pytest.mark.parametrize("language", OTHERS)
def test_no_key_is_left_over(language):
    assert sorted(set(table(language)) - set(table("en"))) == []


@pytest.mark.parametrize("language", LANGUAGES)
def test_keys_are_sorted(language):
    assert list(table(language)) == sorted(table(language))


@pytest.mark.parametrize("language", OTHERS)
def test_each_text_fills_in_what_the_english_one_does(language):
    own = table(language)
    for key, entry in table("en").items():
        for text in forms(own.get(key, entry)):
            assert blanks(text) == blanks(forms(entry)[-1]) or text == own[key].get("one"), key
            assert blanks(text) <= blanks(forms(entry)[-1]), key


@pytest.mark.parametrize("language", LANGUAGES)
def test_plural_forms_are_those_that_the_language_has(language):
    english = table("en")
    wanted = set(Locale.parse(language).plural_form.tags) | {"other"}
    for key, entry in table(language).items():
        assert isinstance(entry, dict) == isinstance(english[key], dict), key
        if isinstance(entry, dict):
            assert set(entry) == wanted, key


@pytest.mark.parametrize("language", LANGUAGES)
def test_no_text_is_empty(language):
    assert all(text.strip() for entry in table(language).values() for text in forms(entry))


def test_names_are_those_of_the_day():
    data = load()
    told = spoken(data, data.days)
    names = [name for name, _ in told["ru"]["places"].values()]
    assert "Нур-Султан" in names
    assert "Астана" not in names
    assert told["kk"]["areas"]["Nur-Sultan (city)"] == "Нұр-Сұлтан қаласы"
    later = spoken(data, [date(2022, 9, 18), date(2022, 9, 19)])
    changed = [entry for entry in later["ru"]["places"].values() if entry[0] == "Нур-Султан"]
    assert changed == [["Нур-Султан", [[0, "Нур-Султан"], [1, "Астана"]]]]


@pytest.mark.parametrize("language", OTHERS)
def test_every_place_of_the_bundled_data_has_a_name(language):
    data = load()
    told = spoken(data, data.days)[language]
    assert len(told["places"]) == len(data.places)
    assert {unit.name for unit in data.units} <= set(told["areas"])


def test_words_of_types_that_do_not_occur_stay_away():
    told = words(["protest"])
    assert "type.protest.plural" in told["ru"]["texts"]
    assert "type.riot" not in told["ru"]["texts"]
    assert not any(key.startswith("type.") for key in told["en"]["texts"])


def test_the_bundled_calendars_are_those_of_cldr():
    # Once Babel brings newer ones: python data/build/rebuild.py
    assert bundled_path("data", "calendars.json").read_bytes() == as_file()


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_calendar_is_whole(language):
    told = calendars()[language]
    assert len(told["weekdays"]) == 7
    for name in ("months", "shortMonths", "monthsAlone", "shortMonthsAlone"):
        assert len(set(told[name])) == 12


def test_a_language_that_there_is_not_is_refused():
    with pytest.raises(ArgumentError, match="expected one of en, ru, kk"):
        ProtestMap(language="de")
