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
from benchmarks.contestants import OURS, Contestant, available
from benchmarks.many import build_all, counting
from benchmarks.say import Say, say_now
from benchmarks.table import as_text

Profile = dict[str, dict[str, dict[str, float]]]
"""By contestant and part: ms of each kind of work, on average."""


def measure(
    runs: int, only: Sequence[str], *, events: int, places: int, say: Say = say_now
) -> Profile:
    """Trace the contestants on the same made-up events: kzmap and Timeline if none is named.

    The parts are those of `tracing`: the load, and of one step what comes until it is painted
    and after that.
    """
    chosen = available(only or [OURS.name, "Timeline"], say)
    assets = Assets()
    found: Profile = {}
    with (
        tempfile.TemporaryDirectory(prefix="kzmap-benchmarks-") as scratch,
        chromium() as browser,
    ):
        folder = Path(scratch)
        days = len(build_all(chosen.values(), folder, assets, events=events, places=places))
        for contestant in chosen.values():
            page = folder / f"{contestant.name}.html"
            sums: dict[str, Counter[str]] = {part: Counter() for part in tracing.PARTS}
            for run in range(runs + 1):
                told = _trace(browser, _marked(contestant), page, days, assets)
                for part in tracing.PARTS if run else ():
                    sums[part].update(told[part])
            found[contestant.name] = {
                part: {kind: spent / runs for kind, spent in sums[part].items()}
                for part in tracing.PARTS
            }
            say(f"  traced {contestant.name}")
    return found


def text(found: Profile) -> str:
    """Return a table a part: kinds of work by contestant, in ms of processor time."""
    tables = []
    for part in tracing.PARTS:
        columns = {name: told[part] for name, told in found.items()}
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
