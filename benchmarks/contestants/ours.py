"""kzmap's own page, from the bundled tables."""

from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from kzmap import Dataset


def read(rows: Path) -> "Dataset":
    """Return the bundled data set; its places are found here, not taken from the rows."""
    from kzmap import ProtestMap, load

    assert ProtestMap  # imported here, so that drawing is drawing alone, as for the others
    return load()


def draw(data: "Dataset", page: Path) -> None:
    """Write the page."""
    from kzmap import ProtestMap

    ProtestMap(data).save(page)


def library_bytes(page: Path) -> int:
    """Return the size of the Leaflet that the page carries."""
    from kzmap.page.scripts import leaflet

    return sum(len(part.encode()) for part in leaflet())
