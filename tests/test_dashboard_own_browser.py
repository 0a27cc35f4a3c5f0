"""One's own data in a real browser: brought, recognised, settled, laid over, refused."""

import csv
import io
import json
from pathlib import Path

import pytest
from axe_playwright_python.sync_playwright import Axe
from dashboard_hostile_app import MARKDOWN
from format_samples import row, sheet
from playwright.sync_api import TimeoutError, expect
from samples import HOSTILE
from test_dashboard_browser import Session, serving

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
        self.page.get_by_role("button", name=name, exact=True).click()

    def choose(self, name):
        """Choose a part of a segmented control."""
        radio = self.page.get_by_role("radio", name=name)
        radio.or_(self.page.get_by_role("button", name=name)).first.click()

    def settle(self):
        """Wait until the server is done and what it took away has faded."""
        idle = "[data-testid=stApp][data-test-script-state=notRunning]"
        self.page.wait_for_selector(idle, timeout=30_000)
        self.page.wait_for_timeout(900)

    def read(self):
        self.press_button("Read the table")
        # The first name that is not known here has the world's places indexed.
        expect(self.page.locator(".st-key-kzmap-counts")).to_be_visible(timeout=120_000)

    def wait_for_title(self, title):
        inside = self.page.frame_locator("iframe.kzmap-page")
        expect(inside.locator("#title")).to_have_text(title, timeout=30_000)
        self.root("[data-ready=true]").wait_for(state="attached", timeout=30_000)
        self.frame = self.page.query_selector("iframe.kzmap-page").content_frame()

    def download(self, key):
        # A run that is not over yet offers its files anew; what it offered before is gone.
        self.settle()
        return super().download(key)

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
    expect(person.page.get_by_text("Recognised by")).to_be_visible(timeout=20_000)
    person.read()
    person.wait_for_title("strikes")
    assert [place["name"] for place in person.shown()["places"]] == ["Zhanaozen"]
    person.press_button("Close")
    person.choose("Both")
    person.wait_for_title("Kazakhstan, January 2022, with strikes.csv")
    person.on_page("kzmap.setDay('2022-01-05')")
    january = len(person.shown()["reports"])
    person.choose("Kazakhstan, January 2022")
    person.wait_for_title("Kazakhstan, January 2022")
    assert len(person.shown()["reports"]) == january - 1


def test_a_spreadsheet_in_cp1251_without_coordinates_comes_onto_the_map(visit):
    person = visit()
    person.bring("акция.csv", RUSSIAN.encode("cp1251"))
    expect(person.page.get_by_text("Which column is which?")).to_be_visible(timeout=20_000)
    with person.page.expect_download() as caught:
        person.page.locator(".st-key-download-mapping button").click()
    assert 'place = "Город"' in Path(caught.value.path()).read_text("utf-8")
    person.read()
    person.wait_for_title("акция")
    person.press_button("Settle the places")
    expect(person.page.get_by_text("1 name open. 0 decisions made.")).to_be_visible()
    person.press_button("Click the map")
    inside = person.page.frame_locator("iframe.kzmap-page")
    expect(inside.locator("#pick-hint")).to_contain_text("Нигдеград", timeout=10_000)
    box = inside.locator("#map_kzmap").bounding_box()
    person.page.mouse.click(box["x"] + box["width"] * 0.4, box["y"] + box["height"] / 2)
    expect(person.page.get_by_text("All names are settled. 1 decision made.")).to_be_visible()
    person.page.get_by_text("Keep these decisions in a file").click()
    with person.page.expect_download() as caught:
        person.page.locator(".st-key-download-review button").click()
    review = read_review(Upload("review.csv", Path(caught.value.path()).read_bytes()))
    [decision] = dict(review.decisions).values()
    person.press_button("Put 1 change on the map")
    expect(person.page.get_by_role("button", name="Put 1 change on the map")).to_have_count(0)
    person.page.wait_for_timeout(500)
    person.wait_for_title("акция")
    person.on_page("kzmap.setDay('2022-01-07')")
    [place] = person.shown()["places"]
    assert (place["lat"], place["lon"]) == (decision.lat, decision.lon)


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
    expect(uploader).to_contain_text("200.0MB or smaller", timeout=20_000)
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
    expect(page.get_by_text("Which column is which?")).to_be_visible(timeout=20_000)
    for column, header in (("event_date", "day"), ("place", "where"), ("event_type", "what")):
        page.locator(f"[class*=st-key-kzmap-table-][class*=-{column}] input").click()
        page.get_by_role("option", name=header, exact=True).click()
    page.locator("[class*=st-key-kzmap-table-][class*=-summary] input").click()
    options = " ".join(
        " ".join(text.split()) for text in page.get_by_role("option").all_inner_texts()
    )
    assert " ".join(MARKDOWN[0].split()) in options
    assert " ".join(HOSTILE[0].split()) in options
    page.get_by_role("option", name=HOSTILE[0], exact=True).click()
    person.read()
    page.get_by_role("button", name="Settle the places").click()
    expect(page.locator(".st-key-kzmap-card")).to_be_visible(timeout=20_000)
    page.locator(".st-key-kzmap-name input").click()
    names = " ".join(page.get_by_role("option").all_inner_texts())
    assert "<script>window.hacked=1</script>: 1 row" in names
    page.keyboard.press("Escape")
    person.press_button("Click the map")
    person.page.frame_locator("iframe.kzmap-page").locator("html[data-picking]").wait_for(
        state="attached", timeout=20_000
    )
    person.press_button("Cancel")
    for step in ("File", "What was read"):
        person.choose(step)
        page.wait_for_timeout(500)
        assert (
            page.locator(".st-key-kzmap-own")
            .locator("a[href], b, strong, em, img, svg[onload], script, .katex")
            .count()
            == 0
        )
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
    assert [place["name"] for place in other.shown()["places"]] == ["Kostanay"]
    one.choose("Areas, sources, tour")
    one.wait_for_title("strikes")
    assert [place["name"] for place in one.shown()["places"]] == ["Zhanaozen"]


