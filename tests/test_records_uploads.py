"""A file held in memory, wherever a path may stand."""

import pytest

import kzmap.records.limits as limits
from kzmap.errors import TableError
from kzmap.records import Upload, guess_kind, read_events, read_kind

TABLE = b"event_id,event_date,event_type,place\na,2022-01-05,protest,Almaty\nb,x,riot,Oral\n"


def test_an_upload_reads_like_the_file_that_it_was(tmp_path):
    path = tmp_path / "events.csv"
    path.write_bytes(TABLE)
    held, lying = read_events(Upload("events.csv", TABLE)), read_events(path)
    assert held.table.equals(lying.table)
    assert held.report.path == "events.csv"
    assert str(held.report.set_aside[0]).startswith("events.csv:3: event_date: 'x'")
    assert guess_kind(Upload("a.csv", TABLE)) == "events"
    assert read_kind(Upload("a.csv", TABLE), "events").report.kept == 1


@pytest.mark.parametrize(
    ("name", "kept"),
    [
        ("../../etc/events.csv", "events.csv"),
        ("C:\\Users\\me\\events.csv", "events.csv"),
        ("/events.csv", "events.csv"),
        ("..", "upload"),
        ("", "upload"),
        ("folder/", "upload"),
        ("a\0\x1b[2J.csv", "a[2J.csv"),
        ("события.csv", "события.csv"),
    ],
)
def test_only_the_base_name_of_an_upload_is_kept(name, kept):
    assert Upload(name, b"").name == kept


def test_an_upload_does_not_show_its_bytes():
    assert repr(Upload("a.csv", b"secret")) == "Upload(name='a.csv')"


def test_an_uploads_name_is_never_opened(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    (tmp_path / "events.csv").write_bytes(TABLE)
    with pytest.raises(TableError, match=r"events.csv: no rows"):
        read_events(Upload("../events.csv", b""))


def test_an_upload_over_the_limit_is_refused_before_parsing(monkeypatch):
    monkeypatch.setattr(limits, "MOST_UPLOAD_BYTES", 1_000_000)
    monkeypatch.setattr("kzmap.records.opening.decode", lambda *_: pytest.fail("parsed"))
    with pytest.raises(TableError, match=r"big.csv: 1.5 MB, and an upload may have 1 MB"):
        read_events(Upload("big.csv", b"x" * 1_500_000))


def test_a_file_on_disk_has_no_such_limit(tmp_path, monkeypatch):
    monkeypatch.setattr(limits, "MOST_UPLOAD_BYTES", 10)
    path = tmp_path / "events.csv"
    path.write_bytes(TABLE)
    assert read_events(path).report.read == 2
