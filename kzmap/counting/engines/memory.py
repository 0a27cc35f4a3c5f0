"""pandas: tables that fit into memory, of every kind that `kzmap.read_events` reads."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import replace
from typing import TYPE_CHECKING, Any, Self

import narwhals as nw
import numpy as np

from kzmap.counting.engines.engine import Scan
from kzmap.counting.opening import Opened
from kzmap.counting.stages import Rows, best_of
from kzmap.errors import TableError
from kzmap.records.collecting import collect
from kzmap.records.opening import open_table
from kzmap.records.problems import Problems
from kzmap.records.sheet import Sheet

if TYPE_CHECKING:
    import pyarrow as pa


class Memory:
    """An engine in this process and its memory."""

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *raised: object) -> None:
        """Nothing is held."""

    def scan(self, opened: Opened, columns: Sequence[str]) -> Scan:
        """Return the rows, read whole."""
        import pyarrow as pa

        if opened.files.kind == "parquet":
            return Scan(self.take_in(_read_parquet(opened, columns)))
        cells: dict[str, list[str]] = {name: [] for name in columns}
        positions = {name: opened.header.positions[name] for name in columns}
        reasons: Counter[str] = Counter()
        for path in opened.files.paths:
            problems = Problems(path)
            sheet = _like(path, opened)
            for name, column in collect(sheet, positions, (), problems).cells.items():
                cells[name] += column
            reasons.update(problem.reason for problem in problems)
        table = pa.table(
            {name: pa.array(column, pa.string()) for name, column in cells.items()}
        )
        return Scan(self.take_in(table), reasons)

    def take_in(self, table: "pa.Table") -> Rows:
        """Return a table as rows of pandas, in Arrow's types but for text: nulls stay nulls."""
        import pandas as pd
        import pyarrow as pa

        def dtype(kind: pa.DataType) -> Any:
            # Texts as pandas has them, since Arrow's have no ranks there.
            is_text = pa.types.is_string(kind) or pa.types.is_large_string(kind)
            return pd.StringDtype(na_value=np.nan) if is_text else pd.ArrowDtype(kind)

        frame: pd.DataFrame = table.to_pandas(types_mapper=dtype)
        return nw.from_native(frame).lazy()

    def hashed(self, rows: Rows, column: str, name: str) -> Rows:
        """Take the text itself."""
        return rows.with_columns(nw.col(column).alias(name))

    def best_of(self, rows: Rows, key: Sequence[str], most: int) -> Rows:
        """Return the first rows of each key."""
        return best_of(rows, key, most)

    def collect(self, rows: Rows) -> "pa.Table":
        """Compute rows."""
        return rows.collect().to_arrow()


def _like(path: str, opened: Opened) -> Sheet:
    """Open a further file of a table; it must have the header of the first."""
    sheet = open_table(path, opened.header.positions)
    if not opened.sheet.has_header:
        sheet = replace(sheet, delimiter=opened.sheet.delimiter)
        return sheet.headed(opened.sheet.header, is_quoted=opened.sheet.is_quoted)
    if sheet.header != opened.sheet.header:
        raise TableError(f"{path}: the header is not that of {opened.files.paths[0]}")
    return sheet


def _read_parquet(opened: Opened, columns: Sequence[str]) -> "pa.Table":
    import pyarrow as pa
    import pyarrow.parquet as pq

    header, at = opened.sheet.header, opened.header.positions
    names = [header[at[name]] for name in columns]
    try:
        tables = [pq.ParquetFile(path).read(columns=names) for path in opened.files.paths]
    except (OSError, pa.ArrowException) as error:
        raise TableError(f"{opened.files.name} cannot be read: {error}") from error
    found = pa.concat_tables(tables, promote_options="permissive")
    return found.select(names).rename_columns(list(columns))
