"""The derived geodata as it lies in data/, checked with the standard library alone."""

import importlib
import json
import sys
from collections import Counter
from itertools import pairwise
from pathlib import Path

import pytest

from kzmap.bundled import bundled_path
from kzmap.page.drawing import as_file, encoded

DATA = bundled_path("data")

CODES_JANUARY = {
    "Akmola Region": "KZ-AKM",
    "Aktobe Region": "KZ-AKT",
    "Almaty Region": "KZ-ALM",
    "Atyrau Region": "KZ-ATY",
    "East Kazakhstan Region": "KZ-VOS",
    "Karaganda Region": "KZ-KAR",
    "Kostanay Region": "KZ-KUS",
    "Kyzylorda Region": "KZ-KZY",
    "Mangystau Region": "KZ-MAN",
    "North Kazakhstan Region": "KZ-SEV",
    "Pavlodar Region": "KZ-PAV",
    "Turkistan Region": "KZ-YUZ",
    "West Kazakhstan Region": "KZ-ZAP",
    "Zhambyl Region": "KZ-ZHA",
    "Almaty (city)": "KZ-ALA",
    "Nur-Sultan (city)": "KZ-AST",
    "Shymkent (city)": "KZ-SHY",
}
CODES_JUNE = {
    name.replace("Nur-Sultan", "Astana"): code for name, code in CODES_JANUARY.items()
} | {"Abai Region": "KZ-10", "Ulytau Region": "KZ-62", "Zhetisu Region": "KZ-33"}

# Town, latitude, longitude, unit in January 2022, unit from 8 June where it is another.
TOWNS = [
    ("Aktau", 43.6521, 51.1580, "Mangystau Region", None),
    ("Aktobe", 50.2796, 57.2125, "Aktobe Region", None),
    ("Almaty", 43.2389, 76.9458, "Almaty (city)", None),
    ("Atyrau", 47.1053, 51.9245, "Atyrau Region", None),
    ("Bautino, on a spit", 44.5448, 50.2463, "Mangystau Region", None),
    ("Beyneu", 45.3167, 55.2, "Mangystau Region", None),
    ("Ekibastuz", 51.725, 75.3222, "Pavlodar Region", None),
    ("Karaganda", 49.8161, 73.1027, "Karaganda Region", None),
    ("Kentau", 43.5167, 68.5167, "Turkistan Region", None),
    ("Kokshetau", 53.2852, 69.3815, "Akmola Region", None),
    ("Kostanay", 53.2147, 63.6326, "Kostanay Region", None),
    ("Kulsary", 46.9833, 54.0167, "Atyrau Region", None),
    ("Kyzylorda", 44.8427, 65.5036, "Kyzylorda Region", None),
    ("Nur-Sultan", 51.1694, 71.4491, "Nur-Sultan (city)", "Astana (city)"),
    ("Oral", 51.2224, 51.3734, "West Kazakhstan Region", None),
    ("Oskemen", 49.9565, 82.6119, "East Kazakhstan Region", None),
    ("Pavlodar", 52.2840, 76.9646, "Pavlodar Region", None),
    ("Petropavl", 54.8668, 69.1335, "North Kazakhstan Region", None),
    ("Semey", 50.4172, 80.2323, "East Kazakhstan Region", "Abai Region"),
    ("Shetpe", 44.1667, 52.1167, "Mangystau Region", None),
    ("Shieli", 44.1667, 66.75, "Kyzylorda Region", None),
    ("Shu", 43.5983, 73.7614, "Zhambyl Region", None),
    ("Shymkent", 42.3353, 69.6028, "Shymkent (city)", None),
    ("Taldykorgan", 45.0164, 78.3792, "Almaty Region", "Zhetisu Region"),
    ("Taraz", 42.9016, 71.3769, "Zhambyl Region", None),
    ("Temirtau", 50.055, 72.9646, "Karaganda Region", None),
    ("Tengiz oilfield", 46.1528, 53.3833, "Atyrau Region", None),
    ("Turkistan", 43.2987, 68.2630, "Turkistan Region", None),
    ("Zhanaozen", 43.3378, 52.8553, "Mangystau Region", None),
    ("Zharkent", 44.1667, 80.0, "Almaty Region", "Zhetisu Region"),
    ("Zhezkazgan", 47.7833, 67.7, "Karaganda Region", "Ulytau Region"),
]

ADMIN1_FILES = ["admin1_2022-01.geojson", "admin1_2022-06.geojson"]


