"""The page on paper: the sheet that its Print button prints."""

import io

import pypdfium2
import pytest
from playwright.sync_api import expect
from pypdf import PdfReader

import kzmap


def printed(page) -> bytes:
    return page.pdf(format="A4", print_background=True)


def text_of(pdf: bytes) -> str:
    pages = PdfReader(io.BytesIO(pdf)).pages
    return " ".join("\n".join(page.extract_text() for page in pages).split())


def test_the_print_button_prints(exported, open_file):
    page = open_file(exported).page
    page.evaluate("window.print = () => (window.printed = true)")
    page.get_by_role("button", name="Print").click()
    assert page.evaluate("window.printed")


def test_a_sheet_has_all_that_the_day_has_and_no_control(exported, open_file):
    opened = open_file(exported)
    opened.set_day("2022-01-05")
    text = text_of(printed(opened.page))
    for said in (
        "Wednesday, 5 January 2022",
        "Protests in 7 places",
        "Riot 15",
        "State of emergency",
        "36 reports",
        "Areas under emergency: 17 of 17",
        "<https://www.tvnet.lv/",
        "91 sources, from",
        "Data ",
        "GeoNames (CC BY 4.0)",
        "OpenStreetMap contributors (ODbL 1.0)",
    ):
        assert said in text
    for control in ("Print", "Zoom", "Auto", "That day", "Speed"):
        assert control not in text


def test_paper_says_which_view_it_is(exported, open_file):
    page = open_file(exported).page
    page.evaluate("kzmap.setMode('so-far')")
    assert "So far" in text_of(printed(page))


@pytest.fixture(scope="module")
def many(tmp_path_factory):
    path = tmp_path_factory.mktemp("many") / "many.csv"
    rows = [
        f"2023-04-15,protest,Place {i},{15 + (i * 7 % 90) / 10},{30 + (i * 13 % 900) / 100}"
        for i in range(1200)
    ]
    path.write_text("\n".join(["event_date,event_type,place,lat,lon", *rows]), "utf-8")
    return kzmap.read_events(path)


def test_a_long_list_goes_to_paper_and_what_is_left_out_is_said(many, open_data):
    page = open_data(many).page
    expect(page.locator("#reports .report")).to_have_count(30)
    page.evaluate("dispatchEvent(new Event('beforeprint'))")
    expect(page.locator("#reports .report")).to_have_count(1000)
    page.emulate_media(media="print")
    expect(page.get_by_text("The first 1,000 of 1,200 reports")).to_be_visible()
    page.emulate_media(media="screen")
    page.evaluate("dispatchEvent(new Event('afterprint'))")
    expect(page.locator("#reports .report")).to_have_count(30)
    expect(page.get_by_text("The first 1,000 of 1,200 reports")).to_be_hidden()


def test_marks_on_a_canvas_stand_on_the_ground_on_paper_too(many, open_data):
    """A canvas that was cleared would cover the ground in white."""
    document = pypdfium2.PdfDocument(printed(open_data(many).page))
    image = document[0].render(scale=1).to_pil().convert("RGB")
    document.close()
    colours = {colour: n for n, colour in image.getcolors(image.width * image.height)}
    assert colours.get((207, 223, 232), 0) > 2000  # the Red Sea
    assert colours.get((239, 237, 231), 0) > 20_000  # land
