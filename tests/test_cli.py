"""The command line as somebody uses it: a subprocess, its output and its exit status."""

import csv
import json
import os
import pty
import re
import resource
import signal
import subprocess
import sys
from collections.abc import Iterator

import pytest
import typer

import kzmap
from kzmap.bundled import bundled_path
from kzmap.cli import app

EVENTS = """event_id,event_date,event_type,place,country
a,2022-01-04,protest,Almaty,KZ
b,2022-01-05,riot,Zhanaozen,KZ
"""


@pytest.fixture
def run(tmp_path):
    def call(*words, **variables):
        return subprocess.run(
            [sys.executable, "-m", "kzmap", *map(str, words)],
            cwd=tmp_path,
            env={
                **os.environ,
                "PYTHONWARNINGS": "error::DeprecationWarning:kzmap",
                **variables,
            },
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


def names(folder):
    return sorted(path.name for path in folder.iterdir())


def is_one_line(done) -> bool:
    return re.fullmatch(r"kzmap: [^\n]+\n", done.stderr) is not None


# Around the commands


def commands() -> Iterator[tuple[str, object]]:
    group = typer.main.get_command(app)
    yield "kzmap", group
    yield from group.commands.items()


@pytest.mark.parametrize(("name", "command"), list(commands()))
def test_every_command_and_option_has_help(name, command):
    assert command.help, name
    for param in command.params:
        assert param.help, f"{name} {param.name}"


def test_the_version_is_told_quickly(run):
    def spent():
        # Of the processor: how long it takes by the clock is for others on it to say, too.
        used = resource.getrusage(resource.RUSAGE_CHILDREN)
        return used.ru_utime + used.ru_stime

    times = []
    for _ in range(3):
        start = spent()
        done = run("--version")
        times.append(spent() - start)
        assert done.stdout == f"kzmap {kzmap.__version__}\n"
    assert min(times) < 0.4


@pytest.mark.parametrize(
    ("words", "heavy"),
    [
        (["--version"], {"pandas", "folium", "streamlit", "geopy", "rich", "babel", "pandera"}),
        (["geocode", "Almaty"], {"pandas", "folium", "streamlit", "pandera", "rich"}),
        (["check", bundled_path("data", "events.csv")], {"folium", "streamlit", "pandera"}),
    ],
)
def test_commands_load_only_what_they_need(run, words, heavy):
    code = (
        "import sys\nfrom kzmap.cli import main\n"
        "try:\n    main()\nexcept SystemExit:\n    pass\n"
        "print('|'.join(sys.modules), file=sys.stderr)"
    )
    done = subprocess.run(
        [sys.executable, "-c", code, *map(str, words)],
        capture_output=True,
        text=True,
        check=True,
    )
    loaded = set(done.stderr.rstrip("\n").splitlines()[-1].split("|"))
    assert not heavy & loaded


@pytest.mark.parametrize(
    "words",
    [
        ["nope"],
        ["export", "--nope"],
        ["geocode"],
        ["geocode", "Almaty", "--date", "5 January"],
        ["check", "none.csv"],
        ["check", "."],
        ["export", "none.csv"],
        ["export", "--zones", "z.csv"],
        ["dashboard", "--port", "x"],
    ],
)
def test_a_refusal_is_one_line_and_status_2(run, words, tmp_path):
    done = run(*words)
    assert (done.returncode, done.stdout) == (2, "")
    assert is_one_line(done)
    assert names(tmp_path) == []


def test_a_reader_that_leaves_early_is_no_error(run):
    done = subprocess.run(
        f'"{sys.executable}" -m kzmap geocode Almaty --json | true',
        shell=True,
        capture_output=True,
        text=True,
    )
    assert done.stderr == ""


def test_a_terminal_with_few_letters_is_no_error(run):
    done = run("geocode", "Целиноград", PYTHONIOENCODING="ascii", PYTHONUTF8="0")
    assert (done.returncode, done.stderr) == (0, "")


# export


def test_export_writes_the_bundled_map(run, tmp_path):
    done = run("export")
    assert (done.returncode, done.stderr) == (0, "")
    assert re.match(r"kazakhstan-january-2022\.html: \d+ reports in", done.stdout)
    assert names(tmp_path) == ["kazakhstan-january-2022.html"]


def test_export_names_the_page_after_the_table(run, events, tmp_path):
    done = run("export", events, "--title", "Our own title")
    assert (done.returncode, done.stderr) == (0, "")
    assert "Our own title" in (tmp_path / "events.html").read_text("utf-8")


def test_export_takes_zones_sources_and_quotes(run, tmp_path):
    words = ["export", bundled_path("data", "events.csv"), "-o", "page.html"]
    for noun in ("zones", "sources", "quotes"):
        words += [f"--{noun}", bundled_path("data", f"{noun}.csv")]
    done = run(*words)
    assert done.returncode == 0
    # Only that a rule chose the city of Aktau, and the country before a village of its name.
    taken = [line for line in done.stderr.splitlines() if "taken for" in line]
    assert [line.split(":")[0].strip() for line in taken] == ["Aktau", "Kazakhstan"]
    assert len(done.stderr.splitlines()) == 4
    assert "state_of_emergency" in (tmp_path / "page.html").read_text("utf-8")


def test_export_takes_zones_as_geojson_and_accounts_for_each(run, events, tmp_path):
    ring = [[76.0, 43.0], [77.0, 43.0], [77.0, 44.0], [76.0, 43.0]]
    zone = {"kind": "curfew", "area": "Old town", "start": "2022-01-05T20:00+06:00"}
    shapes = [{"type": "Polygon", "coordinates": [ring]}, None]
    features = [{"type": "Feature", "properties": zone, "geometry": shape} for shape in shapes]
    path = tmp_path / "areas.geojson"
    path.write_text(json.dumps({"type": "FeatureCollection", "features": features}), "utf-8")
    done = run("export", events, "--zones", path, "-o", "page.html")
    assert done.returncode == 1
    assert "areas.geojson:2: " in done.stderr
    assert "2 rows read = 1 kept + 1 set aside + 0 duplicates" in done.stderr
    assert "Old town" in (tmp_path / "page.html").read_text("utf-8")
    assert "page.zones.rejected.csv" in names(tmp_path)
    told = json.loads(run("check", path, "--json").stdout)
    assert (told["format"], told["kind"]) == ("geojson", "zones")
    assert (told["read"], told["kept"], told["set_aside"], told["duplicates"]) == (2, 1, 1, 0)
    assert run("check", path, "--kind", "events").returncode == 2


def test_an_existing_page_is_replaced_only_with_force(run, events, tmp_path):
    page = tmp_path / "events.html"
    page.write_text("old")
    done = run("export", events)
    assert done.returncode == 2
    assert "--force" in done.stderr
    assert page.read_text() == "old"
    assert run("export", events, "--force").returncode == 0
    assert page.read_text("utf-8").startswith("<!DOCTYPE html>")


def test_rows_set_aside_are_told_and_written_beside_the_page(run, events, tmp_path):
    with events.open("a", encoding="utf-8") as stream:
        stream.write("c,05/01/2022,riot,Oral,KZ\nd,2022-01-05,riot\n")
    done = run("export", events, "-o", "page.html")
    assert done.returncode == 1
    assert "events.csv:4: event_date: '05/01/2022'" in done.stderr
    assert "4 rows read = 2 kept + 2 set aside + 0 duplicates" in done.stderr
    with (tmp_path / "page.rejected.csv").open(encoding="utf-8", newline="") as stream:
        assert list(csv.reader(stream)) == [
            ["event_id", "event_date", "event_type", "place", "country"],
            ["c", "05/01/2022", "riot", "Oral", "KZ"],
            ["d", "2022-01-05", "riot"],
        ]
    assert names(tmp_path) == ["events.csv", "page.html", "page.rejected.csv"]


def test_a_place_that_is_not_found_is_told_with_status_1(run, events, tmp_path):
    with events.open("a", encoding="utf-8") as stream:
        stream.write("c,2022-01-05,riot,Zhanaozn,KZ\n")
    done = run("export", events)
    assert done.returncode == 1
    assert "1 row not on the map" in done.stderr
    assert re.search(r"Zhanaozn: .*Zhanaozen", done.stderr)
    assert names(tmp_path) == ["events.csv", "events.html"]


def test_an_area_that_is_not_found_is_told_with_status_1(run, events, tmp_path):
    zones = tmp_path / "zones.csv"
    zones.write_text("kind,area,start\ncurfew,Qwyzx,2022-01-05T00:00+06:00\n", "utf-8")
    done = run("export", events, "--zones", zones)
    assert done.returncode == 1
    assert "Qwyzx" in done.stderr


def test_no_usable_row_is_refused_and_nothing_written(run, events, tmp_path):
    events.write_text("event_date,event_type,place\nx,riot,Oral\n", "utf-8")
    done = run("export", events)
    assert done.returncode == 2
    assert "events.csv:2: event_date: 'x'" in done.stderr
    assert done.stderr.splitlines()[-1].startswith("kzmap: ")
    assert names(tmp_path) == ["events.csv"]


def test_what_is_read_is_never_overwritten(run, events):
    done = run("export", events, "-o", events, "--force")
    assert done.returncode == 2
    assert events.read_text("utf-8") == EVENTS


def test_rejected_rows_never_overwrite_their_own_source(run, events, tmp_path):
    source = tmp_path / "page.rejected.csv"
    source.write_text(EVENTS + "c,x,riot,Oral,KZ\n", "utf-8")
    done = run("export", source, "-o", "page.html", "--force")
    assert done.returncode == 1
    assert source.read_text("utf-8") == EVENTS + "c,x,riot,Oral,KZ\n"
    assert "c,x,riot" in (tmp_path / "page.rejected-2.csv").read_text("utf-8")


def test_a_folder_or_missing_folder_as_output_is_refused(run, events, tmp_path):
    for output in (tmp_path, tmp_path / "none" / "page.html"):
        done = run("export", events, "-o", output, "--force")
        assert done.returncode == 2
        assert is_one_line(done)


def test_tiles_are_asked_for_and_their_host_is_told(run, events):
    done = run("export", events, "--tiles")
    assert done.returncode == 0
    assert re.search(r"contacts \S*openstreetmap\.org", done.stderr)
    refused = run("export", events, "--tiles-url", "javascript:alert(1)", "--force")
    assert refused.returncode == 2
    assert is_one_line(refused)


def test_the_same_table_gives_the_same_bytes(run, events, tmp_path):
    run("export", events, "-o", "one.html")
    run("export", events, "-o", "two.html", PYTHONHASHSEED="1")
    assert (tmp_path / "one.html").read_bytes() == (tmp_path / "two.html").read_bytes()


def test_a_kill_during_export_leaves_the_old_page(events, tmp_path):
    page = tmp_path / "events.html"
    page.write_text("old")
    code = (
        "import os, sys\nfrom kzmap.cli import main\n"
        "def stall(handle):\n    print('written', flush=True)\n    sys.stdin.read()\n"
        "os.fsync = stall\nmain()"
    )
    with subprocess.Popen(
        [sys.executable, "-c", code, "export", events, "--force"],
        cwd=tmp_path,
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
    ) as process:
        assert process.stdout.readline() == b"written\n"
        process.send_signal(signal.SIGKILL)
    assert page.read_text() == "old"


def on_a_terminal(words, cwd) -> str:
    """Run with stderr on a terminal, and return what it showed."""
    ours, theirs = pty.openpty()
    code = (
        "import kzmap.cli.saying as saying, sys, time\n"
        "with saying.progress('Working'):\n    time.sleep(float(sys.argv[1]))"
    )
    process = subprocess.Popen([sys.executable, "-c", code, *words], cwd=cwd, stderr=theirs)
    os.close(theirs)
    shown = b""
    try:
        while piece := os.read(ours, 4096):
            shown += piece
    except OSError:
        pass
    finally:
        os.close(ours)
    assert process.wait() == 0
    return shown.decode()


def test_progress_is_shown_on_a_terminal_only_after_a_second(tmp_path):
    assert on_a_terminal(["0.1"], tmp_path) == ""
    assert "Working" in on_a_terminal(["1.6"], tmp_path)


# geocode


def test_geocode_prints_a_block_for_each_name(run):
    done = run("geocode", "Целиноград", "Zhanaozen", "--date", "2022-01-05")
    assert (done.returncode, done.stderr) == (0, "")
    blocks = done.stdout.split("\n\n")
    assert blocks[0].startswith("Целиноград\n  51.1801, 71.4460")
    assert "Nur-Sultan on 2022-01-05, now Astana" in blocks[0]
    assert "Mangystau Region, KZ" in blocks[1]


def test_geocode_as_json_is_a_list_in_order(run):
    done = run("geocode", "Semey", "Qwyzx", "--date", "2022-01-05", "--json")
    assert done.returncode == 1
    found, missed = json.loads(done.stdout)
    assert list(found) == [
        "query",
        "lat",
        "lon",
        "name",
        "name_on_date",
        "admin1",
        "country",
        "geo_precision",
        "matched_by",
        "candidates",
    ]
    assert (found["query"], found["admin1"]) == ("Semey", "East Kazakhstan Region")
    assert (missed["query"], missed["lat"], missed["lon"]) == ("Qwyzx", None, None)


def test_geocode_offers_near_names_and_what_to_type(run):
    done = run("geocode", "Zhanaozn")
    assert done.returncode == 1
    assert "for the first: kzmap geocode Zhanaozen" in done.stdout
    assert done.stderr == "kzmap: 1 name of 1 not resolved\n"


def test_what_comes_from_outside_cannot_steer_the_terminal(run):
    done = run("geocode", "Al\x1b[2Jmaty")
    assert "\x1b" not in done.stdout + done.stderr
    assert "\\x1b" in done.stdout


# check


@pytest.mark.parametrize("kind", ["events", "zones", "sources", "quotes"])
def test_check_finds_nothing_wrong_with_the_bundled_tables(run, kind):
    done = run("check", bundled_path("data", f"{kind}.csv"))
    assert (done.returncode, done.stderr) == (0, "")
    assert f".csv: {kind}: " in done.stdout


def test_check_tells_each_problem_with_its_line(run, tmp_path):
    table = tmp_path / "t.csv"
    table.write_text(f"{EVENTS}a,2022-01-04,protest,Almaty,KZ\nc,44566,riot,Oral,KZ\n", "utf-8")
    done = run("check", table)
    assert done.returncode == 1
    assert "t.csv:5: event_date: '44566': looks like a spreadsheet's day number" in done.stdout
    assert "t.csv:4: 'a': same as line 2, left out" in done.stdout
    assert names(tmp_path) == ["t.csv"]


def test_check_as_json_is_one_object_that_adds_up(run, tmp_path):
    table = tmp_path / "t.csv"
    table.write_text(f"{EVENTS}c,x,riot,Oral,KZ\n", "utf-8")
    done = run("check", table, "--json")
    told = json.loads(done.stdout)
    assert done.returncode == 1
    assert told["read"] == told["kept"] + told["set_aside"] + told["duplicates"] == 3
    assert (told["format"], told["kind"]) == ("kzmap", "events")
    assert told["problems"][0]["line"] == 4


def test_check_takes_the_kind_it_is_told(run, events):
    done = run("check", events, "--kind", "zones")
    assert done.returncode == 2
    assert "no column kind" in done.stderr


def test_check_looks_quotes_up_in_the_texts(run, tmp_path):
    (tmp_path / "texts").mkdir()
    (tmp_path / "texts" / "one.txt").write_text("They stayed\novernight.", "utf-8")
    quotes = tmp_path / "quotes.csv"
    rows = ["event_id,source_id,quote", "a,one,stayed overnight", "a,two,unknown"]
    quotes.write_text("\n".join(rows), "utf-8")
    done = run("check", quotes, "--texts", "texts")
    assert done.returncode == 0
    assert "quotes: 1 found, 0 not in their text, 1 with no text held" in done.stdout
    quotes.write_text("\n".join([*rows, "a,one,went home"]), "utf-8")
    done = run("check", quotes, "--texts", "texts", "--json")
    assert done.returncode == 1
    statuses = [quote["status"] for quote in json.loads(done.stdout)["quotes"]]
    assert statuses == ["found", "not held", "missing"]


def test_texts_are_for_quotes_only(run, events, tmp_path):
    done = run("check", events, "--texts", tmp_path)
    assert done.returncode == 2
    assert "needs a table of quotes" in done.stderr


# dashboard


def test_the_dashboard_says_when_its_port_is_taken(run):
    import socket

    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        done = run("dashboard", "--port", taken.getsockname()[1])
    assert done.returncode == 2
    assert is_one_line(done)


@pytest.mark.parametrize(
    "arguments",
    [
        ["export", "--tiles-url", "http://a.b/{z}/{x}/{y}"],
        ["export", "--tiles-url", "javascript:1"],
        ["dashboard", "--address", "nonsense host"],
    ],
)
def test_an_argument_that_cannot_be_used_is_the_users_to_mend(arguments, run):
    done = run(*arguments)
    assert done.returncode == 2
    assert "fault of kzmap" not in done.stderr


def test_geocode_advice_leads_to_the_place_it_names(run):
    said = run("geocode", "Алтай").stdout
    assert "it can be:" in said
    assert "--admin1" not in said


def test_a_unit_that_did_not_exist_on_the_day_is_said_to_be_so(run):
    said = run("geocode", "Abai Region", "--date", "2022-01-05").stdout
    assert "did not exist on that day" in said
    later = run("geocode", "Abai Region", "--date", "2022-07-05").stdout
    assert "did not exist" not in later
