"""``kzmap formats`` and ``kzmap check`` on tables of any kind, as subprocesses."""

import json
import os
import re
import shlex
import subprocess
import sys

import pytest
from format_samples import LAYOUTS, row, sheet

from kzmap.records import Upload, formats, read_events

SHEET = "Дата;Город;Что было;Источник\n05.01.2022;Алматы;Митинг;Газета\n"


@pytest.fixture
def run(tmp_path):
    def command(*words: str) -> subprocess.CompletedProcess:
        return subprocess.run(
            [sys.executable, "-m", "kzmap", *words],
            cwd=tmp_path,
            env=os.environ | {"COLUMNS": "120"},
            capture_output=True,
            text=True,
        )

    return command


@pytest.fixture
def own_sheet(tmp_path):
    (tmp_path / "мой лист.csv").write_text(SHEET, "utf-8")
    return "мой лист.csv"


def test_formats_lists_each_with_what_recognises_it_and_its_terms(run):
    done = run("formats")
    assert done.returncode == 0
    flat = re.sub(r"\s+", " ", done.stdout)
    for form in formats().values():
        assert f"{form.name}: {form.title}" in flat
        assert f"recognised by {form.recognised_by}" in flat
        assert re.sub(r"\s+", " ", form.terms) in flat


def test_formats_as_json_says_what_may_be_handed_on(run):
    listed = json.loads(run("formats", "--json").stdout)["formats"]
    assert [one["name"] for one in listed] == list(formats())
    assert {one["name"]: one["redistribution"] for one in listed}["acled"] == "aggregates"
    keys = {"name", "title", "publisher", "url", "recognised_by", "terms", "redistribution"}
    assert all(one.keys() == keys for one in listed)


@pytest.mark.parametrize("layout", LAYOUTS)
def test_check_reads_each_layout_and_its_account_adds_up(run, tmp_path, layout):
    table = sheet(layout, row(layout), row(layout))
    (tmp_path / table.name).write_bytes(table.data)
    done = run("check", table.name, "--json")
    told = json.loads(done.stdout)
    assert done.returncode == 0, done.stderr
    assert (told["format"], told["kind"]) == (LAYOUTS[layout][0], "events")
    assert told["read"] == told["kept"] + told["set_aside"] + told["duplicates"] == 2
    assert told["problems"] == []


def test_check_says_rows_out_of_scope_and_its_status_is_one(run, tmp_path):
    table = sheet("gdelt-61", row("gdelt-61"), row("gdelt-61", EventRootCode="04"))
    (tmp_path / "day.CSV").write_bytes(table.data)
    done = run("check", "day.CSV")
    assert done.returncode == 1
    assert "day.CSV: 1 row set aside: CAMEO root codes" in done.stdout
    assert "events in the format gdelt: 2 rows read = 1 kept + 1 set aside" in done.stdout
    told = json.loads(run("check", "day.CSV", "--json").stdout)
    assert told["set_aside"] == sum(told["out_of_scope"].values()) == len(told["problems"]) == 1
    assert told["problems"][0]["line"] == 2
    assert told["problems"][0]["value"] == "04"


def test_check_says_whose_data_it_is_and_on_what_terms(run, tmp_path):
    (tmp_path / "a.csv").write_bytes(sheet("acled", row("acled")).data)
    said = run("check", "a.csv").stdout
    assert f"{formats()['acled'].title}: {formats()['acled'].terms}" in said


def test_an_unknown_table_is_answered_with_a_command_that_reads_it(run, own_sheet):
    refused = run("check", own_sheet)
    assert refused.returncode == 2
    assert "'Дата', 'Город', 'Что было', 'Источник'" in refused.stderr
    command = shlex.split(re.search(r"run: (kzmap check .+)", refused.stderr)[1])
    done = run(*command[1:])
    assert done.returncode == 0, done.stderr
    assert "1 row read = 1 kept" in done.stdout


