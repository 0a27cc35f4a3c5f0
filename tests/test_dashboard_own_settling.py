"""Settling names in a real browser: a decision is one, and for the name it was shown for."""

import pytest
from playwright.sync_api import expect
from test_dashboard_browser import serving
from test_dashboard_own_browser import Visitor

NAMES = "event_date,event_type,place\n" + "".join(
    f"2022-01-0{day},protest,{name}\n"
    for day, name in (
        (4, "Нижние Васюки"),
        (5, "Нижние Васюки"),
        (6, "Нижние Васюки"),
        (4, "Нигдеград"),
        (5, "Нигдеград"),
        (6, "Ничейск"),
        (7, "Almaty"),
    )
)


@pytest.fixture(scope="module")
def server():
    with serving() as url:
        yield url


@pytest.fixture
def person(chromium, server):
    person = Visitor(chromium, server)
    person.bring("names.csv", NAMES)
    person.read()
    person.press_button("Settle the places")
    expect(person.page.locator(".kzmap-name")).to_have_text("Нижние Васюки")
    yield person
    person.context.close()
    assert person.problems == []


def test_a_position_typed_once_decides_once_whatever_is_done_next(person):
    page = person.page
    field = page.get_by_label("Or type latitude, longitude")
    person.settle()
    field.fill("39.8, -89.65")
    field.press("Enter")
    expect(page.get_by_text("2 names open. 1 decision made.")).to_be_visible()
    person.settle()
    expect(page.locator(".kzmap-name")).to_have_text("Нигдеград")
    expect(field).to_have_value("")
    field.fill("1.5, 2.5")
    person.choose("So far")
    person.settle()
    person.press_button("Close")
    expect(page.locator(".st-key-kzmap-own")).to_have_count(0)
    # The map is drawn anew with what was decided; until then the page moves under the pointer.
    person.settle()
    person.wait_for_title("names")
    person.settle()
    person.page.get_by_role("button", name="Edit your data", exact=True).press("Enter")
    expect(page.get_by_text("2 names open. 1 decision made.")).to_be_visible()
    person.settle()
    expect(page.get_by_text("2 names open. 1 decision made.")).to_be_visible()
    expect(page.locator(".st-key-kzmap-last")).to_contain_text(
        "Нижние Васюки: at 39.8000, -89.6500"
    )


def test_the_keyboard_goes_on_to_the_next_name_which_is_said(person):
    page = person.page
    field = page.get_by_label("Or type latitude, longitude")
    person.settle()
    field.fill("54.1, 53.3")
    field.press("Enter")
    expect(page.locator(".kzmap-name")).to_have_text("Нигдеград")
    expect(page.locator(".kzmap-name")).to_be_focused()
    expect(page.locator(".kzmap-speaker")).to_have_text(
        "Decided: Нижние Васюки, at 54.1000, 53.3000. Next: Нигдеград."
    )
    person.press_button("Put 1 change on the map")
    expect(page.locator(".kzmap-speaker")).to_have_text("1 change put on the map.")
    expect(page.locator(".kzmap-name")).to_be_focused()
