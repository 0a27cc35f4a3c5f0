"""What was known on a day, asked in the page."""

import re
from dataclasses import replace
from datetime import date

import pandas as pd
import pytest
from axe_playwright_python.sync_playwright import Axe
from crowds import crowd
from hypothesis import given
from hypothesis import strategies as st
from opened import Opened
from samples import events, zones

from kzmap import load
from kzmap.changes import changes_on
from kzmap.dataset import from_tables
from kzmap.known import as_known_on, shown_as_known, surely_by
from kzmap.page.scripts import ASSETS
from kzmap.schema import SOURCE_COLUMNS
from kzmap.spread import as_text, spread
from kzmap.timeline import place_name, shown

WIDE, PHONE = {"width": 1360, "height": 860}, {"width": 390, "height": 844}


@pytest.fixture(scope="module")
def january():
    return load()


@pytest.fixture(scope="module")
def opened(chromium, exported):
    context = chromium.new_context(viewport=WIDE, offline=True)
    opened = Opened(context.new_page(), exported.as_uri())
    yield opened
    assert opened.problems == []
    assert opened.asked_outside() == []
    context.close()


@pytest.fixture
def page(opened):
    opened.page.evaluate(
        "kzmap.setKnownOn(null).then(() => kzmap.setMode('day'))"
        ".then(() => kzmap.setLanguage('en')).then(() => kzmap.setDay('2022-01-05'))"
    )
    return opened.page


def know(page, day):
    page.evaluate("day => kzmap.setKnownOn(day)", day)


def drawn(page):
    """Heights of all bars, and where areas were under emergency."""
    heights = "nodes => nodes.map((node) => node.getAttribute('height'))"
    return page.locator("#bars rect").evaluate_all(heights), page.locator("#bars b").count()


def sources(**published):
    return pd.DataFrame(
        [
            dict.fromkeys(SOURCE_COLUMNS, "")
            | {"source_id": name, "title": f"Title {name}", "publisher": name, "published": day}
            for name, day in published.items()
        ]
    )


@given(
    st.one_of(
        st.from_regex(r"[0-9]{4}(-[0-9]{2}(-[0-9]{2})?)?", fullmatch=True),
        st.dates().map(date.isoformat),
        st.text(max_size=12),
    )
)
def test_the_page_reads_dates_of_publication_as_python_does(chromium_pure, published):
    published = published.encode("utf-8", "replace").decode()
    day = surely_by(published)
    found = chromium_pure.evaluate("text => surelyBy(text)", published)
    assert found == (day and day.isoformat())


@pytest.fixture(scope="module")
def chromium_pure(chromium):
    page = chromium.new_page()
    source = (ASSETS / "known.js").read_text("utf-8")
    source = re.sub(r"^import .*\n", "", source, flags=re.M)
    page.evaluate(re.sub(r"^export ", "", source, flags=re.M) + "\nwindow.surelyBy = surelyBy;")
    yield page
    page.close()


def test_the_page_shows_what_was_known_on_every_day_as_python_does(page, january):
    day = date(2022, 1, 5)
    for known_on in [date(2021, 12, 31), *january.days, date(2022, 6, 1)]:
        know(page, known_on.isoformat())
        assert page.evaluate("kzmap.shown()") == shown_as_known(january, known_on, day)
    know(page, None)
    assert "known_on" not in page.evaluate("kzmap.shown()")


@pytest.mark.parametrize("mode", ["day", "so-far", "first"])
def test_every_day_of_every_view_follows_what_was_known(page, january, mode):
    known_on = date(2022, 1, 7)
    know(page, "2022-01-07")
    page.evaluate("mode => kzmap.setMode(mode)", mode)
    known = as_known_on(january, known_on)
    for day in january.days:
        page.evaluate("day => kzmap.setDay(day)", day.isoformat())
        assert page.evaluate("kzmap.shown()") == shown_as_known(january, known_on, day, mode)
        if mode == "day" and january.days[0] < day <= known_on:
            found = changes_on(known, day)
            assert page.evaluate("kzmap.changes()") == {
                "new_places": [place_name(known.places[row], day) for row in found.new_places],
                "types_begun": found.types_begun,
                "types_gone": found.types_gone,
                "zones": [zone._asdict() for zone in found.zones],
            }
    know(page, "2021-12-31")
    assert page.evaluate("kzmap.shown().reports") == []
    assert page.locator(".place .mark").count() == 0


def test_places_of_own_data_and_rough_dates_agree_with_python(open_data):
    rows = [
        {"source_ids": "year", "place": "Almaty"},
        {"source_ids": "month;day", "place": "Aktau", "end_date": "2022-01-09"},
        {"source_ids": "none", "place": "Taraz"},
        {"source_ids": "", "place": "Oral", "event_type": "riot"},
        {"source_ids": "early", "place": "Semey", "event_date": "2022-01-07"},
    ]
    dataset = from_tables(
        events(*rows),
        zones({"source_ids": "month"}, {"area": "Aktau", "source_ids": "early"}),
        sources(year="2022", month="2022-01", day="2022-01-06", none="", early="2021-12"),
    )
    opened = open_data(dataset)
    for known_on in ("2022-01-05", "2022-01-06", "2022-01-07", "2022-01-31", "2022-12-31"):
        know(opened.page, known_on)
        for day in dataset.days:
            opened.set_day(day.isoformat())
            told = shown_as_known(dataset, date.fromisoformat(known_on), day)
            assert opened.shown() == told


