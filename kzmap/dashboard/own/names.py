"""Names that a person can settle, in words. Pure."""

from kzmap.dashboard.words import ENGLISH, Words
from kzmap.places import Candidate, Decision
from kzmap.review import ReviewRow

Key = tuple[str, str, str]
"""What a decision holds for: name, country and unit, as `kzmap.places.decision_key` says."""


def name_in_words(row: ReviewRow, say: Words = ENGLISH) -> str:
    """Return a name with the country and the unit that its rows give.

    Examples
    --------
    >>> name_in_words(ReviewRow("Aktau", "KZ", "Mangystau", rows="2"))
    'Aktau (Mangystau, KZ): 2 rows'
    """
    where = ", ".join(filter(None, (row.admin1, row.country)))
    named = f"{row.place} ({where})" if where else row.place
    return f"{named}: {say('count.rows', count=int(row.rows))}"


def candidate_in_words(candidate: Candidate, say: Words = ENGLISH) -> tuple[str, str]:
    """Return what a candidate is, in one line, and what tells it from others, in another.

    Examples
    --------
    >>> candidate_in_words(Candidate("Taraz", "Zhambyl", "KZ", 42.9, 71.37, 358153, "Aulie"))
    ('Taraz (Aulie), Zhambyl, KZ', '358,153 people, at 42.9000, 71.3700')
    """
    matched, name = candidate.matched_name, candidate.name
    # A service answers with a whole address, which holds the name already.
    named = f"{name} ({matched})" if matched and matched not in name else name
    parts = dict.fromkeys((named, candidate.admin1, candidate.country))
    whole = ", ".join(filter(None, parts))
    at = _at(candidate.lat, candidate.lon, say)
    population = candidate.population
    people = say("own.name.people", count=population) if population else ""
    area = say("own.name.area") if candidate.geo_precision == 3 else ""
    spelling = say("own.name.alike") if candidate.near else ""
    return whole, ", ".join(filter(None, (people, area, spelling, at)))


def decision_in_words(decision: Decision, say: Words = ENGLISH) -> str:
    """Return what was decided about a name.

    Examples
    --------
    >>> decision_in_words(Decision(left_out=True)), decision_in_words(Decision(51.18, 71.45))
    ('left out', 'at 51.1800, 71.4500')
    """
    if decision.left_out:
        return say("own.name.left_out")
    if decision.lat is None or decision.lon is None:
        return say("own.name.looked_up", name=decision.name)
    at = _at(decision.lat, decision.lon, say)
    return f"{decision.name}, {at}" if decision.name else at


def _at(lat: float, lon: float, say: Words) -> str:
    return say("own.name.at", lat=f"{lat:.4f}", lon=f"{lon:.4f}")