def test_areas_with_outlines_of_their_own_are_laid_on_the_map(visit):
    person = visit()
    person.bring("strikes.csv", STRIKES)
    person.read()
    person.choose("Areas, sources, tour")
    person.take("areas.geojson", json.dumps(AREAS))
    expect(person.page.get_by_text("1 row read = 1 kept + 0 set aside")).to_be_visible(
        timeout=20_000
    )
    person.wait_for_title("strikes")
    [zone] = person.shown()["zones"]
    assert (zone["kind"], zone["area"]) == ("curfew", "Old town")


def test_files_of_a_restricted_source_hold_counts_unless_its_notes_are_asked_for(visit):
    person = visit()
    rows = [row("acled", event_id_cnty=f"KAZ{n}", notes=f"Secret note {n}") for n in (1, 2)]
    person.bring("acled.csv", sheet("acled", *rows).data)
    person.read()
    person.wait_for_title("acled")
    assert len(person.shown()["reports"]) == 2, "the screen may show one's own rows"
    _, text = person.download("csv")
    [counted] = csv.DictReader(io.StringIO(text))
    assert counted["reports"] == "2"
    assert "Secret note" not in text
    _, page = person.download("html")
    assert "Secret note" not in page
    assert "counted by place, day and type" in page
    person.page.get_by_text("Include notes and single rows").click()
    expect(person.page.get_by_text("2 reports, CSV")).to_be_visible(timeout=10_000)
    _, text = person.download("csv")
    assert text.count("Secret note") == 2


def test_the_whole_way_can_be_gone_with_the_keyboard(visit):
    person = visit()
    page = person.page
    to_button(page, "Bring your own data")
    page.keyboard.press("Enter")
    page.locator("[data-testid=stFileUploader]").wait_for()
    person.settle()
    to_button(page, "Upload")
    choose_file(page, {"name": "акция.csv", "mimeType": "text/csv", "buffer": RUSSIAN.encode()})
    page.get_by_role("button", name="Read the table").wait_for(timeout=20_000)
    person.settle()
    to_button(page, "Read the table")
    page.keyboard.press("Enter")
    page.get_by_role("button", name="Settle the places").wait_for(timeout=120_000)
    person.settle()
    to_button(page, "Settle the places")
    page.keyboard.press("Enter")
    page.get_by_role("button", name="Click the map").wait_for(timeout=20_000)
    person.settle()
    to_button(page, "Click the map")
    page.keyboard.press("Enter")
    person.root("[data-picking]").wait_for(state="attached", timeout=20_000)
    person.frame = page.query_selector("iframe.kzmap-page").content_frame()
    person.frame.wait_for_function("() => document.activeElement.id === 'map_kzmap'")
    page.keyboard.press("Enter")
    expect(page.get_by_text("All names are settled. 1 decision made.")).to_be_visible(
        timeout=20_000
    )


def choose_file(page, file):
    """Press Enter where files are chosen, and choose one."""
    for patience_s in (5, 30):
        try:
            with page.expect_file_chooser(timeout=patience_s * 1000) as chooser:
                page.keyboard.press("Enter")
        except TimeoutError:
            # Chromium refuses where it gets to a key later than 5 s after it was pressed.
            continue
        chooser.value.set_files([file])
        return
    raise AssertionError("Enter opens no file chooser")


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
    person.page.get_by_role("button", name="Read the table").wait_for(timeout=20_000)
    judge(person, "mapping")
    person.read()
    judge(person, "account")
    person.press_button("Settle the places")
    expect(person.page.get_by_text("1 name open")).to_be_visible(timeout=20_000)
    judge(person, "places")
    person.choose("Areas, sources, tour")
    person.page.get_by_text("A table with source_id").wait_for(timeout=20_000)
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
