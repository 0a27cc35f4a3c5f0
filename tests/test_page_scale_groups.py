"""Many places in a real browser: grouped by what the screen can tell apart, for everybody."""

import re
from itertools import combinations

import pytest
from axe_playwright_python.sync_playwright import Axe
from crowds import FIRST, crowd
from playwright.sync_api import expect
from samples import HOSTILE, events

from kzmap import ProtestMap
from kzmap.dataset import from_tables
from kzmap.timeline import MODES, shown

PLACES, DAYS = 900, 6
LABELS = {
    "protest": r"([\d,]+) protests?\b",
    "riot": r"([\d,]+) riots?\b",
    "security_response": r"([\d,]+) security responses?\b",
    "foreign_deployment": r"([\d,]+) foreign deployments?\b",
    "political": r"([\d,]+) political acts?\b",
}
FIT_ALL = """
(() => {
  const points = kzmap.shown().places.map(({ lat, lon }) => [lat, lon]);
  map_kzmap.fitBounds(points, { padding: [40, 40], animate: false });
})()
"""
NEARER = "zoom => map_kzmap.getZoom() > zoom && !map_kzmap._animatingZoom"
SPOTS = """
[...document.querySelectorAll(".spot-button")].map((node) => {
  const box = node.getBoundingClientRect();
  return {
    x: box.x + box.width / 2,
    y: box.y + box.height / 2,
    half: box.width / 2,
    group: node.dataset.group,
    place: node.dataset.place,
    said: node.getAttribute("aria-label"),
  };
})
"""


@pytest.fixture(scope="module")
def dataset():
    return crowd(4000, PLACES, DAYS, longest=3)


@pytest.fixture(scope="module")
def page_file(dataset, tmp_path_factory):
    path = tmp_path_factory.mktemp("crowd") / "map.html"
    ProtestMap(dataset).save(path)
    return path


@pytest.fixture
def opened(open_file, page_file):
    opened = open_file(page_file)
    yield opened
    assert opened.problems == []
    assert opened.asked_outside() == []


def told(spot):
    """Places and counts by type that a button says its mark stands for."""
    more = re.search(r" and ([\d,]+) more places?:", spot["said"])
    counts = {
        kind: int(found[1].replace(",", ""))
        for kind, pattern in LABELS.items()
        if (found := re.search(pattern, spot["said"].split(": ", 1)[1]))
    }
    return 1 + (int(more[1]) if more else 0), counts


def summed(spots):
    places, counts = 0, {}
    for spot in spots:
        number, by_type = told(spot)
        places += number
        for kind, count in by_type.items():
            counts[kind] = counts.get(kind, 0) + count
    return places, counts


def expected(view):
    counts = {}
    for place in view["places"]:
        for kind, count in place["counts"].items():
            counts[kind] = counts.get(kind, 0) + count
    return len(view["places"]), counts


@pytest.mark.parametrize("mode", MODES)
def test_groups_add_up_to_what_python_counts_at_every_zoom(opened, dataset, mode):
    page = opened.page
    page.set_viewport_size({"width": 1800, "height": 1300})
    page.evaluate("mode => kzmap.setMode(mode)", mode)
    for day in (dataset.days[3], dataset.days[0]):
        opened.set_day(day.isoformat())
        python = shown(dataset, day, mode)
        assert opened.shown() == python
        page.evaluate(FIT_ALL)
        groups = []
        for _ in range(2):
            spots = page.evaluate(SPOTS)
            assert summed(spots) == expected(python)
            groups.append(len(spots))
            page.evaluate("map_kzmap.setZoom(map_kzmap.getZoom() - 1, {animate: false})")
        assert groups == sorted(groups, reverse=True)
        assert groups[0] > groups[-1]


