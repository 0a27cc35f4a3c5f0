"""The days one after another as an animated GIF: the same still, day by day."""

import io
from collections.abc import Callable, Iterable, Sequence
from typing import TYPE_CHECKING, Any

from kzmap.errors import StillError
from kzmap.stills.apart import apart
from kzmap.stills.browser import Theme, opened
from kzmap.stills.picture import Size, begin, lay

if TYPE_CHECKING:
    from PIL.Image import Image

GIF_SIZE = Size(width_px=1000, height_px=750, scale=1)

_COLOURS = 255
_LAST_DAY_TIMES = 2.5
_MOST_DAYS = 400


@apart
def animation(
    html: str,
    *,
    days: Sequence[str],
    mode: str = "day",
    size: Size = GIF_SIZE,
    theme: Theme = "light",
    seconds: float = 1.0,
    progress: Callable[[int, int], None] = lambda *_: None,
) -> bytes:
    """Return an animated GIF of some days of a page, each with its date, in an endless loop.

    All days share one layout, one legend and one palette of 255 colours chosen from all of
    them, without dither: flat areas stay flat, nothing flickers, and only what changes from
    one day to the next is stored.

    Parameters
    ----------
    html
        The whole page.
    days
        ISO days of the page, in the order in which they are shown.
    mode
        A view: ``day``, ``so-far`` or ``first``.
    size
        Of the picture.
    theme
        ``light`` or ``dark``.
    seconds
        How long each day is shown; the last one stays longer, so that the end can be told
        from the beginning.
    progress
        Called with the days done and their number.

    Raises
    ------
    StillError
        There is no browser or no Pillow, a picture has no room for its words, or the days are
        more than anybody would watch.
    """
    try:
        from PIL import Image
    except ImportError as error:
        raise StillError(
            "a gif needs Pillow, which is not installed: pip install 'kzmap[stills]'"
        ) from error
    if len(days) > _MOST_DAYS:
        raise StillError(
            f"{len(days):,} days are too many for a gif, {_MOST_DAYS} the most: "
            "choose some with --from and --to"
        )
    frames = []
    for png in _frames(html, days, mode, size, theme, progress):
        with Image.open(io.BytesIO(png)) as image:
            frames.append(image.convert("RGB"))
    palette = _palette(frames)
    flat = [frame.quantize(palette=palette, dither=Image.Dither.NONE) for frame in frames]
    durations = [round(1000 * seconds)] * len(flat)
    durations[-1] = round(1000 * seconds * _LAST_DAY_TIMES)
    target = io.BytesIO()
    flat[0].save(
        target,
        "GIF",
        save_all=True,
        append_images=flat[1:],
        duration=durations,
        loop=0,
        optimize=False,
        disposal=1,
    )
    return target.getvalue()


def _frames(
    html: str,
    days: Sequence[str],
    mode: str,
    size: Size,
    theme: Theme,
    progress: Callable[[int, int], None],
) -> Iterable[bytes]:
    """Draw the days, all with the letters of the one that needs the smallest."""
    with opened(
        html, width_px=size.width_px, height_px=size.height_px, scale=size.scale, theme=theme
    ) as page:
        begin(page)
        types: set[str] = set()
        for day in days:
            page.evaluate(
                "async ([day, mode]) => { await kzmap.setMode(mode);"
                " await kzmap.setDay(day); }",
                [day, mode],
            )
            types.update(page.evaluate("kzmap.still().types"))
        told: dict[str, Any] = {"mode": mode, "types": sorted(types)}
        unit = min(lay(page, size, day=day, **told) for day in days)
        for done, day in enumerate(days, start=1):
            lay(page, size, day=day, unit=unit, **told)
            yield page.screenshot(type="png", animations="disabled", caret="hide")
            progress(done, len(days))


def _palette(frames: "Sequence[Image]") -> "Image":
    """Choose colours that serve all frames.

    Few pixels of a mark count as much as many of the sea: each colour weighs by the root of
    how often it occurs.
    """
    from PIL import Image

    counts: dict[Any, int] = {}
    for frame in frames:
        for count, colour in frame.getcolors(frame.width * frame.height) or ():
            counts[colour] = counts.get(colour, 0) + count
    weighed = bytearray()
    for colour in sorted(counts):
        weighed += bytes(colour) * max(1, round(counts[colour] ** 0.5))
    swatch = Image.frombytes("RGB", (len(weighed) // 3, 1), bytes(weighed))
    return swatch.quantize(_COLOURS, method=Image.Quantize.MEDIANCUT, kmeans=2)
