"""One's own data in a real browser: brought, recognised, settled, laid over, refused."""

import csv
import io
import json
import time
from contextlib import contextmanager
from pathlib import Path

import pytest
from axe_playwright_python.sync_playwright import Axe
from dashboard_hostile_app import MARKDOWN
from format_samples import row, sheet
from patience import PATIENCE_S, comes_to, wait_until
from playwright.sync_api import expect
from samples import HOSTILE
from test_dashboard_browser import Session, plain, serving

from kzmap.records import Upload
from kzmap.records.limits import MOST_UPLOAD_BYTES
from kzmap.review import read_review

STRIKES = (
    "event_date,event_type,place,summary\n"
    "2022-01-05,protest,Жаңаөзен,Workers gathered\n"
    "2022-01-06,riot,Almaty,A shop burned\n"
)
RUSSIAN = (
    "Дата;Город;Описание\n"
    "05.01.2022;Жанаозен;Митинг\n"
    "06.01.2022;Нигдеград;Колонна\n"
    "07.01.2022;Нигдеград;Ещё одна\n"
)
OUTLINE = [[[76.7, 43.1], [77.1, 43.1], [77.1, 43.4], [76.7, 43.4], [76.7, 43.1]]]
AREAS = {
    "type": "FeatureCollection",
    "features": [
        {
            "type": "Feature",
            "properties": {
                "kind": "curfew",
                "area": "Old town",
                "start": "2022-01-05T20:00+06:00",
                "end": "2022-01-07T07:00+06:00",
            },
            "geometry": {"type": "Polygon", "coordinates": OUTLINE},
        }
    ],
}


INDEXED_MS = 300_000
"""The first time, all places of the world are indexed."""


class Visitor(Session):
    """A person with a file of their own."""

    def bring(self, name, data):
        self.press_button("Bring your own data")
        self.take(name, data)

    def take(self, name, data):
        data = data.encode() if isinstance(data, str) else data
        file = {"name": name, "mimeType": "text/csv", "buffer": data}
        self.page.locator("[data-testid=stFileUploader] input").first.set_input_files([file])

    def press_button(self, name):
        # Where all is drawn anew there are two of a name for a moment, and both move.
        self.settle()
        button = self.page.get_by_role("button", name=name, exact=True)
        expect(button).to_have_count(1)
        button.click()

    def choose(self, name):
        """Choose a part of a segmented control."""
        self.settle()
        radio = self.page.get_by_role("radio", name=name, exact=True)
        radio.or_(self.page.get_by_role("button", name=name, exact=True)).first.click()

    def read(self):
        self.press_button("Read the table")
        # The first name that is not known here has the world's places indexed.
        expect(self.page.locator(".st-key-kzmap-counts")).to_be_visible(timeout=INDEXED_MS)

    def wait_for_title(self, title):
        expect(self.root().locator("#title")).to_have_text(title)
        self.wait_for_map()

    @contextmanager
    def redrawing(self):
        """What is done within has the map drawn anew; wait for it, whatever its title."""
        self.on_page("window.isOld = true")
        yield
        comes_to(self.page, lambda: self.on_page("Boolean(window.isOld)"), False)
        self.wait_for_map()

    def places(self):
        return [place["name"] for place in self.shown()["places"]]

    def choose_option(self, field, name):
        """Choose from a list; what was chosen before may still draw its surroundings anew."""
        self.open_list(field)
        self.page.get_by_role("option", name=name, exact=True).click()

    def open_list(self, field):
        """Open the list of a field, and return what it offers once that is there."""
        self.settle()
        self.page.locator(f"{field} input").click()
        options = self.page.get_by_role("option")
        options.first.wait_for()
        return options

    def is_offered(self, field, *wanted):
        """Open the list of a field, and wait until it has some texts among its own."""
        options = self.open_list(field)
        wait_until(
            self.page,
            lambda: plain(" ".join(options.all_inner_texts())),
            lambda offered: all(plain(text) in offered for text in wanted),
        )

    def shown(self):
        return self.on_page("kzmap.shown()")


