"""The contract between the parts: columns, vocabularies and what they mean.

Times are ISO 8601. An event's dates are local calendar days; a zone's start and end carry
their UTC offset and form a half-open interval. Coordinates are WGS84 degrees.
"""

from typing import Final, Literal

EVENT_COLUMNS: Final = (
    "event_id",
    "event_date",
    "end_date",
    "time_precision",
    "event_type",
    "place",
    "country",
    "admin1",
    "lat",
    "lon",
    "geo_precision",
    "summary",
    "source_ids",
    "confidence",
)
"""Columns of the events table, one row a report.

``event_date`` and ``end_date`` (the last day, inclusive; empty: one day) are days
``YYYY-MM-DD``. ``time_precision`` is 1 day, 2 week, 3 month; ``geo_precision`` is 1 the place
itself, 2 near it, 3 only the region (both as ACLED codes them). ``place`` is the name as
reported; ``country`` an ISO 3166-1 alpha-2 code; ``admin1`` a first-level unit, used as a
hint where a name is borne by several places. ``source_ids`` are joined by a semicolon.
"""

EVENT_REQUIRED: Final = ("event_date", "event_type", "place")
"""Columns without which a table is not a table of events; the others may be absent."""

ZONE_COLUMNS: Final = (
    "zone_id",
    "kind",
    "area",
    "start",
    "end",
    "start_precision",
    "measures",
    "source_ids",
)
"""Columns of the zones table, one row an area with a period.

``area`` is a first-level unit by name or ISO 3166-2 code, a country, or a single town;
``start`` and ``end`` are half-open with UTC offset; ``start_precision`` is minute or day.
"""

ZONE_REQUIRED: Final = ("kind", "area", "start")

ZONE_SHAPE: Final = "geometry"
"""A column that the zones table may have besides: the area's own outline, a GeoJSON Polygon
or MultiPolygon, so that ``area`` may be any name; None where the name says it all."""

SOURCE_COLUMNS: Final = ("source_id", "title", "publisher", "url", "published", "language")
SOURCE_REQUIRED: Final = ("source_id", "title")

QUOTE_COLUMNS: Final = ("event_id", "zone_id", "source_id", "quote", "locator")
QUOTE_REQUIRED: Final = ("source_id", "quote")

CLAIM_COLUMNS: Final = (
    "claim_id",
    "paragraph",
    "sentence",
    "claim",
    "verdict",
    "note",
    "event_ids",
    "zone_ids",
    "source_ids",
    "quote",
)
"""Columns of ``seeds/claims.csv``: what one source claims, and how others bear on it.

``paragraph`` and ``sentence`` count from 1; ``verdict`` is agrees, partly, disagrees or wrong.
"""

ACCOUNT_COLUMNS: Final = (
    "conflict_id",
    "question",
    "event_ids",
    "zone_ids",
    "account",
    "source_ids",
)
"""Columns of the accounts table, one row for each answer to a question on which sources differ.

Rows of one ``conflict_id`` stand side by side, at every event and zone that any of them names.
``account`` is in words of one's own; ``source_ids`` is empty where nobody noted who says so.
"""

ACCOUNT_REQUIRED: Final = ("conflict_id", "question", "account")

TOUR_COLUMNS: Final = (
    "day",
    "view",
    "look",
    "title",
    "text",
    "source_ids",
    "title_ru",
    "text_ru",
    "title_kk",
    "text_kk",
)
"""Columns of a tour, one row a step, in the order in which it is told.

``view`` is day, so_far or first (empty: day). ``look`` names the places or first-level units
that the map is fitted to, joined by a semicolon; empty is all. ``text`` is a sentence or two.
A title and a text may also be given in Russian and Kazakh.
"""

TOUR_REQUIRED: Final = ("day", "title", "text")

TRANSLATION_COLUMNS: Final = ("text", "en", "ru", "kk")
"""Columns of the translations table, one row a text of the data.

``text`` is the text letter for letter as the data has it; the others are what it says in a
language of the page (ISO 639-1), empty where nobody translated it.
"""

TRANSLATION_REQUIRED: Final = ("text",)

ID_SEPARATOR: Final = ";"

EVENT_TYPES: Final = {
    "protest": "Protest",
    "riot": "Riot",
    "security_response": "Security response",
    "foreign_deployment": "Foreign deployment",
    "political": "Political act",
}
"""Known event types and their labels, in the order in which they are drawn and listed."""

ZONE_KINDS: Final = {
    "state_of_emergency": "State of emergency",
    "curfew": "Curfew",
    "communications_blackout": "Communications blackout",
}

CONFIDENCES: Final = ("high", "medium", "low")

ZoneState = Literal["starts", "in force", "ends", "lifted"]

UNDER_EMERGENCY: Final[frozenset[ZoneState]] = frozenset({"starts", "in force", "ends"})
"""States that count as under emergency on a day; a lifted zone is only drawn as an outline."""

TEXTS_MB: Final = 20.0
"""So many MB of a page its texts may take, unless its maker says otherwise."""
