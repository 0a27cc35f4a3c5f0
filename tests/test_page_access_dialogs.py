"""Citation, spread, tour and notes by keyboard alone, and axe with each of them open."""

import pytest
from test_page_access_ways import (
    FOCUS,
    LANGUAGES,
    PHONE,
    WIDE,
    _hold_to_axe,
    opened,
    tabbed,
)

BOXES = ("cite", "spread", "about")
OPEN = "name => document.getElementById(`${name}-open`).click()"
SHUT = """name => name === "tour"
  ? document.getElementById("tour-end").click()
  : document.getElementById(name).close()"""
WITHIN = "name => document.getElementById(name).contains(document.activeElement)"


@pytest.fixture(scope="module")
def page(chromium, exported):
    page = opened(chromium, exported, viewport=WIDE)
    yield page
    page.context.close()


def focused(page):
    return page.evaluate(FOCUS)["name"]


def begin(page, name):
    """Go to what opens a box from the top of the page, and open it."""
    page.evaluate("kzmap.setDay('2022-01-05')")
    page.evaluate("document.activeElement.blur()")
    tabbed(page, f"{name}-open")
    page.keyboard.press("Enter")
    page.wait_for_selector(f"#{name}:not([hidden])")


@pytest.mark.parametrize("size", [WIDE, PHONE], ids=["wide", "phone"])
def test_axe_finds_nothing_in_any_box_theme_and_language(page, size):
    page.set_viewport_size(size)
    languages = page.evaluate(LANGUAGES)
    assert len(languages) == 3
    for language in languages:
        page.evaluate("language => kzmap.setLanguage(language)", language)
        for theme in ("light", "dark"):
            page.select_option("#theme", theme)
            # "About" is held to it in test_page_access_ways.py.
            for name in ("cite", "spread", "tour"):
                page.evaluate(OPEN, name)
                assert page.locator(f"#{name}").is_visible()
                assert page.evaluate("document.documentElement.scrollWidth") <= size["width"]
                _hold_to_axe(page, f"{language} {theme} {name}")
                page.evaluate(SHUT, name)
    page.evaluate("kzmap.setLanguage('en')")
    page.select_option("#theme", "light")
    page.set_viewport_size(WIDE)


@pytest.mark.parametrize("name", BOXES)
@pytest.mark.parametrize("way", ["Escape", "Enter"])
def test_a_box_opens_and_closes_by_keyboard_and_gives_the_focus_back(page, name, way):
    begin(page, name)
    assert page.evaluate(WITHIN, name)
    if way == "Enter" and focused(page) != f"{name}-close":
        tabbed(page, f"{name}-close")
    page.keyboard.press(way)
    page.wait_for_selector(f"#{name}", state="hidden")
    assert focused(page) == f"{name}-open"


@pytest.mark.parametrize("name", BOXES)
def test_what_lies_behind_a_box_is_not_reached(page, name):
    begin(page, name)
    for key in ("Tab", "Shift+Tab"):
        for _ in range(12):
            page.keyboard.press(key)
            assert page.evaluate(WITHIN, name) or focused(page) in ("BODY", "HTML")
    page.keyboard.press("Escape")


def test_a_citation_is_dated_copied_and_saved_by_keyboard(page):
    begin(page, "cite")
    tabbed(page, "cite-link")
    page.keyboard.press("Control+a")
    link = page.evaluate("document.activeElement.value")
    assert "day=2022-01-05" in link
    for _ in range(4):
        page.keyboard.press("Tab")
        if page.evaluate("document.activeElement.type") == "checkbox":
            break
    page.keyboard.press("Space")
    assert "Accessed" in page.input_value("#cite-text")
    tabbed(page, "cite-text")
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.ariaLabel") == "Copy: Citation"
    page.keyboard.press("Enter")
    page.wait_for_function("document.getElementById('cite-said').textContent !== ''")
    tabbed(page, "cite-bibtex", key="Tab")
    for _ in range(2):
        page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.ariaLabel") == "Download: BibTeX"
    with page.expect_download() as saved:
        page.keyboard.press("Enter")
    assert saved.value.suggested_filename == "kzmap.bib"
    page.keyboard.press("Escape")
    assert focused(page) == "cite-open"


