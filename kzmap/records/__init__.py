"""Reading tables: every row kept, set aside with a reason, or a duplicate.

`read_events` and its sisters read a file of the contract and return a `Reading`: the table
and a `ReadReport` that accounts for each row. A file that is no such table raises
`kzmap.errors.TableError`; a row never raises.
"""

from kzmap.errors import TableError
from kzmap.records.layouts import (
    CLAIMS,
    FORMATS,
    LAYOUTS,
    QUOTES,
    SOURCES,
    ZONES,
    Format,
    Layout,
)
from kzmap.records.moments import parse_moment
from kzmap.records.opening import guess_kind
from kzmap.records.quotes import QuoteCheck, check_quotes
from kzmap.records.reader import read_table
from kzmap.records.rejected import rejected_csv, write_rejected
from kzmap.records.report import Duplicate, Problem, Reading, ReadReport
from kzmap.records.upload import Source, Upload

__all__ = [
    "Duplicate",
    "Problem",
    "QuoteCheck",
    "ReadReport",
    "Reading",
    "Source",
    "Upload",
    "check_quotes",
    "guess_kind",
    "parse_moment",
    "read_claims",
    "read_events",
    "read_kind",
    "read_quotes",
    "read_sources",
    "read_zones",
    "rejected_csv",
    "write_rejected",
]


def read_events(source: Source, format: str | None = None) -> Reading:
    """Read a table of events.

    Parameters
    ----------
    source
        The path of a file, or an `Upload`: a table with the columns of
        `kzmap.schema.EVENT_COLUMNS`, of which `event_date`, `event_type` and `place` must be
        there. Encoding and delimiter are detected. In GeoJSON each feature is an event, its
        properties the columns, and ``lat`` and ``lon`` are those of its Point.
    format
        ``"kzmap"``, the only format so far; None recognises it.

    Returns
    -------
    Reading
        Rows in the order of the file. ``event_date`` and ``end_date`` are ``datetime64[s]``
        (an empty end is the same day), precisions ``int64`` (empty is 1), ``lat`` and ``lon``
        ``float64`` with NaN for empty, all else ``str`` with ``""`` for empty. A row without
        ``event_id`` gets one made from its content.

    Raises
    ------
    TableError
        The file as a whole is no such table.
    """
    name = format or "kzmap"
    if name not in FORMATS:
        raise TableError(f"there is no format {name!r}; known are {', '.join(FORMATS)}")
    return read_table(source, FORMATS[name])


def read_zones(source: Source) -> Reading:
    """Read a table of zones, or a GeoJSON file of them; ``start`` and ``end`` stay text.

    In GeoJSON each feature is a zone, its properties the contract's columns. The column
    ``geometry`` holds its outline, a GeoJSON Polygon or MultiPolygon as a dictionary, and
    None where the area is known by its name; a CSV file may have such a column too, as text.

    An empty ``end`` is open: the zone was not lifted as far as is known. Without
    ``start_precision`` a start is exact to the minute.
    """
    return _read_own(source, ZONES)


def read_sources(source: Source) -> Reading:
    """Read a table of sources; all columns are text."""
    return _read_own(source, SOURCES)


def read_quotes(source: Source) -> Reading:
    """Read a table of quotes; all columns are text, and each quote names an event or a zone."""
    return _read_own(source, QUOTES)


def read_claims(source: Source) -> Reading:
    """Read a table of claims; all columns are text."""
    return _read_own(source, CLAIMS)


def read_kind(source: Source, kind: str) -> Reading:
    """Read a table of a kind: events, zones, sources, quotes or claims.

    Raises
    ------
    TableError
        There is no such kind, or the file as a whole is no such table.
    """
    if kind not in LAYOUTS:
        raise TableError(f"there is no kind of table {kind!r}; known are {', '.join(LAYOUTS)}")
    return read_events(source) if kind == "events" else _read_own(source, LAYOUTS[kind])


def _read_own(source: Source, layout: Layout) -> Reading:
    return read_table(source, Format("kzmap", layout))