def read(name):
    return json.loads((DATA / name).read_text(encoding="utf-8"))


def polygons(geometry):
    """Return the polygons of an areal geometry, each a list of rings."""
    one = geometry["type"] == "Polygon"
    return [geometry["coordinates"]] if one else geometry["coordinates"]


def signed_area(ring):
    return sum((x0 * y1 - x1 * y0) / 2 for (x0, y0), (x1, y1) in pairwise(ring))


def is_in(geometry, lat, lon):
    """Even-odd rule over all rings, so holes count by themselves."""
    inside = False
    for rings in polygons(geometry):
        for ring in rings:
            for (x0, y0), (x1, y1) in pairwise(ring):
                if (y0 > lat) != (y1 > lat):
                    inside ^= lon < x0 + (lat - y0) / (y1 - y0) * (x1 - x0)
    return inside


def units_at(collection, lat, lon):
    return [
        feature["properties"]["name"]
        for feature in collection["features"]
        if is_in(feature["geometry"], lat, lon)
    ]


def directed_edges(collection):
    """Every edge of every ring, as drawn, with the number of times it is drawn."""
    return Counter(
        (tuple(start), tuple(end))
        for feature in collection["features"]
        for rings in polygons(feature["geometry"])
        for ring in rings
        for start, end in pairwise(ring)
    )


def outlines(edges):
    """Chain the edges that no neighbour draws the other way round into rings."""
    onward = {}
    for start, end in edges:
        if (end, start) not in edges:
            assert start not in onward, f"two outlines meet in {start}"
            onward[start] = end
    rings = []
    while onward:
        start, end = onward.popitem()
        ring = [start, end]
        while ring[-1] != start:
            ring.append(onward.pop(ring[-1]))
        rings.append(ring)
    return rings


@pytest.fixture(scope="module")
def january():
    return read(ADMIN1_FILES[0])


@pytest.fixture(scope="module")
def june():
    return read(ADMIN1_FILES[1])


@pytest.fixture(scope="module")
def basemap():
    return read("basemap.geojson")


@pytest.fixture(scope="module")
def world():
    return read("world.geojson")


@pytest.fixture(scope="module")
def gazetteer():
    return read("gazetteer.json")


@pytest.fixture(scope="module")
def rebuild():
    """The builder's command line, which must load without the packages it builds from."""
    folder = str(Path(DATA, "build"))
    sys.path.insert(0, folder)
    try:
        return importlib.import_module("rebuild")
    finally:
        sys.path.remove(folder)


def test_units_have_their_names_codes_and_kinds(january, june):
    for collection, codes in ((january, CODES_JANUARY), (june, CODES_JUNE)):
        properties = [feature["properties"] for feature in collection["features"]]
        assert {unit["name"]: unit["iso_3166_2"] for unit in properties} == codes
        assert len(properties) == len(codes)
        assert [unit["name"] for unit in properties] == sorted(codes)
        assert {unit["country"] for unit in properties} == {"KZ"}
        for unit in properties:
            assert unit["kind"] == ("city" if "(city)" in unit["name"] else "region")


def test_the_two_divisions_follow_one_another_without_a_gap(january, june):
    assert (january["valid_from"], january["valid_to"]) == ("2018-06-19", "2022-06-08")
    assert (june["valid_from"], june["valid_to"]) == ("2022-06-08", None)


@pytest.mark.parametrize(("town", "lat", "lon", "then", "since"), TOWNS)
def test_town_lies_in_its_unit_and_no_other(january, june, town, lat, lon, then, since):
    assert units_at(january, lat, lon) == [then]
    assert units_at(june, lat, lon) == [since or then]


def test_every_gazetteer_place_lies_in_exactly_one_unit(january, june, gazetteer):
    for collection in (january, june):
        astray = [
            place["name"]
            for place in gazetteer
            if len(units_at(collection, place["latitude"], place["longitude"])) != 1
        ]
        assert astray == []


@pytest.mark.parametrize("name", [*ADMIN1_FILES, "basemap.geojson", "world.geojson"])
def test_rings_are_closed_flat_and_turn_as_rfc_7946_wants(name):
    for feature in read(name)["features"]:
        if feature["properties"].get("layer") == "river":
            continue
        for rings in polygons(feature["geometry"]):
            for number, ring in enumerate(rings):
                assert ring[0] == ring[-1]
                assert len(ring) >= 4
                assert {len(position) for position in ring} == {2}
                assert (signed_area(ring) > 0) == (number == 0), feature["properties"]


