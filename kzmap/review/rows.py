"""One row of a review: a name that is open, and what was decided about it."""

from dataclasses import dataclass, fields, replace
from typing import Final

from kzmap.places import Decision, PlaceQuery, decision_key
from kzmap.places.resolver import REVIEW
from kzmap.review.asking import Asked
from kzmap.review.candidates import describe
from kzmap.review.deciding import read_decision, write_decision


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
        Why the name is open, or that it was decided.
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
            What stands there cannot be used.
        """
        return read_decision(self.decision, self.lat, self.lon, self.candidates)

    def having(self, decision: Decision | None) -> "ReviewRow":
        """Return the row with another decision, or with none."""
        if decision is None:
            return replace(self, decision="", lat="", lon="")
        text, lat, lon = write_decision(decision, self.candidates)
        return replace(self, decision=text, lat=lat, lon=lon)

    def updated(self, asked: Asked) -> "ReviewRow":
        """Return the row with what is known now; a person's cells stay.

        Where something was decided the candidates stay, too: the decision may be a number
        among them.
        """
        answer = asked.answer
        decided = bool(self.decision.strip() or self.lat.strip() or self.lon.strip())
        settled = answer.service == REVIEW or (decided and answer.resolved)
        return replace(
            self,
            rows=str(asked.rows),
            first_day=asked.first_day,
            last_day=asked.last_day,
            reason="decided" if settled else answer.reason or "",
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
