"""Whether a table keeps to the contract, and no more than that: quick, and light to load.

`kzmap.records.contract` says the same with pandera, which also tells what does not hold; a test
holds the two against each other.
"""

import numpy as np
import pandas as pd

from kzmap.records.layouts import Column, Layout

_LEVELS = (1, 2, 3)


def keeps(table: pd.DataFrame, layout: Layout) -> bool:
    """Return whether all of a layout's columns are there, with their dtypes and values."""
    return table.columns.is_unique and all(
        _keeps(table[column.name], column, is_id=column.name == layout.id_column)
        if column.name in table.columns
        else column.kind == "shape"
        for column in layout.columns
    )


def _keeps(values: pd.Series, column: Column, *, is_id: bool) -> bool:
    match column.kind:
        case "day":
            # Of any unit, and without a time zone.
            return isinstance(values.dtype, np.dtype) and (
                values.dtype.kind == "M" and not values.isna().any()
            )
        case "level":
            return values.dtype == "int64" and bool(values.isin(_LEVELS).all())
        case "lat" | "lon":
            limit = 90 if column.kind == "lat" else 180
            inside = values.between(-limit, limit) | values.isna()
            return values.dtype == "float64" and bool(inside.all())
        case "shape":
            return values.dtype == "object"
    if values.dtype != "str" or values.isna().any():
        return False
    if column.kind == "choice" and not column.is_open:
        words = {*column.words, *([] if column.required else [""])}
        return words.issuperset(values.unique())
    is_filled = not (column.required or is_id) or bool((values != "").all())
    return is_filled and (values.is_unique or not is_id)
