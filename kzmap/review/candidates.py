"""Candidates as the text of one cell, numbered, and back.

``1: Aktau, Mangystau Region, KZ (43.6481, 51.1722; geonames:610612) | 2: ...``: a person reads
it, a number chooses from it, and it still says the same once the gazetteer has changed.
"""

import re
from collections.abc import Iterable
from typing import Final

from kzmap.places import Candidate, Decision

_BETWEEN: Final = " | "
_LONGEST: Final = 160
_AREA: Final = "an area"
_ENTRY = re.compile(
    r"(?P<number>[0-9]{1,3}): (?P<label>.*) "
    r"\((?P<lat>-?[0-9]{1,2}(?:\.[0-9]+)?), (?P<lon>-?[0-9]{1,3}(?:\.[0-9]+)?)"
    r"(?P<area>; an area)?(?:; (?P<place_id>[^();|]+))?\)"
)
_COUNTRY = re.compile(r", ([A-Z]{2})$")


def degrees(value: float) -> str:
    """Return degrees with no more digits than they need, to a tenth of a metre.

    Examples
    --------
    >>> degrees(43.65), degrees(-7.0), degrees(51.12345678)
    ('43.65', '-7', '51.123457')
    """
    # Adding zero takes the sign off a rounded -0.
    return f"{round(value, 6) + 0.0:.6f}".rstrip("0").rstrip(".")


def describe(candidates: Iterable[Candidate]) -> str:
    """Return candidates as the text of a cell.

    Examples
    --------
    >>> describe([Candidate("Aktau", "Mangystau Region", "KZ", 43.65, 51.17, 0, "Актау")])
    '1: Aktau (Актау), Mangystau Region, KZ (43.65, 51.17)'
    """
    return _BETWEEN.join(
        f"{number}: {_label(one)} ({_where(one)})" for number, one in enumerate(candidates, 1)
    )


def choices(cell: str) -> dict[int, Decision]:
    """Return the decision that each number in a cell of candidates stands for.

    What is no candidate any more, because somebody edited it, is left out.

    Examples
    --------
    >>> choices("1: Aktau, Mangystau Region, KZ (43.65, 51.17; geonames:610612)")[1].place_id
    'geonames:610612'
    """
    found: dict[int, Decision] = {}
    for text in cell.split(_BETWEEN.strip()):
        entry = _ENTRY.fullmatch(text.strip())
        if entry is None:
            continue
        lat, lon = float(entry["lat"]), float(entry["lon"])
        if abs(lat) > 90 or abs(lon) > 180:
            continue
        country = _COUNTRY.search(entry["label"])
        found[int(entry["number"])] = Decision(
            lat,
            lon,
            entry["label"].split(",")[0].split(" (")[0].strip(),
            entry["place_id"] or "",
            geo_precision=3 if entry["area"] else 1,
            country=country[1] if country else "",
        )
    return found


def chosen_by_text(text: str, cell: str) -> Decision | None:
    """Return the candidate that a text is copied from: whole, without its number, or its id.

    Examples
    --------
    >>> chosen_by_text("GEONAMES:1", "1: Aktau, KZ (43.65, 51.17; geonames:1)").name
    'Aktau'
    """
    wanted = " ".join(text.split()).casefold()
    for entry in cell.split(_BETWEEN.strip()):
        whole = " ".join(entry.split()).casefold()
        for decision in choices(entry).values():
            if wanted in (whole, whole.partition(": ")[2], decision.place_id.casefold()):
                return decision
    return None


def _label(candidate: Candidate) -> str:
    name, matched = _plain(candidate.name), _plain(candidate.matched_name)
    if matched.startswith(name):
        # A service answers with a whole address; a gazetteer with the name itself.
        name = matched or "a place without a name"
    elif matched:
        name = f"{name} ({matched})"
    rest = [_plain(text) for text in (candidate.admin1, candidate.country) if text]
    return ", ".join([name[:_LONGEST], *(text for text in rest if text not in name)])


def _where(candidate: Candidate) -> str:
    parts = [f"{degrees(candidate.lat)}, {degrees(candidate.lon)}"]
    if candidate.geo_precision == 3:
        parts.append(_AREA)
    if candidate.place_id:
        parts.append(candidate.place_id)
    return "; ".join(parts)


def _plain(text: str) -> str:
    return " ".join(text.replace(_BETWEEN.strip(), "/").split())