def test_types_that_are_switched_off_leave_the_groups(opened, dataset):
    day = dataset.days[2]
    opened.set_day(day.isoformat())
    opened.page.click("[data-type=protest]")
    opened.page.click("[data-type=riot]")
    opened.page.evaluate(FIT_ALL)
    python = shown(dataset, day, hidden=("protest", "riot"))
    assert opened.shown() == python
    assert summed(opened.page.evaluate(SPOTS)) == expected(python)


def test_no_two_groups_touch_at_any_zoom(opened, dataset):
    page = opened.page
    opened.set_day(dataset.days[3].isoformat())
    page.evaluate("map_kzmap.setZoom(3.5, {animate: false})")
    for _ in range(4):
        spots = page.evaluate(SPOTS)
        assert len(spots) > 5
        for a, b in combinations(spots, 2):
            away = ((a["x"] - b["x"]) ** 2 + (a["y"] - b["y"]) ** 2) ** 0.5
            assert away >= a["half"] + b["half"]
        page.evaluate("map_kzmap.zoomIn(1, {animate: false})")


def test_groups_stay_as_they_are_while_the_map_is_panned(opened, dataset):
    page = opened.page
    opened.set_day(dataset.days[3].isoformat())
    before = {spot["said"]: spot for spot in page.evaluate(SPOTS)}
    page.evaluate("map_kzmap.panBy([130, 70], {animate: false})")
    after = {spot["said"]: spot for spot in page.evaluate(SPOTS)}
    both = before.keys() & after.keys()
    box = page.locator("#map_kzmap").bounding_box()
    inside = {
        said
        for said, spot in before.items()
        if spot["x"] - 130 > box["x"] + 1 and spot["y"] - 70 > box["y"] + 1
    }
    assert len(inside) > 5
    assert both >= inside
    for said in both:
        assert before[said]["x"] - after[said]["x"] == pytest.approx(130, abs=1.5)
        assert before[said]["y"] - after[said]["y"] == pytest.approx(70, abs=1.5)


def test_a_click_goes_nearer_until_a_group_comes_apart_and_places_open(opened, dataset):
    page = opened.page
    opened.set_day(dataset.days[3].isoformat())
    for _ in range(12):
        groups = page.locator(".spot-button[data-group]")
        if not groups.count():
            break
        seed = groups.first.get_attribute("data-group")
        zoom = page.evaluate("map_kzmap.getZoom()")
        before = told({"said": groups.first.get_attribute("aria-label")})[0]
        groups.first.click()
        page.wait_for_function(NEARER, arg=zoom)
        own = page.locator(f".spot-button[data-group='{seed}']")
        if own.count():
            assert told({"said": own.get_attribute("aria-label")})[0] <= before
    single = page.locator(".spot-button[data-place]").first
    name = single.get_attribute("aria-label").split(":")[0]
    single.click()
    expect(page.locator("#details-title")).to_have_text(
        name.removesuffix(" as a whole"), use_inner_text=True
    )
    expect(page.locator(".spot-button.chosen")).to_have_count(1)


def test_a_person_without_a_mouse_walks_through_groups_and_opens_them(opened, dataset):
    page = opened.page
    opened.set_day(dataset.days[3].isoformat())
    page.locator("#map_kzmap").focus()
    page.keyboard.press("Tab")
    count = page.locator(".spot-button").count()
    expect(page.locator(".spot-button[tabindex='0']")).to_have_count(1)
    walked = []
    for _ in range(count):
        walked.append(page.evaluate("document.activeElement.getAttribute('aria-label')"))
        page.keyboard.press("ArrowRight")
    assert len(set(walked)) == count
    assert page.evaluate("document.activeElement.getAttribute('aria-label')") == walked[0]
    page.locator(".spot-button[data-group]").first.focus()
    zoom = page.evaluate("map_kzmap.getZoom()")
    page.keyboard.press("Enter")
    page.wait_for_function(NEARER, arg=zoom)
    page.wait_for_function("() => document.activeElement.className.startsWith('spot-button')")
    expect(page.locator(".group-tip")).to_be_visible()


