"""The dashboard in a real browser: both sliders, the address, downloads, strangers' strings."""

import csv
import io
import json
import os
import re
import signal
import socket
import subprocess
import tempfile
import time
import urllib.request
from contextlib import contextmanager
from pathlib import Path

import dashboard_hostile_app
import pytest
from patience import PATIENCE_S, comes_to, reading, wait_until
from playwright.sync_api import expect

from kzmap import ProtestMap, load
from kzmap.dashboard import launch
from kzmap.dashboard.selection import type_label
from kzmap.timeline import reports_on

HERE = Path(__file__).parent


@contextmanager
def serving(app=launch.APP):
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    url = f"http://127.0.0.1:{port}/"
    # A file and no pipe: a pipe that nobody reads is full at some time, and stops the server.
    with tempfile.TemporaryFile("w+", encoding="utf-8") as log:
        server = subprocess.Popen(
            launch.command(port, app=app),
            cwd=HERE.parent,
            stdout=subprocess.DEVNULL,
            stderr=log,
            start_new_session=True,
        )
        try:
            wait_for_server(url, server)
            yield url
        finally:
            if server.poll() is None:
                os.killpg(server.pid, signal.SIGTERM)
            server.wait(timeout=PATIENCE_S)
            log.seek(0)
            said = log.read()
    assert not faults_in(said), said


def faults_in(log):
    """Tracebacks of a server's log, but for one of Streamlit's own making.

    It makes a download when it is asked for, and by then a rerun may have offered it anew
    under another id.
    """
    told = log.split("Traceback (most recent call last)")[1:]
    return [one for one in told if "MediaFileStorageError: Deferred file" not in one]


def wait_for_server(url, server):
    end = time.monotonic() + 2 * PATIENCE_S
    while time.monotonic() < end:
        assert server.poll() is None, "the dashboard's server ended"
        try:
            with urllib.request.urlopen(url + "_stcore/health", timeout=10) as answer:
                if answer.status == 200:
                    return
        except OSError:
            time.sleep(0.1)
    raise AssertionError("the dashboard's server does not answer")


@pytest.fixture(scope="module")
def server():
    with serving() as url:
        yield url


QUIET = """(patience_ms) => new Promise((resolve) => {
  const isIdle = () =>
    document.querySelector("[data-testid=stApp]")?.dataset.testScriptState === "notRunning";
  let timer = 0;
  const end = () => {
    observer.disconnect();
    clearTimeout(timer);
    clearTimeout(late);
    resolve(isIdle());
  };
  const wait = () => {
    clearTimeout(timer);
    timer = setTimeout(() => (isIdle() ? end() : wait()), 900);
  };
  const late = setTimeout(end, patience_ms);
  const observer = new MutationObserver(wait);
  const what = { attributes: true, characterData: true, childList: true, subtree: true };
  observer.observe(document.body, what);
  wait();
})"""
"""Whether the script came to its end, and nothing was drawn for a while after it."""


class Session:
    """One browser tab on the dashboard, with all that it asked for and complained of."""

    def __init__(self, browser, url, query="", **options):
        self.url = url
        self.foreign = []
        self.problems = []
        self.context = browser.new_context(
            **{"viewport": {"width": 1400, "height": 900}, **options}
        )
        self.context.route("**/*", self._gate)
        self.page = self.context.new_page()
        self.page.on("pageerror", lambda error: self.problems.append(str(error)))
        self.page.on("dialog", lambda dialog: self.problems.append(dialog.message))
        self.page.on("console", self._note)
        self.page.on("websocket", lambda socket: self._judge(socket.url))
        self.open(query)

    def _gate(self, route):
        if self._judge(route.request.url):
            route.continue_()
        else:
            route.abort()

    def _judge(self, url):
        own = re.sub("^ws", "http", url).startswith((self.url, "blob:", "data:", "about:"))
        if not own:
            self.foreign.append(url)
        return own

    def _note(self, message):
        if message.type in ("error", "warning"):
            self.problems.append(message.text)

    def open(self, query=""):
        self.page.goto(self.url + query)
        self.wait_for_map()

    def wait_for_map(self):
        # A page that is told its day stops playing, so wait until it has been told.
        self.page.locator("iframe.kzmap-page[data-greeted]").wait_for()
        self.root("[data-ready=true][data-theme]").wait_for(state="attached")

    def settle(self):
        """Wait until the server is done and what it took away has faded."""
        is_quiet = reading(self.page, lambda: self.page.evaluate(QUIET, PATIENCE_S * 1_000))
        assert is_quiet, "the dashboard never comes to rest"

    def in_page(self, selector):
        return self.page.frame_locator("iframe.kzmap-page").locator(selector)

    def root(self, having=""):
        return self.in_page(f"html{having}")

    def wait_for_day(self, day):
        self.root(f'[data-day="{day}"]').wait_for(state="attached")

    def on_page(self, script):
        """Evaluate in the frame as it is now: a map that is drawn anew comes in a new one."""
        return reading(self.page, lambda: self.root("[data-ready=true]").evaluate(script))

    @property
    def slider(self):
        return self.page.get_by_role("slider").first

    def press(self, key):
        self.settle()
        self.slider.focus()
        self.page.keyboard.press(key)

    def wait_for_address(self, **wanted):
        for name, value in wanted.items():
            pattern = f"{name}={re.escape(value)}(&|$)" if value else f"^(?!.*{name}=)"
            expect(self.page).to_have_url(re.compile(pattern))

    def download(self, key):
        # A run that is not over yet offers its files anew; what it offered before is gone.
        self.settle()
        with self.page.expect_download() as caught:
            self.page.locator(f".st-key-download-{key} button").click()
        return caught.value.suggested_filename, Path(caught.value.path()).read_text("utf-8-sig")


