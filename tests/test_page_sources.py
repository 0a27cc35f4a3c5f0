"""A report shows who says so, when, in which language, and how many say it independently."""

import pytest
from opened import Opened
from playwright.sync_api import expect
from samples import events

from kzmap.dataset import from_tables, load


@pytest.fixture(scope="module")
def page(chromium, exported):
    context = chromium.new_context(viewport={"width": 1360, "height": 860}, offline=True)
    opened = Opened(context.new_page(), exported.as_uri())
    yield opened
    assert opened.problems == []
    context.close()


def chosen(opened, day, event_id):
    opened.set_day(day)
    opened.page.locator(f'#reports [data-event-id="{event_id}"] .where').click()
    return opened.page.locator(f'#details [data-event-id="{event_id}"]')


def test_a_source_says_publisher_both_dates_and_language(page):
    report = chosen(page, "2022-01-04", "aktobe-2022-01-04-protest")
    lines = report.locator(":scope > .sources > li").all_inner_texts()
    dated = next(line for line in lines if "Kloop" in line)
    assert "published 5 January 2022; event: 4 January 2022" in dated
    assert dated.endswith("Russian")
    undated = next(line for line in lines if "Moy Gorod" in line)
    assert "date of publication unknown" in undated


def test_accounts_that_differ_stand_side_by_side_with_their_sources(page):
    report = chosen(page, "2022-01-05", "pavlodar-2022-01-05-security-response")
    conflict = report.locator("[data-conflict-id=pavlodar-police]")
    first, second = conflict.locator(":scope > ul > li").all()
    expect(first).to_contain_text("mass detentions", use_inner_text=True)
    expect(first.locator(".sources li")).to_have_count(2)
    expect(second).to_contain_text("refused", use_inner_text=True)
    expect(second).to_contain_text("Who says so is not noted", use_inner_text=True)
    left, right = first.bounding_box(), second.bounding_box()
    assert left["y"] == right["y"]
    assert left["x"] + left["width"] <= right["x"]


def test_every_conflict_can_be_read_at_each_record_that_it_concerns(page):
    data = load()
    island = page.page.evaluate(
        "JSON.parse(document.getElementById('kzmap-data').textContent).conflicts"
    )
    told = [conflict["id"] for conflict in island["told"]]
    assert told == list(dict.fromkeys(data.accounts["conflict_id"]))
    reached = [*island["byReport"].values(), *island["byZone"].values()]
    assert {row for rows in reached for row in rows} == set(range(len(told)))


PUBLISHERS = {
    ("A", "B"): "2 sources · 2 independent",
    ("A", "A"): "2 sources · 1 independent",
    ("A via B", "C copy of A", "A (mirror)"): "3 sources · 1 independent",
    ("A / TASS", "B / TASS", "C"): "3 sources · 2 independent",
    ("RFE/RL", "RFE/RL Azattyq"): "2 sources · 1 independent",
    ("A", ""): "2 sources · 1 independent · 1 of unknown publisher",
    ("",): "1 source · 1 of unknown publisher",
}


def test_who_shares_an_origin_is_counted_once_and_the_unknown_apart(open_data):
    import pandas as pd

    rows, sources = [], []
    for row, publishers in enumerate(PUBLISHERS):
        ids = [f"s{row}-{n}" for n in range(len(publishers))]
        rows.append({"event_id": f"e{row}", "place": "Almaty", "source_ids": ";".join(ids)})
        sources += [
            dict.fromkeys(("url", "published", "language"), "")
            | {"source_id": one, "title": "T", "publisher": publisher}
            for one, publisher in zip(ids, publishers, strict=True)
        ]
    table = pd.DataFrame(sources, dtype="str")
    opened = open_data(from_tables(events(*rows), sources=table))
    said = {
        f"e{row}": opened.page.locator(
            f"#reports [data-event-id=e{row}] details > summary"
        ).inner_text()
        for row in range(len(PUBLISHERS))
    }
    assert said == {f"e{row}": words for row, words in enumerate(PUBLISHERS.values())}
