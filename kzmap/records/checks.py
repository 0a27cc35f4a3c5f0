"""What a look across the columns of a row says about it, for each table of the contract."""

from collections.abc import Callable, Iterator, Mapping
from typing import Any, NamedTuple

from kzmap.records.coordinates import check_points
from kzmap.records.moments import parse_moment


class Finding(NamedTuple):
    """What a look across the columns of a row says about it."""

    row: int
    is_fault: bool
    column: str
    reason: str


Check = Callable[[Mapping[str, list[Any]]], Iterator[Finding]]


def check_events(columns: Mapping[str, list[Any]]) -> Iterator[Finding]:
    """Fill ``end_date``, and look at it and at the point."""
    starts, ends = columns["event_date"], columns["end_date"]
    for i, (start, end) in enumerate(zip(starts, ends, strict=True)):
        if end is None:
            ends[i] = start
        elif start is not None and end < start:
            yield Finding(i, True, "end_date", "lies before event_date; check both")
    lats, lons = columns["lat"], columns["lon"]
    for i, (lat, lon) in enumerate(zip(lats, lons, strict=True)):
        if (lat is None) != (lon is None):
            missing = "lat" if lat is None else "lon"
            yield Finding(i, True, missing, "missing beside the other; give both or neither")
    for found in check_points(lats, lons, columns["country"]):
        yield Finding(*found)


def check_zones(columns: Mapping[str, list[Any]]) -> Iterator[Finding]:
    """Ask for periods that end after they start."""
    for i, (start, end) in enumerate(zip(columns["start"], columns["end"], strict=True)):
        if start and end and parse_moment(end) <= parse_moment(start):
            yield Finding(i, True, "end", "not after start; the period is half-open")


def check_quotes(columns: Mapping[str, list[Any]]) -> Iterator[Finding]:
    """Ask for an event or a zone that each quote stands beside."""
    for i, owners in enumerate(zip(columns["event_id"], columns["zone_id"], strict=True)):
        if not any(owners):
            yield Finding(i, True, "event_id", "neither an event nor a zone is named; name one")


def check_accounts(columns: Mapping[str, list[Any]]) -> Iterator[Finding]:
    """Ask for an event or a zone at each conflict, and for one question in all its rows."""
    conflicts, questions = columns["conflict_id"], columns["question"]
    named = zip(conflicts, columns["event_ids"], columns["zone_ids"], strict=True)
    placed = {conflict for conflict, *owners in named if any(owners)}
    first = dict(zip(reversed(conflicts), reversed(questions), strict=True))
    for i, conflict in enumerate(conflicts):
        if questions[i] != first[conflict]:
            yield Finding(i, True, "question", "differs from the conflict's first row")
        if conflict not in placed:
            yield Finding(i, True, "event_ids", "the conflict names no event or zone; name one")


def check_translations(columns: Mapping[str, list[Any]]) -> Iterator[Finding]:
    """Remark on texts that no language translates: they are shown as they were written."""
    told = [cells for name, cells in columns.items() if name != "text"]
    for i, translated in enumerate(zip(*told, strict=True)):
        if not any(translated):
            yield Finding(i, False, "text", "no language has a translation of it")


def no_check(columns: Mapping[str, list[Any]]) -> Iterator[Finding]:
    """Find nothing: each cell says all there is to say about itself."""
    del columns
    return iter(())
