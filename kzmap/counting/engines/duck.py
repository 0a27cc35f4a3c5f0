"""DuckDB: one machine, and more than its memory. What of it is no narwhals stands here."""

import csv
import shutil
import tempfile
from collections import Counter
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any, Self

import duckdb
import narwhals as nw

from kzmap.counting.engines.engine import Scan
from kzmap.counting.opening import Opened
from kzmap.counting.stages import BEST, Rows
from kzmap.counting.texts import BLANKS
from kzmap.errors import ArgumentError, EngineError, TableError
from kzmap.records.sheet import Sheet, misfit_width

if TYPE_CHECKING:
    import pyarrow as pa

_MISFITS = ("MISSING COLUMNS", "TOO MANY COLUMNS")
_QUOTES = "text follows a closing quote; double quotes in text"
_LINE_BYTES = 1 << 28


class Duck:
    """An engine in this process, which spills to the disk what its memory does not hold.

    Parameters
    ----------
    memory
        How much memory it may take, such as ``"4GB"``; half of the machine's if left out.
    folder
        Where it spills to; the system's temporary folder if left out.
    """

    def __init__(self, memory: str | None = None, folder: str | None = None) -> None:
        self._folder = Path(tempfile.mkdtemp(prefix="kzmap-duckdb-", dir=folder))
        settings: dict[str, Any] = {
            "temp_directory": str(self._folder),
            "preserve_insertion_order": False,
        }
        try:
            self.connection = duckdb.connect(config=settings)
            self.connection.execute(f"SET memory_limit = '{memory or _half_of_memory()}'")
        except duckdb.Error as error:
            shutil.rmtree(self._folder, ignore_errors=True)
            raise ArgumentError(
                f"--memory {memory}: expected an amount such as 4GB ({_first_line(error)})"
            ) from error

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *raised: object) -> None:
        self.connection.close()
        shutil.rmtree(self._folder, ignore_errors=True)

    def scan(self, opened: Opened, columns: Sequence[str]) -> Scan:
        """Return the rows of Parquet as they lie there; text is split once, into Parquet."""
        files = list(opened.files.paths)
        try:
            if opened.files.kind == "parquet":
                found = self.connection.read_parquet(files, union_by_name=True)
                return Scan(nw.from_native(_renamed(found, opened, columns)))
            return self._split(opened, files, columns)
        except duckdb.Error as error:
            raise TableError(
                f"{opened.files.name} cannot be read: {_first_line(error)}"
            ) from error

    def take_in(self, table: "pa.Table") -> Rows:
        """Return a small table as rows of this engine."""
        rows: Rows = nw.from_native(self.connection.from_arrow(table))
        return rows

    def hashed(self, rows: Rows, column: str, name: str) -> Rows:
        """Add DuckDB's own hash."""
        native: Any = rows.to_native()
        hashed: Rows = nw.from_native(
            native.project(f"*, hash({_quoted(column)}) AS {_quoted(name)}")
        )
        return hashed

    def best_of(self, rows: Rows, key: Sequence[str], most: int) -> Rows:
        """Keep the first few of each key while they are grouped, so that nothing is sorted."""
        native: Any = rows.to_native()
        others = [name for name in native.columns if name not in key]
        packed = ", ".join(f"{_quoted(name)} := {_quoted(name)}" for name in others)
        keys = ", ".join(map(_quoted, key))
        first = f"min_by(struct_pack({packed}), {_quoted(BEST)}, {most})"
        kept = native.aggregate(f"{keys}, unnest({first}, recursive := true)", keys)
        best: Rows = nw.from_native(kept)
        return best

    def collect(self, rows: Rows) -> "pa.Table":
        """Compute rows."""
        try:
            return rows.collect(backend="pyarrow").to_native()
        except duckdb.Error as error:
            raise self._given_up(error) from error

    def _given_up(self, error: duckdb.Error) -> EngineError:
        """Return what to say where DuckDB could not, with the next step."""
        told = str(error)
        if "No space left" in told or "max_temp_directory_size" in told:
            return EngineError(
                f"the disk of {self._folder.parent} is full, where DuckDB puts what its memory "
                "does not hold: make room, or name a folder of another disk in TMPDIR"
            )
        if isinstance(error, duckdb.OutOfMemoryException):
            return EngineError(
                f"DuckDB needs more memory than it may take: {_first_line(error)}; give it "
                "more with --memory, or count with --engine spark"
            )
        return EngineError(f"DuckDB: {_first_line(error)}")

    def _split(self, opened: Opened, files: list[str], columns: Sequence[str]) -> Scan:
        opened.refuse_encoding()
        sheet = opened.sheet
        quote = '"' if sheet.is_quoted else ""
        target = self._folder / "rows.parquet"
        names = [f"c{i}" for i in range(len(sheet.header))]
        found = self.connection.read_csv(
            files,
            header=sheet.has_header,
            skiprows=int(sheet.hinted),
            delimiter=sheet.delimiter,
            quotechar=quote,
            escapechar=quote,
            columns=dict.fromkeys(names, "VARCHAR"),
            auto_detect=False,
            strict_mode=True,
            null_padding=False,
            store_rejects=True,
            max_line_size=_LINE_BYTES,
        )
        at = opened.header.positions
        chosen = ", ".join(f"{names[at[name]]} AS {_quoted(name)}" for name in columns)
        found = found.filter(f"trim(concat({', '.join(names)}), '{BLANKS}') <> ''")
        found = found.project(chosen or "1 AS _none_")
        found.write_parquet(str(target), compression="zstd")
        rows = self.connection.read_parquet(str(target))
        return Scan(nw.from_native(rows), self._rejected(sheet))

    def _rejected(self, sheet: Sheet) -> Counter[str]:
        """Return why rows could not be split; each row once, for its first fault."""
        told = self.connection.execute(
            "SELECT first(error_type ORDER BY byte_position), first(csv_line) "
            "FROM reject_errors GROUP BY scan_id, file_id, line"
        )
        reasons: Counter[str] = Counter()
        while found := told.fetchmany(10_000):
            for kind, line in found:
                if kind in _MISFITS:
                    cells = next(csv.reader([line], delimiter=sheet.delimiter), [])
                    reasons[misfit_width(cells, len(sheet.header))] += 1
                elif kind == "UNQUOTED VALUE":
                    reasons[_QUOTES] += 1
                else:
                    reasons[f"the row cannot be split into cells ({kind.lower()})"] += 1
        return reasons


def _renamed(found: Any, opened: Opened, columns: Sequence[str]) -> Any:
    header, at = opened.sheet.header, opened.header.positions
    chosen = [f"{_quoted(header[at[name]])} AS {_quoted(name)}" for name in columns]
    return found.project(", ".join(chosen) or "1 AS _none_")


def _quoted(name: str) -> str:
    return '"' + name.replace('"', '""') + '"'


def _half_of_memory() -> str:
    import os

    total = os.sysconf("SC_PAGE_SIZE") * os.sysconf("SC_PHYS_PAGES")
    return f"{total // 2_000_000}MB"


def _first_line(error: Exception) -> str:
    return str(error).strip().splitlines()[0]
