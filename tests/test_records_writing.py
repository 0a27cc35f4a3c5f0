"""Writing: the old file or the new one, never half of either."""

import errno
import os
import signal
import subprocess
import sys
import threading

import pytest

from kzmap.errors import ExportError, TargetExistsError
from kzmap.writing import write_atomically, write_together


def names(folder):
    return sorted(path.name for path in folder.iterdir())


def test_text_is_written_as_it_is(tmp_path):
    target = tmp_path / "a.html"
    write_atomically(target, "a\r\nб\n")
    assert target.read_bytes() == "a\r\nб\n".encode()
    assert names(tmp_path) == ["a.html"]


def test_an_existing_file_is_replaced_only_on_request(tmp_path):
    target = tmp_path / "a.html"
    write_atomically(target, "old")
    with pytest.raises(TargetExistsError, match="--force"):
        write_atomically(target, "new")
    assert target.read_text() == "old"
    write_atomically(target, "new", overwrite=True)
    assert target.read_text() == "new"
    assert names(tmp_path) == ["a.html"]


def test_a_new_file_has_the_rights_of_any_new_file_and_a_replaced_one_keeps_its_own(tmp_path):
    (tmp_path / "plain").write_text("")
    write_atomically(tmp_path / "new", "")
    assert (tmp_path / "new").stat().st_mode == (tmp_path / "plain").stat().st_mode
    (tmp_path / "new").chmod(0o640)
    write_atomically(tmp_path / "new", "x", overwrite=True)
    assert (tmp_path / "new").stat().st_mode & 0o777 == 0o640


def test_a_folder_as_target_and_a_missing_folder_are_named(tmp_path):
    with pytest.raises(ExportError, match="is a folder"):
        write_atomically(tmp_path, "x", overwrite=True)
    with pytest.raises(ExportError, match="no folder; make it first"):
        write_atomically(tmp_path / "none" / "a", "x")
    with pytest.raises(ExportError, match="cannot be a file name"):
        write_atomically("a\0b", "x")


@pytest.mark.parametrize(
    ("number", "why"),
    [(errno.ENOSPC, "no room left"), (errno.EROFS, "read-only"), (errno.EACCES, "read-only")],
)
@pytest.mark.parametrize("call", ["fsync", "replace"])
def test_a_failure_leaves_the_old_file_and_no_litter(tmp_path, monkeypatch, number, why, call):
    target = tmp_path / "a.html"
    target.write_text("old")

    def fail(*args, **kwargs):
        raise OSError(number, os.strerror(number))

    monkeypatch.setattr(os, call, fail)
    if call == "replace":
        monkeypatch.setattr("pathlib.Path.replace", fail)
    with pytest.raises(ExportError, match=why):
        write_atomically(target, "new" * 1000, overwrite=True)
    assert target.read_text() == "old"
    assert names(tmp_path) == ["a.html"]


LIMITED = """
import resource, signal, sys
from kzmap.errors import ExportError
from kzmap.writing import write_atomically, write_together
signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
resource.setrlimit(resource.RLIMIT_FSIZE, (4096, 4096))
try:
    write_atomically(sys.argv[1], "new" * 100_000, overwrite=True)
except ExportError as error:
    print(error)
"""


def test_a_file_that_outgrows_its_room_leaves_the_old_one(tmp_path):
    target = tmp_path / "a.html"
    target.write_text("old")
    done = subprocess.run(
        [sys.executable, "-c", LIMITED, str(target)], capture_output=True, text=True, check=True
    )
    assert "no room left" in done.stdout
    assert target.read_text() == "old"
    assert names(tmp_path) == ["a.html"]


KILLED = """
import os, sys
from kzmap.writing import write_atomically, write_together
def stall(handle):
    print("written", flush=True)
    sys.stdin.read()
os.fsync = stall
write_atomically(sys.argv[1], "new" * 100_000, overwrite=True)
"""


def test_a_kill_in_the_middle_leaves_the_old_file(tmp_path):
    target = tmp_path / "a.html"
    target.write_text("old")
    with subprocess.Popen(
        [sys.executable, "-c", KILLED, str(target)],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
    ) as process:
        assert process.stdout.readline() == b"written\n"
        process.send_signal(signal.SIGKILL)
    assert target.read_text() == "old"


def test_of_two_runs_on_one_target_one_wins_whole(tmp_path):
    target = tmp_path / "a.html"
    contents = [str(i) * 200_000 for i in range(6)]
    refused = []

    def run(content):
        try:
            write_atomically(target, content)
        except TargetExistsError:
            refused.append(content)

    threads = [threading.Thread(target=run, args=(content,)) for content in contents]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert len(refused) == 5
    assert target.read_text() in contents
    assert names(tmp_path) == ["a.html"]


def test_without_hard_links_the_name_is_still_claimed_once(tmp_path, monkeypatch):
    def no_links(*args):
        raise PermissionError(errno.EPERM, "no links here")

    monkeypatch.setattr(os, "link", no_links)
    write_atomically(tmp_path / "a", "one")
    with pytest.raises(TargetExistsError):
        write_atomically(tmp_path / "a", "two")
    assert (tmp_path / "a").read_text() == "one"


def test_a_pipe_is_not_replaced_by_a_file(tmp_path):
    pipe = tmp_path / "pipe"
    os.mkfifo(pipe)
    with pytest.raises(ExportError, match="device or pipe"):
        write_atomically(pipe, "x", overwrite=True)
    assert pipe.is_fifo()


def test_a_link_stays_a_link_and_what_it_leads_to_is_written(tmp_path):
    real, link = tmp_path / "real.html", tmp_path / "link.html"
    real.write_text("old")
    link.symlink_to(real)
    write_atomically(link, "new", overwrite=True)
    assert link.is_symlink()
    assert real.read_text() == "new"


def test_files_that_belong_together_are_all_written_or_none(tmp_path, monkeypatch):
    first, second = tmp_path / "a.csv", tmp_path / "b.html"
    write_together({first: "1", second: "2"})
    assert (first.read_text(), second.read_text()) == ("1", "2")
    syncs = iter([None, OSError(errno.ENOSPC, "full")])

    def sync(handle):
        if error := next(syncs, None):
            raise error

    monkeypatch.setattr(os, "fsync", sync)
    with pytest.raises(ExportError, match=r"b.html was not written: there is no room"):
        write_together({first: "new", second: "new"}, overwrite=True)
    assert (first.read_text(), second.read_text()) == ("1", "2")
    assert names(tmp_path) == ["a.csv", "b.html"]


def test_where_another_run_takes_the_second_name_the_first_is_given_back(tmp_path, monkeypatch):
    first, second = tmp_path / "a.csv", tmp_path / "b.html"
    link = os.link

    def take(source, target):
        if os.fspath(target) == os.fspath(second):
            second.write_text("theirs")
        link(source, target)

    monkeypatch.setattr(os, "link", take)
    with pytest.raises(TargetExistsError, match="written by another run"):
        write_together({first: "ours", second: "ours"})
    assert names(tmp_path) == ["b.html"]
    assert second.read_text() == "theirs"
