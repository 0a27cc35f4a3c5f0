"""Every word of the dashboard stands in a table of strings, in each language, and is used."""

import ast
import json
import re
from pathlib import Path

import pytest
from babel import Locale

from kzmap.dashboard.words import FOLDER, SIGN, Words
from kzmap.page.languages import LANGUAGES
from kzmap.page.naming import strings
from kzmap.reach import GAZETTEER

DASHBOARD = FOLDER.parent
OTHERS = [language for language in LANGUAGES if language != "en"]


def table(language: str) -> dict:
    return json.loads((FOLDER / f"{language}.json").read_text("utf-8"))


def forms(entry: object) -> list[str]:
    return list(entry.values()) if isinstance(entry, dict) else [str(entry)]


def blanks(text: str) -> set[str]:
    return set(re.findall(r"\{(\w+)\}", text))


def sources() -> list[tuple[Path, ast.Module]]:
    paths = sorted(DASHBOARD.rglob("*.py"))
    return [(path, ast.parse(path.read_text("utf-8"))) for path in paths]


def keys_in(tree: ast.Module) -> tuple[set[str], set[str]]:
    """Keys named whole anywhere, and beginnings of keys that are put together when said."""
    whole, begun = set(), set()
    for node in ast.walk(tree):
        if isinstance(node, ast.Constant) and isinstance(node.value, str):
            whole.add(node.value)
        if isinstance(node, ast.JoinedStr) and isinstance(node.values[0], ast.Constant):
            begun.add(str(node.values[0].value))
    return whole, {text for text in begun if re.fullmatch(r"[a-z_]+\.(?:[a-z_]+\.)*", text)}


def is_speaking(called: ast.expr) -> bool:
    """Whether ``say`` is called, or ``spoken()``."""
    if isinstance(called, ast.Call):
        called = called.func
    return isinstance(called, ast.Name) and called.id in ("say", "spoken")


def said_in(tree: ast.Module) -> set[str]:
    """Keys that a call says: a text, or one of two."""
    found = set()
    for node in ast.walk(tree):
        if isinstance(node, ast.Call) and node.args and is_speaking(node.func):
            key = node.args[0]
            either = [key.body, key.orelse] if isinstance(key, ast.IfExp) else [key]
            found |= {one.value for one in either if isinstance(one, ast.Constant)}
    return found


def test_the_dashboard_has_the_languages_of_the_page():
    assert sorted(LANGUAGES) == sorted(path.stem for path in FOLDER.glob("*.json"))


def test_every_key_that_is_said_has_a_text():
    known = {*table("en"), *strings("en")}
    for path, tree in sources():
        assert said_in(tree) <= known, path
    assert "app.frame" in set().union(*(said_in(tree) for _, tree in sources()))


def test_every_text_is_used():
    found = [keys_in(tree) for _, tree in sources()]
    whole = set().union(*(keys for keys, _ in found))
    begun = tuple(set().union(*(beginnings for _, beginnings in found)))
    assert [key for key in table("en") if key not in whole and not key.startswith(begun)] == []


def test_what_the_page_says_too_is_said_in_its_words():
    assert not set(table("en")) & set(strings("en"))


@pytest.mark.parametrize("language", OTHERS)
def test_no_key_is_missing_or_left_over(language):
    assert set(table(language)) == set(table("en"))


@pytest.mark.parametrize("language", LANGUAGES)
def test_keys_are_sorted_and_no_text_is_empty(language):
    assert list(table(language)) == sorted(table(language))
    assert all(text.strip() for entry in table(language).values() for text in forms(entry))


@pytest.mark.parametrize("language", OTHERS)
def test_each_text_fills_in_what_the_english_one_does(language):
    own = table(language)
    for key, entry in table("en").items():
        for text in forms(own[key]):
            assert blanks(text) == blanks(forms(entry)[-1]), key


@pytest.mark.parametrize("language", LANGUAGES)
def test_plural_forms_are_those_that_the_language_has(language):
    wanted = set(Locale.parse(language).plural_form.tags) | {"other"}
    for key, entry in table(language).items():
        assert isinstance(entry, dict) == isinstance(table("en")[key], dict), key
        if isinstance(entry, dict):
            assert set(entry) == wanted, key


def test_what_is_not_translated_is_said_in_english_with_a_sign(monkeypatch):
    from kzmap.dashboard import words

    lacking = {**table("ru")}
    del lacking["column.day"]
    tables = {"en": table("en"), "ru": lacking}
    monkeypatch.setattr(words, "own_strings", tables.get)
    assert Words("ru")("column.day") == "Day" + SIGN
    assert Words("ru")("column.type") == "Тип"


def test_what_is_filled_in_is_never_read_as_a_blank_itself():
    assert Words()("take.csv", what="{what} {0} %s") == "{what} {0} %s, CSV"


def test_numbers_and_lists_are_written_as_the_language_has_them():
    assert Words()("count.reports", count=1200) == "1,200 reports"
    assert Words("ru")("count.reports", count=1201) == "1\u00a0201 сообщение"
    assert Words("kk").listed(["a", "b", "c"]) == "a, b, c"


def test_the_gazetteer_is_named_as_everywhere():
    assert Words()("order.gazetteer") == GAZETTEER
