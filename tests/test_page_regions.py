"""The page for any region: ground, home and areas where there are no bundled boundaries."""

import json
from datetime import date, timedelta

import pytest
from playwright.sync_api import expect
from samples import events, zones

from kzmap.dataset import from_tables
from kzmap.page.protest_map import ProtestMap
from kzmap.records import read_zones
from kzmap.timeline import shown


def at(place, country, lat, lon, **more):
    return {"place": place, "country": country, "lat": lat, "lon": lon} | more


FRANCE = [at("Paris", "FR", 48.857, 2.352), at("Lyon", "FR", 45.76, 4.84)]
FIJI = [
    at("Suva", "FJ", -18.14, 178.44),
    at("Taveuni", "FJ", -16.85, -179.97, event_type="riot"),
    at("Apia", "WS", -13.83, -171.76),
]
CHUKOTKA = [at("Anadyr", "RU", 64.73, 177.5), at("Nome", "US", 64.5, -165.4)]
WORLD = [
    at("Los Angeles", "US", 34.05, -118.24),
    at("Santiago", "CL", -33.45, -70.67),
    at("Lagos", "NG", 6.52, 3.38),
    at("Delhi", "IN", 28.61, 77.21),
    at("Sydney", "AU", -33.87, 151.21),
    at("Longyearbyen", "NO", 78.22, 15.63),
    at("South Pole", "AQ", -90.0, 0.0),
]
REGIONS = {
    "France": FRANCE,
    "one point": FRANCE[:1],
    "Fiji": FIJI,
    "Chukotka": CHUKOTKA,
    "world": WORLD,
}


def ground_of(*rows):
    told = ProtestMap(from_tables(events(*rows))).timeline.payload()
    return told["ground"], told


def in_view(opened):
    """Which marks lie within the window of the map."""
    return opened.page.evaluate(
        """() => {
          const room = document.querySelector(".folium-map").getBoundingClientRect();
          return [...document.querySelectorAll(".place-icon")].map((node) => {
            const box = node.getBoundingClientRect();
            const [x, y] = [box.x + box.width / 2, box.y + box.height / 2];
            return x >= room.left && x <= room.right && y >= room.top && y <= room.bottom;
          });
        }"""
    )


@pytest.mark.parametrize("region", REGIONS)
def test_every_place_is_in_the_home_view_and_keeps_its_own_coordinates(open_data, region):
    dataset = from_tables(events(*REGIONS[region]))
    opened = open_data(dataset)
    assert in_view(opened) == [True] * len(REGIONS[region])
    expect(opened.page.locator("#outside")).to_be_hidden()
    assert opened.shown() == shown(dataset, date(2022, 1, 5))
    assert len(opened.page.content()) < 1_300_000


@pytest.mark.parametrize("region", ["France", "Fiji", "Chukotka"])
def test_the_ground_fills_the_home_view_and_two_presses_of_zooming_out(open_data, region):
    opened = open_data(from_tables(events(*REGIONS[region])))
    for size in ({"width": 1360, "height": 860}, {"width": 390, "height": 844}):
        opened.page.set_viewport_size(size)
        opened.rest()
        opened.page.click("#zoom-home")
        for _ in range(2):
            opened.page.click("#zoom-out")
            # A press while the map still zooms is lost on it.
            opened.rest()
        assert opened.page.evaluate(
            """() => {
              const told = JSON.parse(document.getElementById("kzmap-data").textContent);
              const bounds = L.latLngBounds(told.ground.frame);
              return bounds.contains(map_kzmap.getBounds());
            }"""
        ), size


