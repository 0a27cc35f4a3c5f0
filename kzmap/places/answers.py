"""What is asked of the geocoding stage, and what it answers."""

from dataclasses import asdict, dataclass
from datetime import date
from typing import Any, Final, NamedTuple

from kzmap.places.names import PlaceName

_JSON_KEYS: Final = (
    "query",
    "lat",
    "lon",
    "name",
    "name_on_date",
    "admin1",
    "country",
    "geo_precision",
    "matched_by",
)


class PlaceQuery(NamedTuple):
    """A name with what its row tells about it: the day, the country, the first-level unit."""

    name: str
    when: date | str | None = None
    country: str | None = None
    admin1: str | None = None


@dataclass(frozen=True, slots=True)
class Candidate:
    """Another place that may have been meant.

    ``population`` is 0 where unknown; ``near`` marks a name that is only spelled alike;
    ``geo_precision`` is 3 where it is an area.
    """

    name: str
    admin1: str | None
    country: str | None
    lat: float
    lon: float
    population: int
    matched_name: str
    place_id: str = ""
    near: bool = False
    geo_precision: int = 1


@dataclass(frozen=True, slots=True)
class Resolution:
    """The answer for one name.

    Attributes
    ----------
    query
        The name as asked.
    lat, lon
        WGS84 degrees; ``None`` where unresolved. For an area or a country a point inside it,
        fit to carry a label and nothing more.
    name
        The present English name.
    name_on_date
        The English name that was valid on the day asked for; the present one without a day.
    names
        All known names.
    place_id
        ``geonames:1526384``, ``kzmap:tengiz``, ``iso:KZ-VOS``, ``iso:KZ``; empty where
        another service answered.
    kind
        "town", "area", "country" or "site".
    admin1
        The first-level unit that holds the point on that day, if boundaries are bundled.
    country
        ISO 3166-1 alpha-2 code.
    geo_precision
        1 the place itself, 3 only an area.
    matched_by
        Which name matched and how, in words.
    service
        "gazetteer", "review" for a person's decision, or the class of the geocoder that
        was given.
    candidates
        Where resolved, the namesakes passed over; else those between which to choose, or
        near spellings.
    reason
        Why the name stays unresolved: starts with "no match" (nobody knows it), "ambiguous"
        (several places bear it), "error" (a service failed or its reply was no answer),
        "pending" (a service wants to be asked later) or "left out" (by a decision).
    namesakes
        Where resolved, how many other places may have been meant by all that the row tells,
        and were passed over by a rule.
    """

    query: str
    lat: float | None = None
    lon: float | None = None
    name: str | None = None
    name_on_date: str | None = None
    names: tuple[PlaceName, ...] = ()
    place_id: str | None = None
    kind: str | None = None
    admin1: str | None = None
    country: str | None = None
    geo_precision: int | None = None
    matched_by: str | None = None
    service: str = "gazetteer"
    candidates: tuple[Candidate, ...] = ()
    reason: str | None = None
    namesakes: int = 0

    @property
    def resolved(self) -> bool:
        """Whether there are coordinates."""
        return self.lat is not None

    def as_dict(self) -> dict[str, Any]:
        """Return the answer as ``kzmap geocode --json`` prints it."""
        told: dict[str, Any] = {key: getattr(self, key) for key in _JSON_KEYS}
        told["candidates"] = [asdict(candidate) for candidate in self.candidates]
        return told
