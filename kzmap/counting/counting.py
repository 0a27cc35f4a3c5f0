"""Counting a table with an engine: passes over the rows there, the rules of records here."""

import os
from collections import Counter
from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Final

import narwhals as nw
import numpy as np

from kzmap.counting.cells import Codes, texts
from kzmap.counting.engines.engine import Engine
from kzmap.counting.groups import Groups, read_groups
from kzmap.counting.naming import adding_ids, adding_texts
from kzmap.counting.opening import Files, open_files
from kzmap.counting.parts import read_part
from kzmap.counting.plan import KEY, LEVEL, Plan, make_plan
from kzmap.counting.repeats import Repeats, settle_nameless, settle_repeats
from kzmap.counting.showing import show
from kzmap.counting.stages import (
    BEST,
    COUNT,
    ID,
    Rows,
    count_by,
    distinct,
    with_best,
)
from kzmap.counting.tally import Account, Fault, Tally
from kzmap.counting.telling import columns_told
from kzmap.records import Format
from kzmap.records.collecting import Scope
from kzmap.records.stages import Advance

if TYPE_CHECKING:
    import pandas as pd

_PASSES: Final = 4
"""Over the rows: reading them, counting, comparing ids, choosing what to show."""

SHOWN: Final = 3
"""Reports that are shown of each count, unless asked otherwise; the others are counted."""


def count_events(
    files: Files,
    engine: Engine,
    format: str | os.PathLike[str] | Format | None = None,
    *,
    columns: Mapping[str, str] | None = None,
    most: int = SHOWN,
    progress: Advance | None = None,
) -> Tally:
    """Count the reports of a table by days, place and type.

    Which rows are kept, set aside or duplicates is decided by the very rules of
    :func:`kzmap.read_events`, applied to what is distinct in the columns that decide it; so
    all engines say the same. Of each count the ``most`` reports are shown that name a source,
    then those with the longest summary, then by id.

    Parameters
    ----------
    files
        The table; see `kzmap.counting.find_files`.
    engine
        What counts.
    format, columns
        As in :func:`kzmap.read_events`.
    most
        How many reports of each count are shown.
    progress
        Hears how many passes over the rows are done, and of how many.

    Raises
    ------
    TableError
        The files are no such table, or hold what can only be counted otherwise; the text
        says how.
    FormatError
        The format or the mapping cannot be used.
    EngineError
        The engine gave up.
    """
    tell_pass = _Passes(progress)
    opened = open_files(files, format, columns)
    plan = make_plan(opened.form, opened.header)
    scan = engine.scan(opened, plan.columns)
    rows, aside = _in_scope(engine, _as_text(scan.rows, plan), plan)
    aside.update({Fault("", "", why): n for why, n in scan.set_aside.items()})
    left_out = aside.total()
    tell_pass()
    tell = adding_texts(engine, rows, plan)
    rows = adding_ids(engine, rows, plan)(rows)
    key = (*plan.key, *_level_in_key(engine, rows, plan))
    found = engine.collect(count_by(rows, key))
    groups = read_groups(plan, found, key)
    tell_pass()
    repeats = Repeats()
    if groups.nameless < groups.total:
        named = rows.filter(nw.col(ID) != "") if groups.nameless else rows
        named = tell(settle_repeats(engine, named, tell, groups, repeats))
        tell_pass()
        candidates = with_best(named, ID).select(*columns_told(groups), BEST)
        repeats.candidates.append(engine.collect(engine.best_of(candidates, key, most)))
    if groups.nameless:
        nameless = tell(rows.filter(nw.col(ID) == ""))
        settle_nameless(engine, nameless, groups, repeats, most)
    tell_pass()
    shown, sources = show(repeats.candidates, groups, most)
    counts = groups.counts().assign(reports=_reports(groups, repeats))
    counts, shown = _sorted(counts, shown)
    aside.update(groups.set_aside())
    aside.update(repeats.set_aside)
    account = Account(
        path=files.name,
        format=opened.form.name,
        read=left_out + groups.total,
        kept=int(counts["reports"].sum()),
        duplicates=repeats.duplicates,
        set_aside=aside,
        flags=groups.flags() + repeats.flags,
        notes=(*opened.header.notes, *(n for part in groups.parts for n in part.notes())),
    )
    return Tally(counts, shown, sources, opened.form, account)


class _Passes:
    """Tells how many passes over the rows are done."""

    def __init__(self, progress: Advance | None) -> None:
        self._progress = progress
        self._done = 0

    def __call__(self) -> None:
        self._done += 1
        if self._progress:
            self._progress(self._done, _PASSES)


def _as_text(rows: Rows, plan: Plan) -> Rows:
    """Return rows in which text has no nulls, and all that is told of a report is text."""
    schema = rows.collect_schema()
    told = {*plan.told, *plan.level, *plan.scope}
    changed = []
    for name in plan.columns:
        cell = nw.col(name)
        if schema[name] != nw.String and (name in told or _is_coded(schema[name])):
            cell = cell.cast(nw.String)
        elif schema[name] != nw.String:
            continue
        changed.append(cell.fill_null(""))
    return rows.with_columns(*changed)


def _is_coded(kind: nw.dtypes.DType) -> bool:
    return kind == nw.Categorical or kind == nw.Enum


def _in_scope(engine: Engine, rows: Rows, plan: Plan) -> tuple[Rows, Counter[Fault]]:
    """Return the rows that are not out of the format's scope, and how many are, by reason."""
    aside: Counter[Fault] = Counter()
    if not plan.scope:
        return rows, aside
    columns = list(plan.scope)
    table = engine.collect(distinct(rows, columns))
    cells = [texts(table[name], name) for name in columns]
    scope = Scope(plan.form.out_of_scope, {name: i for i, name in enumerate(columns)})
    told = [scope.told(list(row)) for row in zip(*cells, strict=True)]
    for fault, count in zip(told, table[COUNT].to_pylist(), strict=True):
        if fault:
            aside[Fault(*fault)] += int(count)
    if not aside:
        return rows, aside
    within = [i for i, fault in enumerate(told) if fault is None]
    held = engine.take_in(table.select(columns).take(np.array(within, np.int64)))
    return rows.join(held, on=columns, how="semi"), aside


def _level_in_key(engine: Engine, rows: Rows, plan: Plan) -> Sequence[str]:
    """Return the columns of the confidence, if some word in them sets its row aside."""
    if not plan.level:
        return ()
    table = engine.collect(distinct(rows, plan.level))
    part, _ = read_part(plan, (LEVEL,), table, plan.level)
    return plan.level if part.faults else ()


def _reports(groups: Groups, repeats: Repeats) -> Codes:
    """Return how many reports each count has."""
    sizes = groups.sizes()
    for entry, less in repeats.less.items():
        sizes[entry] -= less
    return sizes


def _sorted(
    counts: "pd.DataFrame", shown: "pd.DataFrame"
) -> "tuple[pd.DataFrame, pd.DataFrame]":
    """Return counts that are not empty, in an order that depends on nothing but themselves."""
    rows = np.full(len(counts), -1, np.int64)
    counts = counts[counts["reports"] > 0].sort_values(list(KEY))
    rows[counts.index.to_numpy()] = np.arange(len(counts))
    shown = shown.assign(count=rows[shown["count"].to_numpy()])
    return (
        counts.reset_index(drop=True),
        shown.sort_values("count", kind="stable", ignore_index=True),
    )
