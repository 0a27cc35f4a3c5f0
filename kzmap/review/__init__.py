"""The review: names that no gazetteer settles, settled by a person and remembered.

`gather` says which names a table asks for and what was answered; `Review.updated` makes rows
of those that stay open; `Review.decisions` goes into a `kzmap.places.Resolver`; `read_review`
and `write_review` keep it all in a CSV file.
"""

from kzmap.review.asking import Asked, Questions, gather, queries_of
from kzmap.review.deciding import WAYS, DecisionError
from kzmap.review.filing import (
    check_review_target,
    read_review,
    read_review_if_there,
    review_csv,
    write_review,
)
from kzmap.review.filling import ADDED, fill
from kzmap.review.outcomes import outcome
from kzmap.review.reviewing import BadDecision, Review
from kzmap.review.rows import COLUMNS, ReviewRow

__all__ = [
    "ADDED",
    "COLUMNS",
    "WAYS",
    "Asked",
    "BadDecision",
    "DecisionError",
    "Questions",
    "Review",
    "ReviewRow",
    "check_review_target",
    "fill",
    "gather",
    "outcome",
    "queries_of",
    "read_review",
    "read_review_if_there",
    "review_csv",
    "write_review",
]
