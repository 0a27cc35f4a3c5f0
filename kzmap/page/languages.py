"""The languages of the page: words, and names of places and areas by day."""

from collections.abc import Mapping, Sequence
from datetime import date
from functools import partial
from typing import Any, Final, Literal

from kzmap.dataset import Dataset
from kzmap.errors import PlaceError
from kzmap.page.calendars import calendars
from kzmap.page.ground import LEAST_TOWN
from kzmap.page.naming import name_changes, strings
from kzmap.places import name_on
from kzmap.places import towns as known_towns

Language = Literal["en", "ru", "kk"]
LANGUAGES: Final[tuple[Language, ...]] = ("en", "ru", "kk")


def words(types: Sequence[str]) -> dict[str, Any]:
    """Return texts and calendar of each language.

    Words for types of events that do not occur stay away, and those in English, which
    :func:`kzmap.page.naming.types` tells.

    Parameters
    ----------
    types
        Types of events that occur.
    """
    kept = {f"type.{kind}{form}" for kind in types for form in ("", ".singular", ".plural")}

    def is_needed(key: str, language: str) -> bool:
        return not key.startswith("type.") or (language != "en" and key in kept)

    return {
        language: {
            "texts": {
                key: text for key, text in strings(language).items() if is_needed(key, language)
            },
            "calendar": calendars()[language],
        }
        for language in LANGUAGES
    }


def spoken(dataset: Dataset, days: Sequence[date]) -> dict[str, Any]:
    """Return names of places, towns and areas in the other languages, where they are known.

    Returns
    -------
    dict
        By language: ``places`` and ``towns``, each by row a name and its changes as
        :func:`kzmap.page.naming.name_changes` has them; ``areas`` by their English name.
        Only names that differ from the one shown in English.
    """
    places = {
        row: place.known.place_id
        for row, place in enumerate(dataset.places)
        if place.known and place.known.place_id
    }
    listed = known_towns(LEAST_TOWN) if dataset.units else []
    towns = {row: town.place_id for row, town in enumerate(listed)}
    areas = _area_ids(dataset, days[0])
    return {
        language: {
            "places": _names(places, days, language),
            "towns": _names(towns, days, language),
            "areas": {
                name: own
                for name, place_id in areas.items()
                if (own := name_on(place_id, days[0], language)) != name
            },
        }
        for language in LANGUAGES
        if language != "en"
    }


def _names(ids: Mapping[int, str], days: Sequence[date], language: str) -> dict[str, list[Any]]:
    told = {}
    for row, place_id in ids.items():
        english, own = (
            [on(days[0]), name_changes(on, days)]
            for on in (
                partial(name_on, place_id, language=tongue) for tongue in ("en", language)
            )
        )
        if own != english:
            told[str(row)] = own
    return told


def _area_ids(dataset: Dataset, day: date) -> dict[str, str]:
    """Return the ids of units, of places and of countries that areas are named after."""
    ids = {unit.name: f"iso:{unit.iso}" for unit in dataset.units}
    for place in dataset.places:
        if place.known and place.known.place_id:
            ids.setdefault(name_on(place.known.place_id, day), place.known.place_id)
    for country in sorted({unit.iso[:2] for unit in dataset.units}):
        try:
            ids.setdefault(name_on(f"iso:{country}", day), f"iso:{country}")
        except PlaceError:
            continue
    wanted = {*dataset.zones["area"], *(place.admin1 for place in dataset.places)}
    wanted |= {unit.name for unit in dataset.units}
    return {name: ids[name] for name in sorted(wanted) if name in ids}
