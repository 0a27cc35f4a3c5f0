"""The dashboard in English, Russian and Kazakh: by its address, by its control, by the page."""

from datetime import date
from pathlib import Path

import pytest
from axe_playwright_python.sync_playwright import Axe
from patience import comes_to
from playwright.sync_api import expect
from streamlit.testing.v1 import AppTest
from test_dashboard_bridge import LOAD, SOURCE
from test_dashboard_browser import Session, serving

from kzmap import ProtestMap, load
from kzmap.dashboard.changing import changes_in_words
from kzmap.dashboard.downloads import page_html
from kzmap.dashboard.figures import blackout_note
from kzmap.dashboard.listings import places_table, reports_table
from kzmap.dashboard.selection import Selection, read_moved
from kzmap.dashboard.spreading import reach_in_words, table_in_words, with_names
from kzmap.dashboard.words import words_about
from kzmap.page.languages import LANGUAGES
from kzmap.spread import spread
from kzmap.timeline import reports_on

ROOT = Path(__file__).parent.parent
DAY = date(2022, 1, 5)
NAMES = {"en": "English", "ru": "Русский", "kk": "Қазақша"}
VIEWS = {"en": "So far", "ru": "К этому дню", "kk": "Осы күнге дейін"}
REPORTS = {"en": "Reports", "ru": "Сообщения", "kk": "Хабарлар"}


@pytest.fixture(scope="module")
def january():
    return load()


def opened(**query):
    app = AppTest.from_file(str(ROOT / "streamlit_app.py"), default_timeout=60)
    for name, value in query.items():
        app.query_params[name] = value
    app.run()
    assert not app.exception
    assert not app.error
    return app


def labels(app):
    return [metric.label for metric in app.metric]


def said(app):
    return " ".join(text.value for text in app.text)


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_address_says_the_language(language):
    app = opened(language=language, day="2022-01-05")
    assert labels(app)[-1] == REPORTS[language]
    assert app.selectbox(key="kzmap-language").value == language
    assert app.selectbox(key="kzmap-language").options == list(NAMES.values())
    assert "[en]" not in said(app) + " ".join(labels(app))
    assert "[en]" not in " ".join(tab.label for tab in app.tabs)


def test_it_speaks_english_where_nothing_asked_for_another():
    app = opened()
    assert labels(app)[-1] == "Reports"
    assert "language" not in app.query_params


def test_a_language_there_is_not_falls_back_to_english_with_a_note():
    app = opened(language="<b>de</b>")
    assert labels(app)[-1] == "Reports"
    assert "The address asked for language=<b>de</b>" in said(app)


def test_a_language_is_chosen_kept_in_the_address_and_all_else_stays():
    app = opened(day="2022-01-05", view="So far", types=["Protest", "Riot"])
    for language in ("kk", "ru", "en"):
        app.selectbox(key="kzmap-language").set_value(language).run()
        assert not app.exception
        assert labels(app)[-1] == REPORTS[language]
        state = {name: app.session_state[name] for name in ("day", "view", "types")}
        assert state == {"day": DAY, "view": "so-far", "types": ["protest", "riot"]}
        kept = app.query_params.get("language")
        assert kept == (None if language == "en" else language)


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("view", VIEWS.values())
def test_labels_of_any_language_in_an_address_are_understood_in_each(language, view):
    types = {"ru": ["Протест"], "kk": ["Наразылық"]}.get(language, ["protest"])
    app = opened(language=language, view=view, types=types)
    assert app.session_state["view"] == "so-far"
    assert app.session_state["types"] == ["protest"]
    assert "language=" not in said(app)


def test_names_of_places_and_areas_are_in_the_language(january):
    say = words_about(january, "ru")
    rows = reports_on(january, DAY)
    table = reports_table(january, rows, Selection(DAY, "day"), say)
    assert {"День", "Место", "Территория", "Достоверность"} <= set(table.columns)
    assert "Нур-Султан" in set(table["Место"])
    assert "Мангистауская область" in set(table["Территория"])
    assert set(table["Достоверность"]) <= {"высокая", "средняя", "низкая", ""}
    assert {"Актау", "Жанаозен"} == set(places_table(january, say)["Место"].head(2))
    assert "Қазақстан" in blackout_note(january, DAY, words_about(january, "kk"))


