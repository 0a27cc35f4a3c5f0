"""`kzmap export` of somebody's own table, as a subprocess."""

import gzip
import json
import os
import re
import subprocess
import sys

import pytest

SECRET = "our informant saw it from the window"
CLOSED = """\
name = "closed"
extends = "kzmap"
title = "Closed Data"
publisher = "Closed Data Project"
url = "https://closed.example.org"
terms = "Rows are not to be handed on."
redistribution = "aggregates"
"""
EVENTS = f"""\
event_id,event_date,event_type,place,country,lat,lon,summary
row-1,2023-04-15,battle,Khartoum,SD,15.5,32.56,{SECRET}
row-2,2023-04-15,battle,Khartoum,SD,15.5,32.56,{SECRET}
row-3,2023-04-16,riot,Omdurman,SD,15.65,32.48,{SECRET}
"""


@pytest.fixture
def run(tmp_path):
    def call(*words, **variables):
        return subprocess.run(
            [sys.executable, "-m", "kzmap", *map(str, words)],
            cwd=tmp_path,
            env=os.environ | variables,
            capture_output=True,
            text=True,
            encoding="utf-8",
            timeout=300,
        )

    (tmp_path / "closed.toml").write_text(CLOSED, "utf-8")
    (tmp_path / "events.csv").write_text(EVENTS, "utf-8")
    return call


def told(path):
    """What a page was told, from its one island of data."""
    (island,) = re.findall(r'id="kzmap-data">(.*?)</script>', path.read_text("utf-8"))
    return json.loads(island)


def names(folder):
    return sorted(path.name for path in folder.iterdir())


def is_one_line(done):
    return re.fullmatch(r"kzmap: [^\n]+\n", done.stderr) is not None


def test_rows_that_may_not_be_handed_on_are_counted_and_that_is_said(run, tmp_path):
    done = run("export", "events.csv", "--format", "closed.toml")
    assert done.returncode == 0, done.stderr
    assert done.stdout == "events.html: 3 reports in 2 places on 2 days\n"
    assert "Reports of Closed Data are counted" in done.stderr
    assert "--include-notes" in done.stderr
    page = told(tmp_path / "events.html")
    assert page["reports"]["count"] == [2, 1]
    assert "Closed Data Project" in page["notice"]
    whole = (tmp_path / "events.html").read_text("utf-8")
    assert SECRET not in whole
    assert "row-1" not in whole


def test_notes_stay_only_where_the_user_says_so_and_the_page_says_it_too(run, tmp_path):
    done = run("export", "events.csv", "--format", "closed.toml", "--include-notes")
    assert done.returncode == 0
    assert "do not hand it on" in done.stderr
    page = told(tmp_path / "events.html")
    assert page["reports"]["summary"] == [SECRET] * 3
    assert "do not allow handing them on" in page["notice"]


def test_rejected_rows_lie_whole_beside_a_page_of_counts(run, tmp_path):
    text = EVENTS + "row-4,2023-02-31,riot,Omdurman,SD,15.65,32.48,whole\n"
    (tmp_path / "events.csv").write_text(text, "utf-8")
    zones = "kind,area,start\ncurfew,Khartoum,never\n"
    (tmp_path / "zones.csv").write_text(zones, "utf-8")
    done = run("export", "events.csv", "--format", "closed.toml", "--zones", "zones.csv")
    assert done.returncode == 1
    assert names(tmp_path) == [
        "closed.toml",
        "events.csv",
        "events.html",
        "events.rejected.csv",
        "events.zones.rejected.csv",
        "zones.csv",
    ]
    assert "row-4,2023-02-31" in (tmp_path / "events.rejected.csv").read_text("utf-8")
    assert "never" in (tmp_path / "events.zones.rejected.csv").read_text("utf-8")


def test_columns_of_any_table_are_mapped(run, tmp_path):
    table = "День;Город;Что\n2022-01-05;Алматы;митинг\n"
    (tmp_path / "свой.csv").write_bytes(table.encode("cp1251"))
    maps = ["place=Город", "event_date=День", "event_type=Что"]
    done = run("export", "свой.csv", *[word for one in maps for word in ("--map", one)])
    assert done.returncode == 0, done.stderr
    assert done.stdout == "свой.html: 1 report in 1 place on 1 day\n"
    assert told(tmp_path / "свой.html")["places"]["name"] == ["Almaty"]


