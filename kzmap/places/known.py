"""What a known place is, and what places are asked for by name."""

from dataclasses import dataclass
from typing import Protocol

from kzmap.places.names import PlaceName, name_spans, official_name


@dataclass(frozen=True, slots=True)
class Place:
    """A place with all its names; ``population`` is 0 where it is not known.

    ``unit`` and ``unit_name`` are the first-level unit that a gazetteer of the world puts it
    in (``DE.02``, Bavaria); empty where bundled boundaries tell, or nothing does.
    """

    place_id: str
    kind: str
    lat: float
    lon: float
    country: str
    population: int
    geo_precision: int
    names: tuple[PlaceName, ...]
    unit: str = ""
    unit_name: str = ""

    def name_on(self, day: str | None, language: str = "en") -> str:
        """Return the official name on a day (``None``: the present one).

        Where none is known: the English one of that day, then the present one in the language,
        then in English.
        """
        for at, tongue in ((day, language), (day, "en"), (None, language), (None, "en")):
            name = official_name(self.names, at, tongue)
            if name is not None:
                return name
        return self.names[0].name

    def spans(self, language: str = "en") -> list[tuple[str, str, str]]:
        """Return the official names as ``(valid_from, valid_to, name)`` in order of time."""
        return name_spans(self.names, language) or name_spans(self.names, "en")


class KnownPlaces(Protocol):
    """What names are read against: the bundled catalogue, or that and the world."""

    def bearing(self, key: str, *, weak: bool) -> list[tuple[Place, PlaceName]]:
        """Return the places that bear a name in normal (or weak) form, with that name."""

    def areas(self, key: str) -> list[Place]:
        """Return the first-level units that bear a name."""

    def unit_codes(self, text: str) -> frozenset[str]:
        """Return the codes of the units that a text may name."""

    def country_named(self, text: str) -> str:
        """Return the ISO 3166-1 code of the country that a text names, or ""."""

    def alike(self, folded: str, cutoff: float, limit: int) -> list[tuple[float, str]]:
        """Return normal forms spelled much like one, with their score, the likest first."""
