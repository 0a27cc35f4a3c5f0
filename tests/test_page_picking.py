"""Picking a point on the page: a host asks, a person clicks, presses Enter or declines."""

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import expect

HOST = """html => {
  window.said = [];
  addEventListener("message", (event) => said.push(event.data.kzmap));
  const frame = document.createElement("iframe");
  frame.setAttribute("sandbox", "allow-scripts");
  frame.title = "Map";
  frame.style = "width: 1200px; height: 800px";
  frame.srcdoc = html;
  document.body.append(frame);
  window.ask = (pick) => {
    frame.focus();
    frame.contentWindow.postMessage({ kzmap: { pick } }, "*");
  };
}"""


class Hosted:
    def __init__(self, page, html):
        self.page = page
        page.evaluate(HOST, html)
        self.inside = page.frame_locator("iframe")
        self.inside.locator("html[data-ready=true]").wait_for(state="attached")
        self.frame = next(frame for frame in page.frames if frame.parent_frame)

    def ask(self, number=7, name="Kulsary"):
        self.page.evaluate("pick => ask(pick)", {"id": number, "name": name})
        self.inside.locator("html[data-picking]").wait_for(state="attached")

    def answer(self):
        self.page.wait_for_function("() => said.some((one) => one.picked)")
        [answer] = [one["picked"] for one in self.page.evaluate("said") if "picked" in one]
        return answer

    @property
    def hint(self):
        return self.inside.locator("#pick-hint")


@pytest.fixture
def hosted(context, exported):
    return Hosted(context.new_page(), exported.read_text("utf-8"))


def test_a_click_answers_with_the_point_and_ends_the_picking(hosted):
    hosted.ask()
    at = hosted.frame.evaluate(
        "map_kzmap.setView([47, 54], 7, {animate: false}); map_kzmap.getSize()"
    )
    box = hosted.inside.locator("#map_kzmap").bounding_box()
    hosted.page.mouse.click(box["x"] + at["x"] / 2, box["y"] + at["y"] / 2)
    answer = hosted.answer()
    assert answer["id"] == 7
    assert answer["lat"] == pytest.approx(47, abs=0.05)
    assert answer["lon"] == pytest.approx(54, abs=0.05)
    expect(hosted.inside.locator("html[data-picking]")).to_have_count(0)
    expect(hosted.inside.locator("path.picked")).to_have_count(1)
    expect(hosted.hint).to_be_hidden()


def test_a_click_on_a_mark_or_an_area_picks_there_and_opens_nothing(hosted):
    hosted.frame.evaluate("kzmap.setDay('2022-01-05')")
    mark = hosted.inside.locator("[aria-label^='Almaty:'] .mark").first
    mark.wait_for()
    box = mark.bounding_box()
    hosted.ask()
    hosted.page.mouse.click(box["x"] + box["width"] / 2, box["y"] + box["height"] / 2)
    assert hosted.answer()["lat"] == pytest.approx(43.3, abs=0.9)
    expect(hosted.inside.locator("#details")).to_be_hidden()


def test_the_keyboard_brings_the_place_under_the_cross_and_enter_takes_it(hosted):
    hosted.ask()
    focused = "document.activeElement.id"
    assert hosted.frame.evaluate(focused) == "map_kzmap"
    before = hosted.frame.evaluate("map_kzmap.getCenter().lng")
    hosted.page.keyboard.press("ArrowRight")
    hosted.frame.wait_for_function("from => map_kzmap.getCenter().lng > from", arg=before)
    hosted.frame.evaluate("map_kzmap.stop()")
    centre = hosted.frame.evaluate("map_kzmap.getCenter().lng")
    expect(hosted.inside.locator("#pick-cross")).to_be_visible()
    hosted.page.keyboard.press("Enter")
    assert hosted.answer()["lon"] == pytest.approx(centre, abs=0.5)


def test_escape_answers_without_a_point(hosted):
    hosted.ask()
    hosted.page.keyboard.press("Escape")
    assert hosted.answer() == {"id": 7}
    expect(hosted.inside.locator("#pick-cross")).to_be_hidden()


def test_fingers_have_a_button_to_cancel_with(hosted):
    hosted.ask()
    hosted.inside.get_by_role("button", name="Cancel").click()
    assert hosted.answer() == {"id": 7}
    expect(hosted.hint).to_be_hidden()


def test_the_hint_is_announced_and_a_strangers_name_in_it_is_text(hosted):
    hosted.ask(name="<img src=x onerror=window.hacked=1>{{7*7}}")
    announced = hosted.inside.locator("#pick-said")
    expect(announced).to_have_attribute("role", "status")
    for shown in (hosted.hint, announced):
        assert "<img src=x onerror=window.hacked=1>{{7*7}}" in shown.text_content()
    assert hosted.frame.evaluate("window.hacked") is None


@pytest.mark.parametrize("ended", ["null", "{id: 'x', name: 3}", "'yes'", "[]"])
def test_what_is_no_question_ends_the_picking(hosted, ended):
    hosted.ask()
    hosted.page.evaluate(f"ask({ended})")
    hosted.inside.locator("html:not([data-picking])").wait_for(state="attached")
    assert [one for one in hosted.page.evaluate("said") if "picked" in one] == []


def test_a_point_beyond_the_antimeridian_is_told_as_the_world_counts(chromium):
    from kzmap.page.scripts import ASSETS

    source = (ASSETS / "picking.js").read_text("utf-8")
    pure = source[source.index("const DIGITS") : source.index("/** The map while")]
    page = chromium.new_page()
    script = pure.replace("export ", "") + "return [[0, 181], [91, -180], [10, 540]]"
    found = page.evaluate(
        "script => new Function(script + '.map(([a, b]) => worldPoint(a, b))')()", script
    )
    page.close()
    assert found == [
        {"lat": 0, "lon": -179},
        {"lat": 90, "lon": -180},
        {"lat": 10, "lon": -180},
    ]


def test_axe_finds_no_violation_while_a_point_is_picked(chromium, exported):
    context = chromium.new_context(viewport={"width": 390, "height": 844}, bypass_csp=True)
    hosted = Hosted(context.new_page(), exported.read_text("utf-8"))
    hosted.ask()
    results = Axe().run(hosted.page)
    mine = [one for one in results.response["violations"] if "pick" in str(one["nodes"])]
    context.close()
    assert results.response["passes"]
    assert mine == []
