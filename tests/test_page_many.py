"""The page with many reports: lists come in pages, and each step stays quick."""

import pytest
from samples import events

from kzmap.dataset import from_tables

COUNT = 450
NEXT = {"#reports": "#listing .pager", "#details": "#details .pager"}


@pytest.fixture
def opened(open_data):
    place = {"place": "Paris", "country": "FR", "lat": 48.857, "lon": 2.352}
    days = [f"2022-01-{1 + n % 30:02}" for n in range(COUNT)]
    return open_data(from_tables(events(*[place | {"event_date": day} for day in days])))


def listed(opened, box):
    return opened.page.locator(f"{box} [data-event-id]").evaluate_all(
        "n => n.map(x => x.dataset.eventId)"
    )


@pytest.mark.parametrize("box", ["#reports", "#details"])
def test_a_long_list_comes_in_pages_that_make_the_whole(opened, box):
    page = opened.page
    page.evaluate("kzmap.setMode('so-far')")
    opened.set_day("2022-01-30")
    page.locator("[data-place]").evaluate("node => node.click()")
    assert page.locator("#list-title").inner_text() == f"{COUNT} reports"
    pager = page.locator(NEXT[box])
    ids = []
    for number in range(15):
        if number:
            pager.get_by_label("Next page").click()
        assert len(listed(opened, box)) == 30
        ids += listed(opened, box)
    assert pager.locator("[role=status]").inner_text() == "421 to 450 of 450"
    assert pager.get_by_label("Next page").get_attribute("aria-disabled") == "true"
    assert len(set(ids)) == COUNT


def test_another_day_begins_the_list_anew(opened):
    page = opened.page
    page.evaluate("kzmap.setMode('so-far')")
    opened.set_day("2022-01-30")
    pager = page.locator("#listing .pager")
    pager.get_by_label("Next page").click()
    assert pager.locator("[role=status]").inner_text() == "31 to 60 of 450"
    opened.set_day("2022-01-29")
    assert pager.locator("[role=status]").inner_text() == "1 to 30 of 435"
    assert page.locator("#reports h3").first.inner_text() == "29 January 2022"


def test_what_is_not_listed_is_counted_all_the_same(opened):
    opened.page.evaluate("kzmap.setMode('so-far')")
    opened.set_day("2022-01-30")
    assert len(opened.shown()["reports"]) == COUNT
    assert opened.page.locator("[data-type=protest] .legend-count").inner_text() == str(COUNT)


def test_the_next_day_leaves_a_list_where_its_reader_is(open_data):
    place = {"place": "Paris", "country": "FR", "lat": 48.857, "lon": 2.352}
    days = [f"2022-01-0{1 + n % 2}" for n in range(120)]
    opened = open_data(from_tables(events(*[place | {"event_date": day} for day in days])))
    side = opened.page.locator("#side")
    opened.set_day("2022-01-01")
    side.evaluate("node => node.scrollTo(0, 2500)")
    opened.set_day("2022-01-02")
    assert side.evaluate("node => node.scrollTop") == 2500
    assert len(listed(opened, "#reports")) == 60