def test_focus_stays_on_a_group_from_one_day_to_the_next(opened, dataset):
    page = opened.page
    opened.set_day(dataset.days[3].isoformat())
    page.locator(".spot-button[data-group]").first.focus()
    seed = page.evaluate("document.activeElement.dataset.group")
    opened.set_day(dataset.days[4].isoformat())
    assert page.evaluate("document.activeElement.dataset.group") == seed


def test_pointing_says_what_a_group_holds_and_marks_its_reports(opened, dataset):
    page = opened.page
    opened.set_day(dataset.days[3].isoformat())
    page.locator(".spot-button[data-group]").first.hover()
    tip = page.locator(".group-tip").inner_text()
    assert "more place" in tip
    assert re.search(r"Protest\s+[\d,]+", tip)
    expect(page.locator("#reports .report.pointed")).not_to_have_count(0)
    page.mouse.move(5, 5)
    expect(page.locator(".group-tip")).to_be_hidden()
    page.locator("#reports button.where").first.hover()
    assert page.locator(".spot-button.pointed").count() <= 1


def test_search_finds_a_grouped_place_and_shows_it_by_itself(opened, dataset):
    page = opened.page
    day = dataset.days[3]
    opened.set_day(day.isoformat())
    alone = {spot["place"] for spot in page.evaluate(SPOTS) if spot["place"]}
    names = [place["name"] for place in shown(dataset, day)["places"]]
    index = {place.name: number for number, place in enumerate(dataset.places)}
    hidden = next(name for name in reversed(names) if str(index[name]) not in alone)
    page.fill("#search", hidden)
    page.keyboard.press("Enter")
    expect(page.locator("#details-title")).to_have_text(hidden, use_inner_text=True)
    chosen = page.locator(".spot-button.chosen")
    expect(chosen).to_have_attribute("data-place", str(index[hidden]))
    expect(page.locator("#details [data-event-id]")).not_to_have_count(0)


def test_a_place_without_reports_that_day_is_pinned_beside_the_groups(opened, dataset):
    page = opened.page
    day = dataset.days[0]
    opened.set_day(day.isoformat())
    here = {place["name"] for place in shown(dataset, day)["places"]}
    quiet = next(place.name for place in dataset.places if place.name not in here)
    page.fill("#search", quiet)
    page.keyboard.press("Enter")
    expect(page.locator("#details")).to_contain_text(
        "not the same as no protest", use_inner_text=True
    )
    expect(page.locator(".place.chosen .empty-place")).to_have_count(1)


def test_places_on_one_spot_are_listed_where_no_zoom_tells_them_apart(open_data):
    far = [{"place": f"Far {n}", "lat": 41.01 + n / 40, "lon": 51 + n / 15} for n in range(450)]
    same = [{"place": f"Same {n}", "lat": 48.0, "lon": 67.0} for n in range(60)]
    opened = open_data(from_tables(events(*same, *far)))
    page = opened.page
    page.evaluate("map_kzmap.setView([48, 67], 13, {animate: false})")
    group = page.locator(".spot-button[data-group]")
    said = group.get_attribute("aria-label")
    assert said.startswith("Same 0 and 59 more places: 60 protests")
    group.focus()
    page.keyboard.press("Enter")
    expect(page.locator("#details-title")).to_have_text("60 places", use_inner_text=True)
    expect(page.locator(".place-list li")).to_have_count(60)
    page.locator(".place-list button", has_text="Same 37").click()
    expect(page.locator("#details-title")).to_have_text("Same 37", use_inner_text=True)


def test_uncertain_positions_and_what_has_no_place_are_said(opened, dataset):
    page = opened.page
    opened.set_day(FIRST.isoformat())
    expect(page.locator("#sentence")).to_contain_text(
        "1 report not on the map", use_inner_text=True
    )
    said = " ".join(spot["said"] for spot in page.evaluate(SPOTS))
    assert "at positions that are not exact" in said
    assert "first protests in" in said


