"""What a decision became, in words, and whether it lies where the name can be."""

from typing import Final

from kzmap.countries import country_code, country_name, is_country
from kzmap.places import Resolution
from kzmap.places.resolver import REVIEW
from kzmap.review.candidates import choices, degrees

DECIDED: Final = "decided: "
"""How the reason of a row begins that a person settled."""


def outcome(answer: Resolution) -> str:
    """Return what was decided: the place with its coordinates, or that it was left out.

    Examples
    --------
    >>> outcome(Resolution("Жамбыл", 42.89799, 71.37334, name="Taraz", country="KZ"))
    'decided: Taraz, KZ (42.89799, 71.37334)'
    """
    if answer.lat is None or answer.lon is None:
        left_out = answer.service == REVIEW
        return f"{DECIDED}left out" if left_out else answer.reason or "no match"
    parts = (answer.name or answer.query, answer.admin1, answer.country)
    where = ", ".join(dict.fromkeys(filter(None, parts)))
    return f"{DECIDED}{where} ({degrees(answer.lat)}, {degrees(answer.lon)})"


def countries_of(country: str, candidates: str) -> tuple[str, ...]:
    """Return where a name can be: in the country of its row, else in those of its candidates.

    Examples
    --------
    >>> countries_of("", "1: Aktau, KZ (43.65, 51.17) | 2: Aktau, RU (50.2, 73)")
    ('KZ', 'RU')
    """
    code = country_code(country) or ""
    if code:
        return (code,)
    found = dict.fromkeys(one.country for one in choices(candidates).values())
    return tuple(filter(is_country, found))


def doubt_about(
    lat: float, lon: float, countries: tuple[str, ...], admin1: str, day: str
) -> str:
    """Say that a point lies in none of some countries, or outside a unit; or "".

    Examples
    --------
    >>> doubt_about(30.66, 51.58, ("KZ", "UZ"), "", "")
    'the point 30.66, 51.58 lies in none of Kazakhstan, Uzbekistan'
    """
    # Numpy takes a while to import, and most reviews need none of this.
    from kzmap.places import LocatedPoint, check_units

    at = [LocatedPoint(lat, lon, code, admin1 or None, day or None) for code in countries]
    told = check_units(at)
    if not told or not all(told):
        return ""
    if len(told) == 1:
        return told[0]
    listed = ", ".join(map(country_name, countries))
    return f"the point {degrees(lat)}, {degrees(lon)} lies in none of {listed}"


def is_swapped(lat: float, lon: float, countries: tuple[str, ...]) -> bool:
    """Tell whether a point lies in none of some countries, but the other way round in one.

    Examples
    --------
    >>> is_swapped(76.9, 43.2, ("KZ",)), is_swapped(43.2, 76.9, ("KZ",))
    (True, False)
    """
    from kzmap.places.outlines import km_outside

    if abs(lon) > 90 or not doubt_about(lat, lon, countries, "", ""):
        return False
    return any(km_outside(code, lon, lat) == 0 for code in countries)
