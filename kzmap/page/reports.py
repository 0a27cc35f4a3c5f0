"""Reports and the sources they cite, as columns. Pure."""

from collections.abc import Sequence
from dataclasses import dataclass, fields
from datetime import date
from hashlib import sha256
from typing import Any

import numpy as np
import pandas as pd
import pyarrow as pa
import pyarrow.compute as pc

from kzmap.dataset import Dataset
from kzmap.page.columns import Column, Integers, Lists, Numbers, Texts
from kzmap.schema import ID_SEPARATOR


class SourceBook:
    """Numbers the sources in the order in which they are first referred to."""

    def __init__(self, sources: pd.DataFrame) -> None:
        self._known = sources
        self._rows: dict[str, int] = {}

    def row(self, source_id: str) -> int:
        """Return the number of a source, a new one unless it was referred to before."""
        return self._rows.setdefault(source_id, len(self._rows))

    def rows(self, ids: str) -> list[int]:
        """Return the numbers of sources that a cell names."""
        return [self.row(one.strip()) for one in ids.split(ID_SEPARATOR) if one.strip()]

    def rows_of(self, cells: "pd.Series[str]") -> Lists:
        """Return the numbers of the sources that each cell names, in the order of the cells."""
        codes, distinct = pd.factorize(cells)
        lists = [self.rows(cell) for cell in distinct]
        of_distinct = np.array([len(one) for one in lists], dtype=np.int64)
        starts = np.cumsum(of_distinct) - of_distinct
        lengths = of_distinct[codes]
        offsets = np.arange(int(lengths.sum())) - np.repeat(
            np.cumsum(lengths) - lengths, lengths
        )
        flat = np.array([row for one in lists for row in one], dtype=np.int64)
        return Lists(lengths, flat[np.repeat(starts[codes], lengths) + offsets])

    def columns(self) -> dict[str, list[str]]:
        """Return what is known of each source; of those that no table tells, their id."""
        told = self._known[self._known["source_id"].isin(self._rows.keys())]
        known = {row["source_id"]: row for row in told.to_dict("records")}
        rows = [known.get(one, {"title": one}) for one in self._rows]
        return {
            name: [str(row.get(name, "")) for row in rows]
            for name in ("title", "publisher", "url", "published", "language")
        }


@dataclass(frozen=True)
class Reports:
    """Columns of the reports, in the order of the events.

    Days count from the slider's first; places, types, forms and sources are rows. A place is
    told as reported where it is none of the rows, or bears another name there. ``doubt`` is
    empty where no position is in doubt, ``count`` and ``counted`` where no report was counted.
    """

    id: Texts
    place: Numbers
    type: Numbers
    first: Numbers
    last: Numbers
    time_precision: Numbers
    geo_precision: Numbers
    reported_place: Texts
    unplaced: Texts
    doubt: Texts
    summary: Texts
    confidence: Texts
    sources: Lists
    count: Numbers
    counted: Numbers

    def named(self) -> dict[str, Column]:
        """Return the columns by the names that they bear in the page."""
        return {_camel(field.name): getattr(self, field.name) for field in fields(self)}

    def digest(self) -> str:
        """Return a hash of the columns, whatever form they are written in."""
        hashed = sha256()
        for name, column in self.named().items():
            for content in column.digested():
                hashed.update(f"{name}\0{len(content)}\0".encode())
                hashed.update(content)
        return hashed.hexdigest()


def reports_of(dataset: Dataset, days: Sequence[date], sources: SourceBook) -> Reports:
    """Return the reports of a data set; the sources that they cite are entered in the book."""
    events = dataset.events
    is_counted = events["counted"].to_numpy()
    # What counts say of themselves the page says by their form, once.
    told = {
        name: events[name].where(~is_counted, "") if is_counted.any() else events[name]
        for name in ("summary", "source_ids")
    }
    none = np.empty(0, dtype=np.int64)
    return Reports(
        id=Texts.of(events["event_id"], are_distinct=True),
        place=Numbers(events["place_index"].to_numpy(np.int64), in_steps=True),
        type=Numbers(_rows_in(events["event_type"], dataset.event_types)),
        first=Numbers(_offsets(events["event_date"], days[0]), in_steps=True),
        last=Numbers(_offsets(events["end_date"], days[0]), in_steps=True),
        time_precision=Numbers(events["time_precision"].to_numpy(np.int64)),
        geo_precision=Numbers(events["geo_precision"].to_numpy(np.int64)),
        reported_place=Texts.of(_other_names(dataset)),
        unplaced=Texts.of(events["unplaced"]),
        doubt=Texts.of(
            events["doubt"] if (events["doubt"] != "").any() else events["doubt"][:0]
        ),
        summary=Texts.of(told["summary"]),
        confidence=Texts.of(events["confidence"]),
        sources=sources.rows_of(told["source_ids"]),
        count=Numbers(events["reports"].to_numpy(np.int64) if is_counted.any() else none),
        counted=Numbers(_counted_from(dataset) if is_counted.any() else none),
    )


def _camel(name: str) -> str:
    first, *others = name.split("_")
    return first + "".join(map(str.capitalize, others))


def _offsets(days: "pd.Series[pd.Timestamp]", first: date) -> Integers:
    return np.asarray((days - pd.Timestamp(first)).dt.days, dtype=np.int64)


def _rows_in(values: "pd.Series[str]", known: Sequence[str]) -> Integers:
    """Return where each value stands in a list, -1 where it is not in it."""
    array: Any = pa.array(values.array, type=pa.large_string())
    rows = pc.index_in(array, value_set=pa.array(known, type=pa.large_string()))
    return np.asarray(rows.fill_null(-1), dtype=np.int64)


def _other_names(dataset: Dataset) -> "pd.Series[str]":
    """Return each place as reported, empty where the data set calls it so too."""
    events = dataset.events
    # The last is that of what could not be placed, whose row is -1.
    names = pd.Series([*(place.name for place in dataset.places), ""], dtype="str")
    known = names.take(events["place_index"].to_numpy(np.int64)).set_axis(events.index)
    return events["place"].where(events["place"] != known, "")


def _counted_from(dataset: Dataset) -> Integers:
    """Return for each event the row of the form that it was counted from, else -1."""
    rows = _rows_in(dataset.events["form"], [form.name for form in dataset.forms])
    return np.where(dataset.events["counted"].to_numpy(), rows, -1)