@pytest.fixture(scope="module")
def server():
    with serving() as url:
        yield url


@pytest.fixture
def visit(chromium, server):
    visitors = []

    def visit(**options):
        visitors.append(Visitor(chromium, server, **options))
        return visitors[-1]

    yield visit
    for visitor in visitors:
        visitor.context.close()
        assert visitor.foreign == []
        assert visitor.problems == []


def test_a_known_table_is_shown_alone_over_january_and_not_at_all(visit):
    person = visit()
    person.bring("strikes.csv", STRIKES)
    expect(person.page.get_by_text("Recognised by")).to_be_visible()
    person.read()
    person.wait_for_title("strikes")
    comes_to(person.page, person.places, ["Zhanaozen"])
    person.press_button("Close")
    person.choose("Both")
    person.wait_for_title("Kazakhstan, January 2022, with strikes.csv")
    person.on_page("kzmap.setDay('2022-01-05')")
    person.wait_for_day("2022-01-05")
    expect(person.slider).to_have_attribute("aria-valuetext", "2022-01-05")
    person.settle()
    january = len(person.shown()["reports"])
    person.choose("Kazakhstan, January 2022")
    person.wait_for_title("Kazakhstan, January 2022")
    comes_to(person.page, lambda: len(person.shown()["reports"]), january - 1)


def test_a_spreadsheet_in_cp1251_without_coordinates_comes_onto_the_map(visit):
    person = visit()
    person.bring("акция.csv", RUSSIAN.encode("cp1251"))
    expect(person.page.get_by_text("Which column is which?")).to_be_visible()
    person.settle()
    with person.page.expect_download() as caught:
        person.page.locator(".st-key-download-mapping button").click()
    assert 'place = "Город"' in Path(caught.value.path()).read_text("utf-8")
    person.read()
    person.wait_for_title("акция")
    person.press_button("Settle the places")
    expect(person.page.get_by_text("1 name open. 0 decisions made.")).to_be_visible()
    person.press_button("Click the map")
    inside = person.page.frame_locator("iframe.kzmap-page")
    expect(inside.locator("#pick-hint")).to_contain_text("Нигдеград")
    # The map is scrolled into view, where it is clicked.
    person.settle()
    box = inside.locator("#map_kzmap").bounding_box()
    person.page.mouse.click(box["x"] + box["width"] * 0.4, box["y"] + box["height"] / 2)
    expect(person.page.get_by_text("All names are settled. 1 decision made.")).to_be_visible()
    person.settle()
    person.page.get_by_text("Keep these decisions in a file").click()
    person.settle()
    with person.page.expect_download() as caught:
        person.page.locator(".st-key-download-review button").click()
    review = read_review(Upload("review.csv", Path(caught.value.path()).read_bytes()))
    [decision] = dict(review.decisions).values()
    with person.redrawing():
        person.press_button("Put 1 change on the map")
        put = person.page.get_by_role("button", name="Put 1 change on the map")
        expect(put).to_have_count(0)
    person.wait_for_title("акция")
    person.on_page("kzmap.setDay('2022-01-07')")
    person.wait_for_day("2022-01-07")
    comes_to(
        person.page,
        lambda: [(place["lat"], place["lon"]) for place in person.shown()["places"]],
        [(decision.lat, decision.lon)],
    )


def test_a_file_beyond_the_limit_is_refused_before_it_is_sent(visit, tmp_path):
    large = tmp_path / "large.csv"
    with large.open("wb") as file:
        file.truncate(MOST_UPLOAD_BYTES + 20_000_000)
    person = visit()
    sent = []
    person.page.on("request", lambda request: sent.append(request.method))
    person.press_button("Bring your own data")
    person.page.locator("[data-testid=stFileUploader] input").set_input_files(large)
    uploader = person.page.locator("[data-testid=stFileUploader]")
    expect(uploader).to_contain_text("200.0MB or smaller")
    assert "PUT" not in sent
    assert "POST" not in sent
    assert len(person.shown()["places"]) == 2


