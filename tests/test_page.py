"""The exported page in a real browser: what it shows, and how a person moves through it."""

import re
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
    # Three languages, spread, tour and what was known: words that no page can fetch later.
    assert exported.stat().st_size <= 700_000


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
    expect(lifted).to_have_count(7)


def test_home_end_and_the_buttons_move_the_day(opened):
    opened.page.locator("#day").focus()
    opened.page.keyboard.press("End")
    assert opened.page.evaluate("kzmap.day") == DAYS[-1]
    expect(opened.page.locator("#forward")).to_have_attribute("aria-disabled", "true")
    opened.page.locator("#forward").click(force=True)
    assert opened.page.evaluate("kzmap.day") == DAYS[-1]
    opened.page.locator("#day").focus()
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
    # A busy browser may look only after that day has passed.
    opened.page.wait_for_function("() => kzmap.day >= '2022-01-04'")
    opened.page.keyboard.press("Space")
    expect(opened.page.locator("#play")).to_have_attribute("aria-label", "Play")
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
        "emergency in 17 of 17 areas, beginning in 17; communications blackout: Kazakhstan."
    )
    said = opened.page.locator("#day").get_attribute("aria-valuetext")
    assert said.replace(",", "") == "Wednesday 5 January 2022; 36 reports"


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
    expect(opened.page.locator("#reports")).to_contain_text(
        "not the same as no protest", use_inner_text=True
    )
    opened.set_day("2022-01-05")
    expect(opened.page.locator("#reports")).to_contain_text(
        "communications were cut", use_inner_text=True
    )
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


def test_what_the_legend_hides_is_said_and_not_taken_for_calm(opened):
    opened.set_day("2022-01-05")
    for button in opened.page.locator(".legend-entry").all():
        button.click()
    said = opened.page.locator("#sentence").inner_text()
    assert said.startswith("36 reports hidden in the legend; state of emergency in 17 of 17")
    expect(opened.page.locator("#reports")).to_contain_text(
        "All 36 reports", use_inner_text=True
    )
    opened.page.fill("#search", "Almaty")
    opened.page.keyboard.press("Enter")
    expect(opened.page.locator("#details [data-event-id]")).to_have_count(7)
    opened.page.locator("#modes input[value=first]").check()
    expect(opened.page.locator("#sentence")).to_contain_text("18 places", use_inner_text=True)


def test_areas_in_which_the_emergency_ends_that_day_say_so_and_look_so(opened):
    opened.set_day("2022-01-13")
    expect(opened.page.locator("#sentence")).to_contain_text(
        "17 of 17 areas, ending in 3", use_inner_text=True
    )
    expect(opened.page.locator(".unit-border.ends")).to_have_count(3)


def test_a_place_without_reports_that_day_is_pinned_when_it_is_chosen(opened):
    opened.set_day("2022-01-05")
    opened.page.fill("#search", "Zhanaozen")
    opened.page.keyboard.press("Enter")
    expect(opened.page.locator("#details")).to_contain_text(
        "not the same as no protest", use_inner_text=True
    )
    expect(opened.page.locator(".place.chosen .empty-place")).to_have_count(1)
    assert "Zhanaozen" not in {place["name"] for place in opened.shown()["places"]}
    opened.page.keyboard.press("Escape")
    expect(opened.page.locator(".empty-place")).to_have_count(0)


def test_pointing_at_a_mark_marks_its_reports_in_the_list(opened):
    opened.set_day("2022-01-05")
    opened.page.locator("[aria-label^='Semey:'] .mark").first.hover()
    expect(opened.page.locator("#reports .report.pointed")).to_have_count(2)
    opened.page.mouse.move(5, 5)
    expect(opened.page.locator("#reports .report.pointed")).to_have_count(0)


def test_what_a_reader_unfolded_stays_unfolded(opened):
    opened.set_day("2022-01-05")
    opened.page.locator("#reports details").first.evaluate("node => { node.open = true }")
    opened.page.click("[data-type=political]")
    opened.page.locator("[aria-label^='Semey:'] .mark").first.click()
    assert opened.page.locator("#reports details").first.evaluate("node => node.open")


def test_marks_are_one_stop_in_the_tab_order_on_every_day(opened):
    for day in reversed(DAYS):
        opened.set_day(day)
        expect(opened.page.locator("[data-place][tabindex='0']")).to_have_count(1)
    expect(opened.page.locator("path.unit[tabindex]")).to_have_count(0)


def test_focus_returns_to_the_area_in_the_list(opened):
    opened.page.locator("#areas > summary").click()
    opened.page.locator("#area-list li").first.wait_for()
    opened.page.locator("#area-list button", has_text="Pavlodar").focus()
    opened.page.keyboard.press("Enter")
    assert opened.page.evaluate("document.activeElement.id") == "details-title"
    opened.page.keyboard.press("Escape")
    assert opened.page.evaluate("document.activeElement.textContent") == "Pavlodar Region"


