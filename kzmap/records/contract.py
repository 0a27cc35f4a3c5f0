"""The contract's tables as pandera schemas, for tables that were not read by us.

What `kzmap.read_events` returns satisfies them by construction (a test asserts it); a table
that a caller built by hand may not, and pandera says where. pandera takes half a second to
import, so it is loaded only for a table that `keeps` finds something in.
"""

import warnings
from typing import TYPE_CHECKING, Any

from kzmap.errors import TableError
from kzmap.records.keeping import keeps
from kzmap.records.layouts import LAYOUTS, Column

if TYPE_CHECKING:
    import pandas as pd
    from pandera.pandas import DataFrameSchema

_SHOWN = 5


def check_contract(table: "pd.DataFrame", kind: str) -> None:
    """Assert that a table has the contract's columns, dtypes and values.

    Parameters
    ----------
    table
        With the columns of the contract, in any order; other columns are let be.
    kind
        ``events``, ``zones``, ``sources``, ``quotes``, ``claims``, ``accounts``, ``tour`` or
        ``translations``.

    Raises
    ------
    TableError
        Something does not hold; the first few places are listed.
    """
    if keeps(table, LAYOUTS[kind]):
        return
    with warnings.catch_warnings():
        # Where pyspark is installed, pandera imports it, and it warns of pandas 3.
        warnings.filterwarnings("ignore", "PySpark does not yet", FutureWarning)
        import pandera.pandas  # noqa: F401
        from pandera.errors import SchemaErrors

    try:
        _schema(kind).validate(table, lazy=True)
    except SchemaErrors as error:
        cases = error.failure_cases.head(_SHOWN)
        rows = zip(
            cases["column"], cases["index"], cases["failure_case"], cases["check"], strict=True
        )
        found = "; ".join(
            f"column {column or '(none)'}, row {row}: {value!r} fails {check}"
            for column, row, value, check in rows
        )
        raise TableError(
            f"this is no table of {kind} as kzmap.schema describes it: {found}"
        ) from error


def _schema(kind: str) -> "DataFrameSchema":
    import pandera.pandas as pa

    layout = LAYOUTS[kind]
    columns = {
        column.name: _column(column, is_id=column.name == layout.id_column)
        for column in layout.columns
    }
    return pa.DataFrameSchema(columns, strict=False, name=kind)


def _column(column: Column, *, is_id: bool) -> Any:
    import pandera.pandas as pa

    match column.kind:
        case "day":
            return pa.Column("datetime64[s]")
        case "level":
            return pa.Column("int64", pa.Check.isin([1, 2, 3]))
        case "lat" | "lon":
            limit = 90 if column.kind == "lat" else 180
            return pa.Column("float64", pa.Check.in_range(-limit, limit), nullable=True)
        case "shape":
            return pa.Column(object, nullable=True, required=False)
        case "choice" if not column.is_open:
            words = [*column.words, *([] if column.required else [""])]
            return pa.Column("str", pa.Check.isin(words))
        case _:
            filled = pa.Check.str_length(min_value=1) if column.required or is_id else None
            return pa.Column("str", filled, unique=is_id)