def test_strings_of_strangers_in_file_name_header_and_cells_are_text(visit):
    person = visit()
    texts = [*HOSTILE, *MARKDOWN]
    stream = io.StringIO()
    writer = csv.writer(stream)
    writer.writerow(["day", "where", "what", *texts])
    for text in texts:
        writer.writerow(["2022-01-05", text, text, *texts])
        writer.writerow([text, text, text, *texts])
    person.bring(f"{HOSTILE[1]} {MARKDOWN[0][:60]}.csv", stream.getvalue())
    page = person.page
    expect(page.get_by_text("Which column is which?")).to_be_visible()
    for column, header in (("event_date", "day"), ("place", "where"), ("event_type", "what")):
        person.choose_option(f"[class*=st-key-kzmap-table-][class*=-{column}]", header)
    summary = "[class*=st-key-kzmap-table-][class*=-summary]"
    person.is_offered(summary, MARKDOWN[0], HOSTILE[0])
    page.get_by_role("option", name=HOSTILE[0], exact=True).click()
    person.settle()
    person.read()
    person.press_button("Settle the places")
    expect(page.locator(".st-key-kzmap-card")).to_be_visible()
    person.is_offered(".st-key-kzmap-name", "<script>window.hacked=1</script>: 1 row")
    page.keyboard.press("Escape")
    expect(page.get_by_role("option")).to_have_count(0)
    person.press_button("Click the map")
    person.root("[data-picking]").wait_for(state="attached")
    person.press_button("Cancel")
    file, read = ".st-key-kzmap-remove", ".st-key-kzmap-counts"
    for step, sign in (("File", file), ("What was read", read)):
        person.choose(step)
        expect(page.locator(sign)).to_be_visible()
        person.settle()
        assert (
            page.locator(".st-key-kzmap-own")
            .locator("a[href], b, strong, em, img, svg[onload], script, .katex")
            .count()
            == 0
        )
    assert len(page.frames) == 2
    for where in page.frames:
        assert where.evaluate("window.hacked") is None


def test_two_people_at_once_share_nothing(visit):
    one, other = visit(), visit()
    one.bring("strikes.csv", STRIKES)
    one.read()
    one.wait_for_title("strikes")
    other.page.reload()
    other.wait_for_title("Kazakhstan, January 2022")
    expect(other.page.get_by_role("button", name="Bring your own data")).to_be_visible()
    other.bring("other.csv", STRIKES.replace("Жаңаөзен", "Kostanay"))
    other.read()
    other.wait_for_title("other")
    comes_to(other.page, other.places, ["Kostanay"])
    one.choose("Areas, sources, tour")
    one.settle()
    one.wait_for_title("strikes")
    comes_to(one.page, one.places, ["Zhanaozen"])


def test_areas_with_outlines_of_their_own_are_laid_on_the_map(visit):
    person = visit()
    person.bring("strikes.csv", STRIKES)
    person.read()
    person.choose("Areas, sources, tour")
    person.take("areas.geojson", json.dumps(AREAS))
    expect(person.page.get_by_text("1 row read = 1 kept + 0 set aside")).to_be_visible()
    person.wait_for_title("strikes")
    # The map of the same title without the area stands until it is drawn anew.
    comes_to(
        person.page,
        lambda: [(zone["kind"], zone["area"]) for zone in person.shown()["zones"]],
        [("curfew", "Old town")],
    )


def test_files_of_a_restricted_source_hold_counts_unless_its_notes_are_asked_for(visit):
    person = visit()
    rows = [row("acled", event_id_cnty=f"KAZ{n}", notes=f"Secret note {n}") for n in (1, 2)]
    person.bring("acled.csv", sheet("acled", *rows).data)
    person.read()
    person.wait_for_title("acled")
    # The screen may show one's own rows.
    comes_to(person.page, lambda: len(person.shown()["reports"]), 2)
    _, text = person.download("csv")
    [counted] = csv.DictReader(io.StringIO(text))
    assert counted["reports"] == "2"
    assert "Secret note" not in text
    _, page = person.download("html")
    assert "Secret note" not in page
    assert "counted by place, day and type" in page
    person.settle()
    person.page.get_by_text("Include notes and single rows").click()
    expect(person.page.get_by_text("2 reports, CSV")).to_be_visible()
    _, text = person.download("csv")
    assert text.count("Secret note") == 2