@pytest.mark.parametrize("name", ADMIN1_FILES)
def test_neighbours_share_their_borders_vertex_by_vertex(name):
    edges = directed_edges(read(name))
    # Anticlockwise neighbours draw a shared edge in opposite directions, so an edge drawn
    # twice in one direction is an overlap, and a hole among the outlines is a gap.
    assert set(edges.values()) == {1}
    rings = outlines(edges)
    assert all(signed_area(ring) > 0 for ring in rings)
    shared = sum((end, start) in edges for start, end in edges)
    assert shared > len(edges) / 2


def test_both_divisions_cover_the_same_ground(january, june):
    one, other = (
        {frozenset(ring) for ring in outlines(directed_edges(collection))}
        for collection in (january, june)
    )
    assert one == other


def test_countries_and_seas_fill_the_base_map_without_a_seam(basemap):
    ground = [
        feature
        for feature in basemap["features"]
        if feature["properties"]["layer"] in ("country", "sea")
    ]
    edges = directed_edges({"features": ground})
    assert set(edges.values()) == {1}
    (frame,) = outlines(edges)
    assert signed_area(frame) == pytest.approx((92 - 34) * (60 - 34))


def test_base_map_has_its_layers_in_drawing_order(basemap):
    layers = [feature["properties"]["layer"] for feature in basemap["features"]]
    assert list(dict.fromkeys(layers)) == ["country", "sea", "lake", "river"]
    seas = {
        feature["properties"]["name"]
        for feature in basemap["features"]
        if feature["properties"]["layer"] == "sea"
    }
    assert "Caspian Sea" in seas
    lakes = {feature["properties"]["name"] for feature in basemap["features"]}
    assert {"North Aral Sea", "South Aral Sea", "Balkhash"} <= lakes


@pytest.mark.parametrize(
    ("place", "lat", "lon", "code"),
    [
        ("Moscow", 55.75, 37.62, "RU"),
        ("Baikonur", 45.62, 63.30, "KZ"),
        ("Simferopol", 44.95, 34.10, "UA"),
        ("Tashkent", 41.30, 69.24, "UZ"),
        ("Bishkek", 42.87, 74.60, "KG"),
    ],
)
def test_place_stands_in_its_country_on_the_base_map(basemap, place, lat, lon, code):
    found = [
        feature["properties"]["iso_a2"]
        for feature in basemap["features"]
        if feature["properties"]["layer"] == "country" and is_in(feature["geometry"], lat, lon)
    ]
    assert found == [code]


def test_gazetteer_holds_the_places_of_kazakhstan_in_order(gazetteer):
    ids = [place["geonameid"] for place in gazetteer]
    assert len(ids) == 351
    assert ids == sorted(set(ids))
    assert {place["countrycode"] for place in gazetteer} == {"KZ"}
    assert {tuple(place) for place in gazetteer} == {
        (
            "geonameid",
            "name",
            "latitude",
            "longitude",
            "countrycode",
            "population",
            "timezone",
            "admin1code",
            "alternatenames",
        )
    }


def test_countries_of_the_world_share_their_borders_vertex_by_vertex(world):
    land = [f for f in world["features"] if f["properties"]["layer"] == "country"]
    edges = directed_edges({"features": land})
    assert set(edges.values()) == {1}
    shared = sum((end, start) in edges for start, end in edges)
    assert shared > len(edges) / 4


def test_world_has_its_layers_in_drawing_order_and_every_small_state(world):
    layers = [feature["properties"]["layer"] for feature in world["features"]]
    assert list(dict.fromkeys(layers)) == ["country", "lake", "river"]
    codes = {feature["properties"].get("iso_a2") for feature in world["features"]}
    small = "AD BB BH KI LI MC MH MT MV NR PS SG SM TO TV VA WS XK"
    assert set(small.split()) <= codes


