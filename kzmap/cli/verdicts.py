"""What the decisions of a review came to, line by line."""

from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from kzmap.cli.saying import few, say, shorten, tell

if TYPE_CHECKING:
    from kzmap.places import PlaceQuery, Resolution, Resolver
    from kzmap.places.resolver import Advance
    from kzmap.review import Review

Answered = Iterable[tuple["PlaceQuery", "Resolution"]]
"""Questions with their answers."""


def tell_bad(path: Path, review: "Review") -> int:
    """Tell which decisions cannot be used; return how many."""
    _tell_few(bad.told(str(path)) for bad in review.bad)
    return len(review.bad)


def tell_doubts(path: Path, review: "Review", answered: Answered) -> None:
    """Tell which decisions put a name where it should not be; they are kept."""
    _tell_few(_doubts(path, review, answered))


def tell_missed(path: Path, review: "Review", answered: Answered) -> int:
    """Tell which better names nobody knows; return how many."""
    from kzmap.places.resolver import REVIEW

    lines = [
        _told(path, review, query, answer.reason or "")
        for query, answer in answered
        if query in review.decisions and not answer.resolved and answer.service != REVIEW
    ]
    return _tell_few(lines)


def say_outcomes(path: Path, review: "Review", answered: Answered) -> None:
    """Print what each name became that was decided about."""
    from kzmap.review import outcome

    lines = [
        f"{path}:{_line(review, query)}: {shorten(query.name)}: {outcome(answer)}"
        for query, answer in answered
        if query in review.decisions and (answer.resolved or answer.service == "review")
    ]
    for line in few(dict.fromkeys(lines), "and {} more decisions"):
        say(line)


class DecidedResolver:
    """Resolves as another does, and tells of decisions that lie where they should not.

    Parameters
    ----------
    path, review
        Where the decisions come from.
    resolver
        Has these decisions.
    """

    def __init__(self, path: Path, review: "Review", resolver: "Resolver") -> None:
        self.path, self.review, self.resolver = path, review, resolver

    def resolve_many(
        self, queries: "Sequence[PlaceQuery]", progress: "Advance | None" = None
    ) -> "list[Resolution]":
        """Return an answer for each query, in order."""
        answers = self.resolver.resolve_many(queries, progress)
        tell_doubts(self.path, self.review, zip(queries, answers, strict=True))
        return answers


def _doubts(path: Path, review: "Review", answered: Answered) -> Iterable[str]:
    for query, answer in answered:
        row = review.row_of(query) if query in review.decisions else None
        doubt = row.doubt_about(answer, str(query.when or "")) if row else ""
        if doubt:
            yield _told(path, review, query, f"{doubt}; it is kept, see that it is meant")


def _told(path: Path, review: "Review", query: "PlaceQuery", reason: str) -> str:
    row = review.row_of(query)
    cells = (row.decision, row.lat, row.lon) if row else ()
    value = ", ".join(filter(None, cells))
    return f"{path}:{_line(review, query)}: decision: {value!r} for {query.name!r}: {reason}"


def _line(review: "Review", query: "PlaceQuery") -> int:
    row = review.row_of(query)
    return row.line if row else 0


def _tell_few(lines: Iterable[str]) -> int:
    listed = list(dict.fromkeys(lines))
    for told in few(listed, "and {} more decisions"):
        tell(told)
    return len(listed)
