"""Zones that bring their outline along: GeoJSON from strangers, read or refused by name."""

import json

import pytest
from samples import HOSTILE, events

from kzmap.dataset import from_tables
from kzmap.errors import TableError
from kzmap.page.protest_map import ProtestMap
from kzmap.records import guess_kind, limits, read_zones, write_rejected
from kzmap.timeline import areas_under_emergency

ZONE = {"kind": "curfew", "area": "Old town", "start": "2022-01-05T20:00+01:00"}


def square(lon=2.0, lat=48.0, side=1.0):
    ring = [[lon, lat], [lon + side, lat], [lon + side, lat + side], [lon, lat + side]]
    return {"type": "Polygon", "coordinates": [[*ring, ring[0]]]}


def feature(geometry=None, **properties):
    shape = square() if geometry is None else geometry
    return {"type": "Feature", "properties": ZONE | properties, "geometry": shape}


@pytest.fixture
def written(tmp_path):
    def write(*features, name="zones.geojson", **members):
        path = tmp_path / name
        whole = {"type": "FeatureCollection", **members, "features": list(features)}
        path.write_text(json.dumps(whole), "utf-8")
        return path

    return write


def test_a_feature_is_a_zone_with_its_outline(written):
    path = written(feature(), feature(square(5), kind="state_of_emergency", zone_id="z"))
    reading = read_zones(path)
    assert reading.report.ok
    assert reading.report.format == "geojson"
    assert (reading.report.read, reading.report.kept) == (2, 2)
    assert reading.table["area"].tolist() == ["Old town", "Old town"]
    assert reading.table["geometry"].tolist() == [square(), square(5)]
    assert guess_kind(path) == "zones"


def test_a_multipolygon_with_heights_and_a_feature_by_itself_are_read(tmp_path):
    shape = {"type": "MultiPolygon", "coordinates": [square()["coordinates"]]}
    high = {"type": "Polygon", "coordinates": [[[*p, 9] for p in square()["coordinates"][0]]]}
    for geometry, expected in ((shape, shape), (high, square())):
        path = tmp_path / "one.json"
        path.write_text("\ufeff" + json.dumps(feature(geometry) | {"id": 7}), "utf-8")
        (row,) = read_zones(path).table.to_dict("records")
        assert row["geometry"] == expected
        assert row["zone_id"] == "7"


def test_a_table_has_no_outlines_and_may_bring_them_as_text(tmp_path):
    path = tmp_path / "zones.csv"
    path.write_text("kind,area,start\ncurfew,Almaty (city),2022-01-05T20:00+06:00\n")
    assert read_zones(path).table["geometry"].tolist() == [None]
    cell = json.dumps(square()).replace('"', '""')
    path.write_text(f'kind,area,start,geometry\ncurfew,X,2022-01-05T20:00+06:00,"{cell}"\n')
    assert read_zones(path).table["geometry"].tolist() == [square()]


OPEN_RING = {"type": "Polygon", "coordinates": [[[0, 0], [1, 0], [1, 1], [0, 1]]]}


@pytest.mark.parametrize(
    ("bad", "reason"),
    [
        (feature() | {"geometry": None}, "no geometry"),
        (feature({"type": "Point", "coordinates": [1, 2]}), "'Point' is no area"),
        (feature({"type": "GeometryCollection", "geometries": []}), "is no area"),
        (feature(square(179.5)), "out of range"),
        (feature(square(48, 91)), "out of range"),
        (feature(OPEN_RING), "ends where it begins"),
        (feature({"type": "Polygon", "coordinates": []}), "nested"),
        (feature({"type": "Polygon", "coordinates": [[1, 2], [3, 4]]}), "no position"),
        (feature({"type": "Polygon", "coordinates": [[["a", "b"]] * 4]}), "no position"),
        (feature({"type": "Polygon"}), "nested"),
        (feature("POLYGON((0 0))"), "expected a GeoJSON geometry"),
        (feature(area="\ud800"), "half a letter"),
        (feature(area="a\0b"), "NUL"),
        (feature(area=""), "every row needs it"),
        (feature(kind="siege"), "expected state_of_emergency"),
        ({"type": "Point", "coordinates": [1, 2]}, "no Feature"),
        ("text", "no Feature"),
        (None, "no Feature"),
    ],
)
def test_what_cannot_be_drawn_is_set_aside_and_the_rest_is_kept(written, bad, reason):
    reading = read_zones(written(feature(), bad))
    assert (reading.report.read, reading.report.kept) == (2, 1)
    (problem,) = reading.report.set_aside
    assert problem.line == 2
    assert reason in problem.reason


