"""Names resolved against the bundled catalogue, with no network."""

from bisect import bisect_right
from dataclasses import replace
from functools import cache, lru_cache
from typing import Final

from rapidfuzz import fuzz, process

from kzmap.places.answers import Candidate, PlaceQuery, Resolution
from kzmap.places.boundaries import divisions, shape_at
from kzmap.places.catalogue import Place, catalogue
from kzmap.places.homonyms import settle
from kzmap.places.matching import Bearer, Match, Reader
from kzmap.places.names import day_text
from kzmap.places.spelling import fold
from kzmap.places.units import unit_name_at

NEAR_SCORE: Final = 75.0
NEAR_COUNT: Final = 5
_LONGEST_NAME: Final = 120
_BEFORE_ALL: Final = "0001"


def admin1_on(place: Place, day: str | None) -> str | None:
    """Return the name of the first-level unit that holds a place on a day."""
    return None if place.kind == "country" else unit_name_at(place.lat, place.lon, day)


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
    )


def country_code(text: str) -> str:
    """Return the ISO 3166-1 code that a text names; unknown texts stay as they are."""
    return catalogue().countries.get(fold(text), text.strip().upper())


def _in_units(place: Place, codes: frozenset[str]) -> bool:
    # A row may follow the division of its day or that of the day it was written.
    held = (shape_at(place.lat, place.lon, d.valid_from) for d in divisions())
    return any(shape is not None and shape.iso in codes for shape in held)


def _narrow(bearers: tuple[Bearer, ...], country: str, codes: frozenset[str]) -> list[Bearer]:
    kept = [b for b in bearers if not country or b.place.country == country]
    if not codes:
        return kept
    inside = [b for b in kept if b.place.kind in ("town", "site") and _in_units(b.place, codes)]
    units = [b for b in kept if b.place.place_id.removeprefix("iso:") in codes]
    whole = [b for b in kept if b.place.kind == "country"]
    return inside or units or whole


@cache
def _normal_forms() -> list[str]:
    return sorted(catalogue().strict)


def near_names(text: str, day: str | None) -> tuple[Candidate, ...]:
    """Return places with names spelled much like a text, the likest first, each once."""
    folded = fold(text)
    if not folded or len(folded) > _LONGEST_NAME:
        return ()
    known = catalogue()
    found: dict[str, Candidate] = {}
    alike = process.extract(
        folded, _normal_forms(), scorer=fuzz.ratio, score_cutoff=NEAR_SCORE, limit=50
    )
    for key, _, _ in sorted(alike, key=lambda row: (-row[1], row[0])):
        for place_id, name in known.strict[key]:
            if place_id not in found and len(found) < NEAR_COUNT:
                found[place_id] = candidate(known.places[place_id], name.name, day, near=True)
    return tuple(found.values())


def _by(bearer: Bearer, query: str, notes: list[str]) -> str:
    name = bearer.name
    described = name.described()
    told = f"name '{name.name}'" + (f" ({described})" if described else "")
    written = query.strip()
    if written != name.name and not notes:
        plain = written.casefold() == name.name.casefold()
        marks = "ignoring case" if plain else "ignoring case, accents, hyphens and apostrophes"
        notes = [marks]
    return ", ".join([told, *notes])


def _answer(query: str, bearer: Bearer, matched_by: str, day: str | None) -> Resolution:
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


def _unresolved(query: str, reason: str, candidates: tuple[Candidate, ...]) -> Resolution:
    return Resolution(query=query, candidates=candidates, reason=reason)


def _resolve(name: str, day: str | None, country: str, admin1: str) -> Resolution:
    match: Match = Reader(catalogue(), day).read(name)
    if not match.bearers:
        if match.left_over:
            told = (
                f"no match: '{match.left_over}' is no unit, country or other name of the rest"
            )
            rest = tuple(candidate(b.place, b.name.name, day) for b in match.without)
            return _unresolved(name, told, rest)
        return _unresolved(name, "no match", near_names(name, day))
    notes = [match.how] if match.how else []
    country = country_code(country) if country else match.country
    codes = catalogue().unit_codes(admin1) if admin1 else match.units
    if admin1 and not codes:
        notes.append(f"the unit '{admin1}' is not known and was not used")
    kept = _narrow(match.bearers, country, codes)
    if match.country and match.country != country:
        kept = []
    passed = [b for b in match.bearers if b not in kept]
    if not kept:
        where = " and ".join(filter(None, (country, admin1 or " / ".join(sorted(codes)))))
        others = tuple(candidate(b.place, b.name.name, day) for b in match.bearers)
        return _unresolved(name, f"no match: no place of this name is known in {where}", others)
    verdict = settle(tuple(kept))
    others = tuple(
        candidate(b.place, b.name.name, day) for b in [*kept, *passed] if b is not verdict.meant
    )
    if verdict.meant is None:
        told = f"ambiguous: {len(kept)} places bear this name"
        return _unresolved(name, told, others)
    if passed and codes:
        notes.append("place in the unit named by the hint")
    elif passed:
        notes.append("place in the country named by the hint")
    if verdict.rule:
        notes.append(verdict.rule)
    answer = _answer(name, verdict.meant, _by(verdict.meant, name, notes), day)
    return replace(answer, candidates=others)


@cache
def _bounds() -> tuple[str, ...]:
    cut = {bound for d in divisions() for bound in (d.valid_from, d.valid_to) if bound}
    return tuple(sorted(cut.union(catalogue().bounds)))


@lru_cache(maxsize=65536)
def _period_day(day: str | None) -> str | None:
    # Nothing changes between two neighbouring bounds of names and boundaries, so all days
    # between them share one answer; a month or a year as bound sorts before its days.
    if day is None:
        return None
    at = bisect_right(_bounds(), day)
    return _BEFORE_ALL if at == 0 else _bounds()[at - 1]


def resolve_offline(query: PlaceQuery) -> Resolution:
    """Resolve one query against the bundled catalogue; equal queries are worked out once."""
    if not isinstance(query.name, str) or not fold(query.name):
        return _unresolved(str(query.name), "no match: the name is empty", ())
    day = _period_day(day_text(query.when))
    country, admin1 = (v if isinstance(v, str) else "" for v in (query.country, query.admin1))
    return _resolve_cached(query.name, day, country, admin1)


@lru_cache(maxsize=200_000)
def _resolve_cached(name: str, day: str | None, country: str, admin1: str) -> Resolution:
    return _resolve(name, day, country, admin1)
