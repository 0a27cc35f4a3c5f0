"""From the header of a file to the columns of the contract."""

from collections import Counter
from collections.abc import Iterable, Mapping
from typing import NamedTuple

from kzmap.errors import TableError
from kzmap.records.formats.format import Format
from kzmap.records.formats.rules import Rule, take
from kzmap.records.sheet import Sheet, plain_name


class Header(NamedTuple):
    """Which columns of the file are looked at, and what is made of them.

    Attributes
    ----------
    positions
        Where each column that is looked at stands, by plain name.
    rules
        How each column of the contract is made that the file can give.
    notes
        What to say about it.
    """

    positions: dict[str, int]
    rules: dict[str, Rule]
    notes: list[str]


def match_header(sheet: Sheet, form: Format) -> Header:
    """Find the columns that a format asks for among the file's.

    Raises
    ------
    TableError
        A name occurs twice, or a column is missing that is required or was asked for.
    """
    plain = [plain_name(name) for name in sheet.header]
    twice = [name for name, count in Counter(filter(None, plain)).items() if count > 1]
    if twice:
        raise TableError(
            f"{sheet.path}: the header names {', '.join(map(repr, twice))} more than once; "
            "rename or remove one of each"
        )
    written = dict(zip(plain, sheet.header, strict=True))
    rules, absent = _applicable(form, written)
    positions = {
        name: i for i, name in enumerate(plain) if name in _looked_at(form, rules.values())
    }
    missing = [c.name for c in form.layout.columns if c.required and c.name not in rules]
    lost = [name for plain, name in form.asked.items() if plain not in written]
    if missing or lost:
        raise TableError(_missing(sheet, missing, lost, form))
    return Header(positions, rules, list(_notes(form, written, rules, absent, positions)))


def list_columns(sheet: Sheet) -> str:
    """Return the columns of a file in words, for an error."""
    found = ", ".join(repr(name[:40]) for name in sheet.header[:40])
    more = f" and {len(sheet.header) - 40} more" if len(sheet.header) > 40 else ""
    said = f"the columns found are {found}{more} (delimiter: {sheet.delimiter_name})"
    if len(sheet.header) == 1 and (sign := next((s for s in "|:^" if s in found), "")):
        said += f"; {sign!r} is not read as a delimiter: save it with comma, semicolon or tab"
    return said


def _applicable(form: Format, written: Mapping[str, str]) -> tuple[dict[str, Rule], list[str]]:
    """Return the rules that the file can serve, and what to say of the others."""
    rules, absent = {}, []
    for column in form.layout.columns:
        rule = form.rules.get(column.name)
        if rule is None and form.own_names and column.name in written:
            rule = take(column.name)
        if rule is None:
            continue
        if rule.serves(written):
            rules[column.name] = rule.within(written)
        else:
            absent.append(f"{column.name} ({' or '.join(rule.columns)})")
    return rules, absent


def _looked_at(form: Format, rules: Iterable[Rule]) -> set[str]:
    names = {name for rule in rules for name in rule.columns}
    names.update(name for scope in form.out_of_scope for name in scope.condition.tests)
    return names.union(form.citing.columns if form.citing else ())


def _notes(
    form: Format,
    written: Mapping[str, str],
    rules: Mapping[str, Rule],
    absent: list[str],
    positions: Mapping[str, int],
) -> Iterable[str]:
    """Yield what to say; where a declaration names every column, it is not told anew."""
    changed = [
        f"{written[rule.columns[0]]!r} as {name}"
        for name, rule in rules.items()
        if rule.is_direct
        and written[rule.columns[0]] != name
        and (form.own_names or rule.columns[0] in form.asked)
    ]
    if changed:
        yield f"header: read {', '.join(changed)}"
    if absent:
        yield f"columns not there: {', '.join(absent)}"
    unused = [name or "(no name)" for plain, name in written.items() if plain not in positions]
    if unused and form.own_names:
        yield f"columns not used: {', '.join(unused)}"
    elif unused:
        yield f"columns used: {len(positions)} of {len(written)}, as {form.name} declares"


def lacking(sheet: Sheet, names: Iterable[str], whose: str) -> str:
    """Return in words that columns are missing, each with a header that is like it."""
    from rapidfuzz import fuzz, process

    def hint(name: str) -> str:
        near = process.extractOne(
            name, sheet.header, processor=plain_name, scorer=fuzz.ratio, score_cutoff=60
        )
        return f"{name} (is it {near[0]!r}?)" if near else name

    return f"no column {', '.join(map(hint, names))}, which {whose} need"


def _missing(sheet: Sheet, missing: list[str], lost: list[str], form: Format) -> str:
    told = []
    if lost:
        told.append(lacking(sheet, lost, "--map and columns="))
    # A column that is there under its own name was only mapped to one that is not.
    present = set(map(plain_name, sheet.header)) if lost else set()
    if missing := [name for name in missing if name not in present]:
        told.insert(0, lacking(sheet, missing, form.layout.name))
    return f"{sheet.path}: {'; '.join(told)}; {list_columns(sheet)}"
