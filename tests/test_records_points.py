"""Events as GeoJSON points: what each feature becomes, and what is said about it."""

import json

import pytest
from samples import HOSTILE

from kzmap.errors import TableError
from kzmap.records import Upload, guess_kind, read_events, rejected_csv

EVENT = {"event_date": "2022-01-05", "event_type": "protest", "place": "Almaty"}
ALMATY = {"type": "Point", "coordinates": [76.8897, 43.2389]}


def feature(geometry=ALMATY, **properties):
    return {"type": "Feature", "properties": EVENT | properties, "geometry": geometry}


def upload(*features, name="events.geojson"):
    whole = {"type": "FeatureCollection", "features": list(features)}
    return Upload(name, json.dumps(whole).encode())


def only_problem(reading):
    assert (reading.report.read, reading.report.kept) == (1, 0)
    [problem] = reading.report.set_aside
    return problem


def test_a_point_is_an_event_with_its_coordinates():
    source = upload(feature(summary="a, b", event_id="x"), feature() | {"id": 7})
    reading = read_events(source)
    assert reading.report.ok
    assert reading.table[["event_id", "lat", "lon", "summary"]].values.tolist() == [
        ["x", 43.2389, 76.8897, "a, b"],
        ["7", 43.2389, 76.8897, ""],
    ]
    assert "lines are counted in features" in reading.report.notes
    assert guess_kind(source) == "events"


def test_a_height_is_left_out_and_a_whole_number_stays_one():
    reading = read_events(upload(feature({"type": "Point", "coordinates": [77, 43, 900.5]})))
    assert reading.table[["lat", "lon"]].values.tolist() == [[43, 77]]


@pytest.mark.parametrize(
    ("geometry", "reason"),
    [
        (None, "no geometry"),
        ({"type": "LineString", "coordinates": [[1, 2], [3, 4]]}, "'LineString' is no point"),
        ({"type": "MultiPoint", "coordinates": [[1, 2]]}, "'MultiPoint' is no point"),
        ({"type": "Polygon", "coordinates": []}, "'Polygon' is no point"),
        ({"type": "GeometryCollection", "geometries": [ALMATY]}, "is no point"),
        ({"type": "Point"}, "needs the position"),
        ({"type": "Point", "coordinates": []}, "needs the position"),
        ({"type": "Point", "coordinates": [76.9]}, "needs the position"),
        ({"type": "Point", "coordinates": ["76.9", "43.2"]}, "needs the position"),
        ({"type": "Point", "coordinates": [True, 43.2]}, "needs the position"),
        ({"type": "Point", "coordinates": [None, 43.2]}, "needs the position"),
        ({"type": "Point", "coordinates": [76.9, 91]}, "outside -90 to 90"),
        ({"type": "Point", "coordinates": [0, 0]}, "(0, 0) stands for a missing place"),
        ("POINT(76.9 43.2)", "no point"),
        ([76.9, 43.2], "no point"),
    ],
)
def test_a_geometry_that_is_no_usable_point_is_set_aside(geometry, reason):
    assert reason in only_problem(read_events(upload(feature(geometry)))).reason


def test_a_number_too_large_for_degrees_is_set_aside():
    data = json.dumps(json.loads(upload(feature()).data)).replace("43.2389", "1e999")
    problem = only_problem(read_events(Upload("a.geojson", data.encode())))
    assert problem.column == "lat"


def test_swapped_positions_are_flagged_and_kept():
    swapped = {"type": "Point", "coordinates": [43.2389, 76.8897]}
    reading = read_events(upload(feature(swapped, country="KZ")))
    [flag] = reading.report.flags
    assert "look swapped" in flag.reason


def test_properties_named_like_coordinates_are_kept_apart_and_a_difference_is_said():
    agreeing = feature(lat=43.2389, LON="76.8897")
    differing = feature(lat=1.5, LON=76.8897, event_id="other")
    report = read_events(upload(agreeing, differing)).report
    assert "lat (property)" in report.header
    assert "LON (property)" in report.header
    assert [note for note in report.notes if "say otherwise" in note] == [
        "lat and lon are those of the geometry; properties that repeat them say otherwise "
        "in 1 of 2 features, first in feature 2"
    ]
    same = read_events(upload(agreeing)).report
    assert not [note for note in same.notes if "say otherwise" in note]


def test_a_known_format_as_geojson_takes_the_coordinates_of_the_geometry():
    told = {
        "event_id_cnty": "KAZ1",
        "event_date": "05 January 2022",
        "event_type": "Protests",
        "sub_event_type": "Peaceful protest",
        "actor1": "Protesters (Kazakhstan)",
        "inter1": "Protesters",
        "country": "Kazakhstan",
        "location": "Almaty",
        "latitude": "1.5",
        "longitude": "76.8897",
    }
    reading = read_events(upload({"type": "Feature", "properties": told, "geometry": ALMATY}))
    assert reading.format.name == "acled"
    assert reading.table[["event_id", "lat", "lon"]].values.tolist() == [
        ["KAZ1", 43.2389, 76.8897]
    ]
    assert any("repeat them say otherwise in 1 of 1" in note for note in reading.report.notes)


@pytest.mark.parametrize(
    "broken",
    [
        feature(event_date="someday"),
        feature(None),
        feature({"type": "LineString", "coordinates": [[1, 2], [3, 4.5]]}),
        feature({"type": "Point", "coordinates": [76.5, 43.5, 900]}, event_date="someday"),
        feature(event_date="someday", summary='=HYPERLINK("x")', lat=3),
    ],
)
def test_rows_set_aside_are_whole_and_can_be_mended_and_read_again(broken):
    report = read_events(upload(feature(), broken)).report
    [row] = report.rejected_rows
    cells = dict(zip(report.header, row, strict=True))
    geometry = broken["geometry"]
    if geometry and geometry["coordinates"] != ALMATY["coordinates"]:
        assert json.loads(cells["geometry"]) == geometry
    mended = rejected_csv(report).replace("someday", "2022-01-06")
    if not cells["lat"]:
        at = report.header.index("lat")
        head, line = mended.splitlines()
        listed = line.split(",")
        listed[at : at + 2] = ["43.5", "76.5"]
        mended = f"{head}\n{','.join(listed)}\n"
    again = read_events(Upload("events.rejected.csv", mended.encode()))
    assert again.report.ok
    assert again.table["lat"].notna().all()
    assert again.table["summary"].tolist() == [broken["properties"].get("summary", "")]


@pytest.mark.parametrize("text", HOSTILE)
def test_hostile_properties_stay_text(text):
    reading = read_events(upload(feature(place=text, summary=text, **{text: text})))
    assert reading.table[["place", "summary"]].values.tolist() == [[text.strip()] * 2]


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ('{"type":"FeatureCollection","features":[{"properties":{"a":NaN}}]}', "NaN"),
        ('{"type":"FeatureCollection","features":[{"id":1,"id":2}]}', "'id' stands twice"),
        ('{"type":"FeatureCollection","crs":3857,"features":[]}', "reproject"),
        ('{"type":"FeatureCollection","features":[' + "[" * 100_000, "nested too deeply"),
        ('{"type":"FeatureCollection","features":[]}', "no rows"),
        ('{"type":"Point","coordinates":[1,2]}', "expected a FeatureCollection"),
    ],
)
def test_a_file_that_is_no_geojson_is_refused_in_one_sentence(text, reason):
    with pytest.raises(TableError, match=reason):
        read_events(Upload("a.geojson", text.encode()))
