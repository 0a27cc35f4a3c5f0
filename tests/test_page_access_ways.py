"""By any means: axe in every combination, keyboard alone, forced colours, zoom, spacing."""

import pytest
from axe_playwright_python.sync_playwright import Axe
from opened import OPEN_AREAS

WIDE, PHONE = {"width": 1360, "height": 860}, {"width": 390, "height": 844}
LANGUAGES = """
typeof kzmap.setLanguage === "function"
  ? [...document.querySelectorAll("#language option")].map((node) => node.value)
  : [document.documentElement.lang]
"""
VIEWS = "[...document.querySelectorAll('[name=mode]')].map((node) => node.value)"
STEPS = {
    "place": "document.querySelector('[data-place]').click()",
    "area": "document.querySelector('#area-list button').click()",
    "about": "document.getElementById('about-open').click()",
}
LEAVE = """
document.getElementById("about").close();
if (!document.getElementById("details").hidden)
  document.getElementById("details-close").click();
"""
FOCUS = """
() => {
  const node = document.activeElement;
  const painted = (one, pseudo) => {
    const style = getComputedStyle(one, pseudo);
    if (pseudo) return style.content !== "none" && parseFloat(style.borderTopWidth) >= 2;
    return style.outlineStyle !== "none" && parseFloat(style.outlineWidth) >= 2;
  };
  const inner = node.querySelector(".place");
  return {
    name: node.id || node.name || node.dataset.type
      || ["place", "group", "unit", "zone"].find((key) => key in node.dataset)
      || node.className || node.tagName,
    isVisible: painted(node) || Boolean(inner && painted(inner, "::before"))
      || Boolean(node.nextElementSibling && painted(node.nextElementSibling)),
  };
}
"""
SPACING = """
* { line-height: 1.5 !important; letter-spacing: 0.12em !important;
  word-spacing: 0.16em !important; }
p { margin-bottom: 2em !important; }
"""


def opened(chromium, path, **options):
    context = chromium.new_context(offline=True, bypass_csp=True, **options)
    page = context.new_page()
    page.goto(path.as_uri())
    page.wait_for_selector("html[data-ready=true]", state="attached")
    page.evaluate("kzmap.setDay('2022-01-05')")
    return page


@pytest.fixture
def page(chromium, exported):
    page = opened(chromium, exported, viewport=WIDE)
    yield page
    page.context.close()


@pytest.mark.parametrize("size", [WIDE, PHONE], ids=["wide", "phone"])
def test_axe_finds_nothing_in_any_view_theme_and_language(chromium, exported, size):
    page = opened(chromium, exported, viewport=size)
    page.evaluate(OPEN_AREAS)
    checked = 0
    for language in page.evaluate(LANGUAGES):
        page.evaluate("language => kzmap.setLanguage?.(language)", language)
        for theme in ("light", "dark"):
            page.select_option("#theme", theme)
            for view in page.evaluate(VIEWS):
                page.evaluate("view => kzmap.setMode(view)", view)
                _hold_to_axe(page, f"{language} {theme} {view}")
                checked += 1
            page.evaluate("kzmap.setMode('day')")
            for name, step in STEPS.items():
                page.evaluate(step)
                _hold_to_axe(page, f"{language} {theme} {name}")
                page.evaluate(LEAVE)
    assert checked >= 6
    page.context.close()


def _hold_to_axe(page, where):
    results = Axe().run(page)
    assert results.response["passes"]
    assert results.violations_count == 0, f"{where}: {results.generate_report()}"


def tabbed(page, wanted, most=120, key="Tab"):
    """Go on by keyboard to what is wanted; the focus is to be seen at each stop."""
    for _ in range(most):
        page.keyboard.press(key)
        at = page.evaluate(FOCUS)
        if at["name"] not in ("BODY", "HTML"):
            assert at["isVisible"], at
        if at["name"] == wanted:
            return
    raise AssertionError(f"the keyboard does not reach {wanted}")


