"""Excel workbooks for tests: as a person saves them, and as nobody should."""

import io
import zipfile
from collections.abc import Mapping, Sequence
from typing import Any

import openpyxl


def workbook(*rows: Sequence[Any], sheets: Mapping[str, Sequence[Sequence[Any]]] = {}) -> bytes:
    """A workbook with rows in the sheet "Events", and others behind it."""
    book = openpyxl.Workbook()
    book.active.title = "Events"
    for row in rows:
        book.active.append(list(row))
    for name, listed in sheets.items():
        sheet = book.create_sheet(name)
        for row in listed:
            sheet.append(list(row))
    return saved(book)


def saved(book: openpyxl.Workbook) -> bytes:
    stream = io.BytesIO()
    book.save(stream)
    return stream.getvalue()


def with_part(data: bytes, name: str, change: Any) -> bytes:
    """The same archive with one part changed or added: bytes, or a function of its text."""
    stream = io.BytesIO()
    with (
        zipfile.ZipFile(io.BytesIO(data)) as old,
        zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as new,
    ):
        for entry in old.namelist():
            part = old.read(entry)
            if entry == name:
                part = change if isinstance(change, bytes) else change(part.decode()).encode()
            new.writestr(entry, part)
        if name not in old.namelist():
            new.writestr(name, change)
    return stream.getvalue()


def zip_of(files: Mapping[str, bytes | str]) -> bytes:
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in files.items():
            archive.writestr(name, data)
    return stream.getvalue()