@pytest.mark.parametrize("language", ["ru", "kk"])
def test_dashboard_and_page_say_alike_what_changed(january, language, open_data):
    page = open_data(january, language=language)
    for day in january.days:
        page.set_day(day.isoformat())
        told = changes_in_words(january, day, words_about(january, language))
        assert told == page.page.inner_text("#changes"), day


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_spread_is_told_in_the_language(january, language):
    say = words_about(january, language)
    table = spread(january)
    told = table_in_words(with_names(january, table, say), say)
    assert len(set(told.columns)) == len(told.columns)
    assert (
        told[say("spread.place")][0] == {"en": "Aktau", "ru": "Актау", "kk": "Ақтау"}[language]
    )
    assert "[en]" not in reach_in_words(january, table, say)


def test_a_page_to_take_away_opens_in_the_language(january):
    html = page_html(january, Selection(DAY, "first", ("riot",)), "kk").decode()
    wanted = ProtestMap(january, day=DAY, mode="first", hidden=("riot",), language="kk")
    assert html == wanted.to_html()


@pytest.mark.parametrize(
    ("told", "heard"), [("kk", "kk"), ("de", None), (None, None), (["ru"], None), (3, None)]
)
def test_of_what_the_page_says_only_a_language_there_is_counts(told, heard):
    message = {"day": "2022-01-05", "mode": "day", "hidden": [], "said": 1, "language": told}
    assert read_moved(message, [DAY], []).language == heard


@pytest.fixture(scope="module")
def run(chromium):
    page = chromium.new_page()
    yield lambda script: page.evaluate(LOAD, [SOURCE, script])
    page.close()


SPEAKING = """const speaking = (language, heard, day = "3") =>
    ({ ...wanted(day, heard), language });
  const plays = (day) => dialogue.fromPage(shown(day));
  const says = (day, language) => dialogue.fromPage({ ...shown(day), language });"""


def test_the_page_hears_a_language_once_and_its_echo_is_dropped(run):
    script = f"""{SPEAKING} const first = dialogue.fromDashboard(speaking("en", 0));
      const second = dialogue.fromDashboard(speaking("ru", 0));
      const echo = says("3", "ru");
      return [first.language, second, echo, dialogue.fromDashboard(speaking("ru", 0))]"""
    assert run(script) == ["en", {"language": "ru"}, None, None]


def test_a_page_that_plays_on_does_not_undo_a_language_chosen_on_the_dashboard(run):
    script = f"""{SPEAKING} dialogue.fromDashboard(speaking("en", 0));
      const told = [plays("4"), plays("5")];
      const switched = dialogue.fromDashboard(speaking("ru", 0));
      const heard = [...told, plays("6"), plays("7")].map((one) => one.language ?? null);
      return [...heard, switched]"""
    assert run(script) == [None, None, None, None, {"language": "ru"}]


def test_a_language_chosen_on_the_page_is_told_until_it_is_heard(run):
    script = f"""{SPEAKING} dialogue.fromDashboard(speaking("en", 0));
      const chosen = says("3", "kk");
      const old = dialogue.fromDashboard(speaking("en", 0));
      const moved = plays("4");
      dialogue.fromDashboard(speaking("kk", 2, "4"));
      return [chosen.language, old, moved.language, plays("5").language ?? null]"""
    assert run(script) == ["kk", None, "kk", None]


@pytest.fixture(scope="module")
def session(chromium):
    with serving() as url:
        session = Session(chromium, url, "?language=ru&day=2022-01-05", bypass_csp=True)
        yield session
        session.context.close()
        assert session.foreign == []
        assert session.problems == []


