"""The reports to show of each count. Pure: candidates in, the best of them out."""

from typing import TYPE_CHECKING, Any

import numpy as np
import pandas as pd

from kzmap.counting.groups import Groups
from kzmap.counting.stages import BEST, ID, UNSOURCED
from kzmap.counting.telling import Teller, columns_told

if TYPE_CHECKING:
    import pyarrow as pa


def show(
    candidates: "list[pa.Table]", groups: Groups, most: int
) -> "tuple[pd.DataFrame, pd.DataFrame | None]":
    """Return the best candidates of each count, sorted by it and then best first.

    Parameters
    ----------
    candidates
        Tables with the columns of a row and `BEST`; rows that are set aside are among them.
    groups
        What the keys of rows say.
    most
        How many of each count.

    Returns
    -------
    tuple
        The reports in the contract's columns and ``count``, and the sources that they name.
    """
    import pyarrow as pa

    told = [*columns_told(groups), BEST]
    own = {*groups.plan.level, *groups.plan.cited}
    schema = pa.schema([_field(groups, name) for name in told])
    rows = pa.concat_tables([table.select(told).cast(schema) for table in candidates])
    rows = rows.combine_chunks()
    combos = groups.combos_of(rows)
    entries = groups.entries_of(combos)
    chosen = _first_of_each(entries, rows[BEST], most)
    rows = rows.select([name for name in told if name not in groups.key or name in own])
    rows = rows.take(chosen)
    combos = tuple(which[chosen] for which in combos)
    teller = Teller(groups)
    if (rows[ID].to_numpy() == "").any():
        ids = teller.values(rows, combos)["event_id"]
        rows = rows.set_column(rows.schema.get_field_index(ID), ID, pa.array(ids))
    shown = teller.table(rows, combos)
    shown["count"] = entries[chosen]
    sources = teller.citations.table(shown["source_ids"]) if teller.citations else None
    return shown, sources


def _field(groups: Groups, name: str) -> Any:
    import pyarrow as pa

    if name in groups.key:
        return groups.table.schema.field(name)
    kind = pa.int64() if name == UNSOURCED else pa.large_string()
    return pa.field(name, kind)


def _first_of_each(
    entries: "np.ndarray[Any, np.dtype[np.int64]]", best: "pa.ChunkedArray", most: int
) -> "np.ndarray[Any, np.dtype[np.int64]]":
    """Return the rows that come first in each count, sorted by it; -1 is none."""
    import pyarrow as pa

    keys = pa.table({"entry": entries, "best": best})
    order = pa.compute.sort_indices(
        keys, sort_keys=[("entry", "ascending"), ("best", "ascending")]
    ).to_numpy()
    sorted_entries = entries[order]
    rows = np.arange(len(order))
    begins = np.diff(sorted_entries, prepend=-2) != 0
    rank = rows - np.maximum.accumulate(np.where(begins, rows, 0))
    chosen: np.ndarray[Any, np.dtype[np.int64]] = order[(rank < most) & (sorted_entries >= 0)]
    return chosen.astype(np.int64)
