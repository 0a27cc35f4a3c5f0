"""What single reports say, beside what their count says: id, text, sources, confidence."""

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

import pandas as pd

from kzmap.counting.cells import Codes
from kzmap.counting.groups import Groups
from kzmap.counting.parts import Part, read_part
from kzmap.counting.plan import LEVEL, PARTS
from kzmap.counting.stages import ID, SUMMARY, UNSOURCED
from kzmap.records.citing import Citations
from kzmap.records.identity import name_rows

if TYPE_CHECKING:
    import pyarrow as pa

_SOURCES = "source_ids"


def columns_told(groups: Groups) -> list[str]:
    """Return the columns that make up a row: what its count is, and what it says itself."""
    plan = groups.plan
    file = dict.fromkeys((*groups.key, *plan.level, *plan.cited))
    return [*file, ID, SUMMARY, UNSOURCED]


class Teller:
    """Makes the contract's columns of rows that an engine hands over.

    Parameters
    ----------
    groups
        What their keys say.

    Attributes
    ----------
    citations
        The sources that they name, where the format tells them.
    """

    def __init__(self, groups: Groups) -> None:
        form = groups.plan.form
        self._groups = groups
        self.citations = Citations(form) if form.cites else None

    def values(self, rows: "pa.Table", combos: Sequence[Codes]) -> dict[str, list[Any]]:
        """Return the contract's columns as lists, in its order; a row without an id gets one.

        Values are those of `kzmap.records`: days since 1970 and None for empty. ``combos``
        says for each of `PARTS` which combination each row has.
        """
        found: dict[str, list[Any]] = {
            "event_id": rows[ID].to_pylist(),
            "summary": rows[SUMMARY].to_pylist(),
        }
        for part, which in self._parts(rows, combos):
            at = which.tolist()
            for name in part.names:
                values = part.values[name]
                found[name] = [values[row] for row in at]
        layout = self._groups.plan.form.layout
        ordered = {column.name: found[column.name] for column in layout.columns}
        ordered["event_id"] = name_rows(ordered, "event_id")
        return ordered

    def table(self, rows: "pa.Table", combos: Sequence[Codes]) -> pd.DataFrame:
        """Return the contract's columns as its table; every row has an id."""
        layout = self._groups.plan.form.layout
        told = rows.select([ID, SUMMARY]).rename_columns(["event_id", "summary"])
        columns = [told.to_pandas().astype("str")]
        columns += [part.table(layout, which) for part, which in self._parts(rows, combos)]
        whole: pd.DataFrame = pd.concat(columns, axis=1)
        return whole.loc[:, [column.name for column in layout.columns]]

    def _parts(self, rows: "pa.Table", combos: Sequence[Codes]) -> list[tuple[Part, Codes]]:
        plan = self._groups.plan
        return [
            read_part(plan, (_SOURCES,), rows, plan.cited, self.citations),
            read_part(plan, (LEVEL,), rows, plan.level),
            *zip(self._groups.parts[: len(PARTS)], combos, strict=False),
        ]
