"""Real engines on 200,000 events: Spark, also short of a worker; DuckDB short of memory."""

import re
import subprocess
import sys
import threading
import time
from pathlib import Path

import pytest
from spark_cluster import environment

ROWS = 200_000
MEMORY_MB = 150
pytestmark = pytest.mark.services


def write_events(path: Path, rows: int) -> Path:
    import duckdb

    # Texts that no packing makes small.
    text = " || ".join(f"md5('{n} ' || i)" for n in range(96))
    duckdb.sql(
        f"""COPY (
          SELECT 'e' || (CASE WHEN i % 500 = 1 THEN i - 1 ELSE i END) AS event_id,
            DATE '2022-01-01' + CAST(hash(i) % 30 AS INTEGER) AS event_date,
            DATE '2022-01-01' + CAST(hash(i) % 30 + (i % 9) // 8 * 2 AS INTEGER) AS end_date,
            ['protest', 'riot', 'Security response'][1 + i % 3] AS event_type,
            ['Almaty', 'Aktau', ' Astana', 'Shymkent', 'Nowhere at all'][1 + i % 5] AS place,
            'KZ' AS country,
            substr({text}, 1, 40 + CAST(hash(i) % 3000 AS INTEGER)) AS summary,
            CASE WHEN i % 4 = 0 THEN '' ELSE 'source-' || i % 90 END AS source_ids,
            CASE WHEN i % 1000 = 3 THEN 'sure' ELSE 'high' END AS confidence
          FROM (
            SELECT CASE WHEN k % 1000 = 7 THEN k - 1 ELSE k END AS i FROM range({rows}) AS t(k)
          )
        ) TO '{path}' (FORMAT parquet, ROW_GROUP_SIZE 4096)"""
    )
    return path


@pytest.fixture(scope="module")
def events(tmp_path_factory):
    return write_events(tmp_path_factory.mktemp("events") / "events.parquet", ROWS)


def export(events: Path, page: Path, *options: str, env=None):
    command = [sys.executable, "-m", "kzmap", "export", events, "-o", page, *options]
    return subprocess.run(
        [*map(str, command)], capture_output=True, text=True, env=env, timeout=550
    )


@pytest.fixture(scope="module")
def expected(events, tmp_path_factory):
    """The page, and what is said of the rows, as pandas has them."""
    page = tmp_path_factory.mktemp("pandas") / "page.html"
    done = export(events, page, "--engine", "pandas")
    assert done.returncode == 1, done.stderr
    return page.read_bytes(), account(done)


def account(done):
    [told] = re.findall(r"[\d,]+ rows read = .* duplicates", done.stderr)
    return told


def test_a_cluster_of_two_workers_makes_the_same_page(events, expected, spark, tmp_path):
    page = tmp_path / "page.html"
    before = spark.executors()
    done = export(
        events, page, "--engine", "spark", "--master", spark.url, env=environment(tmp_path)
    )
    assert done.returncode == 1, done.stderr
    assert account(done) == expected[1]
    assert page.read_bytes() == expected[0]
    assert spark.executors() - before == 2


def test_a_worker_killed_half_way_changes_nothing(events, expected, spark, tmp_path):
    page = tmp_path / "page.html"
    victim = len(spark.workers) - 1
    executors, (_, done_before) = spark.executors(), spark.tasks()
    seen = {}

    def kill_half_way():
        until = time.monotonic() + 300
        while time.monotonic() < until:
            begun, done = spark.tasks(victim)
            # It is at work on a task just now, and others are done and in its hands.
            if spark.tasks()[1] - done_before >= 5 and begun > done:
                spark.kill_worker()
                seen.update(begun=begun, done=done, all=spark.tasks()[1], page=page.exists())
                return
            time.sleep(0.02)

    killer = threading.Thread(target=kill_half_way)
    killer.start()
    done = export(
        events, page, "--engine", "spark", "--master", spark.url, env=environment(tmp_path)
    )
    killer.join()
    assert seen, "no worker was killed before the page was made"
    assert seen["begun"] > seen["done"]
    assert not seen["page"]
    assert spark.executors() - executors >= 2
    assert spark.tasks()[1] > seen["all"] + 5, "the other worker had nothing left to do"
    assert "lost" in done.stderr.lower(), "Spark itself does not say that it lost a worker"
    assert done.returncode == 1, done.stderr
    assert account(done) == expected[1]
    assert page.read_bytes() == expected[0]


def test_a_cluster_that_is_not_there_is_said_in_a_line(events, tmp_path):
    done = export(
        events, tmp_path / "page.html", "--engine", "spark", "--master", "sparks://x:1"
    )
    assert done.returncode == 2
    assert done.stderr.splitlines()[-1].startswith("kzmap: Spark at sparks://x:1")
    assert not (tmp_path / "page.html").exists()


def test_duckdb_with_less_memory_than_the_data_makes_the_same_page(events, expected, tmp_path):
    page = tmp_path / "page.html"
    assert events.stat().st_size > 1.2 * MEMORY_MB * 1_000_000
    done = export(events, page, "--engine", "duckdb", "--memory", f"{MEMORY_MB}MB")
    assert done.returncode == 1, done.stderr
    assert account(done) == expected[1]
    assert page.read_bytes() == expected[0]
