"""A place that a person points at on the map."""

from kzmap.dashboard.embed import picked
from kzmap.dashboard.own import session
from kzmap.dashboard.own.deciding import decide
from kzmap.dashboard.pointing import Asked
from kzmap.places import Decision


def asked() -> Asked | None:
    """Return what the page is to ask for now, if anything."""
    found = session.asked()
    return found[0] if found else None


def hear_picked() -> None:
    """Take the page's answer: a decision about the name, or none."""
    found = session.asked()
    if found is None:
        return
    question, query = found
    point = picked(question)
    if point is None:
        return
    session.ask_for(None)
    if point.lat is not None and point.lon is not None:
        decide(query, Decision(point.lat, point.lon))
