"""From a TOML file to a format."""

import re
import tomllib
from collections.abc import Mapping
from dataclasses import replace
from typing import Any, Final

from kzmap.errors import FormatError
from kzmap.records.days import DayOrder
from kzmap.records.formats.format import Citing, Format, Headerless, OutOfScope, Signature
from kzmap.records.formats.grammar import parse_condition, parse_rule
from kzmap.records.formats.spot import Spot
from kzmap.records.layouts import EVENTS
from kzmap.records.sheet import plain_name

DAY_ORDERS: Final[tuple[DayOrder, ...]] = ("day first", "month first")

_TEXTS: Final = ("title", "publisher", "url", "terms", "recognised_by")
_KEYS: Final = (
    *("name", "extends", *_TEXTS, "redistribution", "own_names", "day_order"),
    *("header", "headerless", "columns", "sources", "out_of_scope"),
)
_NAME: Final = re.compile("[a-z0-9][a-z0-9-]*")
# `source_ids` are made from what `sources` names.
_CONTRACT: Final = tuple(c.name for c in EVENTS.columns if c.name != "source_ids")


def parse_declaration(text: str, file: str, known: Mapping[str, Format]) -> Format:
    """Return the format that a TOML text declares.

    Parameters
    ----------
    text
        The declaration.
    file
        Where it stands, for errors.
    known
        Formats that it may extend, by name.

    Raises
    ------
    FormatError
        It cannot be used; the text names the file, the key, its value and what was expected.
    """
    try:
        raw = tomllib.loads(text)
    except RecursionError:
        raise FormatError(f"{file}: no TOML: nested too deeply") from None
    except tomllib.TOMLDecodeError as error:
        # TOML's own words for it do not help: a bare key has no other letters.
        hint = "" if text.isascii() else "; a key of other letters than A to Z stands in quotes"
        raise FormatError(f"{file}: no TOML: {error}{hint}") from error
    try:
        return _parse(Spot(file, "", raw), known)
    except RecursionError:
        raise FormatError(f"{file}: rules nested too deeply; take them apart") from None


def _parse(spot: Spot, known: Mapping[str, Format]) -> Format:
    found = spot.table(_KEYS, required=("name",))
    name = found["name"].text()
    if not _NAME.fullmatch(name):
        raise found["name"].fail("small letters, digits and hyphens, such as my-table")
    if "extends" in found:
        form = known[found["extends"].word(tuple(known))]
    else:
        form = Format(name, EVENTS)
    changed: dict[str, Any] = {key: found[key].text() for key in _TEXTS if key in found}
    if "redistribution" in found:
        changed["redistribution"] = found["redistribution"].word(("free", "aggregates"))
    if "own_names" in found:
        changed["own_names"] = found["own_names"].truth()
    if "day_order" in found:
        changed["day_order"] = found["day_order"].word(DAY_ORDERS)
    if "header" in found:
        changed["signature"] = _signature(found["header"])
    if "headerless" in found:
        changed["headerless"] = _headerless(found["headerless"])
    if "columns" in found:
        listed = found["columns"].table(_CONTRACT)
        rules = {key: parse_rule(rule) for key, rule in listed.items()}
        changed["rules"] = {**form.rules, **rules}
    if "sources" in found:
        changed["citing"] = _citing(found["sources"])
    if "out_of_scope" in found:
        scopes = found["out_of_scope"].items("a list of tables, [[out_of_scope]]")
        changed["out_of_scope"] = tuple(map(_scope, scopes))
    if not form.data_set or {"title", "publisher", "url"} & changed.keys():
        changed["data_set"] = name
    return replace(form, name=name, **changed)


def _signature(spot: Spot) -> Signature:
    found = spot.table(("all_of", "any_of", "none_of", "geojson"))
    groups = found["any_of"].items("a list of lists") if "any_of" in found else ()
    return Signature(
        _names(found.get("all_of")),
        tuple(_names(group) for group in groups),
        _names(found.get("none_of")),
        found["geojson"].truth() if "geojson" in found else None,
    )


def _names(spot: Spot | None) -> tuple[str, ...]:
    return tuple(item.name() for item in spot.items("a list of columns")) if spot else ()


def _headerless(spot: Spot) -> Headerless:
    found = spot.table(
        ("delimiter", "layouts", "patterns", "quoted"), ("delimiter", "layouts", "patterns")
    )
    delimiter = found["delimiter"].word((",", ";", "\t"))
    layouts = []
    for layout in found["layouts"].items("a list of lists of columns"):
        names = tuple(item.text() for item in layout.items("a list of columns"))
        if len({plain_name(name) for name in names}) < len(names) or not names:
            raise layout.fail("columns that all have names of their own")
        layouts.append(names)
    patterns = {
        spot.at(key, key).name(): _pattern(item)
        for key, item in found["patterns"].table().items()
    }
    for name, pattern in patterns.items():
        if any(name not in map(plain_name, names) for names in layouts):
            spot = found["patterns"].at(name, pattern.pattern)
            raise spot.fail("a column of every layout")
    quoted = found["quoted"].truth() if "quoted" in found else True
    return Headerless(delimiter, tuple(layouts), patterns, quoted)


def _pattern(spot: Spot) -> re.Pattern[str]:
    try:
        return re.compile(spot.text("a regular expression"))
    except re.error as error:
        raise spot.fail(f"a regular expression ({error})") from error


def _citing(spot: Spot) -> Citing:
    found = spot.table(("columns", "separator", "empty"), required=("columns",))
    separator = found["separator"].text() if "separator" in found else ""
    words = found["empty"].one_or_more() if "empty" in found else []
    empty = frozenset(word.text().strip().casefold() for word in words)
    return Citing(_names(found["columns"]), separator, empty)


def _scope(spot: Spot) -> OutOfScope:
    found = spot.table(("when", "unless", "reason"), required=("reason",))
    given = [key for key in ("when", "unless") if key in found]
    if len(given) != 1:
        raise spot.fail("either when or unless")
    key = given[0]
    return OutOfScope(parse_condition(found[key]), key == "unless", found["reason"].text())
