"""A text as a table: its delimiter, its header, and what its records are under it."""

import re
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass, replace
from typing import Self

from kzmap.errors import TableError
from kzmap.records.decoding import Decoded
from kzmap.records.limits import MOST_COLUMNS
from kzmap.records.splitting import Record, split
from kzmap.records.stages import Advance

_DELIMITERS = (",", ";", "\t")
_NAMES = {",": "comma", ";": "semicolon", "\t": "tab"}
_EXCEL_HINT = re.compile(r"sep=([,;\t])\s*$", re.IGNORECASE)


@dataclass(frozen=True)
class Sheet:
    """A text known to be a table.

    Attributes
    ----------
    path
        The file as it was named, for errors.
    source
        The text.
    header
        Column names as written.
    delimiter
        ``","``, ``";"`` or a tab.
    hinted
        Whether Excel's line ``sep=;`` stands above the header.
    has_header
        Whether the first record is the header; else it is a row like any other.
    is_quoted
        Whether quotes enclose cells; else they are letters like any other.
    remarks
        What is to be said about how the file was opened, in sentences.
    """

    path: str
    source: Decoded
    header: tuple[str, ...]
    delimiter: str
    hinted: bool = False
    has_header: bool = True
    is_quoted: bool = True
    remarks: tuple[str, ...] = ()

    @property
    def delimiter_name(self) -> str:
        """Return the delimiter in a word."""
        return _NAMES[self.delimiter]

    @property
    def notes(self) -> tuple[str, ...]:
        """Return all there is to say about how bytes became cells, in sentences."""
        delimiter = "" if self.delimiter == "," else f"delimiter: {self.delimiter_name}"
        return tuple(filter(None, (*self.remarks, self.source.note, delimiter)))

    def headed(self, names: Sequence[str], *, is_quoted: bool = True) -> Self:
        """Return the same file as a table without a header, whose columns are these."""
        return replace(self, header=tuple(names), has_header=False, is_quoted=is_quoted)

    def records(self, progress: Advance | None = None) -> Iterator[Record]:
        """Yield the records below the header; lines without any content are none.

        Parameters
        ----------
        progress
            Hears how many bytes have been read, and of how many.

        Raises
        ------
        TableError
            A quote is opened and never closed, so what is a row cannot be known.
        """
        width = len(self.header)
        has_nul = b"\0" in self.source.data
        records = split(
            self.source,
            self.delimiter,
            self.path,
            hinted=self.hinted,
            is_quoted=self.is_quoted,
            progress=progress,
        )
        if self.has_header:
            next(records)
        for record in records:
            if record.fault:
                yield record
            elif len(record.cells) != width:
                yield record._replace(fault=misfit_width(record.cells, width))
            elif has_nul and any("\0" in cell for cell in record.cells):
                yield record._replace(fault="the row holds a NUL byte; remove it")
            else:
                yield record


def open_sheet(source: Decoded, path: str, known: Collection[str]) -> Sheet:
    """Find header and delimiter.

    The delimiter is the one under which most of the header's names are ``known``; then the
    one that gives most columns.

    Raises
    ------
    TableError
        There is no row at all, or the header cannot be split.
    """
    hint = _EXCEL_HINT.match(source.open().readline().lstrip("\ufeff"))
    best: tuple[tuple[int, int], str, tuple[str, ...]] | None = None
    faults = []
    for delimiter in [hint[1]] if hint else _DELIMITERS:
        try:
            first = next(split(source, delimiter, path, hinted=bool(hint)), None)
        except TableError as error:
            faults.append(str(error))
            continue
        if first is None:
            raise TableError(f"{path}: no rows: the file is empty; it needs a header at least")
        if first.fault:
            faults.append(f"{path}:{first.line}: the header line: {first.fault}")
            continue
        score = (sum(plain_name(cell) in known for cell in first.cells), len(first.cells))
        if best is None or score > best[0]:
            best = (score, delimiter, tuple(first.cells))
    if best is None:
        raise TableError(faults[0])
    if len(best[2]) > MOST_COLUMNS:
        raise TableError(
            f"{path}: the first row has {len(best[2]):,} cells, which no header has "
            f"({MOST_COLUMNS:,} at most); check how the table was saved"
        )
    return Sheet(path, source, best[2], best[1], hinted=bool(hint))


def plain_name(name: str) -> str:
    """Return a column name as the contract writes names.

    Examples
    --------
    >>> plain_name(" Event Date")
    'event_date'
    """
    return re.sub(r"[\s_-]+", "_", name.strip().strip("\ufeff").lower()).strip("_")


def misfit_width(cells: Sequence[str], width: int) -> str:
    """Return why a row has another number of cells than the header; empty if it has not."""
    count = len(cells)
    if count == width:
        return ""
    return f"the row has {count} cells where the header names {width}; quote or add cells"
