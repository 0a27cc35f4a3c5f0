"""All places that are known offline: the gazetteer, our own places, and the overlay of names.

The overlay says which names of a place were official when; the gazetteer's own names do not
tell, so they are kept apart from it by their status.
"""

import csv
import json
from collections import defaultdict
from collections.abc import Iterable, Mapping
from functools import cache, cached_property
from pathlib import Path
from typing import Any, Final

from rapidfuzz import fuzz, process

from kzmap.bundled import bundled_path
from kzmap.places.known import Place
from kzmap.places.names import PlaceName
from kzmap.places.spelling import fold, strip_generic, weaken

_ORDER: Final = {"official": 0, "former": 1, "main": 2, "spelling": 3, "alternate": 4}


NameIndex = Mapping[str, tuple[tuple[str, PlaceName], ...]]


class Catalogue:
    """Places by id, and the indexes that find them by name.

    Parameters
    ----------
    places
        The places; ids are unique.
    """

    def __init__(self, places: Iterable[Place]) -> None:
        self.places: dict[str, Place] = {place.place_id: place for place in places}

    @cached_property
    def strict(self) -> NameIndex:
        """Names by normal form. Cities that are units of their own are found as towns."""
        index: dict[str, list[tuple[str, PlaceName]]] = defaultdict(list)
        for place in self.places.values():
            if place.kind == "area" and place.place_id in self._city_units:
                continue
            for name in place.names:
                if folded := fold(name.name):
                    index[folded].append((place.place_id, name))
        return {key: tuple(found) for key, found in index.items()}

    @cached_property
    def weak(self) -> NameIndex:
        """Names by weak form."""
        index: dict[str, list[tuple[str, PlaceName]]] = defaultdict(list)
        for folded, found in self.strict.items():
            index[weaken(folded)].extend(found)
        return {key: tuple(found) for key, found in index.items()}

    @cached_property
    def units(self) -> Mapping[str, frozenset[str]]:
        """ISO 3166-2 codes of units by normal form of name (also bare) and of code."""
        index: dict[str, set[str]] = defaultdict(set)
        for place in self.places.values():
            if place.kind == "area":
                code = place.place_id.removeprefix("iso:")
                for text in (code, *(name.name for name in place.names)):
                    for key in {fold(text), fold(strip_generic(text).text)}:
                        index[key].add(code)
                        index[weaken(key)].add(code)
        return {key: frozenset(codes) for key, codes in index.items()}

    @cached_property
    def countries(self) -> Mapping[str, str]:
        """ISO 3166-1 codes of the known countries by normal form of name and of code."""
        return {
            fold(text): place.country
            for place in self.places.values()
            if place.kind == "country"
            for text in (place.country, *(name.name for name in place.names))
        }

    def bearing(self, key: str, *, weak: bool) -> list[tuple[Place, PlaceName]]:
        """Return the places that bear a name in normal (or weak) form, with that name."""
        found = (self.weak if weak else self.strict).get(key, ())
        return [(self.places[place_id], name) for place_id, name in found]

    def areas(self, key: str) -> list[Place]:
        """Return the units that bear a name, with or without its generic word."""
        return [self.places[f"iso:{code}"] for code in sorted(self.units.get(key, ()))]

    def country_named(self, text: str) -> str:
        """Return the ISO 3166-1 code of the known country that a text names, or ""."""
        return self.countries.get(fold(text), "")

    @cached_property
    def lands(self) -> frozenset[str]:
        """ISO 3166-1 codes of the countries that hold any of the places."""
        return frozenset(place.country for place in self.places.values())

    def unit_codes(self, text: str) -> frozenset[str]:
        """Return the ISO 3166-2 codes of the units that a text may name; often just one."""
        whole = self.units.get(fold(text))
        return whole or self.units.get(fold(strip_generic(text).text), frozenset())

    def alike(self, folded: str, cutoff: float, limit: int) -> list[tuple[float, str]]:
        """Return normal forms spelled much like one, with their score, the likest first."""
        found = process.extract(
            folded, self._forms, scorer=fuzz.ratio, score_cutoff=cutoff, limit=limit
        )
        return sorted(((score, key) for key, score, _ in found), key=lambda r: (-r[0], r[1]))

    @cached_property
    def _forms(self) -> list[str]:
        return sorted(self.strict)

    @cached_property
    def bounds(self) -> tuple[str, ...]:
        """All days on which some name begins or ends, in order."""
        return tuple(
            sorted(
                {
                    bound
                    for place in self.places.values()
                    for name in place.names
                    for bound in (name.valid_from, name.valid_to)
                    if bound
                }
            )
        )

    @cached_property
    def _city_units(self) -> frozenset[str]:
        return frozenset(
            place.place_id
            for place in self.places.values()
            if place.kind == "area" and place.name_on(None).endswith("(city)")
        )


def _rows(path: Path) -> list[dict[str, str]]:
    with path.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def _overlay(path: Path) -> tuple[dict[str, list[PlaceName]], dict[str, set[str]]]:
    names: dict[str, list[PlaceName]] = defaultdict(list)
    rejected: dict[str, set[str]] = defaultdict(set)
    for row in _rows(path):
        if row["status"] == "rejected":
            rejected[row["place_id"]].add(fold(row["name"]))
        else:
            names[row["place_id"]].append(
                PlaceName(
                    row["name"],
                    row["language"],
                    row["valid_from"],
                    row["valid_to"],
                    row["status"],
                )
            )
    return names, rejected


def _town(entry: dict[str, Any], told: list[PlaceName], rejected: set[str]) -> Place:
    seen = {name.name for name in told}
    own = [] if told else [PlaceName(entry["name"], "en", status="main")]
    seen.update(name.name for name in own)
    others = sorted({entry["name"], *entry["alternatenames"]} - seen)
    # Folding all names takes longer than reading the file; few places have any rejected.
    kept = [text for text in others if fold(text) not in rejected] if rejected else others
    names = told + own + [PlaceName(text) for text in kept]
    return Place(
        f"geonames:{entry['geonameid']}",
        "town",
        float(entry["latitude"]),
        float(entry["longitude"]),
        entry["countrycode"],
        int(entry["population"]),
        1,
        tuple(sorted(names, key=lambda name: _ORDER[name.status])),
    )


def read_catalogue(folder: Path) -> Catalogue:
    """Read the gazetteer, our own places and the overlay of names from a folder.

    Parameters
    ----------
    folder
        Holds ``gazetteer.json``, ``places.csv`` and ``place_names.csv``.
    """
    names, rejected = _overlay(folder / "place_names.csv")
    places = []
    for row in _rows(folder / "places.csv"):
        told = names[row["place_id"]] or [PlaceName(row["name"], "en", status="official")]
        places.append(
            Place(
                row["place_id"],
                row["kind"],
                float(row["lat"]),
                float(row["lon"]),
                row["country"],
                0,
                int(row["geo_precision"]),
                tuple(sorted(told, key=lambda name: _ORDER[name.status])),
            )
        )
    for entry in json.loads((folder / "gazetteer.json").read_text(encoding="utf-8")):
        place_id = f"geonames:{entry['geonameid']}"
        places.append(_town(entry, names[place_id], rejected[place_id]))
    return Catalogue(places)


@cache
def catalogue() -> Catalogue:
    """Return the bundled catalogue, read once."""
    return read_catalogue(bundled_path("data"))
