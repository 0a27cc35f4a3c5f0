"""The page within another: the snippet, and what a frame made by it can and cannot do."""

import os
import subprocess
import sys
import threading
from functools import partial
from html.parser import HTMLParser
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer

import pytest
from hypothesis import given
from hypothesis import strategies as st
from playwright.sync_api import expect

from kzmap.errors import ArgumentError
from kzmap.stills import embed_snippet


def run(folder, *words):
    return subprocess.run(
        [sys.executable, "-m", "kzmap", "embed", *words],
        cwd=folder,
        env=os.environ,
        capture_output=True,
        text=True,
        timeout=300,
    )


class Tags(HTMLParser):
    def __init__(self, text):
        super().__init__()
        self.found = []
        self.feed(text)
        self.close()

    def handle_starttag(self, tag, attrs):
        self.found.append((tag, dict(attrs)))

    def handle_data(self, data):
        self.found.append(("text", data))


@given(st.text(st.characters(exclude_categories=["Cs", "Cc"])))
def test_whatever_the_title_it_stays_one_iframe_with_that_title(title):
    ((tag, attributes),) = Tags(embed_snippet("a.html", title)).found
    assert tag == "iframe"
    assert attributes["title"] == title
    assert "allow-same-origin" not in attributes["sandbox"]


@pytest.mark.parametrize(
    "address", ["javascript:alert(1)", " data:text/html,x", "file:///etc/passwd", "", "a\nb"]
)
def test_an_address_that_no_frame_should_show_is_refused(address):
    with pytest.raises(ArgumentError, match="cannot be embedded"):
        embed_snippet(address, "x")


def test_the_command_prints_the_snippet_and_why(exported, tmp_path):
    (tmp_path / "page.html").write_bytes(exported.read_bytes())
    done = run(tmp_path, "page.html", "--address", 'https://example.org/a?b=1&c="2"')
    assert done.returncode == 0
    ((_, attributes),) = Tags(done.stdout.strip()).found
    assert attributes["src"] == 'https://example.org/a?b=1&c="2"'
    assert attributes["title"] == "Kazakhstan, January 2022"
    assert attributes["referrerpolicy"] == "no-referrer"
    for word in attributes["sandbox"].split():
        assert f"{word}: " in done.stderr
    assert "Never add allow-same-origin" in done.stderr


def test_what_is_no_page_of_kzmap_is_refused(tmp_path):
    (tmp_path / "other.html").write_text("<title>x</title>")
    for name in ("other.html", "missing.html"):
        done = run(tmp_path, name)
        assert (done.returncode, done.stdout) == (2, "")
        assert len(done.stderr.splitlines()) == 1


class Quiet(SimpleHTTPRequestHandler):
    def log_message(self, *_):
        pass


@pytest.fixture
def site(tmp_path, exported):
    """A newsroom's site on loopback, with the page on the very same host: the worst case."""
    (tmp_path / "map.html").write_bytes(exported.read_bytes())
    snippet = embed_snippet("map.html", "Map")
    article = f"<!DOCTYPE html><title>Article</title><h1>Article</h1>{snippet}"
    (tmp_path / "article.html").write_text(article, "utf-8")
    server = ThreadingHTTPServer(("127.0.0.1", 0), partial(Quiet, directory=str(tmp_path)))
    thread = threading.Thread(target=server.serve_forever)
    thread.start()
    yield f"http://127.0.0.1:{server.server_port}"
    server.shutdown()
    thread.join()
    server.server_close()


REACH = """() => {
  const tried = {};
  for (const [name, attempt] of Object.entries({
    parent: () => parent.document.title,
    cookie: () => document.cookie,
    storage: () => localStorage.length,
    top: () => { top.location = "about:blank"; },
  })) {
    try { attempt(); tried[name] = "reached"; } catch (error) { tried[name] = error.name; }
  }
  return tried;
}"""


def test_the_page_works_within_the_frame_and_cannot_reach_out(chromium, site):
    context = chromium.new_context(viewport={"width": 1000, "height": 800})
    context.route(lambda url: not url.startswith(site), lambda route: route.abort())
    page = context.new_page()
    page.goto(f"{site}/article.html")
    frame = page.frame_locator("iframe")
    frame.locator("html[data-ready=true]").wait_for(state="attached")
    inside = page.frames[1]
    inside.evaluate("kzmap.setDay('2022-01-05')")
    assert frame.locator("#sentence").inner_text().startswith("Protests in 7 places")
    expect(frame.locator("#print")).to_be_hidden()
    tried = inside.evaluate(REACH)
    assert set(tried.values()) == {"SecurityError"}
    assert page.title() == "Article"
    # A source opens in a tab that is no part of the sandbox.
    frame.locator("#reports details summary").first.click()
    with context.expect_page() as opened:
        frame.locator("#reports a").first.click()
    assert opened.value
    context.close()
