"""What a person may write as a decision, and what it means.

Nothing is guessed here: a word that is no candidate is not looked up, since a gazetteer of the
world knows a "Todo" and a "Nan"; what is to be looked up is written ``name: Todo``.
"""

import re
from typing import Final

from kzmap.places import LEAVE_OUT, Decision
from kzmap.review.candidates import choices, chosen_by_text, degrees
from kzmap.review.pointing import PointError, checked, read_pair, write_pair

WORDS_FOR_OUT: Final = frozenset({"leave out", "left out", "leave-out", "leaveout"})
WAYS: Final = (
    'a candidate\'s number, "lat, lon" such as "43.65, 51.17", "name: ..." with a better name '
    'to look up, or "leave out"; or fill in lat and lon'
)
# No names for the place at lat, lon either, although there nothing would be looked up.
_SLIPS: Final = frozenset(
    {"yes", "no", "ok", "okay", "todo", "tbd", "done", "skip", "none", "null", "nan", "na"}
    | {"n/a", "да", "нет", "ок"}
)
_NUMBER = re.compile(r"(?:#|№|no\.)?\s*([0-9]{1,9})(?:[.,]0+)?\s*[:.)]?", re.IGNORECASE)
_NAME = re.compile(r"name\s*[:=]\s*(.*)", re.IGNORECASE)
_ID = re.compile(r"(?:geonames|kzmap|iso|osm):\S+", re.IGNORECASE)
_MEANT_AS_NUMBER = re.compile(r"[-+0-9.,;:#№()\s°]+")


class DecisionError(ValueError):
    """A decision cannot be used; the text says why and what may stand there."""


def read_decision(text: str, lat: str, lon: str, candidates: str) -> Decision | None:
    """Return what the cells of a row decide, or ``None`` if they are all empty.

    Parameters
    ----------
    text
        A candidate (its number, id, name if no other has it, or whole text), coordinates,
        ``name:`` with a name to look up, or "leave out".
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
    >>> read_decision("name: Zhanaozen", "", "", "").name
    'Zhanaozen'
    """
    text = " ".join(text.split())
    written = (lat.strip(), lon.strip())
    try:
        if any(written):
            return _read_all(text, written, candidates)
        return _read_text(text, candidates) if text else None
    except PointError as error:
        raise DecisionError(str(error)) from error


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
        return f"name: {decision.name}", "", ""
    for number, chosen in choices(candidates).items():
        if _same_place(chosen, decision):
            return str(number), "", ""
    if decision.name:
        return f"name: {decision.name}", degrees(decision.lat), degrees(decision.lon)
    return write_pair(decision.lat, decision.lon), "", ""


def _same_place(one: Decision, other: Decision) -> bool:
    if one.place_id and other.place_id:
        return one.place_id == other.place_id
    return _rounded(one) == _rounded(other) and other.name in ("", one.name)


def _rounded(decision: Decision) -> tuple[str, str]:
    return degrees(decision.lat or 0), degrees(decision.lon or 0)


def _read_all(text: str, written: tuple[str, str], candidates: str) -> Decision:
    if not all(written):
        raise DecisionError("lat and lon go together: fill in both, or empty both")
    point = checked(*written)
    if not text:
        return Decision(*point)
    named = _NAME.fullmatch(text)
    decided = None if named else _read_plain(text, candidates)
    if decided is None:
        return Decision(*point, _name(named[1] if named else text, named is not None))
    if (decided.lat, decided.lon) == point:
        return decided
    raise DecisionError("the decision and lat, lon say different things; empty one of them")


def _read_text(text: str, candidates: str) -> Decision:
    if named := _NAME.fullmatch(text):
        return Decision(name=_name(named[1], is_asked_for=True))
    decided = _read_plain(text, candidates) or _chosen_by_name(text, candidates)
    if decided is None:
        raise DecisionError(f"it is none of the candidates; expected {WAYS}")
    return decided


def _read_plain(text: str, candidates: str) -> Decision | None:
    """Return what a text decides that can be read in one way only; ``None`` for a name."""
    if text.casefold() in WORDS_FOR_OUT:
        return LEAVE_OUT
    if number := _NUMBER.fullmatch(text):
        return _chosen(int(number[1]), candidates)
    if pair := read_pair(text):
        return Decision(*pair)
    if _MEANT_AS_NUMBER.fullmatch(text):
        raise DecisionError(f"it is neither a number nor coordinates; expected {WAYS}")
    chosen = chosen_by_text(text, candidates)
    if chosen is None and _ID.fullmatch(text):
        raise DecisionError(f"no candidate has this id; expected {WAYS}")
    return chosen


def _chosen_by_name(text: str, candidates: str) -> Decision | None:
    offered = choices(candidates)
    bearing = [n for n, one in offered.items() if one.name.casefold() == text.casefold()]
    if len(bearing) > 1:
        listed = ", ".join(map(str, bearing))
        raise DecisionError(f"several candidates are called so; write a number of {listed}")
    return offered[bearing[0]] if bearing else None


def _chosen(number: int, candidates: str) -> Decision:
    offered = choices(candidates)
    if number in offered:
        return offered[number]
    if not offered:
        raise DecisionError(f"there are no candidates to choose from; expected {WAYS}")
    raise DecisionError(
        f"there is no candidate {number}; the numbers are {', '.join(map(str, offered))}"
    )


def _name(text: str, is_asked_for: bool) -> str:
    if not any(sign.isalnum() for sign in text) or (
        not is_asked_for and text.casefold() in _SLIPS
    ):
        raise DecisionError(f"it is no name of a place; expected {WAYS}")
    return text
