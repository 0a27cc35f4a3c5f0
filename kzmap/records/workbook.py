"""A sheet of an Excel workbook as a table of text: values as a person reads them there."""

import io
import zipfile
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from decimal import Decimal
from itertools import islice
from typing import TYPE_CHECKING, Any

import kzmap.records.limits as limits
from kzmap.errors import TableError
from kzmap.records.archives import check_unpacked
from kzmap.records.decoding import Decoded, what_it_is
from kzmap.records.sheet import Sheet, misfit_width
from kzmap.records.splitting import Record
from kzmap.records.stages import Advance

if TYPE_CHECKING:
    from kzmap.records.spreadsheetml import Row

_OTHER_KINDS = {
    "xl/workbook.bin": "a binary Excel workbook (.xlsb)",
    "content.xml": "an OpenDocument file",
    "Index/Document.iwa": "a Numbers file",
}


@dataclass(frozen=True)
class WorkbookSheet(Sheet):
    """A sheet as a table; the line of a record is its row in the sheet, from 1."""

    rows: tuple[Record, ...] = ()

    @property
    def delimiter_name(self) -> str:
        """Say that there is none; the rows set aside are written with a comma."""
        return "none, it is a workbook"

    def records(self, progress: Advance | None = None) -> Iterator[Record]:
        """Yield the rows below the header; those without any content are none."""
        width = len(self.header)
        for row in islice(self.rows, 1 if self.has_header else 0, None):
            cells = row.cells + [""] * (width - len(row.cells))
            yield Record(row.line, cells, row.fault or misfit_width(cells, width))
        if progress:
            progress(len(self.rows), len(self.rows))


def open_workbook(data: bytes, file: str, progress: Advance | None = None) -> WorkbookSheet:
    """Read the first sheet that has rows.

    Days become ISO text and numbers have the 15 digits that Excel keeps. Of a formula the
    value is read that was stored with it; a row with a formula that has none is unusable.

    Parameters
    ----------
    data, file
        The workbook, and its name.
    progress
        Hears how many bytes of a sheet have been read, and of how many.

    Raises
    ------
    TableError
        It is no workbook, unpacks to too much, has too many cells, or no row at all.
    """
    _check_kind(data, file)
    try:
        named = _read_sheets(data, file, progress)
    except TableError:
        raise
    except Exception as error:
        # A broken workbook makes it raise almost anything.
        cause = error.__cause__ or error
        why = str(cause).split("\n")[0] or type(cause).__name__
        raise TableError(
            f"{file}: the workbook cannot be read: {why}; open it in a spreadsheet program "
            "and save it anew, or as CSV"
        ) from error
    if not named:
        raise TableError(f"{file}: no rows: the workbook is empty; it needs a header at least")
    (name, rows), *others = named.items()
    remarks = [f"lines are rows of the sheet {name!r}"]
    if others:
        listed = ", ".join(repr(other) for other, _ in others)
        remarks.append(f"the workbook's other sheets were not read: {listed}")
    header = tuple(rows[0].cells)
    source = Decoded(b"", "utf-8")
    return WorkbookSheet(file, source, header, ",", remarks=tuple(remarks), rows=tuple(rows))


def _check_kind(data: bytes, file: str) -> None:
    what = what_it_is(data)
    if not zipfile.is_zipfile(io.BytesIO(data)):
        raise TableError(
            f"{file}: this is {what or 'no Excel workbook'}, whatever its name says; save the "
            "table as XLSX or CSV"
        )
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            check_unpacked(archive, file)
            names = set(archive.namelist())
    except (zipfile.BadZipFile, OSError, ValueError, NotImplementedError) as error:
        raise TableError(f"{file}: broken or cut off ({error}); fetch it again") from error
    for part, kind in _OTHER_KINDS.items():
        if part in names:
            raise TableError(f"{file}: this is {kind}; save the table as XLSX or CSV")
    if "[Content_Types].xml" not in names:
        raise TableError(f"{file}: this is a ZIP archive without a workbook; name it .zip")


def _read_sheets(data: bytes, file: str, progress: Advance | None) -> dict[str, list[Record]]:
    """Return the rows of the first sheet that has some, and the first row of the others."""
    # Here, not above: openpyxl is slow to import, and few tables are workbooks.
    from kzmap.records.spreadsheetml import open_sheets

    found: dict[str, list[Record]] = {}
    with open_sheets(data) as sheets:
        for name, parsed in sheets:
            rows = _within_room(parsed(None if found else progress), file, name)
            first = list(islice(rows, 1))
            if first:
                found[name] = first if found else first + list(rows)
    return found


def _within_room(rows: "Iterable[Row]", file: str, name: str) -> Iterator[Record]:
    """Yield the rows that have any content, each as wide as its last cell with some."""
    room = limits.MOST_CELLS
    for row in rows:
        record = _record(row)
        room -= len(record.cells)
        if room < 0:
            raise TableError(
                f"{file}: more than {limits.MOST_CELLS:,} cells up to row "
                f"{record.line} of the sheet {name!r}; remove what stands far to the right, "
                "or save the table as CSV"
            )
        if record.cells:
            yield record


def _record(row: "Row") -> Record:
    told = {column: _text(value) for column, value in row.values.items()}
    last = max((column for column, text in told.items() if text.strip()), default=0)
    fault = (
        f"column {row.uncomputed} holds a formula that was saved without its value; open the "
        "workbook in a spreadsheet program and save it"
        if row.uncomputed
        else ""
    )
    return Record(row.line, [told.get(column, "") for column in range(1, last + 1)], fault)


def _text(value: Any) -> str:
    """Return a cell as a person reads it, independent of how the sheet shows it."""
    match value:
        case str():
            return value
        case bool():
            return str(value).upper()
        case int():
            return str(value)
        case float():
            return _number(value)
        case datetime():
            whole = value + timedelta(microseconds=500_000)
            return whole.strftime("%Y-%m-%d" if _is_midnight(whole) else "%Y-%m-%d %H:%M:%S")
        case date() | time():
            return value.isoformat()
        case _:
            return str(value)


def _is_midnight(moment: datetime) -> bool:
    return moment.hour == moment.minute == moment.second == 0


def _number(value: float) -> str:
    """Return a number in its shortest form, and never with more digits than Excel keeps.

    Examples
    --------
    >>> _number(0.1 + 0.2), _number(7.0), _number(43.238949), _number(1e20)
    ('0.3', '7', '43.238949', '100000000000000000000')
    """
    return f"{Decimal(f'{value:.15g}'):f}"
