"""A view of the dashboard can be cited: the link opens all that was shown."""

from urllib.parse import parse_qs, urlsplit

import pytest
from patience import comes_to
from playwright.sync_api import expect
from test_dashboard_browser import Session, serving
from test_page_citing import pure

__all__ = ["pure"]

LINKED = """([hidden, types]) => pure.dashboardLink("https://a.org/", {
  day: "2022-01-05", mode: "so-far", hidden, language: "kk", version: "0123456789ab"}, types)"""


@pytest.mark.parametrize(
    ("hidden", "types"),
    [
        ([], None),
        (["riot"], ["protest", "political"]),
        (["protest", "riot", "political"], [""]),
    ],
)
def test_a_link_into_a_dashboard_says_all_that_is_shown(pure, hidden, types):
    link = pure.evaluate(LINKED, [hidden, ["protest", "riot", "political"]])
    asked = parse_qs(urlsplit(link).query, keep_blank_values=True)
    assert asked.pop("types", None) == types
    assert asked == {
        "day": ["2022-01-05"],
        "view": ["so-far"],
        "language": ["kk"],
        "data": ["0123456789ab"],
    }


@pytest.fixture(scope="module")
def session(chromium):
    with serving() as url:
        session = Session(chromium, url, "?day=2022-01-05")
        yield session
        session.context.close()
        assert session.foreign == []
        assert session.problems == []


STATE = "({...kzmap.shown(), language: kzmap.language})"


def cited(session):
    session.on_page("document.getElementById('cite-open').click()")
    link = session.on_page("document.getElementById('cite-link').value")
    session.on_page("document.getElementById('cite').close()")
    assert link.startswith(session.url + "?")
    return link.removeprefix(session.url)


@pytest.mark.parametrize("hidden", [["riot"], "all"])
def test_a_cited_view_of_the_dashboard_opens_as_it_was(session, hidden):
    session.open("?day=2022-01-06&language=ru")
    session.on_page("kzmap.setMode('so-far')")
    session.root('[data-mode="so-far"]').wait_for(state="attached")
    kinds = session.on_page(
        "[...document.querySelectorAll('#types button')].map(b => b.dataset.type)"
    )
    for kind in kinds if hidden == "all" else hidden:
        button = session.in_page(f"#types [data-type={kind}]")
        button.click()
        expect(button).to_have_attribute("aria-pressed", "false")
    shown, link = session.on_page(STATE), cited(session)
    session.open(link)
    session.root('[data-mode="so-far"][data-day="2022-01-06"]').wait_for(state="attached")
    comes_to(session.page, lambda: session.on_page(STATE), shown)
    assert (shown["reports"] == []) == (hidden == "all")
    expect(session.in_page("#address-note")).to_be_hidden()
    comes_to(session.page, lambda: cited(session), link)


def test_a_link_made_with_other_data_is_followed_and_that_is_said(session):
    session.open("?day=2022-01-07&data=0123456789ab")
    session.wait_for_day("2022-01-07")
    expect(session.in_page("#address-note")).to_contain_text("0123456789ab")
    session.open("?day=2022-01-07&data=<script>x</script>")
    session.wait_for_day("2022-01-07")
    expect(session.in_page("#address-note")).to_be_hidden()
