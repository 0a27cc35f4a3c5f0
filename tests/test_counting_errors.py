"""What stands in an engine's way is said in a line, soon, with the next step."""

import socket
import subprocess
import sys

import duckdb
import pandas as pd
import pytest

from kzmap.counting import EngineName, count_events, find_files, start_engine
from kzmap.counting.engines.reaching import check_reachable
from kzmap.errors import ArgumentError, EngineError


@pytest.fixture
def free_port():
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        yield free.getsockname()[1]


@pytest.fixture
def table(tmp_path):
    path = tmp_path / "events.parquet"
    pd.DataFrame(
        {"event_date": ["2022-01-05"], "event_type": ["riot"], "place": ["Almaty"]}
    ).to_parquet(path)
    return path


@pytest.mark.parametrize("scheme", ["spark", "sc"])
def test_a_master_that_does_not_answer_is_named(scheme, free_port, monkeypatch):
    monkeypatch.setattr("kzmap.counting.engines.reaching._java", lambda: "java")
    url = f"{scheme}://127.0.0.1:{free_port}"
    with pytest.raises(EngineError, match=f"{url} cannot be reached: .*--engine duckdb"):
        check_reachable(url)


def test_java_that_is_missing_is_asked_for(monkeypatch, tmp_path):
    monkeypatch.setenv("JAVA_HOME", str(tmp_path))
    with pytest.raises(EngineError, match=r"needs Java 17.*apt-get install"):
        check_reachable("local[*]")


def test_spark_that_is_not_installed_is_asked_for(monkeypatch):
    monkeypatch.setitem(sys.modules, "pyspark", None)
    for name in [name for name in sys.modules if name.startswith("pyspark.")]:
        monkeypatch.delitem(sys.modules, name)
    with pytest.raises(EngineError, match=r"pip install 'kzmap\[spark\]'"):
        start_engine(EngineName.SPARK)


def test_an_amount_of_memory_that_is_none_is_refused():
    with pytest.raises(ArgumentError, match="--memory much: expected an amount such as 4GB"):
        start_engine(EngineName.DUCKDB, memory="much")


@pytest.mark.parametrize(
    ("error", "told"),
    [
        (duckdb.OutOfMemoryException("could not allocate"), "more with --memory"),
        (duckdb.IOException("No space left on device"), "make room, .*TMPDIR"),
    ],
)
def test_memory_and_disk_that_do_not_suffice_are_told_apart(error, told):
    with start_engine(EngineName.DUCKDB) as engine, pytest.raises(EngineError, match=told):
        raise engine._given_up(error)


def test_the_folder_that_duckdb_spills_to_goes_with_it(table, tmp_path, monkeypatch):
    monkeypatch.setattr("tempfile.tempdir", str(tmp_path))
    with start_engine(EngineName.DUCKDB) as engine:
        assert list(tmp_path.glob("kzmap-duckdb-*"))
        count_events(find_files(table), engine)
    assert not list(tmp_path.glob("kzmap-duckdb-*"))


@pytest.mark.parametrize(
    "options",
    [
        ["--engine", "duckdb", "--master", "spark://x:7077"],
        ["--engine", "pandas", "--memory", "1GB"],
    ],
)
def test_an_option_of_another_engine_is_refused(table, options, tmp_path):
    page = tmp_path / "page.html"
    command = [sys.executable, "-m", "kzmap", "export", table, "-o", page, *options]
    done = subprocess.run([*map(str, command)], capture_output=True, text=True)
    assert done.returncode == 2
    assert "goes with --engine" in done.stderr
    assert not page.exists()