def test_every_function_works_by_keyboard_alone(page):
    tabbed(page, "mode")
    page.keyboard.press("ArrowRight")
    page.wait_for_function("kzmap.mode === 'so-far'")
    page.keyboard.press("ArrowLeft")
    page.wait_for_function("kzmap.mode === 'day'")
    tabbed(page, "theme")
    page.keyboard.press("ArrowDown")
    page.wait_for_function("document.documentElement.dataset.theme === 'light'")
    tabbed(page, "about-open")
    page.keyboard.press("Enter")
    page.wait_for_selector("#about[open]")
    page.keyboard.press("Escape")
    page.wait_for_selector("#about", state="hidden")
    assert page.evaluate(FOCUS)["name"] == "about-open"
    tabbed(page, "map_kzmap")
    before = page.evaluate("map_kzmap.getCenter().lng")
    page.keyboard.press("ArrowRight")
    page.wait_for_function("before => map_kzmap.getCenter().lng > before", arg=before)
    tabbed(page, "place")
    first = page.evaluate("document.activeElement.dataset.place")
    page.keyboard.press("ArrowRight")
    assert page.evaluate("document.activeElement.dataset.place") != first
    assert page.evaluate(FOCUS)["isVisible"]
    here = page.evaluate("document.activeElement.dataset.place")
    page.keyboard.press("Enter")
    page.wait_for_selector("#details:not([hidden])")
    assert page.evaluate(FOCUS)["name"] == "details-title"
    page.keyboard.press("Escape")
    page.wait_for_selector("#details", state="hidden")
    assert page.evaluate("document.activeElement.dataset.place") == here
    zoom = page.evaluate("map_kzmap.getZoom()")
    tabbed(page, "zoom-in")
    page.keyboard.press("Enter")
    page.wait_for_function("zoom => map_kzmap.getZoom() > zoom", arg=zoom)
    tabbed(page, "zoom-home")
    page.keyboard.press("Enter")
    page.wait_for_function("zoom => map_kzmap.getZoom() <= zoom", arg=zoom)
    tabbed(page, "outside")
    page.keyboard.press("Enter")
    page.wait_for_selector("#outside", state="hidden")
    tabbed(page, "play")
    page.keyboard.press("Enter")
    page.wait_for_function("kzmap.day > '2022-01-05'")
    page.keyboard.press("Enter")
    page.wait_for_selector("#play[data-playing=false]")
    tabbed(page, "day")
    page.keyboard.press("Home")
    page.wait_for_function("kzmap.day === kzmap.days[0]")
    page.keyboard.press("End")
    page.wait_for_function("kzmap.day === kzmap.days.at(-1)")
    tabbed(page, "search")
    page.keyboard.type("Zhanaozen")
    page.wait_for_selector("#found li")
    page.keyboard.press("Enter")
    page.wait_for_selector("#details:not([hidden])")
    page.keyboard.press("Escape")
    tabbed(page, "riot")
    page.keyboard.press("Space")
    page.wait_for_function(
        "document.querySelector('[data-type=riot]').getAttribute('aria-pressed') === 'false'"
    )
    page.keyboard.press("Space")
    tabbed(page, "where")
    page.keyboard.press("Enter")
    page.wait_for_selector("#details:not([hidden])")
    page.keyboard.press("Escape")
    assert page.evaluate(FOCUS)["name"] == "where"
    tabbed(page, "areas-title", most=400)
    page.keyboard.press("Enter")
    page.wait_for_selector("#area-list button")
    tabbed(page, "unit")
    page.keyboard.press("Enter")
    page.wait_for_selector("#details:not([hidden])")


def test_nothing_holds_the_keyboard(page):
    """Tab leaves the page at its end, and so does Shift and Tab at its beginning."""
    for key in ("Tab", "Shift+Tab"):
        page.evaluate("document.activeElement.blur()")
        for _ in range(400):
            page.keyboard.press(key)
            if page.evaluate("document.activeElement === document.body"):
                break
        else:
            raise AssertionError(f"{key} never gets out")


