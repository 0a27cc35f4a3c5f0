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
_EXACT = 32
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
    nearest: dict[int, int] = {}
    flat = [_in_palette(frame, palette, nearest) for frame in frames]
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
        told["unit"] = min(lay(page, size, day=day, **told).unit for day in days)
        laid = [lay(page, size, day=day, **told).rooms for day in days]
        told["rooms"] = {
            # The legend fills what is left beside the map, so its height tells nothing there.
            part: 0 if part == "side" and size.is_across else max(one[part] for one in laid)
            for part in laid[0]
        }
        for done, day in enumerate(days, start=1):
            lay(page, size, day=day, **told)
            yield page.screenshot(type="png", animations="disabled", caret="hide")
            progress(done, len(days))


def _palette(frames: "Sequence[Image]") -> list[tuple[int, int, int]]:
    """Choose colours that serve all frames.

    The commonest are kept as they are, since a ground that is nearly white looks wrong. Of
    the others each weighs by the root of how often it occurs, so that the few pixels of a
    mark count beside the many of the sea.
    """
    from PIL import Image

    counts: dict[Any, int] = {}
    for frame in frames:
        for count, colour in frame.getcolors(frame.width * frame.height) or ():
            counts[colour] = counts.get(colour, 0) + count
    common = sorted(counts, key=lambda colour: (-counts[colour], colour))[:_EXACT]
    weighed = bytearray()
    for colour in sorted(counts):
        weighed += bytes(colour) * max(1, round(counts[colour] ** 0.5))
    swatch = Image.frombytes("RGB", (len(weighed) // 3, 1), bytes(weighed))
    others = swatch.quantize(_COLOURS - _EXACT, method=Image.Quantize.MEDIANCUT, kmeans=2)
    flat = others.getpalette() or []
    return [*common, *zip(flat[::3], flat[1::3], flat[2::3], strict=True)][:_COLOURS]


def _in_palette(
    frame: "Image", palette: Sequence[tuple[int, int, int]], nearest: dict[int, int]
) -> "Image":
    """Return a frame in the nearest colours of a palette; Pillow's own search is a rough one.

    ``nearest`` keeps what was found for a colour, from frame to frame.
    """
    import numpy as np
    from PIL import Image

    pixels = np.asarray(frame, dtype=np.int32)
    packed = (pixels[..., 0] << 16) | (pixels[..., 1] << 8) | pixels[..., 2]
    colours, where = np.unique(packed, return_inverse=True)
    known = np.array(palette, dtype=np.int32)
    for colour in colours.tolist():
        if colour not in nearest:
            far = known - ((colour >> 16) & 255, (colour >> 8) & 255, colour & 255)
            nearest[colour] = int((far * far).sum(axis=1).argmin())
    rows = np.array([nearest[colour] for colour in colours.tolist()], dtype=np.uint8)
    image = Image.fromarray(rows[where].reshape(packed.shape))
    image.putpalette(bytes(part for colour in palette for part in colour))
    return image
