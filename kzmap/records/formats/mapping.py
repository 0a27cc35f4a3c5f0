"""A mapping: which of a file's columns are meant, said by the user."""

import json
from collections.abc import Mapping
from dataclasses import replace
from typing import Any, Final

from kzmap.errors import FormatError
from kzmap.records.formats.declaration import DAY_ORDERS
from kzmap.records.formats.format import Citing, Format
from kzmap.records.formats.rules import change, reword, say, take
from kzmap.records.sheet import plain_name

DAY_ORDER: Final = "day_order"
"""Beside the columns: how days in digits with the year last are meant."""

_CONSTANT: Final = "="


Words = Mapping[str, Mapping[str, str]]
"""By column of the contract: what whole texts of a file stand for."""


def with_mapping(
    form: Format, columns: Mapping[str, str], words: Words | None = None
) -> Format:
    """Return a format with some columns taken from where the user says.

    Parameters
    ----------
    form
        What holds for all other columns.
    columns
        Header by column of the contract. ``"=protest"`` instead of a header is the same text
        in every row; ``source_ids`` names the column that holds sources, parted by semicolons;
        ``day_order`` is ``"day first"`` or ``"month first"``.
    words
        What whole texts stand for, by column of the contract; others stay as they are.

    Raises
    ------
    FormatError
        There is no such column in the contract, or a value is none.
    """
    known = {column.name for column in form.layout.columns}
    rules, asked = dict(form.rules), dict(form.asked)
    changed: dict[str, Any] = {}
    for name, header in columns.items():
        if name == DAY_ORDER:
            changed["day_order"] = _day_order(header)
            continue
        if name not in known:
            raise FormatError(
                f"--map {name}={header}: there is no column {name!r}; known are "
                f"{', '.join(c.name for c in form.layout.columns)}, and {DAY_ORDER}"
            )
        is_constant = header.startswith(_CONSTANT) and name != "source_ids"
        plain = plain_name(header)
        if not plain or header == _CONSTANT:
            raise FormatError(f"--map {name}={header}: expected the name of a column behind =")
        if not is_constant:
            asked[plain] = header
        if name == "source_ids":
            changed["citing"] = Citing((plain,), ";")
        else:
            rules[name] = say(header.removeprefix(_CONSTANT)) if is_constant else take(plain)
    for name, table in (words or {}).items():
        if name in rules and table:
            rules[name] = change(rules[name], reword(table))
    return replace(form, rules=rules, asked=asked, **changed)


def mapping_toml(
    columns: Mapping[str, str],
    name: str = "my-table",
    form: Format | None = None,
    words: Words | None = None,
) -> str:
    """Return a mapping as a declaration, to be kept, shared and named by ``--format``.

    Parameters
    ----------
    columns
        As :func:`with_mapping` takes them.
    name
        Of the new format: small letters, digits and hyphens.
    form
        A format that comes with kzmap, which the mapping changes.
    words
        As :func:`with_mapping` takes them.

    Examples
    --------
    >>> print(mapping_toml({"place": "Город", "event_type": "=protest"}, "strikes"))
    name = "strikes"
    <BLANKLINE>
    [columns]
    place = "Город"
    event_type = { text = "protest" }
    <BLANKLINE>
    """
    top, listed, sources = [f"name = {_quote(name)}"], [], []
    if form is not None and form.name != "kzmap":
        top.append(f"extends = {_quote(form.name)}")
    for column, header in columns.items():
        if column == DAY_ORDER:
            top.append(f"{DAY_ORDER} = {_quote(_day_order(header))}")
        elif column == "source_ids":
            sources = ["", "[sources]", f"columns = [{_quote(header)}]", 'separator = ";"']
        elif header.startswith(_CONSTANT):
            listed.append(f"{column} = {{ text = {_quote(header[1:])} }}")
        elif table := (words or {}).get(column):
            pairs = ", ".join(f"{_quote(key)} = {_quote(text)}" for key, text in table.items())
            listed.append(f"{column} = {{ column = {_quote(header)}, words = {{ {pairs} }} }}")
        else:
            listed.append(f"{column} = {_quote(header)}")
    return "\n".join([*top, "", "[columns]", *listed, *sources, ""])


def _day_order(text: str) -> str:
    order = text.strip().lower().replace("-", " ").replace("_", " ")
    if order not in DAY_ORDERS:
        known = " or ".join(word.replace(" ", "-") for word in DAY_ORDERS)
        raise FormatError(f"--map {DAY_ORDER}={text}: expected {known}")
    return order


def _quote(text: str) -> str:
    # A JSON string is a TOML string but for one letter that JSON leaves as it is.
    return json.dumps(text, ensure_ascii=False).replace("\x7f", "\\u007f")