def test_forced_colours_keep_shapes_areas_and_focus(page):
    page.emulate_media(forced_colors="active")
    told = page.evaluate(
        """() => {
          const style = (selector) => getComputedStyle(document.querySelector(selector));
          const fills = [...document.querySelectorAll(".place-icon .mark")].map((node) =>
            getComputedStyle(node).fill);
          return {
            fills: new Set(fills).size,
            strokes: [...document.querySelectorAll(".place-icon .mark")].every((node) =>
              getComputedStyle(node).stroke !== "none"),
            area: style(".unit.emergency").fill !== style(".land.home").fill
              || style(".unit.emergency").fillOpacity !== "1",
            edge: style(".unit-border.emergency-border").stroke,
            plain: style("body").backgroundColor,
          };
        }"""
    )
    assert told["fills"] >= 4
    assert told["strokes"]
    assert told["area"]
    assert told["edge"] != told["plain"]
    for _ in range(25):
        page.keyboard.press("Tab")
        at = page.evaluate(FOCUS)
        assert at["isVisible"] or at["name"] == "BODY", at


@pytest.mark.parametrize("width", [320, 680], ids=["reflow", "zoomed twice"])
def test_nothing_is_lost_at_twice_the_size_and_on_320_pixels(chromium, exported, width):
    size = {"width": width, "height": 430 if width > 400 else 568}
    page = opened(chromium, exported, viewport=size, device_scale_factor=2)
    page.evaluate(OPEN_AREAS)
    _hold_to_width(page)
    page.add_style_tag(content=SPACING)
    _hold_to_width(page)
    page.context.close()


def _hold_to_width(page):
    """Nothing scrolls sideways, or sticks out where it cannot be scrolled to."""
    said = page.evaluate(
        """() => {
          const wide = document.documentElement.clientWidth;
          const out = [...document.querySelectorAll("button, select, input, h1, h2, p, li")]
            .filter((node) => node.checkVisibility() && !node.closest(".folium-map, .unseen"))
            .filter((node) => !node.classList.contains("skip"))
            .filter((node) => {
              const { left, right, width } = node.getBoundingClientRect();
              return width > 1 && (left < -1 || right > wide + 1);
            })
            .map((node) => node.id || node.className || node.textContent.slice(0, 40));
          return { scrolls: document.documentElement.scrollWidth - wide, out };
        }"""
    )
    assert said == {"scrolls": 0, "out": []}


def test_targets_on_a_phone_are_large_enough(chromium, exported):
    page = opened(chromium, exported, viewport=PHONE, has_touch=True, is_mobile=True)
    page.evaluate(OPEN_AREAS)
    small = page.evaluate(
        """() => [...document.querySelectorAll(
            "button, select, input:not([type=range]):not([type=radio]), summary, #modes label")]
          .filter((node) => node.checkVisibility() && !node.closest(".unseen"))
          .map((node) => [node.id || node.className || node.tagName,
            Math.min(node.getBoundingClientRect().height, node.getBoundingClientRect().width)])
          .filter(([, size]) => size < 23.9)"""
    )
    assert small == []
    for main in ("#play", "#back", "#forward", "#speed", "#zoom-in", "#search", "#theme"):
        assert page.locator(main).bounding_box()["height"] >= 43.9, main
    page.context.close()


def test_the_days_play_without_motion(chromium, exported):
    page = opened(chromium, exported, viewport=WIDE, reduced_motion="reduce")
    page.click("#play")
    page.wait_for_function("kzmap.day > '2022-01-05'")
    moving = page.evaluate(
        """() => [...document.querySelectorAll("*")].filter((node) => {
          const { transitionDuration, animationName } = getComputedStyle(node);
          return !/^0s(, 0s)*$/.test(transitionDuration) || animationName !== "none";
        }).length"""
    )
    assert moving == 0
    page.context.close()
