"""Rows that share an id, settled by the rules of `kzmap.records.identity`."""

from collections import Counter
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Final

import narwhals as nw
import numpy as np

from kzmap.counting.engines.engine import Engine
from kzmap.counting.groups import Groups
from kzmap.counting.naming import MOST_DISTINCT, Adding
from kzmap.counting.stages import (
    BEST,
    COUNT,
    HASH,
    ID,
    SOURCED_BASE,
    SUMMARY,
    UNSOURCED,
    UNSOURCED_BASE,
    Rows,
    count_by,
    distinct,
    repeated,
    with_best,
)
from kzmap.counting.tally import Fault
from kzmap.counting.telling import Teller, columns_told
from kzmap.errors import TableError
from kzmap.records.identity import find_duplicates, part_differing

if TYPE_CHECKING:
    import pyarrow as pa

_KEPT_BESIDE: Final = "rows with this id too but other content were set aside"


@dataclass
class Repeats:
    """What was found.

    Attributes
    ----------
    less
        How many rows of each count are not kept: duplicates, or set aside here.
    duplicates
        How many rows say the same as the one that is kept.
    set_aside, flags
        Rows that share their id with the one that is kept and say something else; and the
        rows kept for them.
    candidates
        Rows that may be shown and were taken out of the engine's own choice.
    """

    less: Counter[int] = field(default_factory=Counter)
    duplicates: int = 0
    set_aside: Counter[Fault] = field(default_factory=Counter)
    flags: Counter[Fault] = field(default_factory=Counter)
    candidates: list["pa.Table"] = field(default_factory=list)


def settle_repeats(
    engine: Engine, rows: Rows, tell: Adding, groups: Groups, repeats: Repeats
) -> Rows:
    """Take out rows whose id others bear, too, and keep one of each, where there are any.

    Ids are compared by their hash, a number of fixed size, and by themselves only where the
    hashes of several are equal. ``tell`` adds the texts to rows that are to be compared.

    Raises
    ------
    TableError
        There are more than can be compared one by one.
    """
    rows = engine.hashed(rows, ID, HASH)
    hashes = engine.collect(repeated(rows))
    if not hashes.num_rows:
        return rows
    _refuse_too_many(hashes.num_rows, "ids that several rows bear")
    held = engine.take_in(hashes)
    same = distinct(tell(rows.join(held, on=HASH, how="semi")), columns_told(groups))
    found = engine.collect(same)
    _refuse_too_many(found.num_rows, "rows that differ and share their id with others")
    _keep_one_each(found, groups, repeats)
    return rows.join(held, on=HASH, how="anti")


def settle_nameless(
    engine: Engine, rows: Rows, groups: Groups, repeats: Repeats, most: int
) -> None:
    """Find rows without an id that say the same as others, and the ones to show.

    Raises
    ------
    TableError
        There are more than can be compared one by one, and the engine cannot do it.
    """
    told = columns_told(groups)
    different = distinct(rows, told)
    size = engine.collect(different.select(nw.len().alias(COUNT)))[COUNT][0].as_py()
    if size <= MOST_DISTINCT:
        _keep_one_each(engine.collect(different), groups, repeats)
        return
    if groups.is_merging or groups.plan.cited or groups.plan.level:
        _refuse_too_many(size, "different rows without an id")
    kept = engine.collect(count_by(different, groups.key))
    less = _summed(groups, rows=engine.collect(count_by(rows, groups.key)))
    less.subtract(_summed(groups, rows=kept))
    repeats.less.update(less)
    repeats.duplicates += less.total()
    best = engine.best_of(with_best(different, SUMMARY), groups.key, most)
    repeats.candidates.append(engine.collect(best))


def _keep_one_each(rows: "pa.Table", groups: Groups, repeats: Repeats) -> None:
    """Keep one row of each id, and account for the others; rows without an id get one."""
    import pyarrow as pa

    combos = groups.combos_of(rows)
    entries = groups.entries_of(combos)
    values = Teller(groups).values(rows, combos)
    ids = values["event_id"]
    usable = np.flatnonzero(entries >= 0).tolist()
    left_out = find_duplicates(ids, usable, values)
    _, differing = part_differing(left_out, values)
    copies = rows[COUNT].to_pylist()
    for i in usable:
        count = int(copies[i])
        if i in differing:
            _, names = differing[i]
            repeats.set_aside[Fault("event_id", ids[i], _differs(names))] += count
        else:
            count -= i not in left_out
            repeats.duplicates += count
        repeats.less[int(entries[i])] += count
    for kept in {kept for kept, _ in differing.values()}:
        repeats.flags[Fault("event_id", ids[kept], _KEPT_BESIDE)] += 1
    chosen = [i for i in usable if i not in left_out]
    named = rows.set_column(rows.schema.get_field_index(ID), ID, pa.array(ids, pa.string()))
    repeats.candidates.append(_ranked(named.take(np.array(chosen, np.int64))))


def _differs(names: list[str]) -> str:
    return (
        f"this id is another row's too, but the row differs in {', '.join(names)}; "
        "give it an id of its own, or leave it out"
    )


def _ranked(rows: "pa.Table") -> "pa.Table":
    """Add `BEST`, as `kzmap.counting.stages.with_best` does."""
    import pyarrow as pa

    told = zip(*(rows[name].to_pylist() for name in (UNSOURCED, SUMMARY, ID)), strict=True)
    best = [
        f"{(UNSOURCED_BASE if unsourced else SOURCED_BASE) - len(summary)}{name}"
        for unsourced, summary, name in told
    ]
    return rows.append_column(BEST, pa.array(best, pa.string()))


def _summed(groups: Groups, rows: "pa.Table") -> Counter[int]:
    found: Counter[int] = Counter()
    entries = groups.entries_of(groups.combos_of(rows)).tolist()
    for entry, count in zip(entries, rows[COUNT].to_pylist(), strict=True):
        if entry >= 0:
            found[entry] += count
    return found


def _refuse_too_many(count: int, what: str) -> None:
    if count > MOST_DISTINCT:
        raise TableError(
            f"there are {count:,} {what}, and at most {MOST_DISTINCT:,} can be compared; give "
            "each report an event_id of its own, or take repeated rows out beforehand"
        )
