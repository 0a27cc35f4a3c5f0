"""The days as an animated GIF, on the command line."""

import io
import os
import subprocess
import sys
from itertools import pairwise

import pytest
from PIL import Image, ImageChops, ImageSequence

EVENTS = """event_date,event_type,place,summary
2022-01-04,protest,Almaty,A
2022-01-05,riot,Zhanaozen,B
2022-01-06,protest,Aktau,C
2022-01-07,protest,Aktobe,D
"""


@pytest.fixture(scope="module")
def gif(tmp_path_factory) -> bytes:
    folder = tmp_path_factory.mktemp("gif")
    (folder / "mine.csv").write_text(EVENTS, "utf-8")
    words = ["--format", "gif", "--from", "2022-01-05", "--seconds", "0.5", "--width", "800"]
    done = subprocess.run(
        [sys.executable, "-m", "kzmap", "export", "mine.csv", *words, "--height", "600"],
        cwd=folder,
        env=os.environ,
        capture_output=True,
        text=True,
        timeout=240,
    )
    assert done.returncode == 0, done.stderr
    return (folder / "mine.gif").read_bytes()


@pytest.fixture(scope="module")
def frames(gif) -> list[Image.Image]:
    with Image.open(io.BytesIO(gif)) as image:
        return [frame.convert("RGB") for frame in ImageSequence.Iterator(image)]


def test_a_gif_has_a_frame_a_day_and_goes_on_for_ever(gif, frames):
    with Image.open(io.BytesIO(gif)) as image:
        durations = [frame.info["duration"] for frame in ImageSequence.Iterator(image)]
        assert image.info["loop"] == 0
        assert image.size == (800, 600)
    assert durations == [500, 500, 1250]
    assert len(frames) == 3
    assert len(gif) < 600_000


def test_the_date_changes_from_frame_to_frame_and_the_map_stays_where_it_is(frames):
    for before, after in pairwise(frames):
        head = (0, 0, 800, 90)
        assert ImageChops.difference(before.crop(head), after.crop(head)).getbbox()
        # The frame of the map and the ground at its edges are the same.
        edge = (30, 300, 60, 330)
        assert not ImageChops.difference(before.crop(edge), after.crop(edge)).getbbox()


def test_paper_is_white_and_marks_keep_their_colours(frames):
    first = frames[0]
    assert first.getpixel((3, 3)) == (255, 255, 255)
    colours = {colour for _, colour in first.getcolors(first.width * first.height)}
    near = [max(abs(a - b) for a, b in zip(one, (213, 94, 0), strict=True)) for one in colours]
    assert min(near) <= 4
