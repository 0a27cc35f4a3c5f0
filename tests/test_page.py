"""The exported page in a real browser: what it shows, and how a person moves through it."""

from datetime import date

import pytest
from playwright.sync_api import expect

from kzmap import load
from kzmap.page.protest_map import ProtestMap
from kzmap.timeline import MODES, areas_under_emergency, shown

DAYS = [f"2022-01-{day:02}" for day in range(2, 20)]
EMERGENCY = [0, 0, 0, *[17] * 9, 14, 10, 8, 7, 7, 0]


@pytest.fixture(scope="module")
def dataset():
    return load()


@pytest.fixture
def opened(open_file, exported):
    opened = open_file(exported)
    yield opened
    assert opened.problems == []


def test_the_page_is_complete_with_no_network_and_asks_for_nothing(opened, exported):
    assert opened.asked_outside() == []
    assert opened.requests == [exported.as_uri()]
    assert opened.page.evaluate("kzmap.days") == DAYS
    assert opened.page.evaluate(
        "[document.cookie, localStorage.length, sessionStorage.length]"
    ) == ["", 0, 0]
    assert exported.stat().st_size <= 600_000


def test_every_day_stepped_by_keyboard_shows_what_python_computes(opened, dataset):
    slider = opened.page.locator("#day")
    slider.focus()
    opened.page.keyboard.press("Home")
    for day in DAYS:
        opened.page.wait_for_function(
            "day => document.documentElement.dataset.day === day", arg=day
        )
        assert opened.shown() == shown(dataset, date.fromisoformat(day))
        opened.page.keyboard.press("ArrowRight")
    assert opened.shown()["day"] == DAYS[-1]


@pytest.mark.parametrize("mode", MODES)
def test_every_view_shows_what_python_computes(opened, dataset, mode):
    opened.page.evaluate("mode => kzmap.setMode(mode)", mode)
    for day in DAYS:
        opened.set_day(day)
        assert opened.shown() == shown(dataset, date.fromisoformat(day), mode)


def test_areas_under_emergency_follow_the_timetable_in_python_and_in_the_page(opened, dataset):
    in_page, in_python = [], []
    for day in DAYS:
        opened.set_day(day)
        zones = [z for z in opened.shown()["zones"] if z["kind"] == "state_of_emergency"]
        in_page.append(len({z["area"] for z in zones if z["state"] != "lifted"}))
        in_python.append(len(areas_under_emergency(dataset, date.fromisoformat(day))))
    assert in_page == in_python == EMERGENCY
    assert sum(zone["state"] == "lifted" for zone in zones) == 7
    lifted = opened.page.locator(".unit-border.lifted")
    assert lifted.count() == 7


def test_home_end_and_the_buttons_move_the_day(opened):
    opened.page.locator("#day").focus()
    opened.page.keyboard.press("End")
    assert opened.page.evaluate("kzmap.day") == DAYS[-1]
    expect(opened.page.locator("#forward")).to_be_disabled()
    opened.page.keyboard.press("Home")
    assert opened.page.evaluate("kzmap.day") == DAYS[0]
    opened.page.click("#forward")
    assert opened.page.evaluate("kzmap.day") == DAYS[1]


def test_a_click_on_a_bar_goes_to_its_day(opened):
    box = opened.page.locator("#bars [data-column='11']").bounding_box()
    opened.page.mouse.click(box["x"] + box["width"] / 2, box["y"] + 20)
    assert opened.page.evaluate("kzmap.day") == DAYS[11]


def test_space_plays_and_pauses(opened):
    opened.page.select_option("#speed", "4")
    opened.page.locator("#day").focus()
    opened.page.keyboard.press("Space")
    opened.page.wait_for_function("() => kzmap.day === '2022-01-04'")
    opened.page.keyboard.press("Space")
    assert opened.page.locator("#play").get_attribute("aria-label") == "Play"
    day = opened.page.evaluate("kzmap.day")
    opened.page.wait_for_timeout(700)
    assert opened.page.evaluate("kzmap.day") == day


def test_playing_stops_at_the_last_day(opened):
    opened.set_day(DAYS[-2])
    opened.page.select_option("#speed", "4")
    opened.page.click("#play")
    opened.page.wait_for_function("() => kzmap.day === '2022-01-19'")
    expect(opened.page.locator("#play")).to_have_attribute("data-playing", "false")


