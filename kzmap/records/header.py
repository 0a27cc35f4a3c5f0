"""From the header of a file to the columns of the contract."""

from collections import Counter
from typing import NamedTuple

from kzmap.errors import TableError
from kzmap.records.layouts import Format
from kzmap.records.sheet import Sheet, plain_name


class Header(NamedTuple):
    """Where each column of the contract stands in the file, and what to say about it."""

    positions: dict[str, int]
    notes: list[str]


def match_header(sheet: Sheet, form: Format) -> Header:
    """Find the contract's columns among the file's.

    Raises
    ------
    TableError
        A name occurs twice, or a required column is missing.
    """
    plain = [plain_name(name) for name in sheet.header]
    twice = [name for name, count in Counter(filter(None, plain)).items() if count > 1]
    if twice:
        raise TableError(
            f"{sheet.path}: the header names {', '.join(map(repr, twice))} more than once; "
            "rename or remove one of each"
        )
    columns = {column.name: column for column in form.layout.columns}
    targets = [form.headers.get(name, name) for name in plain]
    positions = {name: i for i, name in enumerate(targets) if name in columns}
    missing = [c.name for c in columns.values() if c.required and c.name not in positions]
    if missing:
        raise TableError(_missing(sheet, missing, form))
    changed = [
        f"{name!r} as {targets[i]}"
        for i, name in enumerate(sheet.header)
        if targets[i] in positions and name != targets[i]
    ]
    unused = [
        name
        for name, target in zip(sheet.header, targets, strict=True)
        if target not in columns
    ]
    notes = [f"header: read {', '.join(changed)}"] if changed else []
    if unused:
        notes.append(f"columns not used: {', '.join(name or '(no name)' for name in unused)}")
    return Header(positions, notes)


def _missing(sheet: Sheet, missing: list[str], form: Format) -> str:
    from rapidfuzz import fuzz, process

    hints = []
    for name in missing:
        near = process.extractOne(
            name, sheet.header, processor=plain_name, scorer=fuzz.ratio, score_cutoff=60
        )
        hints.append(f"{name} (is it {near[0]!r}?)" if near else name)
    found = ", ".join(repr(name[:40]) for name in sheet.header[:40])
    more = f" and {len(sheet.header) - 40} more" if len(sheet.header) > 40 else ""
    return (
        f"{sheet.path}: no column {', '.join(hints)}, which {form.layout.name} need; "
        f"the columns found are {found}{more} (delimiter: {sheet.delimiter_name})"
    )
