"""Pages of many events: how soon they show their first and each next day."""

import tempfile
from collections.abc import Iterable, Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any

import numpy as np
import pandas as pd
from playwright.sync_api import Browser

from benchmarks.assets import Assets
from benchmarks.browser import Visit, chromium, visit
from benchmarks.building import build
from benchmarks.contestants import OURS, Contestant, available
from benchmarks.figures import frames_of
from benchmarks.machine import conditions, load_average
from benchmarks.rows import TABLE
from benchmarks.say import Say, say_now
from benchmarks.synthetic import FIRST_DAY, table

PEERS_UP_TO = 100_000
"""Beyond so many events none of the others loads."""


def measure(
    runs: int, only: Sequence[str] = (), *, events: int, places: int, say: Say = say_now
) -> dict[str, Any]:
    """Measure all contestants on the same made-up events, in turn.

    Parameters
    ----------
    runs
        How often, after a warm-up that does not count.
    only
        Contestants to measure; all that can be if left out.
    events, places
        How many of each.
    """
    busy = load_average()
    chosen = available(only, say)
    if events > PEERS_UP_TO:
        chosen = {name: one for name, one in chosen.items() if one is OURS}
    say(f"page: {events:,} events in {places:,} places, {', '.join(chosen)}")
    assets = Assets()
    with (
        tempfile.TemporaryDirectory(prefix="kzmap-benchmarks-") as scratch,
        chromium() as browser,
    ):
        folder = Path(scratch)
        expected = build_all(chosen.values(), folder, assets, events=events, places=places)
        say("  built")
        series: dict[str, dict[str, list[float]]] = {name: {} for name in chosen}
        for run in range(runs + 1):
            for name, contestant in chosen.items():
                seen = _visit(browser, contestant, folder, expected, assets)
                for key, values in _series(seen).items() if run else ():
                    series[name].setdefault(key, []).extend(values)
            say(f"  opening and stepping: {f'run {run} of {runs}' if run else 'warm-up'}")
        stamp = conditions(browser.version)
    return {
        "benchmark": "many",
        **stamp,
        "load_average_before": busy,
        "runs": runs,
        "events": events,
        "places": places,
        "days": len(expected),
        "contestants": series,
    }


def build_all(
    contestants: Iterable[Contestant],
    folder: Path,
    assets: Assets,
    *,
    events: int,
    places: int,
) -> list[int]:
    """Build everybody's page of the same made-up events; return how many each day has."""
    rows = table(events, places)
    rows.to_parquet(folder / f"events{TABLE}")
    for contestant in contestants:
        page = folder / f"{contestant.name}.html"
        build(contestant, folder / f"events{TABLE}", page)
        assets.prefetch(page.read_text("utf-8"))
    return on_each_day(rows)


def on_each_day(rows: pd.DataFrame) -> list[int]:
    """Return how many events go on on each day, from the first that begins on."""
    first, last = (
        ((rows[name].to_numpy() - FIRST_DAY) // np.timedelta64(1, "D")).astype(int)
        for name in ("event_date", "end_date")
    )
    days = int(last.max()) + 1
    begun = np.bincount(first, minlength=days + 1)
    over = np.bincount(last + 1, minlength=days + 1)
    return np.cumsum(begun - over)[int(first.min()) : days].tolist()


def counting(contestant: Contestant) -> Contestant:
    """Have our page count by the heading of its list.

    `kzmap.shown()` names every place and report, which here takes longer than a step and would
    leave its garbage to the next one.
    """
    if contestant is not OURS:
        return contestant
    heading = "document.getElementById('list-title').textContent"
    return replace(OURS, shown=rf"Number({heading}.replace(/\D/g, ''))")


def _visit(
    browser: Browser,
    contestant: Contestant,
    folder: Path,
    expected: list[int],
    assets: Assets,
) -> Visit:
    """Open a page and step through it; refuse one that does not show each day's events."""
    page = folder / f"{contestant.name}.html"
    seen = visit(browser, counting(contestant), page, len(expected), assets)
    if list(seen.shown) != expected:
        raise RuntimeError(
            f"{contestant.name} shows {list(seen.shown)} events by day, expected {expected}; "
            "its figures would not be comparable. Errors of the page: "
            f"{seen.problems or 'none'}"
        )
    return seen


def _series(seen: Visit) -> dict[str, list[float]]:
    return {
        "load_ms": [round(seen.load_ms, 1)],
        "step_ms": [round(step, 1) for step in seen.steps_ms],
        "step_p95_ms": [round(float(np.percentile(seen.steps_ms, 95)), 1)],
        "step_frames": [frames_of(step) for step in seen.steps_ms],
        "step_work_ms": [round(seen.work_ms, 2)],
    }
