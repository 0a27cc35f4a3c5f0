"""Data never becomes code: hostile strings, the policy, the sandbox, added layers."""

import json
import re
import subprocess
import sys

import folium
import pytest
from hypothesis import given
from hypothesis import strategies as st
from patience import wait_until
from playwright.sync_api import expect
from samples import HOSTILE, events, hostile_dataset

from kzmap import read_events
from kzmap.dataset import from_tables
from kzmap.errors import ArgumentError
from kzmap.page.island import island_json
from kzmap.page.protest_map import ProtestMap

VALUES = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text() | st.sampled_from(HOSTILE),
    lambda children: st.lists(children) | st.dictionaries(st.text(), children),
)


@given(VALUES)
def test_the_island_reads_back_the_same_and_holds_no_code(value):
    text = island_json(value)
    assert json.loads(text) == value
    assert not re.search(r"[<>&\u2028\u2029]|\{[{%#]", text)
    text.encode("utf-8")


def test_hostile_strings_are_shown_literally_and_nothing_runs(tmp_path, open_file):
    path = tmp_path / "hostile.html"
    ProtestMap(hostile_dataset()).save(path)
    opened = open_file(path)
    page = opened.page
    for mode in ("day", "so-far", "first"):
        page.evaluate("mode => kzmap.setMode(mode)", mode)
        for day in page.evaluate("kzmap.days"):
            opened.set_day(day)
    page.evaluate("kzmap.setMode('so-far')")
    for node in page.locator("[data-place]").all():
        node.evaluate("n => n.click()")
    page.evaluate("document.querySelectorAll('#area-list button').forEach(b => b.click())")
    page.evaluate("document.querySelectorAll('details').forEach(d => { d.open = true })")
    page.click("#about-open")
    shown = page.locator("body").inner_text()
    for text in HOSTILE:
        assert " ".join(text.split()) in " ".join(shown.split())
    assert page.evaluate("window.hacked") is None
    assert (
        page.evaluate(
            "document.querySelectorAll('#reports script, #reports img, #details img').length"
        )
        == 0
    )
    hrefs = page.locator("a[href]").evaluate_all(
        "links => links.map(a => a.getAttribute('href'))"
    )
    assert all(href.startswith(("http", "#")) for href in hrefs)
    assert page.title() == hostile_dataset().info.title
    assert opened.problems == []
    assert opened.asked_outside() == []


def test_hostile_strings_in_search_are_text(tmp_path, open_file):
    path = tmp_path / "hostile.html"
    ProtestMap(hostile_dataset()).save(path)
    opened = open_file(path)
    opened.page.fill("#search", "script")
    expect(opened.page.locator("#found")).to_contain_text("<script>", use_inner_text=True)
    assert opened.page.evaluate("window.hacked") is None


def test_the_policy_allows_the_pages_own_scripts_by_hash_and_nothing_else(exported):
    policy = re.search(r'Content-Security-Policy" content="([^"]+)"', exported.read_text())[1]
    rules = dict(rule.split(" ", 1) for rule in policy.split("; "))
    assert rules["default-src"] == "'none'"
    assert rules["connect-src"] == "'none'"
    assert re.fullmatch(r"('sha256-[\w+/=]+' ?)+", rules["script-src"])
    assert rules["img-src"] == "data:"


def test_an_injected_script_does_not_run(open_file, exported, tmp_path):
    path = tmp_path / "injected.html"
    path.write_text(
        exported.read_text().replace("</body>", "<script>window.hacked=1</script></body>")
    )
    opened = open_file(path)
    assert opened.page.evaluate("window.hacked") is None
    wait_until(
        opened.page,
        lambda: opened.problems,
        lambda told: any("Content Security Policy" in problem for problem in told),
    )


def test_the_same_data_gives_the_same_bytes_whatever_the_hash_seed():
    code = (
        "import hashlib, kzmap; "
        "print(hashlib.sha256(kzmap.ProtestMap().to_html().encode()).hexdigest())"
    )
    hashes = {
        subprocess.run(
            [sys.executable, "-c", code],
            env={"PYTHONHASHSEED": seed, "PATH": ""},
            capture_output=True,
            text=True,
            check=True,
        ).stdout
        for seed in ("1", "2")
    }
    assert len(hashes) == 1


def test_the_order_of_rows_does_not_matter():
    rows = [
        {"event_id": f"e{n}", "place": place, "event_date": f"2022-01-0{n % 5 + 2}"}
        for n, place in enumerate(["Almaty", "Semey", "Oral", "Aktau", "Almaty", "Taraz"])
    ]
    forward = ProtestMap(from_tables(events(*rows))).to_html()
    backward = ProtestMap(from_tables(events(*reversed(rows)))).to_html()
    assert forward == backward


def test_folium_layers_can_be_added_and_work_offline(tmp_path, open_file):
    def build():
        protest_map = ProtestMap()
        folium.Marker([48, 67], popup="a <b>popup</b>", tooltip="tip").add_to(protest_map)
        folium.CircleMarker([50, 70], radius=8).add_to(protest_map)
        group = folium.FeatureGroup("mine").add_to(protest_map)
        folium.Polygon([[45, 60], [46, 60], [46, 61]]).add_to(group)
        folium.LayerControl().add_to(protest_map)
        return protest_map

    path = tmp_path / "layers.html"
    build().save(path)
    opened = open_file(path)
    expect(opened.page.locator(".leaflet-marker-icon[src^=data]")).to_have_count(1)
    opened.page.locator(".leaflet-marker-icon[src^=data]").click()
    expect(opened.page.locator(".leaflet-popup-content")).to_have_text(
        "a popup", use_inner_text=True
    )
    opened.set_day("2022-01-05")
    assert opened.problems == []
    assert opened.asked_outside() == []
    assert build().to_html() == path.read_text()


