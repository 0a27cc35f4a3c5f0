"""Without eyes: what the accessibility tree says, against what the map shows."""

import re
from itertools import pairwise

import pytest
from opened import OPEN_AREAS


@pytest.fixture(scope="module")
def page(chromium, exported):
    context = chromium.new_context(viewport={"width": 1360, "height": 860}, offline=True)
    page = context.new_page()
    page.goto(exported.as_uri())
    page.wait_for_selector("html[data-ready=true]", state="attached")
    page.evaluate(OPEN_AREAS)
    yield page
    context.close()


def tree(page):
    """The accessibility tree as rows of role and name, nothing that is ignored among them."""
    session = page.context.new_cdp_session(page)
    nodes = session.send("Accessibility.getFullAXTree")["nodes"]
    session.detach()
    return [
        (node["role"]["value"], node.get("name", {}).get("value", ""))
        for node in nodes
        if not node["ignored"] and "role" in node
    ]


def names(rows, *roles):
    return [name for role, name in rows if role in roles]


def counted(text, type_words):
    """How many of each type a label tells."""
    return {
        kind: int(found.group(1).replace(",", ""))
        for kind, words in type_words.items()
        if (found := re.search(rf"(?<![\d,])([\d,]+) (?:{'|'.join(words)})(?!\w)", text))
    }


@pytest.mark.parametrize("mode", ["day", "so-far", "first"])
def test_every_place_count_zone_and_report_of_every_day_is_in_the_tree(page, mode):
    words = {
        kind: ("protest", "protests")
        if kind == "protest"
        else (kind.replace("_", " "), kind.replace("_", " ") + "s")
        for kind in ("protest", "riot", "security_response", "foreign_deployment")
    } | {"political": ("political act", "political acts")}
    page.evaluate("mode => kzmap.setMode(mode)", mode)
    for day in page.evaluate("kzmap.days"):
        page.evaluate("day => kzmap.setDay(day)", day)
        shown = page.evaluate("kzmap.shown()")
        rows = tree(page)
        marks = [
            (name.split(":")[0], counted(name.split(":", 1)[1], words))
            for name in names(rows, "button")
            if ":" in name and re.search(r": \d", name)
        ]
        for place in shown["places"]:
            told = [counts for name, counts in marks if name.startswith(place["name"])]
            assert place["counts"] in told, (day, place, told)
        said = "\n".join(name for _, name in rows)
        reports = page.locator("#reports [data-event-id]")
        ids = reports.evaluate_all("nodes => nodes.map((node) => node.dataset.eventId)")
        assert sorted(ids) == sorted(shown["reports"])
        for text in reports.locator(".summary-text").all_text_contents():
            assert text.strip()[:60] in said, (day, text)
        listed = page.locator("#area-list li").all_text_contents()
        for zone in shown["zones"]:
            if zone["kind"] != "state_of_emergency":
                continue
            state = {
                "starts": "starts today",
                "ends": "ends today",
                "lifted": "lifted",
                "in force": "under emergency",
            }[zone["state"]]
            assert any(state in line for line in listed), (day, zone)
            assert state in said
        assert page.inner_text("#sentence") in said


def test_zones_of_every_kind_are_told_in_details_of_their_area(page):
    page.evaluate("kzmap.setMode('day')")
    for day in page.evaluate("kzmap.days"):
        page.evaluate("day => kzmap.setDay(day)", day)
        zones = {zone["zone_id"] for zone in page.evaluate("kzmap.shown()")["zones"]}
        found = set()
        for button in page.locator("#area-list button").all():
            button.evaluate("node => node.click()")
            found.update(
                page.locator("#details [data-zone-id]").evaluate_all(
                    "nodes => nodes.map((node) => node.dataset.zoneId)"
                )
            )
            page.click("#details-close")
        assert zones <= found, (day, zones - found)


def test_landmarks_headings_and_live_region_are_there(page):
    rows = tree(page)
    assert {"banner", "main", "complementary"} <= {role for role, _ in rows}
    assert names(rows, "main") == ["Map"]
    assert len(names(rows, "heading")) >= 2
    levels = page.evaluate(
        "[...document.querySelectorAll('h1,h2,h3')].filter((node) => node.checkVisibility())"
        ".map((node) => Number(node.tagName[1]))"
    )
    assert levels[0] == 1
    assert levels.count(1) == 1
    assert all(later - earlier <= 1 for earlier, later in pairwise(levels))
    assert page.get_attribute("#sentence", "aria-live") == "polite"
    roles = {"button", "combobox", "slider", "radio", "searchbox", "link", "textbox", "option"}
    assert [row for row in rows if row[0] in roles and not row[1].strip()] == []