def test_rows_set_aside_are_written_whole_and_can_be_mended(written, tmp_path):
    report = read_zones(written(feature(), feature(start="soon"))).report
    path = tmp_path / "rejected.csv"
    write_rejected(report, path)
    mended = path.read_text("utf-8").replace("soon", "2022-01-05T20:00+01:00")
    path.write_text(mended, "utf-8")
    assert read_zones(path).table["geometry"].tolist() == [square()]


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ('{"type":"FeatureCollection","features":[NaN]}', "NaN is no number"),
        ('{"type":"FeatureCollection","features":[],"features":[]}', "'features' stands twice"),
        ('{"type":"FeatureCollection","features":{}}', "expected a FeatureCollection"),
        ('{"type":"Topology"}', "'Topology' is no table"),
        ('{"type":"FeatureCollection","features":[]}', "no rows"),
        ('{"type":"FeatureCollection","features":[', "no GeoJSON"),
        ('{"a":' * 100_000, "nested too deeply"),
        ('{"a":' + "[" * 100_000 + "]" * 100_000 + "}", "nested too deeply"),
        ('{"a":' + "9" * 5000 + "}", "no GeoJSON"),
        (
            '{"type":"FeatureCollection","crs":{"type":"name","properties":'
            '{"name":"urn:ogc:def:crs:EPSG::3857"}},"features":[]}',
            "reproject",
        ),
        ('{"type":"FeatureCollection","crs":3857,"features":[]}', "reproject"),
        ('{"type":"FeatureCollection","features":[3]}', "no column"),
    ],
)
def test_a_file_that_is_no_geojson_of_ours_is_refused_in_one_sentence(tmp_path, text, reason):
    path = tmp_path / "bad.geojson"
    path.write_text(text)
    with pytest.raises(TableError, match=reason):
        read_zones(path)


def test_nesting_at_any_depth_is_answered_and_never_a_traceback(tmp_path):
    path = tmp_path / "deep.geojson"
    whole = json.dumps({"type": "FeatureCollection", "features": [feature()]})
    for depth in range(10, 1200, 37):
        deep = "[" * depth + "]" * depth
        path.write_text(whole.replace(json.dumps(square()["coordinates"]), deep))
        try:
            assert read_zones(path).report.kept == 0
        except TableError as error:
            assert "nested too deeply" in str(error)  # noqa: PT017 - either answer will do


def test_wgs84_may_be_named(written):
    crs = {"type": "name", "properties": {"name": "urn:ogc:def:crs:OGC:1.3:CRS84"}}
    assert read_zones(written(feature(), crs=crs)).report.ok


def test_sizes_have_a_limit(written, monkeypatch):
    path = written(feature(), feature(square(7)))
    monkeypatch.setattr(limits, "MOST_POSITIONS", 7)
    (problem,) = read_zones(path).report.set_aside
    assert "more than 7 positions" in problem.reason
    monkeypatch.setattr(limits, "MOST_GEOJSON_BYTES", 20)
    with pytest.raises(TableError, match="are the most"):
        read_zones(path)


def test_zones_of_one_name_share_an_outline_or_are_told_apart(written):
    emergency = {"kind": "state_of_emergency"}
    table = read_zones(
        written(feature(), feature(**emergency), feature(square(2.5), **emergency))
    ).table
    data = from_tables(events({"lat": 48.5, "lon": 2.5, "country": "FR"}), table)
    assert [shape.name for shape in data.shapes] == ["Old town", "Old town (2)"]
    assert areas_under_emergency(data, data.days[0]) == ["Old town", "Old town (2)"]
    assert data.units == ()
    assert data.unplaced_zones.empty


def test_an_outline_named_like_a_unit_does_not_become_it(written):
    table = read_zones(written(feature(square(76, 43), area="Almaty (city)"))).table
    data = from_tables(events({}), table)
    assert len(data.units) == 17
    assert [shape.name for shape in data.shapes] == ["Almaty (city) (2)"]


def test_hostile_names_stay_text_in_the_page(written):
    table = read_zones(
        written(*[feature(square(n), area=text) for n, text in enumerate(HOSTILE)])
    )
    page = ProtestMap(from_tables(events({}), table.table))
    assert page.timeline.payload()["units"]["name"][17:] == [text.strip() for text in HOSTILE]
    html = page.to_html()
    for text in HOSTILE:
        if "<" in text or "{{" in text:
            assert text not in html
