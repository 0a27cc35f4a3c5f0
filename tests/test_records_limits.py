"""Input beyond all measure is refused in a sentence, before it takes the machine."""

import json
import tracemalloc

import pytest
from workbooks import zip_of

import kzmap.records.limits as limits
from kzmap.errors import TableError
from kzmap.records import Upload, read_events, read_zones

GOOD = "event_id,event_date,event_type,place\na,2022-01-05,protest,Almaty\n"


@pytest.fixture
def refused():
    """Reading is refused, and takes little room beside the file."""

    def refuse(data, reason, name="a.csv", room=None):
        if room is None:
            with pytest.raises(TableError, match=reason):
                read_events(Upload(name, data))
            return
        tracemalloc.start()
        try:
            refuse(data, reason, name)
            assert tracemalloc.get_traced_memory()[1] < room
        finally:
            tracemalloc.stop()

    return refuse


def test_a_line_of_nothing_but_delimiters_is_refused(refused):
    data = b"," * 6_000_000
    refused(zip_of({"a.csv": data}), "the columns are of no format known", "a.zip", 90e6)
    refused(GOOD.encode() + data, "more than 5,000,000 cells in one line")


def test_a_header_of_more_columns_than_any_table_is_refused(refused):
    refused(b"a," * 20_000 + b"\n1,2\n", "the first row has 20,001 cells")


def test_a_cell_beyond_all_measure_is_refused_as_the_open_quote_that_it_most_likely_is(refused):
    data = f'{GOOD}b,2022-01-05,protest,"Oral\n'.encode() + b"c,d,e,f\n" * 3_000_000
    refused(data, r"a.csv:3: a cell of more than 20,000,000 characters; most likely a quote")


def test_long_lines_that_are_tables_are_read():
    ring = [[60 + n / 1000, 45] for n in range(30_000)]
    shape = {"type": "Polygon", "coordinates": [[*ring, [60, 46], ring[0]]]}
    cell = json.dumps(shape).replace('"', '""')
    text = f'kind,area,start,geometry\ncurfew,X,2022-01-05T20:00+06:00,"{cell}"\n'
    assert read_zones(Upload("a.csv", text.encode())).report.kept == 1


def test_features_that_share_no_property_are_refused_before_a_table_is_made_of_them(refused):
    features = [
        {"type": "Feature", "properties": {f"p{n}": 1}, "geometry": None} for n in range(9000)
    ]
    whole = json.dumps({"type": "FeatureCollection", "features": features}).encode()
    refused(whole, "9,000 different properties in 9,000 features", "a.geojson", 60e6)


def test_an_upload_is_refused_by_the_size_that_it_has(monkeypatch, refused):
    monkeypatch.setattr(limits, "MOST_UPLOAD_BYTES", len(GOOD) - 1)
    refused(GOOD.encode(), "an upload may have")
    monkeypatch.setattr(limits, "MOST_UPLOAD_BYTES", len(GOOD))
    assert read_events(Upload("a.csv", GOOD.encode())).report.kept == 1
