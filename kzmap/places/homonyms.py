"""Which of several places of one name is meant: a stated rule, or none of them.

1. Country and first-level unit, where told, leave only the places in them. A place that
   alone bears the name elsewhere is not taken instead: it is a namesake.
2. A country's name means the country, unless a city or a unit has it as its main name, too
   (Luxembourg, Georgia): then nothing.
3. A unit and a town share a bare name ("Zhambyl"): the town is meant if it is a city that
   bears the name officially on the day; outside Kazakhstan, where names have no dates, if it
   lies in that very unit (Lagos, but not Washington) and its claim to the name is not the
   weaker one; else nothing is.
4. A city (50,000 inhabitants or more) is meant before namesakes at least ten times smaller,
   unless its own claim to the name is weaker than theirs. Where the gazetteer knows no
   population it is a village's: it knows that of nearly every city, and all that were passed
   over are listed.
5. Among places whose names' standing is known from the overlay, the one that bears the name
   officially on the day is meant before those that did at another time or never.
6. Otherwise the name stays open, with all of them as candidates.
7. In the world, where neither the row nor the name itself tells a country (or a unit, by which
   all are in one), size means nothing: a name that several places bear stays open, whatever
   their size. One that a single place bears means that place if it is a city, a country or a
   unit; a smaller town stays open, since places too small for the gazetteer may bear the name
   as well. Units of a country that bear the name of their city are no other place (point 3).
   The bundled places of Kazakhstan are what a bare name means first, by points 2 to 6.

What was passed over by points 2, 4 and 5, or elsewhere for a bundled place, is counted in the
answer, for whoever reads it to be told.
"""

from dataclasses import dataclass
from typing import Final

from kzmap.places.matching import Bearer

CITY_POPULATION: Final = 50_000
TIMES_SMALLER: Final = 10
_OFFICIAL, _MAIN = 1, 3


@dataclass(frozen=True, slots=True)
class Verdict:
    """The place meant, if one is, and by which rule; if none is, why not."""

    meant: Bearer | None
    rule: str = ""


def _city(bearers: list[Bearer]) -> Bearer | None:
    largest = max(bearers, key=lambda b: b.place.population)
    others = [b for b in bearers if b is not largest]
    dwarfed = all(
        b.place.kind == "town"
        and b.place.population * TIMES_SMALLER <= largest.place.population
        for b in others
    )
    claims = all(largest.rank <= b.rank for b in others)
    big = largest.place.population >= CITY_POPULATION
    return largest if big and dwarfed and claims else None


def _known_standing(bearer: Bearer) -> bool:
    return any(name.status == "official" for name in bearer.place.names)


def _is_city(bearer: Bearer) -> bool:
    return bearer.place.kind == "town" and bearer.place.population >= CITY_POPULATION


def _before_units(town: Bearer | None, areas: list[Bearer]) -> Verdict:
    if town is None:
        return Verdict(None)
    if town.rank == _OFFICIAL and _is_city(town):
        return Verdict(town, "the city, not the unit of that name")
    around = [area for area in areas if area.place.unit == town.place.unit != ""]
    if around and town.rank <= min(area.rank for area in areas):
        return Verdict(town, "the town, not the unit of that name around it")
    return Verdict(None)


def settle(bearers: tuple[Bearer, ...]) -> Verdict:
    """Choose between the bearers of one name by the rule above (its points 2 to 6)."""
    if len(bearers) == 1:
        return Verdict(bearers[0])
    countries = [b for b in bearers if b.place.kind == "country"]
    if len(countries) == 1:
        if any(b.rank <= _MAIN and (_is_city(b) or b.place.kind == "area") for b in bearers):
            return Verdict(None)
        return Verdict(countries[0], "the country, not its namesakes")
    towns = [b for b in bearers if b.place.kind in ("town", "site")]
    areas = [b for b in bearers if b.place.kind == "area"]
    if not towns:
        return Verdict(None)
    city = towns[0] if len(towns) == 1 else _city(towns)
    if areas:
        return _before_units(city, areas)
    if city is not None:
        return Verdict(
            city,
            f"a city of {city.place.population:,}; its namesakes are at least "
            f"{TIMES_SMALLER} times smaller, or of no known population",
        )
    best = min(b.rank for b in towns)
    first = [b for b in towns if b.rank == best]
    if best == 1 and len(first) == 1 and all(_known_standing(b) for b in towns):
        return Verdict(first[0], "the only one that bears the name officially on the day")
    return Verdict(None)


def settle_anywhere(bearers: tuple[Bearer, ...]) -> Verdict:
    """Choose between bearers of one name where no country is told, by point 7 above."""
    several = Verdict(None, f"{len(bearers)} places bear this name, and no country is told")
    towns = [b for b in bearers if b.place.kind in ("town", "site")]
    if not towns:
        return Verdict(bearers[0]) if len(bearers) == 1 else several
    town, *others = towns
    around = [b for b in bearers if b not in towns]
    if others or not all(_is_unit_of_the_country(b, town) for b in around):
        return several
    if _is_city(town):
        verdict = settle(bearers)
        return verdict if verdict.meant is not None else several
    if around:
        return several
    return Verdict(
        None, "no country is told, and places too small for the gazetteer may bear this name"
    )


def _is_unit_of_the_country(bearer: Bearer, town: Bearer) -> bool:
    return bearer.place.kind == "area" and bearer.place.country == town.place.country
