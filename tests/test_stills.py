"""Stills of one day: as somebody asks for them on the command line, and what is in them."""

import io
import os
import re
import subprocess
import sys
from xml.etree import ElementTree

import pytest
from PIL import Image
from pypdf import PdfReader

import kzmap
from kzmap import ProtestMap
from kzmap.errors import StillError
from kzmap.stills import Size, picture, sheet

SVG = "{http://www.w3.org/2000/svg}"
DAY = "2022-01-05"


@pytest.fixture
def run(tmp_path):
    def call(*words, **variables):
        return subprocess.run(
            [sys.executable, "-m", "kzmap", *map(str, words)],
            cwd=tmp_path,
            env=os.environ | variables,
            capture_output=True,
            text=True,
            encoding="utf-8",
            timeout=240,
        )

    return call


@pytest.fixture(scope="module")
def html() -> str:
    return ProtestMap().to_html()


@pytest.fixture(scope="module")
def svg(html) -> ElementTree.Element:
    return ElementTree.fromstring(picture(html, "svg", day=DAY))


def words_of(svg) -> list[str]:
    return [node.text or "" for node in svg.iter(f"{SVG}text")]


def image_of(png: bytes) -> Image.Image:
    return Image.open(io.BytesIO(png))


def colours(png: bytes) -> set[tuple[int, int, int]]:
    image = image_of(png).convert("RGB")
    return {colour for _, colour in image.getcolors(image.width * image.height)}


# A picture


def test_a_png_has_the_size_asked_for_and_the_colours_of_the_marks(run, tmp_path):
    done = run("export", "--day", DAY, "--format", "png", "--width", 1000, "--height", 700)
    assert (done.returncode, done.stderr) == (0, "")
    (path,) = tmp_path.iterdir()
    assert path.name == "kazakhstan-january-2022-2022-01-05.png"
    assert image_of(path.read_bytes()).size == (2000, 1400)
    marks = {(230, 159, 0), (213, 94, 0), (0, 114, 178)}
    assert marks <= colours(path.read_bytes())


def test_the_same_page_gives_the_same_bytes(html):
    for draw in (
        lambda: picture(html, "png", day=DAY, size=Size(900, 700, 1)),
        lambda: picture(html, "svg", day=DAY),
        lambda: sheet(html, day=DAY),
    ):
        assert draw() == draw()


def test_dark_is_dark_and_another_view_says_so(html):
    dark = picture(html, "png", day=DAY, theme="dark", size=Size(800, 1000, 1))
    assert image_of(dark).getpixel((3, 3))[:3] == (22, 25, 28)
    first = ElementTree.fromstring(picture(html, "svg", day=DAY, mode="first"))
    assert "First reports" in words_of(first)


def test_what_would_be_cut_off_is_refused(html):
    with pytest.raises(StillError, match=r"has no room .* larger with --width"):
        picture(html, "png", day=DAY, size=Size(400, 320, 1))


# A drawing


def test_an_svg_is_lines_and_text_with_nothing_embedded_and_nothing_that_runs(svg):
    tags = {node.tag.removeprefix(SVG) for node in svg.iter()}
    assert {"path", "polygon", "circle", "text", "title", "desc"} <= tags
    assert not tags & {"image", "foreignObject", "script", "style", "use", "a"}
    for node in svg.iter():
        for name, value in node.attrib.items():
            assert not name.startswith("on")
            assert not re.search(r"https?:|javascript:|url\((?!#)", value)


def test_an_svg_says_date_sentence_legend_places_sources_and_licence_as_text(svg):
    words = words_of(svg)
    told = " ".join(words)
    assert "Wednesday, 5 January 2022" in words
    assert {"Almaty", "Aktau", "Semey"} <= set(words)
    assert told.count("Security response") == 1
    for said in ("Protests in 7 places", "91 sources, from", "CC BY 4.0", "ODbL 1.0"):
        assert said in told


def test_the_legend_tells_what_the_map_shows_and_no_more(html, svg):
    last = words_of(ElementTree.fromstring(picture(html, "svg", day="2022-01-19")))
    for words, day_5, day_19 in (
        ("State of emergency", True, False),
        ("Emergency lifted on this day", False, True),
        ("Protest", True, False),
        ("Security response", True, True),
    ):
        assert (words in words_of(svg), words in last) == (day_5, day_19), words


def test_every_reference_of_an_svg_leads_somewhere(svg):
    ids = {node.get("id") for node in svg.iter() if node.get("id")}
    used = {
        name
        for node in svg.iter()
        for value in node.attrib.values()
        for name in re.findall(r"url\(#([^)]+)\)", value)
    }
    assert used
    assert used <= ids


def test_an_svg_looks_like_the_png(html, chromium, tmp_path):
    """Drawn by a browser it differs from the page in the edges of letters, not in areas."""
    path = tmp_path / "still.svg"
    path.write_bytes(picture(html, "svg", day=DAY))
    page = chromium.new_page(viewport={"width": 1200, "height": 900})
    page.goto(path.as_uri())
    drawn = image_of(page.screenshot()).convert("L").resize((120, 90))
    page.close()
    png = picture(html, "png", day=DAY, size=Size(scale=1))
    shot = image_of(png).convert("L").resize((120, 90))
    far = [
        abs(a - b)
        for a, b in zip(drawn.get_flattened_data(), shot.get_flattened_data(), strict=True)
    ]
    assert sum(far) / len(far) < 3
    assert max(far) < 90


# A sheet


