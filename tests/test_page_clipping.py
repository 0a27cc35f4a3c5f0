"""Cutting rings and lines at a box, and choosing where the round world is cut open."""

from itertools import pairwise
from math import cos, hypot, pi, sin

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kzmap.page.clipping import clip, clip_line, clip_ring
from kzmap.page.window import (
    bounds_of,
    cut_meridian,
    geometry_on_map,
    ground_box,
    latitude,
    mercator,
    on_map,
)

degrees = st.integers(-50_000, 50_000).map(lambda thousandths: thousandths / 1000)
boxes = st.tuples(degrees, degrees, degrees, degrees).map(
    lambda c: (min(c[0], c[2]), min(c[1], c[3]), max(c[0], c[2]) + 1, max(c[1], c[3]) + 1)
)
lines = st.lists(st.tuples(degrees, degrees), min_size=2, max_size=12)


@st.composite
def rings(draw):
    """Rings that do not cross themselves: a centre, and a distance in each direction."""
    lon, lat = draw(degrees), draw(degrees)
    reach = draw(st.lists(st.floats(0.5, 60), min_size=3, max_size=14))
    turn = 2 * pi / len(reach)
    ring = [(lon + r * cos(i * turn), lat + r * sin(i * turn)) for i, r in enumerate(reach)]
    return [*ring, ring[0]]


def area(ring):
    return abs(sum((x0 * y1 - x1 * y0) / 2 for (x0, y0), (x1, y1) in pairwise(ring)))


def length(line):
    return sum(hypot(x1 - x0, y1 - y0) for (x0, y0), (x1, y1) in pairwise(line))


def is_within(points, box, slack=0.0):
    west, south, east, north = box
    return all(
        west - slack <= lon <= east + slack and south - slack <= lat <= north + slack
        for lon, lat in points
    )


@given(rings(), boxes)
def test_a_clipped_ring_lies_in_the_box_is_closed_and_no_larger(ring, box):
    found = clip_ring(ring, box)
    assert is_within(found, box, 1e-9)
    assert area(found) <= area(ring) + 1e-6
    assert area(found) <= (box[2] - box[0]) * (box[3] - box[1]) + 1e-6
    assert not found or found[0] == found[-1]


@given(rings())
def test_a_ring_wholly_inside_is_unchanged(ring):
    assert clip_ring(ring, (-200, -200, 200, 200)) == ring


@given(rings(), boxes)
def test_the_two_halves_of_a_ring_are_as_large_as_the_whole(ring, box):
    west = clip_ring(ring, (-999, -999, box[0], 999))
    east = clip_ring(ring, (box[0], -999, 999, 999))
    assert area(west) + area(east) == pytest.approx(area(ring), rel=1e-6, abs=1e-6)


@given(lines, boxes)
def test_a_clipped_line_lies_in_the_box_and_is_no_longer(line, box):
    found = clip_line(line, box)
    assert all(is_within(part, box, 1e-6) and len(part) > 1 for part in found)
    assert sum(map(length, found)) <= length(line) + 1e-6


@given(lines)
def test_a_line_wholly_inside_is_unchanged(line):
    moving = [a for a, b in pairwise(line) if a != b]
    if len(moving) == len(line) - 1:
        assert clip_line(line, (-60, -60, 60, 60)) == [line]


def test_a_cut_lies_on_the_edge_exactly_so_that_it_is_told_from_a_border():
    ring = clip_ring([(0, 0), (7, 1), (7, 5), (0, 4), (0, 0)], (0.1, 0.3, 6.7, 4.9))
    assert {0.1, 6.7} <= {lon for lon, _ in ring}
    assert {0.3, 4.9} <= {lat for _, lat in ring}


def test_a_hole_goes_with_its_polygon_and_a_turn_brings_in_what_lies_beyond():
    shell = [[0, 0], [9, 0], [9, 9], [0, 9], [0, 0]]
    hole = [[1, 1], [1, 2], [2, 2], [2, 1], [1, 1]]
    found = clip({"type": "Polygon", "coordinates": [shell, hole]}, (361, -1, 365, 5))
    assert found["type"] == "MultiPolygon"
    ((outer, inner),) = found["coordinates"]
    assert area(outer) == 4 * 5
    assert area(inner) == 1
    assert clip({"type": "LineString", "coordinates": [[0, 0], [1, 0]]}, (2, 0, 3, 1)) == {
        "type": "MultiLineString",
        "coordinates": [],
    }


@pytest.mark.parametrize(
    ("lons", "west"),
    [
        ([2.35], -180),
        ([], -180),
        ([-74, 2, 37, 77, 139, 151], -180),
        ([177.5, -173.2, -165.4], -353.95),
        ([178.4, -179.97], -0.785),
        ([-70, 140, 151], -325),
    ],
)
def test_the_map_is_cut_where_half_the_world_is_empty_else_at_the_antimeridian(lons, west):
    assert cut_meridian([(lon, lon) for lon in lons]) == west


@given(st.lists(st.floats(-180, 180), min_size=1, max_size=9))
def test_every_place_is_on_the_map_a_whole_number_of_turns_from_its_longitude(lons):
    west = cut_meridian([(lon, lon) for lon in lons])
    assert -360 < west <= 0
    for lon in lons:
        at = on_map(lon, west)
        assert west - 1e-3 <= at <= west + 360 + 1e-3
        assert (at - lon) % 360 == pytest.approx(0, abs=1e-9) or at == lon
    spread = [on_map(lon, west) for lon in lons]
    if west != -180:
        assert max(spread) - min(spread) <= 180.001


def test_an_area_cut_at_the_antimeridian_comes_together_again():
    def square(west):
        ring = [[west, 0], [west + 1, 0], [west + 1, 1], [west, 1], [west, 0]]
        return [ring]

    area = {"type": "MultiPolygon", "coordinates": [square(179), square(-180)]}
    moved = geometry_on_map(area, -0.5)
    assert [polygon[0][0][0] for polygon in moved["coordinates"]] == [179, 180]
    assert geometry_on_map(area, -180) is area


@given(st.floats(-85, 85))
def test_a_latitude_survives_the_projection(lat):
    assert latitude(mercator(lat)) == pytest.approx(lat, abs=1e-9)


@given(st.floats(-180, 180), st.floats(-90, 90))
def test_the_ground_reaches_around_any_place_and_never_beyond_the_map(lon, lat):
    box = bounds_of([(lon, lat)], 1.0)
    west, south, east, north = ground_box(box, -180)
    assert -180 <= west < east <= 180
    assert -85 <= south < north <= 85
    assert is_within([(lon, min(max(lat, -85), 85))], (west, south, east, north), 1e-3)