@pytest.fixture(scope="module")
def hostile_server():
    with serving(HERE / "dashboard_hostile_app.py") as url:
        yield url


@pytest.fixture
def visit(chromium, server):
    sessions = []

    def visit(query="", url=server, **options):
        sessions.append(Session(chromium, url, query, **options))
        return sessions[-1]

    yield visit
    for session in sessions:
        session.context.close()
        assert session.foreign == []
        assert session.problems == []


def test_the_native_slider_moves_the_page_and_zoom_and_pan_stay(visit):
    session = visit()
    before = session.on_page(
        "map_kzmap.setView([43.3, 52.9], 8, {animate: false}); window.mark = 'same page';"
        "({zoom: map_kzmap.getZoom(), at: map_kzmap.getCenter()})"
    )
    for day in ("2022-01-03", "2022-01-04", "2022-01-05"):
        session.press("ArrowRight")
        session.wait_for_day(day)
    session.wait_for_address(day="2022-01-05")
    after = session.on_page("({zoom: map_kzmap.getZoom(), at: map_kzmap.getCenter()})")
    assert after == before
    assert session.on_page("window.mark") == "same page"


def test_the_pages_slider_moves_the_native_one_and_the_address(visit):
    session = visit()
    session.on_page("kzmap.setDay('2022-01-08')")
    expect(session.slider).to_have_attribute("aria-valuetext", "2022-01-08")
    session.wait_for_address(day="2022-01-08")
    assert session.on_page("kzmap.day") == "2022-01-08"
    session.on_page("kzmap.setMode('so-far')")
    session.wait_for_address(view="So+far", day="2022-01-08")


def test_a_playing_page_is_never_pulled_back(visit):
    session = visit()
    session.on_page(
        """() => {
          window.seen = [];
          const root = document.documentElement;
          new MutationObserver(() => seen.push(root.dataset.day))
            .observe(root, { attributes: true, attributeFilter: ["data-day"] });
          document.querySelector("#speed").value = "4";
          document.querySelector("#play").click();
        }"""
    )
    session.root('[data-day="2022-01-19"]').wait_for(state="attached")
    session.wait_for_address(day="2022-01-19")
    seen = session.on_page("window.seen")
    assert seen == sorted(set(seen)), "a day came back, or twice"
    assert len(seen) == 17


def test_a_link_reopens_day_view_and_types(visit):
    session = visit("?day=2022-01-08")
    # The frame's name tells the page: it never shows another day first.
    assert session.on_page("kzmap.day") == "2022-01-08"
    session.settle()
    session.page.get_by_role("radio", name="So far").or_(
        session.page.get_by_role("button", name="So far")
    ).first.click()
    session.settle()
    session.page.get_by_role("button", name="Riot", exact=True).click()
    session.wait_for_address(view="So+far", types="Protest")
    expect(session.root('[data-mode="so-far"]')).to_have_count(1)
    frame = session.page.frame_locator("iframe.kzmap-page")
    frame.locator("[data-type=riot][aria-pressed=false]").wait_for(state="attached")
    shown = session.on_page("kzmap.shown()")
    again = visit(session.page.url.removeprefix(session.url))
    again.root('[data-mode="so-far"]').wait_for(state="attached")
    again.wait_for_day("2022-01-08")
    assert again.on_page("kzmap.shown()") == shown
    data = load()
    rows = reports_on(data, data.days[6], "so-far", ("riot",))
    assert shown["reports"] == rows["event_id"].tolist()


def test_what_was_known_on_a_day_is_asked_on_the_page_and_kept_by_a_link(visit):
    session = visit("?day=2022-01-05&known=2022-01-07")
    session.wait_for_day("2022-01-05")
    assert session.on_page("kzmap.knownOn") == "2022-01-07"
    strip = session.page.frame_locator("iframe.kzmap-page").locator("#known-strip")
    expect(strip).to_contain_text(
        "The tables and figures around the map show all that is known"
    )
    session.press("ArrowRight")
    session.wait_for_day("2022-01-06")
    assert session.on_page("kzmap.knownOn") == "2022-01-07"
    session.on_page("document.getElementById('cite-open').click()")
    link = session.on_page("document.getElementById('cite-link').value")
    assert "known=2022-01-07" in link
    session.on_page("document.getElementById('cite-close').click()")
    strip.get_by_role("button").click()
    assert session.on_page("kzmap.knownOn") is None
    session.press("ArrowRight")
    session.wait_for_day("2022-01-07")
    assert session.on_page("kzmap.knownOn") is None


