"""Opening tables for the engines by their first rows alone: header, format, what is asked."""

import csv
import io
import os
import zlib
from collections.abc import Mapping
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Final, Literal

from kzmap.errors import TableError
from kzmap.records import Format, Upload, find_format
from kzmap.records.header import Header, match_header
from kzmap.records.opening import open_table
from kzmap.records.recognition import known_names, settle
from kzmap.records.sheet import Sheet

Kind = Literal["parquet", "text"]

_TEXTS: Final = (".csv", ".tsv", ".txt", ".csv.gz", ".tsv.gz", ".txt.gz")
_HEAD_BYTES: Final = 1 << 20
_GZIP: Final = 31
_UTF_8: Final = ("utf-8", "utf-8-sig")


@dataclass(frozen=True)
class Files:
    """Files of one kind that hold one table together.

    Attributes
    ----------
    name
        As the caller named them: a file or a folder.
    paths
        The files, sorted by name.
    kind
        ``"parquet"``, or ``"text"`` for CSV and its sisters, gzipped or not.
    """

    name: str
    paths: tuple[str, ...]
    kind: Kind

    @property
    def size_bytes(self) -> int:
        """Bytes on the disk."""
        return sum(Path(path).stat().st_size for path in self.paths)


@dataclass(frozen=True)
class Opened:
    """A table whose header is known, and what a format makes of it.

    Attributes
    ----------
    sheet
        The first rows.
    form
        The format.
    header
        Which columns are looked at, by plain name, and how the contract's are made of them.
    """

    files: Files
    sheet: Sheet
    form: Format
    header: Header

    def refuse_encoding(self) -> None:
        """Refuse a text that is not in UTF-8, as engines do that split it by themselves.

        Raises
        ------
        TableError
            It is in another encoding.
        """
        encoding = self.sheet.source.encoding
        if encoding not in _UTF_8:
            raise TableError(
                f"{self.files.name}: this engine reads UTF-8, and this is {encoding}; convert "
                "it, for instance with iconv, or count it with --engine pandas"
            )


def find_files(source: str | os.PathLike[str]) -> Files | None:
    """Return the files of a table that the engines can read; None for any other kind.

    Parameters
    ----------
    source
        A Parquet or CSV file, or a folder of files that all are of one such kind.

    Raises
    ------
    TableError
        A folder holds no such file, or files of several kinds.
    """
    path = Path(source)
    if not path.is_dir():
        kind = _kind(path)
        return Files(os.fspath(source), (os.fspath(source),), kind) if kind else None
    inside = sorted(p for p in path.iterdir() if p.is_file() and p.name[0] not in "._")
    kinds = {_kind(p) for p in inside}
    if len(kinds) != 1 or None in kinds:
        raise TableError(
            f"{source}: a folder must hold Parquet files, or CSV files, and nothing else; "
            f"found {', '.join(p.name for p in inside[:5]) or 'no file'}"
        )
    return Files(os.fspath(source), tuple(map(str, inside)), kinds.pop() or "text")


def open_files(
    files: Files,
    format: str | os.PathLike[str] | Format | None = None,
    columns: Mapping[str, str] | None = None,
) -> Opened:
    """Read the head of the first file, and find out how the table is laid out.

    Raises
    ------
    TableError
        The file is no such table.
    FormatError
        The format or the mapping cannot be used.
    """
    form = find_format(format) if isinstance(format, str | os.PathLike) else format
    known = known_names(columns).union(form.columns if form else ())
    head = _parquet_head(files) if files.kind == "parquet" else _text_head(files)
    sheet = replace(open_table(head, known), path=files.name)
    sheet, form = settle(sheet, form, columns)
    return Opened(files, sheet, form, match_header(sheet, form))


def _kind(path: Path) -> Kind | None:
    name = path.name.lower()
    if name.endswith((".parquet", ".pq")):
        return "parquet"
    return "text" if name.endswith(_TEXTS) else None


def _parquet_head(files: Files) -> Upload:
    """Return the header of a Parquet file as if it were one of CSV."""
    import pyarrow as pa
    import pyarrow.parquet as pq

    try:
        names = pq.read_schema(files.paths[0]).names
    except (OSError, pa.ArrowException) as error:
        raise TableError(f"{files.paths[0]}: no Parquet file: {error}") from error
    line = io.StringIO()
    csv.writer(line).writerow(names)
    return Upload("header.csv", line.getvalue().encode())


def _text_head(files: Files) -> Upload:
    """Return the first rows of a text file, up to a line's end."""
    path = Path(files.paths[0])
    try:
        with path.open("rb") as stream:
            head = stream.read(_HEAD_BYTES)
    except OSError as error:
        raise TableError(f"{path} cannot be read: {error.strerror}") from error
    if path.name.lower().endswith(".gz"):
        try:
            head = zlib.decompressobj(_GZIP).decompress(head, _HEAD_BYTES)
        except zlib.error as error:
            raise TableError(f"{path}: no gzip archive: {error}") from error
    whole = head if len(head) < _HEAD_BYTES else head[: head.rfind(b"\n") + 1] or head
    return Upload("head.csv", whole)
