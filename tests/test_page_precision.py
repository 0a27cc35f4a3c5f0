"""What is not known exactly, on the map: signs of place and day, marks set side by side."""

import math

import pytest
from crowds import crowd
from playwright.sync_api import expect
from samples import events

from kzmap.dataset import from_tables

NEAR = {"place": "Nearby", "lat": 45.0, "lon": 55.0, "geo_precision": 2}
REGION = {"place": "Steppe", "lat": 47.0, "lon": 62.0, "geo_precision": 3}
WEEK = {"place": "Sometime", "lat": 49.0, "lon": 70.0, "time_precision": 2}
EXACT = {"place": "Here", "lat": 51.0, "lon": 75.0}
MIXED = [
    {"place": "Mixed", "lat": 44.0, "lon": 72.0},
    {"place": "Mixed", "lat": 44.0, "lon": 72.0, "geo_precision": 2},
    {"place": "Mixed", "lat": 44.0, "lon": 72.0, "event_type": "riot", "geo_precision": 3},
]
SIGNS = ["uncertain", "region", "undated", "beside"]


def mark(page, name):
    """What one place's mark draws, by class, and what it says."""
    return page.evaluate(
        """name => {
          const node = [...document.querySelectorAll(".place-icon")]
            .find((one) => one.getAttribute("aria-label").startsWith(`${name}:`));
          const count = (wanted) => node.querySelectorAll(`svg ${wanted}`).length;
          return {
            said: node.getAttribute("aria-label"),
            dashed: count(".mark.unsure"),
            ring: count("circle.uncertain"),
            part: count("path.uncertain"),
            region: count(".region"),
            span: count(".span"),
          };
        }""",
        name,
    )


def signs(page):
    return [sign for sign in SIGNS if page.locator(f"#signs [data-sign={sign}]").is_visible()]


def test_each_kind_of_uncertainty_has_a_sign_and_words(open_data):
    opened = open_data(from_tables(events(NEAR, REGION, WEEK, EXACT, *MIXED)))
    plain = {"dashed": 0, "ring": 0, "part": 0, "region": 0, "span": 0}
    looks = {
        name: mark(opened.page, name)
        for name in ("Nearby", "Steppe as a whole", "Sometime", "Here", "Mixed")
    }
    said = {name: look.pop("said") for name, look in looks.items()}
    assert looks == {
        "Nearby": plain | {"dashed": 1, "ring": 1},
        "Steppe as a whole": plain | {"dashed": 1, "region": 1},
        "Sometime": plain | {"span": 1},
        "Here": plain,
        "Mixed": plain | {"dashed": 1, "part": 1, "region": 1},
    }
    assert "position not exact" in said["Nearby"]
    assert "only the region is known" in said["Steppe as a whole"]
    assert "day not known exactly" in said["Sometime"]
    assert said["Here"] == "Here: 1 protest; first protest reported on this day"
    assert "2 reports at positions that are not exact" in said["Mixed"]
    assert signs(opened.page) == SIGNS


@pytest.mark.parametrize(
    ("rows", "wanted"),
    [
        ([EXACT], []),
        ([EXACT, NEAR], ["uncertain"]),
        ([EXACT, REGION], ["uncertain", "region"]),
        ([EXACT, WEEK], ["undated"]),
        ([EXACT, EXACT | {"event_type": "riot"}], ["beside"]),
    ],
    ids=["exact", "near", "region", "week", "two types"],
)
def test_the_legend_explains_only_signs_that_occur(open_data, rows, wanted):
    assert signs(open_data(from_tables(events(*rows))).page) == wanted


def test_a_report_of_some_week_is_shown_over_its_days_and_says_so(open_data):
    spread = WEEK | {"event_date": "2022-01-03", "end_date": "2022-01-09"}
    month = WEEK | {"place": "Ever", "lat": 50.0, "time_precision": 3}
    opened = open_data(from_tables(events(spread, month)))
    for day in opened.page.evaluate("kzmap.days"):
        opened.set_day(day)
        assert mark(opened.page, "Sometime")["span"] == 1
        assert "within a week" in opened.page.inner_text("#reports")
    opened.set_day("2022-01-05")
    assert "within a month" in opened.page.inner_text("#reports")
    opened.page.evaluate("kzmap.setMode('first')")
    assert mark(opened.page, "Sometime")["span"] == 1


def test_places_at_one_spot_stand_side_by_side_the_same_way_at_every_opening(open_data):
    names = ["Square", "Hall", "Station"]
    rows = [EXACT | {"place": name} for name in names]
    dataset = from_tables(events(*rows))
    centres = """
    () => Object.fromEntries([...document.querySelectorAll(".place-icon")].map((node) => {
      const { x, y, width, height } = node.querySelector(".mark").getBoundingClientRect();
      return [node.getAttribute("aria-label").split(":")[0],
        [x + width / 2, y + height / 2, width / 2]];
    }))
    """
    opened = open_data(dataset)
    first = opened.page.evaluate(centres)
    assert set(first) == set(names)
    for one in names:
        for other in names:
            if one < other:
                (ax, ay, ar), (bx, by, br) = first[one], first[other]
                assert math.hypot(ax - bx, ay - by) >= ar + br - 1
    expect(opened.page.locator(".place-icon path.ring")).to_have_count(3)  # a line to the spot
    assert open_data(dataset).page.evaluate(centres) == first
    opened.page.evaluate("document.querySelector('[data-place]').click()")
    beside = opened.page.inner_text("#details .beside")
    assert "fixed order" in beside
    assert "Hall" in beside or "Square" in beside


def test_details_say_that_types_stand_side_by_side_by_a_rule(exported, open_file):
    page = open_file(exported).page
    page.evaluate("kzmap.setDay('2022-01-05')")
    page.click("[data-place][aria-label^='Almaty:']", force=True)
    assert "clockwise from the top" in page.inner_text("#details .beside")


def test_groups_say_how_many_reports_are_not_exact(open_data):
    dataset = crowd(3000, 900, 3)
    rows = dataset.events.copy()
    rows["time_precision"] = [2 if n % 5 == 0 else 1 for n in range(len(rows))]
    columns = list(events(EXACT).columns)
    opened = open_data(from_tables(rows[columns]))
    day = opened.page.evaluate("kzmap.day")
    here = rows[(rows["event_date"] <= day) & (rows["end_date"] >= day)]
    here = here[here["lat"].notna()]
    labels = opened.page.evaluate(
        """() => {
          map_kzmap.fitBounds(kzmap.shown().places.map(({ lat, lon }) => [lat, lon]),
            { padding: [60, 60], animate: false });
          return [...document.querySelectorAll(".spot-button")]
            .map((node) => node.getAttribute("aria-label"));
        }"""
    )
    unsure, undated = [(here[name] > 1).sum() for name in ("geo_precision", "time_precision")]
    assert unsure > 50
    assert undated > 50
    assert sum(_told(one, "position") for one in labels) == unsure
    assert sum(_told(one, "day") for one in labels) == undated


def _told(label, what):
    """How many reports a label says are not exact in what."""
    for note in label.split("; "):
        if f"report at a {what}" in note or f"reports at {what}" in note:
            return int(note.split()[0].replace(",", ""))
        if f"whose {what}" in note:
            return int(note.split()[0])
    if what == "position" and ("position not exact" in label or "only the region" in label):
        return _reports(label)
    if what == "day" and "day not known exactly" in label:
        return _reports(label)
    return 0


def _reports(label):
    counts = label.split(": ")[1].split(";")[0]
    return sum(int(word) for word in counts.replace(",", " ").split() if word.isdigit())
