"""A place that is new by another report than a protest wears a ring, alone and in a group."""

import pytest
from samples import events

from kzmap.dataset import from_tables

DAYS = ("2022-01-05", "2022-01-06")
RINGS = """
() => {
  const canvas = document.querySelector("canvas:not(.strip)");
  const box = canvas.getBoundingClientRect();
  const scale = canvas.width / box.width;
  const { width, height } = canvas;
  const copy = Object.assign(document.createElement("canvas"), { width, height });
  const context = copy.getContext("2d", { willReadFrequently: true });
  context.drawImage(canvas, 0, 0);
  const all = context.getImageData(0, 0, width, height).data;
  return [...document.querySelectorAll(".spot-button[data-group]")].map((node) => {
    const own = node.getBoundingClientRect();
    const [x, y] = [own.x + own.width / 2 - box.x, own.y + own.height / 2 - box.y];
    const half = parseFloat(node.style.getPropertyValue("--half"));
    const painted = [...Array(36).keys()].filter((step) => {
      const angle = (step * Math.PI) / 18;
      const near = [3.4, 4, 4.6].map((room) => {
        const [px, py] = [Math.cos, Math.sin].map((turn) => (half + room) * turn(angle));
        const [column, row] = [(x + px) * scale, (y + py) * scale].map(Math.round);
        return all[(row * width + column) * 4 + 3];
      });
      return Math.max(...near) > 100;
    });
    return { said: node.getAttribute("aria-label"), ring: painted.length / 36 };
  });
}
"""


def town(row, column, number, day):
    return {
        "place": f"Town {row} {column} {number}",
        "lat": 43 + 2.5 * row + 0.05 * (number % 3),
        "lon": 51 + 3 * column + 0.05 * (number // 3),
        "event_type": "riot",
        "event_date": day,
        "summary": "x",
    }


@pytest.fixture
def many():
    """Groups of eight towns; to those in the west a ninth is added on the second day."""
    where = [(row, column) for row in range(5) for column in range(11)]
    rows = [town(*at, number, day) for at in where for number in range(8) for day in DAYS]
    rows += [town(row, column, 8, DAYS[1]) for row, column in where if column < 5]
    return from_tables(events(*rows))


def test_a_group_with_a_new_place_wears_a_ring_and_says_so(many, open_data):
    opened = open_data(many)
    for day in DAYS:
        opened.set_day(day)
        groups = opened.page.evaluate(RINGS)
        assert len(groups) > 20
        new = [one for one in groups if "first report of any kind" in one["said"]]
        others = [one for one in groups if one not in new]
        assert len(new) == (
            0 if day == DAYS[0] else sum(" 9 riots" in o["said"] for o in groups)
        )
        assert all(one["ring"] > 0.7 for one in new)
        assert all(one["ring"] < 0.2 for one in others)
    assert len(new) > 10
    assert opened.page.locator("[data-sign=new]").is_visible()


def test_a_mark_that_wears_a_ring_says_why(open_data):
    riot = {"event_type": "riot"}
    rows = [{**riot, "event_date": DAYS[0]}, {**riot, "event_date": DAYS[1], "place": "Taraz"}]
    opened = open_data(from_tables(events(*rows)))
    opened.set_day(DAYS[1])
    (mark,) = opened.page.locator(".place-icon").all()
    assert mark.locator("circle.fresh").count() == 1
    assert "first report of any kind on this day" in mark.get_attribute("aria-label")


def test_without_scripts_the_page_says_so_in_each_language(chromium, exported):
    context = chromium.new_context(offline=True, java_script_enabled=False)
    page = context.new_page()
    page.goto(exported.as_uri())
    notes = page.locator("#noscript-note p")
    assert [note.get_attribute("lang") for note in notes.all()] == ["en", "ru", "kk"]
    assert all("JavaScript" in note.inner_text() for note in notes.all())
    assert all(note.is_visible() for note in notes.all())
    context.close()