def test_hostile_names_of_types_and_places_stay_text(open_data):
    rows = [
        {
            "place": f"{HOSTILE[n % len(HOSTILE)]} {n}",
            "event_type": HOSTILE[n % len(HOSTILE)],
            "lat": 42 + n / 50,
            "lon": 50 + n / 20,
        }
        for n in range(500)
    ]
    opened = open_data(from_tables(events(*rows)))
    page = opened.page
    groups = page.locator(".spot-button[data-group]")
    expect(groups).not_to_have_count(0)
    groups.first.hover()
    expect(page.locator(".group-tip")).to_contain_text("more place", use_inner_text=True)
    assert page.evaluate("window.hacked") is None
    expect(page.locator(".group-tip img, .group-tip script")).to_have_count(0)


def test_the_canvas_is_crisp_and_covers_the_map_while_it_is_dragged(chromium, page_file):
    context = chromium.new_context(
        viewport={"width": 1000, "height": 700}, offline=True, device_scale_factor=2
    )
    page = context.new_page()
    page.goto(page_file.as_uri())
    page.wait_for_selector("html[data-ready=true]", state="attached")
    canvas = page.locator("canvas:not(.strip)")
    assert canvas.evaluate("node => node.width / node.getBoundingClientRect().width") == 2
    page.mouse.move(300, 300)
    page.mouse.down()
    for step in range(1, 9):
        page.mouse.move(300 - 35 * step, 300 - 25 * step)
        page.evaluate("() => new Promise((done) => requestAnimationFrame(done))")
        assert covers(canvas.bounding_box(), page.locator("#map_kzmap").bounding_box())
    page.mouse.up()
    page.evaluate("map_kzmap.panBy([4000, 900], {animate: false})")
    assert covers(canvas.bounding_box(), page.locator("#map_kzmap").bounding_box())
    context.close()


def covers(outer, inner):
    return (
        outer["x"] <= inner["x"]
        and outer["y"] <= inner["y"]
        and outer["x"] + outer["width"] >= inner["x"] + inner["width"]
        and outer["y"] + outer["height"] >= inner["y"] + inner["height"]
    )


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("size", [(1360, 860), (390, 844)], ids=["wide", "phone"])
def test_axe_finds_no_violation_with_groups(chromium, page_file, size, scheme):
    context = chromium.new_context(
        viewport={"width": size[0], "height": size[1]},
        offline=True,
        bypass_csp=True,
        color_scheme=scheme,
    )
    page = context.new_page()
    page.goto(page_file.as_uri())
    page.wait_for_selector("html[data-ready=true]", state="attached")
    for step in (
        "kzmap.setDay(3)",
        "kzmap.setMode('so-far')",
        "kzmap.setMode('first')",
        "document.querySelector('.spot-button').focus()",
        "document.querySelector('#reports button.where').click()",
    ):
        page.evaluate(step)
        results = Axe().run(page)
        assert results.response["passes"]
        assert results.violations_count == 0, f"{step}: {results.generate_report()}"
    assert page.evaluate("document.documentElement.scrollWidth") <= size[0]
    context.close()


def test_few_places_stay_marks_and_no_canvas_is_made(open_data):
    rows = [{"place": f"P {n}", "lat": 45 + n / 90, "lon": 60 + n / 60} for n in range(400)]
    opened = open_data(from_tables(events(*rows)))
    expect(opened.page.locator("[data-place] .mark")).to_have_count(400)
    expect(opened.page.locator("canvas, .spots")).to_have_count(0)
    rows.append({"place": "P 400", "lat": 50.0, "lon": 60.0})
    many = open_data(from_tables(events(*rows)))
    expect(many.page.locator("canvas")).to_have_count(1)
    expect(many.page.locator("[data-place] .mark")).to_have_count(0)