def test_the_whole_way_can_be_gone_with_the_keyboard(visit):
    person = visit()
    page = person.page
    enter(person, "Bring your own data")
    page.locator("[data-testid=stFileUploader]").wait_for()
    choose_file(
        person, {"name": "акция.csv", "mimeType": "text/csv", "buffer": RUSSIAN.encode()}
    )
    page.get_by_role("button", name="Read the table").wait_for()
    enter(person, "Read the table")
    page.get_by_role("button", name="Settle the places").wait_for(timeout=INDEXED_MS)
    enter(person, "Settle the places")
    page.get_by_role("button", name="Click the map").wait_for()
    enter(person, "Click the map")
    person.root("[data-picking]").wait_for(state="attached")
    expect(page.locator("iframe.kzmap-page")).to_be_focused()
    expect(person.root().locator("#map_kzmap")).to_be_focused()
    page.keyboard.press("Enter")
    expect(page.get_by_text("All names are settled. 1 decision made.")).to_be_visible()


def choose_file(person, file):
    """Press Enter where files are chosen, and choose one."""
    page, choosers = person.page, []

    def hear(chooser):
        choosers.append(chooser)

    page.on("filechooser", hear)
    end = time.monotonic() + PATIENCE_S
    while not choosers:
        assert time.monotonic() < end, "Enter opens no file chooser"
        # Chromium refuses where it gets to a key later than 5 s after it was pressed.
        enter(person, "Upload")
        for _ in range(60):
            if not choosers:
                page.wait_for_timeout(100)
    page.remove_listener("filechooser", hear)
    choosers[0].set_files([file])


def enter(person, name):
    """Go to a button with Tab and press it with Enter; its click tells that it was reached.

    A redraw may take the focus away between the two; then the way is gone once more.
    """
    page = person.page
    page.evaluate(
        """() => {
          window.pressed = [];
          window.hearsPresses ??= document.addEventListener("click", ({ target }) => {
            const button = target.closest("button");
            if (button) window.pressed.push(button.innerText);
          }, true) ?? true;
        }"""
    )
    end = time.monotonic() + PATIENCE_S
    while True:
        person.settle()
        to_button(page, name)
        page.keyboard.press("Enter")
        pressed = [text.strip() for text in page.evaluate("window.pressed")]
        if pressed:
            assert [text.endswith(name) for text in pressed] == [True], pressed
            return
        assert time.monotonic() < end, f"Enter does not press {name}"


def to_button(page, name):
    """Press Tab until a button has the focus; it has to be reached soon."""
    for _ in range(60):
        page.keyboard.press("Tab")
        if page.evaluate("document.activeElement.innerText ?? ''").strip().endswith(name):
            return
    raise AssertionError(f"{name} is not reached with the keyboard")


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_axe_finds_no_violation_in_any_step(chromium, server, scheme):
    person = Visitor(chromium, server, bypass_csp=True, color_scheme=scheme)
    person.bring("акция.csv", RUSSIAN.replace("Нигдеград", "Жамбыл").encode("cp1251"))
    person.page.get_by_role("button", name="Read the table").wait_for()
    judge(person, "mapping")
    person.read()
    judge(person, "account")
    person.press_button("Settle the places")
    expect(person.page.get_by_text("1 name open")).to_be_visible()
    judge(person, "places")
    person.choose("Areas, sources, tour")
    person.page.get_by_text("A table with source_id").wait_for()
    judge(person, "areas")
    person.context.close()


def judge(person, step):
    person.settle()
    ours = {"include": [[".st-key-kzmap-bar"], [".st-key-kzmap-own"]]}
    # Streamlit labels the frame of its file box although that is none to assistive software.
    theirs = {"rules": {"presentation-role-conflict": {"enabled": False}}}
    results = Axe().run(person.page, ours, theirs)
    assert results.response["passes"]
    assert results.violations_count == 0, f"{step}: {results.generate_report()}"
