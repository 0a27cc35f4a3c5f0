"""What a person decided about names that no gazetteer could settle."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from kzmap.places.answers import Candidate, PlaceQuery
from kzmap.places.offline import country_code
from kzmap.places.spelling import fold

_Key = tuple[str, str, str]


@dataclass(frozen=True, slots=True)
class Decision:
    """What a name means, by a person's decision.

    With coordinates: that place. Without, but with a ``name``: whatever that name means, to be
    looked up in the place of the one that the table gives. ``left_out``: no place at all.

    Attributes
    ----------
    lat, lon
        WGS84 degrees, or ``None``.
    name
        Name of the place; empty: as the table gives it.
    place_id
        As in `Resolution`; empty for a point that was set by hand.
    left_out
        The rows stay off the map.
    geo_precision
        1 the place itself, 2 near it, 3 only an area.
    country
        ISO 3166-1 alpha-2 code; empty where it is not known.
    """

    lat: float | None = None
    lon: float | None = None
    name: str = ""
    place_id: str = ""
    left_out: bool = False
    geo_precision: int = 1
    country: str = ""

    @classmethod
    def choosing(cls, candidate: Candidate) -> "Decision":
        """Return the decision for a candidate."""
        return cls(
            candidate.lat,
            candidate.lon,
            candidate.name,
            candidate.place_id,
            geo_precision=candidate.geo_precision,
            country=candidate.country or "",
        )


LEAVE_OUT = Decision(left_out=True)
"""The decision that a name's rows stay off the map."""


def decision_key(query: PlaceQuery) -> _Key:
    """Return what a decision holds for: the name in normal form, country and unit.

    Case, accents and hyphens do not count, nor does the day: who decided what a name means
    decided it for the whole table.

    Examples
    --------
    >>> decision_key(PlaceQuery("АКТАУ", "2022-01-05", "kz"))
    ('актау', 'KZ', '')
    """
    name, country, admin1 = (
        text if isinstance(text, str) else ""
        for text in (query.name, query.country, query.admin1)
    )
    # A name of signs alone has no normal form, and is still one that can be decided about.
    return (
        fold(name) or name.strip(),
        country_code(country) if country.strip() else "",
        fold(admin1) or admin1.strip(),
    )


class Decisions(Mapping[PlaceQuery, Decision]):
    """Decisions by what they hold for; it never changes, but gives changed copies.

    Any query with the same `decision_key` finds a decision; going through gives the queries
    that they were made for, without a day.

    Examples
    --------
    >>> made = Decisions().having(PlaceQuery("Aktau"), LEAVE_OUT)
    >>> made.of(PlaceQuery("AKTAU", "2022-01-05")).left_out
    True
    >>> len(made.without(PlaceQuery("aktau")))
    0
    """

    def __init__(self, pairs: Iterable[tuple[PlaceQuery, Decision]] = ()) -> None:
        self._made: dict[_Key, tuple[PlaceQuery, Decision]] = {
            decision_key(query): (query._replace(when=None), decision)
            for query, decision in pairs
        }

    def __getitem__(self, query: PlaceQuery) -> Decision:
        return self._made[decision_key(query)][1]

    def __iter__(self) -> Iterator[PlaceQuery]:
        return (query for query, _ in self._made.values())

    def __len__(self) -> int:
        return len(self._made)

    def of(self, query: PlaceQuery) -> Decision | None:
        """Return the decision that holds for a query, if there is one."""
        # Most tables come without any decision, and then no key needs to be made.
        return self.get(query) if self._made else None

    def having(self, query: PlaceQuery, decision: Decision) -> "Decisions":
        """Return these decisions and one more, which takes the place of an earlier one."""
        return Decisions([*self._made.values(), (query, decision)])

    def without(self, query: PlaceQuery) -> "Decisions":
        """Return these decisions but the one that holds for a query."""
        key = decision_key(query)
        return Decisions(pair for own, pair in self._made.items() if own != key)
