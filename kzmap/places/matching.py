"""Which known places a written name may mean, by the strongest way of reading it.

Ways, strongest first: the name as it stands in normal form; its parts ("Oral (Uralsk)",
"Aktau, Karaganda Region", "г. Алматы"); then both again in weak form. A weaker way is tried
only where the stronger ones find nothing.
"""

from collections.abc import Callable, Iterable
from dataclasses import dataclass

from kzmap.places.known import KnownPlaces, Place
from kzmap.places.names import PlaceName
from kzmap.places.spelling import fold, is_generic, parts, strip_generic, weaken

_WEAKLY = "reading Kazakh letters as the Russian ones beside them, without soft signs"


@dataclass(frozen=True, slots=True)
class Bearer:
    """A place, and the best of its names that the query may be; ``rank`` 1 is the best.

    1 official on the day, 2 official at another time, 3 the gazetteer's main name (which does
    not say since when), 4 any other spelling.
    """

    place: Place
    name: PlaceName
    rank: int


@dataclass(frozen=True, slots=True)
class Match:
    """The bearers of a name, how they were found, and hints that the name itself carried.

    Where a part of the name fits none of them, there are no bearers: ``left_over`` is that
    part and ``without`` the places that the rest would mean.
    """

    bearers: tuple[Bearer, ...] = ()
    how: str = ""
    units: frozenset[str] = frozenset()
    country: str = ""
    left_over: str = ""
    without: tuple[Bearer, ...] = ()


def _rank(name: PlaceName, day: str | None) -> int:
    if name.status == "main":
        return 3
    if name.status in ("official", "former"):
        return 1 if name.official_on(day) else 2
    return 4


class Reader:
    """Reads names against a catalogue on one day.

    Parameters
    ----------
    known
        The places.
    day
        YYYY-MM-DD, or ``None`` for the present.
    """

    def __init__(self, known: KnownPlaces, day: str | None) -> None:
        self._known = known
        self._day = day

    def read(self, query: str) -> Match:
        """Return the bearers by the strongest way of reading that finds any."""
        failed = Match()
        for weak in (False, True):
            how = _WEAKLY if weak else ""
            whole = self._bearers(query, weak)
            if whole:
                return Match(whole, how)
            split = self._split(query, weak)
            if split.bearers:
                return Match(
                    split.bearers,
                    "; ".join(filter(None, (split.how, how))),
                    split.units,
                    split.country,
                )
            failed = failed if failed.left_over else split
        return failed

    def _found(
        self, entries: Iterable[tuple[Place, PlaceName]], fits: Callable[[Place], bool]
    ) -> tuple[Bearer, ...]:
        best: dict[str, Bearer] = {}
        for place, name in entries:
            key = place.place_id
            bearer = Bearer(place, name, _rank(name, self._day))
            if fits(place) and (key not in best or bearer.rank < best[key].rank):
                best[key] = bearer
        # The largest first, as whoever has to choose would look for it.
        return tuple(
            sorted(best.values(), key=lambda b: (-b.place.population, b.place.place_id))
        )

    def _bearers(self, text: str, weak: bool, scope: str = "") -> tuple[Bearer, ...]:
        key = fold(text)
        if not key:
            return ()
        if scope == "area":
            areas = self._known.areas(weaken(key) if weak else key)
            return self._found(
                (
                    (place, name)
                    for place in areas
                    for name in place.names
                    if strip_generic(name.name).scope == "area"
                ),
                lambda place: place.kind == "area",
            )
        entries = self._known.bearing(weaken(key) if weak else key, weak=weak)
        return self._found(entries, lambda place: not scope or place.kind in ("town", "site"))

    def _head(self, text: str, weak: bool) -> tuple[tuple[Bearer, ...], str]:
        whole = self._bearers(text, weak)
        if whole:
            return whole, ""
        stripped = strip_generic(text)
        if not stripped.scope:
            return (), ""
        return (
            self._bearers(stripped.text, weak, stripped.scope),
            f"without the word '{stripped.removed}'",
        )

    def _split(self, query: str, weak: bool) -> Match:
        pieces = parts(query)
        if not pieces:
            return Match()
        bearers, how = self._head(pieces[0], weak)
        if not bearers or len(pieces) == 1:
            return Match(bearers, how)
        said = [how] if how else []
        codes: frozenset[str] = frozenset()
        country = ""
        for piece in pieces[1:]:
            if scope := is_generic(piece):
                kinds = ("town", "site") if scope == "settlement" else ("area",)
                bearers = tuple(b for b in bearers if b.place.kind in kinds)
                said.append(f"'{piece}' taken as what kind of place it is")
            elif len(either := self._either(piece, bearers)) > 1:
                bearers = either
                said.append(f"'{piece}' may be a country or a unit")
            elif code := self._country(piece, bearers):
                country = code
                said.append(f"'{piece}' taken as its country")
            elif (same := self._same(bearers, self._head(piece, weak)[0])) and (
                same != bearers or not self._within(piece, bearers)
            ):
                bearers = same
                said.append(f"'{piece}' is another name of it")
            elif units := self._known.unit_codes(piece):
                codes = units
                said.append(f"'{piece}' taken as its first-level unit")
            elif countries := tuple(b for b in bearers if b.place.kind == "country"):
                bearers = countries
                said.append(f"'{piece}' taken as a remark")
            else:
                return Match(left_over=piece, without=bearers)
        return Match(bearers, "; ".join(said), codes, country)

    def _country(self, piece: str, bearers: tuple[Bearer, ...]) -> str:
        """Return the country that a part names, unless it rather names a unit there.

        "Atlanta, Georgia" and "Springfield, IL" are in the United States.
        """
        code = self._known.country_named(piece)
        if not code or any(b.place.country == code for b in bearers):
            return code
        return "" if self._within(piece, bearers) else code

    def _either(self, piece: str, bearers: tuple[Bearer, ...]) -> tuple[Bearer, ...]:
        """Return the bearers in a country and those in a unit, if a part may name both.

        "Ontario, CA" is in Canada or in California.
        """
        code = self._known.country_named(piece)
        there = [b for b in bearers if code and b.place.country == code]
        within = self._within(piece, bearers)
        return (*there, *within) if there and within else ()

    def _within(self, piece: str, bearers: tuple[Bearer, ...]) -> tuple[Bearer, ...]:
        """Return the bearers in a unit of the world that a part names."""
        units = self._known.unit_codes(piece)
        return tuple(b for b in bearers if b.place.unit and b.place.unit in units)

    def _same(
        self, bearers: tuple[Bearer, ...], others: tuple[Bearer, ...]
    ) -> tuple[Bearer, ...]:
        ids = {other.place.place_id for other in others}
        return tuple(b for b in bearers if b.place.place_id in ids)
