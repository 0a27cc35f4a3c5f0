"""Which of several places of one name is meant: a stated rule, or none of them.

1. Country and first-level unit, where told, leave only the places in them. A place that
   alone bears the name elsewhere is not taken instead: it is a namesake.
2. A country's name means the country.
3. A unit and a town share a bare name ("Zhambyl"): the town is meant if it is a city that
   bears the name officially on the day; else nothing is.
4. A city (50,000 inhabitants or more) is meant before namesakes at least ten times smaller,
   unless its own claim to the name is weaker than theirs. Where the gazetteer knows no
   population it is a village's: it knows that of every city.
5. Among places whose names' standing is known from the overlay, the one that bears the name
   officially on the day is meant before those that did at another time or never.
6. Otherwise the name stays open, with all of them as candidates.
"""

from dataclasses import dataclass
from typing import Final

from kzmap.places.matching import Bearer

CITY_POPULATION: Final = 50_000
TIMES_SMALLER: Final = 10


@dataclass(frozen=True, slots=True)
class Verdict:
    """The place meant, if one is, and by which rule."""

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


def settle(bearers: tuple[Bearer, ...]) -> Verdict:
    """Choose between the bearers of one name by the rule above (its points 2 to 6)."""
    if len(bearers) == 1:
        return Verdict(bearers[0])
    countries = [b for b in bearers if b.place.kind == "country"]
    if len(countries) == 1:
        return Verdict(countries[0], "the country, not its namesakes")
    towns = [b for b in bearers if b.place.kind in ("town", "site")]
    areas = [b for b in bearers if b.place.kind == "area"]
    if not towns:
        return Verdict(None)
    city = towns[0] if len(towns) == 1 else _city(towns)
    if areas:
        held = city is not None and city.rank == 1
        held = held and city is not None and city.place.population >= CITY_POPULATION
        return Verdict(city, "the city, not the unit of that name") if held else Verdict(None)
    if city is not None:
        return Verdict(
            city,
            f"a city of {city.place.population:,}; its namesakes are villages "
            f"at least {TIMES_SMALLER} times smaller",
        )
    best = min(b.rank for b in towns)
    first = [b for b in towns if b.rank == best]
    if best == 1 and len(first) == 1 and all(_known_standing(b) for b in towns):
        return Verdict(first[0], "the only one that bears the name officially on the day")
    return Verdict(None)
