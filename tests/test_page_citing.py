"""What is shown can be cited, and a link into a page shows it again."""

import json
import re

import pytest
from hypothesis import given
from hypothesis import strategies as st
from opened import Opened
from playwright.sync_api import expect
from samples import HOSTILE, events

from kzmap.dataset import Info, from_tables
from kzmap.page.scripts import ASSETS

DAYS = ["2022-01-05", "2022-01-06"]
HOSTILE_FRAGMENTS = (
    "#day=2022-02-31&view=<img src=x onerror=alert(1)>&hide=<script>&lang=../x&data=zz",
    "#%E0%A4%A&&&===",
    "#day=" + "9" * 5000,
    "#reports",
    "#__proto__=1&constructor=2",
)


@pytest.fixture(scope="module")
def opened(chromium, exported):
    context = chromium.new_context(viewport={"width": 1360, "height": 860}, offline=True)
    opened = Opened(context.new_page(), exported.as_uri())
    yield opened
    assert opened.problems == []
    assert opened.asked_outside() == []
    context.close()


@pytest.fixture(scope="module")
def pure(chromium):
    """The functions of address.js and citing.js by themselves."""
    page = chromium.new_page()
    source = "\n".join(
        (ASSETS / name).read_text("utf-8") for name in ("address.js", "citing.js")
    )
    page.evaluate(
        re.sub(r"^export ", "", source, flags=re.M)
        + "\nwindow.pure = { fragmentOf, readFragment, baseOf, dashboardLink, hostsAddress,"
        " bibtex, bibtexText, cslJson };"
    )
    yield page
    page.close()


def fragment(opened):
    """The address once it tells what is shown now; it follows a moment later."""
    shown = opened.page.evaluate("[kzmap.day, kzmap.mode]")
    opened.page.wait_for_function(
        "([day, mode]) => location.hash.startsWith(`#day=${day}&view=${mode}&hide=`)", arg=shown
    )
    return opened.page.evaluate("location.hash")


TYPES = st.lists(st.text(min_size=1, max_size=20), max_size=4, unique=True)


@given(types=TYPES, data=st.data())
def test_a_fragment_says_what_was_put_into_it(pure, types, data):
    types = [name.encode("utf-8", "replace").decode() for name in types]
    hidden = data.draw(st.lists(st.sampled_from(types), unique=True)) if types else []
    shown = {
        "day": data.draw(st.sampled_from(DAYS)),
        "mode": data.draw(st.sampled_from(["day", "so-far", "first"])),
        "hidden": sorted(set(hidden)),
        "known": data.draw(st.sampled_from([None, "2022-01-07", "2031-12-31"])),
        "language": "ru",
        "version": "0123456789ab",
    }
    read = pure.evaluate(
        """([shown, types]) => pure.readFragment(pure.fragmentOf(shown),
            {days: ["2022-01-05", "2022-01-06"], modes: ["day", "so-far", "first"], types})""",
        [shown, types],
    )
    assert {**read, "hidden": sorted(read["hidden"])} == shown


@given(text=st.text(max_size=60) | st.sampled_from(HOSTILE))
def test_bibtex_and_csl_json_stay_whole_whatever_the_title(pure, text):
    text = text.encode("utf-8", "replace").decode()
    cited = {
        "title": text,
        "view": "v",
        "author": text,
        "medium": "m",
        "note": text,
        "version": "0123456789ab",
        "day": "2022-01-05",
        "link": "https://example.org/{a}\\b",
        "accessed": "2026-01-31",
        "language": "en",
    }
    bibtex, csl = pure.evaluate("cited => [pure.bibtex(cited), pure.cslJson(cited)]", cited)
    fields = parsed(bibtex)
    assert fields["urldate"] == "2026-01-31"
    assert not {"{", "\\"}.intersection(fields["url"])
    [item] = json.loads(csl)
    assert item["accessed"] == {"date-parts": [[2026, 1, 31]]}
    assert item["id"] == "kzmap-2022-01-05-0123456789ab"


CSL_VARIABLES = {
    "id",
    "type",
    "title",
    "author",
    "publisher",
    "genre",
    "version",
    "URL",
    "source",
    "accessed",
    "language",
    "note",
}
"""Those of the schema of CSL 1.0.2 that a map is cited with; it allows no others."""


