"""kzmap's own page, from the bundled tables or from a table of located events."""

from pathlib import Path
from typing import TYPE_CHECKING

import pandas as pd

from benchmarks.rows import TABLE

if TYPE_CHECKING:
    from kzmap import Dataset


def read(rows: Path) -> "Dataset | pd.DataFrame":
    """Return the bundled data set, its places found here and not taken from the rows.

    Where the rows are a table of events, return that.
    """
    from kzmap import ProtestMap, load

    assert ProtestMap  # imported here, so that drawing is drawing alone, as for the others
    return pd.read_parquet(rows) if rows.suffix == TABLE else load()


def draw(data: "Dataset | pd.DataFrame", page: Path) -> None:
    """Write the page; a table is checked against the contract and made a data set first."""
    from kzmap import ProtestMap

    ProtestMap(data).save(page)


def library_bytes(page: Path) -> int:
    """Return the size of the code that every page carries: Leaflet's, and kzmap's own."""
    from kzmap.page.scripts import ASSETS, leaflet, page_script

    style = (ASSETS / "page.css").read_text("utf-8")
    return sum(len(part.encode()) for part in (*leaflet(), page_script(), style))
