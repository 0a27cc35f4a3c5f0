"""``kzmap geocode`` with a table, a review and a service, as somebody uses it."""

import csv
import json
import os
import signal
import subprocess
import sys
import time

import pytest
from nominatim_stub import Reply, Stub, place
from test_cli_export_own import CLOSED

AGENT = "kzmap-tests (tests@kzmap.invalid)"
HEADER = "event_date,event_type,place,country,admin1,lat,lon,summary\n"
EVENTS = (
    f"{HEADER}2022-01-04,protest,Жамбыл,KZ,,,,private note\n"
    "2022-01-06,riot,жамбыл,KZ,,,,\n"
    "2022-01-05,protest,Xxxxxx,KZ,,,,\n"
    "2022-01-05,protest,Almaty,KZ,,,,\n"
    "2022-01-05,protest,Somewhere,KZ,,43.1,52.2,\n"
)


@pytest.fixture
def environment(tmp_path):
    return {**os.environ, "KZMAP_CACHE": str(tmp_path / "cache")}


@pytest.fixture
def run(tmp_path, environment):
    def call(*words, **variables):
        return subprocess.run(
            [sys.executable, "-m", "kzmap", *map(str, words)],
            cwd=tmp_path,
            env=environment | variables,
            capture_output=True,
            text=True,
            encoding="utf-8",
            timeout=300,
        )

    return call


@pytest.fixture
def events(tmp_path):
    path = tmp_path / "events.csv"
    path.write_text(EVENTS, "utf-8")
    return path


@pytest.fixture
def stub():
    server = Stub()
    yield server
    server.close()


def online(stub, *more):
    asked = ("--online", "nominatim", "--user-agent", AGENT, "--nominatim-url", stub.url)
    return (*asked, "--nominatim-delay", "0", *more)


def rows(path):
    with path.open(encoding="utf-8-sig", newline="") as file:
        return list(csv.DictReader(file))


def edit(path, **decisions):
    """Write decisions as a spreadsheet program would: place -> decision."""
    edited = [row | {"decision": decisions.get(row["place"], "")} for row in rows(path)]
    with path.open("w", encoding="utf-8-sig", newline="") as file:
        writer = csv.DictWriter(file, list(edited[0]))
        writer.writeheader()
        writer.writerows(edited)


# Review


def test_open_names_are_settled_in_a_review_and_remembered(run, events, tmp_path):
    first = run("geocode", "events.csv", "--review", "review.csv")
    assert (first.returncode, first.stderr) == (1, "")
    assert "3 names without coordinates: 1 found, 2 open" in first.stdout
    review = tmp_path / "review.csv"
    assert [(row["place"], row["rows"]) for row in rows(review)] == [
        ("Жамбыл", "2"),
        ("Xxxxxx", "1"),
    ]
    edit(review, Жамбыл="2", Xxxxxx="leave out")
    second = run("geocode", "events.csv", "--review", "review.csv", "-o", "resolved.csv")
    assert (second.returncode, second.stderr) == (0, "")
    assert "2 found, 0 open, 1 left out" in second.stdout
    became = "decided: Dzhambul, Karaganda Region, KZ (47.20618, 71.39496)"
    assert f"review.csv:2: Жамбыл: {became}" in second.stdout
    assert "review.csv:3: Xxxxxx: decided: left out\n" in second.stdout
    assert rows(review)[0]["reason"].startswith(became)
    told = {row["place"]: row for row in rows(tmp_path / "resolved.csv")}
    assert (told["жамбыл"]["lat"], told["жамбыл"]["matched_name"]) == ("47.20618", "Dzhambul")
    assert told["Жамбыл"]["geocoded_by"] == "review"
    assert told["Almaty"]["geocoded_by"] == "gazetteer"
    assert (told["Somewhere"]["lat"], told["Somewhere"]["geocoded_by"]) == ("43.1", "")
    assert (told["Xxxxxx"]["lat"], told["Xxxxxx"]["geocoding"]) == (
        "",
        "left out by a decision in the review",
    )
    before = review.read_bytes()
    third = run("geocode", "events.csv", "--review", "review.csv")
    assert (third.returncode, review.read_bytes()) == (0, before)


