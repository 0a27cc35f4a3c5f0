"""User data as one JSON island, in which no browser and no template finds code."""

import json
import re
from typing import Any

_ESCAPES = {
    character: f"\\u{ord(character):04x}" for character in ("<", ">", "&", "\u2028", "\u2029")
}
_RISKY = re.compile(r"[<>&\u2028\u2029]|\{(?=[{%#])|[\ud800-\udfff]")


def island_json(value: Any) -> str:
    """Write a value as JSON that can stand inside a script element.

    ``<``, ``>``, ``&`` and the line separators are written as escapes, so nothing ends the
    element; so is a ``{`` before ``{``, ``%`` or ``#``, so nothing opens a template (branca
    compiles rendered text a second time). Structural braces never stand before these, so the
    JSON reads back as the same value.

    Parameters
    ----------
    value
        Plain lists, dictionaries, strings, numbers, booleans and None.

    Returns
    -------
    str
        Compact JSON with sorted keys.

    Raises
    ------
    ValueError
        A number is NaN or infinite.

    Examples
    --------
    >>> print(island_json({"note": "</script>{{ 7*7 }}"}))
    {"note":"\\u003c/script\\u003e\\u007b{ 7*7 }}"}
    """
    text = json.dumps(
        value, ensure_ascii=False, sort_keys=True, separators=(",", ":"), allow_nan=False
    )
    return _RISKY.sub(lambda match: _escape(match.group()), text)


def _escape(character: str) -> str:
    return _ESCAPES.get(character) or f"\\u{ord(character):04x}"
