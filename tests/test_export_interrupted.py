"""`kzmap export` of a table with rejected rows, when writing goes wrong: old or new, whole.

SECURITY.md's last block, each line for real: a process of its own meets a full disk, a kill,
a closed folder, a folder in its way, or another run on the same target.
"""

import ctypes
import resource
import signal
import subprocess
import sys
from pathlib import Path

import pytest

HEADER = "event_id,event_date,event_type,place,summary\n"
KEPT = "a,2022-01-05,protest,Almaty,{}\n"
REJECTED = "b,someday,riot,Oral,{}\n"
COMMAND = [sys.executable, "-m", "kzmap", "export", "events.csv", "-o", "map.html", "--force"]
OLD = {"map.html": b"the old page", "map.rejected.csv": b"the old rows"}


@pytest.fixture
def folder(tmp_path):
    """A folder with a table, and an export of earlier."""
    (tmp_path / "events.csv").write_text(HEADER + KEPT.format("x") + REJECTED.format("y"))
    for name, data in OLD.items():
        (tmp_path / name).write_bytes(data)
    return tmp_path


def run(folder, command=COMMAND, **options):
    return subprocess.run(
        command, cwd=folder, capture_output=True, text=True, timeout=300, **options
    )


def written(folder) -> dict[str, bytes]:
    """All that lies in the folder but the tables."""
    return {
        path.name: path.read_bytes()
        for path in folder.iterdir()
        if path.is_file() and not path.name.startswith("events")
    }


def is_refused(done, reason):
    assert done.returncode == 2
    assert done.stderr.startswith("kzmap: ")
    assert done.stderr.count("\n") == 1
    assert reason in done.stderr


def is_new(folder):
    found = written(folder)
    assert b"kzmap-data" in found["map.html"]
    assert found["map.rejected.csv"] == OLD["map.rejected.csv"]
    assert b"someday" in found["map.rejected-2.csv"]
    assert found["map.html"].rstrip().endswith(b"</html>")


def limited(count):
    def limit():
        resource.setrlimit(resource.RLIMIT_FSIZE, (count, count))

    return limit


def test_without_trouble_the_page_is_replaced_and_rows_of_earlier_stay(folder):
    done = run(folder)
    assert done.returncode == 1, done.stderr
    is_new(folder)
    assert set(written(folder)) == {*OLD, "map.rejected-2.csv"}
    assert "whole in map.rejected-2.csv: mend" in done.stderr
    assert "map.rejected.csv is from an earlier run" in done.stderr


def test_the_same_rows_are_not_written_twice(folder):
    assert run(folder).returncode == 1
    before = written(folder)
    done = run(folder)
    assert "whole in map.rejected-2.csv: mend" in done.stderr
    assert set(written(folder)) == set(before)
    is_new(folder)


def test_rows_of_an_earlier_run_are_remarked_on_once_nothing_is_set_aside(folder):
    (folder / "events.csv").write_text(HEADER + KEPT.format("x"))
    done = run(folder)
    assert done.returncode == 0
    assert "map.rejected.csv is from an earlier run" in done.stderr
    assert written(folder)["map.rejected.csv"] == OLD["map.rejected.csv"]


def test_a_rejected_file_that_was_mended_can_be_read_under_its_own_page(folder):
    (folder / "map.rejected.csv").write_text(HEADER + KEPT.format("x") + REJECTED.format("y"))
    command = [*COMMAND[:4], "map.rejected.csv", *COMMAND[5:]]
    done = run(folder, command)
    assert done.returncode == 1, done.stderr
    assert b"someday" in written(folder)["map.rejected-2.csv"]
    assert "earlier run" not in done.stderr


def test_no_room_for_the_page_leaves_the_old_page_and_the_old_rows(folder):
    is_refused(run(folder, preexec_fn=limited(10_000)), "map.html was not written: there is no")
    assert written(folder) == OLD


