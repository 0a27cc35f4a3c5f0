"""The name that a report itself gives its place stays visible beside the one that is shown."""

from playwright.sync_api import expect
from samples import events

from kzmap.dataset import from_tables, load
from kzmap.timeline import place_name


def test_another_spelling_is_shown_as_reported_in_list_and_details(open_data):
    opened = open_data(from_tables(events({"place": "Целиноград"}, {"place": "ALMATY"})))
    page = opened.page
    [listed] = page.locator("#reports .report", has_text="Целиноград").all_inner_texts()
    assert "reported as Целиноград" in listed
    assert "Nur-Sultan" in listed
    [other] = page.locator("#reports .report", has_text="Almaty").all_inner_texts()
    assert "reported as" not in other
    page.locator("#reports button.where", has_text="Nur-Sultan").click()
    expect(page.locator("#details")).to_contain_text(
        "reported as Целиноград", use_inner_text=True
    )


def test_a_place_that_was_not_found_is_named_once(open_data):
    opened = open_data(from_tables(events({"place": "Almaty"}, {"place": "Xxxxxx"})))
    [listed] = opened.page.locator("#reports .report", has_text="Xxxxxx").all_inner_texts()
    assert "reported as" not in listed


def test_january_2022_gives_the_names_that_it_shows():
    data = load()
    days = data.events["event_date"].dt.date
    pairs = zip(data.events["place"], data.events["place_index"], days, strict=True)
    assert {
        (reported, place_name(data.places[number], day))
        for reported, number, day in pairs
        if reported != place_name(data.places[number], day)
    } == set()