def test_the_day_is_said_in_a_sentence_and_by_the_slider(opened):
    opened.set_day("2022-01-05")
    sentence = opened.page.locator("#sentence")
    expect(sentence).to_have_attribute("aria-live", "polite")
    assert sentence.inner_text() == (
        "Protests in 7 places, 5 for the first time; riots in 9 places; security responses in "
        "7 places; foreign deployments in 1 place; political acts in 3 places; state of "
        "emergency in 17 of 17 areas; communications blackout: Kazakhstan."
    )
    said = opened.page.locator("#day").get_attribute("aria-valuetext")
    date_said, reports, *rest = said.split("; ")
    assert date_said.replace(",", "") == "Wednesday 5 January 2022"
    assert reports == "36 reports"
    assert rest[0] == "state of emergency in 17 of 17 areas"
    assert said.endswith("communications blackout")


def test_a_day_without_reports_is_not_called_calm(tmp_path, open_file):
    from samples import events, zones

    from kzmap.dataset import from_tables

    table = events({"event_date": "2022-01-03"}, {"event_date": "2022-01-06"})
    dark = zones(
        {
            "kind": "communications_blackout",
            "area": "Kazakhstan",
            "start": "2022-01-05T00:00+06:00",
        }
    )
    ProtestMap(from_tables(table, dark)).save(tmp_path / "m.html")
    opened = open_file(tmp_path / "m.html")
    opened.set_day("2022-01-04")
    assert "not the same as no protest" in opened.page.locator("#reports").inner_text()
    opened.set_day("2022-01-05")
    assert "communications were cut" in opened.page.locator("#reports").inner_text()
    assert opened.problems == []


def test_legend_entries_switch_types_off_and_on(opened):
    opened.set_day("2022-01-05")
    before = opened.shown()
    opened.page.click("[data-type=riot]")
    after = opened.shown()
    assert all("riot" not in place["counts"] for place in after["places"])
    assert len(after["reports"]) == len(before["reports"]) - 15
    expect(opened.page.locator("[data-type=riot]")).to_have_attribute("aria-pressed", "false")
    opened.page.click("[data-type=riot]")
    assert opened.shown() == before


@pytest.mark.parametrize(
    ("typed", "found"),
    [
        ("Целиноград", "Nur-Sultan"),
        ("astana", "Nur-Sultan"),
        ("alma ata", "Almaty"),
        ("Новый Узень", "Zhanaozen"),
        ("уральск", "Oral"),
        ("Ust-Kamen", "Oskemen"),
        ("Мангистау", None),
    ],
)
def test_search_finds_a_place_by_any_of_its_names(opened, typed, found):
    opened.page.fill("#search", typed)
    if found is None:
        assert opened.page.locator("#found").inner_text() == "Nothing found"
        return
    opened.page.keyboard.press("Enter")
    assert opened.page.locator("#details-title").inner_text() == found


def test_a_mark_opens_the_place_with_its_reports_and_sources(opened):
    opened.set_day("2022-01-05")
    mark = opened.page.locator("[role=button][aria-label^='Pavlodar:']")
    assert (
        mark.get_attribute("aria-label")
        == "Pavlodar: 1 Protest, 1 Riot and 1 Security response"
    )
    mark.locator(".mark").first.click()
    details = opened.page.locator("#details")
    text = details.inner_text()
    assert "Pavlodar Region" in text
    assert "position: the place itself" in text
    assert "confidence high" in text
    assert details.locator("[data-event-id]").count() == 3
    for href in details.locator("a").evaluate_all("links => links.map(a => a.href)"):
        assert href.startswith(("http://", "https://"))
    pointed = opened.page.locator("#reports .report.pointed")
    assert pointed.count() == 3


def test_a_report_in_the_list_leads_to_its_mark_and_back(opened):
    opened.set_day("2022-01-05")
    opened.page.locator("#reports button.where", has_text="Semey").first.click()
    assert opened.page.locator("#details-title").inner_text() == "Semey"
    assert opened.page.locator(".place.chosen").count() == 1
    opened.page.keyboard.press("Escape")
    assert opened.page.locator("#details").is_hidden()


