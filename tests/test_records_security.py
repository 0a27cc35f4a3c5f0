"""SECURITY.md's table, line by line: what each input from a stranger gets.

Here each line is asserted once, briefly, where a reader of a table meets it; the modules
beside this one go into each. Exit statuses are asked of the command line itself.
"""

import codecs
import gzip
import json
import subprocess
import sys
from math import isnan

import pytest
from workbooks import workbook, zip_of

import kzmap.records.limits as limits
from kzmap.dataset import from_tables
from kzmap.errors import TableError
from kzmap.records import Upload, read_events, rejected_csv

HEADER = "event_id,event_date,event_type,place"
ROW = "a,2022-01-05,protest,Almaty"
GOOD = f"{HEADER}\n{ROW}\n"


def read(content: str | bytes, name: str = "events.csv"):
    data = content.encode() if isinstance(content, str) else content
    return read_events(Upload(name, data))


def cells(column: str, value: str):
    """Reading a table of one row with one more column."""
    return read(f'{HEADER},{column}\n{ROW},"{value}"\n')


def set_aside(reading):
    """The one problem of a table of one row, and the proof that nothing of it was kept."""
    assert (reading.report.read, reading.report.kept, len(reading.table)) == (1, 0, 0)
    [problem] = reading.report.set_aside
    assert rejected_csv(reading.report).count("\r\n") >= 2
    return problem


def feature(geometry, **properties):
    told = dict(zip(HEADER.split(","), ROW.split(","), strict=True)) | properties
    return {"type": "Feature", "properties": told, "geometry": geometry}


def points(*features, **members):
    return json.dumps({"type": "FeatureCollection", **members, "features": list(features)})


# Tables


@pytest.mark.parametrize("data", ["", "\n\n", "\ufeff"])
def test_an_empty_file_is_an_error(data):
    with pytest.raises(TableError, match="no rows"):
        read(data)


def test_a_header_alone_is_valid_and_empty():
    report = read(HEADER).report
    assert (report.read, report.ok) == (0, True)


@pytest.mark.parametrize("row", [f"{ROW},more", "a,2022-01-05,protest"])
@pytest.mark.parametrize("rows", ["{bad}\n{good}", "{good}\n{bad}"])
def test_a_ragged_row_is_set_aside_and_never_shifted(row, rows):
    good = "b,2022-01-06,riot,Semey"
    reading = read(f"{HEADER}\n{rows.format(bad=row, good=good)}\n")
    assert [",".join(cells) for cells in reading.report.rejected_rows] == [row]
    assert reading.table[["event_id", "place"]].values.tolist() == [["b", "Semey"]]


def test_an_unclosed_quote_is_an_error_with_its_line():
    with pytest.raises(TableError, match=r"events.csv:3: a quote"):
        read(f'{GOOD}b,2022-01-05,protest,"Semey\n')


def test_a_nul_byte_sets_its_row_aside():
    assert "NUL" in set_aside(read(f"{HEADER}\n{ROW}\0\n")).reason


def test_a_field_over_128_kib_is_accepted():
    assert len(cells("summary", "x" * 140_000).table["summary"].item()) == 140_000


@pytest.mark.parametrize(
    ("data", "encoding"),
    [
        (codecs.BOM_UTF8 + GOOD.encode(), "utf-8-sig"),
        (GOOD.replace("Almaty", "Алматы").encode("utf-16"), "utf-16"),
        (GOOD.replace("Almaty", "Алматы").encode("cp1251"), "cp1251"),
        (GOOD.replace("Almaty", "Алматы").encode("koi8-r"), "koi8_r"),
    ],
)
def test_an_encoding_is_detected_and_reported(data, encoding):
    reading = read(data)
    assert reading.table["place"].item() in ("Almaty", "Алматы")
    assert reading.report.encoding == encoding
    assert any(note.startswith("encoding: ") for note in reading.report.notes)


def test_bytes_of_no_encoding_are_never_read_as_latin_1():
    with pytest.raises(TableError, match="save the table as UTF-8"):
        read(GOOD.encode() + bytes(range(128, 256)))


@pytest.mark.parametrize("word", ["NA", "None", "null", "nan", "N/A", "-"])
def test_words_for_nothing_are_text_as_a_place(word):
    assert read(GOOD.replace("Almaty", word)).table["place"].tolist() == [word]


