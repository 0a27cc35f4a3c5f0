"""The page of an export: drawn, written, and summed up in words."""

import io
from pathlib import Path
from typing import TYPE_CHECKING

from kzmap.cli.saying import counted, progress, tell
from kzmap.cli.targets import Rejected, write_with_rejected

if TYPE_CHECKING:
    from kzmap.dataset import Dataset
    from kzmap.page.protest_map import ProtestMap
    from kzmap.records import ReadReport


def draw(
    dataset: "Dataset", title: str | None, tiles: bool | str, texts_mb: float
) -> "ProtestMap":
    """Return the page, and say whom its readers contact, if anyone."""
    from kzmap.page.protest_map import ProtestMap

    page = ProtestMap(dataset, title=title, tiles=tiles, texts_mb=texts_mb)
    if page.timeline.tiles:
        tell(f"Whoever opens this page contacts {page.timeline.tiles.host} for street tiles.")
    return page


def write_page(
    page: "ProtestMap",
    target: Path,
    reports: "dict[str, ReadReport]",
    *,
    include_notes: bool,
    force: bool,
) -> Rejected:
    """Write the page, and the rows set aside beside it."""
    html = io.BytesIO()
    with progress("Drawing the page"):
        page.save(html, include_notes=include_notes)
    return write_with_rejected((target, html.getvalue()), reports, overwrite=force)


def sum_up(dataset: "Dataset") -> str:
    """Return in words how much is on the map."""
    placed = dataset.events[dataset.events["place_index"] >= 0]
    return (
        f"{counted(int(placed['reports'].sum()), 'report')} "
        f"in {counted(placed['place_index'].nunique(), 'place')} "
        f"on {counted(len(dataset.days), 'day')}"
    )
