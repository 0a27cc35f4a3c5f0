"""`kzmap spread`, as a subprocess."""

import csv
import os
import subprocess
import sys

import pytest

OWN = """\
event_date,event_type,place,country,time_precision,lat,lon
2022-01-05,protest,Almaty,KZ,1,,
2022-01-07,security_response,Almaty,KZ,1,,
2022-01-03,protest,=cmd,FR,2,45.76,4.84
05/01/2022,riot,Almaty,KZ,1,,
"""


@pytest.fixture
def run(tmp_path):
    (tmp_path / "own.csv").write_text(OWN, "utf-8")
    return lambda *words: subprocess.run(
        [sys.executable, "-m", "kzmap", "spread", *words],
        cwd=tmp_path,
        env=dict(os.environ),
        capture_output=True,
        text=True,
        encoding="utf-8",
        timeout=300,
    )


def test_it_lists_january_in_the_order_of_first_reports(run):
    done = run()
    assert (done.returncode, done.stderr) == (0, "")
    lines = done.stdout.splitlines()
    assert "nothing of cause" in lines[0]
    assert lines[1] == "1  2022-01-02       0 km  Aktau"
    assert lines[2].endswith("Zhanaozen")
    assert len(lines) == 20
    assert lines[-1].startswith(
        "18 places in 15 of 17 units; 8,812,493 people live in 18 towns"
    )


def test_it_writes_all_columns_and_keeps_the_rows_set_aside(run, tmp_path):
    done = run("own.csv", "-o", "out.csv")
    assert done.returncode == 1
    with (tmp_path / "out.csv").open(encoding="utf-8", newline="") as file:
        first, almaty = csv.DictReader(file)
    assert (first["place"], first["first_protest"], first["people"]) == (
        "'=cmd",
        "2022-01-03~",
        "",
    )
    assert (almaty["rank"], almaty["security_lag_days"]) == ("2", "2")
    assert "05/01/2022" in (tmp_path / "out.rejected.csv").read_text("utf-8")
    before = (tmp_path / "out.csv").read_bytes()
    assert run("own.csv", "-o", "out.csv").returncode == 2
    assert (tmp_path / "out.csv").read_bytes() == before


def test_options_of_own_data_without_a_table_are_refused(run):
    done = run("--zones", "zones.csv")
    assert done.returncode == 2
    assert done.stderr.startswith("kzmap: these options go with EVENTS")


def test_without_a_protest_it_says_so(run, tmp_path):
    (tmp_path / "riots.csv").write_text(
        "event_date,event_type,place,country\n2022-01-05,riot,Almaty,KZ\n", "utf-8"
    )
    assert "no protest is reported" in run("riots.csv").stdout