@pytest.mark.parametrize("name", ["007", "1E5", "0x10", "1_000", "٤٢", "1.50"])
def test_ids_are_text(name):
    assert read(f"{HEADER}\n{name}{ROW[1:]}\n").table["event_id"].tolist() == [name]
    rows = [HEADER.split(","), [name, *ROW.split(",")[1:]]]
    assert read(workbook(*rows), "a.xlsx").table["event_id"].tolist() == [name]
    data = points(feature({"type": "Point", "coordinates": [76.9, 43.2]}, event_id=name))
    assert read(data, "a.geojson").table["event_id"].tolist() == [name]


def test_a_decimal_comma_is_read_where_it_is_unambiguous_and_said():
    reading = read(f'{HEADER},lat,lon\n{ROW},"43,2389","76,9"\n')
    assert reading.table[["lat", "lon"]].values.tolist() == [[43.2389, 76.9]]
    assert "lat: decimal comma read as decimal point, as in 43,2389" in reading.report.notes
    assert set_aside(read(f'{HEADER},lat,lon\n{ROW},"1.043,2","76,9"\n')).column == "lat"
    assert set_aside(read(f'{HEADER},lat,lon\n{ROW},"1,043,2","76,9"\n')).column == "lat"


def test_a_thousands_separator_never_becomes_a_one():
    ragged = set_aside(read(f"{HEADER},fatalities\n{ROW},1,000\n"))
    assert "6 cells where the header names 5" in ragged.reason
    assert cells("geo_precision", "1,000").report.kept == 0
    assert cells("summary", "1,000").table["summary"].tolist() == ["1,000"]


def test_a_column_named_twice_is_an_error():
    with pytest.raises(TableError, match="more than once"):
        read(f"{HEADER},Place\n{ROW},x\n")


def test_case_and_blanks_of_the_header_are_normalised_and_said():
    report = read(GOOD.replace("event_id,event_date", " Event ID,EVENT_DATE")).report
    assert report.kept == 1
    assert "' Event ID'" in " ".join(report.notes)


def test_a_line_end_in_a_quoted_cell_is_one_record():
    assert cells("summary", "a\r\nb\nc").table["summary"].tolist() == ["a\r\nb\nc"]


@pytest.mark.parametrize("delimiter", [";", "\t"])
def test_a_delimiter_is_detected_and_said(delimiter):
    report = read(GOOD.replace(",", delimiter)).report
    assert (report.kept, report.delimiter) == (1, delimiter)
    assert any(note.startswith("delimiter: ") for note in report.notes)


def test_of_rows_that_share_an_id_one_is_kept_and_the_rest_are_listed():
    report = read(f"{GOOD}{ROW}\n{ROW}\n").report
    assert (report.read, report.kept) == (3, 1)
    assert [(row.line, row.id, row.first_line) for row in report.duplicates] == [
        (3, "a", 2),
        (4, "a", 2),
    ]


def test_a_missing_column_is_an_error_that_lists_those_found():
    with pytest.raises(TableError, match=r"'event_id', 'event_date', 'event_type', 'town'"):
        read(GOOD.replace("place", "town"))


# Dates


def test_a_day_that_can_be_read_in_two_ways_is_set_aside():
    problem = set_aside(read(GOOD.replace("2022-01-05", "05/01/2022")))
    assert "can be 2022-01-05 or 2022-05-01" in problem.reason


def test_days_first_and_months_first_in_one_column_are_set_aside():
    report = read(f"{HEADER}\na,25/01/2022,riot,Oral\nb,01/25/2022,riot,Oral\n").report
    assert len(report.set_aside) == 2


def test_eight_digits_are_a_day():
    assert str(read(GOOD.replace("-", "")).table["event_date"].item())[:10] == "2022-01-05"


@pytest.mark.parametrize("serial", ["44566", "44566.5", "44566,5"])
def test_a_spreadsheets_day_number_is_never_1970(serial):
    problem = set_aside(read(f'{HEADER}\na,"{serial}",riot,Oral\n'))
    assert "2022-01-05?" in problem.reason


@pytest.mark.parametrize("day", ["2022-02-31", "31.02.2022", "12022-01-05", "0022-01-05"])
def test_a_day_of_no_calendar_is_set_aside(day):
    assert set_aside(read(GOOD.replace("2022-01-05", day))).column == "event_date"


