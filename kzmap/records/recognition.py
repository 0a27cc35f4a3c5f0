"""Which format a file of events has; where several fit, or none, it says why and asks."""

import shlex
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from itertools import islice
from typing import Final

from kzmap.errors import TableError
from kzmap.records.features import FeatureSheet
from kzmap.records.formats.catalogue import formats
from kzmap.records.formats.format import Format, Headerless
from kzmap.records.formats.mapping import with_mapping
from kzmap.records.formats.suggestion import suggest_columns
from kzmap.records.header import lacking, list_columns
from kzmap.records.opening import open_table
from kzmap.records.sheet import Sheet, plain_name
from kzmap.records.upload import Source
from kzmap.schema import EVENT_REQUIRED

_SHOWN: Final = 10
_TYPE: Final = "event_type"


@dataclass(frozen=True)
class Recognition:
    """What was made out of a file.

    Attributes
    ----------
    format
        The format; None where none fits, or several do.
    header
        Its columns, as written; those of the format where the file has no header.
    rows
        The first few rows, as written.
    suggested
        Header by column of the contract, where names suggest it; empty with a format.
    reason
        Why there is no format, or what tells the one there is.
    candidates
        Where several formats fit: these.
    """

    format: Format | None
    header: tuple[str, ...]
    rows: list[tuple[str, ...]]
    suggested: dict[str, str] = field(default_factory=dict)
    reason: str = ""
    candidates: tuple[Format, ...] = ()


def recognise(source: Source) -> Recognition:
    """Look which format a file of events has, without reading it whole.

    Parameters
    ----------
    source
        The path of a file, or an `Upload`.

    Raises
    ------
    TableError
        It is no table at all.
    """
    return look(open_table(source, known_names()))[1]


def look(sheet: Sheet) -> tuple[Sheet, Recognition]:
    """Return what was made out of a sheet, and the sheet with the header that follows."""
    fitting = [(form, found) for form in formats().values() if (found := fit(sheet, form))]
    if len(fitting) == 1:
        form, found = fitting[0]
        return found, Recognition(form, found.header, _first(found), {}, form.recognised_by)
    candidates = tuple(form for form, _ in fitting)
    if candidates:
        names = " and ".join(form.name for form in candidates)
        reason = f"{names} fit alike; say which it is with --format"
    else:
        reason = "the columns are of no format known here"
    suggested = suggest_columns(sheet.header)
    rows = _first(sheet)
    return sheet, Recognition(None, sheet.header, rows, suggested, reason, candidates)


def fit(sheet: Sheet, form: Format, *, is_named: bool = False) -> Sheet | None:
    """Return a sheet as a format sees it, or None where it is not of this format.

    Where the user names the format, a sheet without a header needs no more than as many cells.
    """
    plain = frozenset(map(plain_name, sheet.header))
    if form.signature.fits(plain, is_geojson=isinstance(sheet, FeatureSheet)):
        return sheet
    headed = _without_header(sheet, form.headerless) if form.headerless else None
    if headed is None or is_named or _looks_so(headed, form.headerless):
        return headed
    return None


def settle(
    sheet: Sheet, form: Format | None, columns: Mapping[str, str] | None
) -> tuple[Sheet, Format]:
    """Return a sheet and its format: as asked for, else as recognised, with a user's mapping.

    Raises
    ------
    TableError
        No format fits, or several do.
    FormatError
        The mapping cannot be used.
    """
    if form is not None:
        form = with_mapping(form, columns) if columns else form
        return fit(sheet, form, is_named=True) or sheet, form
    sheet, found = look(sheet)
    form = found.format
    if form is None:
        # Of several that fit, each has terms of its own: a mapping is no choice among them.
        if found.candidates or not columns:
            raise refusal(sheet, found)
        form = formats()["geojson" if isinstance(sheet, FeatureSheet) else "kzmap"]
    return sheet, with_mapping(form, columns) if columns else form


def known_names(columns: Mapping[str, str] | None = None) -> set[str]:
    """Return the plain names of all columns that some format, or a mapping, knows."""
    names = {name for form in formats().values() for name in form.columns}
    return names.union(map(plain_name, (columns or {}).values()))


def refusal(sheet: Sheet, found: Recognition) -> TableError:
    """Return the error for a file of no known format, with the command that would read it."""
    plain = set(map(plain_name, sheet.header))
    needed = [name for name in EVENT_REQUIRED if name not in plain]
    missing = [name for name in needed if name not in found.suggested]
    likely = {
        name: header for name, header in found.suggested.items() if plain_name(header) != name
    }
    command = ["kzmap", "check", sheet.path]
    command += [
        part for name, header in likely.items() for part in ("--map", f"{name}={header}")
    ]
    if missing == [_TYPE]:
        command += ["--map", f"{_TYPE}==protest"]
        missing = []
    told = f"{sheet.path}: {found.reason}"
    told += f": {lacking(sheet, needed, 'events')}" if needed else ""
    told += f"; {list_columns(sheet)}"
    if missing:
        told += (
            f"; no column looks like {' or '.join(missing)}: name each with "
            f"--map {missing[0]}=HEADER"
        )
    if len(command) > 3:
        told += f"; if their names mean what they seem to, run: {shlex.join(command)}"
    return TableError(told)


def _without_header(sheet: Sheet, shape: Headerless) -> Sheet | None:
    """Return a sheet under the names of a format, if its first row has as many cells."""
    if type(sheet) is not Sheet or sheet.hinted:
        return None
    # Split anew: where quotes are letters, they may have misled about the delimiter.
    bare = replace(sheet, delimiter=shape.delimiter)
    names = {len(names): names for names in shape.layouts}.get(_width(bare, shape))
    if names is None:
        return None
    return bare.headed(names, is_quoted=shape.is_quoted)


def _looks_so(sheet: Sheet, shape: Headerless | None) -> bool:
    """Whether most of the first rows match; one that does not may be a damaged one."""
    where = {plain_name(name): i for i, name in enumerate(sheet.header)}
    rows = _first(sheet)
    patterns = shape.patterns.items() if shape else ()
    alike = [all(p.fullmatch(row[where[name]]) for name, p in patterns) for row in rows]
    return 2 * sum(alike) > len(rows)


def _width(sheet: Sheet, shape: Headerless) -> int:
    """Return how many cells the first row has."""
    try:
        first = next(sheet.headed((), is_quoted=shape.is_quoted).records(), None)
    except TableError:
        return 0
    return len(first.cells) if first else 0


def _first(sheet: Sheet) -> list[tuple[str, ...]]:
    return list(islice(_sound(sheet), _SHOWN))


def _sound(sheet: Sheet) -> Iterator[tuple[str, ...]]:
    try:
        for record in sheet.records():
            if not record.fault:
                yield tuple(record.cells)
    except TableError:
        return
