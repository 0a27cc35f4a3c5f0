"""Coordinates as a person types them, and back."""

import re
from typing import Final

from kzmap.review.candidates import degrees

_DEGREES: Final = r"[+-]?[0-9]{1,3}(?:[.,][0-9]+)?"
_WITH_SIGNS: Final = r"([+-]?[0-9]{1,3}(?:[.][0-9]+)?)\s*(°?)\s*([NSEW]?)"
_WITH_COMMA: Final = r"([+-]?[0-9]{1,3}(?:[.,][0-9]+)?)\s*(°?)\s*([NSEW]?)"
_PAIR = re.compile(rf"{_WITH_SIGNS}(?:\s*[,;]\s*|\s+){_WITH_SIGNS}", re.IGNORECASE)
_PAIR_WITH_COMMAS = re.compile(
    rf"{_WITH_COMMA}(?:\s*;\s*|,\s+|\s+){_WITH_COMMA}", re.IGNORECASE
)


class PointError(ValueError):
    """What stands there is meant as coordinates and is none."""


def read_pair(text: str) -> tuple[float, float] | None:
    """Return the latitude and longitude that a text gives, or ``None`` if it is no pair.

    Both need a decimal point, a degree sign or a letter of N, S, E, W: "1, 2" may as well mean
    two candidates.

    Raises
    ------
    PointError
        They are no degrees, or whole numbers without a sign.

    Examples
    --------
    >>> read_pair("43,65; 51,17"), read_pair("51.17°E 43.65°N"), read_pair("Aktau")
    ((43.65, 51.17), (43.65, 51.17), None)
    """
    found = _PAIR.fullmatch(text) or _PAIR_WITH_COMMAS.fullmatch(text)
    if found is None:
        return None
    one, other = found.group(1, 2, 3), found.group(4, 5, 6)
    letters = one[2].upper(), other[2].upper()
    if letters != ("", ""):
        if "" in letters or (letters[0] in "NS") == (letters[1] in "NS"):
            raise PointError("one of the two needs N or S, the other E or W")
        if letters[0] in "EW":
            one, other = other, one
    point = checked(_signed(one[0], one[2]), _signed(other[0], other[2]))
    if not all("." in n or "," in n or sign or letter for n, sign, letter in (one, other)):
        raise PointError(
            "coordinates need a decimal point in both, such as 43.65, 51.17 or 43.0, 51.0; "
            "of candidates, one number is to be written"
        )
    return point


def write_pair(lat: float, lon: float) -> str:
    """Return coordinates as `read_pair` reads them.

    Examples
    --------
    >>> write_pair(43, 51.17)
    '43.0, 51.17'
    """
    texts = degrees(lat), degrees(lon)
    return ", ".join(text if "." in text else f"{text}.0" for text in texts)


def checked(lat: str, lon: str) -> tuple[float, float]:
    """Return latitude and longitude as numbers.

    Raises
    ------
    PointError
        They are no degrees, out of range, or both 0.
    """
    numbers = []
    for name, text, most in (("lat", lat, 90), ("lon", lon, 180)):
        if not re.fullmatch(_DEGREES, text):
            raise PointError(f"{name} is {text!r}; expected degrees such as 43.65")
        value = float(text.replace(",", "."))
        if abs(value) > most:
            raise PointError(f"{name} is {text}; expected {-most} to {most}, lat first")
        numbers.append(value)
    if numbers == [0, 0]:
        raise PointError("0, 0 stands for missing coordinates; leave the cell empty instead")
    return numbers[0], numbers[1]


def _signed(text: str, letter: str) -> str:
    if not letter or letter.upper() in "NE":
        return text
    if text[0] in "+-":
        raise PointError(f"{text} has a sign and {letter}, too; write one of them")
    return f"-{text}"
