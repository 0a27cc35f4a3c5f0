"""Building pages of many events: how long it takes, how much memory, how large the file is."""

import tempfile
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import Any

from benchmarks.building import build
from benchmarks.contestants import OURS, Contestant, available
from benchmarks.machine import conditions, load_average
from benchmarks.rows import TABLE
from benchmarks.say import Say, say_now
from benchmarks.synthetic import DAYS, table

EVENTS = (1_000, 100_000, 1_000_000)
PLACES = (2_000, 20_000)
PEERS_UP_TO = 100_000
"""Beyond so many events the others take more memory and time than anybody waits for."""


def measure(
    runs: int,
    only: Sequence[str] = (),
    *,
    events: Sequence[int] = EVENTS,
    places: Sequence[int] = PLACES,
    say: Say = say_now,
) -> dict[str, Any]:
    """Measure all contestants on the same events, in turn.

    Parameters
    ----------
    runs
        How often, after a warm-up that does not count.
    only
        Contestants to measure; all that can be if left out.
    events, places
        Sizes to measure, each with each.
    """
    busy = load_average()
    chosen = available(only, say, needs_npm=False)
    sizes = {}
    for count in events:
        for known in places:
            name = f"{count:,} events in {known:,} places"
            taking_part = [
                one for one in chosen.values() if one is OURS or count <= PEERS_UP_TO
            ]
            say(f"build: {name}, {', '.join(one.name for one in taking_part)}")
            sizes[name] = _measure_size(taking_part, count, known, runs, say)
    return {
        "benchmark": "build",
        **conditions(),
        "load_average_before": busy,
        "runs": runs,
        "days": DAYS,
        "sizes": sizes,
    }


def _measure_size(
    contestants: Iterable[Contestant], count: int, places: int, runs: int, say: Say
) -> dict[str, dict[str, list[float]]]:
    series: dict[str, dict[str, list[float]]] = {}
    with tempfile.TemporaryDirectory(prefix="kzmap-benchmarks-") as scratch:
        rows = Path(scratch) / f"events{TABLE}"
        table(count, places).to_parquet(rows)
        for run in range(runs + 1):
            for contestant in contestants:
                page = Path(scratch) / f"{contestant.name}.html"
                figures = _build(contestant, rows, page)
                if run:
                    known = series.setdefault(contestant.name, {key: [] for key in figures})
                    for key, figure in figures.items():
                        known[key].append(figure)
            say(f"  building: {f'run {run} of {runs}' if run else 'warm-up'}")
    return series


def _build(contestant: Contestant, rows: Path, page: Path) -> dict[str, float]:
    once = build(contestant, rows, page)
    size = page.stat().st_size
    return {
        "page_s": round(once.page_s, 3),
        "process_s": round(once.process_s, 3),
        "peak_mb": round(once.peak_mb, 1),
        "file_kb": round(size / 1000, 1),
        "own_kb": round((size - contestant.library_bytes(page)) / 1000, 1),
    }