def test_an_area_tells_emergency_curfew_and_sources(opened):
    opened.set_day("2022-01-06")
    opened.page.locator("#areas > summary").click()
    opened.page.locator("#area-list button", has_text="Mangystau Region").click()
    text = opened.page.locator("#details").inner_text()
    assert "State of emergency · Mangystau Region" in text
    assert "from 5 January 2022, 01:30" in text
    assert "until 19 January 2022, 00:00" in text
    assert "23:00 to 07:00" in text


def test_an_area_on_the_map_says_start_and_end_in_its_tooltip(opened):
    opened.set_day("2022-01-13")
    opened.page.mouse.move(300, 420)
    opened.page.mouse.move(304, 424)
    tip = opened.page.locator(".kz-tip").inner_text()
    assert "State of emergency · Aktobe Region" in tip
    assert "from 5 January 2022, hour not known" in tip
    assert "until 16 January 2022, 07:00" in tip


def test_names_are_those_of_the_day_shown(opened):
    names = {place["name"] for place in opened.shown()["places"]}
    for day in DAYS:
        opened.set_day(day)
        names |= {place["name"] for place in opened.shown()["places"]}
        towns = opened.page.locator(".town-name, .place-name").all_inner_texts()
        assert "Astana" not in towns
    assert "Nur-Sultan" in names
    assert "Astana" not in names


def test_first_reports_number_places_by_the_day_of_their_first_protest(opened):
    opened.set_day("2022-01-04")
    opened.page.locator("#modes input[value=first]").check()
    key = opened.page.locator("#first-key li").all_inner_texts()
    assert key[0].split("\n") == ["1", "2 Jan Aktau and Zhanaozen"]
    assert key[3].endswith("later")
    numerals = opened.page.locator(".place .numeral").all_text_contents()
    assert sorted(numerals) == ["1", "1", "2", "2", "2", "2", *["3"] * 7]


def test_uncertain_positions_look_uncertain(opened):
    opened.set_day("2022-01-05")
    uncertain = opened.page.locator(".place-icon:has(.uncertain)")
    labels = uncertain.evaluate_all("nodes => nodes.map(n => n.getAttribute('aria-label'))")
    assert [label.split(":")[0] for label in labels] == ["Kazakhstan", "Moscow"]


def test_a_place_outside_the_view_is_said_and_can_be_shown(opened):
    opened.set_day("2022-01-05")
    opened.page.locator("#outside", has_text="1 place lies outside").click()
    expect(opened.page.locator("#outside")).to_be_hidden()


def test_a_person_without_a_mouse_reaches_marks_details_and_back(opened):
    page = opened.page
    opened.set_day("2022-01-05")
    page.locator("#map_kzmap").focus()
    page.keyboard.press("Tab")
    first = page.evaluate("document.activeElement.getAttribute('aria-label')")
    page.keyboard.press("ArrowRight")
    second = page.evaluate("document.activeElement.getAttribute('aria-label')")
    assert first != second
    page.keyboard.press("Enter")
    assert page.evaluate("document.activeElement.id") == "details-title"
    page.keyboard.press("Escape")
    assert page.evaluate("document.activeElement.getAttribute('aria-label')") == second


def test_zoom_and_pan_stay_when_the_day_changes(opened):
    page = opened.page
    page.evaluate("map_kzmap.setView([43.2, 76.9], 7, {animate: false})")
    opened.set_day("2022-01-08")
    assert page.evaluate("[map_kzmap.getZoom(), map_kzmap.getCenter().lat.toFixed(1)]") == [
        7,
        "43.2",
    ]


def test_about_names_attribution_claims_and_privacy(opened):
    opened.page.click("#about-open")
    text = opened.page.locator("#about").inner_text()
    for needed in (
        "GeoNames",
        "Natural Earth",
        "OpenStreetMap contributors",
        "contacts nobody",
        "Aral Sea",
    ):
        assert needed in text
    assert opened.page.locator(".claims li").count() == 18
    opened.page.keyboard.press("Escape")
    expect(opened.page.locator("#about")).to_be_hidden()


def test_unknown_days_and_views_are_refused_by_name(opened):
    message = opened.page.evaluate("kzmap.setDay('2021-05-05').catch(error => error.message)")
    assert message == "No day 2021-05-05; there are 2022-01-02 to 2022-01-19."
    assert "No mode" in opened.page.evaluate(
        "kzmap.setMode('week').catch(error => error.message)"
    )