def test_no_room_for_the_rejected_rows_leaves_the_old_page_too(folder):
    text = HEADER + KEPT.format("x") + REJECTED.format("y" * 9_000_000)
    (folder / "events.csv").write_text(text)
    is_refused(
        run(folder, preexec_fn=limited(6_000_000)),
        "map.rejected-2.csv was not written: there is no room",
    )
    assert written(folder) == OLD


STALLED = """
import os, sys
name, turn = sys.argv[1], int(sys.argv[2])
whole, calls = getattr(os, name), 0
def stall(*arguments, **options):
    global calls
    calls += 1
    if calls == turn:
        print("stalled", flush=True)
        sys.stdin.read()
    return whole(*arguments, **options)
setattr(os, name, stall)
sys.argv[1:] = sys.argv[3:]
from kzmap.cli import main
main()
"""


@pytest.mark.parametrize(("call", "turn"), [("fsync", 1), ("fsync", 2), ("link", 1)])
def test_a_kill_in_the_middle_leaves_the_old_export(folder, call, turn):
    command = [sys.executable, "-c", STALLED, call, str(turn), *COMMAND[3:]]
    with subprocess.Popen(
        command, cwd=folder, stdin=subprocess.PIPE, stdout=subprocess.PIPE
    ) as process:
        assert process.stdout.readline() == b"stalled\n"
        process.send_signal(signal.SIGKILL)
    found = written(folder)
    assert {name: found[name] for name in OLD} == OLD
    assert all(name.startswith(".map.") for name in set(found) - set(OLD))
    assert run(folder).returncode == 1
    is_new(folder)


def test_a_kill_between_the_two_names_leaves_two_whole_files(folder):
    command = [sys.executable, "-c", STALLED, "replace", "1", *COMMAND[3:]]
    with subprocess.Popen(
        command, cwd=folder, stdin=subprocess.PIPE, stdout=subprocess.PIPE
    ) as process:
        assert process.stdout.readline() == b"stalled\n"
        process.send_signal(signal.SIGKILL)
    found = written(folder)
    assert found["map.html"] == OLD["map.html"]
    assert found["map.rejected.csv"] == OLD["map.rejected.csv"]
    assert found["map.rejected-2.csv"].endswith(b"b,someday,riot,Oral,y\r\n")


@pytest.mark.parametrize("delay_s", [0.2, 0.6, 1.0, 1.4])
def test_a_kill_at_any_time_leaves_each_file_old_or_new(folder, delay_s):
    with subprocess.Popen(COMMAND, cwd=folder, stderr=subprocess.DEVNULL) as process:
        try:
            process.wait(delay_s)
        except subprocess.TimeoutExpired:
            process.send_signal(signal.SIGKILL)
    found = written(folder)
    if found["map.html"] != OLD["map.html"]:
        is_new(folder)


BROKEN = """
import sys
from kzmap.page.protest_map import ProtestMap
def fail(*arguments, **options):
    raise RuntimeError("drawing failed")
ProtestMap.render = fail
sys.argv[1:] = sys.argv[2:]
from kzmap.cli import main
main()
"""


def test_an_error_while_drawing_leaves_the_old_export(folder):
    done = run(folder, [sys.executable, "-c", BROKEN, "", *COMMAND[3:]])
    assert done.returncode != 0
    assert "drawing failed" in done.stderr
    assert written(folder) == OLD


def test_a_stray_template_tag_in_a_table_is_no_error_while_drawing(folder):
    text = HEADER + KEPT.format("{% x {# y {{ 7*7 }}") + REJECTED.format("{%")
    (folder / "events.csv").write_text(text)
    assert run(folder).returncode == 1
    is_new(folder)


def without_root_privileges():
    """Let permissions bind also where tests run as root: no CAP_DAC_OVERRIDE after exec."""
    bounding_set_drop, dac_override = 24, 1
    ctypes.CDLL(None).prctl(bounding_set_drop, dac_override, 0, 0, 0)


