"""Many rows: those set aside take little room, and are whole when they are asked for."""

import csv
import io
import tracemalloc

import pytest
from format_samples import row, sheet

from kzmap.records import Upload, read_events, rejected_csv
from kzmap.records.collecting import collect
from kzmap.records.opening import open_table
from kzmap.records.problems import Problems

MANY = 15_000


@pytest.fixture(scope="module")
def many() -> Upload:
    one = sheet("gdelt-61", row("gdelt-61", GLOBALEVENTID="1"))
    other = sheet("gdelt-61", row("gdelt-61", EventRootCode="03")).data
    return Upload(one.name, other * MANY + one.data + other * MANY)


def test_rows_out_of_scope_are_told_one_by_one_and_counted_by_reason(many):
    report = read_events(many).report
    assert (report.read, report.kept) == (2 * MANY + 1, 1)
    [(reason, count)] = report.out_of_scope.items()
    assert count == len(report.set_aside) == 2 * MANY
    assert [report.set_aside[i].line for i in (0, MANY, -1)] == [1, MANY + 2, 2 * MANY + 1]
    assert {problem.reason for problem in report.set_aside} == {reason}
    assert [p.line for p in report.set_aside[MANY - 1 : MANY + 1]] == [MANY, MANY + 2]
    with pytest.raises(IndexError):
        report.set_aside[2 * MANY]


def test_the_rows_themselves_are_split_again_when_asked_for(many):
    report = read_events(many).report
    assert len(report.rejected_rows) == 2 * MANY
    first = many.data.decode().split("\n")[0].split("\t")
    assert list(report.rejected_rows[0]) == first
    assert list(report.rejected_rows[-1]) == first
    assert len(report.rejected_rows[1:4]) == 3
    with pytest.raises(IndexError):
        report.rejected_rows[2 * MANY]
    written = list(csv.reader(io.StringIO(rejected_csv(report), newline=""), delimiter="\t"))
    assert len(written) == 2 * MANY + 1
    assert written[0][0] == "GLOBALEVENTID"


def test_what_was_written_of_them_is_recognised_and_set_aside_again(many):
    report = read_events(many).report
    again = read_events(Upload("again.csv", rejected_csv(report).encode())).report
    assert again.format == "gdelt"
    assert again.out_of_scope == report.out_of_scope


def test_a_row_out_of_scope_takes_a_few_bytes():
    problems = Problems("t")
    tracemalloc.start()
    before = tracemalloc.get_traced_memory()[0]
    for line in range(1000, 101_000):
        problems.add(line, "root", "03", "a reason")
    problems.sort()
    taken = tracemalloc.get_traced_memory()[0] - before
    tracemalloc.stop()
    assert taken < 100_000 * 16


def test_equal_cells_of_a_column_are_one_object():
    data = "a,b\n" + "".join(f"the same text,{n}\n" for n in range(500))
    rows = collect(
        open_table(Upload("t.csv", data.encode()), set()), {"a": 0, "b": 1}, (), Problems("t")
    )
    assert len({id(cell) for cell in rows.cells["a"]}) == 1
    assert rows.cells["b"] == [str(n) for n in range(500)]


def test_progress_hears_that_all_is_read():
    told = []
    one = row("acled")
    rows = [one | {"event_id_cnty": str(n)} for n in range(20_000)]
    read_events(sheet("acled", *rows), progress=lambda done, total: told.append((done, total)))
    assert len(told) > 3
    assert all(done <= total for done, total in told if total)
    assert told[-1][0] == told[-1][1]