def test_the_resolved_table_is_a_table_of_events(run, events, tmp_path):
    run("geocode", "events.csv", "-o", "resolved.csv")
    checked = run("check", "resolved.csv", "--kind", "events", "--json")
    assert json.loads(checked.stdout)["kept"] == 5


def test_decisions_outlive_the_names_they_were_made_for(run, events, tmp_path):
    run("geocode", "events.csv", "--review", "review.csv")
    edit(tmp_path / "review.csv", Жамбыл="2")
    events.write_text(f"{HEADER}2022-01-05,protest,Almaty,KZ,,,,\n", "utf-8")
    assert run("geocode", "events.csv", "--review", "review.csv").returncode == 0
    [row] = rows(tmp_path / "review.csv")
    assert (row["place"], row["decision"], row["rows"]) == ("Жамбыл", "2", "0")
    events.write_text(EVENTS, "utf-8")
    done = run("geocode", "events.csv", "--review", "review.csv")
    assert "2 found, 1 open" in done.stdout


@pytest.mark.parametrize(
    ("decision", "why"),
    [
        ("9", "there is no candidate 9; the numbers are 1, 2, 3"),
        ("99, 52", "lat is 99"),
        ("yes", "none of the candidates; expected a candidate's number"),
        ("76.9, 43.2", "lat comes first; expected 43.2, 76.9"),
        ("name: Atlantis", "no match (looked up as 'Atlantis' by the review)"),
    ],
)
def test_a_bad_decision_is_told_with_its_line_and_kept(run, events, tmp_path, decision, why):
    run("geocode", "events.csv", "--review", "review.csv")
    edit(tmp_path / "review.csv", Жамбыл=decision)
    done = run("geocode", "events.csv", "--review", "review.csv")
    assert done.returncode == 1
    assert done.stderr.startswith(f"review.csv:2: decision: '{decision}' for 'Жамбыл': ")
    assert why in done.stderr
    assert rows(tmp_path / "review.csv")[0]["decision"] == decision


def test_rows_set_aside_are_told_and_written_beside_the_output(run, events, tmp_path):
    events.write_text(f"{EVENTS}x,protest,Almaty,KZ,,,,\n", "utf-8")
    done = run("geocode", "events.csv", "-o", "out.csv")
    assert done.returncode == 1
    assert "6 rows read = 5 kept + 1 set aside" in done.stderr
    assert (
        (tmp_path / "out.rejected.csv").read_text("utf-8").endswith("x,protest,Almaty,KZ,,,,\n")
    )


def test_a_table_of_another_format_is_mapped(run, tmp_path):
    (tmp_path / "own.csv").write_text("Дата;Город\n2022-01-05;Актау\n", "cp1251")
    maps = ("--map", "event_date=Дата", "--map", "place=Город", "--map", "event_type==protest")
    done = run("geocode", "own.csv", *maps, "-o", "out.csv")
    assert done.returncode == 0
    assert rows(tmp_path / "out.csv")[0]["matched_name"] == "Aktau"


def test_rows_that_are_not_to_be_handed_on_say_so(run, events, tmp_path):
    (tmp_path / "closed.toml").write_text(CLOSED, "utf-8")
    done = run("geocode", "events.csv", "--format", "closed.toml", "-o", "out.csv")
    assert "out.csv: This holds rows and notes of Closed" in done.stderr