def test_a_layer_that_loads_from_elsewhere_is_named_to_the_reader():
    protest_map = ProtestMap()
    folium.Marker([48, 67], icon=folium.Icon(icon="star")).add_to(protest_map)
    text = protest_map.to_html()
    hosts = json.loads(re.search(r'id="kzmap-data">(.+?)</script>', text)[1])["about"]["hosts"]
    assert "cdnjs.cloudflare.com" in hosts
    policy = re.search(r'Content-Security-Policy" content="([^"]+)"', text)[1]
    assert "https://cdnjs.cloudflare.com" in policy


def test_about_does_not_promise_silence_where_a_layer_speaks(tmp_path, open_file):
    path = tmp_path / "layer.html"
    protest_map = ProtestMap()
    credit = '<a href="https://credit.example.com/about">credit</a>'
    folium.TileLayer("https://t.example.org/{z}/{x}/{y}.png", attr=credit).add_to(protest_map)
    protest_map.save(path)
    opened = open_file(path)
    opened.page.click("#about-open")
    text = opened.page.locator("#about").inner_text()
    assert "load files from t.example.org, which" in text
    assert "contacts nobody" not in text


def test_street_tiles_come_only_when_asked_for_and_are_said(tmp_path, open_file):
    path = tmp_path / "tiles.html"
    ProtestMap(tiles=True).save(path)
    opened = open_file(path)
    asked = wait_until(opened.page, opened.asked_outside, bool)
    assert {url.split("/")[2] for url in asked} == {"tile.openstreetmap.org"}
    opened.page.click("#about-open")
    assert (
        "tile.openstreetmap.org, which thereby learns"
        in opened.page.locator("#about").inner_text()
    )


@pytest.mark.parametrize(
    "tiles",
    [
        "",
        "x",
        "http://a.b/{z}/{x}/{y}.png",
        "https://a.b/1.png",
        "https://a.b; script-src */{z}/{x}/{y}",
        "https://*/{z}/{x}/{y}",
        "https://u:p@a.b/{z}/{x}/{y}",
        "https://a.b/{z}/{x}/{y}?key={apikey}",
        "https://a.b/{z}/{x}/{y}'; img-src *",
    ],
)
def test_tile_addresses_are_plain_https_templates(tiles):
    with pytest.raises(ArgumentError, match="expected https"):
        ProtestMap(tiles=tiles)


def test_a_subdomain_in_a_tile_address_becomes_a_wildcard_of_the_policy():
    text = ProtestMap(tiles="https://{s}.tiles.example.org:8443/{z}/{x}/{y}{r}.png").to_html()
    assert "img-src data: https://*.tiles.example.org:8443;" in text


def test_what_a_user_adds_to_the_figure_stands_in_the_page_each_time():
    protest_map = ProtestMap()
    protest_map.get_root().html.add_child(folium.Element("<p id=mine>mine</p>"))
    folium.CircleMarker([50, 70]).add_to(protest_map)
    first = protest_map.to_html()
    assert "<p id=mine>mine</p>" in first
    assert first.count("L.circleMarker") == protest_map.to_html().count("L.circleMarker")
    assert protest_map.to_html() == first


def test_a_map_in_another_figure_says_what_to_do_instead():
    figure = folium.Figure()
    protest_map = ProtestMap()
    figure.add_child(protest_map)
    with pytest.raises(ArgumentError, match="save it, and show it there in an iframe"):
        figure.render()


def test_the_map_takes_what_read_events_gives_and_says_what_it_cannot_take(tmp_path):
    path = tmp_path / "mine.csv"
    path.write_text("event_date,event_type,place\n2022-01-05,protest,Oral\n")
    assert len(ProtestMap(read_events(path)).dataset.events) == 1
    assert len(ProtestMap(read_events(path).table).dataset.events) == 1
    with pytest.raises(ArgumentError, match="a str is no data set"):
        ProtestMap(str(path))


def test_a_notebook_shows_the_same_page():
    html = ProtestMap()._repr_html_()
    assert html.startswith("<iframe srcdoc=")
    assert "kzmap-data" in html


def test_a_host_moves_the_page_and_hears_when_a_person_does(chromium, exported, tmp_path):
    outer = tmp_path / "host.html"
    outer.write_text(
        "<iframe id=f sandbox='allow-scripts allow-popups allow-downloads'"
        " style='width:1200px;height:800px'></iframe>"
        "<script>window.heard=[];addEventListener('message',e=>heard.push(e.data.kzmap));</script>"
    )
    context = chromium.new_context(offline=True, viewport={"width": 1250, "height": 850})
    page = context.new_page()
    page.goto(outer.as_uri())
    page.evaluate(
        "html => { document.getElementById('f').srcdoc = html }", exported.read_text()
    )
    frame = page.frame_locator("#f")
    frame.locator("html[data-ready=true]").wait_for(state="attached")
    page.evaluate(
        "document.getElementById('f').contentWindow"
        ".postMessage({kzmap: {day: '2022-01-08', mode: 'so-far'}}, '*')"
    )
    frame.locator("html[data-day='2022-01-08'][data-mode='so-far']").wait_for(state="attached")
    assert page.evaluate("heard") == []
    frame.locator("#forward").click()
    page.wait_for_function("() => heard.length > 0")
    assert page.evaluate("heard[0].day") == "2022-01-09"
    context.close()