@pytest.mark.parametrize("author", ["Ann & Co", ""])
def test_csl_json_is_of_a_map_with_who_publishes_it(pure, author):
    cited = {
        "title": "t",
        "view": "v",
        "author": author,
        "medium": "m",
        "note": "n",
        "version": "0123456789ab",
        "day": "2022-01-05",
        "link": "https://example.org/#day=2022-01-05",
        "accessed": "",
        "language": "kk",
    }
    bibtex, csl = pure.evaluate("cited => [pure.bibtex(cited), pure.cslJson(cited)]", cited)
    [item] = json.loads(csl)
    assert set(item) <= CSL_VARIABLES
    assert (item["type"], item["URL"]) == ("map", cited["link"])
    assert item.get("publisher", "") == author
    assert item.get("author", []) == ([{"literal": author}] if author else [])
    fields = parsed(bibtex)
    assert fields["langid"] == "kazakh"
    assert fields.get("author", "") == ("{Ann \\& Co}" if author else "")


def parsed(bibtex):
    """Read an entry as BibTeX does: a value ends where its braces are even."""
    head, rest = bibtex.split(",\n", 1)
    assert re.fullmatch(r"@misc\{[\w-]+", head)
    fields = {}
    while match := re.match(r"\s*(\w+) = \{", rest):
        depth, at = 1, match.end()
        while depth:
            depth += {"{": 1, "}": -1}.get(rest[at], 0)
            at += 1
        fields[match[1]] = rest[match.end() : at - 1]
        rest = rest[at:].lstrip(",")
    assert rest == "\n}\n"
    return fields


def test_special_characters_of_bibtex_are_escaped(pure):
    assert (
        pure.evaluate("pure.bibtexText('50% & $1_#{x}~^\\\\')")
        == r"50\% \& \$1\_\#\textbraceleft{}x\textbraceright{}"
        r"\textasciitilde{}\textasciicircum{}\textbackslash{}"
    )


def test_a_link_holds_no_path_of_a_disk_and_no_query(pure):
    bases = pure.evaluate(
        """["file:///home/ann/map.html", "https://u:p@a.org/m.html?token=1#x", "about:srcdoc"]
            .map((url) => pure.baseOf(new URL(url)))"""
    )
    assert bases == ["map.html", "https://a.org/m.html", None]
    given = ["https://a.org/kz?x=1#y", "javascript:alert(1)", "https://u:p@a.org/", 7]
    hosts = pure.evaluate("given => given.map(pure.hostsAddress)", given)
    assert hosts == ["https://a.org/kz", None, "https://a.org/", None]


def test_the_address_follows_what_is_shown_and_shows_it_again(opened):
    opened.set_day("2022-01-06")
    opened.page.evaluate("kzmap.setMode('so-far')")
    opened.page.locator("[data-type=riot]").first.click()
    before = opened.page.evaluate("history.length")
    told = fragment(opened)
    assert "day=2022-01-06&view=so-far&hide=riot&lang=en&data=" in told
    shown = opened.shown()
    opened.page.evaluate("location.hash = '#day=2022-01-05&view=day'")
    opened.page.wait_for_selector("html[data-day='2022-01-05'][data-mode=day]")
    assert opened.shown()["reports"] != shown["reports"]
    opened.page.evaluate("fragment => (location.hash = fragment)", told)
    opened.page.wait_for_selector("html[data-day='2022-01-06'][data-mode=so-far]")
    assert opened.shown() == shown
    assert opened.page.evaluate("history.length") == before + 2
    expect(opened.page.locator("#address-note")).to_be_hidden()


def test_a_link_into_the_file_opens_on_what_it_says(context, exported):
    page = Opened(context.new_page(), f"{exported.as_uri()}#day=2022-01-10&view=so-far")
    assert (page.shown()["day"], page.shown()["mode"]) == ("2022-01-10", "so-far")
    assert page.problems == []


def test_a_link_to_other_data_is_followed_and_that_is_said(opened):
    opened.page.evaluate("location.hash = '#day=2022-01-07&data=000000000000'")
    opened.page.wait_for_selector("html[data-day='2022-01-07']")
    expect(opened.page.locator("#address-note")).to_contain_text(
        "000000000000", use_inner_text=True
    )
    opened.page.evaluate("location.hash = '#day=2022-01-08'")
    opened.page.wait_for_selector("html[data-day='2022-01-08']")
    expect(opened.page.locator("#address-note")).to_be_hidden()


