"""Points found to agree many at a time are those of which one by one nothing is said."""

from hypothesis import given, settings
from hypothesis import strategies as st

from kzmap.places.agreeing import agreeing
from kzmap.places.checking import LocatedPoint, _reason

UNITS = [
    "Almaty (city)",
    "Almaty Region",
    "Mangystau Region",
    "KZ-71",
    "Ulytau Region",
    "x",
    "",
]
points = st.builds(
    LocatedPoint,
    st.one_of(st.floats(40, 56), st.sampled_from([43.24, 51.1, 91.0, float("nan")])),
    st.one_of(st.floats(46, 88), st.sampled_from([76.95, 71.4, 179.5, -179.5])),
    st.sampled_from(["KZ", "Kazakhstan", "KG", "FJ", "Atlantis", "", None]),
    st.one_of(st.none(), st.sampled_from(UNITS)),
    st.sampled_from([None, "2022-01-05", "2022-06-09", "1999-01-01"]),
)


@settings(deadline=None, max_examples=150)
@given(st.lists(points, max_size=30))
def test_of_what_is_found_to_agree_nothing_is_said_one_by_one(those):
    assert {_reason(point) for point in agreeing(those)} <= {""}


def test_most_points_that_agree_are_found_so():
    inside = [
        LocatedPoint(42 + step / 10, 75 + step / 20, "KZ", None, None) for step in range(20, 90)
    ]
    quiet = {point for point in inside if not _reason(point)}
    assert len(agreeing(inside)) > 0.9 * len(quiet) > 0
    assert LocatedPoint(43.24, 76.95, "KZ", "Almaty (city)", "2022-01-05") in agreeing(
        [LocatedPoint(43.24, 76.95, "KZ", "Almaty (city)", "2022-01-05")]
    )
