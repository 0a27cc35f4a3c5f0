"""Latitudes and longitudes: numbers that can be true, and a look for swapped ones."""

import re
from collections.abc import Iterator, Sequence
from typing import Final

from kzmap.records.cells import Converted, bare, convert_distinct

_NUMBER = re.compile(r"[+-]?(?:[0-9]+(?:\.[0-9]*)?|\.[0-9]+)(?:[eE][+-]?[0-9]{1,3})?")
_COMMA = re.compile(r"[+-]?[0-9]{1,3},[0-9]+")

_EXTENTS: Final = {"KZ": (40.4, 55.6, 46.3, 87.5)}
"""South, north, west and east of a country, in degrees, with a tenth of a degree to spare.

Taken from the bundled boundaries; only what is bundled is known here.
"""


def read_degrees(cells: Sequence[str], limit: int) -> Converted:
    """Read degrees.

    Parameters
    ----------
    cells
        As they stand in the file. A decimal comma is unambiguous here: read as a thousands
        separator it would always exceed the limit.
    limit
        90 for latitudes, 180 for longitudes.

    Returns
    -------
    Converted
        Values are floats, None for empty.
    """
    commas: list[str] = []

    def parse(cell: str) -> float | None:
        text = bare(cell)
        if not text:
            return None
        if _COMMA.fullmatch(text):
            commas.append(text)
            text = text.replace(",", ".")
        elif not _NUMBER.fullmatch(text):
            raise ValueError("expected decimal degrees such as 43.2389, or nothing")
        value = float(text)
        if not -limit <= value <= limit:
            raise ValueError(f"outside -{limit} to {limit} degrees; check it")
        return value

    found = convert_distinct(cells, parse)
    if commas:
        found.notes = [f"decimal comma read as decimal point, as in {min(commas)}"]
    return found


def check_points(
    lats: Sequence[float | None], lons: Sequence[float | None], countries: Sequence[str | None]
) -> Iterator[tuple[int, bool, str, str]]:
    """Yield row, whether it is a fault (else a flag), column and reason.

    A row with a single coordinate or at (0, 0) is a fault. A point outside its country is
    flagged, and called swapped where it would be inside the other way round; nothing is
    mended, since the place named in the row may tell better.
    """
    for i, (lat, lon) in enumerate(zip(lats, lons, strict=True)):
        if lat is None or lon is None:
            continue
        if lat == 0 and lon == 0:
            reason = (
                "(0, 0) stands for a missing place; leave both empty or give the place's own"
            )
            yield i, True, "lat", reason
            continue
        country = countries[i] or ""
        extent = _EXTENTS.get(country or "KZ")
        if extent is None or _inside(lat, lon, extent):
            continue
        if _inside(lon, lat, extent):
            yield i, False, "lat", f"lat {lat} and lon {lon} look swapped; they were kept"
        elif country:
            yield i, False, "lat", f"the point {lat}, {lon} is not in {country}; it was kept"


def _inside(lat: float, lon: float, extent: tuple[float, float, float, float]) -> bool:
    south, north, west, east = extent
    return south <= lat <= north and west <= lon <= east
