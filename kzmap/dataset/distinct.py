"""What is asked of many rows, each distinct question once. Pure: columns in, codes out."""

from collections.abc import Iterator
from typing import Any, NamedTuple

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from kzmap.places import LocatedPoint, PlaceQuery, is_bundled_name, period_of

Codes = NDArray[np.int64]

_HINTS = ["place", "country", "admin1"]


class Point(NamedTuple):
    """Coordinates that a table gives for a name, with the rows' hints and best precision."""

    place: str
    lat: float
    lon: float
    country: str
    admin1: str
    geo_precision: int


def distinct_points(rows: pd.DataFrame) -> tuple[list[Point], Codes]:
    """Return the distinct points of rows that have coordinates, sorted.

    Parameters
    ----------
    rows
        Columns place, lat, lon, country, admin1 and geo_precision.

    Returns
    -------
    tuple
        The points, and for each row which of them it is.
    """
    columns = list(Point._fields[:-1])
    grouped = rows.groupby(columns, sort=True, dropna=False)
    best = grouped["geo_precision"].min()
    points = [Point._make((*key, precision)) for key, precision in _pairs(best)]
    return points, _codes(grouped.ngroup())


def distinct_queries(rows: pd.DataFrame) -> tuple[list[PlaceQuery], Codes]:
    """Return the distinct questions that rows without coordinates put, sorted.

    Days of one period share all answers (:func:`kzmap.places.period_of`), so each period is
    asked about once, as of the first day of it that occurs.

    Parameters
    ----------
    rows
        Columns place, country, admin1 and event_date.

    Returns
    -------
    tuple
        The questions, and for each row which of them it puts.
    """
    keys = rows[_HINTS].assign(day=_first_days(rows["event_date"]))
    grouped = keys.groupby([*_HINTS, "day"], sort=True, dropna=False)
    queries = [
        PlaceQuery(place, day.date(), country or None, admin1 or None)
        for (place, country, admin1, day), _ in _pairs(grouped.size())
    ]
    return queries, _codes(grouped.ngroup())


def distinct_claims(events: pd.DataFrame) -> tuple[list[LocatedPoint], Codes]:
    """Return the distinct points of rows with what these say of them, sorted.

    Returns
    -------
    tuple
        The points, and for each row which of them it is: -1 without coordinates, or where
        neither a country nor a unit is named. The name of the place is a claim only there, if
        a bundled place bears it and the row does not mean a whole area.
    """
    located = events["lat"].notna() & events["lon"].notna()
    hinted = (events["country"] != "") | (events["admin1"] != "")
    by_name = located & ~hinted & (events["geo_precision"] < 3)
    names = filter(is_bundled_name, events.loc[by_name, "place"].unique())
    by_name &= events["place"].isin(list(names))
    claiming = ((located & hinted) | by_name).to_numpy()
    rows = events.loc[claiming, ["lat", "lon", "country", "admin1", "event_date"]]
    keys = rows.assign(
        event_date=_first_days(rows["event_date"]),
        place=events["place"].where(by_name, "")[claiming],
    )
    grouped = keys.groupby(list(keys.columns), sort=True, dropna=False)
    claims = [
        LocatedPoint(lat, lon, country or None, admin1 or None, day.date(), place or None)
        for (lat, lon, country, admin1, day, place), _ in _pairs(grouped.size())
    ]
    which = np.full(len(events), -1, dtype=np.int64)
    which[claiming] = _codes(grouped.ngroup())
    return claims, which


def _pairs(series: "pd.Series[int]") -> Iterator[tuple[tuple[Any, ...], int]]:
    return zip(series.index.tolist(), series.tolist(), strict=True)


def _codes(numbers: "pd.Series[int]") -> Codes:
    return np.asarray(numbers, dtype=np.int64)


def _first_days(days: "pd.Series[pd.Timestamp]") -> "pd.Series[pd.Timestamp]":
    """Return for each day the first one of its period that occurs."""
    codes, distinct = pd.factorize(days, sort=True)
    firsts: dict[str | None, pd.Timestamp] = {}
    mapped = [firsts.setdefault(period_of(day.date().isoformat()), day) for day in distinct]
    return pd.Series(pd.DatetimeIndex(mapped).take(codes), index=days.index)
