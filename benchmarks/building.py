"""Building a page in a fresh Python process: how long it takes, how much memory it needs.

Run as ``python -m benchmarks.building NAME ROWS PAGE`` it builds one page and says so as JSON.
"""

import json
import subprocess
import sys
import time
from dataclasses import dataclass
from pathlib import Path

from benchmarks.contestants import ALL, Contestant

ROOT = Path(__file__).parent.parent


@dataclass(frozen=True)
class Building:
    """What one building took: the whole process, drawing alone once imported, peak memory."""

    process_s: float
    page_s: float
    peak_mb: float


def build(contestant: Contestant, rows: Path, page: Path) -> Building:
    """Build a page in a process of its own."""
    command = [sys.executable, "-m", "benchmarks.building", contestant.name, rows, page]
    started = time.perf_counter()
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True)
    process_s = time.perf_counter() - started
    if done.returncode:
        raise RuntimeError(f"{contestant.name} was not built:\n{done.stderr.strip()[-2000:]}")
    told = json.loads(done.stdout.splitlines()[-1])
    return Building(process_s, told["page_s"], told["peak_mb"])


def peak_mb() -> float:
    """Return this process's peak memory in MB (10**6 bytes)."""
    try:
        # Not getrusage: across fork and exec that one starts at the parent's memory.
        lines = Path("/proc/self/status").read_text("utf-8").splitlines()
        kilobytes = next(line.split()[1] for line in lines if line.startswith("VmHWM:"))
        return int(kilobytes) * 1024 / 1e6
    except (OSError, StopIteration):
        import resource

        peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
        return peak * (1 if sys.platform == "darwin" else 1024) / 1e6


def _main(name: str, rows_path: str, page: str) -> None:
    contestant = ALL[name]
    data = contestant.read(Path(rows_path))
    started = time.perf_counter()
    contestant.draw(data, Path(page))
    page_s = time.perf_counter() - started
    print(json.dumps({"page_s": page_s, "peak_mb": peak_mb()}))


if __name__ == "__main__":
    _main(*sys.argv[1:])
