"""The rows that every contestant draws: the events and zones of the data set, located.

Peers get them ready: with coordinates, outlines and first and last day, so that none of them
pays for reading tables or finding places.
"""

import json
from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import asdict, dataclass
from datetime import UTC, date, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pandas as pd

if TYPE_CHECKING:
    from kzmap import Dataset

TABLE = ".parquet"
"""What a file of events ends in; others hold `Rows`."""

COLOURS = {
    "protest": "#1f6fb4",
    "riot": "#c0392b",
    "security_response": "#333333",
    "foreign_deployment": "#6b4c9a",
    "political": "#1b7f5c",
    "state_of_emergency": "#e0a100",
    "curfew": "#b06000",
    "communications_blackout": "#777777",
}


@dataclass(frozen=True)
class Row:
    """One report or zone: where, what, and from which day to which, both inclusive.

    ``outlines`` are rings of (lon, lat), one a polygon, empty for what is a point.
    """

    row_id: str
    kind: str
    name: str
    text: str
    lat: float
    lon: float
    first_day: str
    last_day: str
    outlines: Sequence[Sequence[Sequence[float]]] = ()

    def shows_on(self, day: str) -> bool:
        """Say whether the row is in the view of a day."""
        return self.first_day <= day <= self.last_day


@dataclass(frozen=True)
class Rows:
    """All rows, and the days that one steps through."""

    days: Sequence[str]
    rows: Sequence[Row]

    def on(self, day: str) -> list[Row]:
        """Return the rows in the view of a day."""
        return [row for row in self.rows if row.shows_on(day)]

    def days_of(self, row: Row) -> list[str]:
        """Return the days on which a row shows."""
        first = bisect_left(self.days, row.first_day)
        return list(self.days[first : bisect_right(self.days, row.last_day)])

    def save(self, path: Path) -> None:
        """Write them for a process of its own to read."""
        plain = {"days": list(self.days), "rows": [asdict(row) for row in self.rows]}
        path.write_text(json.dumps(plain), "utf-8")

    @classmethod
    def open(cls, path: Path) -> "Rows":
        """Read what `save` wrote, or a table of located events."""
        if path.suffix == TABLE:
            return rows_of_table(pd.read_parquet(path))
        plain = json.loads(path.read_text("utf-8"))
        return cls(plain["days"], [Row(**row) for row in plain["rows"]])


def rows_of(dataset: "Dataset") -> Rows:
    """Return a data set's located rows, events first, in table order."""
    days = [day.isoformat() for day in dataset.days]
    return Rows(days, [*_events(dataset), *_zones(dataset)])


def rows_of_table(events: pd.DataFrame) -> Rows:
    """Return a table of located events as the others draw them."""
    first = events["event_date"].dt.strftime("%Y-%m-%d")
    last = events["end_date"].dt.strftime("%Y-%m-%d")
    columns = ("event_id", "event_type", "place", "summary", "lat", "lon")
    cells = zip(*(events[name] for name in columns), first, last, strict=True)
    days = pd.date_range(events["event_date"].min(), events["end_date"].max())
    return Rows([day.strftime("%Y-%m-%d") for day in days], [Row(*cell) for cell in cells])


def milliseconds(day: str) -> int:
    """Return a day's first moment (UTC) as JavaScript counts time."""
    return int(datetime.fromisoformat(day).replace(tzinfo=UTC).timestamp() * 1000)


def _events(dataset: "Dataset") -> Iterator[Row]:
    for event in dataset.events[dataset.events["place_index"] >= 0].itertuples():
        place = dataset.places[event.place_index]
        yield Row(
            event.event_id,
            event.event_type,
            place.name,
            event.summary,
            round(place.lat, 5),
            round(place.lon, 5),
            event.event_date.date().isoformat(),
            event.end_date.date().isoformat(),
        )


def _zones(dataset: "Dataset") -> Iterator[Row]:
    shapes = {unit.name: unit.geometry for unit in dataset.units}
    for zone in dataset.zones.itertuples():
        outlines = [ring for name in zone.units for ring in _outer_rings(shapes[name])]
        if outlines:
            lat, lon = _middle(outlines)
        else:
            place = dataset.places[zone.place_index]
            lat, lon = round(place.lat, 5), round(place.lon, 5)
        first = date.fromisoformat(zone.start[:10])
        last = date.fromisoformat(zone.end[:10]) if zone.end else dataset.days[-1]
        span = max(first, dataset.days[0]), min(max(first, last), dataset.days[-1])
        yield Row(
            zone.zone_id,
            zone.kind,
            zone.area,
            zone.measures,
            lat,
            lon,
            span[0].isoformat(),
            span[1].isoformat(),
            outlines,
        )


def _outer_rings(geometry: Mapping[str, Any]) -> list[list[list[float]]]:
    polygons = geometry["coordinates"]
    if geometry["type"] == "Polygon":
        polygons = [polygons]
    return [[list(position) for position in polygon[0]] for polygon in polygons]


def _middle(outlines: Sequence[Sequence[Sequence[float]]]) -> tuple[float, float]:
    lons, lats = zip(*(position[:2] for ring in outlines for position in ring), strict=True)
    return round((min(lats) + max(lats)) / 2, 5), round((min(lons) + max(lons)) / 2, 5)
