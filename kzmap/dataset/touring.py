"""The steps of a guided tour: what each shows, and what it asks for in vain. Pure."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date

from kzmap.dataset.contents import Dataset, Place
from kzmap.places import Unit
from kzmap.schema import ID_SEPARATOR, TOUR_COLUMNS

_PARTS = ("title", "text")
_LANGUAGES = sorted(
    {name.partition("_")[2] for name in TOUR_COLUMNS if name.startswith(("title_", "text_"))}
)


@dataclass(frozen=True)
class Step:
    """One step of a tour.

    Attributes
    ----------
    day, view
        What the map shows; the view is ``day``, ``so-far`` or ``first``.
    places, units
        What the map is fitted to; all of it if both are empty.
    title, text
        As written.
    translations
        Title and text by language (ISO 639-1), for those that have both.
    source_ids
        As in the contract, joined by semicolons.
    """

    day: date
    view: str
    title: str
    text: str
    source_ids: str
    places: tuple[Place, ...] = ()
    units: tuple[Unit, ...] = ()
    translations: Mapping[str, tuple[str, str]] = field(default_factory=dict)


@dataclass(frozen=True)
class Tour:
    """The steps that can be shown, and what is not as somebody wrote it.

    ``problems`` are sentences: a step on a day that the data does not have is left out; a
    place or unit that it does not have is not looked at.
    """

    steps: tuple[Step, ...] = ()
    problems: tuple[str, ...] = ()


def tour_of(dataset: Dataset) -> Tour:
    """Return the tour of a data set, its names looked up among its places and units.

    A name stands for every place that bears it, in any spelling that the geocoder knows for
    the place, and for a first-level unit or an area of its own by name or ISO 3166-2 code.

    Examples
    --------
    >>> from kzmap.dataset import load
    >>> tour_of(load()).problems
    ()
    """
    named = _Names(dataset)
    steps, problems = [], []
    days = set(dataset.days)
    for number, row in enumerate(dataset.tour.to_dict("records"), start=1):
        day = row["day"].date()
        if day not in days:
            problems.append(
                f"step {number} of the tour is on {day}, a day that the map does not have; "
                f"it has {dataset.days[0]} to {dataset.days[-1]}. The step is left out."
            )
            continue
        rows: dict[int, None] = {}
        units: dict[str, Unit] = {}
        for name in _parted(row["look"]):
            found, areas = named.places.get(name.casefold(), []), named.unit(name)
            if not found and not areas:
                problems.append(
                    f"step {number} of the tour looks at {name!r}, which is no place or "
                    "first-level unit of this map; name one as it stands there."
                )
            rows |= dict.fromkeys(found)
            units |= {unit.name: unit for unit in areas}
        steps.append(
            Step(
                day,
                (row["view"] or "day").replace("_", "-"),
                row["title"],
                row["text"],
                row["source_ids"],
                tuple(dataset.places[place] for place in rows),
                tuple(units.values()),
                {
                    language: (row[f"title_{language}"], row[f"text_{language}"])
                    for language in _LANGUAGES
                    if all(row[f"{part}_{language}"] for part in _PARTS)
                },
            )
        )
    return Tour(tuple(steps), tuple(problems))


class _Names:
    """Places and units by their names, whatever their case."""

    def __init__(self, dataset: Dataset) -> None:
        self.places: dict[str, list[int]] = {}
        for number, place in enumerate(dataset.places):
            for name in _names_of(place):
                self.places.setdefault(name, []).append(number)
        self._units = [*dataset.units, *dataset.shapes]

    def unit(self, name: str) -> list[Unit]:
        wanted = name.casefold()
        return [
            unit
            for unit in self._units
            if wanted in (unit.name.casefold(), unit.iso.casefold())
        ]


def _names_of(place: Place) -> set[str]:
    known = place.known.names if place.known else ()
    return {place.name.casefold(), *(name.name.casefold() for name in known)}


def _parted(cell: str) -> Iterator[str]:
    return (name for part in cell.split(ID_SEPARATOR) if (name := part.strip()))