def test_the_spread_is_sorted_saved_and_left_for_a_place_by_keyboard(page):
    begin(page, "spread")
    tabbed(page, "spread-csv")
    with page.expect_download() as saved:
        page.keyboard.press("Enter")
    assert saved.value.suggested_filename == "kzmap-spread.csv"
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.getAttribute('role')") == "region"
    page.keyboard.press("Tab")
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    head = "document.activeElement.closest('th').ariaSort"
    assert page.evaluate(head) == "ascending"
    page.keyboard.press("Enter")
    assert page.evaluate(head) == "descending"
    tabbed(page, "where")
    name = page.evaluate("document.activeElement.textContent")
    page.keyboard.press("Enter")
    page.wait_for_selector("#spread", state="hidden")
    assert focused(page) == "details-title"
    assert page.inner_text("#details-title") == name
    page.keyboard.press("Escape")
    assert focused(page) == "spread-open"


def test_the_tour_is_walked_by_its_buttons_and_by_keys(page):
    begin(page, "tour")
    assert focused(page) == "tour-title"
    tabbed(page, "tour-next")
    page.keyboard.press("Enter")
    assert page.inner_text("#tour-count").startswith("Step 2 ")
    assert focused(page) == "tour-next"
    page.keyboard.press("Shift+Tab")
    assert focused(page) == "tour-back"
    page.keyboard.press("Space")
    assert page.inner_text("#tour-count").startswith("Step 1 ")
    page.keyboard.press("ArrowRight")
    assert page.inner_text("#tour-count").startswith("Step 2 ")
    tabbed(page, "tour-end", key="Shift+Tab")
    page.keyboard.press("Enter")
    assert page.locator("#tour").is_hidden()
    assert focused(page) == "tour-open"


def test_speed_and_language_are_chosen_by_arrows(page):
    page.evaluate("document.activeElement.blur()")
    tabbed(page, "language")
    page.keyboard.press("ArrowDown")
    page.wait_for_function("kzmap.language === 'kk'")
    assert focused(page) == "language"
    page.keyboard.press("ArrowUp")
    page.wait_for_function("kzmap.language === 'en'")
    tabbed(page, "speed")
    before = page.input_value("#speed")
    page.keyboard.press("ArrowDown")
    assert float(page.input_value("#speed")) > float(before)
    page.keyboard.press("ArrowUp")
    assert page.input_value("#speed") == before


def test_the_search_is_walked_by_arrows_and_left_by_escape(page):
    page.evaluate("document.activeElement.blur()")
    tabbed(page, "search")
    page.keyboard.type("a")
    page.wait_for_selector("#found [role=option]")
    active = "document.getElementById('search').getAttribute('aria-activedescendant')"
    chosen = "document.querySelector('#found [aria-selected=true]').id"
    last = page.locator("#found [role=option]").count() - 1
    for key, at in (("ArrowDown", 1), ("ArrowUp", 0), ("ArrowUp", last), ("ArrowDown", 0)):
        page.keyboard.press(key)
        assert page.evaluate(active) == page.evaluate(chosen) == f"found-{at}"
    _hold_to_axe(page, "search")
    page.keyboard.press("Escape")
    assert page.locator("#found").is_hidden()
    assert page.get_attribute("#search", "aria-expanded") == "false"
    assert focused(page) == "search"
    page.keyboard.press("Control+a")
    page.keyboard.type("Aktau")
    page.wait_for_selector("#found [role=option]")
    page.keyboard.press("Enter")
    assert focused(page) == "details-title"
    page.keyboard.press("Escape")
    assert focused(page) == "search"
