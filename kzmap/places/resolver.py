"""Names to places with all there is: decisions, then the gazetteers, then a service.

A service is only asked what nothing else knows. A name that known places bear is not sent where
it is open which is meant: a service that knows one would seem to settle what it cannot.
"""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import replace
from typing import Final, Protocol

from kzmap.errors import ExportError, PlaceError
from kzmap.places.answers import PlaceQuery, Resolution
from kzmap.places.decisions import Decision, Decisions
from kzmap.places.describing import admin1_on
from kzmap.places.everywhere import place_of
from kzmap.places.known import Place
from kzmap.places.names import day_text
from kzmap.places.offline import resolve_offline
from kzmap.places.units import unit_name_at
from kzmap.places.world import building_shown

Advance = Callable[[int, int], None]
"""Told how much is done, and of how much."""

NOMINATIM: Final = "Nominatim"
_OSM: Final = "osm:"
REVIEW: Final = "review"
"""The ``service`` of an answer that a person gave."""


class Online(Protocol):
    """A service behind the network, as `kzmap.places.online.Nominatim` is one."""

    def resolve_many(
        self, queries: Sequence[PlaceQuery], progress: Advance | None = None
    ) -> list[Resolution]:
        """Answer for each query, in order."""
        ...  # pragma: no cover


class Resolver:
    """Resolves names by decisions, then with no network, then online if that was asked for.

    Parameters
    ----------
    decisions
        What a person settled; it comes before all else.
    online
        A service to ask for what is still unknown; ``None`` asks nobody.

    Examples
    --------
    >>> aktau = PlaceQuery("Aktau", country="RU")
    >>> made = Decisions().having(aktau, Decision(44.6, 33.5, "Aktau in the south"))
    >>> [answer] = Resolver(made).resolve_many([aktau])
    >>> answer.name, answer.service
    ('Aktau in the south', 'review')
    """

    def __init__(
        self, decisions: Decisions | None = None, online: Online | None = None
    ) -> None:
        self.decisions = Decisions() if decisions is None else decisions
        self.online = online

    def resolve_many(
        self, queries: Iterable[PlaceQuery], progress: Advance | None = None
    ) -> list[Resolution]:
        """Return an answer for each query, in order; equal queries share one.

        Raises
        ------
        DayError
            A day is not YYYY-MM-DD.
        """
        listed = list(queries)
        with building_shown(progress):
            answers = {query: self._answer_here(query) for query in dict.fromkeys(listed)}
        unknown = [query for query, answer in answers.items() if _is_unknown(answer)]
        if self.online is not None and unknown:
            looked_up = [self._looked_up(query) for query in unknown]
            replies = self.online.resolve_many(looked_up, progress)
            for query, asked, reply in zip(unknown, looked_up, replies, strict=True):
                # What is spelled alike may still be what a person looks for.
                found = reply.candidates or (
                    () if reply.resolved else answers[query].candidates
                )
                told = replace(reply, candidates=found)
                answers[query] = _renamed(told, query, asked.name)
        return [answers[query] for query in listed]

    def _looked_up(self, query: PlaceQuery) -> PlaceQuery:
        decision = self.decisions.of(query)
        better = decision is not None and decision.lat is None and decision.name
        return query._replace(name=better) if better else query

    def _answer_here(self, query: PlaceQuery) -> Resolution:
        decision = self.decisions.of(query)
        if decision is None:
            return resolve_offline(query)
        if decision.left_out:
            reason = "left out by a decision in the review"
            return Resolution(query.name, service=REVIEW, reason=reason)
        if decision.lat is not None and decision.lon is not None:
            return _placed(query, decision, decision.lat, decision.lon)
        asked = self._looked_up(query)
        return _renamed(resolve_offline(asked), query, asked.name)


def _is_unknown(answer: Resolution) -> bool:
    # The empty name is the one thing that no service can know either.
    told = answer.reason or ""
    return told.startswith("no match") and not told.endswith("the name is empty")


def _placed(query: PlaceQuery, decision: Decision, lat: float, lon: float) -> Resolution:
    day = day_text(query.when)
    known = _known(decision.place_id)
    name = decision.name or (known.name_on(None) if known else query.name)
    return Resolution(
        query=query.name,
        lat=lat,
        lon=lon,
        name=name,
        name_on_date=known.name_on(day) if known else name,
        names=known.names if known else (),
        place_id=known.place_id if known else None,
        kind=known.kind if known else "area" if decision.geo_precision == 3 else "site",
        admin1=admin1_on(known, day) if known else unit_name_at(lat, lon, day),
        country=decision.country or (known.country if known else query.country),
        geo_precision=known.geo_precision if known else decision.geo_precision,
        matched_by="decided in the review",
        # A point of OpenStreetMap stays one that it is to be credited for.
        service=NOMINATIM if decision.place_id.startswith(_OSM) else REVIEW,
    )


def _known(place_id: str) -> Place | None:
    # The ids that a service gives are of no place known here.
    if not place_id or place_id.startswith(_OSM):
        return None
    try:
        return place_of(place_id)
    except (ExportError, PlaceError):
        return None


def _renamed(answer: Resolution, query: PlaceQuery, asked: str) -> Resolution:
    """Return the answer for the name that was looked up as one for the name of the table."""
    if asked == query.name:
        return answer
    if answer.resolved:
        how = ", ".join(
            filter(None, (f"looked up as '{asked}' by the review", answer.matched_by))
        )
        return replace(answer, query=query.name, matched_by=how)
    reason = f"{answer.reason or 'no match'} (looked up as '{asked}' by the review)"
    return replace(answer, query=query.name, reason=reason)