def test_own_reports_are_laid_over_january_2022(run, tmp_path):
    table = "event_id,event_date,event_type,place,country\nours,2022-01-25,protest,Almaty,KZ\n"
    (tmp_path / "own.csv").write_text(table, "utf-8")
    done = run("export", "own.csv", "--over-january-2022")
    assert done.returncode == 0, done.stderr
    page = told(tmp_path / "own.html")
    assert "ours" in page["reports"]["id"]
    assert "aktau-2022-01-02-protest" in page["reports"]["id"]
    assert (page["days"][0], page["days"][-1]) == ("2022-01-02", "2022-01-25")
    assert page["title"] == "Kazakhstan, January 2022, with own.csv"
    assert len(page["zones"]["id"]) > 40


def test_january_stays_whole_where_what_is_laid_over_it_is_counted(run, tmp_path):
    done = run("export", "events.csv", "--format", "closed.toml", "--over-january-2022")
    assert done.returncode == 0, done.stderr
    page = told(tmp_path / "events.html")
    assert sum(page["reports"]["count"]) == len(page["reports"]["id"]) + 1
    assert any(
        text.startswith("The rally in the regional") for text in page["reports"]["summary"]
    )
    assert SECRET not in (tmp_path / "events.html").read_text("utf-8")


def test_decisions_of_a_review_are_applied(run, tmp_path):
    table = (
        "event_date,event_type,place,country\n"
        "2022-01-05,protest,Nowhereville,KZ\n"
        "2022-01-05,protest,Elsewhereville,KZ\n"
    )
    (tmp_path / "own.csv").write_text(table, "utf-8")
    without = run("export", "own.csv")
    assert without.returncode == 1
    assert "Nowhereville: no match" in without.stderr
    review = (
        "place,country,admin1,reason,candidates,decision\n"
        'Nowhereville,KZ,,,,"44.5, 50.25"\nElsewhereville,KZ,,,,'
    )
    (tmp_path / "review.csv").write_text(review + "leave out\n", "utf-8")
    done = run("export", "own.csv", "--review", "review.csv", "--force")
    assert done.returncode == 0, done.stderr
    assert "1 row left off the map, as the review says" in done.stderr
    page = told(tmp_path / "own.html")
    assert (page["places"]["lat"], page["places"]["lon"]) == ([44.5], [50.25])


REFUSED = {
    "no events": (["--over-january-2022"], "go with EVENTS"),
    "mapping without sign": (["events.csv", "--map", "place"], "COLUMN=HEADER"),
    "mapping twice": (["events.csv", "--map", "place=a", "--map", "place=b"], "mapped twice"),
    "unknown format": (["events.csv", "--format", "nope"], "there is no format 'nope'"),
    "no review": (["events.csv", "--review", "none.csv"], "geocode EVENTS --review none.csv"),
    "nobody asks": (["events.csv", "--online", "nominatim"], "user"),
    "agent without service": (["events.csv", "--user-agent", "x"], "goes with --online"),
    "server without service": (["events.csv", "--nominatim-url", "http://x"], "--online"),
    "review is output": (["events.csv", "--review", "r.csv", "-o", "r.csv"], "also read"),
    "format is output": (
        ["events.csv", "--format", "closed.toml", "-o", "closed.toml"],
        "also read",
    ),
}


@pytest.mark.parametrize("case", REFUSED)
def test_what_cannot_be_meant_is_refused_in_one_line_and_nothing_written(run, tmp_path, case):
    words, said = REFUSED[case]
    (tmp_path / "r.csv").write_text("place,reason,candidates,decision\n", "utf-8")
    before = {path.name: path.read_bytes() for path in tmp_path.iterdir()}
    done = run("export", *words, "--force")
    assert done.returncode == 2
    assert is_one_line(done), done.stderr
    assert said in done.stderr
    assert {path.name: path.read_bytes() for path in tmp_path.iterdir()} == before


def test_a_service_is_asked_only_for_names_that_are_not_known_and_its_outage_is_said(
    run, tmp_path
):
    table = "event_date,event_type,place,country\n2022-01-05,protest,Nowhereville,KZ\n"
    (tmp_path / "own.csv").write_text(table, "utf-8")
    words = ["--online", "nominatim", "--user-agent", "kzmap tests (tests@example.org)"]
    closed = "http://127.0.0.1:9"
    done = run("export", "own.csv", *words, "--nominatim-url", closed)
    assert done.returncode == 1
    assert "asking 127.0.0.1" in done.stderr
    assert "Nowhereville: error: outage" in done.stderr
    assert (tmp_path / "own.html").exists()


def test_a_packed_table_gives_a_page_named_after_what_is_in_it(run, tmp_path):
    (tmp_path / "own.csv.gz").write_bytes(gzip.compress(EVENTS.encode()))
    assert run("export", "own.csv.gz").returncode == 0
    assert "own.html" in names(tmp_path)
