"""The texts of the data in other languages: the bundled ones, and those of a person's own."""

import csv
import re
import subprocess
import sys
from collections import Counter
from dataclasses import replace
from pathlib import Path

import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st
from samples import events
from test_data_accounts import ROW as ACCOUNT
from test_dataset_sharing import restricted

from kzmap import ProtestMap
from kzmap.dataset import (
    Info,
    from_tables,
    joined,
    laid_over,
    load,
    shareable,
    texts_of,
    translations_of,
)
from kzmap.page.island import island_json
from kzmap.page.translating import translated
from kzmap.records import read_translations
from kzmap.schema import TRANSLATION_COLUMNS

FILE = Path(__file__).parent.parent / "data" / "translations.csv"
LANGUAGES = ("ru", "kk")

OPEN: dict[tuple[str, str], str] = {}
"""Texts that are left in English on purpose, with the language and why."""

LETTERS = {"ru": "[А-Яа-яЁё]", "kk": "[А-Яа-яЁёӘәҒғҚқҢңӨөҰұҮүҺһІі]"}
KAZAKH = re.compile("[ӘәҒғҚқҢңӨөҰұҮүҺһІі]")


@pytest.fixture(scope="module")
def rows():
    with FILE.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def numbers(text):
    """Whole numbers, times and versions, whatever parts thousands."""
    plain = re.sub(r"(?<=\d)[,\u00a0](?=\d{3}\b)", "", text)
    return Counter(re.findall(r"\d+(?:[:.]\d+)*", plain))


def table(*told):
    full = [dict.fromkeys(TRANSLATION_COLUMNS, "") | row for row in told]
    return pd.DataFrame(full, columns=list(TRANSLATION_COLUMNS), dtype="str")


def data(*told, **columns):
    return from_tables(events({"place": "Oral", **columns}), translations=table(*told))


def test_there_is_a_row_for_each_text_in_the_order_in_which_it_is_met(rows):
    assert list(rows[0]) == ["text", *LANGUAGES]
    assert [row["text"] for row in rows] == texts_of(load())


def test_every_text_of_the_bundled_data_is_translated_or_left_open_for_a_reason(rows):
    lacking = {(row["text"], one) for row in rows for one in LANGUAGES if not row[one].strip()}
    assert lacking == set(OPEN)
    assert all(OPEN.values())


def test_no_bundled_translation_is_of_a_text_that_is_not_there():
    assert translations_of(load()).problems == ()


@pytest.mark.parametrize("language", LANGUAGES)
def test_numbers_times_and_days_are_those_of_the_text(rows, language):
    for row in rows:
        assert not row[language] or numbers(row[language]) == numbers(row["text"]), row


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_translation_is_in_its_language_and_not_the_text_again(rows, language):
    for row in rows:
        told = row[language]
        assert told != row["text"]
        assert told == told.strip()
        letters = re.findall(LETTERS[language], told)
        assert len(letters) > len(re.findall("[A-Za-z]", told)), told
    kazakh = {row["text"] for row in rows if KAZAKH.search(row[language])}
    assert len(rows) - len(kazakh) <= 3 if language == "kk" else not kazakh


@pytest.mark.parametrize(
    ("language", "names", "later"),
    [
        ("ru", {"Nur-Sultan": "Нур-Султан", "Zhanaozen": "Жанаозен", "CSTO": "ОДКБ"}, "Астан"),
        ("kk", {"Nur-Sultan": "Нұр-Сұлтан", "Zhanaozen": "Жаңаөзен", "CSTO": "ҰҚШҰ"}, "Астана"),
    ],
)
def test_names_are_those_of_the_day_everywhere(rows, language, names, later):
    for row in rows:
        for name, own in names.items():
            assert (name in row["text"]) == (own in row[language]), row
        assert ("Astana" in row["text"]) == (later in row[language]), row


def test_ends_of_a_sentence_are_those_of_the_text(rows):
    for row in rows:
        for language in LANGUAGES:
            for sign in ".?":
                assert row["text"].endswith(sign) == row[language].endswith(sign), row


def test_a_text_that_is_translated_in_vain_is_told_and_the_rest_stays():
    own = data(
        {"text": "Hello.", "ru": "Привет."},
        {"text": "Hallo.", "ru": "Привет."},
        summary="Hello.",
    )
    told = translations_of(own)
    assert told.told == {"Hello.": {"ru": "Привет."}}
    (problem,) = told.problems
    assert "no text of the data is 'Hallo.'" in problem


def test_a_text_that_stands_twice_is_one_of_which_one_translation_is_kept(tmp_path):
    path = tmp_path / "t.csv"
    path.write_text("text,ru\nA,Б\nA,Б\nA,В\n,Г\n", "utf-8")
    reading = read_translations(path)
    assert reading.table["ru"].tolist() == ["Б"]
    assert len(reading.report.duplicates) == 1
    assert [problem.line for problem in reading.report.set_aside] == [4, 5]