def test_a_link_opens_dashboard_and_page_in_its_language(session):
    session.root('[lang="ru"][data-day="2022-01-05"]').wait_for(state="attached")
    expect(session.page.locator("html")).to_have_attribute("lang", "ru")
    expect(session.page.locator("iframe.kzmap-page")).to_have_attribute(
        "title", "Карта по дням"
    )
    expect(session.in_page("#language")).to_be_hidden()
    expect(session.page.get_by_role("tab").first).to_contain_text("Сообщения (36)")


def test_the_control_changes_language_without_loading_the_page_anew(session):
    session.on_page("window.mark = 'same page'")
    session.page.get_by_role("combobox", name="Язык").click()
    session.page.get_by_role("option", name="Қазақша").click()
    session.root('[lang="kk"]').wait_for(state="attached")
    session.wait_for_address(language="kk", day="2022-01-05")
    expect(session.page.get_by_role("tab").first).to_contain_text("Хабарлар (36)")
    expect(session.page.locator("html")).to_have_attribute("lang", "kk")
    told = lambda: session.on_page("[window.mark, kzmap.day]")  # noqa: E731
    comes_to(session.page, told, ["same page", "2022-01-05"])


def test_views_and_types_stay_chosen_in_another_language(session):
    session.page.locator(".st-key-types button").nth(1).click()
    session.page.locator(".st-key-view button").nth(1).click()
    session.root('[data-mode="so-far"]').wait_for(state="attached")
    session.on_page("kzmap.setLanguage('en')")
    expect(session.page.get_by_role("tab").first).to_contain_text("Reports")
    session.wait_for_address(language="", view="So+far", types="Protest", day="2022-01-05")
    comes_to(session.page, lambda: session.on_page("kzmap.mode"), "so-far")
    kinds = session.page.locator(".st-key-types button").count()
    pressed = session.page.locator(".st-key-types button[aria-pressed=true]")
    expect(pressed).to_have_count(kinds - 1)


def test_a_language_chosen_while_the_page_plays_is_kept(session):
    session.open("?day=2022-01-02")
    session.on_page("document.querySelector('#speed').value = '2'")
    session.on_page("document.querySelector('#play').click()")
    session.root(':not([data-day="2022-01-02"])').wait_for(state="attached")
    session.page.get_by_role("combobox", name="Language").click()
    session.page.get_by_role("option", name="Русский").click()
    session.root('[lang="ru"]').wait_for(state="attached")
    session.wait_for_address(language="ru")
    expect(session.page.get_by_role("tab").first).to_contain_text("Сообщения")
    session.page.wait_for_timeout(1000)
    assert session.on_page("kzmap.language") == "ru"
    session.wait_for_address(language="ru")


def test_a_step_back_in_the_browser_brings_the_language_back(session):
    session.open("?day=2022-01-05&language=kk")
    session.page.get_by_role("combobox", name="Тіл").click()
    session.page.get_by_role("option", name="English").click()
    session.root('[lang="en"]').wait_for(state="attached")
    session.wait_for_address(language="", day="2022-01-05")
    session.page.go_back()
    session.root('[lang="kk"]').wait_for(state="attached")
    expect(session.page.get_by_role("tab").first).to_contain_text("Хабарлар (36)")


@pytest.mark.parametrize("language", ["ru", "kk"])
def test_axe_finds_nothing_and_nothing_is_cut_off(session, language):
    for size in ({"width": 1400, "height": 900}, {"width": 390, "height": 844}):
        session.page.set_viewport_size(size)
        session.open(f"?day=2022-01-05&language={language}")
        found = Axe().run(session.page).response
        assert found["passes"]
        told = [(one["id"], one["nodes"][0]["html"][:160]) for one in found["violations"]]
        assert told == []
        assert session.page.evaluate("document.documentElement.scrollWidth") <= size["width"]
        cut = session.page.evaluate(
            """() => [...document.querySelectorAll("button p, [role=tab] p, label p")]
              .filter((node) => node.checkVisibility())
              .filter((node) => node.scrollWidth > node.clientWidth + 1)
              .map((node) => node.textContent)"""
        )
        assert cut == []
