"""Other geopy geocoders in the gazetteer's place.

geopy turns a reply without coordinates into (0, 0), and services differ in what else they
let through; so every reply is checked here, and what cannot be a place is an error. An
error is never "no match": the service may well know the place once it answers again.
"""

from collections.abc import Sequence
from math import cos, hypot, isfinite, radians
from typing import Any, Final

from kzmap.places.answers import Candidate, PlaceQuery, Resolution
from kzmap.places.boundaries import shape_at
from kzmap.places.catalogue import catalogue
from kzmap.places.names import day_text
from kzmap.places.offline import country_code
from kzmap.places.units import unit_name_at

MOST_REPLIES: Final = 20
SAME_PLACE_KM: Final = 10.0
LARGEST_TOWN_DEGREES: Final = 1.0
_KM_PER_DEGREE: Final = 111.2
_AREA_TYPES: Final = frozenset(
    {"country", "state", "region", "province", "state_district", "county"}
)


class ReplyError(ValueError):
    """A service's reply holds no usable coordinates."""


def checked_point(location: Any) -> tuple[float, float]:
    """Return latitude and longitude of a reply.

    Raises
    ------
    ReplyError
        If either is missing, not a finite number, out of range, or both are 0.
    """
    try:
        lat, lon = float(location.latitude), float(location.longitude)
    except (AttributeError, TypeError, ValueError) as error:
        raise ReplyError("the reply has no coordinates") from error
    if not (isfinite(lat) and isfinite(lon)):
        raise ReplyError(f"the reply's coordinates {lat}, {lon} are not finite")
    if not (-90 <= lat <= 90 and -180 <= lon <= 180):
        raise ReplyError(f"the reply's coordinates {lat}, {lon} are not on the globe")
    raw = _raw(location)
    if any(key in raw and raw[key] is None for key in ("lat", "lon")):
        raise ReplyError("the reply has no coordinates")
    if lat == 0 and lon == 0:
        raise ReplyError("the reply's coordinates 0, 0 stand for missing ones")
    return lat, lon


def _km(a: tuple[float, float], b: tuple[float, float]) -> float:
    wide = cos(radians((a[0] + b[0]) / 2))
    return hypot(a[0] - b[0], (a[1] - b[1]) * wide) * _KM_PER_DEGREE


def _question(query: PlaceQuery) -> str:
    return ", ".join(filter(None, (query.name, query.admin1, query.country)))


def _country(location: Any, lat: float, lon: float) -> str | None:
    address = _raw(location).get("address")
    told = address.get("country_code") if isinstance(address, dict) else None
    if isinstance(told, str) and len(told) == 2:
        return told.upper()
    return "KZ" if shape_at(lat, lon, None) else None


def _raw(location: Any) -> dict[str, Any]:
    raw = getattr(location, "raw", None)
    return raw if isinstance(raw, dict) else {}


def _is_an_area(location: Any) -> bool:
    """Tell by what Nominatim says of it whether a reply is a region rather than a town."""
    raw = _raw(location)
    if raw.get("addresstype") in _AREA_TYPES:
        return True
    try:
        south, north, west, east = map(float, raw.get("boundingbox") or ())
    except (TypeError, ValueError):
        return False
    return max(north - south, east - west) > LARGEST_TOWN_DEGREES


def _osm_id(location: Any) -> str:
    kind, number = _raw(location).get("osm_type"), _raw(location).get("osm_id")
    known = kind in ("node", "way", "relation") and isinstance(number, int)
    return f"osm:{kind}/{number}" if known else ""


def _fits(query: PlaceQuery, found: Candidate) -> bool:
    if query.country and found.country and country_code(query.country) != found.country:
        return False
    codes = catalogue().unit_codes(query.admin1) if query.admin1 else frozenset()
    if not codes:
        return True
    shape = shape_at(found.lat, found.lon, day_text(query.when))
    if shape is None:
        # No boundaries of that day, or a point just off a simplified coast.
        return found.country in (None, *(code[:2] for code in codes))
    return shape.iso in codes


def _read(location: Any, when: str | None) -> Candidate:
    lat, lon = checked_point(location)
    address = str(getattr(location, "address", "") or "")[:500]
    return Candidate(
        address.split(",")[0].strip(),
        unit_name_at(lat, lon, when),
        _country(location, lat, lon),
        lat,
        lon,
        0,
        address,
        _osm_id(location),
        geo_precision=3 if _is_an_area(location) else 1,
    )


def _ask(query: PlaceQuery, geocoder: Any) -> list[Any]:
    reply = geocoder.geocode(_question(query), exactly_one=False)
    if reply is None:
        return []
    if hasattr(reply, "latitude"):
        return [reply]
    if not isinstance(reply, (list, tuple)):
        raise ReplyError(f"the reply is a {type(reply).__name__}, not a list of places")
    return list(reply)


def read_replies(query: PlaceQuery, replies: Sequence[Any], service: str) -> Resolution:
    """Make an answer of what a service replied.

    One place, or several replies within 10 km of each other, is an answer; places farther
    apart are candidates; replies that lie elsewhere than the query says are none.

    Parameters
    ----------
    replies
        geopy's locations, the likeliest first; those beyond `MOST_REPLIES` are not read.
    service
        Its name.

    Raises
    ------
    ReplyError
        A reply has no coordinates that can be.
    """
    when = day_text(query.when)
    read = (_read(each, when) for each in replies[:MOST_REPLIES])
    found = [place for place in read if _fits(query, place)]
    if not found:
        return Resolution(query=query.name, service=service, reason="no match")
    first = found[0]
    if any(_km((first.lat, first.lon), (f.lat, f.lon)) > SAME_PLACE_KM for f in found):
        reason = f"ambiguous: the service knows {len(found)} places"
        return Resolution(
            query=query.name, service=service, candidates=tuple(found), reason=reason
        )
    return Resolution(
        query=query.name,
        lat=first.lat,
        lon=first.lon,
        name=first.name,
        name_on_date=first.name,
        kind="area" if first.geo_precision == 3 else "town",
        admin1=first.admin1,
        country=first.country,
        geo_precision=first.geo_precision,
        matched_by=f"{service} answered '{first.matched_name}'",
        service=service,
    )


def resolve_with(query: PlaceQuery, geocoder: Any) -> Resolution:
    """Resolve one query by a geopy geocoder.

    Outage, refusal and malformed reply give a ``reason`` that starts with "error"; all else
    is as `read_replies` says.
    """
    service = type(geocoder).__name__
    if not isinstance(query.name, str) or not query.name.strip():
        reason = "no match: the name is empty"
        return Resolution(query=str(query.name), service=service, reason=reason)
    try:
        return read_replies(query, _ask(query, geocoder), service)
    # A service's library may raise anything; one bad reply must not lose the other rows.
    except Exception as error:
        reason = f"error: {type(error).__name__}: {error}"[:500]
        return Resolution(query=query.name, service=service, reason=reason)
