"""From cells to values by the kind of their column, and from values to the table."""

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

from kzmap.records.cells import (
    Converted,
    read_choice,
    read_ids,
    read_level,
    read_text,
    read_url,
)
from kzmap.records.coordinates import read_degrees
from kzmap.records.countries import read_countries
from kzmap.records.days import read_days
from kzmap.records.formats.format import Format
from kzmap.records.layouts import Column, Layout
from kzmap.records.moments import read_moments
from kzmap.records.shapes import read_shapes

if TYPE_CHECKING:
    import pandas as pd


def convert(cells: Sequence[str], column: Column, form: Format) -> Converted:
    """Return the values that cells of a column of the contract have."""
    match column.kind:
        case "day":
            return read_days(cells, form.day_order)
        case "moment":
            return read_moments(cells)
        case "level":
            return read_level(cells)
        case "lat" | "lon":
            return read_degrees(cells, 90 if column.kind == "lat" else 180)
        case "country":
            return read_countries(cells, is_hint=not form.own_names)
        case "ids":
            return read_ids(cells)
        case "url":
            return read_url(cells)
        case "shape":
            return read_shapes(cells)
        case "choice":
            found = read_choice(cells, column.words, is_open=column.is_open)
        case "text":
            found = read_text(cells)
    if column.default:
        found.values = [value or column.default for value in found.values]
    return found


def frame(values: dict[str, list[Any]], kept: Sequence[int], layout: Layout) -> "pd.DataFrame":
    """Return the rows to keep as a table of the contract, in its dtypes.

    The values are taken out as they are used: a million notes need not be there twice.
    """
    import numpy as np
    import pandas as pd

    columns: dict[str, Any] = {}
    for column in layout.columns:
        cells = values.pop(column.name)
        if len(kept) != len(cells):
            cells = [cells[i] for i in kept]
        match column.kind:
            case "day":
                columns[column.name] = np.array(cells, dtype="datetime64[D]").astype("M8[s]")
            case "level":
                columns[column.name] = np.array(cells, dtype="int64")
            case "lat" | "lon":
                columns[column.name] = np.array(cells, dtype="float64")
            case "shape":
                columns[column.name] = pd.Series(cells, dtype=object)
            case _:
                columns[column.name] = pd.array(cells, dtype="str")
    return pd.DataFrame(columns)