def test_a_mapping_is_saved_and_read_again_by_its_file(run, own_sheet, tmp_path):
    words = ("--map", "place=Город", "--map", "event_date=Дата", "--map", "summary=Что было")
    words += ("--map", "event_type==protest", "--map", "source_ids=Источник")
    saved = run("formats", "--save", "mine.toml", *words)
    assert saved.returncode == 0, saved.stderr
    by_words = json.loads(run("check", own_sheet, "--json", *words).stdout)
    by_file = json.loads(run("check", own_sheet, "--json", "--format", "mine.toml").stdout)
    assert by_file.pop("format") == "mine"
    assert by_words.pop("format") == "kzmap"
    assert by_file == by_words
    again = run("formats", "--save", "mine.toml", *words)
    assert again.returncode == 2
    assert "mine.toml" in again.stderr
    assert run("formats", "--save", "mine.toml", "--force", *words).returncode == 0


@pytest.mark.parametrize(
    ("words", "told"),
    [
        (["check", "a.csv", "--map", "place"], "expected COLUMN=HEADER"),
        (["check", "a.csv", "--map", "place="], "expected COLUMN=HEADER"),
        (["check", "a.csv", "--map", "place=A", "--map", "place=B"], "mapped twice"),
        (["check", "a.csv", "--map", "town=A"], "there is no column 'town'"),
        (["check", "a.csv", "--map", "place=Nowhere"], "no column Nowhere"),
        (["check", "a.csv", "--map", "day_order=backwards"], "day-first or month-first"),
        (["check", "a.csv", "--format", "nope"], "known are kzmap, acled"),
        (["check", "a.csv", "--format", "nope.toml"], "there is no such file; check"),
        (["check", "a.csv", "--kind", "zones", "--format", "acled"], "are for events"),
        (["formats", "--save", "x.toml"], "at least one --map"),
        (["formats", "--map", "place=A"], "add --save FILE.toml"),
        (["formats", "--save", "x.toml", "--map", "place=A", "--format", "m.toml"], "extend"),
    ],
)
def test_what_cannot_be_done_is_said_in_a_line_with_status_two(run, tmp_path, words, told):
    (tmp_path / "a.csv").write_text("event_date,event_type,place\n", "utf-8")
    done = run(*words)
    assert done.returncode == 2
    assert told in done.stderr
    assert "Traceback" not in done.stderr
    assert len(done.stderr.strip().splitlines()) == 1
    assert done.stdout == ""


def test_the_order_of_days_can_be_said(run, tmp_path):
    (tmp_path / "a.csv").write_text(
        "event_date,event_type,place\n05/01/2022,protest,Almaty\n", "utf-8"
    )
    asked = run("check", "a.csv")
    assert asked.returncode == 1
    assert "--map day_order=day-first" in asked.stdout
    for order, day in (("day-first", "2022-01-05"), ("month-first", "2022-05-01")):
        assert run("check", "a.csv", "--map", f"day_order={order}").returncode == 0
        table = read_events(tmp_path / "a.csv", columns={"day_order": order}).table
        assert str(table["event_date"][0].date()) == day


def test_a_mapping_over_a_recognised_format_keeps_its_terms(run, tmp_path):
    table = sheet("acled", row("acled", admin2="Zhanaozen town"))
    (tmp_path / "a.csv").write_bytes(table.data)
    told = json.loads(run("check", "a.csv", "--map", "admin1=admin2", "--json").stdout)
    assert (told["format"], told["kept"]) == ("acled", 1)
    reading = read_events(Upload("a.csv", table.data), columns={"admin1": "admin2"})
    assert reading.table["admin1"].tolist() == ["Zhanaozen town"]
    assert reading.format.redistribution == "aggregates"
    run("formats", "--save", "mine.toml", "--format", "acled", "--map", "admin1=admin2")
    again = read_events(tmp_path / "a.csv", tmp_path / "mine.toml")
    assert again.format.redistribution == "aggregates"
    assert again.format.publisher == "ACLED"
    assert again.sources["source_id"].tolist() == ["Another Paper", "Example News", "acled"]
    assert again.table["admin1"].tolist() == ["Zhanaozen town"]
