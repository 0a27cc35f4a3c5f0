"""Rules: how a cell of the contract is made from the cells of a file's row."""

from collections.abc import Callable, Container, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from kzmap.records.cells import Converted, bare, convert_distinct
from kzmap.records.spreadsheet import guard

Row = Mapping[str, str]
"""Bare cells of a row by column name in plain form; columns that the file lacks are empty."""


@dataclass(frozen=True)
class Rule:
    """A way to make one cell from others.

    Attributes
    ----------
    columns
        Names in plain form of the columns that are looked at, in the order they were named.
    make
        Gives the cell's text; a ``ValueError`` says why there is none.
    is_direct
        Whether it is one column, taken just as it is.
    alternatives
        Columns of which the first that is not empty is taken just as it is, if it is so.
    """

    columns: tuple[str, ...]
    make: Callable[[Row], str] = field(repr=False, compare=False)
    is_direct: bool = False
    alternatives: tuple[str, ...] = ()

    def serves(self, names: Container[str]) -> bool:
        """Return whether a file with these columns gives it anything to make a text of."""
        is_constant = bool(self.make(dict.fromkeys(self.columns, "")))
        return is_constant or any(name in names for name in self.columns)

    def within(self, names: Container[str]) -> "Rule":
        """Return the rule for a file with some of its columns; alternatives may be one."""
        present = [name for name in self.alternatives if name in names]
        return take(present[0]) if len(present) == 1 else self


def take(name: str) -> Rule:
    """Return the rule that takes a column as it is."""
    return Rule((name,), lambda row: row[name], is_direct=True)


def say(text: str) -> Rule:
    """Return the rule that gives the same text for every row."""
    return Rule((), lambda _: text)


def first_of(rules: Sequence[Rule]) -> Rule:
    """Return the rule that gives the first text that is not empty."""

    def make(row: Row) -> str:
        return next(filter(None, (rule.make(row) for rule in rules)), "")

    names = columns_of(rules)
    return Rule(names, make, alternatives=names if all(r.is_direct for r in rules) else ())


def join(rules: Sequence[Rule], link: str) -> Rule:
    """Return the rule that writes the texts that are not empty behind one another."""

    def make(row: Row) -> str:
        return link.join(filter(None, (rule.make(row) for rule in rules)))

    return Rule(columns_of(rules), make)


def change(rule: Rule, *steps: Callable[[str], str]) -> Rule:
    """Return a rule whose text is changed, step by step, while it is not empty."""

    def make(row: Row) -> str:
        text = rule.make(row)
        for step in steps:
            text = step(text) if text else text
        return text

    return Rule(rule.columns, make)


def reword(words: Mapping[str, str], unknown: str | None = None) -> Callable[[str], str]:
    """Return the step that changes whole texts, capitals aside; others become ``unknown``.

    Where that is None they stay as they are.
    """
    folded = {key.strip().casefold(): text for key, text in words.items()}

    def step(text: str) -> str:
        known = folded.get(text.casefold())
        return known if known is not None else text if unknown is None else unknown

    return step


Test = Callable[[str], bool]


@dataclass(frozen=True)
class Condition:
    """What must hold of a row: each named column passes its test."""

    tests: Mapping[str, Test]

    def holds(self, row: Row) -> bool:
        """Return whether every test passes."""
        return all(test(row[name]) for name, test in self.tests.items())


def choose(cases: Sequence[tuple[Condition, Rule]], otherwise: Rule) -> Rule:
    """Return the rule of the first case that holds."""

    def make(row: Row) -> str:
        for condition, rule in cases:
            if condition.holds(row):
                return rule.make(row)
        return otherwise.make(row)

    looked_at = [name for condition, _ in cases for name in condition.tests]
    others = columns_of([*(rule for _, rule in cases), otherwise])
    return Rule(tuple(dict.fromkeys((*looked_at, *others))), make)


def columns_of(rules: Sequence[Rule]) -> tuple[str, ...]:
    """Return the columns that rules look at, each once."""
    return tuple(dict.fromkeys(name for rule in rules for name in rule.columns))


def derive(rule: Rule, cells: Mapping[str, Sequence[str]], count: int) -> Converted:
    """Apply a rule to a table, once to each distinct combination of cells.

    Parameters
    ----------
    rule
        Not a direct one; there the column itself is the answer.
    cells
        The file's columns by plain name; what a rule looks at beyond them is empty.
    count
        Rows.

    Returns
    -------
    Converted
        Values are cells, None beside a fault; a text that a spreadsheet would run is behind
        the apostrophe of a safe export, as everything is that goes on to be read.
    """
    present = [name for name in rule.columns if name in cells]
    absent = dict.fromkeys(rule.columns, "")

    def make(found: Sequence[str]) -> str:
        return guard(rule.make(absent | dict(zip(present, map(bare, found), strict=True))))

    if not present:
        return convert_distinct([""] * count, lambda _: make(()))
    if len(present) == 1:
        return convert_distinct(cells[present[0]], lambda cell: make((cell,)))
    together: Any = list(zip(*(cells[name] for name in present), strict=True))
    return convert_distinct(together, make)