def test_of_a_zoned_time_the_local_day_is_kept_and_the_zone_said():
    reading = read(GOOD.replace("2022-01-05", "2022-01-05T23:30+06:00"))
    assert str(reading.table["event_date"].item())[:10] == "2022-01-05"
    assert any("+06:00" in note for note in reading.report.notes)


# Coordinates


@pytest.mark.parametrize(
    ("lat", "lon"), [("91", "70"), ("43", "999"), ("inf", "70"), ("43", "-inf"), ("nan", "7")]
)
def test_coordinates_that_cannot_be_are_set_aside(lat, lon):
    assert set_aside(read(f"{HEADER},lat,lon\n{ROW},{lat},{lon}\n")).column in ("lat", "lon")


def test_missing_coordinates_are_found_by_the_places_name():
    events = read(f"{HEADER},lat,lon\n{ROW},,\n").table
    assert isnan(events["lat"].item())
    [place] = from_tables(events).places
    assert (round(place.lat), round(place.lon)) == (43, 77)


def test_swapped_coordinates_are_flagged_and_not_mended():
    reading = read(f"{HEADER},lat,lon\n{ROW},76.9,43.2\n")
    assert reading.table[["lat", "lon"]].values.tolist() == [[76.9, 43.2]]
    assert "look swapped" in reading.report.flags[0].reason


@pytest.mark.parametrize("zero", ["0", "0.0", "-0", "0,0"])
def test_the_point_zero_zero_is_set_aside(zero):
    assert set_aside(read(f'{HEADER},lat,lon\n{ROW},"{zero}","{zero}"\n')).column == "lat"


def test_a_point_outside_its_country_is_flagged_and_kept():
    reading = read(f"{HEADER},country,lat,lon\n{ROW},KZ,48.85,2.35\n")
    assert reading.report.kept == 1
    assert "is not in KZ" in reading.report.flags[0].reason


def test_the_middle_of_an_area_is_never_a_point_of_certainty():
    told = read(f"{HEADER},lat,lon,geo_precision\n{ROW},48,68,3\n").table
    assert from_tables(told).places[0].geo_precision == 3
    named = read(GOOD.replace("Almaty", "Mangystau Region")).table
    [place] = from_tables(named).places
    assert place.geo_precision == 3


# GeoJSON


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        (points(feature(None)).replace('"Almaty"', "NaN"), "NaN is no number"),
        (points(feature(None)).replace('"Almaty"', "-Infinity"), "Infinity is no number"),
        ('{"type":"FeatureCollection","features":[],"features":[]}', "stands twice"),
        (points(crs={"type": "name", "properties": {"name": "EPSG:3857"}}), "reproject"),
        ('{"a":' + "[" * 200_000, "nested too deeply"),
        ('{"type":"FeatureCollection","features":[', "no GeoJSON"),
    ],
)
def test_geojson_with_what_it_must_not_have_is_an_error(text, reason):
    with pytest.raises(TableError, match=reason):
        read(text, "events.geojson")


def test_a_null_geometry_is_set_aside():
    assert "no geometry" in set_aside(read(points(feature(None)))).reason


@pytest.mark.parametrize("kind", ["LineString", "Polygon", "MultiPoint", "GeometryCollection"])
def test_an_unsupported_geometry_is_said(kind):
    problem = set_aside(read(points(feature({"type": kind, "coordinates": []}))))
    assert f"'{kind}' is no point" in problem.reason


# Uploads


def test_an_upload_over_the_limit_is_refused_before_it_is_parsed(monkeypatch):
    monkeypatch.setattr(limits, "MOST_UPLOAD_BYTES", 1000)
    monkeypatch.setattr("kzmap.records.opening.unpack", lambda *_: pytest.fail("unpacked"))
    with pytest.raises(TableError, match="an upload may have"):
        read(gzip.compress(bytes(range(256)) * 10) + bytes(1000), "events.csv.gz")


@pytest.mark.parametrize("data", [zip_of({"events.csv": GOOD}), workbook(["x"])])
def test_a_zip_or_workbook_named_csv_is_an_error_that_names_it(data):
    with pytest.raises(TableError, match="a ZIP archive or an Excel workbook"):
        read(data)


