"""Curfews and blackouts are called what they are, and not an emergency."""

from playwright.sync_api import expect
from samples import events, zones

from kzmap.dataset import from_tables

CURFEW = {
    "kind": "curfew",
    "area": "Mangystau Region",
    "start": "2022-01-05T23:00+05:00",
    "end": "2022-01-08T07:00+05:00",
}
TOWN = CURFEW | {"area": "Zhanaozen", "start": "2022-01-04T23:00+05:00"}


def opened_with(open_data, *areas):
    opened = open_data(from_tables(events({"place": "Zhanaozen"}), zones(*areas)))
    opened.set_day("2022-01-06")
    open_areas(opened.page)
    return opened.page


def open_areas(page):
    page.locator("#areas > summary").click()
    # Listed when it opens, which the browser tells a moment later.
    page.locator("#area-list li").first.wait_for()


def test_a_curfew_alone_is_drawn_named_and_explained(open_data):
    page = opened_with(open_data, CURFEW)
    expect(page.locator(".hatch.curfew")).to_have_count(1)
    expect(page.locator("#sentence")).to_contain_text(
        "urfew: Mangystau Region", use_inner_text=True
    )
    assert page.locator("[data-sign=curfew]").is_visible()
    listed = page.locator("#area-list").inner_text()
    assert "Mangystau Region Curfew, in force" in listed
    assert "under emergency" not in listed


def test_a_curfew_of_one_town_is_a_dotted_disc_and_no_emergency(open_data):
    page = opened_with(open_data, TOWN)
    expect(page.locator(".spot.curfew")).to_have_count(1)
    listed = page.locator("#area-list").inner_text()
    assert "Zhanaozen Curfew, in force" in listed
    assert "under emergency" not in listed


def test_a_curfew_that_goes_with_an_emergency_is_told_by_it(open_data):
    page = opened_with(open_data, CURFEW, CURFEW | {"kind": "state_of_emergency"})
    expect(page.locator(".hatch.curfew")).to_have_count(0)
    assert page.locator("[data-sign=curfew]").is_hidden()
    assert "urfew" not in page.locator("#sentence").inner_text()
    expect(page.locator("#area-list")).to_contain_text("under emergency", use_inner_text=True)


def test_a_blackout_of_a_town_is_not_called_an_emergency(exported, open_file):
    opened = open_file(exported)
    opened.set_day("2022-01-03")
    open_areas(opened.page)
    listed = opened.page.locator("#area-list").inner_text()
    assert "Aktau Communications blackout, in force" in listed
    assert "under emergency" not in listed
