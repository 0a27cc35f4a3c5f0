"""Who bears a name: what was taken for it, and the others."""

from kzmap.places import Candidate, PlaceQuery, Resolution, Resolver
from kzmap.places.namesakes import namesakes
from kzmap.places.resolver import REVIEW


def candidates_of(query: PlaceQuery) -> list[Candidate]:
    """Return what a name can be; where a place was taken for it, that comes first."""
    [answer] = Resolver().resolve_many([query])
    if not answer.resolved:
        return list(answer.candidates)
    found = found_of(answer)
    others = {one.place_id: one for one in (*answer.candidates, *namesakes(query))}
    others.pop(found.place_id, None)
    return [found, *others.values()]


def found_of(answer: Resolution) -> Candidate:
    """Return what a name was taken for, as one of those between which a person chooses.

    Examples
    --------
    >>> found_of(Resolution("Актау", 43.65, 51.17, "Aktau", country="KZ")).matched_name
    'Актау'
    """
    return Candidate(
        answer.name or answer.query,
        answer.admin1,
        answer.country,
        answer.lat or 0.0,
        answer.lon or 0.0,
        0,
        answer.query,
        answer.place_id or "",
        geo_precision=answer.geo_precision or 1,
    )


def is_doubtful(answer: Resolution) -> bool:
    """Whether a name was found, though other places bear it too.

    Only what a gazetteer found: a decision leaves no doubt. Names merely spelled alike do not
    count.
    """
    if not answer.resolved or answer.service == REVIEW:
        return False
    others = any(not candidate.near for candidate in answer.candidates)
    return others or answer.namesakes > 0
