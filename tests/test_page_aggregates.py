"""Counted reports in the page: one entry that stands for many, under terms that are said."""

from datetime import date
from typing import NamedTuple

import pytest
from playwright.sync_api import expect
from samples import events

from kzmap.dataset import from_tables, joined, shareable
from kzmap.timeline import MODES, day_figures, shown


class Terms(NamedTuple):
    name: str = "closed"
    title: str = "Closed Data"
    publisher: str = "Closed Data Project"
    url: str = "https://closed.example.org"
    terms: str = "Rows are not to be handed on."
    redistribution: str = "aggregates"


OMDURMAN = {"place": "Omdurman", "country": "SD", "lat": 15.65, "lon": 32.48}
KHARTOUM = {"place": "Khartoum", "country": "SD", "lat": 15.5, "lon": 32.56}
ROWS = [
    *[KHARTOUM | {"summary": f"secret {n}", "source_ids": "s"} for n in range(1200)],
    *[KHARTOUM | {"event_type": "battle", "event_date": "2022-01-06"}] * 60,
    *[OMDURMAN | {"event_date": "2022-01-05", "end_date": "2022-01-06"}] * 3,
    OMDURMAN | {"event_type": "riot", "event_date": "2022-01-07"},
    {"place": "Nowhereville", "country": "", "event_type": "riot"},
    {"place": "Nowhereville", "country": "", "event_type": "riot"},
]


@pytest.fixture(scope="module")
def rows():
    return from_tables(events(*ROWS), form=Terms())


@pytest.fixture(scope="module")
def counted(rows):
    return shareable(rows)


@pytest.mark.parametrize("mode", MODES)
def test_every_view_counts_as_python_does_and_as_the_rows_themselves(
    open_data, rows, counted, mode
):
    opened = open_data(counted, mode=mode)
    for day in counted.days:
        opened.set_day(day.isoformat())
        in_page, from_rows = opened.shown(), shown(rows, day, mode)
        assert in_page == shown(counted, day, mode)
        assert in_page["places"] == from_rows["places"]
        assert day_figures(counted, day).reports == day_figures(rows, day).reports


def test_legend_list_sentence_and_timebar_count_what_an_entry_stands_for(open_data, counted):
    opened = open_data(counted)
    page = opened.page
    expect(page.locator("#list-title")).to_have_text("1,205 reports", use_inner_text=True)
    assert page.locator("[data-type=protest] .legend-count").inner_text() == "1,203"
    expect(page.locator("#sentence")).to_contain_text(
        "2 reports not on the map", use_inner_text=True
    )
    expect(page.locator("#reports")).to_contain_text(
        "Protest · 1,200 reports", use_inner_text=True
    )
    expect(page.locator("#most")).to_contain_text("at most 1,205", use_inner_text=True)
    assert "1,205 reports" in page.locator("#day").get_attribute("aria-valuetext")
    expect(page.locator("[aria-label^='Khartoum: 1,200 protests']")).to_have_count(1)
    page.click("[data-type=protest]")
    expect(page.locator("#sentence")).to_contain_text(
        "1,203 reports hidden", use_inner_text=True
    )
    opened.set_day("2022-01-07")
    assert "1 report\n" in page.locator("#listing").inner_text()
    assert "·" not in page.locator("#reports .type-name").inner_text()


def test_marks_are_sized_by_reports_and_carry_numbers_that_fit(open_data, counted):
    opened = open_data(counted)
    radii = opened.page.locator(".place .mark-protest").evaluate_all(
        "nodes => nodes.map(node => Number(node.getAttribute('r'))).sort((a, b) => a - b)"
    )
    assert radii == [4.5, 24]
    assert opened.page.locator(".place .numeral").all_text_contents() == ["1200"]


def test_the_page_holds_no_note_id_or_source_of_a_row_and_says_why(open_data, counted):
    opened = open_data(counted)
    content = opened.page.content()
    assert "secret" not in content
    assert '"e0"' not in content
    said = opened.page.locator("#summary .warning:not(#address-note)").inner_text()
    assert "Closed Data" in said
    assert "counted by place, day and type" in said
    assert "https://closed.example.org" in said
    opened.page.click("#about-open")
    about = opened.page.locator("#about").inner_text()
    assert "Closed Data Project" in about
    assert "Rows are not to be handed on." in about
    opened.page.keyboard.press("Escape")
    link = opened.page.locator("#credit a").first
    assert link.get_attribute("href").rstrip("/") == "https://closed.example.org"
    item = opened.page.locator("#reports li", has_text="1,200 reports")
    assert item.inner_text().splitlines()[-1].endswith("· counted from Closed Data")


def test_beside_counted_reports_those_of_others_stay_whole(open_data, rows):
    own = from_tables(events(KHARTOUM | {"summary": "our own note"}))
    opened = open_data(shareable(joined(own, rows)))
    listed = opened.page.locator("#reports").inner_text()
    assert "our own note" in listed
    assert "Protest · 1,200 reports" in listed
    assert opened.shown()["places"][0]["counts"]["protest"] == 1201
    assert "secret" not in opened.page.content()


def test_rows_look_as_they_did_before_reports_were_counted(open_data, exported):
    told = open_data(from_tables(events({}, {}))).page.evaluate(
        "JSON.parse(document.getElementById('kzmap-data').textContent).reports.count"
    )
    assert told == []
    assert shown(from_tables(events({}, {})), date(2022, 1, 5))["places"][0]["counts"] == {
        "protest": 2
    }


def test_credits_name_only_what_a_page_draws_with(open_data, counted):
    opened = open_data(counted)
    assert opened.page.locator("#credit").inner_text() == (
        "Events: Closed Data. Ground: Natural Earth (public domain)."
    )
    opened.page.click("#about-open")
    lines = opened.page.locator("#about-body > ul").last.inner_text().splitlines()
    assert [line.split(" (")[0].split(",")[0] for line in lines] == [
        "Closed Data",
        "Natural Earth",
    ]