def test_many_places_of_a_packed_page_follow_too(open_data):
    whole = crowd(4000, 600, 40, longest=3)
    days = [day.isoformat() for day in whole.days[::3]]
    told = sources(**{f"s{number}": day for number, day in enumerate(["", *days])})
    cited = [
        f"s{row % len(told)};s{row * 7 % len(told)}" if row % 4 else ""
        for row in range(len(whole.events))
    ]
    dataset = replace(whole, events=whole.events.assign(source_ids=cited), sources=told)
    opened = open_data(dataset, known_on=whole.days[20])
    assert opened.page.evaluate("!document.getElementById('kzmap-columns')")
    assert opened.page.locator("#known-strip").is_visible()
    for known_on in (whole.days[20], whole.days[33]):
        know(opened.page, known_on.isoformat())
        for day, mode in ((whole.days[12], "day"), (whole.days[35], "so-far")):
            opened.page.evaluate("mode => kzmap.setMode(mode)", mode)
            opened.set_day(day.isoformat())
            assert opened.shown() == shown_as_known(dataset, known_on, day, mode)
    know(opened.page, "2001-01-01")
    assert (opened.shown()["reports"], opened.shown()["places"]) == ([], [])
    know(opened.page, None)
    assert opened.shown() == shown(dataset, whole.days[35], "so-far")


def test_the_order_of_first_reports_follows_what_was_known(page, january):
    for day in january.days[:12]:
        know(page, day.isoformat())
        table = as_text(spread(as_known_on(january, day)))
        heads, *rows = page.evaluate("kzmap.spread()")
        told = pd.DataFrame(rows, columns=heads, dtype=object).fillna("").astype(str)
        # The page has a column for types of which nothing was known yet, too.
        assert set(told.columns) >= set(table.columns)
        assert told[table.columns].to_numpy().tolist() == table.to_numpy().tolist()
    know(page, "2022-01-04")
    page.locator("#spread-open").click()
    assert "As known on 4 January 2022" in page.locator("#spread-body h3").first.inner_text()
    assert "people live" not in page.locator("#spread-reach").inner_text()
    assert page.locator("#spread svg[role=img]").count() == 2
    page.locator("#spread-close").click()
    know(page, None)
    page.locator("#spread-open").click()
    assert page.locator("#spread tbody tr").count() == 18
    assert page.locator("#spread svg[role=img]").count() == 2
    page.locator("#spread-close").click()


def test_the_sentence_the_strip_the_list_and_the_bars_say_so_and_it_is_undone(page, january):
    whole = page.locator("#sentence").inner_text()
    bars = drawn(page)
    know(page, "2022-01-04")
    strip = page.locator("#known-told").inner_text()
    assert strip.startswith("As known on 4 January 2022")
    for words in ("7 of 69 reports", "Later: 29", "no date is known: 33", "1 of 43"):
        assert words in strip
    assert "sources not listed here" in strip
    said = page.locator("#sentence").inner_text()
    assert said.startswith("5 January 2022 came after 4 January 2022")
    assert page.locator("#changes").inner_text() == ""
    assert page.locator("#reports .empty").inner_text().startswith("No report of this day in")
    assert page.locator("#bars .not-yet").count() == 15
    assert drawn(page) != bars
    page.evaluate("kzmap.setDay('2022-01-04')")
    assert (
        page.locator("#sentence").inner_text().startswith("As published by 4 January 2022: p")
    )
    told = shown_as_known(january, date(2022, 1, 4), date(2022, 1, 4))["reports"]
    assert page.locator("#reports [data-event-id]").count() == len(told) == 5
    assert page.locator("#types .legend-count").first.inner_text() == "5"

    page.evaluate("kzmap.setDay('2022-01-05')")
    page.locator("#known-end").click()
    assert page.evaluate("[kzmap.knownOn, document.activeElement.id]") == [None, "known-title"]
    assert page.locator("#known-strip").is_hidden()
    assert page.locator("#sentence").inner_text() == whole
    assert drawn(page) == bars


def test_sources_that_do_not_count_yet_are_marked_and_places_not_heard_of_not_found(page):
    know(page, "2022-01-05")
    report = page.locator("#reports [data-event-id=almaty-2022-01-05-riot-2]")
    lines = report.locator(".sources li").all_text_contents()
    marked = [line for line in lines if "not counted as known yet" in line]
    assert marked
    assert all(re.search("published (11|26) January", line) for line in marked)
    assert any("published 5 January" in line for line in lines)
    accounts = page.locator("#reports [data-event-id=aktau-2022-01-02-protest] .conflict li")
    said = "In no source known to be published by 5 January 2022."
    assert accounts.filter(has_text=said).count() == 2
    for name, is_found in (("Taraz", False), ("Aktau", True)):
        page.locator("#search").fill(name)
        options = page.locator("#found [role=option]").all_text_contents()
        assert any(name in option for option in options) == is_found
    page.locator("#search").fill("")
    know(page, None)
    page.locator("#search").fill("Taraz")
    assert "Taraz" in page.locator("#found").inner_text()
    page.locator("#search").fill("")


