"""What is no review is never written over, and what a decision became is said."""

import csv

import pytest
from test_cli_geocode import EVENTS, HEADER, edit, environment, events, rows, run

__all__ = ["environment", "events", "run"]

OTHER = "event_date;event_type;place;lat;lon\n2022-01-05;protest;Жанаозен;43,3;52,8\n"
REVIEW = "place,country,reason,candidates,decision\n"


@pytest.mark.parametrize("command", ["geocode", "export"])
def test_another_table_named_as_the_review_stays_as_it_is(run, events, tmp_path, command):
    other = tmp_path / "other.csv"
    other.write_bytes(OTHER.encode("cp1251"))
    done = run(command, "events.csv", "--review", "other.csv")
    assert (done.returncode, done.stdout) == (2, "")
    assert "other.csv: this is no review of places: no columns reason" in done.stderr
    assert done.stderr.count("\n") == 1
    assert other.read_bytes() == OTHER.encode("cp1251")
    assert sorted(p.name for p in tmp_path.iterdir()) == ["events.csv", "other.csv"]


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (["export", "events.csv", "--review", "events.csv"], "is the table itself"),
        (["export", "events.csv", "--review", "./link.csv"], "is the table itself"),
        (["geocode", "events.csv", "--review", "link.csv"], "is the table itself"),
        (
            ["export", "events.csv", "--sources", "s.csv", "--review", "s.csv"],
            "is the --sources itself",
        ),
        (
            ["geocode", "events.csv", "--format", "s.csv", "--review", "s.csv"],
            "is the --format itself",
        ),
    ],
)
def test_a_review_is_no_other_input(run, events, tmp_path, words, said):
    (tmp_path / "link.csv").symlink_to(events)
    (tmp_path / "s.csv").write_text(REVIEW, "utf-8")
    done = run(*words)
    assert (done.returncode, done.stdout) == (2, "")
    assert said in done.stderr
    assert events.read_text("utf-8") == EVENTS
    assert (tmp_path / "s.csv").read_text("utf-8") == REVIEW


@pytest.mark.parametrize(
    ("decision", "said"),
    [
        ("30.66, 51.58", "the point 30.66, 51.58 lies in Iran, some"),
        ("name: Moscow", ""),
    ],
)
def test_a_decision_for_another_country_is_flagged_and_kept(
    run, events, tmp_path, decision, said
):
    events.write_text(HEADER + "2022-01-05,protest,Жамбыл,,,,,\n", "utf-8")
    run("geocode", "events.csv", "--review", "r.csv")
    edit(tmp_path / "r.csv", Жамбыл=decision)
    for command in ("geocode", "export"):
        done = run(command, "events.csv", "--review", "r.csv")
        assert done.returncode == 0, done.stderr
        assert f"r.csv:2: decision: '{decision}' for 'Жамбыл': the point " in done.stderr
        assert said in done.stderr
        assert "it is kept, see that it is meant" in done.stderr
    assert "; but the point " in rows(tmp_path / "r.csv")[0]["reason"]


def test_a_copied_candidate_is_that_candidate(run, events, tmp_path):
    run("geocode", "events.csv", "--review", "r.csv")
    second = rows(tmp_path / "r.csv")[0]["candidates"].split(" | ")[1]
    edit(tmp_path / "r.csv", Жамбыл=second, Xxxxxx="leave out")
    done = run("geocode", "events.csv", "--review", "r.csv")
    assert (done.returncode, done.stderr) == (0, "")
    assert "r.csv:2: Жамбыл: decided: Dzhambul, " in done.stdout


def test_days_that_a_spreadsheet_rewrote_are_written_anew(run, events, tmp_path):
    run("geocode", "events.csv", "--review", "r.csv")
    told = [
        row | {"first_day": "04.01.2022", "decision": "2"} for row in rows(tmp_path / "r.csv")
    ]
    with (tmp_path / "r.csv").open("w", encoding="utf-8-sig", newline="") as file:
        writer = csv.DictWriter(file, list(told[0]))
        writer.writeheader()
        writer.writerows(told)
    run("geocode", "events.csv", "--review", "r.csv")
    assert rows(tmp_path / "r.csv")[0]["first_day"] == "2022-01-04"
