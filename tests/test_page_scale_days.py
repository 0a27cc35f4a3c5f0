"""Years of days and thousands of reports a day in a real browser: bins, one slider, pages."""

import re
from datetime import date, timedelta
from itertools import pairwise

import pytest
from axe_playwright_python.sync_playwright import Axe
from crowds import crowd
from playwright.sync_api import expect
from samples import events

from kzmap import ProtestMap
from kzmap.dataset import from_tables
from kzmap.timeline import reports_on

FIRST, DAYS = date(2019, 5, 20), 1200
TICKS = """
[...document.querySelectorAll(".strip-ticks .tick")].map((node) => {
  const box = node.getBoundingClientRect();
  return [box.left, box.right, node.textContent];
})
"""


@pytest.fixture(scope="module")
def years():
    return crowd(3000, 40, DAYS, longest=20, first=FIRST)


@pytest.fixture(scope="module")
def years_file(years, tmp_path_factory):
    path = tmp_path_factory.mktemp("years") / "map.html"
    ProtestMap(years).save(path)
    return path


@pytest.fixture
def opened(open_file, years_file):
    opened = open_file(years_file)
    yield opened
    assert opened.problems == []


def bins_of(unit):
    """First and last day of each bin, as a calendar has them."""
    days = [FIRST + timedelta(days=n) for n in range(DAYS)]
    keys = {
        "day": lambda day: day,
        "week": lambda day: day - timedelta(days=day.weekday()),
        "month": lambda day: (day.year, day.month),
    }
    found = {}
    for day in days:
        found.setdefault(keys[unit](day), []).append(day)
    return [(members[0], members[-1]) for members in found.values()]


def active(dataset, first, last, hidden=()):
    """Reports that were going on within some days, each once."""
    table = dataset.events
    within = (table["event_date"].dt.date <= last) & (table["end_date"].dt.date >= first)
    return int((within & ~table["event_type"].isin(hidden)).sum())


def told(page):
    """What is said of the bin of the day."""
    said = page.locator("#bin").inner_text()
    return int(re.search(r": ([\d,]+) report", said)[1].replace(",", ""))


@pytest.mark.parametrize("unit", ["week", "month"])
def test_bins_hold_each_report_that_was_going_on_once(opened, years, unit):
    page = opened.page
    page.select_option("#unit", unit)
    for first, last in bins_of(unit)[::5]:
        opened.set_day(max(first, last - timedelta(days=2)).isoformat())
        assert told(page) == active(years, first, last)
    page.click("[data-type=protest]")
    assert told(page) == active(years, first, last, hidden=("protest",))


def test_bins_of_reports_that_last_a_day_add_up_to_all(open_data):
    data = crowd(2500, 30, 800, first=FIRST)
    page = open_data(data).page
    page.select_option("#unit", "month")
    first = [bin_ for bin_ in bins_of("month") if bin_[0] < FIRST + timedelta(days=800)]
    total = 0
    for start, _ in first:
        page.evaluate("day => kzmap.setDay(day)", start.isoformat())
        total += told(page)
    assert total == len(data.events)


def test_the_slider_reaches_each_day_by_keyboard_whatever_the_bins(opened, years):
    page = opened.page
    slider = page.locator("#day")
    expect(slider).to_have_count(1)
    assert page.evaluate("kzmap.days.length") == DAYS
    for unit in ("month", "day"):
        page.select_option("#unit", unit)
        slider.focus()
        page.keyboard.press("Home")
        for number in range(1, 40):
            page.keyboard.press("ArrowRight")
            day = FIRST + timedelta(days=number)
            assert page.evaluate("kzmap.day") == day.isoformat()
        count = len(reports_on(years, day))
        said = slider.get_attribute("aria-valuetext")
        assert f"{day.day} {day:%B} {day.year}" in said
        assert f"{count} report" in said
        page.keyboard.press("End")
        assert page.evaluate("kzmap.day") == str(FIRST + timedelta(days=DAYS - 1))


