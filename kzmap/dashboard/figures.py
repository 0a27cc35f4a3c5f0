"""The figures of a day, beside those of the day before. Pure."""

from datetime import date, timedelta
from typing import NamedTuple

from kzmap.dataset import Dataset
from kzmap.timeline import DayFigures, day_figures


class Figure(NamedTuple):
    """One figure: what it counts, how many, and the change since the day before.

    ``change`` is None on the first day; ``note`` says what the number alone would not.
    """

    label: str
    value: str
    change: int | None
    note: str = ""


_PLACES = {
    "protest": "Places with protests",
    "riot": "Places with riots",
    "security_response": "Places with security responses",
}


def figures(dataset: Dataset, day: date) -> list[Figure]:
    """Return the figures that stand under the map, of all types, whatever is switched off."""
    now = day_figures(dataset, day)
    days = dataset.days
    before = day_figures(dataset, day - timedelta(days=1)) if day > days[0] else None
    found = [_places(kind, label, now, before) for kind, label in _PLACES.items()]
    shown = [figure for figure in found if figure]
    if (dataset.zones["kind"] == "state_of_emergency").any():
        shown.append(_areas(dataset, now, before))
    change = None if before is None else now.reports - before.reports
    shown.append(Figure("Reports", str(now.reports), change))
    return shown


def blackout_note(dataset: Dataset, day: date) -> str:
    """Return the sentence that names where communications were cut; empty where nowhere."""
    areas = day_figures(dataset, day).blackout_areas
    return f"Communications were cut: {', '.join(areas)}." if areas else ""


def _places(kind: str, label: str, now: DayFigures, before: DayFigures | None) -> Figure | None:
    if kind not in now.places_by_type:
        return None
    count = now.places_by_type[kind]
    change = None if before is None else count - before.places_by_type[kind]
    first = now.first_protests if kind == "protest" else 0
    return Figure(label, str(count), change, f"{first} for the first time" if first else "")


def _areas(dataset: Dataset, now: DayFigures, before: DayFigures | None) -> Figure:
    count = now.areas_under_emergency
    change = None if before is None else count - before.areas_under_emergency
    note = f"lifted in {now.areas_lifted}" if now.areas_lifted else ""
    # Areas that zones bring along are no division of a country: there is no "of how many".
    value = str(count) if dataset.shapes else f"{count} of {len(dataset.units)}"
    return Figure("Areas under emergency", value, change, note)
