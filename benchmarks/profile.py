"""What a page's main thread does while it opens and while it steps, by kind of work."""

import tempfile
from collections import Counter
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path
from typing import Any

from playwright.sync_api import Browser

from benchmarks import tracing
from benchmarks.assets import Assets
from benchmarks.browser import chromium, visit
from benchmarks.building import build
from benchmarks.contestants import OURS, Contestant, available
from benchmarks.machine import conditions, load_average
from benchmarks.many import counting, on_each_day
from benchmarks.rows import TABLE
from benchmarks.say import Say, say_now
from benchmarks.synthetic import table
from benchmarks.table import as_text


def measure(
    runs: int, only: Sequence[str], *, events: int, places: int, say: Say = say_now
) -> dict[str, Any]:
    """Trace the contestants on the same made-up events; peers beside kzmap: Timeline.

    Returns
    -------
    dict
        ``contestants``: by name and part (``load``: up to the first painted day; ``until
        painted`` and ``after``: of one step) the ms of each kind of work, on average.
    """
    busy = load_average()
    chosen = available(only or [OURS.name, "Timeline"], say)
    assets = Assets()
    found: dict[str, dict[str, dict[str, float]]] = {}
    with (
        tempfile.TemporaryDirectory(prefix="kzmap-benchmarks-") as scratch,
        chromium() as browser,
    ):
        folder = Path(scratch)
        rows = table(events, places)
        rows.to_parquet(folder / f"events{TABLE}")
        days = len(on_each_day(rows))
        for contestant in chosen.values():
            page = folder / f"{contestant.name}.html"
            build(contestant, folder / f"events{TABLE}", page)
            assets.prefetch(page.read_text("utf-8"))
            sums: dict[str, Counter[str]] = {part: Counter() for part in tracing.PARTS}
            for run in range(runs + 1):
                told = _trace(browser, _marked(contestant), page, days, assets)
                for part in tracing.PARTS if run else ():
                    sums[part].update(told[part])
            found[contestant.name] = {
                part: {kind: round(spent / runs, 2) for kind, spent in sums[part].items()}
                for part in tracing.PARTS
            }
            say(f"  traced {contestant.name}")
        stamp = conditions(browser.version)
    return {
        "benchmark": "profile",
        **stamp,
        "load_average_before": busy,
        "runs": runs,
        "events": events,
        "places": places,
        "contestants": found,
    }


def text(result: dict[str, Any]) -> str:
    """Return a table a part: kinds of work by contestant, in ms of processor time."""
    tables = []
    for part in tracing.PARTS:
        columns = {name: told[part] for name, told in result["contestants"].items()}
        kinds = sorted({kind for column in columns.values() for kind in column})
        rows = [[f"{part}, ms", *columns]]
        rows += [[kind, *(f"{c.get(kind, 0):.1f}" for c in columns.values())] for kind in kinds]
        rows += [["all", *(f"{sum(column.values()):.1f}" for column in columns.values())]]
        tables.append(as_text(rows))
    return "\n\n".join(tables)


def _marked(contestant: Contestant) -> Contestant:
    """Have a page mark when a step is asked for and when it is painted."""
    waits = "" if contestant.says_when_painted else "await frames();"
    step = (
        f"performance.mark('{tracing.ASKED}'); {contestant.step} {waits}"
        f"performance.mark('{tracing.PAINTED}');"
    )
    return replace(counting(contestant), step=step)


def _trace(
    browser: Browser, contestant: Contestant, page: Path, days: int, assets: Assets
) -> dict[str, Counter[str]]:
    events: list[dict[str, Any]] = []
    with _tracing(browser, events):
        visit(browser, contestant, page, days, assets)
    told = tracing.by_kind(events)
    for part in ("until painted", "after"):
        told[part] = Counter({kind: ms / (days - 1) for kind, ms in told[part].items()})
    return told


@contextmanager
def _tracing(browser: Browser, events: list[dict[str, Any]]) -> Iterator[None]:
    session = browser.new_browser_cdp_session()
    session.on("Tracing.dataCollected", lambda message: events.extend(message["value"]))
    ended: list[bool] = []
    session.on("Tracing.tracingComplete", lambda _: ended.append(True))
    session.send(
        "Tracing.start", {"categories": tracing.CATEGORIES, "transferMode": "ReportEvents"}
    )
    yield
    session.send("Tracing.end")
    waiting = browser.new_page()
    while not ended:
        waiting.wait_for_timeout(20)
    waiting.close()
    session.detach()
