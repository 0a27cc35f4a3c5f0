"""What of a Nominatim reply is kept, and what makes it no answer."""

import re
from collections.abc import Iterable
from typing import Any, Final

from geopy.location import Location

from kzmap.places.services import ReplyError, checked_point

_KEPT: Final = ("lat", "lon", "display_name", "osm_type", "osm_id", "class", "addresstype")
_LONGEST: Final = 500
_DEGREES = re.compile(r"[+-]?[0-9]{1,3}(?:\.[0-9]{1,20})?")
_SETTLED: Final = frozenset({"place", "boundary"})


def trim_place(raw: dict[str, Any]) -> dict[str, Any]:
    """Return of one place what is used here, in bounds."""
    kept: dict[str, Any] = {key: _short(raw[key]) for key in _KEPT if key in raw}
    box, address = raw.get("boundingbox"), raw.get("address")
    if isinstance(box, list):
        kept["boundingbox"] = [_short(each) for each in box[:4]]
    if isinstance(address, dict):
        kept["address"] = {key[:80]: _short(value) for key, value in list(address.items())[:40]}
    return kept


def check_places(places: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """Return places as they are, if every one has coordinates.

    One that has none casts doubt on the whole reply.

    Raises
    ------
    ReplyError
        A place has no coordinates, or such as cannot be.
    """
    for place in places:
        for key, most in (("lat", 90), ("lon", 180)):
            value = place.get(key)
            is_number = isinstance(value, (int, float)) and not isinstance(value, bool)
            is_text = isinstance(value, str) and _DEGREES.fullmatch(value)
            # geopy would wrap a longitude beyond the globe around it.
            if not (is_number or is_text) or not abs(float(value or 0)) <= most:
                raise ReplyError(f"the reply's {key} is {str(value)[:40]!r}, no degrees")
        checked_point(_location(place))
    return places


def locations(places: Iterable[dict[str, Any]]) -> list[Location]:
    """Return places as geopy's locations, settlements and areas alone where there are any.

    A street or a shop that bears a town's name is not what a report means by it.
    """
    listed = list(places)
    settled = [place for place in listed if place.get("class") in _SETTLED]
    return [_location(place) for place in settled or listed]


def _location(place: dict[str, Any]) -> Location:
    address = str(place.get("display_name") or "")
    return Location(address, (float(place["lat"]), float(place["lon"])), place)


def _short(value: Any) -> Any:
    """Return a value that is a plain one; others cannot be used and may be of any depth."""
    if isinstance(value, str):
        return value[:_LONGEST]
    return value if isinstance(value, (int, float)) else None
