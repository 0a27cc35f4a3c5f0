"""Where sources conflict: each question with its accounts, side by side. Pure."""

from collections.abc import Iterable
from typing import Any

import pandas as pd

from kzmap.dataset import Dataset
from kzmap.page.reports import SourceBook
from kzmap.schema import ID_SEPARATOR


def conflicts(dataset: Dataset, sources: SourceBook) -> dict[str, Any]:
    """Return the questions on which sources differ, and which reports and zones they concern.

    The accounts are told here once, not in each report, so that none is told without the
    others.

    Returns
    -------
    dict
        ``told``: a list of ``id``, ``question`` and ``accounts`` (``text``, ``sources`` as
        rows), in the order of the table. ``byReport``, ``byZone``: rows of ``told`` by the
        row of a report or zone.
    """
    told: dict[str, dict[str, Any]] = {}
    events: dict[str, list[str]] = {}
    zones: dict[str, list[str]] = {}
    for row in dataset.accounts.to_dict("records"):
        name = str(row["conflict_id"])
        conflict = told.setdefault(
            name, {"id": name, "question": str(row["question"]), "accounts": []}
        )
        conflict["accounts"].append(
            {"text": str(row["account"]), "sources": sources.rows(str(row["source_ids"]))}
        )
        events.setdefault(name, []).extend(_ids(row["event_ids"]))
        zones.setdefault(name, []).extend(_ids(row["zone_ids"]))
    return {
        "told": list(told.values()),
        "byReport": _concerned(events.values(), dataset.events["event_id"]),
        "byZone": _concerned(zones.values(), dataset.zones["zone_id"]),
    }


def _ids(cell: Any) -> list[str]:
    return [one.strip() for one in str(cell).split(ID_SEPARATOR) if one.strip()]


def _concerned(named: Iterable[list[str]], ids: "pd.Series[str]") -> dict[str, list[int]]:
    """Return by row which conflicts name it."""
    by_id: dict[str, list[int]] = {}
    for conflict, names in enumerate(named):
        for name in dict.fromkeys(names):
            by_id.setdefault(name, []).append(conflict)
    wanted = ids[ids.isin(list(by_id))]
    return {str(row): by_id[name] for row, name in wanted.items()}