def test_a_pdf_has_every_report_with_its_links_written_out_and_the_licence(run, tmp_path):
    done = run("export", "--day", DAY, "-o", "day.pdf")
    assert (done.returncode, done.stderr) == (0, "")
    pdf = PdfReader(tmp_path / "day.pdf")
    pages = [page.extract_text() for page in pdf.pages]
    assert len(pages) > 3
    for said in ("Wednesday, 5 January 2022", "Protests in 7 places", "Security response"):
        assert said in pages[0]
    whole = re.sub(r"\s+", "", "".join(pages))
    assert "<https://ktk.kz/ru/newsfeed/article/2022/01/19/201033>" in whole
    assert "36reports" in whole
    assert "CCBY4.0" in whole
    width, height = pdf.pages[0].mediabox[2:]
    assert abs(width - 595) < 2
    assert abs(height - 842) < 2
    assert pdf.metadata["/CreationDate"] == "D:20220105000000+00'00'"


# Somebody's own data


HOSTILE = '<script>alert(1)</script> & "quoted" \\u0001 {{ 7*7 }} ]]> مظاهرة'


def test_own_data_is_drawn_the_same_way_and_stays_text(run, tmp_path):
    (tmp_path / "mine.csv").write_text(
        "event_date,event_type,place,lat,lon,summary\n"
        f'2023-04-15,protest,"{HOSTILE.replace(chr(34), chr(34) * 2)}",15.5,32.56,x\n',
        "utf-8",
    )
    done = run(
        "export", "mine.csv", "--day", "2023-04-15", "--format", "svg", "--title", HOSTILE
    )
    assert done.returncode == 0, done.stderr
    svg = ElementTree.parse(tmp_path / "mine-2023-04-15.svg").getroot()
    assert HOSTILE in words_of(svg)
    assert f"{SVG}script" not in {node.tag for node in svg.iter()}


def test_marks_in_groups_on_a_canvas_are_drawn_as_lines_too(tmp_path):
    rows = [
        f"2023-04-15,{kind},Place {i},{15 + (i % 30) / 10},{30 + i / 100}"
        for i in range(600)
        for kind in ("protest", "riot")
    ]
    path = tmp_path / "many.csv"
    path.write_text("\n".join(["event_date,event_type,place,lat,lon", *rows]), "utf-8")
    many = ProtestMap(kzmap.read_events(path)).to_html()
    svg = ElementTree.fromstring(picture(many, "svg", day="2023-04-15"))
    assert any(re.search(r" \+\d+$", words) for words in words_of(svg))
    assert any("A" in (node.get("d") or "") for node in svg.iter(f"{SVG}path"))


# What cannot be


def test_an_existing_still_is_left_unless_it_may_be_replaced(run, tmp_path):
    (tmp_path / "a.svg").write_text("mine")
    refused = run("export", "--day", DAY, "-o", "a.svg")
    assert refused.returncode == 2
    assert "a.svg exists already" in refused.stderr
    assert (tmp_path / "a.svg").read_text() == "mine"
    assert run("export", "--day", DAY, "-o", "a.svg", "--force").returncode == 0
    assert ElementTree.parse(tmp_path / "a.svg")


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (["--format", "png"], "--day 2022-01-05"),
        (["--format", "png", "--day", "2023-01-01"], "it goes from 2022-01-02 to 2022-01-19"),
        (["--format", "png", "--day", "5 January"], "expected a day such as 2022-01-05"),
        (["--format", "jpg", "--day", DAY], "png, pdf, svg and gif are"),
        (["-o", "day.webm"], "png, pdf, svg and gif are"),
        (["--format", "acled"], "goes with EVENTS; of a picture it is png, pdf, svg or gif"),
        (["--format", "png", "--format", "svg", "--day", DAY], "give one of them"),
        (["--format", "png", "--day", DAY, "-o", "a.pdf"], "name it *.png"),
        (["--format", "svg", "--day", DAY, "--scale", 2], "--scale goes with png and gif"),
        (["--format", "pdf", "--day", DAY, "--width", 900], "--width and --height go with"),
        (["--format", "png", "--day", DAY, "--tiles"], "--tiles goes with a page"),
        (["--format", "gif", "--day", DAY], "a gif has --from and --to"),
        (["--format", "png", "--day", DAY, "--view", "night"], "--view"),
    ],
)
def test_what_makes_no_sense_is_refused_with_the_way_out(run, tmp_path, words, said):
    done = run("export", *words)
    assert done.returncode == 2
    assert said in done.stderr
    assert len(done.stderr.splitlines()) == 1
    assert list(tmp_path.iterdir()) == []


def test_without_a_browser_it_says_how_to_get_one(run, tmp_path):
    done = run("export", "--day", DAY, "--format", "png", KZMAP_CHROMIUM="/nowhere")
    assert done.returncode == 2
    assert "python -m playwright install chromium" in done.stderr
    assert list(tmp_path.iterdir()) == []


def test_without_playwright_it_says_what_to_install(run, tmp_path):
    (tmp_path / "playwright.py").write_text("raise ImportError")
    done = run("export", "--day", DAY, "--format", "png", PYTHONPATH=str(tmp_path))
    assert done.returncode == 2
    assert "pip install 'kzmap[stills]'" in done.stderr


def test_a_page_opens_on_the_day_and_view_asked_for(run, tmp_path, open_file):
    done = run("export", "--day", DAY, "--view", "so-far", "-o", "a.html")
    assert done.returncode == 0, done.stderr
    assert open_file(tmp_path / "a.html").page.evaluate("[kzmap.day, kzmap.mode]") == [
        DAY,
        "so-far",
    ]
