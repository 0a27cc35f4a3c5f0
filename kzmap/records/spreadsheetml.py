"""The parts of a workbook as openpyxl understands them, in bounded memory.

openpyxl's public face makes up every row and cell that a sheet leaves out (one cell may ask
for a million rows), drops rows out of order, cannot tell a formula that gave "" from one that
was never computed, and keeps a tree of all it parsed: a crafted file of 1 MB takes 10 GB.
Here its own parser of cells is handed one row at a time. It is slow to import, so this module
is imported only where a workbook is opened.
"""

import io
import warnings
import zipfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import IO, Any, Final, NamedTuple
from xml.etree.ElementTree import Element, iterparse

from openpyxl.cell.text import Text
from openpyxl.reader.excel import ExcelReader
from openpyxl.worksheet._reader import FORMULA_TAG, ROW_TAG, VALUE_TAG, WorkSheetParser
from openpyxl.xml.constants import SHARED_STRINGS, SHEET_MAIN_NS

import kzmap.records.limits as limits
from kzmap.records.stages import Advance


class Row(NamedTuple):
    """A row of a sheet: its number, its values by column, and a formula without a value.

    Columns count from 1; ``uncomputed`` is the first column with such a formula, else 0.
    """

    line: int
    values: dict[int, Any]
    uncomputed: int


Parsed = Callable[[Advance | None], Iterator[Row]]
"""Gives the rows of a sheet; told how many bytes of it have been read, and of how many."""

_STRING_TAG: Final = f"{{{SHEET_MAIN_NS}}}si"
_STEP = 1024
_DEEPEST = 64
_MOST_ELEMENTS = 200_000
"""Of a row or a shared string: 16,384 cells are the most that Excel has, a few each."""


@contextmanager
def open_sheets(data: bytes) -> Iterator[list[tuple[str, Parsed]]]:
    """Open a workbook, and give its sheets by name, those that are hidden last.

    Raises
    ------
    Exception
        Of almost any kind, here and while rows are read, where the workbook is broken.
    """
    with warnings.catch_warnings():
        # Of what openpyxl warns, such as styles that it does not know, nothing is in cells.
        warnings.simplefilter("ignore")
        reader = _Reader(data)
        reader.read()
        try:
            sheets = sorted(reader.wb.worksheets, key=lambda one: one.sheet_state != "visible")
            yield [(sheet.title, _parsed(reader, sheet)) for sheet in sheets]
        finally:
            reader.archive.close()


def _parsed(reader: "_Reader", sheet: Any) -> Parsed:
    def rows(progress: Advance | None) -> Iterator[Row]:
        size = reader.archive.getinfo(sheet._worksheet_path).file_size
        with reader.archive.open(sheet._worksheet_path) as stream:
            parser = _Parser(
                stream,
                reader.shared_strings,
                data_only=True,
                epoch=reader.wb.epoch,
                date_formats=reader.wb._date_formats,
                timedelta_formats=reader.wb._timedelta_formats,
            )
            for count, row in enumerate(parser.rows()):
                if progress and count % _STEP == 0:
                    progress(stream.tell(), size)
                yield row

    return rows


class _Archive(zipfile.ZipFile):
    """An archive that gives no large part as a whole, since a tree is made of it."""

    def read(self, name: Any, pwd: bytes | None = None) -> bytes:
        size = self.getinfo(getattr(name, "filename", name)).file_size
        if size > limits.MOST_WORKBOOK_PART_BYTES:
            raise RuntimeError(f"its part {name!r:.60} has {limits.in_megabytes(size)}")
        return super().read(name, pwd)


class _Reader(ExcelReader):  # type: ignore[misc]
    """openpyxl's reader of workbooks, for values alone."""

    def __init__(self, data: bytes) -> None:
        super().__init__(io.BytesIO(data), read_only=True, data_only=True, keep_links=False)
        self.archive = _Archive(io.BytesIO(data))

    def read_strings(self) -> None:
        part = self.package.find(SHARED_STRINGS)
        if part is not None:
            with self.archive.open(part.PartName[1:]) as stream:
                self.shared_strings = [
                    Text.from_tree(found).content for found in _elements(stream, _STRING_TAG)
                ]

    def read_chartsheet(self, sheet: Any, rel: Any) -> None:
        """Leave out what is a chart and no table."""


class _Parser(WorkSheetParser):  # type: ignore[misc]
    """openpyxl's parser of a sheet, for rows alone and in the order of the file."""

    def rows(self) -> Iterator[Row]:
        last = 0
        for element in _elements(self.source, ROW_TAG):
            self._uncomputed = 0
            number, cells = self.parse_row(element)
            # A broken sheet may number two rows alike, and a line must name one row.
            last = max(number, last + 1)
            values = {c["column"]: c["value"] for c in cells if c["value"] is not None}
            yield Row(last, values, self._uncomputed)

    def parse_cell(self, element: Element) -> dict[str, Any]:
        cell: dict[str, Any] = super().parse_cell(element)
        if cell["value"] is None:
            formula = element.find(FORMULA_TAG)
            if formula is not None and element.find(VALUE_TAG) is None:
                cell["value"] = f"={formula.text or ''}"
                self._uncomputed = self._uncomputed or cell["column"]
        return cell


def _elements(stream: IO[bytes], tag: str) -> Iterator[Element]:
    """Yield the elements of a tag, one at a time; everything else is let go at once."""
    above: list[Element] = []
    within = 0
    # Expat refuses entities that grow without end, and never follows one out of the file.
    for event, element in iterparse(stream, ("start", "end")):  # noqa: S314
        if event == "start":
            above.append(element)
            if within or element.tag == tag:
                within += 1
            if len(above) > _DEEPEST or within > _MOST_ELEMENTS:
                raise ValueError(f"a {tag.rpartition('}')[2]} is nested too deep or too large")
            continue
        above.pop()
        if element.tag == tag:
            yield element
            within = 0
        if not within and above:
            above[-1].clear()