@pytest.mark.parametrize(
    ("place", "lat", "lon", "code"),
    [
        ("Paris", 48.857, 2.352, "FR"),
        ("Baikonur", 45.62, 63.30, "KZ"),
        ("Simferopol", 44.95, 34.10, "UA"),
        ("Famagusta", 35.15, 33.90, "CY"),
        ("Hargeisa", 9.56, 44.06, "SO"),
        ("Guantanamo Bay, the land around it", 20.14, -75.21, "CU"),
        ("Tifariti", 26.16, -10.57, "EH"),
        ("Pristina", 42.66, 21.16, "XK"),
        ("Ramallah", 31.90, 35.20, "PS"),
        ("Egvekinot, beyond the antimeridian", 66.5, 182.0, "RU"),
        ("Viti Levu", -17.8, 178.0, "FJ"),
        ("the South Pole", -89.9, 10.0, "AQ"),
    ],
)
def test_place_stands_in_its_country_in_the_world(world, place, lat, lon, code):
    found = [
        feature["properties"]["iso_a2"]
        for feature in world["features"]
        if feature["properties"]["layer"] == "country" and is_in(feature["geometry"], lat, lon)
    ]
    assert found == [code]


def test_both_maps_say_the_same_of_disputed_areas(basemap, world):
    here, there = (
        {f["properties"]["name"] for f in found["features"] if "iso_a2" in f["properties"]}
        for found in (basemap, world)
    )
    assert here <= there
    apart = {"Baikonur", "N. Cyprus", "Cyprus U.N. Buffer Zone", "Somaliland"}
    assert not apart & (here | there)


def test_licence_and_credit_travel_with_the_files(january, june, basemap):
    for collection in (january, june):
        assert collection["license"] == "ODbL-1.0"
        assert "© OpenStreetMap contributors" in collection["attribution"]
    assert basemap["license"] == "public domain"
    assert "Natural Earth" in basemap["attribution"]


def test_encoded_base_map_is_the_base_map(basemap):
    assert (DATA / "basemap_encoded.json").read_bytes() == as_file(encoded(basemap["features"]))


@pytest.mark.parametrize(
    ("name", "budget_kb", "lines"),
    [
        ("admin1_2022-01.geojson", 120, 17 + 2),
        ("admin1_2022-06.geojson", 130, 20 + 2),
        ("basemap.geojson", 230, None),
        ("basemap_encoded.json", 60, 4 + 2),
        ("calendars.json", 6, 3 + 2),
        ("gazetteer.json", 130, 351 + 2),
        ("world.geojson", 1000, 253 + 175 + 141 + 2),
    ],
)
def test_file_is_small_and_has_one_record_a_line(name, budget_kb, lines):
    content = (DATA / name).read_bytes()
    assert len(content) <= budget_kb * 1000
    assert content.endswith(b"\n")
    assert b"\r" not in content
    lines = lines or len(read(name)["features"]) + 2
    assert content.count(b"\n") == lines


def test_check_is_silent_when_nothing_differs(rebuild, tmp_path):
    (tmp_path / "a.json").write_bytes(b"[1]\n")
    assert rebuild.differences(tmp_path, {"a.json": b"[1]\n"}) == []


@pytest.mark.parametrize(
    ("found", "expected", "offset"),
    [
        (b"abc", b"abd", 2),
        (b"abc", b"abcd", 3),
        (b"abcd", b"abc", 3),
        (b"", b"a", 0),
        (b"xbc", b"abc", 0),
    ],
)
def test_check_names_the_file_and_the_first_byte_that_differs(
    rebuild, tmp_path, found, expected, offset
):
    (tmp_path / "same.json").write_bytes(b"same")
    (tmp_path / "other.json").write_bytes(found)
    (sentence,) = rebuild.differences(tmp_path, {"same.json": b"same", "other.json": expected})
    assert "other.json" in sentence
    assert f"byte {offset} " in sentence
    assert (tmp_path / "other.json").read_bytes() == found


def test_check_names_a_file_that_is_missing(rebuild, tmp_path):
    (sentence,) = rebuild.differences(tmp_path, {"gone.json": b"[]\n"})
    assert "gone.json: missing" in sentence


def test_rebuilt_files_replace_the_old_ones_whole(rebuild, tmp_path):
    (tmp_path / "a.json").write_bytes(b"old")
    rebuild.write_all(tmp_path, {"a.json": b"new"})
    assert [path.name for path in tmp_path.iterdir()] == ["a.json"]
    assert (tmp_path / "a.json").read_bytes() == b"new"


def test_a_package_of_another_version_is_refused_by_name(rebuild, monkeypatch, capsys):
    monkeypatch.syspath_prepend(str(DATA / "build"))
    packages = importlib.import_module("packages")
    monkeypatch.setattr(packages, "PINNED", {"pytest": "0.0.0"})
    assert rebuild.main(["--check"]) == 1
    message = capsys.readouterr().err
    assert "pytest: found version" in message
    assert "expected 0.0.0" in message
    assert "pip install" in message
