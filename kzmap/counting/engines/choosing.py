"""Which engine counts a table, and starting it."""

from typing import Final

from kzmap.counting.engines.engine import Engine
from kzmap.counting.engines.names import EngineName
from kzmap.counting.opening import Files
from kzmap.errors import ArgumentError, EngineError

LARGE_TEXT_BYTES: Final = 200_000_000
"""From here on a CSV file is counted by DuckDB; below, it is read whole."""

LARGE_PARQUET_BYTES: Final = 50_000_000
"""From here on Parquet is counted by DuckDB; it is packed, so it holds more than text does."""


def choose_engine(
    files: Files | None, master: str | None = None, memory: str | None = None
) -> EngineName:
    """Return the engine for a table where the user names none.

    Parameters
    ----------
    files
        The table; None for what is no CSV and no Parquet.
    master
        A Spark cluster, if the user named one.
    memory
        A limit of memory, if the user named one; DuckDB is what keeps to it.

    Returns
    -------
    EngineName
        ``auto`` where nothing is to be counted: every report of a small table is shown.
    """
    if master is not None:
        return EngineName.SPARK
    if files is None:
        return EngineName.AUTO
    if memory is not None:
        return EngineName.DUCKDB
    if files.kind == "parquet":
        is_large = files.size_bytes >= LARGE_PARQUET_BYTES
        return EngineName.DUCKDB if is_large else EngineName.PANDAS
    is_large = len(files.paths) > 1 or files.size_bytes >= LARGE_TEXT_BYTES
    return EngineName.DUCKDB if is_large else EngineName.AUTO


def start_engine(
    name: EngineName, *, master: str | None = None, memory: str | None = None
) -> Engine:
    """Start an engine; to be used in a ``with`` block.

    Parameters
    ----------
    name
        Not ``auto``.
    master
        For Spark: ``spark://host:port``, ``local[*]``, or ``sc://host:port`` of a Spark
        Connect server.
    memory
        For DuckDB: how much memory it may take, such as ``"4GB"``.

    Raises
    ------
    ArgumentError
        An option is given that is another engine's, or makes no sense.
    EngineError
        The engine is not installed, or cannot be reached.
    """
    if master is not None and name != EngineName.SPARK:
        raise ArgumentError(f"--master {master} goes with --engine spark")
    if memory is not None and name != EngineName.DUCKDB:
        raise ArgumentError(f"--memory {memory} goes with --engine duckdb")
    match name:
        case EngineName.PANDAS:
            from kzmap.counting.engines.memory import Memory

            return Memory()
        case EngineName.DUCKDB:
            from kzmap.counting.engines.duck import Duck

            return Duck(memory)
        case EngineName.SPARK:
            from kzmap.counting.engines.spark import Spark

            return Spark(master or "local[*]")
        case EngineName.AUTO:
            raise EngineError("auto is no engine; ask choose_engine which one it is")
