"""The counting, written once over narwhals expressions: rows in, few rows out. Pure.

Rows are a `narwhals.LazyFrame` on any backend: pandas, DuckDB, Spark. Nothing is computed
here; whoever collects a result pays for one pass over the rows.
"""

from collections.abc import Sequence
from typing import Any, Final

import narwhals as nw

Rows = nw.LazyFrame[Any]

ID: Final = "_id_"
HASH: Final = "_hash_"
SUMMARY: Final = "_summary_"
UNSOURCED: Final = "_unsourced_"
BEST: Final = "_best_"
COUNT: Final = "_count_"
NAMELESS: Final = "_nameless_"
_RANK: Final = "_rank_"

SOURCED_BASE: Final = 2_000_000_000
UNSOURCED_BASE: Final = 3_000_000_000
"""Less the length of a summary, these sort reports as `BEST` does, in ten digits always."""


def count_by(rows: Rows, key: Sequence[str]) -> Rows:
    """Count the rows of each key, and those of them without an id.

    Returns
    -------
    narwhals.LazyFrame
        ``key``, `COUNT` and `NAMELESS` (int64).
    """
    return (
        rows.with_columns((nw.col(ID) == "").cast(nw.Int64).alias(NAMELESS))
        .group_by(*key)
        .agg(nw.len().alias(COUNT), nw.col(NAMELESS).sum())
    )


def repeated(rows: Rows) -> Rows:
    """Return what several rows have in the column `HASH`."""
    counted = rows.select(HASH).group_by(HASH).agg(nw.len().alias(COUNT))
    return counted.filter(nw.col(COUNT) > 1).select(HASH)


def distinct(rows: Rows, columns: Sequence[str]) -> Rows:
    """Return the distinct combinations of columns, and how often each occurs (`COUNT`)."""
    return rows.group_by(*columns).agg(nw.len().alias(COUNT))


def with_best(rows: Rows, last: str) -> Rows:
    """Add `BEST`, a text by which reports are sorted that are to be shown.

    First those that name a source, then those of the longest text, then by the column
    ``last``. One text, since engines keep the few first by one column without sorting all.
    """
    base = (
        nw.when(nw.col(UNSOURCED) == 1)
        .then(nw.lit(UNSOURCED_BASE))
        .otherwise(nw.lit(SOURCED_BASE))
    )
    length = nw.col(SUMMARY).str.len_chars().cast(nw.Int64)
    number = (base.cast(nw.Int64) - length).cast(nw.String)
    return rows.with_columns(nw.concat_str(number, nw.col(last)).alias(BEST))


def best_of(rows: Rows, key: Sequence[str], most: int) -> Rows:
    """Return the first rows of each key by `BEST`, in which no two rows of a key are alike."""
    rank = nw.col(BEST).rank("ordinal").over(*key)
    return rows.with_columns(rank.alias(_RANK)).filter(nw.col(_RANK) <= most).drop(_RANK)
