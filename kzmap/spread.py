"""Where and when places were first reported. Pure: a data set in, tables out.

The order is one of first *reports*, never of cause: that a place comes after another says that
it was reported later, not that anything passed from one to the other. A place that nobody
reported on is not here, and a day without a report is not a day without a protest.

Days are no finer than days, so places first reported on one day share a rank. What is known
only to the week or month, or only to the region, keeps the day under which the table has it
and is marked as not sure: no lag is computed from such a day, and no distance from or to such a
place. What is unknown is missing (NA, NaT), never 0.
"""

from collections.abc import Iterable, Sequence
from datetime import date
from typing import Any, Final

import numpy as np
import pandas as pd

from kzmap.dataset import Areas, Dataset, Place
from kzmap.places import name_on, nearest_km, population_of

LEADING: Final = "protest"
ANSWER: Final = "security_response"

_SLACK_DAYS: Final = {1: 0, 2: 6, 3: 30}
"""How far from the day under which it stands a report may lie, by its ``time_precision``."""

_REGION: Final = 3
_TOLD_FIRST: Final = ("rank", "place", "unit", "country")
_TOLD_LAST: Final = (
    "time_precision",
    "geo_precision",
    "distance_km",
    "security_lag_days",
    "emergency",
    "emergency_lag_days",
    "people",
)


def spread(dataset: Dataset) -> pd.DataFrame:
    """Return the places with protests in the order of their first reports.

    One table answers for page, dashboard and command line, so that none says more than another.

    Parameters
    ----------
    dataset
        Any. Reports whose place could not be resolved are in no place, so not here.

    Returns
    -------
    pandas.DataFrame
        One row a place, by ``rank``, name and position; none where there is no protest.

        ``place_index`` (int: row in ``dataset.places``); ``rank`` (int: 1 for all places first
        reported on the earliest day, 2 for those of the next such day, as the map numbers
        them); ``place`` (its name on that day); ``unit`` (str: first-level unit or own area
        that holds it, empty where unknown); ``country``; ``lat``, ``lon`` (WGS84 degrees);
        ``time_precision``, ``geo_precision`` (int: of the first protest, as in the contract).

        For each type ``first_<type>`` (datetime64: local day of the first report) and
        ``sure_<type>`` (boolean, NA where there is none). A day is not sure where a report
        known to the week or month may be earlier: one may lie 6 or 30 days from the day under
        which it stands. A place is not sure where its first day's reports are about the region.

        ``distance_km`` (Float64: great circle from the place first reported, from the nearest
        of them where several share that day, since days do not tell which was first; NA where
        either is only a region); ``security_lag_days`` (Int64: from first protest to first
        security response, negative where that came before; NA unless both are sure);
        ``emergency`` (datetime64: first day of a state of emergency in its area);
        ``emergency_lag_days`` (Int64: from first protest to it; NA unless the day is sure);
        ``people`` (Int64: by the gazetteer, NA where it has not found the place).
    """
    firsts = _firsts(dataset.events)
    is_leading = firsts.index.get_level_values("event_type") == LEADING
    leading = firsts[is_leading].droplevel("event_type")
    places = [dataset.places[number] for number in leading.index]
    areas = Areas(dataset)
    held = areas.holding(places)
    table = pd.DataFrame(
        {
            "place_index": leading.index.to_numpy(np.int64),
            "rank": leading["day"].rank(method="dense").to_numpy(np.int64),
            "place": _texts(map(_name, places, leading["day"].dt.date)),
            "unit": _texts(names[0] if names else "" for names in held),
            "country": _texts(place.country for place in places),
            "lat": np.array([place.lat for place in places], dtype=float),
            "lon": np.array([place.lon for place in places], dtype=float),
            "time_precision": leading["time"].to_numpy(np.int64),
            "geo_precision": leading["geo"].to_numpy(np.int64),
        }
    )
    for kind in dict.fromkeys((LEADING, ANSWER, *dataset.event_types)):
        of_kind = firsts[firsts.index.get_level_values("event_type") == kind]
        found = of_kind.droplevel("event_type").reindex(leading.index)
        table[f"first_{kind}"] = found["day"].to_numpy()
        is_sure = (found["time"] == 1) & (found["geo"] < _REGION)
        table[f"sure_{kind}"] = is_sure.astype("boolean").mask(found["day"].isna()).array
    table["distance_km"] = _distances(table)
    both = table[f"sure_{LEADING}"] & table[f"sure_{ANSWER}"]
    table["security_lag_days"] = _lag(table, f"first_{ANSWER}", both.fillna(value=False))
    starts = list(map(areas.emergency, leading.index, held))
    table["emergency"] = pd.Series(starts, dtype="datetime64[s]")
    table["emergency_lag_days"] = _lag(table, "emergency", table["time_precision"] == 1)
    table["people"] = pd.array([_people(place) for place in places], dtype="Int64")
    return table.sort_values(["rank", "place", "lat", "lon"], ignore_index=True)


