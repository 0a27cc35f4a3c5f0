"""Names resolved against the places that are known offline, with no network.

Kazakhstan's places are bundled; the extra ``kzmap[world]`` brings those of all other
countries. A row that tells its country is answered from that country. Without one the bundled
places come first, so that a name means the same with the extra as without; only what they do
not know is looked for in the world, where a name that several places bear stays open.
"""

from bisect import bisect_right
from dataclasses import replace
from functools import cache, lru_cache
from typing import Final

from kzmap.places.answering import answer_from
from kzmap.places.answering import country_code as country_code
from kzmap.places.answers import PlaceQuery, Resolution
from kzmap.places.boundaries import divisions
from kzmap.places.catalogue import catalogue
from kzmap.places.everywhere import BUNDLED_COUNTRY, Everywhere
from kzmap.places.names import day_text
from kzmap.places.spelling import fold
from kzmap.places.world import HOW_TO_GET, is_available, is_ready

_BEFORE_ALL: Final = "0001"


@cache
def _bounds() -> tuple[str, ...]:
    cut = {bound for d in divisions() for bound in (d.valid_from, d.valid_to) if bound}
    return tuple(sorted(cut.union(catalogue().bounds)))


@lru_cache(maxsize=65536)
def period_of(day: str | None) -> str | None:
    """Return the period that a day lies in: days of one period share all answers.

    Nothing changes between two neighbouring bounds of names and boundaries; a month or a year
    as bound sorts before its days.
    """
    if day is None:
        return None
    at = bisect_right(_bounds(), day)
    return _BEFORE_ALL if at == 0 else _bounds()[at - 1]


def resolve_offline(query: PlaceQuery) -> Resolution:
    """Resolve one query against what is known offline; equal queries are worked out once."""
    if not isinstance(query.name, str) or not fold(query.name):
        return Resolution(str(query.name), reason="no match: the name is empty")
    day = period_of(day_text(query.when))
    country, admin1 = (v if isinstance(v, str) else "" for v in (query.country, query.admin1))
    try:
        return _resolve_cached(query.name, day, country, admin1)
    except _WithoutTheWorld as half:
        return half.answer


class _WithoutTheWorld(Exception):  # noqa: N818
    """Carries an answer past the cache, which keeps no exceptions: it may soon be another."""

    def __init__(self, answer: Resolution) -> None:
        self.answer = answer


@lru_cache(maxsize=200_000)
def _resolve_cached(name: str, day: str | None, country: str, admin1: str) -> Resolution:
    code = country_code(country) if country else ""
    if code == BUNDLED_COUNTRY:
        return answer_from(catalogue(), name, day, country, admin1)
    if not is_available():
        answer = answer_from(catalogue(), name, day, country, admin1)
        return _with_a_way_out(answer, country) if code else answer
    if code and not is_ready():
        # The few bundled places elsewhere are enough for the bundled data: none of its readers
        # waits until the world is indexed.
        ours = answer_from(catalogue(), name, day, country, admin1)
        if ours.resolved:
            return ours
    known = Everywhere(catalogue(), code)
    answer = (
        _in_country(known, name, day, country, admin1)
        if code
        else _anywhere(known, name, day, admin1)
    )
    if known.trouble:
        raise _WithoutTheWorld(_halved(answer, known.trouble))
    return answer


def _in_country(
    known: Everywhere, name: str, day: str | None, country: str, admin1: str
) -> Resolution:
    answer = answer_from(known, name, day, country, admin1)
    if answer.resolved or any(not candidate.near for candidate in answer.candidates):
        return answer
    # A wrong hint is told from a name that nobody bears.
    elsewhere = Everywhere(catalogue())
    found = answer_from(elsewhere, name, day, country, admin1)
    bearers = any(not candidate.near for candidate in found.candidates)
    return found if bearers else answer


def _anywhere(known: Everywhere, name: str, day: str | None, admin1: str) -> Resolution:
    ours = answer_from(catalogue(), name, day, "", admin1)
    if admin1 and catalogue().unit_codes(admin1):
        return ours
    missed = (ours.reason or "").startswith("no match")
    if missed or (admin1 and known.unit_codes(admin1)):
        theirs = answer_from(known, name, day, "", admin1, anywhere=True)
        return theirs if theirs.reason != "no match" or ours.reason == "no match" else ours
    if not ours.resolved or not is_ready():
        return ours
    others = known.count_elsewhere(fold(name))
    if not others:
        return ours
    told = f"also the name of {others} elsewhere, which a country in the row would mean"
    return replace(
        ours,
        matched_by=f"{ours.matched_by}, {told}",
        namesakes=ours.namesakes + others,
    )


def _with_a_way_out(answer: Resolution, country: str) -> Resolution:
    if answer.resolved:
        return answer
    told = f"only Kazakhstan's places are bundled; for those of {country}: {HOW_TO_GET}"
    joint = "; " if ":" in (answer.reason or "") else ": "
    return replace(answer, reason=f"{answer.reason}{joint}{told}")


def _halved(answer: Resolution, trouble: str) -> Resolution:
    """Return an answer of the bundled places alone, saying so."""
    if answer.resolved:
        told = f"{answer.matched_by}, among Kazakhstan's places alone ({trouble})"
        return replace(answer, matched_by=told)
    return replace(answer, reason=f"error: {trouble}")
