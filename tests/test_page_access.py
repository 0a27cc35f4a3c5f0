"""For everybody: axe-core in every theme, width and view; print; reduced motion; order."""

import pytest
from axe_playwright_python.sync_playwright import Axe
from opened import OPEN_AREAS
from playwright.sync_api import expect

WIDE, PHONE = (1360, 860), (390, 844)


def open_page(chromium, path, size=WIDE, **options):
    context = chromium.new_context(
        viewport={"width": size[0], "height": size[1]}, offline=True, bypass_csp=True, **options
    )
    page = context.new_page()
    page.goto(path.as_uri())
    page.wait_for_selector("html[data-ready=true]", state="attached")
    return page


@pytest.mark.parametrize("size", [WIDE, PHONE], ids=["wide", "phone"])
@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_axe_finds_no_violation_in_any_view(chromium, exported, size, scheme):
    page = open_page(chromium, exported, size, color_scheme=scheme)
    steps = {
        "day": "kzmap.setDay('2022-01-05')",
        "so far": "kzmap.setMode('so-far')",
        "first": "kzmap.setMode('first')",
        "lifted": "kzmap.setMode('day').then(() => kzmap.setDay('2022-01-19'))",
        "place": "document.querySelector('[data-place]').click()",
        "areas": OPEN_AREAS,
        "area": "document.querySelector('#area-list button').click()",
        "about": "document.getElementById('about-open').click()",
    }
    for name, step in steps.items():
        page.evaluate(step)
        results = Axe().run(page)
        assert results.response["passes"]
        assert results.violations_count == 0, f"{name}: {results.generate_report()}"
    page.context.close()


def test_the_phone_shows_sentence_map_timeline_and_list_in_this_order(chromium, exported):
    page = open_page(chromium, exported, PHONE, has_touch=True, is_mobile=True)
    tops = [page.locator(sel).bounding_box()["y"] for sel in ("#summary", "#stage", "#side")]
    assert tops == sorted(tops)
    assert page.evaluate("document.documentElement.scrollWidth") <= PHONE[0]
    for button in page.locator("#controls button, #map-buttons button").all():
        box = button.bounding_box()
        assert min(box["width"], box["height"]) >= 44
    page.context.close()


def test_touch_moves_the_slider(chromium, exported):
    page = open_page(chromium, exported, PHONE, has_touch=True, is_mobile=True)
    box = page.locator("#bars [data-column='4']").bounding_box()
    page.touchscreen.tap(box["x"] + box["width"] / 2, box["y"] + 10)
    page.wait_for_function("() => kzmap.day === '2022-01-06'")
    page.context.close()


def test_print_has_map_date_legend_and_list_with_links_written_out(
    chromium, exported, tmp_path
):
    page = open_page(chromium, exported)
    page.evaluate("kzmap.setDay('2022-01-05')")
    page.emulate_media(media="print")
    for shown in ("#date", "#map_kzmap", "#types", "#reports", "#credit"):
        expect(page.locator(shown)).to_be_visible()
    for hidden in ("#controls", "#search-box", "#map-buttons"):
        expect(page.locator(hidden)).to_be_hidden()
    assert page.evaluate("getComputedStyle(document.body).overflow") != "hidden"
    link = page.locator("#reports a").first
    expect(link).to_be_visible()
    assert "http" in link.evaluate("node => getComputedStyle(node, '::after').content")
    page.context.close()


def test_the_map_is_fitted_to_paper_and_back_to_what_the_reader_had(chromium, exported):
    page = open_page(chromium, exported)
    page.evaluate("map_kzmap.setView([43.2, 76.9], 7, {animate: false})")
    page.evaluate("dispatchEvent(new Event('beforeprint'))")
    assert page.evaluate("[map_kzmap.getSize().x, map_kzmap.getZoom() < 7]") == [680, True]
    # 17 areas, and Aktau with its blackout
    expect(page.locator("#area-list li")).to_have_count(18)
    page.evaluate("dispatchEvent(new Event('afterprint'))")
    assert page.evaluate("[map_kzmap.getSize().x > 680, map_kzmap.getZoom()]") == [True, 7]
    page.context.close()


def test_paper_is_light_even_where_the_screen_is_dark(chromium, exported):
    page = open_page(chromium, exported, color_scheme="dark")
    page.emulate_media(media="print", color_scheme="dark")
    assert page.evaluate("getComputedStyle(document.body).color") == "rgb(31, 37, 41)"
    page.context.close()


def test_no_motion_where_the_reader_asked_for_none(chromium, exported):
    page = open_page(chromium, exported, reduced_motion="reduce")
    assert page.evaluate("map_kzmap.options.zoomAnimation") is False
    durations = page.evaluate(
        "[...document.querySelectorAll('*')].map(n => getComputedStyle(n).transitionDuration)"
    )
    assert set(durations) == {"0s"}
    page.context.close()


def test_the_reader_chooses_light_or_dark(chromium, exported):
    page = open_page(chromium, exported, color_scheme="light")
    light = page.evaluate("getComputedStyle(document.body).backgroundColor")
    page.select_option("#theme", "dark")
    dark = page.evaluate("getComputedStyle(document.body).backgroundColor")
    assert (light, dark) == ("rgb(255, 255, 255)", "rgb(22, 25, 28)")
    page.context.close()


def test_focus_is_always_visible_and_reaches_every_control(chromium, exported):
    page = open_page(chromium, exported)
    page.evaluate("kzmap.setDay('2022-01-05')")
    reached = set()
    for _ in range(60):
        page.keyboard.press("Tab")
        reached.add(
            page.evaluate(
                "(e => e.id || e.name || e.dataset.type || '')(document.activeElement)"
            )
        )
    wanted = {
        "mode",
        "theme",
        "about-open",
        "map_kzmap",
        "zoom-in",
        "day",
        "play",
        "speed",
        "search",
        "riot",
    }
    assert wanted <= reached
    page.context.close()
