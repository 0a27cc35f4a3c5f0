"""The order of first reports and the changes of a day, in the page."""

import csv
import io
from datetime import date

import pytest
from axe_playwright_python.sync_playwright import Axe
from crowds import crowd
from playwright.sync_api import expect
from samples import HOSTILE, events, zones

from kzmap import load
from kzmap.changes import changes_on
from kzmap.dataset import from_tables
from kzmap.records.spreadsheet import frame_to_csv
from kzmap.spread import as_text, spread
from kzmap.timeline import place_name

WIDE, PHONE = {"width": 1360, "height": 860}, {"width": 390, "height": 844}


@pytest.fixture(scope="module")
def january():
    return load()


def opened_spread(opened):
    opened.page.locator("#spread-open").click()
    opened.page.wait_for_selector("#spread[open]")
    return opened.page


def downloaded(page):
    with page.expect_download() as waiting:
        page.locator("#spread-csv").click()
    assert waiting.value.suggested_filename == "kzmap-spread.csv"
    return waiting.value.path().read_bytes().decode("utf-8-sig")


def told(dataset, day):
    """Return what Python says of the changes of a day, as the page words it."""
    found = changes_on(dataset, day)
    return found and {
        "new_places": [place_name(dataset.places[place], day) for place in found.new_places],
        "types_begun": found.types_begun,
        "types_gone": found.types_gone,
        "zones": [zone._asdict() for zone in found.zones],
    }


def test_the_page_says_what_changed_as_python_does(open_file, exported, january):
    opened = open_file(exported)
    for day in january.days:
        opened.set_day(day.isoformat())
        assert opened.page.evaluate("kzmap.changes()") == told(january, day)
    opened.set_day("2022-01-05")
    said = opened.page.locator("#changes").inner_text()
    assert said.startswith("Since the day before: first reports from Kazakhstan as a whole,")
    assert "state of emergency and curfew from this day in 17 areas" in said
    # Kazakhstan and Moscow: no protest
    expect(opened.page.locator(".place .fresh")).to_have_count(2)
    opened.set_day("2022-01-02")
    expect(opened.page.locator("#changes")).to_have_text("", use_inner_text=True)


def test_the_table_of_january_is_sorted_saved_and_leads_to_the_map(
    open_file, exported, january
):
    opened = open_file(exported)
    expect(opened.page.locator("#spread-body")).to_have_text("")  # made when first opened
    page = opened_spread(opened)
    assert downloaded(page) == frame_to_csv(as_text(spread(january)))
    charts = page.locator("#spread svg[role=img]")
    expect(charts).to_have_count(2)
    assert charts.first.get_attribute("aria-label").endswith("and 18 by 5 January 2022.")
    names = charts.last.locator(".told")
    expect(names).to_have_count(18)
    assert sorted(names.all_text_contents()) == sorted(spread(january)["place"])

    heads, first = page.locator("#spread thead th"), page.locator("#spread tbody tr").first
    expect(heads.first).to_have_attribute("aria-sort", "ascending")
    column = heads.filter(has_text="Kilometres")
    column.locator("button").press("Enter")
    expect(column).to_have_attribute("aria-sort", "ascending")
    column.locator("button").press("Enter")
    expect(column).to_have_attribute("aria-sort", "descending")
    expect(page.locator("#spread thead [aria-sort]")).to_have_count(1)
    expect(first).to_contain_text("Oskemen", use_inner_text=True)
    response = heads.filter(has_text="Days to response")
    for order in ("ascending", "descending"):
        response.locator("button").click()
        expect(response).to_have_attribute("aria-sort", order)
        assert "unknown" not in first.text_content().split("Region")[0]
        assert page.locator("#spread tbody tr").last.text_content().count("unknown") > 1

    first.locator("button").click()
    expect(page.locator("#spread")).to_be_hidden()
    expect(page.locator("#details-title")).to_contain_text("Taraz", use_inner_text=True)


