"""Apache Spark: more than one machine. All of kzmap that is Spark's own stands here."""

import warnings
from collections import Counter
from collections.abc import Sequence
from typing import TYPE_CHECKING, Any, Final, Self

import narwhals as nw

from kzmap.counting.engines.engine import Scan
from kzmap.counting.engines.reaching import CONNECT, check_reachable
from kzmap.counting.opening import Opened
from kzmap.counting.stages import COUNT, Rows, best_of
from kzmap.counting.texts import BLANKS, is_blank
from kzmap.errors import EngineError, TableError
from kzmap.records.sheet import misfit_width

if TYPE_CHECKING:
    import pyarrow as pa

_CORRUPT: Final = "_corrupt_"
_SETTINGS: Final = {
    "spark.sql.execution.arrow.pyspark.enabled": "true",
    "spark.sql.session.timeZone": "UTC",
    # A row is only known to be ragged where all of its cells are looked at.
    "spark.sql.csv.parser.columnPruning.enabled": "false",
}


class Spark:
    """An engine that runs on a cluster; this process is its driver or its client.

    Parameters
    ----------
    master
        ``spark://host:port``, ``local[*]``, or the URL of a Spark Connect server, ``sc://``.
        Files must lie where all workers find them under the same path.
    """

    def __init__(self, master: str) -> None:
        self.session = _start(master)

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *raised: object) -> None:
        self.session.stop()

    def scan(self, opened: Opened, columns: Sequence[str]) -> Scan:
        """Return the rows of files on storage that all workers see."""
        paths = [_address(path) for path in opened.files.paths]
        header, at = opened.sheet.header, opened.header.positions
        if opened.files.kind == "parquet":
            found = self.session.read.option("mergeSchema", "true").parquet(*paths)
            chosen = [found[_quoted(header[at[name]])].alias(name) for name in columns]
            return Scan(nw.from_native(found.select(*chosen)))
        return self._split(opened, paths, columns)

    def take_in(self, table: "pa.Table") -> Rows:
        """Return a small table as rows of Spark."""
        rows: Rows = nw.from_native(self.session.createDataFrame(table))
        return rows

    def hashed(self, rows: Rows, column: str, name: str) -> Rows:
        """Add Spark's own hash."""
        from pyspark.sql import functions

        native: Any = rows.to_native()
        hashed: Rows = nw.from_native(native.withColumn(name, functions.xxhash64(column)))
        return hashed

    def best_of(self, rows: Rows, key: Sequence[str], most: int) -> Rows:
        """Return the first rows of each key."""
        return best_of(rows, key, most)

    def collect(self, rows: Rows) -> "pa.Table":
        """Compute rows on the cluster."""
        try:
            return rows.collect(backend="pyarrow").to_native()
        except Exception as error:
            if not _is_sparks(error):
                raise
            raise EngineError(f"Spark: {_first_line(error)}") from error

    def _split(self, opened: Opened, paths: list[str], columns: Sequence[str]) -> Scan:
        opened.refuse_encoding()
        sheet = opened.sheet
        if sheet.hinted:
            raise TableError(
                f"{sheet.path}: Spark cannot skip the line sep= above the header; remove it"
            )
        names = [f"c{i}" for i in range(len(sheet.header))]
        schema = ", ".join(f"{name} string" for name in (*names, _CORRUPT))
        found = self.session.read.csv(
            paths,
            schema=schema,
            sep=sheet.delimiter,
            header=sheet.has_header,
            # Without quotes a line is a row, so that a large file is split among workers.
            multiLine=sheet.is_quoted,
            quote='"' if sheet.is_quoted else "",
            escape='"' if sheet.is_quoted else "\\",
            mode="PERMISSIVE",
            columnNameOfCorruptRecord=_CORRUPT,
            maxCharsPerColumn=-1,
            enforceSchema=True,
        )
        rows: Any = nw.from_native(found)
        rows = rows.with_columns(*(nw.col(name).fill_null("") for name in (*names, _CORRUPT)))
        broken = rows.filter(nw.col(_CORRUPT).str.strip_chars(BLANKS) != "")
        reasons = self._misfits(broken, opened)
        whole = rows.filter((nw.col(_CORRUPT) == "") & ~is_blank(names))
        at = opened.header.positions
        chosen = [nw.col(names[at[name]]).alias(name) for name in columns]
        return Scan(whole.select(*chosen or [nw.lit(1).alias("_none_")]), reasons)

    def _misfits(self, broken: Rows, opened: Opened) -> Counter[str]:
        """Return why rows could not be split, by the number of their cells."""
        import csv

        sheet = opened.sheet
        # With a cell beside it, since Spark refuses to look at what is broken alone.
        table = self.collect(broken.group_by(_CORRUPT, "c0").agg(nw.len().alias(COUNT)))
        reasons: Counter[str] = Counter()
        for line, count in zip(
            table[_CORRUPT].to_pylist(), table[COUNT].to_pylist(), strict=True
        ):
            cells = next(csv.reader([line], delimiter=sheet.delimiter), [])
            why = misfit_width(cells, len(sheet.header))
            reasons[why or "the row cannot be split into cells"] += count
        return reasons


def _start(master: str) -> Any:
    try:
        with warnings.catch_warnings():
            # Frames of pandas are none of what is exchanged here: Arrow's tables are.
            warnings.filterwarnings("ignore", "PySpark does not yet", FutureWarning)
            import pyspark.sql.pandas.utils  # noqa: F401
            from pyspark.sql import SparkSession
    except ImportError as error:
        raise EngineError(
            f"--engine spark needs pyspark ({error}): pip install 'kzmap[spark]', and Java 17"
        ) from error
    check_reachable(master)
    builder: Any = SparkSession.builder.appName("kzmap")
    for name, value in _SETTINGS.items():
        builder = builder.config(name, value)
    try:
        if master.startswith(CONNECT):
            with warnings.catch_warnings():
                warnings.filterwarnings("ignore", "PySpark does not yet", FutureWarning)
                return builder.remote(master).getOrCreate()
        builder = builder.config("spark.ui.showConsoleProgress", "false")
        session = builder.master(master).config("spark.ui.enabled", "false").getOrCreate()
        session.sparkContext.setLogLevel("WARN")
        return session
    except Exception as error:
        raise EngineError(
            f"Spark at {master} cannot be reached: {_first_line(error)}"
        ) from error


def _is_sparks(error: Exception) -> bool:
    return type(error).__module__.split(".")[0] in ("pyspark", "py4j", "grpc")


def _address(path: str) -> str:
    from pathlib import Path

    return Path(path).resolve().as_uri()


def _quoted(name: str) -> str:
    return "`" + name.replace("`", "``") + "`"


def _first_line(error: Exception) -> str:
    lines = str(error).strip().splitlines()
    return lines[0] if lines else type(error).__name__