@pytest.mark.parametrize("asked", HOSTILE_FRAGMENTS)
def test_what_makes_no_sense_in_an_address_changes_nothing(opened, asked):
    opened.page.evaluate("location.hash = '#day=2022-01-05&view=day'")
    opened.page.wait_for_selector("html[data-day='2022-01-05'][data-mode=day]")
    before = opened.shown()
    opened.page.evaluate(
        """(asked) => new Promise((done) => {
          window.addEventListener("hashchange", () => setTimeout(done), { once: true });
          location.hash = asked;
        })""",
        asked,
    )
    assert opened.shown() == before


def test_a_citation_has_three_forms_and_tells_the_day_of_access_on_demand(opened):
    opened.page.evaluate("location.hash = '#day=2022-01-05&view=day'")
    opened.page.wait_for_selector("html[data-day='2022-01-05'][data-mode=day]")
    opened.page.locator("#cite-open").click()
    field = {name: opened.page.locator(f"#cite-{name}") for name in ("text", "bibtex", "csl")}
    link = opened.page.locator("#cite-link").input_value()
    assert link.startswith("map.html#day=2022-01-05&view=day&lang=en&data=")
    words = field["text"].input_value()
    assert words.startswith("The kzmap authors. Kazakhstan, January 2022: That day, 5 January")
    assert "CC-BY-4.0" in words
    assert link in words
    assert "Accessed" not in words
    assert "urldate" not in parsed(field["bibtex"].input_value())
    assert "accessed" not in json.loads(field["csl"].input_value())[0]
    opened.page.locator("#cite-body input[type=checkbox]").check()
    assert "Accessed" in field["text"].input_value()
    assert re.fullmatch(r"\d{4}-\d\d-\d\d", parsed(field["bibtex"].input_value())["urldate"])
    with opened.page.expect_download() as saved:
        opened.page.get_by_role("button", name="Download: BibTeX").click()
    assert saved.value.path().read_text("utf-8") == field["bibtex"].input_value()
    opened.page.locator("#cite-close").click()


def test_where_a_page_may_not_copy_the_text_is_selected(opened):
    opened.page.evaluate("() => { document.execCommand = () => false; }")
    opened.page.evaluate(
        "() => Object.defineProperty(navigator, 'clipboard', { value: undefined })"
    )
    opened.page.locator("#cite-open").click()
    opened.page.get_by_role("button", name="Copy: Citation").click()
    opened.page.wait_for_function("document.getElementById('cite-said').textContent !== ''")
    expect(opened.page.locator("#cite-said")).to_contain_text("selected", use_inner_text=True)
    assert opened.page.evaluate("getSelection().toString() || document.activeElement.id") in (
        "cite-text",
        opened.page.locator("#cite-text").input_value(),
    )
    opened.page.locator("#cite-close").click()


def test_a_title_of_a_stranger_is_text_in_every_form(open_data):
    title = HOSTILE[1] + HOSTILE[2]
    opened = open_data(from_tables(events({"place": "Almaty"}), info=Info(title=title)))
    opened.page.locator("#cite-open").click()
    [item] = json.loads(opened.page.locator("#cite-csl").input_value())
    assert item["title"].startswith(title.strip())
    parsed(opened.page.locator("#cite-bibtex").input_value())
    assert opened.page.evaluate("window.hacked") is None


def test_a_page_in_a_frame_without_an_address_is_cited_without_a_link(context, exported):
    page = context.new_page()
    page.set_content(
        "<iframe sandbox='allow-scripts' style='width:1200px;height:800px'></iframe>"
    )
    page.evaluate(
        "html => { document.querySelector('iframe').srcdoc = html; }",
        exported.read_text("utf-8"),
    )
    page.frame_locator("iframe").locator("html[data-ready=true]").wait_for(state="attached")
    frame = page.frames[1]
    frame.click("#cite-open")
    expect(frame.locator("#cite-link")).to_be_hidden()
    expect(frame.locator("#cite-body")).to_contain_text("no link", use_inner_text=True)
    assert "#day" not in frame.locator("#cite-bibtex").input_value()
    (item,) = json.loads(frame.locator("#cite-csl").input_value())
    assert not {"URL", "source"} & set(item)
