"""Which columns of a file decide what: the key of a count, what reports tell. Pure."""

from dataclasses import dataclass
from typing import Final

from kzmap.records import Format
from kzmap.records.formats.rules import Rule
from kzmap.records.header import Header

PARTS: Final = (
    ("event_date", "end_date", "time_precision"),
    ("place", "country", "admin1", "lat", "lon", "geo_precision"),
    ("event_type",),
)
"""The contract's columns that reports of one count share.

Those of one part are checked against each other, and against none of another part.
"""

KEY: Final = tuple(name for part in PARTS for name in part)

LEVEL: Final = "confidence"
"""Told by each report, but of a closed vocabulary: a word beyond it sets the row aside."""


@dataclass(frozen=True)
class Plan:
    """What is asked of an engine, in the file's columns by plain name.

    Attributes
    ----------
    form, rules
        The format, and how each column of the contract is made of the file's.
    parts
        For each of `PARTS`, the file's columns that it is made of.
    level
        The file's columns that the confidence is made of.
    scope
        The file's columns that tell rows out of scope.
    told
        The file's columns that single reports are told by: ids, texts, sources.
    cited
        Those of them that name sources.
    """

    form: Format
    rules: dict[str, Rule]
    parts: tuple[tuple[str, ...], ...]
    level: tuple[str, ...]
    scope: tuple[str, ...]
    told: tuple[str, ...]
    cited: tuple[str, ...]

    @property
    def key(self) -> tuple[str, ...]:
        """The file's columns that reports of one count share."""
        return tuple(dict.fromkeys(name for part in self.parts for name in part))

    @property
    def columns(self) -> tuple[str, ...]:
        """All columns of the file that are looked at."""
        return tuple(dict.fromkeys((*self.key, *self.level, *self.scope, *self.told)))


def make_plan(form: Format, header: Header) -> Plan:
    """Return what to ask of a table with a header."""
    present = header.positions

    def looked_at(*names: str) -> tuple[str, ...]:
        rules = [header.rules[name] for name in names if name in header.rules]
        found = [column for rule in rules for column in rule.columns if column in present]
        return tuple(dict.fromkeys(found))

    if form.cites:
        citing = form.citing.columns if form.citing else ()
        cited = tuple(name for name in citing if name in present)
    else:
        cited = looked_at("source_ids")
    scopes = [name for scope in form.out_of_scope for name in scope.condition.tests]
    told = (*looked_at("event_id", "summary", LEVEL), *cited)
    return Plan(
        form=form,
        rules=dict(header.rules),
        parts=tuple(looked_at(*part) for part in PARTS),
        level=looked_at(LEVEL),
        scope=tuple(name for name in dict.fromkeys(scopes) if name in present),
        told=tuple(dict.fromkeys(told)),
        cited=cited,
    )
