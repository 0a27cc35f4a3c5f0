"""The page: how soon it shows its first and each next day, what it weighs and costs."""

import tempfile
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import Any

from playwright.sync_api import Browser

from benchmarks.assets import Assets
from benchmarks.browser import Visit, chromium, visit
from benchmarks.building import Building, build
from benchmarks.contestants import Contestant, available
from benchmarks.figures import frames_of
from benchmarks.machine import conditions, load_average
from benchmarks.rows import Rows, rows_of
from benchmarks.say import Say, say_now


def measure(runs: int, only: Sequence[str] = (), say: Say = say_now) -> dict[str, Any]:
    """Measure all contestants in turn, so that the machine's drift is shared by all.

    Parameters
    ----------
    runs
        How often, after a warm-up that does not count.
    only
        Contestants to measure; all that can be if left out.
    """
    from kzmap import load

    busy = load_average()
    rows = rows_of(load())
    assets = Assets()
    chosen = available(only, say)
    say(f"page: {len(rows.rows)} rows over {len(rows.days)} days, {', '.join(chosen)}")
    with (
        tempfile.TemporaryDirectory(prefix="kzmap-benchmarks-") as scratch,
        chromium() as browser,
    ):
        folder = Path(scratch)
        rows.save(folder / "rows.json")
        built = _build_all(chosen.values(), folder, runs, say)
        for name in chosen:
            assets.prefetch((folder / f"{name}.html").read_text("utf-8"))
        visits = _visit_all(chosen.values(), folder, runs, browser, rows, assets, say)
        series = {
            name: {
                **_built_series(built[name]),
                **_visit_series(visits[name]),
                **_sizes(contestant, folder / f"{name}.html", visits[name]),
            }
            for name, contestant in chosen.items()
        }
        stamp = conditions(browser.version)
    for url in sorted(assets.unknown):
        say(f"  not to be had, so pages went without: {url}")
    return {
        "benchmark": "page",
        **stamp,
        "load_average_before": busy,
        "runs": runs,
        "rows": len(rows.rows),
        "days": len(rows.days),
        "contestants": series,
    }


def _build_all(
    contestants: Iterable[Contestant], folder: Path, runs: int, say: Say
) -> dict[str, list[Building]]:
    built: dict[str, list[Building]] = {}
    for run in range(runs + 1):
        for contestant in contestants:
            once = build(contestant, folder / "rows.json", folder / f"{contestant.name}.html")
            if run:
                built.setdefault(contestant.name, []).append(once)
        say(f"  building: {_run_name(run, runs)}")
    return built


def _visit_all(
    contestants: Iterable[Contestant],
    folder: Path,
    runs: int,
    browser: Browser,
    rows: Rows,
    assets: Assets,
    say: Say,
) -> dict[str, list[Visit]]:
    visits: dict[str, list[Visit]] = {}
    for run in range(runs + 1):
        for contestant in contestants:
            page = folder / f"{contestant.name}.html"
            once = visit(browser, contestant, page, len(rows.days), assets)
            if run:
                visits.setdefault(contestant.name, []).append(once)
            else:
                check_shown(contestant, rows, once)
        say(f"  opening and stepping: {_run_name(run, runs)}")
    return visits


def check_shown(contestant: Contestant, rows: Rows, seen: Visit) -> None:
    """Refuse figures of a page that does not show each day's rows.

    Raises
    ------
    RuntimeError
        A day has other marks than rows, or the page reported an error.
    """
    expected = [sum(map(contestant.marks, rows.on(day))) for day in rows.days]
    if list(seen.shown) != expected:
        raise RuntimeError(
            f"{contestant.name} shows {list(seen.shown)} marks by day, expected {expected}; "
            "its figures would not be comparable. Errors of the page: "
            f"{seen.problems or 'none'}"
        )


def _run_name(run: int, runs: int) -> str:
    return f"run {run} of {runs}" if run else "warm-up"


def _built_series(built: Sequence[Building]) -> dict[str, list[float]]:
    return {
        "process_s": [round(once.process_s, 3) for once in built],
        "page_s": [round(once.page_s, 3) for once in built],
        "peak_mb": [round(once.peak_mb, 1) for once in built],
    }


def _visit_series(visits: Sequence[Visit]) -> dict[str, list[float]]:
    steps = [step for once in visits for step in once.steps_ms]
    return {
        "load_ms": [round(once.load_ms, 1) for once in visits],
        "step_ms": [round(step, 1) for step in steps],
        "step_frames": [frames_of(step) for step in steps],
        "step_work_ms": [round(once.work_ms, 2) for once in visits],
    }


def _sizes(contestant: Contestant, page: Path, visits: Sequence[Visit]) -> dict[str, Any]:
    size = page.stat().st_size
    fetched = max(once.fetched_bytes for once in visits)
    own = size - contestant.library_bytes(page)
    sizes = {"file_kb": size, "whole_kb": size + fetched, "own_kb": own}
    return {key: [round(value / 1000, 1)] for key, value in sizes.items()}
