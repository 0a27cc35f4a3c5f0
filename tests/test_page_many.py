"""The page with many reports: lists come in parts, and each step stays quick."""

import pytest
from samples import events

from kzmap.dataset import from_tables

COUNT = 450


@pytest.fixture
def opened(open_data):
    place = {"place": "Paris", "country": "FR", "lat": 48.857, "lon": 2.352}
    days = [f"2022-01-{1 + n % 30:02}" for n in range(COUNT)]
    return open_data(from_tables(events(*[place | {"event_date": day} for day in days])))


def listed(opened, box):
    return opened.page.locator(f"{box} [data-event-id]").count()


@pytest.mark.parametrize("box", ["#reports", "#details"])
def test_a_long_list_comes_in_parts_and_in_the_end_whole(opened, box):
    page = opened.page
    page.evaluate("kzmap.setMode('so-far')")
    opened.set_day("2022-01-30")
    page.locator("[data-place]").evaluate("node => node.click()")
    assert page.locator("#list-title").inner_text() == f"{COUNT} reports"
    counts = []
    for _ in range(3):
        counts.append(listed(opened, box))
        more = page.locator(f"{box} .more")
        if more.count():
            said = more.inner_text()
            more.click()
            assert page.evaluate("document.activeElement.matches('.report')")
    assert counts == [200, 400, COUNT]
    assert said == "Show more: 50 are not listed yet"
    assert page.locator(f"{box} .more").count() == 0
    ids = page.locator(f"{box} [data-event-id]").evaluate_all(
        "n => n.map(x => x.dataset.eventId)"
    )
    assert len(set(ids)) == COUNT


def test_another_day_begins_the_list_anew(opened):
    opened.page.evaluate("kzmap.setMode('so-far')")
    opened.set_day("2022-01-30")
    opened.page.locator("#reports .more").click()
    assert listed(opened, "#reports") == 400
    opened.set_day("2022-01-29")
    assert listed(opened, "#reports") == 200
    first = opened.page.locator("#reports h3").first.inner_text()
    assert first == "29 January 2022"


def test_what_is_not_listed_is_counted_all_the_same(opened):
    opened.page.evaluate("kzmap.setMode('so-far')")
    opened.set_day("2022-01-30")
    assert len(opened.shown()["reports"]) == COUNT
    assert opened.page.locator("[data-type=protest] .legend-count").inner_text() == str(COUNT)
