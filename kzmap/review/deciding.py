"""What a person may write as a decision, and what it means."""

import re
from typing import Final

from kzmap.places import LEAVE_OUT, Decision
from kzmap.review.candidates import choices, degrees

WORDS_FOR_OUT: Final = frozenset({"leave out", "left out", "leave-out", "leaveout"})
WAYS: Final = (
    'a candidate\'s number, "lat, lon", a better name to look up, or "leave out"; '
    "or fill in lat and lon"
)
_DEGREES: Final = r"[+-]?[0-9]{1,3}(?:[.][0-9]+)?"
_DEGREES_WITH_COMMA: Final = r"[+-]?[0-9]{1,3}(?:[.,][0-9]+)?"
_PAIR = re.compile(rf"({_DEGREES})\s*(?:[,;]\s*|\s+)({_DEGREES})")
_PAIR_WITH_COMMAS = re.compile(
    rf"({_DEGREES_WITH_COMMA})\s*(?:;\s*|,\s+|\s+)({_DEGREES_WITH_COMMA})"
)
_NUMBER = re.compile(r"([0-9]+)(?:[.,]0+)?")
_MEANT_AS_NUMBER = re.compile(r"[-+0-9.,;\s°]+")


class DecisionError(ValueError):
    """A decision cannot be used; the text says why and what may stand there."""


def read_decision(text: str, lat: str, lon: str, candidates: str) -> Decision | None:
    """Return what the cells of a row decide, or ``None`` if they are all empty.

    Parameters
    ----------
    text
        A candidate's number, coordinates, a name to look up, or "leave out".
    lat, lon
        Degrees, which go with no ``text`` or with a name for the place there.
    candidates
        The cell of the candidates.

    Raises
    ------
    DecisionError
        They decide nothing that can be done, or two things.

    Examples
    --------
    >>> read_decision("43.65, 51.17", "", "", "").lat
    43.65
    >>> read_decision("Zhanaozen", "", "", "").name
    'Zhanaozen'
    """
    text = " ".join(text.split())
    written = (lat.strip(), lon.strip())
    if not any(written):
        return _read_text(text, candidates) if text else None
    if not all(written):
        raise DecisionError("lat and lon go together: fill in both, or empty both")
    point = _checked(*written)
    if not text:
        return Decision(*point)
    decided = _read_text(text, candidates)
    if decided.lat is None and decided.name:
        return Decision(*point, decided.name)
    if (decided.lat, decided.lon) == point:
        return decided
    raise DecisionError("the decision and lat, lon say different things; empty one of them")


def write_decision(decision: Decision, candidates: str) -> tuple[str, str, str]:
    """Return the cells decision, lat and lon that say a decision; the way back of reading.

    Examples
    --------
    >>> write_decision(LEAVE_OUT, "")
    ('leave out', '', '')
    """
    if decision.left_out:
        return "leave out", "", ""
    if decision.lat is None or decision.lon is None:
        return decision.name, "", ""
    for number, chosen in choices(candidates).items():
        if _same_place(chosen, decision):
            return str(number), "", ""
    lat, lon = degrees(decision.lat), degrees(decision.lon)
    if decision.name:
        return decision.name, lat, lon
    return f"{lat}, {lon}", "", ""


def _same_place(one: Decision, other: Decision) -> bool:
    if one.place_id and other.place_id:
        return one.place_id == other.place_id
    return _rounded(one) == _rounded(other) and other.name in ("", one.name)


def _rounded(decision: Decision) -> tuple[str, str]:
    return degrees(decision.lat or 0), degrees(decision.lon or 0)


def _read_text(text: str, candidates: str) -> Decision:
    if text.casefold() in WORDS_FOR_OUT:
        return LEAVE_OUT
    pair = _PAIR.fullmatch(text) or _PAIR_WITH_COMMAS.fullmatch(text)
    if pair:
        return Decision(*_checked(pair[1], pair[2]))
    if number := _NUMBER.fullmatch(text):
        return _chosen(int(number[1]), candidates)
    if _MEANT_AS_NUMBER.fullmatch(text):
        raise DecisionError(f"it is neither a number nor coordinates; expected {WAYS}")
    return Decision(name=text)


def _chosen(number: int, candidates: str) -> Decision:
    offered = choices(candidates)
    if number in offered:
        return offered[number]
    if not offered:
        raise DecisionError(f"there are no candidates to choose from; expected {WAYS}")
    raise DecisionError(
        f"there is no candidate {number}; the numbers are {', '.join(map(str, offered))}"
    )


def _checked(lat: str, lon: str) -> tuple[float, float]:
    numbers = []
    for name, text, most in (("lat", lat, 90), ("lon", lon, 180)):
        if not re.fullmatch(_DEGREES_WITH_COMMA, text):
            raise DecisionError(f"{name} is {text!r}; expected degrees such as 43.65")
        value = float(text.replace(",", "."))
        if abs(value) > most:
            raise DecisionError(f"{name} is {text}; expected {-most} to {most}, lat first")
        numbers.append(value)
    if numbers == [0, 0]:
        raise DecisionError("0, 0 stands for missing coordinates; leave the cell empty instead")
    return numbers[0], numbers[1]
