"""A data set made from counts: the reports to show, and one entry for all others of a count."""

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Final

import numpy as np
import pandas as pd

from kzmap.dataset.assembly import assemble, with_sources
from kzmap.dataset.contents import Dataset, Info
from kzmap.dataset.placing import Resolve
from kzmap.dataset.terms import Form, is_others
from kzmap.errors import TableError
from kzmap.schema import EVENT_COLUMNS

_TOLD: Final = ("event_id", "summary", "source_ids", "confidence")
_KEY: Final = tuple(name for name in EVENT_COLUMNS if name not in _TOLD)


@dataclass(frozen=True)
class TableForm:
    """Where counts come from that are nobody else's: the table itself, by its name."""

    name: str
    title: str
    publisher: str = ""
    url: str = ""
    terms: str = ""
    redistribution: str = "free"


def from_counts(
    counts: pd.DataFrame,
    shown: pd.DataFrame,
    tables: Mapping[str, pd.DataFrame] | None = None,
    *,
    sources: pd.DataFrame | None = None,
    form: Form,
    called: str,
    info: Info | None = None,
    resolve: Resolve | None = None,
) -> Dataset:
    """Build a data set from counted reports, resolving every place.

    Parameters
    ----------
    counts
        One row a count: ``event_date``, ``end_date``, ``time_precision``, ``event_type``,
        ``place``, ``country``, ``admin1``, ``lat``, ``lon``, ``geo_precision``, and
        ``reports``, how many there are.
    shown
        Reports in the contract's columns that are told one by one, and ``count``: the row of
        ``counts`` that each is part of.
    tables
        ``zones``, ``sources``, ``quotes`` and ``claims``, where there are any.
    sources
        Those that the reports bring along, beside a table of sources.
    form
        The format that the reports come from, with its terms.
    called
        What to call the table, for counts of data that is nobody else's.
    info, resolve
        As in :func:`from_tables`.

    Raises
    ------
    TableError
        There is no report to draw.
    """
    events = _events(counts, shown)
    own: Form | None = form if is_others(form) else None
    if own is None and events["counted"].any():
        own = TableForm("counted", called)
    given = with_sources({**(tables or {}), "events": events}, sources)
    return assemble(given, info=info, form=own, resolve=resolve)


def _events(counts: pd.DataFrame, shown: pd.DataFrame) -> pd.DataFrame:
    """Return one row for each report that is shown, and one for the others of each count."""
    if counts.empty:
        raise TableError("There is no event to draw: the table has no row that can be used.")
    told = np.bincount(shown["count"], minlength=len(counts))
    rest = counts.assign(reports=counts["reports"] - told)
    rest = rest[rest["reports"] > 0]
    entries = rest.assign(
        event_id=_ids(rest), summary="", source_ids="", confidence="", counted=True
    )
    single = shown.assign(reports=1, counted=False)
    columns = [*EVENT_COLUMNS, "reports", "counted"]
    filled = [table[columns] for table in (single, entries) if len(table)]
    return pd.concat(filled, ignore_index=True).astype(
        {"reports": "int64", "counted": bool, **dict.fromkeys(_TOLD, "str")}
    )


def _ids(counts: pd.DataFrame) -> list[str]:
    """Name each entry after what it counts, so that it bears the same name every time."""
    columns: list[list[Any]] = [counts[name].astype("str").tolist() for name in _KEY]
    return [
        f"more-{key[0]}-{hashlib.sha256(repr(key).encode()).hexdigest()[:16]}"
        for key in zip(*columns, strict=True)
    ]