@pytest.mark.parametrize("size", [WIDE, PHONE], ids=["wide", "phone"])
@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_axe_finds_nothing_and_no_name_lies_on_another(chromium, exported, size, scheme):
    context = chromium.new_context(
        viewport=size, offline=True, bypass_csp=True, color_scheme=scheme
    )
    page = context.new_page()
    page.goto(exported.as_uri())
    page.wait_for_selector("html[data-ready=true]", state="attached")
    page.locator("#spread-open").press("Enter")
    expect(page.locator("#spread figure:last-child .told")).to_have_count(18)
    results = Axe().run(page)
    assert results.violations_count == 0, results.generate_report()
    assert page.evaluate("document.documentElement.scrollWidth") <= size["width"]
    boxes = page.locator("#spread figure:last-child .told").evaluate_all(
        "nodes => nodes.map(node => node.getBoundingClientRect().toJSON())"
    )
    assert len(boxes) == 18
    for at, one in enumerate(boxes):
        assert one["left"] >= 0
        assert one["right"] <= size["width"]
        for other in boxes[:at]:
            apart_x = one["right"] <= other["left"] or other["right"] <= one["left"]
            # Boxes of text have room above and below the letters.
            assert apart_x or abs(one["top"] - other["top"]) >= 12
    page.keyboard.press("Escape")
    expect(page.locator("#spread")).to_be_hidden()
    expect(page.locator("#spread-open")).to_be_focused()
    context.close()


def test_a_crowd_of_rough_reports_is_told_as_python_does_and_drawn_by_the_spot(open_data):
    dataset = crowd(2400, 900, 40, longest=3)
    dataset.events.loc[::7, "time_precision"] = 2
    opened = open_data(dataset)
    page = opened_spread(opened)
    saved = downloaded(page)
    assert saved == frame_to_csv(as_text(spread(dataset)))
    rows = list(csv.DictReader(io.StringIO(saved)))
    assert any(row["first_protest"].endswith("~") for row in rows)
    expect(page.locator("#spread .dot-place")).not_to_have_count(0)
    assert page.locator("#spread .dot-place").count() < len(rows)
    assert page.locator("#spread figure:last-child .told").count() <= 60
    expect(page.locator("#spread tbody tr")).to_have_count(30)
    expect(page.locator("#spread tbody")).to_contain_text("about", use_inner_text=True)
    for day in (dataset.days[0], dataset.days[5], dataset.days[-1]):
        opened.set_day(day.isoformat())
        assert page.evaluate("kzmap.changes()") == told(dataset, day)


def test_hostile_names_stay_text_and_cannot_run_in_a_spreadsheet(open_data):
    rows = [
        {"place": name, "lat": 40.0 + at, "lon": 60.0, "country": "XX"}
        for at, name in enumerate([*HOSTILE, "+7", "@cmd", "\tx"])
    ]
    opened = open_data(from_tables(events(*rows)))
    page = opened_spread(opened)
    assert page.evaluate("window.hacked") is None
    cells = [row["place"] for row in csv.DictReader(io.StringIO(downloaded(page)))]
    assert len(cells) == len(rows)
    assert not [cell for cell in cells if cell[0] in "=@\t"]
    assert {"'=" + HOSTILE[6][1:], "+7", "'@cmd", "'\tx"} <= set(cells)


def test_without_protests_it_says_that_there_is_nothing_to_show(open_data):
    page = opened_spread(open_data(from_tables(events({"event_type": "riot"}))))
    expect(page.locator("#spread-body")).to_contain_text(
        "no report of a protest", use_inner_text=True
    )
    expect(page.locator("#spread :is(svg, table)")).to_have_count(0)


def test_elsewhere_a_day_alone_a_region_and_a_zone_of_a_town_are_drawn(open_data):
    area = {"kind": "curfew", "area": "Lyon", "start": "2022-01-06T00:00+01:00", "end": ""}
    rows = events(
        {"place": "Lyon", "country": "FR", "lat": 45.76, "lon": 4.84},
        {"place": "Provence", "country": "FR", "lat": 43.9, "lon": 6.0, "geo_precision": 3},
    )
    dataset = from_tables(rows, zones(area))
    opened = open_data(dataset)
    page = opened_spread(opened)
    expect(page.locator("#spread figure:last-child .told")).to_have_text(["Lyon"])
    expect(page.locator("#spread")).to_contain_text(
        "only its region is known", use_inner_text=True
    )
    page.keyboard.press("Escape")
    opened.set_day("2022-01-06")
    assert page.evaluate("kzmap.changes()") == told(dataset, date(2022, 1, 6))
