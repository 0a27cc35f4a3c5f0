"""Under which terms events may be handed on, and what is said about it."""

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


def is_others(form: Form) -> bool:
    """Whether a form says whose its data is, or that it is not to be handed on."""
    return bool(form.publisher) or is_restricted(form)


def called(form: Form) -> str:
    """Return what to call a form in a sentence."""
    return form.title or form.name


def credit(form: Form) -> str:
    """Return whom to credit for events, and under which terms."""
    return f"{_source(form)}: events. {form.terms}".strip()


def counts_notice(form: Form) -> str:
    """Say that events of a form were counted, and why."""
    return (
        f"Reports of {called(form)} are counted by place, day and type: its terms do not allow "
        f"handing on its rows and notes. Source: {_source(form)}."
    )


def rows_notice(form: Form) -> str:
    """Say that rows stand here which are not to be handed on."""
    return (
        f"This holds rows and notes of {called(form)}, whose terms do not allow "
        f"handing them on. Source: {_source(form)}."
    )


def _source(form: Form) -> str:
    names = dict.fromkeys(filter(None, (called(form), form.publisher, form.url)))
    return ", ".join(names)
