"""Counting with an engine, beside the query that a user would write by hand.

Each run is a process of its own, since an engine keeps what it has read. By hand and by kzmap
the answer is the same: the counts of each day, place and type, and the three reports of each
that name a source and tell most, without the reports that are in the table twice.
"""

import json
import os
import resource
import subprocess
import sys
import tempfile
import time
from pathlib import Path
from typing import Any

from benchmarks.events import write_events
from benchmarks.machine import conditions, load_average

COMPARED_ROWS = 20_000_000
GROWTH_ROWS = (1_000_000, 10_000_000, 100_000_000)
MEMORY = "8GB"
SPARK_MEMORY = "8g"
CONTESTANTS = ("kzmap duckdb", "by hand duckdb", "kzmap spark", "by hand spark")
MOST = 3

_KEY = "event_date, event_type, place, country, admin1, lat, lon, geo_precision"
_ONCE = "SELECT DISTINCT ON (event_id) * FROM events"
COUNTS = f"SELECT {_KEY}, count(*) AS reports FROM once GROUP BY ALL"
SHOWN = f"""
  SELECT * FROM once QUALIFY row_number() OVER (
    PARTITION BY event_date, event_type, place
    ORDER BY source_ids = '', length(summary) DESC, event_id) <= {MOST}
"""


def measure(runs: int, rows: int = COMPARED_ROWS, growth: bool = True) -> dict[str, Any]:
    """Measure every contestant on one table in turn, and kzmap on DuckDB on larger ones."""
    busy = load_average()
    folder = Path(os.environ.get("KZMAP_BENCH", Path(tempfile.gettempdir()) / "kzmap-bench"))
    folder.mkdir(exist_ok=True)
    table = write_events(folder / f"{rows}.parquet", rows)
    series: dict[str, dict[str, list[float]]] = {name: {} for name in CONTESTANTS}
    answers = set()
    for _ in range(runs):
        for name in CONTESTANTS:
            answers.add(_run(name, table, series[name]))
    if len(answers) != 1:
        raise AssertionError(f"the contestants do not give the same answer: {answers}")
    return {
        "benchmark": "engine",
        **conditions(None),
        "load_average_before": busy,
        "runs": runs,
        "rows": rows,
        "memory": MEMORY,
        "answer": dict(zip(("reports", "counts", "shown"), answers.pop(), strict=True)),
        "contestants": series,
        "growth": [_grow(folder, size) for size in GROWTH_ROWS] if growth else [],
    }


def _grow(folder: Path, rows: int) -> dict[str, Any]:
    table = write_events(folder / f"{rows}.parquet", rows)
    series: dict[str, list[float]] = {}
    answer = _run("kzmap duckdb", table, series)
    size = table.stat().st_size
    if rows != COMPARED_ROWS:
        table.unlink()
    return {
        "rows": rows,
        "file_mb": round(size / 1e6),
        "counts": answer[1],
        **{name: values[0] for name, values in series.items()},
    }


def _run(name: str, table: Path, series: dict[str, list[float]]) -> tuple[int, int, int]:
    """Run a contestant in a process of its own, and return its answer."""
    command = [sys.executable, "-m", "benchmarks.engine", name, str(table)]
    done = subprocess.run(command, capture_output=True, text=True)
    if done.returncode:
        raise AssertionError(f"{name}: {done.stderr[-2000:]}")
    told = json.loads(done.stdout.splitlines()[-1])
    print(f"{name}, {table.stem} rows: {told}", file=sys.stderr, flush=True)
    for key in ("count_s", "cpu_s", "peak_mb"):
        if told[key] is not None:
            series.setdefault(key, []).append(told[key])
    return tuple(told["answer"])


def by_kzmap(table: Path, engine: str) -> tuple[int, int, int]:
    from kzmap.counting import EngineName, count_events, find_files, start_engine

    name = EngineName(engine)
    memory = MEMORY if name == EngineName.DUCKDB else None
    with start_engine(name, memory=memory) as started:
        tally = count_events(find_files(table), started, most=MOST)
    return tally.account.kept, len(tally.counts), len(tally.shown)


def by_duckdb(table: Path) -> tuple[int, int, int]:
    import duckdb

    with duckdb.connect(config={"memory_limit": MEMORY}) as connection:
        connection.execute("SET preserve_insertion_order = false")
        connection.execute(f"CREATE VIEW events AS FROM '{table}'")
        connection.execute(f"CREATE TEMP TABLE once AS {_ONCE}")
        counts = connection.sql(COUNTS).to_arrow_table()
        shown = connection.sql(SHOWN).to_arrow_table()
    return _answer(counts, shown)


def by_spark(table: Path) -> tuple[int, int, int]:
    import warnings

    warnings.simplefilter("ignore", FutureWarning)
    from pyspark.sql import SparkSession, Window
    from pyspark.sql import functions as f

    builder = SparkSession.builder.master("local[*]").config("spark.ui.enabled", "false")
    session = builder.getOrCreate()
    key = _KEY.split(", ")
    once = session.read.parquet(str(table)).dropDuplicates(["event_id"])
    counts = once.groupBy(*key).agg(f.count("*").alias("reports")).toArrow()
    order = [f.col("source_ids") == "", f.length("summary").desc(), "event_id"]
    window = Window.partitionBy("event_date", "event_type", "place").orderBy(*order)
    ranked = once.withColumn("rank", f.row_number().over(window))
    shown = ranked.where(f.col("rank") <= MOST).toArrow()
    session.stop()
    return _answer(counts, shown)


def _answer(counts: Any, shown: Any) -> tuple[int, int, int]:
    return sum(counts["reports"].to_pylist()), counts.num_rows, shown.num_rows


def main(name: str, table: str) -> None:
    """Run one contestant, and print what it took and what it found."""
    os.environ.setdefault(
        "PYSPARK_SUBMIT_ARGS", f"--driver-memory {SPARK_MEMORY} pyspark-shell"
    )
    whose, engine = name.rsplit(" ", 1)
    start = time.monotonic()
    if whose == "kzmap":
        answer = by_kzmap(Path(table), engine)
    else:
        answer = by_duckdb(Path(table)) if engine == "duckdb" else by_spark(Path(table))
    took = time.monotonic() - start
    used = resource.getrusage(resource.RUSAGE_SELF)
    in_process = engine == "duckdb"
    told = {
        "answer": answer,
        "count_s": round(took, 2),
        # Spark works in a Java process of its own, which is not counted here.
        "cpu_s": round(used.ru_utime + used.ru_stime, 2) if in_process else None,
        "peak_mb": round(used.ru_maxrss / 1000) if in_process else None,
    }
    print(json.dumps(told))


if __name__ == "__main__":
    main(*sys.argv[1:])
