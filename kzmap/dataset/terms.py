"""Under which terms events may be handed on, and what is said about it."""

from collections.abc import Sequence
from typing import Protocol

AGGREGATES = "aggregates"
"""A form's ``redistribution`` where single rows are not to be handed on, only counts."""


class Form(Protocol):
    """Where events come from: what a data set has to know of a format of events.

    Attributes
    ----------
    name
        Short and unique; the events' column ``form`` bears it.
    title, publisher, url
        Whom to credit; all empty for data that is nobody else's.
    terms
        The licence in words.
    redistribution
        ``"free"``, or ``"aggregates"`` where the terms forbid handing on single rows.
    """

    @property
    def name(self) -> str: ...  # noqa: D102
    @property
    def title(self) -> str: ...  # noqa: D102
    @property
    def publisher(self) -> str: ...  # noqa: D102
    @property
    def url(self) -> str: ...  # noqa: D102
    @property
    def terms(self) -> str: ...  # noqa: D102
    @property
    def redistribution(self) -> str: ...  # noqa: D102


def is_restricted(form: Form) -> bool:
    """Whether single rows of a form are not to be handed on."""
    return form.redistribution == AGGREGATES


def credit(form: Form) -> str:
    """Return whom to credit for events and under which terms; empty where nobody."""
    if not form.publisher:
        return ""
    names = dict.fromkeys((form.title, form.publisher))
    who = ", ".join(filter(None, (*names, form.url)))
    return f"{who}: events. {form.terms}".strip()


def counts_notice(forms: Sequence[Form]) -> str:
    """Say that events of forms were counted, and why; empty without any."""
    return " ".join(
        f"Reports of {form.title} are counted by place, day and type: its terms do not allow "
        f"handing on its rows and notes. Source: {form.publisher}, {form.url}"
        for form in forms
    )


def rows_notice(forms: Sequence[Form]) -> str:
    """Say that rows stand here which are not to be handed on; empty without any."""
    return " ".join(
        f"This holds rows and notes of {form.title}, whose terms do not allow handing them on. "
        f"Source: {form.publisher}, {form.url}"
        for form in forms
    )
