"""The benchmark of reading measures readers on the same rows, laid out like ACLED's."""

import csv

import pytest

from benchmarks import acled_like, reading, report
from benchmarks.acled_like import HEADER
from kzmap.records import read_events


@pytest.fixture(scope="module")
def path(tmp_path_factory):
    found = tmp_path_factory.mktemp("reading") / "events.csv"
    acled_like.write(found, 3000)
    return found


def test_the_rows_have_the_layout_and_the_sizes_of_an_export(path):
    with path.open(encoding="utf-8", newline="") as stream:
        rows = list(csv.DictReader(stream))
    assert len(HEADER) == 31
    assert all(150 <= len(row["notes"]) <= 300 for row in rows)
    assert 1000 < len({row["location"] for row in rows}) <= acled_like.PLACES
    assert 0.05 < sum(not row["latitude"] for row in rows) / len(rows) < 0.15


def test_the_same_rows_are_written_each_time(path, tmp_path):
    again = tmp_path / "again.csv"
    acled_like.write(again, 3000)
    assert again.read_bytes() == path.read_bytes()


def test_the_rows_are_recognised_as_acleds_layout_and_all_are_kept(path):
    report = read_events(path).report
    assert (report.format, report.read, report.kept) == ("acled", 3000, 3000)


def test_each_reader_is_measured_on_all_rows_in_a_process_of_its_own():
    said = []
    result = reading.measure(1, rows=300, say=said.append)
    assert set(result["contestants"]) == {"kzmap", "pandas.read_csv"}
    for series in result["contestants"].values():
        assert series["whole_s"][0] > 0
        assert series["peak_mb"][0] > 10
    assert any("rows/s" in line and "MB/s" in line for line in said)
    text = report.markdown(None, None, result)
    for known in ("300 rows", "31 columns", "2,000 places", "rows a second", "| pandas"):
        assert known in text


def test_figures_of_a_reader_that_loses_rows_are_refused(monkeypatch):
    monkeypatch.setattr(reading, "_read", lambda *_: {"whole_s": 1.0, "rows": 9})
    with pytest.raises(RuntimeError, match="did not read 10 rows"):
        reading.measure(1, rows=10, say=lambda _: None)
