"""Texts that the page does not hold: it asks the dashboard for those that come into view."""

import dashboard_short_app
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from playwright.sync_api import expect
from test_dashboard_browser import HERE, Session, serving

from kzmap import ProtestMap
from kzmap.dashboard.texts import MOST_ASKED, read_asked, texts_of

plain = st.one_of(st.none(), st.booleans(), st.integers(), st.floats(), st.text())


@settings(deadline=None)
@given(st.recursive(plain, lambda inner: st.lists(inner) | st.dictionaries(st.text(), inner)))
def test_nonsense_asks_for_nothing(value):
    assert read_asked(value, 10) == []
    assert all(0 <= row < 10 for row in read_asked({"reports": value}, 10))


def test_too_many_rows_or_others_than_there_are_ask_for_nothing():
    assert read_asked({"reports": [*range(MOST_ASKED)]}, MOST_ASKED) == [*range(MOST_ASKED)]
    for wrong in ([*range(MOST_ASKED + 1)], [-1], [10_000], [True], [1.0], ["1"]):
        assert read_asked({"reports": wrong}, 5_000) == []


def test_an_answer_names_the_report_by_row_and_id():
    dataset = dashboard_short_app.dataset()
    [(row, event_id, text)] = texts_of(dataset, [3])
    assert (row, event_id) == (3, dataset.events["event_id"][3])
    assert text == dataset.events["summary"][3]


HOST = """([html, texts]) => {
  window.asked = [];
  window.addEventListener("message", (event) => {
    const said = event.data?.kzmap;
    if (said?.asked) window.asked.push(said.asked.reports);
  });
  const frame = document.createElement("iframe");
  frame.setAttribute("sandbox", "allow-scripts");
  frame.style.width = "1200px";
  frame.style.height = "800px";
  frame.name = JSON.stringify({ kzmap: { texts } });
  frame.srcdoc = html;
  document.body.append(frame);
  window.tell = (kzmap) => frame.contentWindow.postMessage({ kzmap }, "*");
}"""


@pytest.fixture
def hosted(context):
    page = context.new_page()

    def host(texts=True):
        page.evaluate(
            HOST, [ProtestMap(dashboard_short_app.dataset(), texts_mb=0).to_html(), texts]
        )
        frame = page.frame_locator("iframe")
        frame.locator("html[data-ready=true]").wait_for(state="attached")
        return frame

    host.page = page
    yield host
    page.close()


def test_only_what_comes_into_view_is_asked_for_and_what_is_answered_is_shown(hosted):
    frame = hosted()
    hosted.page.wait_for_function("asked.length > 0")
    (asked,) = hosted.page.evaluate("asked")
    assert 0 < len(asked) <= MOST_ASKED
    answer = texts_of(dashboard_short_app.dataset(), asked)
    others = [[asked[0], "another id", "wrong"], ["x"], None, [asked[0]]]
    hosted.page.evaluate("texts => tell({ texts })", others)
    hosted.page.evaluate("texts => tell({ texts })", answer)
    first = frame.locator("#reports .summary-text").first
    expect(first).to_have_text(answer[0][2], use_inner_text=False)
    expect(frame.locator("text=wrong")).to_have_count(0)
    listed = frame.locator("#reports .summary-text").count()
    assert frame.locator(".summary-text.left-out").count() == listed - len(asked) > 0


def test_a_host_that_has_no_texts_is_not_asked(hosted):
    frame = hosted(texts=False)
    hosted.page.wait_for_timeout(300)
    assert hosted.page.evaluate("asked") == []
    expect(frame.locator("#reports")).to_contain_text("not in this file", use_inner_text=True)


@pytest.fixture(scope="module")
def short_server():
    with serving(HERE / "dashboard_short_app.py") as url:
        yield url


def test_the_dashboard_fetches_texts_as_they_come_into_view(chromium, short_server):
    session = Session(chromium, short_server)
    items = session.root().locator("#reports .summary-text")
    expect(items.first).to_contain_text("Text ")
    last = items.last
    assert "left-out" in last.get_attribute("class")
    last.scroll_into_view_if_needed()
    expect(last).to_contain_text("Text ")
    assert session.on_page("window.hacked") is None
    assert session.problems == []
    assert session.foreign == []
    session.context.close()
