"""What `kzmap export` and `kzmap geocode` say of rows that they cannot use."""

import subprocess
import sys

import pytest

from tests.test_formats_known import row, sheet

HEADER = "event_id,event_date,event_type,place\n"


@pytest.fixture
def run(tmp_path):
    def call(*words, **files):
        for name, text in files.items():
            data = text.encode() if isinstance(text, str) else text
            (tmp_path / f"{name}.csv").write_bytes(data)
        return subprocess.run(
            [sys.executable, "-m", "kzmap", *words],
            cwd=tmp_path,
            capture_output=True,
            text=True,
            encoding="utf-8",
            timeout=300,
        )

    return call


def test_a_table_of_no_usable_row_is_accounted_for_before_the_error(run, tmp_path):
    days = "".join(f"{n},0{n % 8 + 2}/01/2022,riot,Oral\n" for n in range(12))
    done = run("export", "t.csv", t=HEADER + days)
    assert done.returncode == 2
    *account, error = done.stderr.splitlines()
    assert "t.csv: 12 rows read = 0 kept + 12 set aside + 0 duplicates" in account
    assert sum(line.startswith("  t.csv:") for line in account) == 10
    assert any("--map day_order=day-first" in line for line in account)
    assert any("more; all of them: kzmap check t.csv" in line for line in account)
    assert error.startswith("kzmap: t.csv: no row can be used, so there is nothing to draw")
    assert [path.name for path in tmp_path.iterdir()] == ["t.csv"]


def test_one_bad_row_alone_is_told_with_its_line(run):
    done = run("export", "t.csv", "--map", "summary=place", t=f"{HEADER}a,never,riot,Oral\n")
    assert done.returncode == 2
    assert "  t.csv:2: event_date: 'never'" in done.stderr
    assert "kzmap check t.csv --map summary=place" in done.stderr


def test_a_table_of_a_header_alone_is_said_to_be_one(run):
    done = run("export", "t.csv", t=HEADER)
    assert done.returncode == 2
    assert done.stderr.startswith("kzmap: t.csv: the table has a header and no row below it")


def test_rows_out_of_scope_are_counted_and_do_not_hide_errors(run):
    rows = [row("gdelt-61", GLOBALEVENTID=str(n), EventRootCode="04") for n in range(30)]
    rows += [row("gdelt-61", GLOBALEVENTID="77"), row("gdelt-61", SQLDATE="20229999")]
    words = ("export", "t.csv"), ("geocode", "t.csv", "--format", "gdelt", "-o", "out.csv")
    for command in words:
        done = run(*command, t=sheet("gdelt-61", *rows).data)
        assert done.returncode == 1, done.stderr
        assert done.stderr.count("CAMEO") == 1
        assert "30 rows set aside: CAMEO" in done.stderr
        assert "  t.csv:32: event_date: '20229999'" in done.stderr


def test_rows_that_differ_under_one_id_are_set_aside_whole(run, tmp_path):
    table = f"{HEADER}a,2022-01-05,riot,Oral\na,2022-01-06,riot,Almaty\n"
    done = run("export", "t.csv", t=table)
    assert done.returncode == 1
    assert "give it an id of its own" in done.stderr
    assert "a,2022-01-0" in (tmp_path / "t.rejected.csv").read_text()


REFUSED = {
    "its own name mapped away": (
        f"{HEADER}a,2022-01-05,riot,Oral\n",
        ["--map", "place=Город"],
        "kzmap: t.csv: no column Город, which --map",
    ),
    "bars": ("event_date|event_type|place\n", [], "'|' is not read as a delimiter"),
    "web page": ("\n<!DOCTYPE html>\n<html></html>", [], "this is a web page"),
    "no declaration": (HEADER, ["--format", "nope.toml"], "kzmap formats --save nope.toml"),
    "day order": (HEADER, ["--map", "day_order=foo"], "expected day-first or month-first"),
    "long number": (f'{{"a":{"9" * 5000}}}', [], "a number of 5,000 digits"),
}


@pytest.mark.parametrize("case", REFUSED)
def test_a_refusal_names_what_is_wrong_in_the_users_words(run, case):
    text, options, said = REFUSED[case]
    done = run("check", "t.csv", *options, t=text)
    assert done.returncode == 2
    assert said in done.stderr
    assert "sys.set_int" not in done.stderr
