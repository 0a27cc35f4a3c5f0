"""``kzmap export --engine``: the page from the counts, and what is said of the rows."""

import csv
import subprocess
import sys

import pytest

ROWS = [
    "event_id,event_date,end_date,event_type,place,country,summary",
    *(f"e{i},2022-01-0{i % 3 + 1},2022-01-05,protest,Almaty,KZ,{'x' * i}" for i in range(30)),
    "e7,2022-01-02,2022-01-05,protest,Almaty,KZ,xxxxxxx",
    "e8,2022-01-03,2022-01-05,protest,Aktau,KZ,another",
    "z,never,,protest,Almaty,KZ,",
]


@pytest.fixture
def table(tmp_path):
    path = tmp_path / "events.csv"
    path.write_text("\n".join(ROWS) + "\n", "utf-8")
    return path


def export(table, page, *options):
    command = [sys.executable, "-m", "kzmap", "export", table, "-o", page, *options]
    return subprocess.run([*map(str, command)], capture_output=True, text=True, timeout=300)


def test_each_engine_writes_the_same_bytes_and_accounts_for_each_row(table, tmp_path):
    pages = set()
    for options in (["--engine", "pandas"], ["--engine", "duckdb"], ["--memory", "1GB"]):
        page = tmp_path / f"{options[-1]}.html"
        done = export(table, page, *options)
        assert done.returncode == 1, done.stderr
        assert "33 rows read = 30 kept + 2 set aside + 1 duplicate" in done.stderr
        assert "The page tells 10 of the reports one by one" in done.stderr
        assert done.stdout.endswith("30 reports in 2 places on 5 days\n")
        pages.add(page.read_bytes())
        with page.with_suffix(".set-aside.csv").open(encoding="utf-8-sig", newline="") as file:
            reasons = {row["column"]: row for row in csv.DictReader(file)}
        assert reasons["event_date"]["value"] == "never"
        assert "differs in place, summary;" in reasons["event_id"]["reason"]
    assert len(pages) == 1


def test_a_file_of_reasons_that_is_there_is_not_replaced_unasked(table, tmp_path):
    page = tmp_path / "page.html"
    reasons = page.with_suffix(".set-aside.csv")
    reasons.write_text("mine")
    done = export(table, page, "--engine", "duckdb")
    assert done.returncode == 2
    assert reasons.read_text() == "mine"
    assert not page.exists()


def test_a_small_table_is_read_whole_unless_an_engine_is_asked_for(table, tmp_path):
    done = export(table, tmp_path / "page.html")
    assert "counted with" not in done.stderr
    assert done.stdout.endswith("30 reports in 2 places on 5 days\n")