def test_days_scroll_and_the_handle_stays_in_view(opened):
    page = opened.page
    track = page.locator("#track")
    assert track.evaluate("node => node.scrollWidth <= node.clientWidth")
    page.select_option("#unit", "day")
    assert track.evaluate("node => node.scrollWidth > 4 * node.clientWidth")
    box = track.bounding_box()
    for day in (0, 400, 1199, 30):
        page.evaluate("day => kzmap.setDay(day)", day)
        x = page.evaluate(
            "day => document.getElementById('rail').getBoundingClientRect().left"
            " + (day + 0.5) * document.getElementById('rail').clientWidth / kzmap.days.length",
            day,
        )
        assert box["x"] <= x <= box["x"] + box["width"]


def test_a_click_on_the_timeline_goes_to_the_day_under_it(opened):
    page = opened.page
    page.select_option("#unit", "day")
    page.evaluate("kzmap.setDay(600)")
    rail = page.locator("#rail").bounding_box()
    x = rail["x"] + rail["width"] * (640.5 / DAYS)
    page.mouse.click(x, rail["y"] + 20)
    assert page.evaluate("kzmap.days.indexOf(kzmap.day)") == 640


@pytest.mark.parametrize("size", [(1360, 860), (390, 844)], ids=["wide", "phone"])
@pytest.mark.parametrize("unit", ["day", "week", "month"])
def test_labels_never_overlap(chromium, years_file, size, unit):
    context = chromium.new_context(viewport={"width": size[0], "height": size[1]}, offline=True)
    page = context.new_page()
    page.goto(years_file.as_uri())
    page.wait_for_selector("html[data-ready=true]", state="attached")
    page.select_option("#unit", unit)
    ticks = sorted(page.evaluate(TICKS))
    assert len(ticks) >= 3
    for (_, right, _), (left, _, _) in pairwise(ticks):
        assert right < left
    assert page.evaluate("document.documentElement.scrollWidth") <= size[0]
    context.close()


@pytest.mark.parametrize("size", [(1360, 860), (390, 844)], ids=["wide", "phone"])
def test_axe_finds_no_violation_with_years_of_days(chromium, years_file, size):
    context = chromium.new_context(
        viewport={"width": size[0], "height": size[1]}, offline=True, bypass_csp=True
    )
    page = context.new_page()
    page.goto(years_file.as_uri())
    page.wait_for_selector("html[data-ready=true]", state="attached")
    for step in ("kzmap.setDay(100)", "kzmap.setMode('so-far')", "kzmap.setMode('first')"):
        page.evaluate(step)
        results = Axe().run(page)
        assert results.violations_count == 0, f"{step}: {results.generate_report()}"
    context.close()


def test_a_long_list_is_paged_and_no_report_is_lost(open_data):
    rows = [
        {"place": f"P {n % 40}", "lat": 45.0 + n % 40, "lon": 60.0, "event_type": kind}
        for n in range(330)
        for kind in ("riot", "protest")
    ]
    opened = open_data(from_tables(events(*rows)))
    page = opened.page
    expect(page.locator("#list-title")).to_have_text("660 reports", use_inner_text=True)
    pager = page.locator("#listing .pager")
    expect(pager.locator("[role=status]")).to_have_text("1 to 30 of 660")
    seen = []
    for _ in range(22):
        ids = page.locator("#reports [data-event-id]").evaluate_all(
            "nodes => nodes.map(node => node.dataset.eventId)"
        )
        assert len(ids) == 30
        seen += ids
        pager.get_by_label("Next page").focus()
        page.keyboard.press("Enter")
    assert len(seen) == len(set(seen)) == 660
    assert set(seen) == set(opened.shown()["reports"])
    pager.locator("input").fill("3")
    page.keyboard.press("Enter")
    expect(pager.locator("[role=status]")).to_have_text("61 to 90 of 660")
    page.click("[data-type=riot]")
    expect(pager.locator("[role=status]")).to_have_text("1 to 30 of 330")


def test_a_short_list_and_few_days_have_no_pages_and_no_bins(open_data):
    short = open_data(from_tables(events(*[{"summary": f"n{n}"} for n in range(200)]))).page
    expect(short.locator("#reports [data-event-id]")).to_have_count(200)
    expect(short.locator("#listing .pager")).to_be_hidden()
    expect(short.locator("#unit")).to_be_hidden()
    expect(short.locator("canvas")).to_have_count(0)