def test_types_hidden_on_the_page_are_off_in_the_native_control_too(visit):
    session = visit("?day=2022-01-05")
    session.wait_for_day("2022-01-05")
    session.on_page("document.querySelector('#types button, #types input').click()")
    session.wait_for_address(types="Riot")
    assert "types=Protest" not in session.page.url


def test_names_of_the_contract_are_understood_in_an_address(visit):
    session = visit("?day=2022-01-06&view=first&types=protest")
    session.wait_for_day("2022-01-06")
    session.root('[data-mode="first"]').wait_for(state="attached")
    data = load()
    rows = reports_on(data, data.days[4], "first")
    assert session.on_page("kzmap.shown().reports") == rows["event_id"].tolist()


def test_two_sessions_do_not_share_a_day(visit):
    one, two = visit("?day=2022-01-04"), visit("?day=2022-01-10")
    one.wait_for_day("2022-01-04")
    two.wait_for_day("2022-01-10")
    one.press("ArrowRight")
    one.wait_for_day("2022-01-05")
    one.wait_for_address(day="2022-01-05")
    two.settle()
    assert two.on_page("kzmap.day") == "2022-01-10"
    expect(two.slider).to_have_attribute("aria-valuetext", "2022-01-10")


def test_downloads_hold_what_is_shown(visit):
    session = visit("?day=2022-01-05&types=Protest&types=Political+act")
    session.wait_for_day("2022-01-05")
    expect(session.page.locator(".st-key-download-csv")).to_contain_text("reports")
    data = load()
    hidden = ("riot", "security_response", "foreign_deployment")
    wanted = reports_on(data, data.days[3], "day", hidden)["event_id"].tolist()
    name, text = session.download("csv")
    assert name == "kzmap-2022-01-05-day.csv"
    assert [row["event_id"] for row in csv.DictReader(io.StringIO(text))] == wanted
    name, text = session.download("geojson")
    assert name == "kzmap-2022-01-05-day.geojson"
    features = json.loads(text)["features"]
    assert [feature["properties"]["event_id"] for feature in features] == wanted
    name, text = session.download("html")
    assert name == "kzmap-2022-01-05-day.html"
    assert text == ProtestMap(data, day=data.days[3], hidden=hidden).to_html()


def test_the_frame_is_sandboxed_and_its_page_cannot_reach_the_dashboard(visit):
    session = visit()
    sandbox = session.page.locator("iframe.kzmap-page").get_attribute("sandbox")
    assert sandbox == "allow-scripts allow-popups allow-downloads"
    reached = session.on_page(
        "(() => { try { return parent.document.title } catch { return null } })()"
    )
    assert reached is None


def test_the_page_takes_the_dashboards_theme(visit):
    session = visit(color_scheme="dark")
    session.root('[data-theme="dark"]').wait_for(state="attached")


def test_it_fits_a_phone(visit):
    session = visit("?day=2022-01-05", viewport={"width": 390, "height": 844})
    session.settle()
    width = session.page.evaluate("document.documentElement.scrollWidth")
    assert width <= 390
    box = session.page.locator("iframe.kzmap-page").bounding_box()
    assert box["width"] > 350
    assert box["height"] >= 560


def test_strings_of_strangers_are_shown_literally_and_nothing_runs(visit, hostile_server):
    session = visit(url=hostile_server)
    page = session.page
    data = dashboard_hostile_app.dataset()
    expect(page.locator("h1.kzmap-unseen")).to_have_text(data.info.title)
    pills = page.locator(".st-key-types button")
    expect(pills).to_have_count(len(data.event_types))
    comes_to(
        page,
        lambda: {plain(text.replace("\u2060", "")) for text in pills.all_inner_texts()},
        {plain(type_label(name)) for name in data.event_types},
    )
    assert (
        pills.locator("a, b, strong, img, svg, code, .katex, span[style*=color]").count() == 0
    )
    table = page.locator(".stDataFrame").first
    table.scroll_into_view_if_needed()
    cells = table.locator("[role=gridcell]")
    cells.first.wait_for(state="attached")
    wanted = {plain(text) for text in dashboard_hostile_app.MARKDOWN[1:]}
    wait_until(
        page,
        lambda: {plain(text) for text in cells.all_text_contents()},
        lambda texts: wanted <= texts,
    )
    for tab in page.get_by_role("tab").all():
        tab.click()
        session.settle()
    links = page.locator("a[href]").evaluate_all("all => all.map(a => a.href)")
    assert all(link.startswith(hostile_server) for link in links), links
    assert page.evaluate("window.hacked") is None
    assert session.on_page("window.hacked") is None


def plain(text):
    return " ".join(text.split())
