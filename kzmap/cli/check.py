"""``kzmap check``."""

import json
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any, NamedTuple

import typer

from kzmap.cli.accounts import account, errors_of, flags_beside, out_of_scope_lines
from kzmap.cli.mapping import FormatOption, MapOption, read_mapping
from kzmap.cli.saying import ALL_KEPT, SOME_SET_ASIDE, progress, say
from kzmap.errors import TableError

if TYPE_CHECKING:
    from kzmap.records import QuoteCheck, Reading, ReadReport, Source


class Doubt(NamedTuple):
    """Coordinates that disagree with what their row names."""

    line: int
    event_id: str
    reason: str


class TableKind(StrEnum):
    """Tables of the contract."""

    EVENTS = "events"
    ZONES = "zones"
    SOURCES = "sources"
    QUOTES = "quotes"
    CLAIMS = "claims"
    ACCOUNTS = "accounts"
    TOUR = "tour"
    TRANSLATIONS = "translations"


def check(
    file: Annotated[Path, typer.Argument(help="A table: CSV, TSV, XLSX or GeoJSON.")],
    kind: Annotated[
        TableKind | None,
        typer.Option(help="What the table holds; told from its columns if left out."),
    ] = None,
    format: FormatOption = None,
    columns: MapOption = None,
    texts: Annotated[
        Path | None,
        typer.Option(
            metavar="DIR",
            help="Look up every quote of a table of quotes in DIR/<source_id>.txt.",
        ),
    ] = None,
    as_json: Annotated[
        bool, typer.Option("--json", help="Print one JSON object with counts and problems.")
    ] = False,
) -> None:
    """Check a table: what would be kept, set aside and why. Nothing is written.

    A table of events may be of any format that `kzmap formats` lists; for any other, the error
    names the --map options that would read it.

    The exit status is 0 if every row can be used, 1 if some cannot or a quote is not in its
    text, 2 if the file is no such table.
    """
    source = _held(file)
    is_told = format is not None or bool(columns)
    name = kind.value if kind else "events" if is_told else _kind_of(source)
    if is_told and name != TableKind.EVENTS:
        raise TableError(f"--format and --map are for events, but {file} is read as {name}")
    if texts is not None and name != TableKind.QUOTES:
        raise TableError(f"--texts needs a table of quotes, but {file} is one of {name}")
    reading = _read(source, name, format, read_mapping(columns))
    quotes = [] if texts is None else _check_quotes(reading, file, texts)
    doubts = _doubts(reading) if name == TableKind.EVENTS else []
    if as_json:
        _print_json(name, reading.report, doubts, None if texts is None else quotes)
    else:
        _print_text(name, reading, doubts, quotes)
    failed = not reading.report.ok or any(quote.is_failure for quote in quotes)
    raise typer.Exit(SOME_SET_ASIDE if failed else ALL_KEPT)


def _held(file: Path) -> "Source":
    """Return a file, or what comes out of a pipe: that can be read once only."""
    from kzmap.records import Upload

    return Upload(file.name, file.read_bytes()) if file.is_fifo() else file


def _kind_of(file: "Source") -> str:
    """Return the kind of a table; what is of none is taken for events, whose error helps."""
    from kzmap.records import guess_kind, recognise

    if recognise(file).format is not None:
        return "events"
    try:
        return guess_kind(file)
    except TableError:
        return "events"


def _read(
    source: "Source", kind: str, format: str | None, columns: dict[str, str]
) -> "Reading":
    from kzmap.records import read_events, read_kind

    with progress("Reading the table") as advance:
        if kind != "events":
            return read_kind(source, kind)
        return read_events(source, format, columns=columns, progress=advance)


def _check_quotes(reading: "Reading", file: Path, texts: Path) -> "list[QuoteCheck]":
    from kzmap.bundled import bundled_path
    from kzmap.records import check_quotes

    ours = file.resolve().parent == bundled_path("data").resolve()
    return check_quotes(reading.table, texts, bundled=ours)


def _doubts(reading: "Reading") -> list[Doubt]:
    """Return which given coordinates are doubtful, and why."""
    from kzmap.dataset import doubts_about

    told = doubts_about(reading.table)
    rows = zip(reading.lines, reading.table["event_id"], told, strict=True)
    return [Doubt(line, id_, why) for line, id_, why in rows if why]


def _print_json(
    kind: str,
    report: "ReadReport",
    doubts: list[Doubt],
    quotes: "list[QuoteCheck] | None",
) -> None:
    told: dict[str, Any] = {**report.as_dict(), "kind": kind}
    if kind == TableKind.EVENTS:
        told["doubts"] = [doubt._asdict() for doubt in doubts]
    if quotes is not None:
        told["quotes"] = [
            {
                "source_id": quote.source_id,
                "quote": quote.quote,
                "status": quote.status,
                "reason": quote.reason,
            }
            for quote in quotes
        ]
    print(json.dumps(told, ensure_ascii=False, indent=2))


def _print_text(
    kind: str, reading: "Reading", doubts: list[Doubt], quotes: "list[QuoteCheck]"
) -> None:
    report, form = reading.report, reading.format
    for problem in errors_of(report):
        say(str(problem))
    for line in out_of_scope_lines(report):
        say(f"{report.path}: {line}")
    for row in report.duplicates:
        say(f"{report.path}:{row.line}: {row.id!r}: same as line {row.first_line}, left out")
    for flag in flags_beside(report, {doubt.line for doubt in doubts}):
        say(f"{flag} [kept]")
    for doubt in doubts:
        where = f"{report.path}:{doubt.line}: {doubt.event_id!r}"
        say(f"{where}: {doubt.reason} [kept]")
    for quote in quotes:
        if quote.status != "found":
            say(f"{report.path}: {quote.quote!r}: {quote.reason} [{quote.status}]")
    for note in report.notes:
        say(f"note: {note}")
    if form.names_itself:
        say(f"note: {form.title or form.name}: {form.terms or 'no terms are told'}")
    named = "" if form.name in ("kzmap", "geojson") else f" in the format {form.name}"
    say(f"{report.path}: {kind}{named}: {account(report)}")
    if quotes:
        found = sum(quote.status == "found" for quote in quotes)
        absent = sum(quote.status == "not held" for quote in quotes)
        missing = sum(quote.status == "missing" for quote in quotes)
        say(f"quotes: {found} found, {missing} not in their text, {absent} with no text held")
