"""The tables of the contract, as declarations."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, Final, Literal, NamedTuple

from kzmap.records.coordinates import check_points
from kzmap.records.moments import parse_moment
from kzmap.schema import (
    ACCOUNT_COLUMNS,
    ACCOUNT_REQUIRED,
    CLAIM_COLUMNS,
    CONFIDENCES,
    EVENT_COLUMNS,
    EVENT_REQUIRED,
    EVENT_TYPES,
    QUOTE_COLUMNS,
    QUOTE_REQUIRED,
    SOURCE_COLUMNS,
    SOURCE_REQUIRED,
    TOUR_COLUMNS,
    TOUR_REQUIRED,
    ZONE_COLUMNS,
    ZONE_KINDS,
    ZONE_REQUIRED,
    ZONE_SHAPE,
)

Kind = Literal[
    "text", "ids", "choice", "level", "day", "moment", "lat", "lon", "country", "url", "shape"
]


class Finding(NamedTuple):
    """What a look across the columns of a row says about it."""

    row: int
    is_fault: bool
    column: str
    reason: str


Check = Callable[[Mapping[str, list[Any]]], Iterator[Finding]]


@dataclass(frozen=True)
class Column:
    """A column of the contract: what its cells are, and what an empty one stands for.

    Attributes
    ----------
    name, kind
        ``choice`` needs ``words``; the vocabulary is open where ``is_open``.
    required
        Whether the column must be there and each cell filled.
    default
        For text: what an empty cell becomes.
    """

    name: str
    kind: Kind = "text"
    required: bool = False
    words: Mapping[str, Any] = field(default_factory=dict)
    is_open: bool = False
    default: str = ""


@dataclass(frozen=True)
class Layout:
    """A table of the contract.

    Attributes
    ----------
    id_column
        The column that names a row; empty where rows have no name and only equal rows are
        duplicates.
    check
        Looks across the columns of each row; may fill in what follows from others.
    """

    name: str
    columns: tuple[Column, ...]
    id_column: str
    check: Check


def _columns(
    names: Sequence[str], required: Sequence[str], special: Mapping[str, Column]
) -> tuple[Column, ...]:
    return tuple(special.get(name) or Column(name, required=name in required) for name in names)


def _check_events(columns: Mapping[str, list[Any]]) -> Iterator[Finding]:
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


def _check_zones(columns: Mapping[str, list[Any]]) -> Iterator[Finding]:
    for i, (start, end) in enumerate(zip(columns["start"], columns["end"], strict=True)):
        if start and end and parse_moment(end) <= parse_moment(start):
            yield Finding(i, True, "end", "not after start; the period is half-open")


def _check_quotes(columns: Mapping[str, list[Any]]) -> Iterator[Finding]:
    for i, owners in enumerate(zip(columns["event_id"], columns["zone_id"], strict=True)):
        if not any(owners):
            yield Finding(i, True, "event_id", "neither an event nor a zone is named; name one")


def _check_accounts(columns: Mapping[str, list[Any]]) -> Iterator[Finding]:
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


def _no_check(columns: Mapping[str, list[Any]]) -> Iterator[Finding]:
    del columns
    return iter(())


_IDS: Final = Column("source_ids", "ids")
_REFERENCES: Final = {
    name: Column(name, "ids") for name in ("event_ids", "zone_ids", "source_ids")
}

EVENTS: Final = Layout(
    "events",
    _columns(
        EVENT_COLUMNS,
        EVENT_REQUIRED,
        {
            "event_date": Column("event_date", "day", required=True),
            "end_date": Column("end_date", "day"),
            "time_precision": Column("time_precision", "level"),
            "event_type": Column(
                "event_type", "choice", required=True, words=EVENT_TYPES, is_open=True
            ),
            "country": Column("country", "country"),
            "lat": Column("lat", "lat"),
            "lon": Column("lon", "lon"),
            "geo_precision": Column("geo_precision", "level"),
            "source_ids": _IDS,
            "confidence": Column("confidence", "choice", words=dict.fromkeys(CONFIDENCES)),
        },
    ),
    "event_id",
    _check_events,
)

ZONES: Final = Layout(
    "zones",
    _columns(
        (*ZONE_COLUMNS, ZONE_SHAPE),
        ZONE_REQUIRED,
        {
            "kind": Column("kind", "choice", required=True, words=ZONE_KINDS),
            "start": Column("start", "moment", required=True),
            "end": Column("end", "moment"),
            "start_precision": Column(
                "start_precision",
                "choice",
                words=dict.fromkeys(("minute", "day")),
                default="minute",
            ),
            "source_ids": _IDS,
            ZONE_SHAPE: Column(ZONE_SHAPE, "shape"),
        },
    ),
    "zone_id",
    _check_zones,
)

SOURCES: Final = Layout(
    "sources",
    _columns(
        SOURCE_COLUMNS,
        SOURCE_REQUIRED,
        {"url": Column("url", "url")},
    ),
    "source_id",
    _no_check,
)

QUOTES: Final = Layout("quotes", _columns(QUOTE_COLUMNS, QUOTE_REQUIRED, {}), "", _check_quotes)

CLAIMS: Final = Layout(
    "claims",
    _columns(
        CLAIM_COLUMNS,
        ("claim_id", "claim"),
        _REFERENCES,
    ),
    "claim_id",
    _no_check,
)

ACCOUNTS: Final = Layout(
    "accounts",
    _columns(
        ACCOUNT_COLUMNS,
        ACCOUNT_REQUIRED,
        _REFERENCES,
    ),
    "",
    _check_accounts,
)

TOUR: Final = Layout(
    "tour",
    _columns(
        TOUR_COLUMNS,
        TOUR_REQUIRED,
        {
            "day": Column("day", "day", required=True),
            "view": Column(
                "view",
                "choice",
                words=dict.fromkeys(("day", "so_far", "first")),
                default="day",
            ),
            "look": Column("look", "ids"),
            "source_ids": _IDS,
        },
    ),
    "",
    _no_check,
)

LAYOUTS: Final = {
    layout.name: layout for layout in (EVENTS, ZONES, SOURCES, QUOTES, CLAIMS, ACCOUNTS, TOUR)
}