def test_a_text_without_any_translation_is_kept_and_remarked_on(tmp_path):
    path = tmp_path / "t.csv"
    path.write_text("text,ru,kk\nA,,\n", "utf-8")
    report = read_translations(path).report
    assert report.ok
    assert "no language has a translation of it" in str(report.flags[0])


def test_of_two_data_sets_the_second_translates_what_both_do():
    one = data({"text": "A", "ru": "Первый"}, summary="A")
    other = data({"text": "A", "ru": "Второй"}, summary="A")
    assert translations_of(joined(one, other)).told == {"A": {"ru": "Второй"}}


def test_translations_of_notes_that_are_not_handed_on_are_not_either():
    told = table({"text": "A note.", "ru": "Заметка."}, {"text": "Rules.", "ru": "Правила."})
    closed = replace(restricted({"summary": "A note."}), translations=told)
    with_rules = replace(closed, info=Info(summary="Rules."))
    assert shareable(with_rules).translations["text"].tolist() == ["Rules."]
    assert shareable(with_rules, include_notes=True).translations.equals(told)


def test_a_file_over_the_bundled_data_is_named_in_every_language():
    over = laid_over(load(), data(summary="Mine."), "mine.csv")
    told = translations_of(over)
    assert told.problems == ()
    assert told.told[over.info.title] == {
        "ru": "Казахстан, январь 2022, с файлом mine.csv",
        "kk": "Қазақстан, 2022 жылғы қаңтар, mine.csv файлымен",
    }
    assert set(told.told[over.info.caveats[0]]) == set(LANGUAGES)


def test_what_is_not_translated_adds_nothing_to_a_page():
    bare = data(summary="A")
    vain = replace(bare, translations=table({"text": "B", "ru": "Б"}))
    assert ProtestMap(bare).to_html() == ProtestMap(vain).to_html()
    assert 'id="kzmap-languages"' not in ProtestMap(bare).to_html()


texts = st.text(st.characters(codec="utf-8"), min_size=1, max_size=8)


@given(st.dictionaries(texts, st.tuples(texts, texts), max_size=5), st.sampled_from("ABC"))
def test_the_page_is_told_each_translated_text_once_and_no_other(told, summary):
    own = data(*({"text": a, "ru": b, "en": c} for a, (b, c) in told.items()), summary=summary)
    carried = translated(own, own.info.title).get("translations", {"text": [], "ru": []})
    there = [text for text in told if text in texts_of(own)]
    assert carried["text"] == there
    assert carried["ru"] == [told[text][0] for text in there]
    island_json(carried)


@pytest.fixture
def run(tmp_path):
    def call(*words, **files):
        for name, text in files.items():
            (tmp_path / f"{name}.csv").write_text(text, "utf-8")
        return subprocess.run(
            [sys.executable, "-m", "kzmap", *words],
            cwd=tmp_path,
            capture_output=True,
            text=True,
            encoding="utf-8",
            check=False,
        )

    return call


EVENTS = (
    "event_id,event_date,event_type,place,summary\na,2022-01-05,protest,Almaty,They came.\n"
)


def test_the_command_takes_translations_and_says_which_are_of_no_text(run, tmp_path):
    done = run(
        *("export", "e.csv", "--translations", "t.csv", "--language", "ru", "-o", "m.html"),
        e=EVENTS,
        t="text,ru\nThey came.,Они пришли.\nThey went.,Они ушли.\n",
    )
    assert done.returncode == 0
    assert "No text of the data is 'They went.'" in done.stderr
    assert 'id="kzmap-languages"' in (tmp_path / "m.html").read_text("utf-8")


def test_check_knows_a_table_of_translations(run):
    done = run("check", "t.csv", t="text,kk\nThey came.,Олар келді.\n")
    assert done.returncode == 0
    assert "translations: 1 row read = 1 kept" in done.stdout


def test_the_command_takes_accounts_of_a_table_of_its_own(run, tmp_path):
    rows = [
        ACCOUNT | {"event_ids": "a", "account": told}
        for told in ("In the morning.", "In the evening.")
    ]
    lines = [",".join(f'"{cell}"' for cell in row.values()) for row in rows]
    done = run(
        *("export", "e.csv", "--accounts", "a.csv", "-o", "m.html"),
        e=EVENTS,
        a="\n".join([",".join(ACCOUNT), *lines, ""]),
    )
    assert done.returncode == 0, done.stderr
    page = (tmp_path / "m.html").read_text("utf-8")
    assert '"text":"In the morning."' in page
    assert '"text":"In the evening."' in page


def test_accounts_that_name_no_record_are_set_aside_with_their_line(run, tmp_path):
    done = run(
        *("export", "e.csv", "--accounts", "a.csv", "-o", "m.html"),
        e=EVENTS,
        a="conflict_id,question,account,event_ids\nc,When?,Early.,\n",
    )
    assert done.returncode == 1
    assert "a.csv:2" in done.stderr
    assert "the conflict names no event or zone" in done.stderr
