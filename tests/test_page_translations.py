"""The texts of the data in the reader's language, in a real browser."""

from collections.abc import Iterator
from dataclasses import replace

import pandas as pd
import pytest
from opened import Opened
from samples import events

from kzmap import ProtestMap
from kzmap.dataset import Info, from_tables, load, translations_of
from kzmap.schema import TRANSLATION_COLUMNS

OTHERS = ("ru", "kk")
IN_ENGLISH = (
    "option, blockquote, .sources li > a > span, .sources li > span > span, figcaption > span"
)
"""What stays in English: the language's own name, quotes, and titles of sources."""


@pytest.fixture(scope="module")
def opened(chromium, exported) -> Iterator[Opened]:
    context = chromium.new_context(viewport={"width": 1360, "height": 860}, offline=True)
    opened = Opened(context.new_page(), exported.as_uri())
    yield opened
    assert opened.problems == []
    assert opened.asked_outside() == []
    context.close()


@pytest.fixture(scope="module")
def told():
    return translations_of(load()).told


def speak(opened, language, day="2022-01-05", mode="day"):
    opened.page.evaluate("language => kzmap.setLanguage(language)", language)
    opened.page.evaluate("mode => kzmap.setMode(mode)", mode)
    opened.set_day(day)


def said(opened, selector):
    """Texts of elements, each with the language that it says it is in."""
    script = "nodes => nodes.map((n) => [n.textContent, n.closest('[lang]').lang])"
    return opened.page.eval_on_selector_all(selector, script)


def summaries(opened):
    script = """nodes => nodes.map((n) => {
      const told = n.querySelector(".summary-text");
      return [n.dataset.eventId, [told.textContent, told.closest("[lang]").lang]];
    })"""
    return dict(opened.page.eval_on_selector_all("#reports [data-event-id]", script))


def areas(opened):
    """Buttons of the areas that have measures; the list is made when it is opened."""
    opened.page.evaluate("document.getElementById('areas').open = true")
    opened.page.wait_for_selector("#area-list button", state="attached")
    return opened.page.locator("#area-list button").all()


def shown_text(opened):
    script = "() => [...document.body.children].filter((n) => n.tagName !== 'SCRIPT')"
    return opened.page.evaluate(f"({script})().map((n) => n.textContent).join(' ')")


@pytest.mark.parametrize("language", OTHERS)
def test_every_report_is_told_in_the_language_and_says_so(opened, told, language):
    speak(opened, language, "2022-01-19", "so-far")
    reports = load().events.set_index("event_id")["summary"]
    assert summaries(opened) == {
        name: [told[text][language], language] for name, text in reports.items()
    }


@pytest.mark.parametrize("language", OTHERS)
def test_nothing_of_the_data_is_left_in_english_but_titles_and_quotes(opened, told, language):
    speak(opened, language, "2022-01-19", "so-far")
    seen = shown_text(opened)
    speak(opened, language)
    for area in areas(opened):
        area.evaluate("node => node.click()")
        seen += opened.page.locator("#details").text_content()
    opened.page.evaluate("kzmap.setStep(0)")
    seen += opened.page.inner_text("#tour")
    opened.page.click("#cite-open")
    seen += opened.page.input_value("#cite-text")
    opened.page.click("#cite-close")
    english = [text for text in told if text in seen and len(text) > len("In Almaty.")]
    others = f"[lang=en]:not({IN_ENGLISH})"
    left = opened.page.eval_on_selector_all(others, "nodes => nodes.map((n) => n.outerHTML)")
    opened.page.click("#tour-end")
    assert english == []
    assert left == []
    expected = [own[language] for own in told.values()]
    assert sum(text in seen for text in expected) > len(expected) * 0.9


@pytest.mark.parametrize("language", OTHERS)
def test_accounts_and_measures_stand_in_the_language(opened, told, language):
    speak(opened, language)
    questions = load().accounts["question"]
    shown = said(opened, "#reports .conflict .question bdi")
    assert [
        words for words, _ in shown if words not in {told[q][language] for q in questions}
    ] == []
    assert shown
    assert {
        tongue for _, tongue in [*shown, *said(opened, "#reports .conflict li > p[dir]")]
    } == {language}
    areas(opened)[0].evaluate("node => node.click()")
    measures = {told[text][language] for text in load().zones["measures"]}
    found = [
        one for one in said(opened, "#details .zone-detail > p[dir]") if one[0] in measures
    ]
    assert found
    assert {tongue for _, tongue in found} == {language}
    opened.page.click("#details-close")


