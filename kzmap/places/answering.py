"""One name answered from some known places: read, narrowed by what its row tells, settled."""

from collections.abc import Iterable
from dataclasses import replace

from kzmap.countries import country_code as named_country
from kzmap.places.answers import Resolution
from kzmap.places.boundaries import divisions, shape_at
from kzmap.places.catalogue import catalogue
from kzmap.places.describing import answer_of, candidates_of, how_found, near_names
from kzmap.places.homonyms import Verdict, settle, settle_anywhere
from kzmap.places.known import KnownPlaces, Place
from kzmap.places.matching import Bearer, Match, Reader


def country_code(text: str) -> str:
    """Return the ISO 3166-1 code that a text names; unknown texts stay as they are."""
    return catalogue().country_named(text) or named_country(text) or text.strip().upper()


def _in_units(place: Place, codes: frozenset[str]) -> bool:
    if place.unit:
        return place.unit in codes
    # A row may follow the division of its day or that of the day it was written.
    held = (shape_at(place.lat, place.lon, d.valid_from) for d in divisions())
    return any(shape is not None and shape.iso in codes for shape in held)


def _code(area: Place) -> str:
    return area.unit or area.place_id.removeprefix("iso:")


def _narrow(
    bearers: Iterable[Bearer], country: str, codes: frozenset[str]
) -> tuple[Bearer, ...]:
    kept = tuple(b for b in bearers if not country or b.place.country == country)
    if not codes:
        return kept
    inside = tuple(
        b for b in kept if b.place.kind in ("town", "site") and _in_units(b.place, codes)
    )
    units = tuple(b for b in kept if b.place.kind == "area" and _code(b.place) in codes)
    whole = tuple(b for b in kept if b.place.kind == "country")
    return inside or units or whole


def _unread(known: KnownPlaces, name: str, match: Match, day: str | None) -> Resolution:
    """Answer for a name that no place bears, or of which a part fits none."""
    if not match.left_over:
        return Resolution(name, candidates=near_names(known, name, day), reason="no match")
    told = f"no match: '{match.left_over}' is no unit, country or other name of the rest"
    return Resolution(name, candidates=candidates_of(match.without, day), reason=told)


def _came_later(place: Place, day: str | None) -> bool:
    """Whether a first-level unit was only created after a day."""
    starts = [name.valid_from for name in place.names if name.status == "official"]
    return place.kind == "area" and bool(day and starts) and min(starts) > (day or "")


def _notes(
    match: Match, passed: list[Bearer], codes: frozenset[str], verdict: Verdict, day: str | None
) -> list[str]:
    notes = []
    if passed:
        area = "unit" if codes or match.units else "country"
        notes.append(f"place in the {area} named by the hint")
    notes.append(verdict.rule)
    if verdict.meant is not None:
        place = verdict.meant.place
        if _came_later(place, day):
            notes.append("a unit that did not exist on that day")
        if day and place.place_id not in catalogue().places:
            notes.append("its names carry no dates, so the present one is given")
    return notes


def _tells_country(kept: tuple[Bearer, ...], match: Match, hints: Iterable[object]) -> bool:
    """Whether the row or the name itself tells in which country its place is."""
    told = any((*hints, match.country, match.units))
    return told and len({b.place.country for b in kept}) == 1


def answer_from(
    known: KnownPlaces,
    name: str,
    day: str | None,
    country: str,
    admin1: str,
    *,
    anywhere: bool = False,
) -> Resolution:
    """Answer for one name from some known places.

    Parameters
    ----------
    known
        The places.
    name
        As it was written.
    day
        YYYY-MM-DD, or ``None`` for the present.
    country
        Country that the row tells, by code or name; empty where it does not.
    admin1
        First-level unit that the row tells, by name or code; empty where it does not.
    anywhere
        Whether the places are the world's, so that a name alone tells little.
    """
    match = Reader(known, day).read(name)
    if not match.bearers:
        return _unread(known, name, match, day)
    codes = known.unit_codes(admin1) if admin1 else frozenset()
    named = _narrow(match.bearers, match.country, match.units)
    kept = _narrow(named, country_code(country) if country else "", codes)
    if not kept:
        where = ", ".join(filter(None, (admin1, country))) or "the place that it names"
        told = f"no match: no place of this name is known in {where}"
        return Resolution(name, candidates=candidates_of(match.bearers, day), reason=told)
    untold = anywhere and not _tells_country(kept, match, (country, codes))
    verdict = settle_anywhere(kept) if untold else settle(kept)
    passed = [b for b in match.bearers if b not in kept]
    others = candidates_of([b for b in (*kept, *passed) if b is not verdict.meant], day)
    unused = (
        f"the unit '{admin1}' is not known and was not used" if admin1 and not codes else ""
    )
    if verdict.meant is None:
        told = f"ambiguous: {verdict.rule or f'{len(kept)} places bear this name'}"
        return Resolution(
            name, candidates=others, reason="; ".join(filter(None, (told, unused)))
        )
    notes = [unused, *_notes(match, passed, codes, verdict, day)]
    matched_by = how_found(verdict.meant, name, match.how, notes)
    # A unit around a town of its name is no place that was passed over.
    namesakes = sum(b is not verdict.meant and b.place.kind != "area" for b in kept)
    answer = answer_of(name, verdict.meant, matched_by, day)
    return replace(answer, candidates=others, namesakes=namesakes)
