"""The guided tour in the page, in a real browser."""

import json

import pytest
from playwright.sync_api import expect
from samples import events
from test_tour import told

from kzmap.dataset import from_tables


@pytest.fixture
def page(exported, open_file):
    opened = open_file(exported)
    yield opened
    assert opened.problems == []
    assert opened.asked_outside() == []


def at(opened):
    return opened.page.locator("#tour-count").inner_text()


def test_a_step_shows_its_day_its_view_and_its_place_and_names_its_sources(page):
    page.page.click("#tour-open")
    assert at(page) == "Step 1 of 11"
    assert page.page.evaluate("document.activeElement.id") == "tour-title"
    assert page.page.evaluate("[kzmap.day, kzmap.mode]") == ["2022-01-02", "day"]
    names = page.page.locator(".place-name").all_inner_texts()
    assert {"Aktau", "Zhanaozen"} <= set(names)
    page.page.click("#tour summary")
    expect(page.page.locator("#tour .sources li")).to_have_count(3)
    page.page.evaluate("kzmap.setStep(8)")
    assert page.page.evaluate("[kzmap.day, kzmap.mode]") == ["2022-01-08", "so-far"]


def test_the_keyboard_goes_forward_and_back_and_ends_the_tour(page):
    keys = page.page.keyboard
    page.page.focus("#tour-open")
    keys.press("Enter")
    keys.press("ArrowRight")
    keys.press("PageDown")
    assert at(page) == "Step 3 of 11"
    assert page.page.evaluate("kzmap.mode") == "first"
    keys.press("ArrowLeft")
    assert at(page) == "Step 2 of 11"
    keys.press("End")
    keys.press("ArrowRight")
    assert at(page) == "Step 11 of 11"
    keys.press("Home")
    keys.press("ArrowLeft")
    assert at(page) == "Step 1 of 11"
    keys.press("Escape")
    expect(page.page.locator("#tour")).to_be_hidden()
    assert page.page.evaluate("document.activeElement.id") == "tour-open"


def test_buttons_lead_through_all_steps_and_stop_at_the_ends(page):
    page.page.click("#tour-open")
    assert page.page.get_attribute("#tour-back", "aria-disabled") == "true"
    seen = []
    while page.page.get_attribute("#tour-next", "aria-disabled") == "false":
        seen.append(page.page.evaluate("kzmap.day"))
        page.page.click("#tour-next")
    assert len(seen) == 10
    assert page.page.evaluate("kzmap.day") == "2022-01-19"


def test_a_type_that_was_hidden_is_shown_in_the_tour_and_hidden_again_after_it(page):
    protest = page.page.locator(".legend-entry").first
    protest.click()
    expect(protest).to_have_attribute("aria-pressed", "false")
    page.page.click("#tour-open")
    expect(protest).to_have_attribute("aria-pressed", "true")
    page.page.click("#tour-end")
    expect(protest).to_have_attribute("aria-pressed", "false")


def test_on_a_phone_the_map_and_the_step_are_seen_at_once(page):
    page.page.set_viewport_size({"width": 390, "height": 844})
    page.page.click("#tour-open")
    step = page.page.locator("#tour").bounding_box()
    assert step["y"] + step["height"] <= 844.5
    stage = page.page.locator("#stage").bounding_box()
    assert step["y"] - stage["y"] > 150


def test_a_page_without_a_tour_does_not_offer_one(open_data):
    expect(open_data(from_tables(events({}))).page.locator("#tour-open")).to_be_hidden()


def test_a_strangers_text_stays_text(open_data):
    hostile = "<img src=x onerror=alert(1)>{{ 7*7 }}</script>"
    rows = told({"day": "2022-01-05", "title": hostile, "text": hostile})
    opened = open_data(from_tables(events({}), tour=rows))
    opened.page.click("#tour-open")
    expect(opened.page.locator("#tour-title")).to_have_text(hostile, use_inner_text=True)
    expect(opened.page.locator("#tour img")).to_have_count(0)
    with pytest.raises(Exception, match="No step 5"):
        opened.page.evaluate("kzmap.setStep(5)")


def test_axe_finds_nothing_in_the_tour(page):
    from axe_playwright_python.sync_playwright import Axe

    page.page.click("#tour-open")
    found = Axe().run(page.page).response["violations"]
    assert not found, json.dumps(found, indent=1)[:2000]
