"""The geocoding stage: names and what is known of them in, places out."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Any

from kzmap.errors import PlaceError
from kzmap.places.answers import PlaceQuery, Resolution
from kzmap.places.catalogue import catalogue
from kzmap.places.everywhere import place_of
from kzmap.places.known import Place
from kzmap.places.names import day_text
from kzmap.places.offline import resolve_offline
from kzmap.places.services import resolve_with


@dataclass(frozen=True, slots=True)
class Town:
    """A town to label on a map, with its English names in order of time."""

    place_id: str
    name: str
    lat: float
    lon: float
    population: int
    spans: tuple[tuple[str, str, str], ...]


def _offline(geocoder: Any) -> bool:
    # The class is named rather than imported: without a geocoder geopy is never loaded.
    home = type(geocoder)
    return geocoder is None or (home.__module__, home.__name__) == (
        "kzmap.places.gazetteer",
        "Gazetteer",
    )


def resolve_many(queries: Iterable[PlaceQuery], *, geocoder: Any = None) -> list[Resolution]:
    """Resolve names that each come with their own day, country and unit.

    Every distinct query is worked out once, so a million rows cost about what their distinct
    places do.

    Parameters
    ----------
    queries
        In any order; ``PlaceQuery(name, when, country, admin1)``.
    geocoder
        A geopy geocoder that answers instead of the bundled gazetteer.

    Returns
    -------
    list of Resolution
        One for each query, in the same order; equal queries share one object.

    Raises
    ------
    DayError
        If a day is not YYYY-MM-DD.
    """
    answers: dict[PlaceQuery, Resolution] = {}
    told = []
    offline = _offline(geocoder)
    for query in queries:
        answer = answers.get(query)
        if answer is None:
            answer = resolve_offline(query) if offline else resolve_with(query, geocoder)
            answers[query] = answer
        told.append(answer)
    return told


def resolve(
    names: str | Iterable[str],
    when: date | str | None = None,
    country: str | None = None,
    admin1: str | None = None,
    *,
    geocoder: Any = None,
) -> list[Resolution]:
    """Resolve place names to coordinates, by default with no network.

    Parameters
    ----------
    names
        One name or several, in English, Russian or Kazakh, of today or of the past; with the
        extra ``kzmap[world]`` those of other countries, too, in their own scripts.
    when
        The day on which the names were used; ``None`` for today's names and boundaries.
    country
        ISO 3166-1 alpha-2 code or name; only places there are answers.
    admin1
        A first-level unit by name or ISO 3166-2 code; only places there are answers. One that
        is not known is not used, and the answer says so.
    geocoder
        A geopy geocoder that answers instead of the bundled gazetteer.

    Returns
    -------
    list of Resolution
        One for each name, in order. A homonym without a hint and an unknown name stay
        unresolved, with candidates and a reason.

    Raises
    ------
    DayError
        If ``when`` is not a day.

    Examples
    --------
    >>> [answer] = resolve("Целиноград", when="2022-01-05")
    >>> answer.name_on_date, answer.matched_by
    ('Nur-Sultan', "name 'Целиноград' (ru, from 1961 until 1992)")
    """
    listed = [names] if isinstance(names, str) else names
    return resolve_many(
        (PlaceQuery(name, when, country, admin1) for name in listed), geocoder=geocoder
    )


def _place(place_id: str) -> Place:
    place = place_of(place_id)
    if place is None:
        raise PlaceError(
            f"no place has the id {place_id!r}; ids are those that resolve() answers with"
        )
    return place


def name_on(place_id: str, when: date | str | None, language: str = "en") -> str:
    """Return the official name of a place on a day.

    Raises
    ------
    PlaceError
        If no place has this id.

    Examples
    --------
    >>> name_on("geonames:1526273", "2022-01-05"), name_on("geonames:1526273", "2022-10-01")
    ('Nur-Sultan', 'Astana')
    """
    return _place(place_id).name_on(day_text(when), language)


def spans(place_id: str, language: str = "en") -> list[tuple[str, str, str]]:
    """Return the official names of a place as ``(valid_from, valid_to, name)``.

    Periods are half-open, in order of time, and do not overlap; an empty bound is not known
    or open.

    Examples
    --------
    >>> spans("geonames:1526273")[-2:]
    [('2019-03-23', '2022-09-19', 'Nur-Sultan'), ('2022-09-19', '', 'Astana')]
    """
    return _place(place_id).spans(language)


def population_of(place_id: str) -> int | None:
    """Return how many people live in a town by the gazetteer, or None where it does not tell.

    Of an area or a country it tells nothing, even where it knows the number: whoever counts
    the people of towns must not add those of a region.

    Examples
    --------
    >>> population_of("geonames:607610"), population_of("iso:KZ")
    (103598, None)
    """
    place = place_of(place_id)
    return place.population if place and place.kind == "town" and place.population else None


def towns(min_population: int = 50_000) -> list[Town]:
    """Return the towns of Kazakhstan from a population on, the largest first."""
    found = [
        Town(p.place_id, p.name_on(None), p.lat, p.lon, p.population, tuple(p.spans("en")))
        for p in catalogue().places.values()
        if p.kind == "town" and p.country == "KZ" and p.population >= min_population
    ]
    return sorted(found, key=lambda town: (-town.population, town.name))
