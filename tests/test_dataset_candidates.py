"""A name that many places bear is told with a few of them."""

from kzmap.dataset.placing import MOST_CANDIDATES, why_unplaced
from kzmap.places import Candidate, Resolution


def answer_of(count):
    candidates = [
        Candidate("Springfield", f"Unit {n}", "US", 40.0, -90.0 + n, 0, "Springfield")
        for n in range(count)
    ]
    return Resolution("Springfield", reason="ambiguous", candidates=tuple(candidates))


def test_of_many_candidates_the_first_few_are_named_and_the_others_counted():
    told = why_unplaced(answer_of(34))
    assert told.count("Springfield") == MOST_CANDIDATES
    assert told.endswith(f"(Unit {MOST_CANDIDATES - 1}) and {34 - MOST_CANDIDATES} more")


def test_few_candidates_are_all_named():
    told = why_unplaced(answer_of(MOST_CANDIDATES))
    assert told.endswith(f"(Unit {MOST_CANDIDATES - 1})")
