"""All places that bear a name, for a person to choose between, whichever is taken for it."""

from kzmap.places.answering import answer_from
from kzmap.places.answers import Candidate, PlaceQuery
from kzmap.places.catalogue import catalogue
from kzmap.places.everywhere import Everywhere
from kzmap.places.names import day_text
from kzmap.places.world import is_ready


def namesakes(query: PlaceQuery) -> tuple[Candidate, ...]:
    """Return all places that bear a name, of the countries whose places are at hand.

    Without the world's index that is the bundled ones.

    Examples
    --------
    >>> len([one for one in namesakes(PlaceQuery("Aktau")) if one.country == "KZ"])
    3
    """
    known = Everywhere(catalogue()) if is_ready() else catalogue()
    answer = answer_from(
        known, query.name, day_text(query.when), query.country or "", query.admin1 or ""
    )
    found = [one for one in answer.candidates if not one.near]
    if answer.resolved:
        found.append(
            Candidate(
                answer.name or query.name,
                answer.admin1,
                answer.country,
                answer.lat or 0.0,
                answer.lon or 0.0,
                0,
                query.name,
                answer.place_id or "",
                geo_precision=answer.geo_precision or 1,
            )
        )
    return tuple(found)