@pytest.mark.parametrize(
    ("name", "pack"),
    [
        ("a.csv.gz", gzip.compress),
        ("a.zip", lambda data: zip_of({"a.csv": data})),
        ("a.xlsx", lambda data: zip_of({"[Content_Types].xml": "", "xl/a.xml": data})),
    ],
)
def test_a_decompression_bomb_is_refused_by_its_unpacked_size(monkeypatch, name, pack):
    monkeypatch.setattr(limits, "MOST_UNPACKED_BYTES", 1_000_000)
    with pytest.raises(TableError, match="unpacks to more than 1 MB"):
        read(pack(b"0" * 1_100_000), name)


def test_a_name_that_is_a_path_is_a_base_name_only():
    assert read(GOOD, "../../x").report.path == "x"
    assert (
        "read 'x' out of the archive" in read(zip_of({"../../x": GOOD}), "a.zip").report.notes
    )


PICKLE = b"\x80\x04\x95\x1f\0\0\0\0\0\0\0\x8c\x05posix\x8c\x06system\x93\x8c\x04fail\x85R."


@pytest.mark.parametrize("name", ["a.csv", "a.pkl", "a.xlsx", "a"])
def test_a_pickle_is_never_loaded(name):
    with pytest.raises(TableError, match="a Python pickle, which is never loaded"):
        read(PICKLE, name)
    with pytest.raises(TableError, match="a Python pickle, which is never loaded"):
        read(zip_of({name: PICKLE}), "a.zip")


# Writing: cells that a spreadsheet would run


@pytest.mark.parametrize("risky", ["=1+1", "+x", "-x", "@SUM(1)", "\tx"])
def test_a_cell_that_a_spreadsheet_would_run_is_prefixed_and_numbers_are_not(risky):
    report = read(f'{HEADER},lat,lon,summary\na,x,riot,Oral,-1.5,+2,"{risky}"\n').report
    line = rejected_csv(report).splitlines()[1]
    assert line.split(",")[4:6] == ["-1.5", "+2"]
    assert line.endswith(f"'{risky}")


# Exit statuses


@pytest.mark.parametrize(
    ("name", "data", "status", "said"),
    [
        ("kept.csv", GOOD, 0, "1 row read = 1 kept"),
        ("header.csv", HEADER, 0, "0 rows read"),
        ("kept.csv.gz", gzip.compress(GOOD.encode()), 0, "1 row read = 1 kept"),
        ("kept.zip", zip_of({"a.csv": GOOD}), 0, "1 row read = 1 kept"),
        ("kept.xlsx", workbook(HEADER.split(","), ROW.split(",")), 0, "1 row read = 1 kept"),
        ("twice.csv", f"{GOOD}{ROW}\n", 0, "1 duplicate"),
        ("ragged.csv", f"{GOOD}a,b\n", 1, "cells where the header names"),
        ("day.csv", GOOD.replace("2022-01-05", "05/01/2022"), 1, "can be 2022-01-05 or"),
        ("null.geojson", points(feature(None)), 1, "no geometry"),
        ("empty.csv", "", 2, "no rows"),
        ("quote.csv", f'{GOOD}"', 2, "quote.csv:3: a quote"),
        ("nan.geojson", '{"type":"Feature","a":NaN}', 2, "NaN is no number"),
        ("deep.geojson", '{"a":' * 200_000, 2, "nested too deeply"),
        ("book.csv", workbook(["x"]), 2, "an Excel workbook, whatever its name says"),
        ("two.zip", zip_of({"a.csv": GOOD, "b.csv": GOOD}), 2, "2 files in the archive"),
        ("pickle.pkl", PICKLE, 2, "a Python pickle"),
        ("none.csv", None, 2, "there is no such file"),
    ],
)
def test_the_command_lines_status_says_what_became_of_the_rows(
    tmp_path, name, data, status, said
):
    if data is not None:
        (tmp_path / name).write_bytes(data.encode() if isinstance(data, str) else data)
    done = subprocess.run(
        [sys.executable, "-m", "kzmap", "check", name],
        cwd=tmp_path,
        capture_output=True,
        text=True,
    )
    assert done.returncode == status, done.stderr
    assert said in done.stdout + done.stderr
    assert "Traceback" not in done.stderr
    assert status != 2 or done.stderr.count("\n") == 1
