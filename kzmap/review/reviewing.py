"""The review as a whole: every open name with a row, every decision remembered."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from functools import cached_property
from typing import TYPE_CHECKING

from kzmap.places import Decision, Decisions, PlaceQuery, decision_key
from kzmap.review.asking import Asked
from kzmap.review.deciding import DecisionError
from kzmap.review.rows import COLUMNS, ReviewRow

if TYPE_CHECKING:
    import pandas as pd


@dataclass(frozen=True, slots=True)
class BadDecision:
    """A decision that cannot be used; its row is kept as it is.

    ``line`` is 0 where the row comes from no file.
    """

    line: int
    place: str
    value: str
    reason: str

    def told(self, file: str) -> str:
        """Return the problem in one line, as compilers do."""
        return f"{file}:{self.line}: decision: {self.value!r} for {self.place!r}: {self.reason}"


@dataclass(frozen=True)
class Review:
    """Names that no gazetteer settles, with what a person decided about them.

    It never changes, but gives changed copies. No row that a person wrote into is ever
    dropped, also when the table no longer asks for its name.

    Attributes
    ----------
    rows
        In the order of the file.
    delimiter
        Of the file, which stays what the person's spreadsheet program made it.

    Examples
    --------
    >>> review = Review().having(PlaceQuery("Aktau"), Decision(43.65, 51.17))
    >>> review.decisions.of(PlaceQuery("AKTAU")).lat, len(review.bad)
    (43.65, 0)
    """

    rows: tuple[ReviewRow, ...] = ()
    delimiter: str = ","

    @property
    def decisions(self) -> Decisions:
        """What was decided, as `kzmap.places.Resolver` takes it."""
        return self._read[0]

    @property
    def bad(self) -> tuple[BadDecision, ...]:
        """The decisions that cannot be used."""
        return self._read[1]

    @property
    def open(self) -> tuple[ReviewRow, ...]:
        """The rows that the table asks for and nothing was decided about."""
        decided = self.decisions
        return tuple(row for row in self.rows if row.rows != "0" and row.query not in decided)

    def row_of(self, query: PlaceQuery) -> ReviewRow | None:
        """Return the row about a name."""
        return self._by_key.get(decision_key(query))

    def having(self, query: PlaceQuery, decision: Decision | None) -> "Review":
        """Return the review with a decision about a name, or with none."""
        row = self.row_of(query)
        if row is None:
            new = ReviewRow(query.name, query.country or "", query.admin1 or "")
            return replace(self, rows=(*self.rows, new.having(decision)))
        rows = tuple(r.having(decision) if r.key == row.key else r for r in self.rows)
        return replace(self, rows=rows)

    def updated(self, asked: Iterable[Asked]) -> "Review":
        """Return the review for what a table asks for now.

        Rows stay where they are and new ones follow, for each name without an answer. A row
        that is no longer needed goes, unless a person wrote into it.
        """
        wanted = {decision_key(one.query): one for one in asked}
        kept = [row for row in (_renewed(r, wanted.get(r.key)) for r in self.rows) if row]
        new = [
            ReviewRow.of(one)
            for key, one in wanted.items()
            if key not in self._by_key and not one.answer.resolved
        ]
        return replace(self, rows=(*kept, *new))

    def table(self) -> "pd.DataFrame":
        """Return the rows as a table of text, as `review_csv` writes it."""
        import pandas as pd

        header, *cells = self.cells()
        return pd.DataFrame(cells, columns=header, dtype="str")

    def cells(self) -> Iterator[list[str]]:
        """Yield the header and the rows; a person's own columns come last."""
        added = list(dict.fromkeys(name for row in self.rows for name, _ in row.others))
        yield [*COLUMNS, *added]
        for row in self.rows:
            others = dict(row.others)
            own = [getattr(row, name) for name in COLUMNS]
            yield [*own, *(others.get(name, "") for name in added)]

    @cached_property
    def _by_key(self) -> dict[tuple[str, str, str], ReviewRow]:
        # The first row of a name is the one that holds.
        return {row.key: row for row in reversed(self.rows)}

    @cached_property
    def _read(self) -> tuple[Decisions, tuple[BadDecision, ...]]:
        pairs: list[tuple[PlaceQuery, Decision]] = []
        bad: list[BadDecision] = []
        first: dict[tuple[str, str, str], tuple[Decision, int]] = {}
        for row in self.rows:
            value = ", ".join(filter(None, (row.decision, row.lat, row.lon)))
            try:
                decision = row.decide()
                if decision is None:
                    continue
                before, line = first.setdefault(row.key, (decision, row.line))
                if before != decision:
                    raise DecisionError(f"line {line} decides otherwise; empty one of the two")
            except DecisionError as error:
                bad.append(BadDecision(row.line, row.place, value, str(error)))
            else:
                pairs.append((row.query, decision))
        return Decisions(pairs), tuple(bad)


def _renewed(row: ReviewRow, asked: Asked | None) -> ReviewRow | None:
    if asked is None:
        gone = replace(row, rows="0", first_day="", last_day="")
        return gone if row.is_touched else None
    if asked.answer.resolved and not row.is_touched:
        return None
    return row.updated(asked)
