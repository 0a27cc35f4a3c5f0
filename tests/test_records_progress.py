"""How far reading has come, in every kind of file: it never falls, and it ends."""

import gzip
import json

import pytest
from workbooks import workbook, zip_of

from kzmap.records import Upload, read_events

HEADER = ["event_id", "event_date", "event_type", "place"]
ROWS = [[f"e{n}", "2022-01-05", "protest", "Almaty"] for n in range(20_000)]
PLAIN = "\n".join(map(",".join, [HEADER, *ROWS])).encode()
POINT = {"type": "Point", "coordinates": [76.9, 43.2]}
FEATURES = [
    {"type": "Feature", "properties": dict(zip(HEADER, row, strict=True)), "geometry": POINT}
    for row in ROWS[:10]
]


@pytest.mark.parametrize(
    ("name", "data"),
    [
        ("a.csv", PLAIN),
        ("a.csv", PLAIN.replace(b",", b"\t")),
        ("a.csv", PLAIN.decode().encode("utf-16")),
        ("a.csv", b"event_date,event_type,place\n"),
        ("a.csv.gz", gzip.compress(PLAIN)),
        ("a.zip", zip_of({"a.csv": PLAIN})),
        ("a.xlsx", workbook(HEADER, *ROWS[:3000])),
        ("a.json", json.dumps({"type": "FeatureCollection", "features": FEATURES}).encode()),
    ],
)
def test_progress_never_falls_and_ends_with_the_whole(name, data):
    told = []
    read_events(Upload(name, data), progress=lambda *step: told.append(step))
    shares = [done / total for done, total in told]
    assert shares == sorted(shares)
    assert (shares[0] <= 0.5, shares[-1]) == (True, 1)


def test_progress_moves_within_a_file():
    told = []
    read_events(Upload("a.csv", PLAIN), progress=lambda done, total: told.append(done / total))
    assert len({share for share in told if 0 < share < 0.5}) >= 1
    assert len({share for share in told if 0.5 <= share < 1}) >= 10
