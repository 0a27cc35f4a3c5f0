"""Who hears what between the page and the dashboard, message by message."""

import pytest

from kzmap.dashboard import launch

SOURCE = launch.APP.with_name("bridge.js").read_text("utf-8")
LOAD = """async ([source, script]) => {
  const url = "data:text/javascript," + encodeURIComponent(source);
  const { Dialogue } = await import(url);
  const shown = (day) => ({ day, mode: "day", hidden: [] });
  const wanted = (day, heard, theme = "light") => ({ ...shown(day), theme, heard });
  return new Function("dialogue", "wanted", "shown", script)(new Dialogue(), wanted, shown);
}"""


@pytest.fixture(scope="module")
def run(chromium):
    page = chromium.new_page()
    yield lambda script: page.evaluate(LOAD, [SOURCE, script])
    page.close()


def test_the_page_hears_the_first_day_and_the_theme_once(run):
    script = """const first = dialogue.fromDashboard(wanted("3", 0));
      return [first, dialogue.fromDashboard(wanted("3", 0))]"""
    first, again = run(script)
    assert first == {"theme": "light", "day": "3", "mode": "day", "hidden": []}
    assert again is None


def test_only_what_changed_is_said(run):
    script = """dialogue.fromDashboard(wanted("3", 0));
      return dialogue.fromDashboard(wanted("3", 0, "dark"))"""
    assert run(script) == {"theme": "dark"}


def test_an_echo_of_the_page_is_dropped(run):
    script = """dialogue.fromDashboard(wanted("3", 0));
      const { said } = dialogue.fromPage(shown("4"));
      return [said, dialogue.fromDashboard(wanted("4", 1)), dialogue.fromPage(shown("4"))]"""
    assert run(script) == [1, None, None]


def test_an_answer_to_an_older_move_does_not_pull_the_page_back(run):
    script = """dialogue.fromDashboard(wanted("3", 0));
      dialogue.fromPage(shown("4"));
      dialogue.fromPage(shown("5"));
      return [dialogue.fromDashboard(wanted("4", 1)), dialogue.fromDashboard(wanted("5", 2))]"""
    assert run(script) == [None, None]


def test_a_native_move_after_the_pages_is_passed_on(run):
    script = """dialogue.fromDashboard(wanted("3", 0));
      dialogue.fromPage(shown("4"));
      dialogue.fromDashboard(wanted("4", 1));
      return dialogue.fromDashboard(wanted("9", 1)).day"""
    assert run(script) == "9"


def test_a_new_session_of_the_server_is_heard_again(run):
    script = """dialogue.fromDashboard(wanted("3", 0));
      dialogue.fromPage(shown("4"));
      dialogue.fromDashboard(wanted("4", 1));
      return dialogue.fromDashboard(wanted("7", 0)).day"""
    assert run(script) == "7"


def test_a_page_that_loads_anew_is_told_everything(run):
    script = """dialogue.fromDashboard(wanted("3", 0));
      dialogue.forget();
      return dialogue.toPage()"""
    assert run(script) == {"theme": "light", "day": "3", "mode": "day", "hidden": []}


ASKING = """const named = (id) => (id ? { id, name: "Kulsary" } : null);
  const asking = (id) => ({ ...wanted("3", 0), pick: named(id) });
  const pick = (id) => dialogue.fromDashboard(asking(id))?.pick;"""


def test_what_was_known_on_a_day_is_said_once_to_a_page_that_has_just_loaded(run):
    script = """const asked = (day) => ({ ...wanted(day, 0), known: "2022-01-07" });
      const first = dialogue.fromDashboard(asked("3"));
      const later = dialogue.fromDashboard(asked("4"));
      dialogue.forget();
      return [first.known, later, dialogue.toPage().known]"""
    first, later, anew = run(script)
    assert (first, anew) == ("2022-01-07", "2022-01-07")
    assert later == {"day": "4", "mode": "day", "hidden": []}


def test_a_place_to_point_at_is_asked_for_once_and_taken_back(run):
    assert run(f"{ASKING} return [pick(5), pick(5) ?? 'not said', pick(0)]") == [
        {"id": 5, "name": "Kulsary"},
        "not said",
        None,
    ]


def test_an_answer_counts_once_and_only_for_what_was_asked(run):
    script = f"{ASKING} pick(5); return [6, 5, 5].map((id) => dialogue.answers({{ id }}))"
    assert run(script) == [False, True, False]


def test_what_was_answered_is_not_asked_again_before_the_dashboard_has_heard(run):
    script = f"""{ASKING} pick(5); dialogue.answers({{ id: 5 }});
      return [pick(5) ?? 'not said', pick(9)]"""
    assert run(script) == ["not said", {"id": 9, "name": "Kulsary"}]


def test_a_page_that_loads_anew_is_asked_again(run):
    script = f"{ASKING} pick(5); dialogue.forget(); return dialogue.toPage().pick"
    assert run(script) == {"id": 5, "name": "Kulsary"}
