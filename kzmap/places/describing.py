"""How places are described in answers: as the one meant, as candidates, as near names."""

from collections.abc import Iterable
from typing import Final

from kzmap.places.answers import Candidate, Resolution
from kzmap.places.known import KnownPlaces, Place
from kzmap.places.matching import Bearer
from kzmap.places.spelling import fold
from kzmap.places.units import unit_name_at

NEAR_SCORE: Final = 75.0
NEAR_COUNT: Final = 5
_NEAR_FORMS: Final = 50
_LONGEST_NAME: Final = 120


def admin1_on(place: Place, day: str | None) -> str | None:
    """Return the name of the first-level unit that holds a place on a day."""
    if place.kind == "country":
        return None
    return place.unit_name or unit_name_at(place.lat, place.lon, day)


def candidate(place: Place, matched: str, day: str | None, near: bool = False) -> Candidate:
    """Describe a place as a candidate."""
    return Candidate(
        place.name_on(None),
        admin1_on(place, day),
        place.country,
        place.lat,
        place.lon,
        place.population,
        matched,
        place.place_id,
        near,
        place.geo_precision,
    )


def near_names(known: KnownPlaces, text: str, day: str | None) -> tuple[Candidate, ...]:
    """Return places with names spelled much like a text, each once.

    The likest come first, of equally like ones the largest.
    """
    folded = fold(text)
    if not folded or len(folded) > _LONGEST_NAME:
        return ()
    found: dict[str, tuple[float, int, Place, str]] = {}
    for score, key in known.alike(folded, NEAR_SCORE, _NEAR_FORMS):
        for place, name in known.bearing(key, weak=False):
            found.setdefault(place.place_id, (-score, -place.population, place, name.name))
    likest = sorted(found.values(), key=lambda row: (*row[:2], row[2].place_id))
    return tuple(candidate(row[2], row[3], day, near=True) for row in likest[:NEAR_COUNT])


def how_found(bearer: Bearer, query: str, how: str, notes: list[str]) -> str:
    """Say by which name a place was found, how that was read, and what else is to be known."""
    name = bearer.name
    described = name.described()
    told = f"name '{name.name}'" + (f" ({described})" if described else "")
    written = query.strip()
    if not how and written != name.name:
        plain = written.casefold() == name.name.casefold()
        how = "ignoring case" if plain else "ignoring case, accents, hyphens and apostrophes"
    return ", ".join(filter(None, (told, how, *notes)))


def answer_of(query: str, bearer: Bearer, matched_by: str, day: str | None) -> Resolution:
    """Return the answer that a place was meant."""
    place = bearer.place
    return Resolution(
        query=query,
        lat=place.lat,
        lon=place.lon,
        name=place.name_on(None),
        name_on_date=place.name_on(day),
        names=place.names,
        place_id=place.place_id,
        kind=place.kind,
        admin1=admin1_on(place, day),
        country=place.country,
        geo_precision=place.geo_precision,
        matched_by=matched_by,
    )


def candidates_of(bearers: Iterable[Bearer], day: str | None) -> tuple[Candidate, ...]:
    """Describe those that bear a name as candidates, in their order."""
    return tuple(candidate(b.place, b.name.name, day) for b in bearers)
