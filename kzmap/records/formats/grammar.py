"""The language in which a declaration says how a column of the contract is made.

A rule is the name of a column; or a list of rules, of which the first that is not empty
counts; or a table: one of ``column``, ``text``, ``first``, ``join`` or ``cases``, and what is
done to the text it gives.
"""

from collections.abc import Callable, Sequence
from typing import Final

from kzmap.records.formats.codes import CODINGS, coding
from kzmap.records.formats.rules import (
    Condition,
    Rule,
    Test,
    change,
    choose,
    first_of,
    join,
    reword,
    say,
    take,
)
from kzmap.records.formats.spot import Spot

_MAKERS: Final = ("column", "text", "first", "join", "cases")
_BESIDE: Final = {"join": ("link",), "cases": ("otherwise",)}
_STEPS: Final = (
    "empty",
    "separator",
    "part",
    "of",
    "words",
    "unknown",
    "codes",
    "before",
    "after",
)


def parse_rule(spot: Spot) -> Rule:
    """Return the rule that stands at a spot.

    Raises
    ------
    FormatError
        It is none; the text names file, key, value and what was expected.
    """
    if isinstance(spot.value, str):
        return take(spot.name())
    if isinstance(spot.value, list):
        return first_of(_rules(spot))
    if not isinstance(spot.value, dict):
        raise spot.fail("the name of a column, a list of rules, or a table")
    makers = [key for key in _MAKERS if key in spot.value]
    if len(makers) != 1:
        raise spot.fail(f"exactly one of the keys {', '.join(_MAKERS)}")
    known = (makers[0], *_BESIDE.get(makers[0], ()), *_STEPS)
    found = spot.table(known)
    steps = list(_steps(spot, found))
    rule = _make(makers[0], found)
    return change(rule, *steps) if steps else rule


def parse_condition(spot: Spot) -> Condition:
    """Return the condition at a spot: for each column the texts that pass, or their start.

    Texts are compared whatever their case and the blanks around them; ``""`` is empty.
    """
    found = spot.table()
    if not found:
        raise spot.fail("at least one column")
    return Condition({spot.at(key, key).name(): _test(value) for key, value in found.items()})


def _make(maker: str, found: dict[str, Spot]) -> Rule:
    spot = found[maker]
    match maker:
        case "column":
            return take(spot.name())
        case "text":
            return say(spot.text())
        case "first":
            return first_of(_rules(spot))
        case "join":
            link = found["link"].text() if "link" in found else ", "
            return join(_rules(spot), link)
        case _:
            otherwise = parse_rule(found["otherwise"]) if "otherwise" in found else say("")
            return choose([_case(case) for case in spot.items("a list of cases")], otherwise)


def _rules(spot: Spot) -> list[Rule]:
    rules = [parse_rule(item) for item in spot.items("a list of rules")]
    if not rules:
        raise spot.fail("at least one rule")
    return rules


def _case(spot: Spot) -> tuple[Condition, Rule]:
    found = spot.table(("when", "then"), required=("when", "then"))
    then = found["then"]
    made = say(then.value) if isinstance(then.value, str) else parse_rule(then)
    return parse_condition(found["when"]), made


def _test(spot: Spot) -> Test:
    if isinstance(spot.value, dict):
        found = spot.table(("starts",), required=("starts",))
        starts = tuple(_folded(item) for item in found["starts"].one_or_more())
        return lambda cell: cell.casefold().startswith(starts)
    words = frozenset(_folded(item) for item in spot.one_or_more())
    return lambda cell: cell.casefold() in words


def _folded(spot: Spot) -> str:
    return spot.text().strip().casefold()


def _steps(spot: Spot, found: dict[str, Spot]) -> "Sequence[Callable[[str], str]]":
    """Return what is done to a text, in the order in which it is done."""
    steps: list[Callable[[str], str]] = []
    if "part" in found or "separator" in found or "of" in found:
        steps.append(_part(spot, found))
    if "empty" in found:
        nothing = frozenset(_folded(item) for item in found["empty"].one_or_more())
        steps.append(lambda text: "" if text.casefold() in nothing else text)
    if "words" in found or "unknown" in found:
        steps.append(_words(found))
    if "codes" in found:
        steps.append(coding(found["codes"].word(CODINGS)))
    if "before" in found:
        before = found["before"].text()
        steps.append(lambda text: before + text)
    if "after" in found:
        after = found["after"].text()
        steps.append(lambda text: text + after)
    return steps


def _part(spot: Spot, found: dict[str, Spot]) -> Callable[[str], str]:
    for key in ("separator", "part"):
        if key not in found:
            raise spot.fail("separator and part together")
    separator, part = found["separator"].text(), found["part"].number()
    of = found["of"].number() if "of" in found else 0
    if not separator:
        raise found["separator"].fail("a text that parts are parted by")
    if part < 1:
        raise found["part"].fail("1 for the first part, 2 for the second, and so on")

    def step(text: str) -> str:
        parts = text.split(separator)
        return parts[part - 1].strip() if len(parts) >= part and of in (0, len(parts)) else ""

    return step


def _words(found: dict[str, Spot]) -> Callable[[str], str]:
    listed = found["words"].table() if "words" in found else {}
    # Without `unknown` other words stay as they are, so nothing is lost.
    unknown = found["unknown"].text() if "unknown" in found else None
    return reword({key: value.text() for key, value in listed.items()}, unknown)
