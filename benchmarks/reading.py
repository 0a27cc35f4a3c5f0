"""Reading a large table, each reader in a fresh process: how long it takes, and what room.

Run as ``python -m benchmarks.reading NAME FILE`` it reads one file and says so as JSON.
"""

import json
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

from benchmarks import acled_like
from benchmarks.building import ROOT, peak_mb
from benchmarks.machine import conditions, load_average
from benchmarks.say import Say, say_now

ROWS = 1_000_000
OURS = "kzmap"


def measure(runs: int, rows: int = ROWS, say: Say = say_now) -> dict[str, Any]:
    """Measure all readers in turn on one file, so that the machine's drift is shared by all.

    Parameters
    ----------
    runs
        How often, after a warm-up that does not count.
    rows
        Of the file.
    """
    busy = load_average()
    series: dict[str, dict[str, list[float]]] = {name: {} for name in READERS}
    with tempfile.TemporaryDirectory(prefix="kzmap-benchmarks-") as folder:
        path = Path(folder, "events.csv")
        acled_like.write(path, rows)
        size = path.stat().st_size
        say(f"read: {rows:,} rows, {size / 1e6:,.0f} MB, {', '.join(READERS)}")
        for run in range(runs + 1):
            for name in READERS:
                told = _read(name, path)
                if told.pop("rows") != rows:
                    raise RuntimeError(f"{name} did not read {rows:,} rows; figures would lie")
                for key, value in told.items() if run else ():
                    series[name].setdefault(key, []).append(round(value, 3))
                say(f"  {_said(name, told, rows, size)}{'' if run else ' (warm-up)'}")
    return {
        "benchmark": "read",
        **conditions(),
        "load_average_before": busy,
        "runs": runs,
        "rows": rows,
        "columns": len(acled_like.HEADER),
        "places": acled_like.PLACES,
        "file_mb": round(size / 1e6, 1),
        "contestants": series,
    }


def _said(name: str, told: dict[str, float], rows: int, size: int) -> str:
    whole = told["whole_s"]
    return (
        f"{name}: {whole:.1f} s, {rows / whole:,.0f} rows/s, {size / 1e6 / whole:,.0f} MB/s, "
        f"peak {told['peak_mb']:,.0f} MB"
    )


def _read(name: str, path: Path) -> dict[str, float]:
    command = [sys.executable, "-m", "benchmarks.reading", name, path]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True)
    if done.returncode:
        raise RuntimeError(f"{name} did not read the file:\n{done.stderr.strip()[-2000:]}")
    told: dict[str, float] = json.loads(done.stdout.splitlines()[-1])
    return told


def _read_ours(path: Path) -> dict[str, float]:
    """Read and check each row, then give each its place."""
    from kzmap.dataset.loading import from_readings, read_tables

    started = time.perf_counter()
    readings = read_tables(path)
    read_s = time.perf_counter() - started
    data = from_readings(readings)
    whole_s = time.perf_counter() - started
    return {
        "whole_s": whole_s,
        "read_s": read_s,
        "place_s": whole_s - read_s,
        "rows": len(data.events),
    }


def _read_plain(path: Path) -> dict[str, float]:
    """Split the file into columns of guessed types, checking nothing and placing nothing."""
    import pandas as pd

    started = time.perf_counter()
    table = pd.read_csv(path)
    return {"whole_s": time.perf_counter() - started, "rows": len(table)}


READERS: dict[str, Callable[[Path], dict[str, float]]] = {
    OURS: _read_ours,
    "pandas.read_csv": _read_plain,
}


def _main(name: str, path: str) -> None:
    busy = time.process_time()
    told = READERS[name](Path(path))
    cpu_s = time.process_time() - busy
    print(json.dumps({**told, "cpu_s": cpu_s, "peak_mb": peak_mb()}))


if __name__ == "__main__":
    _main(*sys.argv[1:])
