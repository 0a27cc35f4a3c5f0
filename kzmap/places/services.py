"""Other geopy geocoders in the gazetteer's place.

geopy turns a reply without coordinates into (0, 0), and services differ in what else they
let through; so every reply is checked here, and what cannot be a place is an error. An
error is never "no match": the service may well know the place once it answers again.
"""

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
    raw = getattr(location, "raw", None)
    if isinstance(raw, dict) and any(key in raw and raw[key] is None for key in ("lat", "lon")):
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
    raw = getattr(location, "raw", None)
    address = raw.get("address") if isinstance(raw, dict) else None
    told = address.get("country_code") if isinstance(address, dict) else None
    if isinstance(told, str) and len(told) == 2:
        return told.upper()
    return "KZ" if shape_at(lat, lon, None) else None


def _covers_an_area(location: Any) -> bool:
    """Tell by the box that Nominatim gives whether a reply is a region rather than a town."""
    raw = getattr(location, "raw", None)
    box = raw.get("boundingbox") if isinstance(raw, dict) else None
    try:
        south, north, west, east = map(float, box or ())
    except (TypeError, ValueError):
        return False
    return max(north - south, east - west) > LARGEST_TOWN_DEGREES


def _fits(query: PlaceQuery, found: Candidate) -> bool:
    if query.country and found.country and country_code(query.country) != found.country:
        return False
    codes = catalogue().unit_codes(query.admin1) if query.admin1 else frozenset()
    shape = shape_at(found.lat, found.lon, day_text(query.when))
    return not codes or shape is None or shape.iso in codes


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
    )


def _ask(query: PlaceQuery, geocoder: Any) -> list[tuple[Candidate, bool]]:
    reply = geocoder.geocode(_question(query), exactly_one=False)
    if reply is None:
        return []
    if hasattr(reply, "latitude"):
        reply = [reply]
    if not isinstance(reply, (list, tuple)):
        raise ReplyError(f"the reply is a {type(reply).__name__}, not a list of places")
    when = day_text(query.when)
    read = ((_read(each, when), _covers_an_area(each)) for each in reply[:MOST_REPLIES])
    return [row for row in read if _fits(query, row[0])]


def resolve_with(query: PlaceQuery, geocoder: Any) -> Resolution:
    """Resolve one query by a geopy geocoder.

    One place, or several replies within 10 km of each other, is an answer; places farther
    apart are candidates. Outage, refusal and malformed reply give a ``reason`` that starts
    with "error".
    """
    service = type(geocoder).__name__
    if not isinstance(query.name, str) or not query.name.strip():
        reason = "no match: the name is empty"
        return Resolution(query=str(query.name), service=service, reason=reason)
    try:
        replies = _ask(query, geocoder)
    # A service's library may raise anything; one bad reply must not lose the other rows.
    except Exception as error:
        reason = f"error: {type(error).__name__}: {error}"[:500]
        return Resolution(query=query.name, service=service, reason=reason)
    if not replies:
        return Resolution(query=query.name, service=service, reason="no match")
    found = [place for place, _ in replies]
    first, area = replies[0]
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
        kind="area" if area else "town",
        admin1=first.admin1,
        country=first.country,
        geo_precision=3 if area else 1,
        matched_by=f"{service} answered '{first.matched_name}'",
        service=service,
    )
