"""Reading tables: every row kept, set aside with a reason, or a duplicate.

`read_events` and its sisters read a file of the contract and return a `Reading`: the table
and a `ReadReport` that accounts for each row. A file that is no such table raises
`kzmap.errors.TableError`; a row never raises.
"""

import os
from collections.abc import Mapping

from kzmap.errors import TableError
from kzmap.records.formats import (
    Format,
    find_format,
    formats,
    mapping_toml,
    own_format,
    suggest_type,
    with_mapping,
)
from kzmap.records.layouts import (
    ACCOUNTS,
    CLAIMS,
    LAYOUTS,
    QUOTES,
    SOURCES,
    TOUR,
    TRANSLATIONS,
    ZONES,
)
from kzmap.records.moments import parse_moment
from kzmap.records.opening import guess_kind, open_table
from kzmap.records.quotes import QuoteCheck, check_quotes
from kzmap.records.reader import read_sheet, read_table
from kzmap.records.recognition import Recognition, known_names, recognise, settle
from kzmap.records.rejected import rejected_csv, write_rejected
from kzmap.records.report import Duplicate, Problem, Reading, ReadReport
from kzmap.records.stages import READING, Advance, stage
from kzmap.records.upload import Source, Upload
from kzmap.records.values import values_of

__all__ = [
    "Duplicate",
    "Format",
    "Problem",
    "QuoteCheck",
    "ReadReport",
    "Reading",
    "Recognition",
    "Source",
    "Upload",
    "check_quotes",
    "find_format",
    "formats",
    "guess_kind",
    "mapping_toml",
    "parse_moment",
    "read_accounts",
    "read_claims",
    "read_events",
    "read_kind",
    "read_quotes",
    "read_sources",
    "read_tour",
    "read_translations",
    "read_zones",
    "recognise",
    "rejected_csv",
    "suggest_type",
    "values_of",
    "with_mapping",
    "write_rejected",
]


def read_events(
    source: Source,
    format: str | os.PathLike[str] | Format | None = None,
    *,
    columns: Mapping[str, str] | None = None,
    progress: Advance | None = None,
) -> Reading:
    """Read a table of events.

    Parameters
    ----------
    source
        The path of a file, or an `Upload`: CSV or TSV, with any of the formats that
        `formats` lists. Encoding and delimiter are detected. In GeoJSON each feature is an
        event, its properties the columns, and ``lat`` and ``lon`` are those of its Point.
    format
        A name of `formats`, the path of a declaration of your own (``.toml``), or a `Format`;
        None recognises it.
    columns
        For any other table: the file's header for each column of the contract, such as
        ``{"place": "Город", "event_date": "Дата"}``. ``"=protest"`` is the same text for
        every row. ``source_ids`` names a column of sources, parted by semicolons. The key
        ``day_order`` (``"day first"``, ``"month first"``) tells what 05/01/2022 means.
        Columns that bear the contract's names are found without it.
    progress
        Hears how far reading has come, of how much.

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
        The file as a whole is no such table; where no format fits, or several do, the text
        says so and names the command that would read it.
    FormatError
        The format or the mapping cannot be used.
    """
    form = find_format(format) if isinstance(format, str | os.PathLike) else format
    known = known_names(columns).union(form.columns if form else ())
    sheet = open_table(source, known, progress=stage(progress, READING))
    sheet, form = settle(sheet, form, columns)
    return read_sheet(sheet, form, progress)


def read_zones(source: Source) -> Reading:
    """Read a table of zones, or a GeoJSON file of them; ``start`` and ``end`` stay text.

    In GeoJSON each feature is a zone, its properties the contract's columns. The column
    ``geometry`` holds its outline, a GeoJSON Polygon or MultiPolygon as a dictionary, and
    None where the area is known by its name; a CSV file may have such a column too, as text.

    An empty ``end`` is open: the zone was not lifted as far as is known. Without
    ``start_precision`` a start is exact to the minute.
    """
    return read_table(source, own_format(ZONES))


def read_sources(source: Source) -> Reading:
    """Read a table of sources; all columns are text."""
    return read_table(source, own_format(SOURCES))


def read_quotes(source: Source) -> Reading:
    """Read a table of quotes; all columns are text, and each quote names an event or a zone."""
    return read_table(source, own_format(QUOTES))


def read_claims(source: Source) -> Reading:
    """Read a table of claims; all columns are text."""
    return read_table(source, own_format(CLAIMS))


def read_accounts(source: Source) -> Reading:
    """Read a table of accounts: what sources say where they differ; all columns are text."""
    return read_table(source, own_format(ACCOUNTS))


def read_tour(source: Source) -> Reading:
    """Read the steps of a tour in their order; ``day`` is ``datetime64[s]``, all else text."""
    return read_table(source, own_format(TOUR))


def read_translations(source: Source) -> Reading:
    """Read what the data's texts say in other languages; all columns are text."""
    return read_table(source, own_format(TRANSLATIONS))


def read_kind(source: Source, kind: str) -> Reading:
    """Read a table of any kind of the contract.

    Parameters
    ----------
    source
        The table.
    kind
        ``events``, ``zones``, ``sources``, ``quotes``, ``claims``, ``accounts``, ``tour``
        or ``translations``.

    Raises
    ------
    TableError
        There is no such kind, or the file as a whole is no such table.
    """
    if kind not in LAYOUTS:
        raise TableError(f"there is no kind of table {kind!r}; known are {', '.join(LAYOUTS)}")
    if kind == "events":
        return read_events(source)
    return read_table(source, own_format(LAYOUTS[kind]))
