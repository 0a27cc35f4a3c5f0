"""The id and the text of each row: by expressions where they can, else by distinct cells."""

from collections.abc import Callable
from typing import Final

import narwhals as nw

from kzmap.counting.engines.engine import Engine
from kzmap.counting.parts import read_part
from kzmap.counting.plan import Plan
from kzmap.counting.stages import ID, SUMMARY, UNSOURCED, Rows, distinct
from kzmap.counting.texts import is_unsourced, text_of
from kzmap.errors import TableError

MOST_DISTINCT: Final = 5_000_000
"""Distinct combinations that are collected from an engine, to be read in Python."""


Adding = Callable[[Rows], Rows]
"""Adds columns to rows."""


def adding_ids(engine: Engine, rows: Rows, plan: Plan) -> Adding:
    """Return what adds the column `ID` to these rows, or to some of them."""
    return _adding(engine, rows, plan, "event_id", ID)


def adding_texts(engine: Engine, rows: Rows, plan: Plan) -> Adding:
    """Return what adds `SUMMARY` and `UNSOURCED` to these rows, or to some of them.

    Apart from ids, so that only rows that are still of interest pay for it.
    """
    add = _adding(engine, rows, plan, "summary", SUMMARY)
    unsourced = is_unsourced(plan).alias(UNSOURCED)
    return lambda some: add(some).with_columns(unsourced)


def _adding(engine: Engine, rows: Rows, plan: Plan, name: str, column: str) -> Adding:
    rule = plan.rules.get(name)
    made = text_of(rule, plan.columns)
    if made is not None:
        told = made.alias(column)
        return lambda some: some.with_columns(told)
    return _joining(engine, rows, plan, name, column)


def _joining(engine: Engine, rows: Rows, plan: Plan, name: str, column: str) -> Adding:
    """Return what adds a column that a rule makes once for each combination of its cells."""
    import pyarrow as pa

    columns = [one for one in plan.rules[name].columns if one in plan.columns]
    if not columns:
        # The same text for every row.
        part, _ = read_part(plan, (name,), pa.table({"_": [""]}), ())
        constant = nw.lit(part.values[name][0]).alias(column)
        return lambda some: some.with_columns(constant)
    table = engine.collect(distinct(rows, columns))
    refuse_too_many(table.num_rows, f"the columns {', '.join(columns)}")
    part, which = read_part(plan, (name,), table, columns)
    made = pa.array([part.values[name][i] for i in which.tolist()], pa.string())
    held = engine.take_in(table.select(columns).append_column(column, made))
    return lambda some: some.join(held, on=columns, how="left")


def refuse_too_many(count: int, what: str) -> None:
    """Refuse to collect more than fits.

    Raises
    ------
    TableError
        There are too many.
    """
    if count > MOST_DISTINCT:
        raise TableError(
            f"{what} hold {count:,} distinct combinations that kzmap has to read one by one, "
            f"and it does so for at most {MOST_DISTINCT:,}; map the column with --map "
            "summary=HEADER or event_id=HEADER, which the engine reads by itself, or count "
            "the table in pieces"
        )
