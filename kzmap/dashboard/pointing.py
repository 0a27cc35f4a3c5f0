"""Pointing at a place on the page: what is asked, and the answer, checked. Pure."""

from typing import NamedTuple


class Asked(NamedTuple):
    """A place that a person is to point at; the number ties the answer to the question."""

    id: int
    name: str


class Picked(NamedTuple):
    """Where a person pointed, in WGS84 degrees; None where they would rather not."""

    lat: float | None = None
    lon: float | None = None


def read_picked(message: object, asked: Asked | None) -> Picked | None:
    """Return the page's answer, or None if it is none to this question.

    The page draws what strangers wrote, so its word is checked like any other input.

    Examples
    --------
    >>> asked = Asked(7, "Kulsary")
    >>> read_picked({"id": 7, "lat": 46.95, "lon": 54}, asked)
    Picked(lat=46.95, lon=54.0)
    >>> read_picked({"id": 7}, asked)
    Picked(lat=None, lon=None)
    >>> read_picked({"id": 6, "lat": 46.95, "lon": 54}, asked) is None
    True
    """
    if asked is None or not isinstance(message, dict) or message.get("id") != asked.id:
        return None
    if "lat" not in message and "lon" not in message:
        return Picked()
    lat, lon = degrees(message.get("lat"), 90), degrees(message.get("lon"), 180)
    return None if lat is None or lon is None else Picked(lat, lon)


def degrees(value: object, most: float) -> float | None:
    """Return degrees between ``-most`` and ``most``, or None for anything else."""
    if isinstance(value, bool) or not isinstance(value, int | float):
        return None
    # Not a number and infinity fail the comparison too.
    return float(value) if abs(value) <= most else None


def read_point(text: str) -> Picked | None:
    """Return coordinates that a person typed, latitude first, or None.

    Examples
    --------
    >>> read_point("51.18, 71.45"), read_point("51.18 71.45"), read_point("north")
    (Picked(lat=51.18, lon=71.45), Picked(lat=51.18, lon=71.45), None)
    """
    parts = text.replace(",", " ").replace(";", " ").split()
    try:
        numbers = [float(part) for part in parts]
    except ValueError:
        return None
    if len(numbers) != 2:
        return None
    lat, lon = degrees(numbers[0], 90), degrees(numbers[1], 180)
    return None if lat is None or lon is None else Picked(lat, lon)