def reached_by_day(table: pd.DataFrame, days: Sequence[date]) -> pd.DataFrame:
    """Return how many places were newly reported each day, and how many by then.

    Parameters
    ----------
    table
        As :func:`spread` returns it.
    days
        Calendar days in order, without a gap. What was reported before the first of them
        counts on it; what was after the last does not.

    Returns
    -------
    pandas.DataFrame
        One row a day: ``day`` (datetime64), ``new_places`` and ``places`` (int: that day, and
        by then), ``new_unsure`` and ``unsure`` (int: besides these, those of which day or
        place is not sure).
    """
    calendar = pd.date_range(days[0], periods=len(days), unit="s")
    first = table[f"first_{LEADING}"].where(
        table[f"first_{LEADING}"] > calendar[0], calendar[0]
    )
    is_sure = table[f"sure_{LEADING}"].astype(bool)
    told: dict[str, Any] = {"day": calendar}
    for name, chosen in (("places", is_sure), ("unsure", ~is_sure)):
        new = first[chosen].value_counts().reindex(calendar, fill_value=0).to_numpy(np.int64)
        told |= {f"new_{name}": new, name: new.cumsum()}
    return pd.DataFrame(told)


def as_text(table: pd.DataFrame) -> pd.DataFrame:
    """Return a spread as files hold it: unknown is empty, days are YYYY-MM-DD.

    A day that is not sure ends in ``~``, which is "approximately" in EDTF (ISO 8601-2).
    Distances are whole km: the points are of towns, not of squares in them.
    """
    told: dict[str, Any] = {name: table[name] for name in _TOLD_FIRST}
    told |= {name: table[name].map("{:.5f}".format) for name in ("lat", "lon")}
    for name in table.columns[table.columns.str.startswith("first_")]:
        is_rough = table[name.replace("first_", "sure_", 1)].eq(False).fillna(value=False)
        days = table[name].dt.strftime("%Y-%m-%d")
        told[name] = days.where(~is_rough.astype(bool), days + "~")
    told |= {name: table[name] for name in _TOLD_LAST}
    told["distance_km"] = table["distance_km"].round().astype("Int64")
    told["emergency"] = table["emergency"].dt.strftime("%Y-%m-%d")
    return (
        pd.DataFrame(told).astype("object").where(pd.DataFrame(told).notna(), "").astype("str")
    )


def first_places(table: pd.DataFrame) -> pd.DataFrame:
    """Return the rows from which distances are: the place first reported, all that share it."""
    return table[(table["rank"] == 1) & (table["geo_precision"] < _REGION)]


def _firsts(events: pd.DataFrame) -> pd.DataFrame:
    """Return ``day``, ``time`` and ``geo`` (precisions) of first reports, by type and place."""
    placed = events[events["place_index"] >= 0]
    key = [placed["event_type"], placed["place_index"]]
    first = placed.groupby(["event_type", "place_index"])["event_date"].transform("min")
    slack = pd.to_timedelta(placed["time_precision"].map(_SLACK_DAYS), unit="D")
    may_be_earlier = placed["event_date"] - slack < first
    told = pd.DataFrame(
        {
            "day": first,
            "time": placed["time_precision"].where(may_be_earlier, 1),
            # Of several reports on the first day the best position counts.
            "geo": placed["geo_precision"].where(placed["event_date"] == first, _REGION),
        }
    )
    return told.groupby(key).agg({"day": "min", "time": "max", "geo": "min"})


def _distances(table: pd.DataFrame) -> "pd.Series[Any]":
    origins = first_places(table)
    points = list(zip(origins["lat"], origins["lon"], strict=True))
    found = nearest_km(table["lat"].to_numpy(), table["lon"].to_numpy(), points)
    is_region = table["geo_precision"] == _REGION
    return pd.Series(found).mask(is_region).astype("Float64")


def _lag(table: pd.DataFrame, later: str, known: "pd.Series[bool]") -> "pd.Series[Any]":
    days = (table[later] - table[f"first_{LEADING}"]).dt.days
    return days.where(known.astype(bool)).astype("Int64")


def _name(place: Place, day: date) -> str:
    known = place.known
    return name_on(known.place_id, day) if known and known.place_id else place.name


def _people(place: Place) -> int | None:
    known = place.known
    return population_of(known.place_id) if known and known.place_id else None


def _texts(values: Iterable[str]) -> "pd.Series[str]":
    return pd.Series(list(values), dtype="str")