def test_no_border_is_drawn_where_the_map_was_cut_off(open_data):
    opened = open_data(from_tables(events(*FRANCE)))
    along = opened.page.evaluate(
        """() => {
          for (let i = 0; i < 2; i++) map_kzmap.zoomOut(0.5, { animate: false });
          const told = JSON.parse(document.getElementById("kzmap-data").textContent);
          const origin = map_kzmap.getPixelOrigin();
          const corners = told.ground.frame.map((at) => {
            const { x, y } = map_kzmap.project(at).subtract(origin);
            return [Math.round(2 * x) / 2, Math.round(2 * y) / 2];
          });
          let steps = 0, found = 0;
          for (const path of document.querySelectorAll("path.edge")) {
            for (const line of path.getAttribute("d").split("M").slice(1)) {
              const numbers = line.match(/-?[0-9.]+/g).map(Number);
              for (let i = 2; i < numbers.length; i += 2) for (const axis of [0, 1]) {
                steps++;
                const [a, b] = [numbers[i - 2 + axis], numbers[i + axis]];
                const away = Math.abs(numbers[i - 1 - axis] - numbers[i + 1 - axis]);
                if (a === b && away > 2 && corners.some((at) => at[axis] === a)) found++;
              }
            }
          }
          return [steps > 1000, found];
        }"""
    )
    assert along == [True, 0]


def test_the_map_of_kazakhstan_keeps_its_own_ground():
    ground, told = ground_of({})
    assert ground["frame"] == [[34.0, 34.0], [60.0, 92.0]]
    assert ground["sea"] is False
    assert told["west"] == -180
    ground, _ = ground_of({}, at("Moscow", "RU", 55.75, 37.62))
    assert ground["sea"] is False
    ground, _ = ground_of({}, FRANCE[0])
    assert ground["sea"] is True


def test_near_the_edge_of_the_finer_map_the_world_is_taken_so_that_nothing_is_blank():
    ground, _ = ground_of(at("Tashkent", "UZ", 41.31, 69.24))
    assert ground["sea"] is False
    ground, _ = ground_of(at("Tehran", "IR", 35.69, 51.39))
    assert ground["sea"] is True


def test_the_country_that_the_data_is_about_is_home():
    ground, _ = ground_of(*FRANCE)
    assert 1 <= sum(country["home"] for country in ground["countries"]) <= 2
    assert len(ground["countries"]) < 80
    ground, _ = ground_of(*WORLD)
    assert len(ground["countries"]) > 200
    assert ground["frame"] == [[-85.0, -180], [85.0, 180]]


def test_a_place_at_the_pole_is_drawn_at_the_edge_and_listed_where_it_is(open_data):
    opened = open_data(from_tables(events(at("South Pole", "AQ", -90.0, 0.0))))
    assert opened.shown()["places"][0]["lat"] == -90
    assert in_view(opened) == [True]
    opened.page.locator("#reports .where").first.click()
    expect(opened.page.locator("#details")).to_contain_text(
        "-90.0000, 0.0000", use_inner_text=True
    )


def test_a_report_beyond_the_antimeridian_is_reached_from_the_list(open_data):
    opened = open_data(from_tables(events(*FIJI)))
    opened.page.locator("#reports .where", has_text="Apia").click()
    assert in_view(opened) == [True] * 3
    expect(opened.page.locator("#details")).to_contain_text(
        "-13.8300, -171.7600", use_inner_text=True
    )


ZONE = {"start": "2022-01-05T00:00+01:00", "end": "2022-01-07T00:00+01:00"}


def outlined(tmp_path, *areas, lon=2.0):
    features = []
    for number, (area, kind, period) in enumerate(areas):
        west, south = lon + 1.5 * number, 48.0
        ring = [[west, south], [west + 1, south], [west + 1, south + 1], [west, south + 1]]
        features.append(
            {
                "type": "Feature",
                "properties": {"zone_id": f"z{number}", "area": area, "kind": kind} | period,
                "geometry": {"type": "Polygon", "coordinates": [[*ring, ring[0]]]},
            }
        )
    path = tmp_path / "zones.geojson"
    path.write_text(json.dumps({"type": "FeatureCollection", "features": features}))
    reading = read_zones(path)
    assert reading.report.ok
    return reading.table