@pytest.mark.parametrize(
    ("words", "why"),
    [
        (["none.csv", "--review", "r.csv"], "no such file"),
        (["Almaty", "Astana", "--review", "r.csv"], "one table"),
        (["events.csv", "--review", "events.csv"], "is the table itself"),
        (["events.csv", "-o", "events.csv", "--force"], "also read"),
        (["events.csv", "--review", "a.csv", "-o", "a.csv"], "is the review"),
        (["events.csv", "--review", "a.rejected.csv", "-o", "a.csv"], "is the review"),
        (["events.csv", "--review", "no/where.csv"], "is no folder"),
        (["events.csv", "--review", "."], "is a folder"),
        (["events.csv", "--review", "r.xlsx"], "a review is written as CSV"),
        (["events.csv", "--review", "r.csv", "--json"], "go with names"),
        (["Almaty", "--force"], "go with FILE"),
        (["events.csv", "--review", "broken.csv"], "no review of places: no columns place"),
        (["broken.csv", "--review", "r.csv"], "broken.csv"),
        (["Almaty", "--user-agent", AGENT], "goes with --online"),
        (["Almaty", "--online", "nominatim"], '--user-agent "NAME (CONTACT)"'),
        (["Almaty", "--online", "nominatim", "--user-agent", "my-application"], "is a sample"),
        (["Almaty", "--online", "other"], "nominatim"),
        (
            ["A", "--online", "nominatim", "--user-agent", AGENT, "--nominatim-delay", "0.1"],
            "one request a second",
        ),
        (
            ["A", "--online", "nominatim", "--user-agent", AGENT, "--nominatim-url", "ftp://x"],
            "is no address",
        ),
    ],
)
def test_what_cannot_be_done_is_refused_in_one_line(run, events, tmp_path, words, why):
    (tmp_path / "broken.csv").write_text("a,b\n1,2\n", "utf-8")
    done = run("geocode", *words)
    assert (done.returncode, done.stdout) == (2, "")
    assert done.stderr.startswith("kzmap: ")
    assert done.stderr.count("\n") == 1
    assert why in done.stderr
    assert events.read_text("utf-8") == EVENTS
    assert sorted(p.name for p in tmp_path.iterdir()) == ["broken.csv", "events.csv"]


def test_a_file_given_as_a_name_is_told_what_to_add(run, events):
    done = run("geocode", "events.csv", "--country", "KZ")
    assert done.returncode == 1
    assert "events.csv is a file; add --review review.csv" in done.stderr


def test_a_review_of_somebody_elses_table_cannot_steer_anything(run, events, tmp_path):
    name = '=HYPERLINK("http://x") {{ 7*7 }} \x1b[2J <script>'
    text = HEADER + '2022-01-05,protest,"' + name.replace('"', '""') + '",KZ,,,,\n'
    events.write_text(text, "utf-8")
    done = run("geocode", "events.csv", "--review", "review.csv")
    assert "\x1b" not in done.stdout + done.stderr
    assert (
        (tmp_path / "review.csv").read_text("utf-8-sig").splitlines()[1].startswith("\"'=HYP")
    )
    assert rows(tmp_path / "review.csv")[0]["place"] == f"'{name}"


# Online


def test_a_service_is_asked_only_for_what_is_unknown_and_told_only_names(run, events, stub):
    stub.answer = lambda _: Reply([place(44.1, 51.2, "Xxxxxx")])
    done = run("geocode", "events.csv", "--review", "r.csv", "-o", "o.csv", *online(stub))
    assert stub.texts == ["Xxxxxx"]
    assert "private" not in str(stub.requests)
    assert done.stderr.startswith("asking 127.0.0.1 for 1 name, sent with country and unit")
    assert "2 found, 1 open" in done.stdout


def test_nobody_is_asked_without_being_told_to(run, events, stub):
    run("geocode", "events.csv", "--review", "r.csv")
    assert stub.requests == []