def test_the_title_follows_in_the_head_the_browser_and_a_citation(opened, told):
    (title,) = [text for text in told if text == load().info.title]
    for language, words in {**told[title], "en": title}.items():
        speak(opened, language)
        assert opened.page.title() == words
        assert said(opened, "#title") == [[words, language]]
        opened.page.click("#cite-open")
        assert words in opened.page.input_value("#cite-text")
        opened.page.click("#cite-close")


def test_a_switch_and_back_tells_everything_as_it_was_written(opened):
    speak(opened, "en")
    before = shown_text(opened), summaries(opened)
    speak(opened, "kk")
    speak(opened, "en")
    assert (shown_text(opened), summaries(opened)) == before
    assert {language for _, language in before[1].values()} == {"en"}


def test_a_unit_is_found_by_its_english_name_and_the_one_that_is_shown(opened):
    speak(opened, "kk")
    for name in ("Mangystau Region", "Маңғыстау облысы"):
        opened.page.fill("#search", name)
        assert "Маңғыстау облысы" in opened.page.inner_text("#found li:first-child")
    opened.page.fill("#search", "")


def own(*rows, language="", **options):
    table = pd.DataFrame(
        [dict.fromkeys(TRANSLATION_COLUMNS, "") | row for row in rows],
        columns=list(TRANSLATION_COLUMNS),
        dtype="str",
    )
    return from_tables(
        events({"summary": "They came."}, {"summary": "They went.", "place": "Oral"}),
        translations=table,
        info=Info(language=language, **options),
    )


def test_what_is_not_translated_is_shown_as_it_was_written_and_marked(open_data):
    page = open_data(
        own({"text": "They came.", "ru": "Они пришли."}, language="en"), language="ru"
    )
    assert [one for one, _ in summaries(page).values()] == ["Они пришли.", "They went."]
    assert [language for _, language in summaries(page).values()] == ["ru", "en"]
    page.page.evaluate("kzmap.setLanguage('kk')")
    assert [language for _, language in summaries(page).values()] == ["en", "en"]


def test_a_table_without_translations_falls_back_to_its_own_words(open_data):
    page = open_data(replace(own(language="en")), title="Mine", language="kk")
    assert list(summaries(page).values()) == [["They came.", "en"], ["They went.", "en"]]
    assert page.page.title() == "Mine"


def test_data_in_another_language_is_translated_to_english(open_data):
    page = open_data(own({"text": "They came.", "en": "They arrived."}, language="de"))
    assert list(summaries(page).values()) == [["They arrived.", "en"], ["They went.", "de"]]


def test_a_packed_page_tells_them_too(open_data, told):
    page = open_data(load(), language="kk", texts_mb=0.012)
    assert page.page.evaluate(
        "Boolean(JSON.parse(document.getElementById('kzmap-data').textContent).packed)"
    )
    title = told[load().info.title]["kk"]
    assert page.page.title() == title
    assert said(page, "#title") == [[title, "kk"]]
    page.page.evaluate("kzmap.setMode('so-far')")
    page.set_day("2022-01-19")
    shown = said(page, "#reports .summary-text:not(.left-out)")
    assert shown
    assert {language for _, language in shown} == {"kk"}


def test_a_browser_that_cannot_unpack_shows_the_page_in_its_own_language(context, exported):
    context.add_init_script("delete window.DecompressionStream")
    opened = Opened(context.new_page(), exported.as_uri())
    assert {language for _, language in summaries(opened).values()} == {"en"}
    assert opened.page.locator("#language option").count() == 1
    assert opened.problems == []


def test_the_file_itself_bears_the_title_in_the_language_it_opens_in(told):
    title = told[load().info.title]["ru"]
    assert f"<title>{title}</title>" in ProtestMap(language="ru").to_html()
    assert "<title>Mine</title>" in ProtestMap(title="Mine", language="ru").to_html()


@pytest.mark.parametrize("language", OTHERS)
def test_a_page_that_opens_in_another_language_is_no_larger_than_may_be(language):
    assert len(ProtestMap(language=language).to_html().encode()) <= 725_000
