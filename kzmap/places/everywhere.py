"""The bundled places of Kazakhstan and, with the extra, those of all other countries."""

from collections.abc import Callable
from dataclasses import replace
from typing import TYPE_CHECKING, Final, TypeVar

from kzmap.countries import country_code
from kzmap.errors import ExportError, PlaceError
from kzmap.places.catalogue import Catalogue, catalogue
from kzmap.places.known import Place
from kzmap.places.names import PlaceName
from kzmap.places.world import asked, is_available

if TYPE_CHECKING:
    from kzmap.places.world.index import WorldIndex

BUNDLED_COUNTRY: Final = "KZ"
T = TypeVar("T")


class Everywhere:
    """The bundled catalogue and the world index, read as one.

    A place that both have (Moscow) is the bundled one, with what the index adds. Where the
    index cannot be had, the bundled places answer alone, and ``trouble`` says why.

    Parameters
    ----------
    bundled
        The places of Kazakhstan, and the few of our own elsewhere.
    country
        ISO 3166-1 alpha-2 code: only places there; empty for all.
    """

    def __init__(self, bundled: Catalogue, country: str = "") -> None:
        self._bundled = bundled
        self.country = country
        self.trouble = ""

    def bearing(self, key: str, *, weak: bool) -> list[tuple[Place, PlaceName]]:
        """Return the places that bear a name in normal (or weak) form, with that name."""
        theirs = self._ask(lambda index: index.bearing(key, self.country, weak=weak))
        known = {place.place_id: place for place, _ in theirs}
        if self.country and self.country not in self._bundled.lands:
            return theirs
        ours = [
            (_joined(place, known.get(place.place_id)), name)
            for place, name in self._bundled.bearing(key, weak=weak)
            if self.country in ("", place.country)
        ]
        return ours + [row for row in theirs if row[0].place_id not in self._bundled.places]

    def areas(self, key: str) -> list[Place]:
        """Return the first-level units that bear a name."""
        # Units are bundled for Kazakhstan alone, whose rows are not asked here.
        ours = [] if self.country else self._bundled.areas(key)
        return ours + self._ask(lambda index: index.areas(key, self.country))

    def unit_codes(self, text: str) -> frozenset[str]:
        """Return the codes of the units that a text may name: ISO's here, GeoNames' there."""
        theirs = self._ask(lambda index: list(index.unit_codes(text)))
        ours = () if self.country else self._bundled.unit_codes(text)
        return frozenset(code for code in (*ours, *theirs) if code.startswith(self.country))

    def country_named(self, text: str) -> str:
        """Return the ISO 3166-1 code of the country that a text names, or ""."""
        return self._bundled.country_named(text) or country_code(text) or ""

    def alike(self, folded: str, cutoff: float, limit: int) -> list[tuple[float, str]]:
        """Return normal forms spelled much like one, with their score, the likest first."""
        theirs = self._ask(lambda index: index.alike(folded, self.country, cutoff, limit))
        ours = [] if self.country else self._bundled.alike(folded, cutoff, limit)
        return sorted({*ours, *theirs}, key=lambda row: (-row[0], row[1]))[:limit]

    def count_elsewhere(self, key: str) -> int:
        """Return how many places of other countries than Kazakhstan bear a normal form."""
        found = self._ask(lambda index: index.bearing(key, weak=False))
        return len({place.place_id for place, _ in found} - self._bundled.places.keys())

    def _ask(self, question: "Callable[[WorldIndex], list[T]]") -> list[T]:
        try:
            return asked(question)
        except (ExportError, PlaceError) as error:
            self.trouble = str(error)
            return []


def _joined(ours: Place, theirs: Place | None) -> Place:
    if theirs is None:
        return ours
    return replace(ours, population=theirs.population, unit=theirs.unit)


def place_of(place_id: str) -> Place | None:
    """Return the place of an id, or ``None`` where none is known."""
    place = catalogue().places.get(place_id)
    if place is None and is_available():
        place = asked(lambda index: index.place(place_id))
    return place
