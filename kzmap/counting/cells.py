"""From Arrow's columns to cells of text, and equal combinations found. Pure."""

from collections.abc import Sequence
from datetime import datetime, time
from functools import reduce
from typing import TYPE_CHECKING, Any

import numpy as np
from numpy.typing import NDArray

from kzmap.errors import TableError

if TYPE_CHECKING:
    import pyarrow as pa

Codes = NDArray[np.int64]


def texts(column: "pa.ChunkedArray", name: str) -> list[str]:
    """Return the cells of a column as a file of text would hold them; null is empty.

    Numbers are written so that reading gives the same number back, and NaN is empty.

    Raises
    ------
    TableError
        The column holds lists or the like.
    """
    import pyarrow as pa

    kind = column.type
    if pa.types.is_dictionary(kind):
        return texts(column.cast(kind.value_type), name)
    if pa.types.is_nested(kind) or pa.types.is_binary(kind):
        raise TableError(f"column {name!r} holds {kind}; expected text, numbers or days")
    return [_text(value) for value in column.to_pylist()]


def _text(value: Any) -> str:
    match value:
        case None:
            return ""
        case str():
            return value
        case float():
            return "" if value != value else repr(value)
        case datetime() if value.time() == time() and value.tzinfo is None:
            return value.date().isoformat()
        case datetime():
            return value.isoformat(" ")
        case _:
            return str(value)


def combinations(table: "pa.Table", names: Sequence[str]) -> tuple[Codes, Codes]:
    """Number the distinct combinations of some columns, in the order in which they come.

    Returns
    -------
    tuple
        For each row the number of its combination, and for each of them its first row.
    """
    if not names or not table.num_rows:
        return np.zeros(table.num_rows, np.int64), np.arange(min(table.num_rows, 1))
    codes = reduce(_paired, (_coded(table[name]) for name in names))
    return codes, _first_rows(codes)


def _coded(column: "pa.ChunkedArray") -> Codes:
    import pyarrow as pa

    if pa.types.is_dictionary(column.type):
        column = column.cast(column.type.value_type)
    coded = column.combine_chunks().dictionary_encode()
    if isinstance(coded, pa.ChunkedArray):
        coded = coded.combine_chunks()
    indices = coded.indices.fill_null(-1).to_numpy(zero_copy_only=False)
    return renumbered(indices.astype(np.int64) + 1)


def _paired(before: Codes, codes: Codes) -> Codes:
    """Number the combinations of those so far with one more column."""
    # Each time only as many numbers as combinations, so that they never overflow.
    return renumbered(before * (int(codes.max(initial=0)) + 1) + codes)


def renumbered(codes: Codes) -> Codes:
    """Number the distinct codes in the order in which they come."""
    import pandas as pd

    return pd.factorize(codes)[0].astype(np.int64)


def _first_rows(codes: Codes) -> Codes:
    """Return the first row of each of the numbers from 0 on."""
    first = np.empty(int(codes.max()) + 1, np.int64)
    # Of several rows that write to one place the last one stays.
    first[codes[::-1]] = np.arange(len(codes))[::-1]
    return first
