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
    assert "'a'" in told[0]
    assert "Mangystau Region" in told[0]
    assert "2 rows read = 2 kept" in done.stdout


def test_json_lists_the_doubts_by_event(tmp_path):
    path = tmp_path / "t.csv"
    path.write_text(TABLE)
    told = json.loads(check(path, "--json").stdout)
    assert [doubt["event_id"] for doubt in told["doubts"]] == ["a"]
    assert told["kept"] == 2
