"""A table inside an archive: the one file in it, counted while it comes out."""

import gzip
import io
import json
import struct
import zipfile

import pytest
from workbooks import workbook, zip_of

import kzmap.records.limits as limits
from kzmap.errors import TableError
from kzmap.records import Upload, guess_kind, read_events

TABLE = b"event_id,event_date,event_type,place\na,2022-01-05,protest,Almaty\nb,x,riot,Oral\n"
BOMB = b"0" * 3_000_000


def read(name, data):
    return read_events(Upload(name, data))


@pytest.mark.parametrize(
    ("name", "data", "inside"),
    [
        ("events.csv.gz", gzip.compress(TABLE), "events.csv"),
        ("EVENTS.CSV.GZ", gzip.compress(TABLE), "EVENTS.CSV"),
        ("events.gz", gzip.compress(TABLE[:50]) + gzip.compress(TABLE[50:]), "events"),
        ("events.zip", zip_of({"events.csv": TABLE}), "events.csv"),
        ("events.zip", zip_of({"../../etc/x.csv": TABLE}), "x.csv"),
        ("events.zip", zip_of({"folder/": b"", "folder/events.csv": TABLE}), "events.csv"),
        ("m.zip", zip_of({"e.csv": TABLE, "__MACOSX/._e.csv": "x", ".DS_Store": "x"}), "e.csv"),
    ],
)
def test_the_one_file_of_an_archive_is_read(tmp_path, name, data, inside):
    path = tmp_path / name
    path.write_bytes(data)
    for source in (path, Upload(name, data)):
        reading = read_events(source)
        assert reading.table["place"].tolist() == ["Almaty"]
        assert f"read {inside!r} out of the archive" in reading.report.notes
        assert reading.report.set_aside[0].line == 3
        assert reading.report.set_aside[0].file == reading.report.path
        assert guess_kind(source) == "events"


def test_a_workbook_and_points_are_read_out_of_an_archive():
    header, row = TABLE.decode().splitlines()[:2]
    book = workbook(header.split(","), row.split(","))
    assert read("a.zip", zip_of({"events.xlsx": book})).report.kept == 1
    assert read("a.xlsx.gz", gzip.compress(book)).report.kept == 1
    properties = dict(zip(header.split(","), row.split(","), strict=True))
    point = {"type": "Point", "coordinates": [76.9, 43.2]}
    feature = {"type": "Feature", "properties": properties, "geometry": point}
    assert read("a.gz", gzip.compress(json.dumps(feature).encode())).report.kept == 1


def encrypted():
    data = bytearray(zip_of({"a.csv": TABLE}))
    data[6] |= 1
    data[data.rindex(b"PK\x01\x02") + 8] |= 1
    return bytes(data)


def of_an_unknown_method():
    data = bytearray(zip_of({"a.csv": TABLE}))
    data[8:10] = data[data.rindex(b"PK\x01\x02") + 10 :][:2] = b"\x63\0"
    at = data.rindex(b"PK\x01\x02") + 10
    data[at : at + 2] = b"\x63\0"
    return bytes(data)


def tar():
    return b"a.csv".ljust(257, b"\0") + b"ustar" + bytes(250) + TABLE


@pytest.mark.parametrize(
    ("name", "data", "reason"),
    [
        ("a.zip", zip_of({"a.csv": TABLE, "b/c.csv": TABLE}), r"2 files .*: 'a.csv', 'c.csv'"),
        ("a.zip", zip_of({f"{n}.csv": "" for n in range(30)}), r"30 files .* and 20 more"),
        ("a.zip", zip_of({}), "0 files in the archive"),
        ("a.zip", zip_of({"folder/": b""}), "0 files in the archive"),
        ("a.zip", encrypted(), "the archive is encrypted"),
        ("a.zip", of_an_unknown_method(), "cannot be unpacked"),
        ("a.zip", zip_of({"a.csv": TABLE})[:-30], "broken or cut off"),
        ("a.zip", b"PK\x03\x04" + bytes(100), "broken or cut off"),
        ("a.zip", TABLE, "this is no ZIP archive, whatever its name says"),
        ("a.zip", gzip.compress(TABLE), "this is no ZIP archive"),
        ("a.zip", b"", "this is no ZIP archive"),
        (
            "a.zip",
            zip_of({"b.zip": zip_of({"c.csv": TABLE})}),
            "holds another archive, 'b.zip'",
        ),
        ("a.zip", zip_of({"b.csv": zip_of({"c.csv": TABLE})}), "ZIP archive or an Excel"),
        ("a.zip", zip_of({"b.pkl": b"\x80\x04\x95abc"}), "a Python pickle, which is never"),
        ("a.csv.gz", TABLE, "this is no gzip archive"),
        ("a.csv.gz", gzip.compress(TABLE)[:-12], "broken or cut off"),
        ("a.csv.gz", gzip.compress(TABLE) + b"rubbish", "broken or cut off"),
        ("a.csv.gz", gzip.compress(b""), "no rows"),
        ("a.tar.gz", gzip.compress(tar()), "holds a tar archive"),
        ("a.gz.gz", gzip.compress(gzip.compress(TABLE)), "holds another archive, 'a.gz'"),
        ("a.csv", gzip.compress(TABLE), r"a gzip archive, whatever its name says; give it"),
        ("a.csv", zip_of({"a.csv": TABLE}), r"a ZIP archive .* give it the ending"),
    ],
)
def test_an_archive_that_is_no_table_is_refused_in_one_sentence(name, data, reason):
    with pytest.raises(TableError, match=reason) as caught:
        read(name, data)
    assert str(caught.value).startswith(f"{name}: ")


def test_a_damaged_archive_is_broken_wherever_the_damage_is():
    whole = zip_of({"a.csv": TABLE * 50})
    for at in range(35, whole.index(b"PK\x01\x02") - 1, 7):
        data = bytearray(whole)
        data[at] ^= 0xFF
        with pytest.raises(TableError, match="broken or cut off"):
            read("a.zip", bytes(data))


@pytest.fixture
def one_megabyte(monkeypatch):
    monkeypatch.setattr(limits, "MOST_UNPACKED_BYTES", 1_000_000)


@pytest.mark.usefixtures("one_megabyte")
@pytest.mark.parametrize(
    ("name", "data"),
    [("a.csv.gz", gzip.compress(BOMB)), ("a.zip", zip_of({"a.csv": BOMB}))],
)
def test_a_bomb_is_refused_by_what_it_unpacks_to(name, data):
    assert len(data) < 10_000
    with pytest.raises(TableError, match="unpacks to more than 1 MB"):
        read(name, data)


@pytest.mark.usefixtures("one_megabyte")
def test_a_bomb_that_lies_about_its_size_is_refused_all_the_same():
    packed = bytearray(gzip.compress(BOMB))
    packed[-4:] = struct.pack("<I", 10)
    with pytest.raises(TableError, match="unpacks to more than 1 MB"):
        read("a.csv.gz", bytes(packed))
    stream = io.BytesIO(zip_of({"a.csv": BOMB}))
    with zipfile.ZipFile(stream) as archive:
        entry = archive.infolist()[0]
    data = stream.getvalue().replace(
        struct.pack("<II", entry.compress_size, entry.file_size),
        struct.pack("<II", entry.compress_size, 10),
    )
    with pytest.raises(TableError, match="broken or cut off"):
        read("a.zip", data)
