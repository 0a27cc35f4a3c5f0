"""The dashboard: start to first map, native slider to painted map, slider in the page."""

import os
import signal
import socket
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from playwright.sync_api import Browser, Frame, Page

from benchmarks import brought
from benchmarks.browser import PATIENCE_MS, VIEWPORT, chromium
from benchmarks.contestants import OURS
from benchmarks.figures import frames_of
from benchmarks.machine import conditions, load_average
from benchmarks.rows import TABLE
from benchmarks.say import Say, say_now
from benchmarks.synthetic import table
from kzmap.dashboard import launch

ROOT = Path(__file__).parent.parent
HOST = "127.0.0.1"
START_TIMEOUT_S = 60
# Both documents note what they see on the wall clock, which they share. A promise, since the
# page's policy forbids Playwright to poll.
_NOTE = """
(() => {
  const now = () => performance.timeOrigin + performance.now();
  const painted = [];
  const waiting = [];
  window.__pressed_at = 0;
  window.__painted = (count) =>
    new Promise((resolve) => {
      waiting.push({ count, resolve });
      settle();
    });
  window.__painted_count = () => painted.length;
  const settle = () => {
    for (const { count, resolve } of waiting) {
      if (painted.length > count) resolve(painted[count]);
    }
  };
  const note = () => {
    const { ready, day } = document.documentElement?.dataset ?? {};
    if (!ready || !day || painted.at(-1)?.day === day) return;
    painted.push({ day, at: now() });
    settle();
  };
  addEventListener("keydown", () => { window.__pressed_at = now(); }, true);
  new MutationObserver(note).observe(document, {
    attributes: true,
    subtree: true,
    attributeFilter: ["data-ready", "data-day"],
  });
})();
"""
_IDLE = "[data-testid=stApp][data-test-script-state=notRunning]"


def measure(
    runs: int, *, events: int = 0, places: int = 0, say: Say = say_now
) -> dict[str, Any]:
    """Measure, with a server and a browser context of their own for each run.

    Parameters
    ----------
    runs
        How often, after a warm-up that does not count.
    events, places
        How many made-up ones to show, all brought as a table; 0 events: the bundled data set.
    """
    series: dict[str, list[float]] = {}
    busy = load_average()
    say(f"dashboard: {events:,} events in {places:,} places" if events else "dashboard")
    with (
        tempfile.TemporaryDirectory(prefix="kzmap-benchmarks-") as scratch,
        chromium() as browser,
    ):
        rows = Path(scratch) / f"events{TABLE}" if events else None
        if rows:
            table(events, places).to_parquet(rows)
        for run in range(runs + 1):
            once = _run(browser, rows)
            if run:
                for key, values in once.items():
                    series.setdefault(key, []).extend(values)
            say(f"  starting and stepping: {f'run {run} of {runs}' if run else 'warm-up'}")
        stamp = conditions(browser.version)
    return {
        "benchmark": "dashboard",
        **stamp,
        "load_average_before": busy,
        "runs": runs,
        "contestants": {OURS.name: series},
    }


def _run(browser: Browser, rows: Path | None) -> dict[str, list[float]]:
    started_at = time.time() * 1000
    with _server(rows) as port:
        context = browser.new_context(viewport=VIEWPORT)
        # What was brought is read and drawn first, which takes a minute where it is much.
        context.set_default_timeout(6 * PATIENCE_MS)
        context.add_init_script(_NOTE)
        try:
            page = context.new_page()
            frame, painted_at = _open(page, port)
            start_ms = painted_at - started_at
            opened_at = time.time() * 1000
            frame, painted_at = _open(page, port)
            open_ms = painted_at - opened_at
            native = _press_through(page, frame, page.get_by_role("slider").first, "ArrowRight")
            inside = _press_through(page, frame, frame.locator("#day"), "ArrowLeft")
        finally:
            context.close()
    return {
        "start_ms": [round(start_ms)],
        "open_ms": [round(open_ms)],
        "native_ms": [round(step, 1) for step in native],
        "page_ms": [round(step, 1) for step in inside],
        "page_frames": [frames_of(step) for step in inside],
    }


@contextmanager
def _server(rows: Path | None) -> Iterator[int]:
    """Serve the dashboard as a user does, and end it."""
    with socket.socket() as probe:
        probe.bind((HOST, 0))
        port = probe.getsockname()[1]
    command = [sys.executable, "-m", "kzmap", "dashboard", "--port", str(port)]
    known = {"PYTHONPATH": str(ROOT)}
    if rows:
        command = launch.command(port, app=Path(brought.__file__))
        known[brought.TABLE_VARIABLE] = str(rows)
    quiet = subprocess.DEVNULL
    server = subprocess.Popen(
        command,
        cwd=ROOT,
        env=os.environ | known,
        stdout=quiet,
        stderr=subprocess.PIPE,
        text=True,
    )
    try:
        _wait_until_it_listens(server, port)
        yield port
    finally:
        server.send_signal(signal.SIGINT)
        try:
            server.communicate(timeout=20)
        except subprocess.TimeoutExpired:
            server.send_signal(signal.SIGINT)
            server.communicate(timeout=20)


def _wait_until_it_listens(server: "subprocess.Popen[str]", port: int) -> None:
    deadline = time.monotonic() + START_TIMEOUT_S
    while time.monotonic() < deadline:
        if server.poll() is not None:
            _, errors = server.communicate()
            raise RuntimeError(
                f"the dashboard ended with {server.returncode}: {errors[-2000:]}"
            )
        with socket.socket() as probe:
            if probe.connect_ex((HOST, port)) == 0:
                return
        time.sleep(0.01)
    raise RuntimeError(
        f"the dashboard did not listen within {START_TIMEOUT_S} s; start it by hand"
    )


def _open(page: Page, port: int) -> tuple[Frame, float]:
    """Open the dashboard; return the page's frame, and when it had painted its first day."""
    page.goto(f"http://{HOST}:{port}/", wait_until="commit")
    element = page.wait_for_selector("iframe.kzmap-page", state="attached")
    frame = element.content_frame()
    _wait_for_page(frame)
    painted_at = frame.evaluate("window.__painted(0)")["at"]
    page.wait_for_selector(_IDLE, state="attached")
    return frame, painted_at


def _wait_for_page(frame: Frame) -> None:
    """Wait until the frame holds the page and no longer the empty document it began as."""
    deadline = time.monotonic() + 6 * PATIENCE_MS / 1000
    while not frame.evaluate("Boolean(document.getElementById('kzmap-data'))"):
        if time.monotonic() > deadline:
            raise RuntimeError("the dashboard showed no map in time")
        time.sleep(0.02)


def _press_through(page: Page, frame: Frame, slider: Any, key: str) -> list[float]:
    """Press a key on a slider for each further day; return the times until it was painted."""
    presses = frame.evaluate("window.kzmap.days.length") - 1
    times = []
    for _ in range(presses):
        # The server answers the last step before the next one, as for a person who looks.
        page.wait_for_selector(_IDLE, state="attached")
        page.wait_for_timeout(250)
        before = frame.evaluate("window.__painted_count()")
        slider.focus()
        page.keyboard.press(key)
        painted_at = frame.evaluate("before => window.__painted(before)", before)["at"]
        pressed = [document.evaluate("window.__pressed_at") for document in (page, frame)]
        times.append(painted_at - max(pressed))
    return times
