"""From a data set to the file that is asked for: the page, or what is drawn of it."""

import io
from collections.abc import Mapping, Sequence
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

from kzmap.cli.options import Tongue
from kzmap.cli.saying import counted, progress, tell
from kzmap.cli.stills import Wish
from kzmap.cli.targets import Rejected, write_with_rejected

if TYPE_CHECKING:
    from kzmap.dataset import Dataset
    from kzmap.page.protest_map import ProtestMap
    from kzmap.records import ReadReport


def draw(
    dataset: "Dataset",
    title: str | None,
    tiles: bool | str,
    texts_mb: float,
    wish: Wish,
    language: Tongue = Tongue.ENGLISH,
) -> "ProtestMap":
    """Return the page, and tell whom its readers will contact."""
    from kzmap.page.protest_map import ProtestMap

    page = ProtestMap(
        dataset,
        title=title,
        tiles=tiles,
        texts_mb=texts_mb,
        day=wish.day,
        mode=wish.view,
        known_on=wish.known,
        language=language.value,
    )
    if wish.known:
        tell(_known_words(dataset, wish.known))
    if page.timeline.tiles:
        tell(f"Whoever opens this page contacts {page.timeline.tiles.host} for street tiles.")
    return page


def _known_words(dataset: "Dataset", day: date) -> str:
    from kzmap.known import share_of_reports

    share = share_of_reports(dataset, day)
    return (
        f"As known on {day}: {share.known} of {counted(sum(share), 'report')}; {share.later} "
        f"came later, and {share.undated} have no source with a known date of publication."
    )


def write(
    page: "ProtestMap",
    target: Path,
    reports: "Mapping[str, ReadReport]",
    wish: Wish,
    *,
    include_notes: bool,
    force: bool,
) -> Rejected:
    """Write what is wished, with the rows set aside: all of it, or nothing.

    Raises
    ------
    StillError, ExportError
        Nothing was written.
    """
    html = io.BytesIO()
    with progress("Drawing the page"):
        page.save(html, include_notes=include_notes)
    data = html.getvalue()
    if wish.kind != "html":
        data = _drawn(data.decode(), wish, page.dataset.days)
    return write_with_rejected((target, data), reports, overwrite=force)


def _drawn(html: str, wish: Wish, days: Sequence[date]) -> bytes:
    from kzmap import stills

    day = str(wish.day)
    if wish.kind == "pdf":
        with progress("Drawing the sheet"):
            return stills.sheet(html, day=day, mode=wish.view, paper=wish.paper)
    usual = stills.GIF_SIZE if wish.kind == "gif" else stills.Size()
    size = stills.Size(
        wish.width_px or usual.width_px,
        wish.height_px or usual.height_px,
        wish.scale or usual.scale,
    )
    if wish.kind == "png" or wish.kind == "svg":
        with progress("Drawing the still"):
            return stills.picture(
                html, wish.kind, day=day, mode=wish.view, size=size, theme=wish.theme
            )
    first, last = wish.span
    wanted = [str(one) for one in days if (first or one) <= one <= (last or one)]
    with progress("Drawing the days") as advance:
        return stills.animation(
            html,
            days=wanted,
            mode=wish.view,
            size=size,
            theme=wish.theme,
            seconds=wish.seconds,
            progress=advance,
        )


def sum_up(dataset: "Dataset") -> str:
    """Say how much is on the map."""
    placed = dataset.events[dataset.events["place_index"] >= 0]
    return (
        f"{counted(int(placed['reports'].sum()), 'report')} "
        f"in {counted(placed['place_index'].nunique(), 'place')} "
        f"on {counted(len(dataset.days), 'day')}"
    )
