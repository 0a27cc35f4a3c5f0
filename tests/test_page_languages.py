"""The page in English, Russian and Kazakh, switched without loading it anew."""

from collections.abc import Iterator

import pytest
from babel.dates import format_date
from opened import Opened
from samples import events

from kzmap import ProtestMap, load, read_events
from kzmap.dataset import from_tables


@pytest.fixture(scope="module")
def opened(chromium, tmp_path_factory) -> Iterator[Opened]:
    path = tmp_path_factory.mktemp("languages") / "map.html"
    ProtestMap(language="ru").save(path)
    context = chromium.new_context(viewport={"width": 1360, "height": 860}, offline=True)
    opened = Opened(context.new_page(), path.as_uri())
    yield opened
    assert opened.problems == []
    assert opened.asked_outside() == []
    context.close()


def speak(opened: Opened, language: str, day: str = "2022-01-05") -> None:
    opened.page.evaluate("language => kzmap.setLanguage(language)", language)
    opened.set_day(day)


def test_it_opens_in_the_language_it_was_made_for(opened):
    assert opened.page.evaluate("[document.documentElement.lang, kzmap.language]") == ["ru"] * 2


@pytest.mark.parametrize("language", ["en", "ru", "kk"])
def test_every_date_is_as_cldr_writes_it(opened, language):
    speak(opened, language)
    locale = "en_GB" if language == "en" else language
    for day in load().days:
        opened.set_day(day.isoformat())
        assert opened.page.inner_text("#date") == format_date(day, "full", locale=locale)


RANGES = {
    "en": ["4–5 January 2022", "30 January\u2009–\u20092 February 2022"],
    "ru": ["4–5 января 2022\u202fг.", "30 января – 2 февраля 2022\u202fг."],
    "kk": ["2022\u202fж. 4–5 қаңтар", "2022\u202fж. 30 қаңтар – 2 ақпан"],
}


@pytest.mark.parametrize("language", RANGES)
def test_days_from_one_to_another_are_as_cldr_writes_them(open_data, language):
    pairs = [("2022-01-04", "2022-01-05"), ("2022-01-30", "2022-02-02")]
    table = events(*[{"event_date": start, "end_date": end} for start, end in pairs])
    opened = open_data(from_tables(table))
    for (day, _), words in zip(pairs, RANGES[language], strict=True):
        speak(opened, language, day)
        facts = opened.page.locator("#reports .meta").all_text_contents()
        assert any(fact.startswith(f"{words} ·") for fact in facts), facts


@pytest.mark.parametrize(
    ("language", "said"),
    [
        ("en", ["Nur-Sultan", "Protest", "State of emergency", "36 reports"]),
        ("ru", ["Нур-Султан", "Протест", "Чрезвычайное положение", "36 сообщений"]),
        ("kk", ["Нұр-Сұлтан", "Наразылық", "Төтенше жағдай", "36 хабар"]),
    ],
)
def test_names_types_and_counts_are_in_the_language(opened, language, said):
    speak(opened, language)
    assert opened.page.evaluate("document.documentElement.lang") == language
    words = opened.page.inner_text("body")
    assert [part for part in said if part not in words] == []
    assert said[0] in [place["name"] for place in opened.shown()["places"]]


def test_a_switch_and_back_leaves_the_page_as_it_was(opened):
    speak(opened, "en")
    before = opened.page.inner_text("body")
    speak(opened, "kk")
    assert opened.page.inner_text("body") != before
    speak(opened, "en")
    assert opened.page.inner_text("body") == before


def test_the_control_switches(opened):
    speak(opened, "en")
    opened.page.select_option("#language", "kk")
    opened.page.wait_for_function("document.documentElement.lang === 'kk'")
    assert opened.page.inner_text("#about-open") == "Карта туралы"


def test_no_text_had_to_be_said_in_english(opened):
    for language in ("ru", "kk"):
        speak(opened, language)
        assert "[en]" not in opened.page.inner_text("body")


def test_a_place_is_found_by_its_name_in_any_language(opened):
    speak(opened, "kk")
    for name in ("Нур-Султан", "Nur-Sultan", "Нұр-Сұлтан"):
        opened.page.fill("#search", name)
        assert "Нұр-Сұлтан" in opened.page.inner_text("#found li:first-child")
    opened.page.fill("#search", "")


def test_a_language_there_is_not_is_refused(opened):
    said = opened.page.evaluate("kzmap.setLanguage('de').catch((error) => error.message)")
    assert "there are en, ru, kk" in said


def test_what_is_not_translated_is_said_in_english_with_a_sign(open_file, tmp_path):
    path = tmp_path / "lacking.html"
    ProtestMap(language="ru").save(path)
    html = path.read_text("utf-8")
    lacking = html.replace('"about.open":"О карте",', "").replace(
        '"list.today":"Новое в этот день",', ""
    )
    path.write_text(lacking, "utf-8")
    page = open_file(path).page
    assert page.inner_text("#about-open") == "About\u00a0[en]"
    assert page.get_attribute("#about-open", "lang") == "en"
    assert "New on this day\u00a0[en]" in page.inner_text("#reports")


RIGHT_TO_LEFT = """event_id,event_date,event_type,place,lat,lon,summary
a,2022-01-05,protest,القاهرة (Cairo) 12,30.04,31.24,تجمع 200 شخص قرب City Hall يوم 5
b,2022-01-05,protest,תל אביב 7,32.08,34.78,כ-50 איש ליד Dizengoff 99
"""


def test_text_from_right_to_left_stands_by_itself(open_data, tmp_path):
    path = tmp_path / "events.csv"
    path.write_text(RIGHT_TO_LEFT, "utf-8")
    page = open_data(read_events(path), title="خريطة 2022 (map)", language="ru").page
    directions = """nodes => nodes.map((node) => getComputedStyle(node).direction)"""
    for what in (".summary-text", ".report .where", "#title"):
        assert set(page.eval_on_selector_all(what, directions)) == {"rtl"}, what
    assert page.evaluate("getComputedStyle(document.body).direction") == "ltr"
    label = page.get_attribute(".place-icon", "aria-label")
    assert "протест" in label.lower()