def test_names_online_as_json_tell_service_and_reason(run, stub):
    answers = {"Aaaa": Reply([]), "Bbbb": Reply("", 500), "Cccc": Reply("<html>")}
    stub.answer = answers.__getitem__
    done = run("geocode", "Almaty", *answers, "--country", "KZ", "--json", *online(stub))
    told = [(each["service"], each["reason"]) for each in json.loads(done.stdout)]
    assert told[0] == ("gazetteer", None)
    assert told[1] == ("Nominatim", "no match")
    assert told[2][1].startswith("error: outage: ")
    assert told[3][1].startswith("error: malformed reply: ")


def test_an_outage_keeps_what_was_found_here_and_another_run_goes_on(
    run, events, stub, tmp_path
):
    stub.answer = lambda _: Reply("", 503)
    done = run("geocode", "events.csv", "--review", "r.csv", "-o", "o.csv", *online(stub))
    assert done.returncode == 1
    reasons = {row["place"]: row["reason"] for row in rows(tmp_path / "r.csv")}
    assert reasons["Xxxxxx"].startswith("error: outage: 127.0.0.1 cannot be asked: 503")
    assert {r["place"]: r["lat"] for r in rows(tmp_path / "o.csv")}["Almaty"] == "43.25249"
    stub.answer = lambda _: Reply([place(44.1, 51.2)])
    run("geocode", "events.csv", "--review", "r.csv", *online(stub))
    assert [row["place"] for row in rows(tmp_path / "r.csv")] == ["Жамбыл"]


def test_a_better_name_may_be_one_that_only_the_service_knows(run, events, stub, tmp_path):
    stub.answer = lambda text: Reply([place(44.1, 51.2)] if text == "Yyyy" else [])
    run("geocode", "events.csv", "--review", "r.csv", *online(stub))
    edit(tmp_path / "r.csv", Xxxxxx="name: Yyyy", Жамбыл="1")
    done = run("geocode", "events.csv", "--review", "r.csv", *online(stub))
    assert done.returncode == 0
    assert stub.texts == ["Xxxxxx", "Yyyy"]


def test_a_run_that_is_killed_is_gone_on_with(run, stub, tmp_path, environment):
    names = [f"Qq{number:02}" for number in range(12)]
    lines = "".join(f"2022-01-05,protest,{name},KZ,,,,\n" for name in names)
    (tmp_path / "many.csv").write_text(HEADER + lines, "utf-8")
    stub.answer = lambda _: Reply([place(44.1, 51.2)], delay_s=0.05)
    words = ["geocode", "many.csv", "--review", "r.csv", *online(stub)]
    running = subprocess.Popen(
        [sys.executable, "-m", "kzmap", *words],
        cwd=tmp_path,
        env=environment,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )
    until = time.monotonic() + 60
    while len(stub.requests) < 5:
        assert time.monotonic() < until
        time.sleep(0.005)
    running.send_signal(signal.SIGKILL)
    running.wait()
    sent = len(stub.requests)
    assert sent < len(names)
    assert not (tmp_path / "r.csv").exists()
    done = run(*words)
    assert done.returncode == 0
    assert set(stub.texts) == set(names)
    # The request that was under way may be sent again; no other is.
    assert len(stub.texts) in (len(names), len(names) + 1)
    assert f"{sent - 1} more were answered" in done.stderr or f"{sent} more" in done.stderr


def test_edits_made_while_a_service_is_asked_are_kept(run, events, stub, tmp_path):
    run("geocode", "events.csv", "--review", "r.csv")

    def answer(_):
        edit(tmp_path / "r.csv", Жамбыл="3")
        return Reply([])

    stub.answer = answer
    run("geocode", "events.csv", "--review", "r.csv", *online(stub))
    assert rows(tmp_path / "r.csv")[0]["decision"] == "3"


def test_an_export_asks_the_service_too(run, events, stub, tmp_path):
    stub.answer = lambda _: Reply([place(44.1, 51.2)])
    done = run("export", "events.csv", "-o", "map.html", *online(stub))
    assert done.stdout.startswith("map.html: 3 reports in 3 places")
    assert stub.texts == ["Xxxxxx"]