def test_a_folder_that_is_closed_to_us_is_said_and_keeps_its_files(folder):
    folder.chmod(0o555)
    try:
        done = run(folder, preexec_fn=without_root_privileges)
        is_refused(done, "its folder is read-only for you; write elsewhere")
        assert written(folder) == OLD
    finally:
        folder.chmod(0o755)


def test_a_folder_in_the_way_is_said_before_any_work(folder):
    (folder / "map.html").unlink()
    (folder / "map.html").mkdir()
    is_refused(run(folder), "map.html is a folder; name a file in it")
    (folder / "map.html").rmdir()
    (folder / "map.rejected.csv").unlink()
    (folder / "map.rejected.csv").mkdir()
    is_refused(run(folder), "map.rejected.csv is a folder; name a file in it")
    assert not (folder / "map.html").exists()


def test_an_export_of_earlier_is_left_where_replacing_was_not_asked_for(folder):
    is_refused(run(folder, COMMAND[:-1]), "map.html exists already")
    assert written(folder) == OLD
    (folder / "map.html").unlink()
    assert run(folder, COMMAND[:-1]).returncode == 1
    is_new(folder)


def tables(folder, count) -> list[Path]:
    found = [folder / f"events{n}.csv" for n in range(count)]
    for n, path in enumerate(found):
        path.write_text(HEADER + KEPT.format(f"run {n}") + REJECTED.format(f"row {n}"))
    return found


def start(folder, table, *options):
    command = [*COMMAND[:4], table.name, *COMMAND[5:7], *options]
    return subprocess.Popen(
        command, cwd=folder, stderr=subprocess.PIPE, stdout=subprocess.DEVNULL, text=True
    )


def ends(runs) -> list[tuple[int, str]]:
    """The status of each run and what it said, once all are over."""
    said = [process.communicate(timeout=300)[1] for process in runs]
    return [(process.returncode, text) for process, text in zip(runs, said, strict=True)]


def test_of_runs_at_once_that_may_replace_one_wins_whole(folder):
    ended = ends([start(folder, table, "--force") for table in tables(folder, 3)])
    assert [status for status, _ in ended] == [1, 1, 1], ended
    found = written(folder)
    page = found["map.html"]
    kept = [data for name, data in found.items() if "rejected" in name]
    assert OLD["map.rejected.csv"] in kept
    assert all(any(f"row {n}".encode() in data for data in kept) for n in range(3))
    winners = [n for n in range(3) if f"run {n}".encode() in page]
    assert len(winners) == 1
    expected = folder / "expected.html"
    alone = [*COMMAND[:4], f"events{winners[0]}.csv", "-o", expected.name]
    assert run(folder, alone).returncode == 1
    # The name of the file is in the page nowhere, so the same table gives the same bytes.
    assert expected.read_bytes() == page


def test_of_runs_at_once_that_may_not_replace_one_wins_with_its_own_rows(folder):
    for name in OLD:
        (folder / name).unlink()
    ended = ends([start(folder, table) for table in tables(folder, 3)])
    assert sorted(status for status, _ in ended) == [1, 2, 2], ended
    winner = next(n for n, (status, _) in enumerate(ended) if status == 1)
    found = written(folder)
    page = found.pop("map.html")
    assert f"run {winner}".encode() in page
    [rejected] = found.values()
    assert f"row {winner}".encode() in rejected
    for status, said in ended:
        assert status == 1 or (said.startswith("kzmap: ") and said.count("\n") == 1)


def test_a_link_as_target_stays_a_link(folder):
    (folder / "elsewhere").mkdir()
    real = folder / "elsewhere" / "page.html"
    real.write_bytes(b"old")
    (folder / "map.html").unlink()
    (folder / "map.html").symlink_to(real)
    assert run(folder).returncode == 1
    assert (folder / "map.html").is_symlink()
    assert b"kzmap-data" in real.read_bytes()
