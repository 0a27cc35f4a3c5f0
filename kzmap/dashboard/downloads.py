"""What is shown, as files to take away. Pure: tables in, bytes out."""

import json
import math
from collections.abc import Mapping, Sequence
from typing import Any

import pandas as pd

from kzmap.dashboard.selection import Selection
from kzmap.dataset import Dataset
from kzmap.page.languages import Language
from kzmap.page.protest_map import ProtestMap
from kzmap.records.spreadsheet import frame_to_csv
from kzmap.schema import EVENT_COLUMNS

_REPORTS = "reports"
_NUMBERS = ("time_precision", "geo_precision", _REPORTS)
_COORDINATE_DIGITS = 5


def file_stem(selection: Selection) -> str:
    """Return the name that a download bears, without its suffix.

    Examples
    --------
    >>> from datetime import date
    >>> file_stem(Selection(date(2022, 1, 5), "so-far"))
    'kzmap-2022-01-05-so-far'
    """
    return f"kzmap-{selection.day.isoformat()}-{selection.mode}"


def page_html(dataset: Dataset, selection: Selection, language: Language = "en") -> bytes:
    """Return the map as one HTML file that opens on what is selected, in a language."""
    day, mode, hidden = selection
    page = ProtestMap(dataset, day=day, mode=mode, hidden=hidden, language=language)
    return page.to_html().encode()


def events_csv(rows: pd.DataFrame) -> bytes:
    """Return reports as CSV in the contract's columns; no cell can run in a spreadsheet.

    Where rows stand for several reports a column ``reports`` says for how many.
    """
    return frame_to_csv(rows[_columns(rows)]).encode()


def events_geojson(rows: pd.DataFrame) -> bytes:
    """Return reports as GeoJSON (RFC 7946).

    Parameters
    ----------
    rows
        Rows of a data set's events.

    Returns
    -------
    bytes
        A FeatureCollection in the order of ``rows``; properties are the contract's columns
        apart from the coordinates, so ``geo_precision`` goes along with each point, and
        ``reports`` where a row stands for several. A report
        whose place is not resolved has a null geometry, never a guessed one.
    """
    columns = [name for name in _columns(rows) if name not in ("lat", "lon")]
    features = [_feature(row, columns) for row in rows.to_dict("records")]
    collection = {"type": "FeatureCollection", "features": features}
    text = json.dumps(collection, ensure_ascii=False, allow_nan=False, indent=1)
    return f"{text}\n".encode()


def _columns(rows: pd.DataFrame) -> list[str]:
    is_counted = bool((rows[_REPORTS] != 1).any())
    return [*EVENT_COLUMNS, *([_REPORTS] if is_counted else [])]


def _feature(row: Mapping[Any, Any], columns: Sequence[str]) -> dict[str, Any]:
    return {
        "type": "Feature",
        "id": str(row["event_id"]),
        "geometry": _point(row["lat"], row["lon"]),
        "properties": {name: _value(name, row[name]) for name in columns},
    }


def _point(lat: float, lon: float) -> dict[str, Any] | None:
    if not (math.isfinite(lat) and math.isfinite(lon)):
        return None
    place = [round(float(lon), _COORDINATE_DIGITS), round(float(lat), _COORDINATE_DIGITS)]
    return {"type": "Point", "coordinates": place}


def _value(name: str, value: Any) -> str | int | None:
    if value is None or value is pd.NaT or (isinstance(value, float) and math.isnan(value)):
        return None
    if isinstance(value, pd.Timestamp):
        return value.date().isoformat()
    return int(value) if name in _NUMBERS else str(value)
