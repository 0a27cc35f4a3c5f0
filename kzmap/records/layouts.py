"""The tables of the contract, as declarations."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, Final, Literal

from kzmap.records.checks import (
    Check,
    check_accounts,
    check_events,
    check_quotes,
    check_translations,
    check_zones,
    no_check,
)
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
    TRANSLATION_COLUMNS,
    TRANSLATION_REQUIRED,
    ZONE_COLUMNS,
    ZONE_KINDS,
    ZONE_REQUIRED,
    ZONE_SHAPE,
)

Kind = Literal[
    "text", "ids", "choice", "level", "day", "moment", "lat", "lon", "country", "url", "shape"
]


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
    check_events,
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
    check_zones,
)

SOURCES: Final = Layout(
    "sources",
    _columns(
        SOURCE_COLUMNS,
        SOURCE_REQUIRED,
        {"url": Column("url", "url")},
    ),
    "source_id",
    no_check,
)

QUOTES: Final = Layout("quotes", _columns(QUOTE_COLUMNS, QUOTE_REQUIRED, {}), "", check_quotes)

CLAIMS: Final = Layout(
    "claims",
    _columns(
        CLAIM_COLUMNS,
        ("claim_id", "claim"),
        _REFERENCES,
    ),
    "claim_id",
    no_check,
)

ACCOUNTS: Final = Layout(
    "accounts",
    _columns(
        ACCOUNT_COLUMNS,
        ACCOUNT_REQUIRED,
        _REFERENCES,
    ),
    "",
    check_accounts,
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
    no_check,
)

TRANSLATIONS: Final = Layout(
    "translations",
    _columns(TRANSLATION_COLUMNS, TRANSLATION_REQUIRED, {}),
    "text",
    check_translations,
)

LAYOUTS: Final = {
    layout.name: layout
    for layout in (EVENTS, ZONES, SOURCES, QUOTES, CLAIMS, ACCOUNTS, TOUR, TRANSLATIONS)
}
