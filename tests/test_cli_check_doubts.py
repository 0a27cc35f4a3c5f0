"""`kzmap check` tells coordinates that disagree with what their row names."""

import json
import subprocess
import sys

TABLE = """event_id,event_date,event_type,place,country,admin1,lat,lon
a,2022-01-05,protest,Almaty,KZ,Mangystau Region,43.25,76.95
b,2022-01-05,protest,Aktau,KZ,Mangystau Region,43.65,51.16
"""


def check(path, *options):
    command = [sys.executable, "-m", "kzmap", "check", str(path), *options]
    return subprocess.run(command, capture_output=True, text=True, encoding="utf-8")


def test_a_point_outside_the_named_unit_is_told_and_kept(tmp_path):
    path = tmp_path / "t.csv"
    path.write_text(TABLE)
    done = check(path)
    assert done.returncode == 0
    told = [line for line in done.stdout.splitlines() if "[kept]" in line]
    assert len(told) == 1
    assert f"{path}:2: 'a': " in told[0]
    assert "Mangystau Region" in told[0]
    assert "2 rows read = 2 kept" in done.stdout


def test_json_lists_the_doubts_by_event(tmp_path):
    path = tmp_path / "t.csv"
    path.write_text(TABLE)
    told = json.loads(check(path, "--json").stdout)
    assert [(doubt["line"], doubt["event_id"]) for doubt in told["doubts"]] == [(2, "a")]
    assert told["kept"] == 2


def test_a_point_in_another_country_is_told_once(tmp_path):
    path = tmp_path / "t.csv"
    path.write_text(TABLE.replace("43.65,51.16", "55.75,37.62"))
    told = [line for line in check(path).stdout.splitlines() if ":3: " in line]
    assert len(told) == 1
    assert "lies in Russia" in told[0]


def test_export_groups_doubts_by_place_with_the_first_line_of_each(tmp_path):
    path = tmp_path / "t.csv"
    rows = "".join(
        f"x{n},2022-01-05,protest,Aktau,KZ,Mangystau Region,55.7{n},37.6\n" for n in range(5)
    )
    path.write_text(TABLE + rows)
    command = [sys.executable, "-m", "kzmap", "export", "t.csv"]
    done = subprocess.run(
        command, cwd=tmp_path, capture_output=True, text=True, encoding="utf-8"
    )
    assert done.returncode == 0, done.stderr
    assert "6 rows kept where the coordinates lie" in done.stderr
    lines = [line for line in done.stderr.splitlines() if line.startswith("  t.csv:")]
    assert [line.split(": ")[:2] for line in lines] == [
        ["  t.csv:4", "Aktau"],
        ["  t.csv:2", "Almaty"],
    ]
    assert lines[0].endswith("(5 rows like it)")
    assert "is not in KZ" not in done.stderr


def test_a_pipe_is_read_once_and_whole(tmp_path):
    command = [sys.executable, "-m", "kzmap", "check", "/dev/stdin"]
    done = subprocess.run(
        command, input=TABLE, capture_output=True, text=True, encoding="utf-8"
    )
    assert done.returncode == 0, done.stderr
    assert "stdin:2: 'a': " in done.stdout
    assert "stdin: events: 2 rows read = 2 kept" in done.stdout
