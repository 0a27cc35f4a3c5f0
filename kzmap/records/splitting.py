"""From text to records: their cells, and the line on which each begins."""

import csv
import itertools
from collections.abc import Iterator
from typing import Any, NamedTuple

from kzmap.errors import TableError
from kzmap.records.decoding import Decoded
from kzmap.records.limits import MOST_CELL_CHARACTERS, MOST_LINE_CELLS
from kzmap.records.stages import Advance

_STEP = 8192
"""Records between two words about how far reading has come."""

# The csv module's own limit of 128 KiB is one for the whole process; it is only ever raised.
csv.field_size_limit(max(csv.field_size_limit(), MOST_CELL_CHARACTERS))


class Record(NamedTuple):
    """One row: the line it begins on, its cells, and why it is unusable (mostly empty)."""

    line: int
    cells: list[str]
    fault: str


def split(
    source: Decoded,
    delimiter: str,
    path: str,
    *,
    hinted: bool,
    is_quoted: bool = True,
    progress: Advance | None = None,
) -> Iterator[Record]:
    """Yield the records of a text that have any content, the header among them.

    Parameters
    ----------
    source, path
        The text, and its name for errors.
    delimiter
        One character.
    hinted
        Whether Excel's line about the delimiter comes first; it is no record.
    is_quoted
        Whether quotes mean something.
    progress
        Hears how many bytes have been read, and of how many.

    Raises
    ------
    TableError
        A quote is opened and never closed, or a line or cell is beyond all measure.
    """
    stream = source.open()
    bytes_read: Any = stream.buffer
    if hinted:
        stream.readline()
    above = 1 + hinted
    line = ""

    def feed() -> Iterator[str]:
        nonlocal line
        for line in stream:
            if len(line) > MOST_LINE_CELLS and line.count(delimiter) > MOST_LINE_CELLS:
                raise TableError(
                    f"{path}: more than {MOST_LINE_CELLS:,} cells in one line, which no table "
                    "has; check how it was saved"
                )
            yield line
        line = ""

    reader = csv.reader(
        feed(),
        delimiter=delimiter,
        quoting=csv.QUOTE_MINIMAL if is_quoted else csv.QUOTE_NONE,
        strict=True,
    )
    for count in itertools.count():
        if progress and count % _STEP == 0:
            progress(bytes_read.tell(), len(source.data))
        start = reader.line_num + above
        try:
            cells = next(reader)
        except StopIteration:
            return
        except csv.Error as error:
            if "field larger" in str(error):
                raise TableError(
                    f"{path}:{start}: a cell of more than {MOST_CELL_CHARACTERS:,} characters; "
                    "most likely a quote is opened in the row that begins here and never closed"
                ) from error
            if not line or reader.line_num + above - 1 > start:
                raise TableError(
                    f"{path}:{start}: a quote is opened in the row that begins here and never "
                    "closed; close it, or double it where it is meant as text"
                ) from error
            loose = next(csv.reader([line.rstrip("\r\n")], delimiter=delimiter), [])
            yield Record(start, loose, "text follows a closing quote; double quotes in text")
            continue
        if any(cells) and not all(map(str.isspace, filter(None, cells))):
            yield Record(start, cells, "")
