"""Where sources conflict, the accounts are in the data and stand side by side in the page."""

import subprocess
import sys
from pathlib import Path

import pandas as pd
import pytest
from samples import events

from kzmap.dataset import from_tables, joined, load
from kzmap.records import read_accounts

DATA = Path(__file__).parent.parent / "data"
NOTED = {
    "aktobe-first-protest",
    "first-small-actions",
    "almaty-airport",
    "mangystau-peaceful",
    "pavlodar-police",
    "kyzylorda-attacks",
    "blackout-end",
}
ROW = {"conflict_id": "c", "question": "When?", "account": "Then.", "event_ids": "e"}


def written(tmp_path, *rows):
    path = tmp_path / "accounts.csv"
    pd.DataFrame([ROW | row for row in rows]).to_csv(path, index=False)
    return path


@pytest.fixture(scope="module")
def bundled():
    return load()


def test_the_conflicts_of_the_research_notes_are_there_and_the_article_s(bundled):
    found = set(bundled.accounts["conflict_id"])
    assert found >= NOTED
    of_article = bundled.accounts["source_ids"].str.split(";").map(lambda ids: "article" in ids)
    alone = set(bundled.accounts.loc[of_article, "conflict_id"])
    assert alone == found - NOTED


def test_no_account_stands_alone_and_all_ids_are_known(bundled):
    assert (bundled.accounts.groupby("conflict_id").size() > 1).all()
    for column, known in (
        ("event_ids", bundled.events["event_id"]),
        ("zone_ids", bundled.zones["zone_id"]),
        ("source_ids", bundled.sources["source_id"]),
    ):
        named = {i for cell in bundled.accounts[column] for i in cell.split(";") if i}
        assert named <= set(known), column


def test_check_knows_a_table_of_accounts():
    done = subprocess.run(
        [sys.executable, "-m", "kzmap", "check", str(DATA / "accounts.csv")],
        capture_output=True,
        text=True,
    )
    assert done.returncode == 0, done.stderr
    assert "accounts" in done.stdout + done.stderr


@pytest.mark.parametrize(
    ("row", "column"), [({"event_ids": ""}, "event_ids"), ({"account": ""}, "account")]
)
def test_an_account_that_cannot_stand_anywhere_is_set_aside(tmp_path, row, column):
    report = read_accounts(written(tmp_path, row)).report
    assert [problem.column for problem in report.set_aside] == [column]


def test_one_conflict_asks_one_question(tmp_path):
    report = read_accounts(written(tmp_path, {}, {"question": "Where?"})).report
    assert [problem.column for problem in report.set_aside] == ["question"]


def test_conflicts_of_two_data_sets_are_kept_apart(tmp_path):
    table = read_accounts(written(tmp_path, {}, {"account": "Later."})).table
    one = from_tables(events({"event_id": "e", "place": "Almaty"}), accounts=table)
    both = joined(one, one)
    assert both.accounts.groupby("conflict_id").size().to_dict() == {"c": 2, "c (2)": 2}
    assert set(both.accounts["event_ids"]) == {"e", "e (2)"}
