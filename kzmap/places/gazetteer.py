"""The places that are known offline as a geopy geocoder."""

from typing import Any, NoReturn

from geopy.adapters import BaseSyncAdapter
from geopy.exc import GeocoderQueryError, GeocoderUnavailable
from geopy.geocoders.base import DEFAULT_SENTINEL, Geocoder
from geopy.location import Location
from geopy.point import Point

from kzmap.places.answers import Candidate, PlaceQuery, Resolution
from kzmap.places.catalogue import catalogue
from kzmap.places.describing import candidate
from kzmap.places.distance import distance_km
from kzmap.places.offline import resolve_offline


class _NoNetwork(BaseSyncAdapter):  # type: ignore[misc]
    """Stands where geopy's adapters ask the network, and refuses."""

    def get_json(self, url: str, *, timeout: float, headers: dict[str, str]) -> NoReturn:  # noqa: ARG002
        raise GeocoderUnavailable(f"the gazetteer asks no network, so not {url}")

    get_text = get_json


def _address(name: str, admin1: str | None, country: str | None) -> str:
    return ", ".join(dict.fromkeys(filter(None, (name, admin1, country))))


def _located(answer: Resolution) -> Location:
    told = _address(answer.name_on_date or "", answer.admin1, answer.country)
    return Location(told, Point(answer.lat, answer.lon), answer.as_dict())


def _candidate_location(found: Candidate) -> Location:
    told = _address(found.name, found.admin1, found.country)
    raw = {field: getattr(found, field) for field in Candidate.__slots__}
    return Location(told, Point(found.lat, found.lon), raw)


class Gazetteer(Geocoder):  # type: ignore[misc]
    """A geocoder over the places that are known offline; it asks no network.

    These are Kazakhstan's, and with the extra ``kzmap[world]`` those of all countries. It can
    stand wherever a geopy geocoder can. ``raw`` of an answer is ``Resolution.as_dict()``; of a
    candidate, its fields.

    Examples
    --------
    >>> print(Gazetteer().geocode("Новый Узень", when="2022-01-05"))
    Zhanaozen, Mangystau Region, KZ
    """

    def __init__(self) -> None:
        super().__init__(adapter_factory=_NoNetwork, user_agent="kzmap")

    def geocode(
        self,
        query: str,
        *,
        exactly_one: bool = True,
        timeout: Any = DEFAULT_SENTINEL,  # noqa: ARG002
        when: Any = None,
        country: str | None = None,
        admin1: str | None = None,
    ) -> Location | list[Location] | None:
        """Return the place that a name means.

        Parameters
        ----------
        query
            The name.
        exactly_one
            If false, a list: the answer alone, or all places of that name if it is open.
        timeout
            Accepted as geopy's geocoders do; nothing here takes long.
        when, country, admin1
            As for `kzmap.places.resolve`.

        Returns
        -------
        Location, list of Location or None
            ``None`` if no place bears the name, and with ``exactly_one`` also if several do.

        Raises
        ------
        geopy.exc.GeocoderQueryError
            If the query is not a text.
        """
        if not isinstance(query, str):
            raise GeocoderQueryError(f"the query is {query!r}; expected a place name")
        answer = resolve_offline(PlaceQuery(query, when, country, admin1))
        if answer.resolved:
            return _located(answer) if exactly_one else [_located(answer)]
        found = [_candidate_location(c) for c in answer.candidates if not c.near]
        return None if exactly_one or not found else found

    def reverse(
        self,
        query: Any,
        *,
        exactly_one: bool = True,
        timeout: Any = DEFAULT_SENTINEL,  # noqa: ARG002
        when: Any = None,
    ) -> Location | list[Location] | None:
        """Return the bundled town or site nearest to a point, however far it is.

        ``raw`` tells the distance as ``distance_km``.

        Raises
        ------
        ValueError
            If the point is not one, as geopy's `Point` raises it.
        """
        point = query if isinstance(query, Point) else Point(query)
        places = [p for p in catalogue().places.values() if p.kind in ("town", "site")]

        def away(lat: float, lon: float) -> float:
            return distance_km(point.latitude, point.longitude, lat, lon)

        nearest = min(places, key=lambda p: (away(p.lat, p.lon), p.place_id))
        described = candidate(
            nearest, nearest.name_on(None), None if when is None else str(when)
        )
        found = _candidate_location(described)
        found.raw["distance_km"] = round(away(nearest.lat, nearest.lon), 3)
        return found if exactly_one else [found]