def test_areas_with_an_outline_of_their_own_are_drawn_named_and_told(open_data, tmp_path):
    table = outlined(
        tmp_path,
        ("Old town", "state_of_emergency", ZONE),
        ("Harbour", "communications_blackout", ZONE),
        ("Port Saïd <b>", "state_of_emergency", ZONE | {"start": "2022-01-06T00:00+01:00"}),
    )
    dataset = from_tables(events(FRANCE[0], FRANCE[1] | {"event_date": "2022-01-07"}), table)
    opened = open_data(dataset)
    page = opened.page
    for day in dataset.days:
        opened.set_day(day.isoformat())
        assert opened.shown() == shown(dataset, day)
    opened.set_day("2022-01-05")
    expect(page.locator("path.unit")).to_have_count(3)
    expect(page.locator("path.unit.emergency.starts")).to_have_count(1)
    expect(page.locator("path.hatch.dark")).to_have_count(1)
    said = page.locator("#sentence").inner_text()
    assert "state of emergency: Old town; communications blackout: Harbour" in said
    opened.set_day("2022-01-06")
    said = page.locator("#sentence").inner_text()
    assert "state of emergency: Old town and Port Saïd <b>" in said
    opened.set_day("2022-01-07")
    expect(page.locator("path.unit-border.lifted")).to_have_count(2)
    page.locator("#areas > summary").click()
    page.locator("#area-list li").first.wait_for()
    expect(page.locator("#areas-title")).to_have_text(
        "Areas with measures", use_inner_text=True
    )
    page.locator("#area-list button", has_text="Port Saïd").click()
    expect(page.locator("#details")).to_contain_text(
        "State of emergency · Port Saïd <b>", use_inner_text=True
    )


def test_the_pointer_tells_an_area_with_an_outline_of_its_own(open_data, tmp_path):
    table = outlined(tmp_path, ("Old town", "state_of_emergency", ZONE))
    opened = open_data(from_tables(events(FRANCE[1]), table))
    opened.page.locator("path.unit").hover(force=True)
    tip = opened.page.locator(".kz-tip")
    expect(tip).to_contain_text("State of emergency · Old town")


def test_many_areas_are_counted_rather_than_named(open_data, tmp_path):
    areas = [(f"Ward {n}", "state_of_emergency", ZONE) for n in range(8)]
    opened = open_data(from_tables(events(FRANCE[0]), outlined(tmp_path, *areas)))
    said = opened.page.locator("#sentence").inner_text()
    assert "state of emergency in 8 areas." in said


def test_units_stay_counted_of_their_total_beside_an_outline(open_data, tmp_path):
    own = outlined(tmp_path, ("Old town", "state_of_emergency", ZONE), lon=76.0)
    table = zones({"area": "Almaty (city)", "end": "2022-01-07T00:00+06:00"}).assign(
        geometry=None
    )
    both = [*table.to_dict("records"), *own.to_dict("records")]
    for number, row in enumerate(both):
        row["zone_id"] = f"z{number}"
    opened = open_data(from_tables(events({}), type(own)(both)))
    said = opened.page.locator("#sentence").inner_text()
    assert (
        "state of emergency in 1 of 17 areas, beginning in 1; state of emergency: Old town"
        in said
    )


def test_areas_across_the_antimeridian_stand_beside_their_places(open_data, tmp_path):
    table = outlined(tmp_path, ("Taveuni", "curfew", ZONE), ("Suva", "curfew", ZONE), lon=-180)
    opened = open_data(from_tables(events(*FIJI), table))
    boxes = opened.page.locator("path.unit").evaluate_all(
        "nodes => nodes.map(node => node.getBoundingClientRect().width)"
    )
    assert all(5 < width < 300 for width in boxes)


def test_a_page_is_the_same_bytes_each_time():
    first, second = (ProtestMap(from_tables(events(*FIJI))).to_html() for _ in range(2))
    assert first == second


def test_a_long_period_without_zones_needs_none(open_data):
    first = date(2023, 10, 1)
    rows = [FRANCE[n % 2] | {"event_date": str(first + timedelta(days=n))} for n in range(40)]
    opened = open_data(from_tables(events(*rows)))
    expect(opened.page.locator("#areas")).to_be_hidden()
