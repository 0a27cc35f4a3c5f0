"""The page of data from anywhere: its types, its credits, and nothing of Kazakhstan's."""

import json
import re

import pytest
from playwright.sync_api import expect
from samples import events, zones

from kzmap import ProtestMap
from kzmap.dataset import from_tables
from kzmap.page.languages import LANGUAGES
from kzmap.page.naming import strings, types

SUDAN = [
    {"place": "Khartoum", "country": "SD", "lat": 15.5, "lon": 32.56},
    {"place": "Nyala", "country": "SD", "lat": 12.05, "lon": 24.88},
]
FRANCE = [
    {"place": "Paris", "country": "FR", "lat": 48.857, "lon": 2.352},
    {"place": "Lyon", "country": "FR", "lat": 45.76, "lon": 4.84},
]
ACROSS = [
    {"place": "Suva", "country": "FJ", "lat": -18.14, "lon": 178.44},
    {"place": "Apia", "country": "WS", "lat": -13.83, "lon": -171.76},
]
REGIONS = {"Sudan": SUDAN, "France": FRANCE, "across the antimeridian": ACROSS}
ACLED = [
    "battle",
    "explosion_remote_violence",
    "violence_against_civilians",
    "strategic_development",
]
# The ground of Central Asia names nobody; place names and boundaries would.
OURS = re.compile("kazakh|almaty|nur-sultan|astana|қазақ|казах", re.IGNORECASE)
# The page speaks Kazakh, though, and says so: its own words, as they stand in the page.
SPEAKS = [
    form
    for language in LANGUAGES
    for words in strings(language).values()
    if isinstance(words, str) and OURS.search(words)
    for form in (words, json.dumps(words, ensure_ascii=False)[1:-1])
]


def without_own_words(content: str) -> str:
    """Return a page without the interface's sentences that name its languages."""
    for words in sorted(SPEAKS, key=len, reverse=True):
        content = content.replace(words, "")
    return content


@pytest.mark.parametrize("region", REGIONS)
def test_nothing_of_kazakhstan_is_in_a_page_about_elsewhere(open_data, region):
    opened = open_data(from_tables(events(*REGIONS[region])))
    assert not OURS.search(without_own_words(opened.page.content()))
    expect(opened.page.locator("#areas")).to_be_hidden()
    expect(opened.page.locator("#band-key")).to_be_hidden()
    assert "OpenStreetMap" not in opened.page.locator("#credit").inner_text()
    assert opened.page.evaluate("kzmap.shown().zones") == []


def test_types_of_other_projects_are_named_in_words(open_data):
    rows = [{"event_type": kind} | SUDAN[0] for kind in ACLED]
    opened = open_data(from_tables(events(*rows, SUDAN[1] | {"event_type": "battle"})))
    entries = opened.page.locator(".legend-entry span:not(.legend-count)").all_inner_texts()
    assert entries == [
        "Battle",
        "Explosion or remote violence",
        "Strategic development",
        "Violence against civilians",
    ]
    said = opened.page.locator("#sentence").inner_text()
    assert said.startswith("Battles in 2 places; explosions and remote violence in 1 place;")
    label = opened.page.locator("[data-place]").first.get_attribute("aria-label")
    assert "1 act of violence against civilians" in label


def test_twenty_added_types_all_look_different():
    kinds = [f"type {n:02}" for n in range(20)]
    told = types(from_tables(events(*[{"event_type": kind} | SUDAN[0] for kind in kinds])))
    assert len({(entry["slot"], entry["shape"]) for entry in told}) == 20


def test_every_slot_has_a_colour_in_light_and_dark(open_data):
    kinds = [f"type {n}" for n in range(5)]
    rows = [{"event_type": kind} | SUDAN[0] for kind in kinds]
    opened = open_data(from_tables(events(*rows)))
    for theme in ("light", "dark"):
        opened.page.select_option("#theme", theme)
        fills = opened.page.locator(".legend-entry .mark").evaluate_all(
            "nodes => nodes.map(node => getComputedStyle(node).fill)"
        )
        assert len(set(fills)) == 5
        assert "rgb(0, 0, 0)" not in fills


def test_without_protests_no_first_ones_are_offered_or_explained(open_data):
    battles = open_data(from_tables(events(*[row | {"event_type": "battle"} for row in SUDAN])))
    expect(battles.page.locator("#modes input[value=first]")).to_be_hidden()
    expect(battles.page.locator("[data-sign=first]")).to_be_hidden()
    expect(battles.page.locator("#signs")).to_be_hidden()
    protests = open_data(from_tables(events(*SUDAN)))
    expect(protests.page.locator("#modes input[value=first]").locator("..")).to_be_visible()
    expect(protests.page.locator("[data-sign=first]")).to_be_visible()


def test_what_is_not_exact_is_explained_only_where_something_is_not(open_data):
    exact = open_data(from_tables(events(*FRANCE)))
    expect(exact.page.locator("[data-sign=uncertain]")).to_be_hidden()
    near = open_data(from_tables(events(FRANCE[0] | {"geo_precision": 2})))
    expect(near.page.locator("[data-sign=uncertain]")).to_be_visible()


def test_all_days_are_equally_wide_whatever_stands_under_them(open_data):
    days = [f"2023-04-{day:02}" for day in range(1, 31)]
    opened = open_data(from_tables(events(*[SUDAN[0] | {"event_date": day} for day in days])))
    opened.page.set_viewport_size({"width": 900, "height": 700})
    widths = opened.page.locator("#bars .bar").evaluate_all(
        "nodes => nodes.map(node => Math.round(node.getBoundingClientRect().width))"
    )
    assert max(widths) - min(widths) <= 1


def test_zones_elsewhere_are_listed_whether_or_not_they_are_found(open_data):
    table = zones({"area": "France"}, {"area": "Nowhereville"})
    data = from_tables(events(*FRANCE), table)
    assert data.unplaced_zones["area"].tolist() == ["Nowhereville"]
    opened = open_data(data)
    expect(opened.page.locator("#sentence")).to_contain_text(
        "state of emergency: France", use_inner_text=True
    )
    opened.page.locator("#areas > summary").click()
    opened.page.locator("#area-list li").first.wait_for()
    listed = opened.page.locator("#area-list").inner_text()
    assert "France" in listed
    assert "Nowhereville" in listed


def test_a_map_of_one_event_with_no_zone_at_all_is_whole(open_data):
    opened = open_data(from_tables(events(ACROSS[0])))
    assert opened.page.locator("#sentence").inner_text().startswith("Protests in 1 place")
    assert ProtestMap(from_tables(events(ACROSS[0]))).timeline.payload()["unitTotal"] == 0
