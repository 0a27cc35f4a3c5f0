"""The page with a user's own tables: other places, other types, many days, dates half known."""

from datetime import date, timedelta

import pandas as pd
from playwright.sync_api import expect
from samples import events, zones

from kzmap.dataset import from_tables
from kzmap.schema import SOURCE_COLUMNS

PARIS = {"place": "Paris", "country": "FR", "lat": 48.857, "lon": 2.352}


def test_an_emergency_elsewhere_is_named_though_no_boundary_of_it_is_known(open_data):
    table = zones({"area": "Paris", "start": "2022-01-05T00:00+01:00"})
    opened = open_data(from_tables(events(PARIS), table))
    expect(opened.page.locator("#sentence")).to_contain_text(
        "state of emergency: Paris", use_inner_text=True
    )
    assert opened.shown()["zones"][0]["state"] == "starts"
    south, west = opened.page.evaluate(
        "(b => [b.getSouth(), b.getWest()])(map_kzmap.getBounds())"
    )
    assert 40 < south < 48.857
    assert -10 < west < 2.352
    opened.page.locator("#areas > summary").click()
    opened.page.locator("#area-list li").first.wait_for()
    opened.page.locator("#area-list button").click()
    expect(opened.page.locator("#details")).to_contain_text(
        "State of emergency · Paris", use_inner_text=True
    )


def test_publication_dates_are_as_exact_as_they_are_known(open_data):
    dates = {"a": "2022", "b": "2022-11", "c": "2022-11-05", "d": ""}
    sources = pd.DataFrame(
        [
            dict.fromkeys(SOURCE_COLUMNS, "")
            | {"source_id": key, "title": key, "published": day}
            for key, day in dates.items()
        ]
    )
    opened = open_data(from_tables(events({"source_ids": "a;b;c;d"}), sources=sources))
    opened.page.locator("#reports summary").click()
    lines = opened.page.locator("#reports .sources li").all_inner_texts()
    said = {
        "a": "published 2022",
        "b": "published November 2022",
        "c": "published 5 November 2022",
        "d": "date of publication unknown",
    }
    assert lines == [
        f"{key} – publisher unknown · {published}; event: 5 January 2022"
        for key, published in said.items()
    ]


def test_added_types_get_labels_and_marks_that_differ(open_data):
    kinds = ["boycott", "vigil", "strike", "sit_in"]
    rows = [{"event_type": kind} | PARIS | {"lat": 48 + n / 9} for n, kind in enumerate(kinds)]
    opened = open_data(from_tables(events(*rows)))
    assert opened.page.locator(".legend-entry").all_inner_texts()[1].startswith("Sit in")
    shapes = opened.page.locator(".legend-entry polygon").evaluate_all(
        "nodes => nodes.map(node => node.getAttribute('points'))"
    )
    assert len(set(shapes)) == 4
    assert "boycott in 1 place" in opened.page.locator("#sentence").inner_text().lower()


def test_a_thousand_days_still_have_a_scale_and_one_slider(open_data):
    first = date(2020, 1, 1)
    rows = [{"event_date": str(first + timedelta(days=9 * n))} | PARIS for n in range(112)]
    opened = open_data(from_tables(events(*rows)))
    ticks = [tick for tick in opened.page.locator(".tick").all_inner_texts() if tick]
    assert len(opened.page.evaluate("kzmap.days")) == 1000
    assert 2 <= len(ticks) <= 40
    opened.page.locator("#day").focus()
    opened.page.keyboard.press("End")
    assert opened.page.evaluate("kzmap.day") == "2022-09-26"


def test_a_report_known_only_to_its_region_looks_so_beside_an_exact_one(open_data):
    rows = [{"event_type": "protest"}, {"event_type": "riot", "geo_precision": 3}]
    opened = open_data(from_tables(events(*rows)))
    expect(opened.page.locator(".place .mark-riot.unsure")).to_have_count(1)
    expect(opened.page.locator(".place .mark-protest.unsure")).to_have_count(0)


def test_reports_without_a_place_are_listed_and_counted(open_data):
    opened = open_data(from_tables(events({"place": "Nowhereville"}, {})))
    expect(opened.page.locator("#sentence")).to_contain_text(
        "1 report not on the map", use_inner_text=True
    )
    expect(opened.page.locator("#reports")).to_contain_text(
        "Not on the map: no match", use_inner_text=True
    )


def test_the_page_opens_on_the_view_that_was_asked_for(open_data):
    rows = [{}, {"event_type": "riot", "event_date": "2022-01-08"}]
    opened = open_data(
        from_tables(events(*rows)), day=date(2022, 1, 8), mode="so-far", hidden=["protest"]
    )
    shown = opened.shown()
    assert (shown["day"], shown["mode"], shown["reports"]) == ("2022-01-08", "so-far", ["e1"])


def test_very_long_words_do_not_widen_the_page(open_data):
    rows = [PARIS | {"place": "A" * 200, "summary": "b" * 500}]
    opened = open_data(from_tables(events(*rows)))
    side = opened.page.locator("#side")
    assert side.evaluate("node => node.scrollWidth <= node.clientWidth")
    assert opened.page.locator(".place-name").bounding_box()["width"] <= 180
