"""A format: how a file is laid out that holds a table of the contract."""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Literal

from kzmap.records.days import DayOrder
from kzmap.records.formats.rules import Condition, Rule
from kzmap.records.layouts import Layout

Redistribution = Literal["free", "aggregates"]


@dataclass(frozen=True)
class Signature:
    """What tells a format by its header, in plain names.

    Attributes
    ----------
    all_of
        Columns that must all be there.
    any_of
        Groups; of each, one must be there.
    none_of
        Columns that must not be there.
    is_geojson
        Whether the file must be GeoJSON or must not; None where it may.
    """

    all_of: tuple[str, ...] = ()
    any_of: tuple[tuple[str, ...], ...] = ()
    none_of: tuple[str, ...] = ()
    is_geojson: bool | None = None

    def fits(self, header: frozenset[str], *, is_geojson: bool) -> bool:
        """Return whether a header is of this format."""
        return (
            bool(self.all_of or self.any_of)
            and self.is_geojson in (None, is_geojson)
            and header.issuperset(self.all_of)
            and all(header.intersection(group) for group in self.any_of)
            and header.isdisjoint(self.none_of)
        )


@dataclass(frozen=True)
class Headerless:
    """What tells a format without a header: so many cells, some of which look so.

    Attributes
    ----------
    delimiter
        One character.
    layouts
        Column names, one tuple for each number of columns that occurs.
    patterns
        What the whole of a cell matches, by plain column name.
    is_quoted
        Whether quotes mean something; where not, they are text like any other.
    """

    delimiter: str
    layouts: tuple[tuple[str, ...], ...]
    patterns: Mapping[str, re.Pattern[str]]
    is_quoted: bool = True


@dataclass(frozen=True)
class OutOfScope:
    """Rows that a format holds and that are no events of ours: set aside with a reason."""

    condition: Condition
    is_excepted: bool
    reason: str

    def holds(self, row: Mapping[str, str]) -> bool:
        """Return whether a row is out of scope."""
        return self.condition.holds(row) != self.is_excepted


@dataclass(frozen=True)
class Citing:
    """Columns that name the sources of a row.

    Attributes
    ----------
    columns
        Their plain names.
    separator
        What parts several sources in one cell; empty where a cell is one source.
    empty
        Words, in small letters, that stand for none.
    """

    columns: tuple[str, ...]
    separator: str = ""
    empty: frozenset[str] = frozenset()


@dataclass(frozen=True)
class Format:
    """How a file is laid out that holds a table of the contract.

    Attributes
    ----------
    name
        What ``--format`` takes.
    layout
        The table that comes out.
    title, publisher, url
        The data set, as it is cited.
    terms
        What its publisher asks of those who use it, in words.
    redistribution
        ``"free"``, or ``"aggregates"`` where rows may not be handed on as they are.
    recognised_by
        What tells the format, in words.
    signature, headerless
        What tells it, for the engine; `headerless` where a file may lack its header.
    rules
        How each column of the contract is made; a column without one stays empty, or is
        taken from the column of its own name where ``own_names``.
    asked
        Headers that must be there since the user named them, as they were written.
    day_order
        How days written in digits with the year last are meant, if the format tells.
    out_of_scope
        Rows to set aside for what they are.
    citing
        The columns that name sources.
    data_set
        The id of the data set among the sources: the name of the format that first told its
        publisher, since one that only changes columns is about the same data.
    """

    name: str
    layout: Layout
    title: str = ""
    publisher: str = ""
    url: str = ""
    terms: str = ""
    redistribution: Redistribution = "free"
    recognised_by: str = ""
    signature: Signature = field(default_factory=Signature)
    headerless: Headerless | None = None
    rules: Mapping[str, Rule] = field(default_factory=dict)
    own_names: bool = True
    asked: Mapping[str, str] = field(default_factory=dict)
    day_order: DayOrder | None = None
    out_of_scope: tuple[OutOfScope, ...] = ()
    citing: Citing | None = None
    data_set: str = ""

    @property
    def names_itself(self) -> bool:
        """Whether its events name the data set as a source of theirs."""
        return bool(self.publisher or self.url)

    @property
    def cites(self) -> bool:
        """Whether a reading tells the sources of its events."""
        return self.layout.name == "events" and bool(self.citing or self.names_itself)

    @property
    def columns(self) -> tuple[str, ...]:
        """Return the plain names of the file's columns that are looked at."""
        named = [name for rule in self.rules.values() for name in rule.columns]
        if self.own_names:
            named += [column.name for column in self.layout.columns]
        for scope in self.out_of_scope:
            named += scope.condition.tests
        named += self.citing.columns if self.citing else ()
        return tuple(dict.fromkeys(named))
