"""Names resolved against the bundled catalogue, with no network."""

from bisect import bisect_right
from collections.abc import Iterable
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
        place.geo_precision,
    )


def country_code(text: str) -> str:
    """Return the ISO 3166-1 code that a text names; unknown texts stay as they are."""
    return catalogue().countries.get(fold(text), text.strip().upper())


def _in_units(place: Place, codes: frozenset[str]) -> bool:
    # A row may follow the division of its day or that of the day it was written.
    held = (shape_at(place.lat, place.lon, d.valid_from) for d in divisions())
    return any(shape is not None and shape.iso in codes for shape in held)


def _narrow(
    bearers: Iterable[Bearer], country: str, codes: frozenset[str]
) -> tuple[Bearer, ...]:
    kept = tuple(b for b in bearers if not country or b.place.country == country)
    if not codes:
        return kept
    inside = tuple(
        b for b in kept if b.place.kind in ("town", "site") and _in_units(b.place, codes)
    )
    units = tuple(b for b in kept if b.place.place_id.removeprefix("iso:") in codes)
    whole = tuple(b for b in kept if b.place.kind == "country")
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


def _by(bearer: Bearer, query: str, how: str, notes: list[str]) -> str:
    name = bearer.name
    described = name.described()
    told = f"name '{name.name}'" + (f" ({described})" if described else "")
    written = query.strip()
    if not how and written != name.name:
        plain = written.casefold() == name.name.casefold()
        how = "ignoring case" if plain else "ignoring case, accents, hyphens and apostrophes"
    return ", ".join(filter(None, (told, how, *notes)))


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


def _candidates(bearers: Iterable[Bearer], day: str | None) -> tuple[Candidate, ...]:
    return tuple(candidate(b.place, b.name.name, day) for b in bearers)


def _unread(name: str, match: Match, day: str | None) -> Resolution:
    """Answer for a name that no place bears, or of which a part fits none."""
    if not match.left_over:
        return Resolution(name, candidates=near_names(name, day), reason="no match")
    told = f"no match: '{match.left_over}' is no unit, country or other name of the rest"
    return Resolution(name, candidates=_candidates(match.without, day), reason=told)


def _came_later(place: Place, day: str | None) -> bool:
    """Whether a first-level unit was only created after a day."""
    starts = [name.valid_from for name in place.names if name.status == "official"]
    return place.kind == "area" and bool(day and starts) and min(starts) > (day or "")


def _resolve(name: str, day: str | None, country: str, admin1: str) -> Resolution:
    match = Reader(catalogue(), day).read(name)
    if not match.bearers:
        return _unread(name, match, day)
    codes = catalogue().unit_codes(admin1) if admin1 else frozenset()
    named = _narrow(match.bearers, match.country, match.units)
    kept = _narrow(named, country_code(country) if country else "", codes)
    if not kept:
        where = ", ".join(filter(None, (admin1, country))) or "the place that it names"
        told = f"no match: no place of this name is known in {where}"
        return Resolution(name, candidates=_candidates(match.bearers, day), reason=told)
    verdict = settle(kept)
    passed = [b for b in match.bearers if b not in kept]
    others = _candidates([b for b in (*kept, *passed) if b is not verdict.meant], day)
    if verdict.meant is None:
        told = f"ambiguous: {len(kept)} places bear this name"
        return Resolution(name, candidates=others, reason=told)
    notes = []
    if admin1 and not codes:
        notes.append(f"the unit '{admin1}' is not known and was not used")
    if passed:
        area = "unit" if codes or match.units else "country"
        notes.append(f"place in the {area} named by the hint")
    notes.append(verdict.rule)
    if _came_later(verdict.meant.place, day):
        notes.append("a unit that did not exist on that day")
    matched_by = _by(verdict.meant, name, match.how, notes)
    return replace(_answer(name, verdict.meant, matched_by, day), candidates=others)


@cache
def _bounds() -> tuple[str, ...]:
    cut = {bound for d in divisions() for bound in (d.valid_from, d.valid_to) if bound}
    return tuple(sorted(cut.union(catalogue().bounds)))


@lru_cache(maxsize=65536)
def period_of(day: str | None) -> str | None:
    """Return the period that a day lies in: days of one period share all answers.

    Nothing changes between two neighbouring bounds of names and boundaries; a month or a year
    as bound sorts before its days.
    """
    if day is None:
        return None
    at = bisect_right(_bounds(), day)
    return _BEFORE_ALL if at == 0 else _bounds()[at - 1]


def resolve_offline(query: PlaceQuery) -> Resolution:
    """Resolve one query against the bundled catalogue; equal queries are worked out once."""
    if not isinstance(query.name, str) or not fold(query.name):
        return Resolution(str(query.name), reason="no match: the name is empty")
    day = period_of(day_text(query.when))
    country, admin1 = (v if isinstance(v, str) else "" for v in (query.country, query.admin1))
    return _resolve_cached(query.name, day, country, admin1)


@lru_cache(maxsize=200_000)
def _resolve_cached(name: str, day: str | None, country: str, admin1: str) -> Resolution:
    return _resolve(name, day, country, admin1)
