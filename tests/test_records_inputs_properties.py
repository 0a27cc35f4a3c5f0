"""Invariants of opening files, for contents and names that nobody would think of."""

import csv
import gzip
import io
import json
from functools import cache

import openpyxl
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st
from samples import HOSTILE
from workbooks import saved, workbook, zip_of

from kzmap.errors import TableError
from kzmap.records import Upload, guess_kind, read_events, read_zones
from kzmap.records.spreadsheet import to_csv

tried = settings(deadline=None, max_examples=60, suppress_health_check=list(HealthCheck))

HEADER = ["event_id", "event_date", "event_type", "place", "lat", "lon", "summary"]
ENDINGS = ["", ".csv", ".tsv", ".gz", ".zip", ".xlsx", ".xlsm", ".geojson", ".csv.gz", ".pkl"]
# What XML can hold, and keeps as it is.
texts = st.one_of(
    st.sampled_from([*HOSTILE, "007", "1E5", "NA", "Жаңаөзен"]),
    st.text(
        st.characters(exclude_categories=["Cs", "Cc", "Cn"], exclude_characters="\u2028\u2029"),
        max_size=20,
    ),
)
rows = st.lists(
    st.tuples(
        st.sampled_from(["a", "b", "007"]),
        st.sampled_from(["2022-01-05", "05/01/2022", "x", ""]),
        texts,
        texts,
        st.sampled_from(["", "43.2", "91", "0", "43,2"]),
        st.sampled_from(["", "76.9", "0", "x"]),
        texts,
    ),
    max_size=6,
)
json_values = st.recursive(
    st.none() | st.booleans() | st.floats() | st.integers() | st.text(max_size=8),
    lambda inner: (
        st.lists(inner, max_size=3)
        | st.dictionaries(
            st.sampled_from(["type", "coordinates", "geometry", "properties", "id", "features"])
            | st.text(max_size=5),
            inner,
            max_size=4,
        )
    ),
    max_leaves=12,
)


def answered(name: str, data: bytes) -> None:
    """Whatever comes, it is a reading that adds up, or a sentence."""
    for read in (read_events, read_zones):
        try:
            report = read(Upload(name, data)).report
        except TableError as error:
            assert "\n" not in str(error)  # noqa: PT017 - either answer will do
        else:
            assert report.read == report.kept + len(report.set_aside) + len(report.duplicates)
            assert len(report.rejected_rows) == len(report.set_aside)
    try:
        guess_kind(Upload(name, data))
    except TableError:
        return


def as_workbook(listed) -> bytes:
    book = openpyxl.Workbook()
    for line, row in enumerate([HEADER, *listed], 1):
        for column, text in enumerate(row, 1):
            cell = book.active.cell(line, column)
            cell.value, cell.data_type = text, "s"
    return saved(book)


@cache
def whole(ending: str) -> bytes:
    table = [HEADER, ["a", "2022-01-05", "protest", "Almaty", "43.2", "76.9", "x"]]
    point = {"type": "Point", "coordinates": [76.9, 43.2]}
    properties = dict(zip(*table, strict=True))
    feature = {"type": "Feature", "properties": properties, "geometry": point}
    plain = to_csv(table).encode()
    return {
        ".xlsx": workbook(*table),
        ".zip": zip_of({"a.csv": plain * 5}),
        ".csv.gz": gzip.compress(plain * 5),
        ".geojson": json.dumps({"type": "FeatureCollection", "features": [feature]}).encode(),
    }[ending]


@tried
@given(st.text(max_size=12), st.sampled_from(ENDINGS), st.binary(max_size=200))
@example("x", ".zip", b"PK\x05\x06" + bytes(18))
@example("", ".gz", b"\x1f\x8b\x08" + bytes(20))
def test_no_bytes_under_any_name_make_a_traceback(name, ending, data):
    answered(name + ending, data)


@tried
@given(
    st.sampled_from([".xlsx", ".zip", ".csv.gz", ".geojson"]),
    st.floats(0, 1),
    st.binary(max_size=4),
    st.integers(0, 6),
)
def test_a_damaged_file_of_any_kind_is_answered(ending, where, damage, cut):
    data = whole(ending)
    at = int(where * len(data))
    answered(f"a{ending}", data[:at] + damage + data[at + cut :])


@tried
@given(json_values)
def test_any_json_is_answered(value):
    answered("a.geojson", json.dumps(value).encode())
    features = {"type": "FeatureCollection", "features": [value]}
    answered("a.geojson", json.dumps(features, allow_nan=True).encode())


@tried
@given(json_values, json_values)
def test_any_geometry_and_any_property_are_answered(geometry, place):
    properties = {"event_date": "2022-01-05", "event_type": "riot", "place": place}
    feature = {"type": "Feature", "properties": properties, "geometry": geometry}
    answered("a.geojson", json.dumps(feature).encode())


@tried
@given(rows)
def test_the_same_rows_are_the_same_events_in_every_kind_of_file(listed):
    plain = to_csv([HEADER, *listed]).encode()
    tabbed = to_csv([HEADER, *listed], delimiter="\t").encode()
    readings = [
        read_events(Upload(name, data))
        for name, data in {
            "a.csv": plain,
            "a.tsv": tabbed,
            "a.csv.gz": gzip.compress(plain),
            "a.zip": zip_of({"a.csv": plain}),
        }.items()
    ]
    first = readings[0]
    for reading in readings[1:]:
        assert reading.table.equals(first.table)
        assert reading.report.rejected_rows == first.report.rejected_rows
    book = read_events(Upload("a.xlsx", as_workbook(listed)))
    # A workbook has no apostrophes of a safe export, so text that begins with a blank and a
    # formula's sign loses its blank there as any text does.
    assert book.table["event_id"].tolist() == first.table["event_id"].tolist()
    assert book.table.map(strip).equals(first.table.map(strip))
    assert len(book.report.set_aside) == len(first.report.set_aside)


def strip(value):
    return value.strip() if isinstance(value, str) else value


@tried
@given(rows, st.booleans())
def test_rows_set_aside_by_a_workbook_are_set_aside_again_as_csv(listed, is_packed):
    data = as_workbook(listed)
    report = read_events(
        Upload("a.zip", zip_of({"a.xlsx": data})) if is_packed else Upload("a.xlsx", data)
    ).report
    text = to_csv([report.header, *report.rejected_rows])
    again = read_events(Upload("a.rejected.csv", text.encode())).report
    assert again.read == len(again.set_aside) == len(report.set_aside)
    assert [[cell.strip() for cell in row] for row in again.rejected_rows] == [
        [cell.strip() for cell in row]
        for row in list(csv.reader(io.StringIO(text, newline="")))[1:]
    ]
