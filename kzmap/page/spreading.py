"""What the page tells of the order of first reports: columns, one entry a place. Pure."""

from collections.abc import Sequence
from datetime import date
from typing import Any

import pandas as pd

from kzmap.dataset import Dataset
from kzmap.reach import GAZETTEER, reach
from kzmap.spread import first_places, spread


def spread_columns(dataset: Dataset, days: Sequence[date]) -> dict[str, Any]:
    """Return the spread as the page takes it.

    Each list holds what is in the rows of :func:`kzmap.spread.spread`, in their order; None is
    what is unknown, and a list that would hold nothing else is empty. Days are counted from
    the first one of the slider, and texts are rows in ``texts``. What follows from the rest
    (ranks and lags) is left to the page, and names and positions are with its places.
    """
    table = spread(dataset)
    texts = sorted({*table["unit"], *table["country"]})
    rows = {text: row for row, text in enumerate(texts)}
    is_rough = (table["time_precision"] > 1) | (table["geo_precision"] > 1)
    return {
        "place": table["place_index"].tolist(),
        "first": [_offsets(table[f"first_{kind}"], days) for kind in dataset.event_types],
        "unsure": [
            table.index[table[f"sure_{kind}"].eq(False).fillna(value=False)].tolist()
            for kind in dataset.event_types
        ],
        # Row, time_precision and geo_precision of the few where one is not 1.
        "rough": [
            [row, int(table["time_precision"][row]), int(table["geo_precision"][row])]
            for row in table.index[is_rough]
        ],
        "km": _known(table["distance_km"].round()),
        "emergency": _offsets(table["emergency"], days),
        "people": _known(table["people"]),
        "unit": table["unit"].map(rows).tolist(),
        "country": table["country"].map(rows).tolist(),
        "texts": texts,
        "origins": first_places(table).index.tolist(),
        "reach": reach(dataset, table)._asdict(),
        "gazetteer": GAZETTEER,
    }


def _offsets(column: "pd.Series[Any]", days: Sequence[date]) -> list[int | None]:
    return _known((column - pd.Timestamp(days[0])).dt.days.astype("Int64"))


def _known(column: "pd.Series[Any]") -> list[int | None]:
    values = [None if pd.isna(value) else int(value) for value in column]
    return [] if all(value is None for value in values) else values
