"""How large input may be: beyond these it is refused before it is parsed.

A limit is there so that a file from a stranger cannot take a machine's memory or its day;
each lies well above what tables of reports have.
"""

from typing import Final

MOST_UPLOAD_BYTES: Final = 200_000_000
"""Of an upload, as it came; a server holds each in memory, and several people may be there."""

MOST_UNPACKED_BYTES: Final = 1_000_000_000
"""Of what a gzip or ZIP archive, or an Excel workbook with all its parts, unpacks to."""

MOST_COLUMNS: Final = 16_384
"""Of a table, as in Excel."""

MOST_LINE_CELLS: Final = 5_000_000
"""Of a line of text; an outline written into one cell of a table has many commas."""

MOST_CELL_CHARACTERS: Final = 20_000_000
"""Of a cell of text; a quote that is never closed makes one cell of all that follows it."""

MOST_CELLS: Final = 60_000_000
"""Of a sheet of a workbook or a GeoJSON file, empty ones in its rows with them.

A cell far to the right costs a few bytes in the file, and a whole row of cells when read; so
does a property that one feature alone has, in every other.
"""

MOST_WORKBOOK_PART_BYTES: Final = 20_000_000
"""Of a part of a workbook other than its sheets and strings, such as its styles."""

MOST_GEOJSON_BYTES: Final = 64_000_000
"""Of a GeoJSON file; parsing one needs some ten times its room."""

MOST_POSITIONS: Final = 200_000
"""Of all outlines of a file together, since the page carries each."""


def in_megabytes(count: int) -> str:
    """Return a number of bytes for a reader, as file managers count them.

    Examples
    --------
    >>> in_megabytes(200_000_000), in_megabytes(1_234_567)
    ('200 MB', '1.2 MB')
    """
    return f"{count / 1e6:,.1f}".removesuffix(".0") + " MB"
