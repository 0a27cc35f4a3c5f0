"""A headless Chromium that reaches nothing but the files it is given, and times pages in it."""

import sys
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path

from playwright.sync_api import Browser, CDPSession, Page, Route, sync_playwright

from benchmarks.assets import Assets
from benchmarks.contestants import Contestant

ROOT = Path(__file__).parent.parent
VIEWPORT = {"width": 1360, "height": 860}
PATIENCE_MS = 30_000

# A promise, since the page's policy forbids Playwright to poll.
_WATCH = """
window.__painted_ms = new Promise((resolve) => {
  const frames = (count, then) => {
    if (count) requestAnimationFrame(() => frames(count - 1, then));
    else then();
  };
  const look = () => {
    if (%(ready)s) frames(%(frames)d, () => {
      performance.mark("kzmap-loaded");
      resolve(performance.now());
    });
    else requestAnimationFrame(look);
  };
  requestAnimationFrame(look);
  setTimeout(() => resolve(null), %(patience)d);
});
"""
_STEPS = """
async (count) => {
  const pause = (ms) => new Promise((resolve) => setTimeout(resolve, ms));
  const frames = () =>
    new Promise((resolve) => requestAnimationFrame(() => requestAnimationFrame(resolve)));
  const painted = %(says)s ? () => {} : frames;
  const first = async () => { %(first)s };
  const step = async (index) => { %(step)s };
  const shown = [];
  const times = [];
  await first();
  await frames();
  shown.push(%(shown)s);
  for (let index = 1; index < count; index += 1) {
    // A click falls anywhere between two frames, so the pauses do, too.
    await pause(60 + (index * 7) %% 17);
    const asked = performance.now();
    await step(index);
    await painted();
    times.push(performance.now() - asked);
    shown.push(%(shown)s);
  }
  return { times, shown };
}
"""


@dataclass
class Visit:
    """What one opening of a page took.

    ``load_ms`` from the start of navigation to the first painted day; ``steps_ms`` each day's
    time from asking to painted; ``work_ms`` the main thread's work for one step, on average;
    ``shown`` how many marks each day had; ``fetched_bytes`` what came from elsewhere.
    """

    load_ms: float
    steps_ms: Sequence[float]
    work_ms: float
    shown: Sequence[int]
    fetched_bytes: int
    problems: list[str] = field(default_factory=list)


def chromium_path() -> str:
    """Return the browser that the tests drive, too."""
    sys.path.insert(0, str(ROOT / "tests"))
    from chromium import find

    path = find()
    if path is None:
        raise SystemExit(
            "No Chromium was found. `make bench` installs one, or run "
            "`python tests/chromium.py --install`."
        )
    return path


@contextmanager
def chromium() -> Iterator[Browser]:
    """Start the browser and end it."""
    path = chromium_path()
    from chromium import FLAGS

    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=path, args=FLAGS)
        try:
            yield browser
        finally:
            browser.close()


def visit(
    browser: Browser, contestant: Contestant, path: Path, days: int, assets: Assets
) -> Visit:
    """Open a page as a first visitor would, step through its days, and close it."""
    context = browser.new_context(viewport=VIEWPORT)
    fetched: list[int] = []
    problems: list[str] = []

    def serve(route: Route) -> None:
        body = assets.body(route.request.url)
        if body is None:
            route.abort()
            return
        fetched.append(len(body))
        route.fulfill(body=body, content_type=_content_type(route.request.url))

    context.route("http*://**/*", serve)
    page = context.new_page()
    page.on("pageerror", lambda error: problems.append(str(error)))
    page.add_init_script(
        _WATCH
        % {
            "ready": contestant.ready,
            "frames": 0 if contestant.says_when_painted else 2,
            "patience": PATIENCE_MS,
        }
    )
    try:
        page.goto(path.as_uri(), wait_until="commit")
        load_ms = page.evaluate("window.__painted_ms")
        if load_ms is None:
            raise RuntimeError(
                f"{contestant.name} painted nothing within {PATIENCE_MS} ms: "
                f"{problems or 'no error of the page'}"
            )
        page.wait_for_load_state("load")
        page.wait_for_timeout(300)
        session = context.new_cdp_session(page)
        session.send("Performance.enable")
        before = _task_seconds(session)
        result = _steps(page, contestant, days)
        work_ms = (_task_seconds(session) - before) * 1000 / (days - 1)
        return Visit(load_ms, result["times"], work_ms, result["shown"], sum(fetched), problems)
    finally:
        context.close()


def _steps(page: Page, contestant: Contestant, days: int) -> dict[str, list[float]]:
    script = _STEPS % {
        "says": "true" if contestant.says_when_painted else "false",
        "first": contestant.first_day,
        "step": contestant.step,
        "shown": contestant.shown,
    }
    return page.evaluate(script, days)


def _task_seconds(session: CDPSession) -> float:
    metrics = session.send("Performance.getMetrics")["metrics"]
    return next(metric["value"] for metric in metrics if metric["name"] == "TaskDuration")


def _content_type(url: str) -> str:
    suffix = url.partition("?")[0].rpartition(".")[2]
    known = {"js": "text/javascript", "css": "text/css", "json": "application/json"}
    return known.get(suffix, "application/octet-stream")
