"""Reading texts inside an engine, as `kzmap.records.cells` reads them in Python. Pure."""

import sys
from typing import Final

import narwhals as nw

from kzmap.counting.plan import Plan
from kzmap.records.formats.rules import Rule
from kzmap.schema import ID_SEPARATOR

BLANKS: Final = "".join(filter(str.isspace, map(chr, range(sys.maxunicode + 1))))
"""Every letter that ``str.strip`` takes off."""

_GUARDED: Final = "^'+[=+\\-@\\t\\r\\n＝＋－＠]"


def text_of(rule: Rule | None, present: tuple[str, ...]) -> nw.Expr | None:
    """Return the text that a rule makes, where an engine can make it; None where it cannot.

    Columns hold text without nulls. Only a column as it is, or the first of several that is
    not empty, can be said in expressions; what else rules do is Python.
    """
    columns = [name for name in rule.columns if name in present] if rule else []
    if rule is None or not columns:
        return nw.lit("") if rule is None or rule.columns else None
    if rule.is_direct:
        return clean(nw.col(columns[0]))
    if not rule.alternatives:
        return None
    last = bare(nw.col(columns[-1]))
    for name in reversed(columns[:-1]):
        cell = bare(nw.col(name))
        last = nw.when(cell != "").then(cell).otherwise(last)
    return last


def clean(cell: nw.Expr) -> nw.Expr:
    """Return a text without blanks around it; behind a safe export's apostrophe it is exact."""
    # Most cells have nothing to take off; to look for it letter by letter is dear.
    guarded = nw.when(cell.str.contains(_GUARDED)).then(cell.str.slice(1))
    rare = guarded.otherwise(cell.str.strip_chars(BLANKS))
    is_bare = _begins_firmly(cell) & _begins_firmly(cell.str.slice(-1))
    return nw.when(is_bare & ~cell.str.starts_with("'")).then(cell).otherwise(rare)


def _begins_firmly(cell: nw.Expr) -> nw.Expr:
    """Return whether the first letter is surely no blank: of ASCII, or of most scripts."""
    ascii_letter = (cell >= "!") & (cell < "\x7f")
    other = ((cell >= "\u00a1") & (cell < "\u1680")) | (cell >= "\u3001")
    return ascii_letter | other


def bare(cell: nw.Expr) -> nw.Expr:
    """Return a text without blanks around it, also behind a safe export's apostrophe."""
    return clean(cell.str.strip_chars(BLANKS)).str.strip_chars(BLANKS)


def is_unsourced(plan: Plan) -> nw.Expr:
    """Return 1 where a row names no source, else 0."""
    if plan.form.names_itself and plan.form.cites:
        return nw.lit(0)
    citing = plan.form.citing
    separator = citing.separator if citing else ID_SEPARATOR
    unsourced = nw.lit(1)
    for name in plan.cited:
        raw = nw.col(name)
        cell = bare(raw) if citing else clean(raw)
        is_empty = cell.str.strip_chars(BLANKS + separator) == ""
        is_told = _begins_firmly(raw) & ~raw.str.starts_with("'")
        if separator:
            is_told = is_told & ~raw.str.starts_with(separator)
        if citing and citing.empty:
            words = sorted(citing.empty)
            is_empty = is_empty | cell.str.to_lowercase().is_in(words)
            is_told = is_told & (raw.str.len_chars() > max(map(len, words)))
        # Nearly all cells are told at their first letter; only the others are looked through.
        named = nw.when(is_told).then(nw.lit(0)).when(raw == "").then(unsourced)
        looked = nw.when(is_empty).then(unsourced).otherwise(nw.lit(0))
        unsourced = named.otherwise(looked)
    return unsourced


def is_blank(columns: list[str]) -> nw.Expr:
    """Return whether all columns of a row, which hold text without nulls, are blank."""
    return nw.concat_str(*map(nw.col, columns)).str.strip_chars(BLANKS) == ""