def test_the_live_region_is_quiet_while_days_play(opened):
    opened.page.click("#play")
    expect(opened.page.locator("#sentence")).to_have_attribute("aria-live", "off")
    opened.page.click("#play")
    expect(opened.page.locator("#sentence")).to_have_attribute("aria-live", "polite")


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
        expect(opened.page.locator("#found")).to_have_text("Nothing found", use_inner_text=True)
        return
    opened.page.keyboard.press("Enter")
    expect(opened.page.locator("#details-title")).to_have_text(found, use_inner_text=True)


def test_a_mark_opens_the_place_with_its_reports_and_sources(opened):
    opened.set_day("2022-01-05")
    mark = opened.page.locator("[role=button][aria-label^='Pavlodar:']")
    assert (
        mark.get_attribute("aria-label")
        == "Pavlodar: 1 protest, 1 riot and 1 security response; "
        "first protest reported on this day"
    )
    mark.locator(".mark").first.click()
    details = opened.page.locator("#details")
    text = details.inner_text()
    assert "Pavlodar Region" in text
    assert "position: the place itself" in text
    assert "confidence high" in text
    expect(details.locator("[data-event-id]")).to_have_count(3)
    for href in details.locator("a").evaluate_all("links => links.map(a => a.href)"):
        assert href.startswith(("http://", "https://"))
    pointed = opened.page.locator("#reports .report.pointed")
    expect(pointed).to_have_count(3)


def test_a_report_in_the_list_leads_to_its_mark_and_back(opened):
    opened.set_day("2022-01-05")
    opened.page.locator("#reports button.where", has_text="Semey").first.click()
    expect(opened.page.locator("#details-title")).to_have_text("Semey", use_inner_text=True)
    expect(opened.page.locator(".place.chosen")).to_have_count(1)
    opened.page.keyboard.press("Escape")
    expect(opened.page.locator("#details")).to_be_hidden()


def test_an_area_tells_emergency_curfew_and_sources(opened):
    opened.set_day("2022-01-06")
    opened.page.locator("#areas > summary").click()
    opened.page.locator("#area-list li").first.wait_for()
    opened.page.locator("#area-list button", has_text="Mangystau Region").click()
    text = opened.page.locator("#details").inner_text()
    assert "State of emergency · Mangystau Region" in text
    assert "from 5 January 2022, 01:30" in text
    assert "until 19 January 2022, 00:00" in text
    assert "23:00 to 07:00" in text


@pytest.mark.parametrize("day", ["2022-01-07", "2022-01-13"], ids=["blackout", "no blackout"])
def test_an_area_on_the_map_says_start_and_end_in_its_tooltip(opened, day):
    opened.set_day(day)
    opened.page.mouse.move(300, 420)
    opened.page.mouse.move(304, 424)
    tip = opened.page.locator(".kz-tip").inner_text()
    assert "State of emergency · Aktobe Region" in tip
    assert "from 5 January 2022, hour not known" in tip
    assert "until 16 January 2022, 07:00" in tip
    opened.page.mouse.click(304, 424)
    expect(opened.page.locator("#details-title")).to_have_text(
        "Aktobe Region", use_inner_text=True
    )


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
    uncertain = opened.page.locator(".place-icon:has(:is(.uncertain, .region))")
    labels = uncertain.evaluate_all("nodes => nodes.map(n => n.getAttribute('aria-label'))")
    assert [label.split(":")[0] for label in labels] == ["Kazakhstan as a whole", "Moscow"]


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
    expect(opened.page.locator(".claims li")).to_have_count(18)
    opened.page.keyboard.press("Escape")
    expect(opened.page.locator("#about")).to_be_hidden()


def test_unknown_days_and_views_are_refused_by_name(opened):
    message = opened.page.evaluate("kzmap.setDay('2021-05-05').catch(error => error.message)")
    assert message == "No day 2021-05-05; there are 2022-01-02 to 2022-01-19."
    assert "No mode" in opened.page.evaluate(
        "kzmap.setMode('week').catch(error => error.message)"
    )


def test_the_map_fits_anew_when_its_room_changes_until_the_reader_moves_it(opened):
    opened.set_day("2022-01-05")
    opened.page.set_viewport_size({"width": 700, "height": 800})
    opened.page.wait_for_function("() => map_kzmap.getSize().x === 700")
    expect(opened.page.locator("#outside")).to_have_text(re.compile("^1 place lies"))
    before = opened.page.evaluate("map_kzmap.getZoom()")
    opened.page.click("#zoom-in")
    opened.page.wait_for_function("zoom => map_kzmap.getZoom() > zoom", arg=before)
    opened.rest()
    zoom = opened.page.evaluate("map_kzmap.getZoom()")
    opened.page.set_viewport_size({"width": 1300, "height": 800})
    opened.page.wait_for_function("() => map_kzmap.getSize().x > 700")
    opened.rest()
    assert opened.page.evaluate("map_kzmap.getZoom()") == zoom
