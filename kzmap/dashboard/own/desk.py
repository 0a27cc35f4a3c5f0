"""What one person brought and decided. Pure: each step gives a changed copy.

It lives in the session and nowhere else: not in a cache, which sessions share, not on disk.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Any

from kzmap.dashboard.own.bearers import candidates_of, is_doubtful
from kzmap.dataset import Dataset
from kzmap.places import Decision, PlaceQuery, decision_key
from kzmap.records import Reading, Recognition, Upload
from kzmap.review import Asked, Review, ReviewRow


@dataclass(frozen=True)
class Made:
    """A data set made from what was read, and what was decided when it was made."""

    dataset: Dataset
    decided: dict[PlaceQuery, Decision]


@dataclass(frozen=True)
class Desk:
    """A person's file and all that was done with it.

    Attributes
    ----------
    upload, recognition
        The file as it came, and what it was taken for.
    reading, format_name, columns, words
        What was read of it, and how: as which format, with which columns and types named.
    zones, sources, tour
        What was read of the other tables that may go with it.
    review
        Names that no gazetteer settles, and what the person decided; ``made`` may not have
        the last of it yet.
    made
        The data set, once there is one.
    doubted
        Names that were found though other places bear them too, whatever was decided since.
    """

    upload: Upload
    recognition: Recognition
    reading: Reading | None = None
    format_name: str = ""
    columns: dict[str, str] | None = None
    words: Mapping[str, str] = field(default_factory=dict)
    zones: Reading | None = None
    sources: Reading | None = None
    tour: Reading | None = None
    review: Review = field(default_factory=Review)
    made: Made | None = None
    doubted: tuple[Asked, ...] = ()

    @property
    def is_pending(self) -> bool:
        """Whether something was read or decided that the data set does not have yet."""
        if self.reading is None or self.reading.table.empty:
            return False
        return self.made is None or self.undrawn > 0

    @property
    def undrawn(self) -> int:
        """How many decisions the data set does not have yet, or has and should not."""
        now, then = dict(self.review.decisions), self.made.decided if self.made else {}
        changed = [query for query, decision in now.items() if then.get(query) != decision]
        return len(changed) + len(set(then) - set(now))

    def taking(self, upload: Upload, recognition: Recognition) -> "Desk":
        """Return the desk with another file; what was decided about names still holds."""
        named = [name for name in (self.columns or {}).values() if not name.startswith("=")]
        same = set(named) - {"day first", "month first"} <= set(recognition.header)
        return Desk(
            upload,
            recognition,
            columns=self.columns if same else None,
            words=self.words if same else {},
            zones=self.zones,
            sources=self.sources,
            tour=self.tour,
            review=self.review,
        )

    def read(
        self,
        reading: Reading,
        format_name: str,
        columns: dict[str, str] | None,
        words: Mapping[str, str] | None = None,
    ) -> "Desk":
        """Return the desk with its file read in one way."""
        return replace(
            self,
            reading=reading,
            format_name=format_name,
            columns=columns,
            words=words or {},
            made=None,
        )

    def beside(self, kind: str, reading: Reading | None) -> "Desk":
        """Return the desk with zones, sources or a tour read, or put away."""
        changed: dict[str, Any] = {kind: reading}
        return replace(self, made=None, **changed)

    def deciding(self, query: PlaceQuery, decision: Decision | None) -> "Desk":
        """Return the desk with one more decision, or with one less."""
        key = decision_key(query)
        doubted = next((one for one in self.doubted if decision_key(one.query) == key), None)
        review = self.review
        if doubted and review.row_of(query) is None:
            answer = replace(doubted.answer, candidates=tuple(candidates_of(_dated(doubted))))
            row = ReviewRow.of(replace(doubted, answer=answer))
            review = replace(review, rows=(*review.rows, row))
        review = review.having(query, decision)
        if doubted and decision is None:
            # It is found again as it was, and so not one of those that are open.
            rows = tuple(row for row in review.rows if row.key != key or row.is_touched)
            review = replace(review, rows=rows)
        return replace(self, review=review)

    def reviewed(self, review: Review) -> "Desk":
        """Return the desk with a file's review; what that leaves open stays decided."""
        for query, decision in self.review.decisions.items():
            if query not in review.decisions:
                review = review.having(query, decision)
        rows = [row for row in self.review.rows if review.row_of(row.query) is None]
        return replace(self, review=replace(review, rows=(*review.rows, *rows)))

    def undoing(self, review: Review) -> "Desk":
        """Return the desk with its review as it was."""
        return replace(self, review=review)

    def having(self, dataset: Dataset, asked: Sequence[Asked]) -> "Desk":
        """Return the desk with its data set, and the names that this asked for."""
        review = self.review.updated(asked)
        before = {decision_key(one.query): one for one in self.doubted}
        doubted = []
        for one in asked:
            if is_doubtful(one.answer):
                doubted.append(one)
            elif one.query in review.decisions and (old := before.get(decision_key(one.query))):
                doubted.append(old)
        made = Made(dataset, dict(review.decisions))
        return replace(self, review=review, made=made, doubted=tuple(doubted))


def _dated(asked: Asked) -> PlaceQuery:
    return asked.query._replace(when=asked.first_day)