def test_the_control_is_reached_and_used_by_keyboard(page):
    title = page.locator("#known-title")
    assert title.inner_text() == "As known on a given day"
    title.press("Enter")
    day = page.locator("#known-day")
    page.wait_for_function("() => document.getElementById('known-day').min")
    assert day.get_attribute("min") == "2022-01-02"
    assert day.get_attribute("max") == "2022-01-26"
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.id") == "known-day"
    page.keyboard.type("01072022")
    page.wait_for_function("() => kzmap.knownOn === '2022-01-07'")
    assert title.inner_text() == "As known on 7 January 2022"
    page.locator("#known-here").press("Enter")
    assert page.evaluate("kzmap.knownOn") == "2022-01-05"
    assert day.input_value() == "2022-01-05"
    page.locator("#known-now").press("Enter")
    assert page.evaluate("kzmap.knownOn") is None
    assert day.input_value() == ""
    title.press("Enter")


def test_a_link_says_it_and_is_followed(page, exported, open_file):
    know(page, "2022-01-07")
    page.wait_for_timeout(450)
    fragment = page.evaluate("location.hash")
    assert "known=2022-01-07" in fragment
    page.locator("#cite-open").click()
    assert "known=2022-01-07" in page.locator("#cite-link").input_value()
    cited = page.locator("#cite-text").input_value()
    assert "That day, 5 January 2022, as published by 7 January 2022." in cited
    page.locator("#cite-close").click()
    other = open_file(exported)
    for link, known_on in (
        (fragment, "2022-01-07"),
        ("#day=2022-01-05&known=2022-02-31", None),
        ("#known=2022-01-06", "2022-01-06"),
        ("#day=2022-01-06&view=day", None),
    ):
        other.page.evaluate("link => { location.hash = link }", link)
        other.page.wait_for_function("day => kzmap.knownOn === day", arg=known_on)
    assert other.problems == []


def test_it_is_said_in_every_language_and_on_stills(page):
    know(page, "2022-01-07")
    for language, begin in (("ru", "По опубликованному"), ("kk", "Осы күнге дейін")):
        page.evaluate("language => kzmap.setLanguage(language)", language)
        assert page.locator("#sentence").inner_text().startswith(begin)
        assert "[en]" not in page.locator("#known-strip").inner_text()
        assert "27" in page.locator("#known-told").inner_text()
    page.evaluate("kzmap.setLanguage('en')")
    assert page.evaluate("kzmap.still().view") == "as published by 7 January 2022"


def test_a_tour_tells_what_is_known_now_and_gives_it_back(page):
    know(page, "2022-01-07")
    page.evaluate("kzmap.setStep(0)")
    assert page.evaluate("kzmap.knownOn") is None
    page.evaluate("kzmap.setStep(1).then(() => kzmap.setStep(null))")
    assert page.evaluate("kzmap.knownOn") == "2022-01-07"


def test_a_host_may_ask_and_nonsense_is_refused(page):
    for wrong in ("'yesterday'", "'2022-02-31'", "'2022'", "7", "undefined"):
        refused = page.evaluate(f"kzmap.setKnownOn({wrong}).then(() => '', String)")
        assert refused.startswith("RangeError"), wrong


def test_where_no_source_has_a_date_it_cannot_be_asked_and_the_page_says_why(open_data):
    page = open_data(from_tables(events({"source_ids": "s"}), sources=sources(s=""))).page
    assert page.locator("#known").is_hidden()
    refused = page.evaluate("kzmap.setKnownOn('2022-01-05').then(() => '', String)")
    assert "known date of publication" in refused
    page.evaluate("location.hash = '#known=2022-01-05'")
    page.locator("#about-open").click()
    assert "cannot tell what was known on a day" in page.locator("#about").inner_text()
    assert page.evaluate("kzmap.knownOn") is None


@pytest.mark.parametrize("size", [WIDE, PHONE], ids=["wide", "phone"])
@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_axe_finds_nothing_while_it_is_asked(chromium, exported, size, scheme):
    context = chromium.new_context(
        viewport=size, offline=True, bypass_csp=True, color_scheme=scheme
    )
    page = context.new_page()
    page.goto(f"{exported.as_uri()}#day=2022-01-06&view=day&known=2022-01-05")
    page.wait_for_selector("html[data-ready=true]", state="attached")
    page.evaluate("document.getElementById('known').open = true")
    assert page.locator("#known-strip").is_visible()
    results = Axe().run(page)
    assert results.violations_count == 0, results.generate_report()
    assert page.evaluate("document.documentElement.scrollWidth") <= size["width"]
    context.close()
