"""The page's own colours, as people with a colour deficiency see them."""

from itertools import combinations, pairwise

import pytest
from colour_vision import VISIONS, difference, over, seen

APART = 12
"""Least CIEDE2000 between two types; about 2.3 is the least that is noticed side by side."""
AREA_APART = 5
"""Least for an area beside plain ground: large, and each has an edge and a name besides."""

TYPES = ("protest", "riot", "security_response", "foreign_deployment", "political")
STYLES = """
() => {
  const svg = document.createElementNS("http://www.w3.org/2000/svg", "svg");
  document.body.append(svg);
  const styled = (names) => {
    const node = document.createElementNS("http://www.w3.org/2000/svg", "circle");
    node.setAttribute("class", names);
    svg.append(node);
    const { fill, fillOpacity, stroke, strokeDasharray } = getComputedStyle(node);
    const rgb = (text) => (text.match(/\\d+(\\.\\d+)?/g) ?? []).map(Number);
    return { fill: rgb(fill), opacity: Number(fillOpacity), stroke: rgb(stroke),
      dash: strokeDasharray };
  };
  const of = (names) => Object.fromEntries(names.map((one) => [one, styled(one)]));
  const told = of([
    ...["protest", "riot", "security_response", "foreign_deployment", "political"].map(
      (type) => `mark-${type}`),
    "land", "land home", "hatch-line", "unit emergency", "unit emergency starts",
    "unit emergency ends", "unit-border", "unit-border emergency-border in-force",
    "unit-border emergency-border ends", "unit-border emergency-border lifted",
  ]);
  svg.remove();
  return told;
}
"""


@pytest.fixture(scope="module")
def styles(chromium, exported):
    """Computed styles in each theme, and the shape of each type's mark."""
    page = chromium.new_page()
    page.goto(exported.as_uri())
    page.wait_for_selector("html[data-ready=true]", state="attached")
    found = {}
    for theme in ("light", "dark"):
        page.select_option("#theme", theme)
        found[theme] = page.evaluate(STYLES)
    found["shapes"] = page.evaluate(
        """() => [...document.querySelectorAll(".legend-entry .mark")].map((node) =>
          [node.tagName, node.getAttribute("points")].join(" "))"""
    )
    page.close()
    return found


def test_the_difference_is_the_published_one():
    """Pairs 1, 17 and 18 of Sharma, Wu and Dalal's own test data."""
    pairs = [
        ((50, 2.6772, -79.7751), (50, 0, -82.7485), 2.0425),
        ((50, 2.5, 0), (73, 25, -18), 27.1492),
        ((50, 2.5, 0), (61, -5, 29), 22.8977),
    ]
    for one, other, published in pairs:
        assert difference(one, other) == pytest.approx(published, abs=1e-4)
        assert difference(other, one) == pytest.approx(published, abs=1e-4)


@pytest.mark.parametrize("vision", VISIONS)
@pytest.mark.parametrize("theme", ["light", "dark"])
def test_types_stay_apart_for_everybody(styles, theme, vision):
    colours = {name: seen(styles[theme][f"mark-{name}"]["fill"], vision) for name in TYPES}
    for one, other in combinations(TYPES, 2):
        assert difference(colours[one], colours[other]) >= APART, (one, other)


def test_types_differ_by_shape_besides(styles):
    assert len(styles["shapes"]) == len(TYPES)
    assert len(set(styles["shapes"])) == len(TYPES)


@pytest.mark.parametrize("vision", VISIONS)
@pytest.mark.parametrize("theme", ["light", "dark"])
def test_areas_stay_apart_from_the_ground_and_from_each_other(styles, theme, vision):
    style = styles[theme]
    home = style["land home"]["fill"]
    fills = [home]
    for name in ("unit emergency ends", "unit emergency", "unit emergency starts"):
        fills.append(over(style[name]["fill"], home, style[name]["opacity"]))
    looks = [seen(fill, vision) for fill in fills]
    assert difference(looks[0], looks[2]) >= AREA_APART
    strength = [difference(looks[0], look) for look in looks[1:]]
    assert all(weaker < stronger for weaker, stronger in pairwise(strength))
    edge = seen(style["unit-border emergency-border in-force"]["stroke"], vision)
    plain = seen(style["unit-border"]["stroke"], vision)
    assert difference(edge, seen(fills[2], vision)) >= APART
    assert difference(edge, plain) >= APART
    hatch = seen(style["hatch-line"]["stroke"], vision)
    assert difference(hatch, seen(fills[2], vision)) >= APART


@pytest.mark.parametrize("theme", ["light", "dark"])
def test_states_of_an_area_differ_by_their_edge_besides(styles, theme):
    edges = [
        styles[theme][f"unit-border emergency-border {state}"]["dash"]
        for state in ("in-force", "ends", "lifted")
    ]
    assert len(set(edges)) == 3
