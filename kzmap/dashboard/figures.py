"""The figures of a day, beside those of the day before. Pure."""

from datetime import date, timedelta
from typing import NamedTuple

from kzmap.dashboard.words import ENGLISH, Words
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


_TYPES = ("protest", "riot", "security_response")


def figures(dataset: Dataset, day: date, say: Words = ENGLISH) -> list[Figure]:
    """Return the figures that stand under the map, of all types, whatever is switched off."""
    now = day_figures(dataset, day)
    days = dataset.days
    before = day_figures(dataset, day - timedelta(days=1)) if day > days[0] else None
    found = [_places(kind, now, before, say) for kind in _TYPES]
    shown = [figure for figure in found if figure]
    if (dataset.zones["kind"] == "state_of_emergency").any():
        shown.append(_areas(dataset, now, before, say))
    change = None if before is None else now.reports - before.reports
    shown.append(Figure(say("figures.reports"), say.number(now.reports), change))
    return shown


def blackout_note(dataset: Dataset, day: date, say: Words = ENGLISH) -> str:
    """Return the sentence that names where communications were cut; empty where nowhere."""
    areas = [say.area(area) for area in day_figures(dataset, day).blackout_areas]
    return say("figures.blackout", areas=", ".join(areas)) if areas else ""


def _places(kind: str, now: DayFigures, before: DayFigures | None, say: Words) -> Figure | None:
    if kind not in now.places_by_type:
        return None
    count = now.places_by_type[kind]
    change = None if before is None else count - before.places_by_type[kind]
    first = now.first_protests if kind == "protest" else 0
    note = say("figures.first", count=first) if first else ""
    return Figure(say(f"figures.places.{kind}"), say.number(count), change, note)


def _areas(dataset: Dataset, now: DayFigures, before: DayFigures | None, say: Words) -> Figure:
    count = now.areas_under_emergency
    change = None if before is None else count - before.areas_under_emergency
    note = say("figures.lifted", count=now.areas_lifted) if now.areas_lifted else ""
    # Areas that zones bring along are no division of a country: there is no "of how many".
    total = len(dataset.units)
    value = say.number(count) if dataset.shapes else say("figures.of", count=count, total=total)
    return Figure(say("figures.emergency"), value, change, note)
