"""One row of a review: a name that is open, and what was decided about it."""

from dataclasses import dataclass, fields, replace
from typing import Final

from kzmap.places import Decision, PlaceQuery, Resolution, decision_key
from kzmap.review.asking import Asked
from kzmap.review.candidates import degrees, describe
from kzmap.review.deciding import DecisionError, read_decision, write_decision
from kzmap.review.outcomes import (
    DECIDED,
    countries_of,
    doubt_about,
    is_swapped,
    outcome,
)
from kzmap.review.pointing import write_pair


@dataclass(frozen=True, slots=True)
class ReviewRow:
    """A row of the review, its cells as text.

    Attributes
    ----------
    place, country, admin1
        What the table of events asks for.
    rows
        How many of its rows do; 0 once none does any more.
    first_day, last_day
        The days of these rows.
    reason
        Why the name is open, or what was decided about it.
    candidates
        What it may mean, numbered.
    decision, lat, lon, note
        The person's own cells.
    line
        Line of the file that it was read from; 0 where it is new.
    others
        Columns that a person added, with their cells.
    """

    place: str
    country: str = ""
    admin1: str = ""
    rows: str = "0"
    first_day: str = ""
    last_day: str = ""
    reason: str = ""
    candidates: str = ""
    decision: str = ""
    lat: str = ""
    lon: str = ""
    note: str = ""
    line: int = 0
    others: tuple[tuple[str, str], ...] = ()

    @property
    def query(self) -> PlaceQuery:
        """What the row is about."""
        return PlaceQuery(self.place, None, self.country or None, self.admin1 or None)

    @property
    def key(self) -> tuple[str, str, str]:
        """What a decision of this row holds for."""
        return decision_key(self.query)

    @property
    def is_touched(self) -> bool:
        """Whether a person wrote something into it."""
        own = (self.decision, self.lat, self.lon, self.note, *(c for _, c in self.others))
        return any(cell.strip() for cell in own)

    def decide(self) -> Decision | None:
        """Return what the row decides, or ``None`` if that is nothing.

        Raises
        ------
        DecisionError
            What stands there cannot be used; or "lat, lon" lies where the name cannot be, and
            the other way round where it can. Filled into lat and lon it is taken as it is.
        """
        decided = read_decision(self.decision, self.lat, self.lon, self.candidates)
        if decided is None or decided.name or decided.lat is None or decided.lon is None:
            return decided
        countries = countries_of(self.country, self.candidates)
        if not self.lat.strip() and is_swapped(decided.lat, decided.lon, countries):
            meant = write_pair(decided.lon, decided.lat)
            raise DecisionError(
                f"lat comes first; expected {meant}, which lies where the name can be; to keep "
                "what stands there, fill in lat and lon"
            )
        return decided

    def doubt_about(self, answer: Resolution, day: str) -> str:
        """Say that what was decided lies where the name should not be; empty if it does not.

        ``day`` (YYYY-MM-DD) is one on which the unit that the row names is a unit.
        """
        if answer.lat is None or answer.lon is None:
            return ""
        countries = countries_of(self.country, self.candidates)
        return doubt_about(answer.lat, answer.lon, countries, self.admin1, day)

    @property
    def is_usable(self) -> bool:
        """Whether it decides something."""
        try:
            return self.decide() is not None
        except DecisionError:
            return False

    def having(self, decision: Decision | None) -> "ReviewRow":
        """Return the row with another decision, or with none."""
        reason = "" if self.reason.startswith(DECIDED) else self.reason
        row = replace(self, reason=reason, decision="", lat="", lon="")
        if decision is None:
            return row
        text, lat, lon = write_decision(decision, self.candidates)
        decided = replace(row, decision=text, lat=lat, lon=lon)
        if decided.is_usable or decision.lat is None or decision.lon is None:
            return decided
        return replace(row, lat=degrees(decision.lat), lon=degrees(decision.lon))

    def updated(self, asked: Asked) -> "ReviewRow":
        """Return the row with what is known now; a person's cells stay.

        Where something was decided the candidates stay, too: the decision may be a number
        among them.
        """
        answer = asked.answer
        decided = bool(self.decision.strip() or self.lat.strip() or self.lon.strip())
        reason = answer.reason or ""
        if self.is_usable:
            doubt = self.doubt_about(answer, asked.first_day)
            reason = "; but ".join(filter(None, (outcome(answer), doubt)))
        return replace(
            self,
            rows=str(asked.rows),
            first_day=asked.first_day,
            last_day=asked.last_day,
            reason=reason,
            candidates=self.candidates if decided else describe(answer.candidates),
        )

    @classmethod
    def of(cls, asked: Asked) -> "ReviewRow":
        """Return a new row for a name."""
        query = asked.query
        return cls(query.name, query.country or "", query.admin1 or "").updated(asked)


COLUMNS: Final = tuple(
    field.name for field in fields(ReviewRow) if field.name not in ("line", "others")
)
"""Columns of a review, in the order in which they are written."""
