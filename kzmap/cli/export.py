"""``kzmap export``."""

import io
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from kzmap.cli.accounts import check_command, nothing_to_draw
from kzmap.cli.mapping import FormatOption, MapOption, read_mapping
from kzmap.cli.namesakes import tell_namesakes
from kzmap.cli.options import (
    DelayOption,
    NominatimUrlOption,
    OnlineOption,
    ReviewOption,
    UserAgentOption,
    resolver_of,
    service_of,
)
from kzmap.cli.remarks import (
    doubted_lines,
    tell_doubts,
    tell_reading,
    tell_rejected,
    tell_terms,
    tell_unplaced,
)
from kzmap.cli.saying import ALL_KEPT, SOME_SET_ASIDE, counted, progress, say, tell
from kzmap.cli.targets import (
    Rejected,
    check_rejected,
    check_review,
    check_targets,
    page_target,
    write_with_rejected,
)
from kzmap.errors import ArgumentError, FormatError, TableError
from kzmap.schema import TEXTS_MB

if TYPE_CHECKING:
    from kzmap.cli.verdicts import DecidedResolver
    from kzmap.dataset import Dataset
    from kzmap.page.protest_map import ProtestMap
    from kzmap.places import PlaceQuery, Resolution, Resolver
    from kzmap.records import Reading, ReadReport

_NOUNS = ("events", "zones", "sources", "quotes", "accounts")


def export(
    events: Annotated[
        Path | None,
        typer.Argument(help="A table of events; Kazakhstan, January 2022 if left out."),
    ] = None,
    zones: Annotated[
        Path | None,
        typer.Option(
            help="A table of zones: emergency, curfew, blackout; or GeoJSON with outlines."
        ),
    ] = None,
    sources: Annotated[Path | None, typer.Option(help="A table of sources.")] = None,
    quotes: Annotated[Path | None, typer.Option(help="A table of quotes.")] = None,
    accounts: Annotated[
        Path | None,
        typer.Option(help="A table of accounts: what sources say where they differ."),
    ] = None,
    format: FormatOption = None,
    map: MapOption = None,
    review: ReviewOption = None,
    online: OnlineOption = None,
    user_agent: UserAgentOption = None,
    nominatim_url: NominatimUrlOption = None,
    nominatim_delay: DelayOption = None,
    over_january_2022: Annotated[
        bool,
        typer.Option(
            "--over-january-2022",
            help="Lay EVENTS over the bundled data of Kazakhstan, January 2022.",
        ),
    ] = False,
    include_notes: Annotated[
        bool,
        typer.Option(
            "--include-notes",
            help="Keep rows and notes of a source whose terms forbid handing them on, for a "
            "page that stays with you; else such reports are counted.",
        ),
    ] = False,
    output: Annotated[
        Path | None,
        typer.Option(
            "--output", "-o", help="The page to write; named after EVENTS if left out."
        ),
    ] = None,
    title: Annotated[str | None, typer.Option(help="Title of the page.")] = None,
    tiles: Annotated[
        bool,
        typer.Option(
            "--tiles", help="Add street tiles; whoever opens the page contacts OpenStreetMap."
        ),
    ] = False,
    tiles_url: Annotated[
        str | None,
        typer.Option(
            metavar="URL", help="Add street tiles of this https server, with {z}, {x} and {y}."
        ),
    ] = None,
    texts_mb: Annotated[
        float,
        typer.Option(
            "--texts-mb",
            metavar="MB",
            min=0,
            help="How much of the page the texts of reports may take; beyond it the most "
            "informative of each place and day stay, and the page says how many it leaves out.",
        ),
    ] = TEXTS_MB,
    force: Annotated[
        bool, typer.Option("--force", help="Replace the page if it exists already.")
    ] = False,
) -> None:
    """Write the map as one HTML file that opens with no network.

    The exit status is 0 if all rows are on the map; 1 if some were set aside (they are written
    whole to a file beside the page) or their place was not found; 2 if nothing was written.
    """
    given = {"zones": zones, "sources": sources, "quotes": quotes, "accounts": accounts}
    own = [format, map, review, online, over_january_2022]
    if events is None and any([*given.values(), *own]):
        raise ArgumentError("these options go with EVENTS; name its file too")
    others = {"the table": events} | {f"the --{noun}": path for noun, path in given.items()}
    others["the --format"] = Path(format) if format else None
    if review is not None:
        check_review(review, others)
    inputs = [*others.values(), review]
    target = page_target(events, output)
    check_targets([target], inputs, overwrite=force)
    service = service_of(online, user_agent, nominatim_url, nominatim_delay)
    resolver = resolver_of(review, service)
    readings = _read(events, given, format, read_mapping(map)) if events else {}
    reports = {noun: reading.report for noun, reading in readings.items()}
    check_rejected(target, reports)
    commands = {
        noun: check_command(report.path, noun, format, map) for noun, report in reports.items()
    }
    if readings and readings["events"].table.empty:
        for noun, report in reports.items():
            tell_reading(report, commands[noun])
        raise nothing_to_draw(reports["events"], commands["events"])
    answers: list[Resolution] = []
    dataset = _assemble(readings, resolver, answers, over_january=over_january_2022)
    page = _draw(dataset, title, tiles_url or tiles, texts_mb)
    rejected = _write(page, target, reports, include_notes=include_notes, force=force)
    doubted = doubted_lines(dataset, readings["events"]) if readings else {}
    for noun, report in reports.items():
        tell_reading(report, commands[noun], doubted.values() if noun == "events" else ())
    tell_rejected(rejected)
    tell_terms(dataset, include_notes=include_notes)
    tell_doubts(dataset, str(events), doubted)
    tell_namesakes(answers)
    unplaced = tell_unplaced(dataset)
    say(f"{target}: {_sum_up(dataset)}")
    raise typer.Exit(SOME_SET_ASIDE if rejected.targets or unplaced else ALL_KEPT)


def _read(
    events: Path, given: dict[str, Path | None], format: str | None, columns: dict[str, str]
) -> "dict[str, Reading]":
    from kzmap.dataset import read_tables

    with progress("Reading the tables") as advance:
        try:
            return read_tables(
                events, **given, format=format, columns=columns or None, progress=advance
            )
        except FormatError:
            raise
        except TableError as error:
            raise TableError(f"{error} (kzmap check FILE shows a table's problems)") from error


def _assemble(
    readings: "dict[str, Reading]",
    resolver: "Resolver | DecidedResolver",
    answers: "list[Resolution]",
    *,
    over_january: bool,
) -> "Dataset":
    """Place all rows; the answers to their names are added to ``answers``."""
    from kzmap.dataset import from_readings, laid_over, load

    if not readings:
        return load()
    with progress("Placing the reports") as advance:

        def resolve(queries: "Sequence[PlaceQuery]") -> "list[Resolution]":
            found = resolver.resolve_many(queries, advance)
            answers.extend(found)
            return found

        dataset = from_readings(readings, resolve=resolve)
        if not over_january:
            return dataset
        return laid_over(load(), dataset, Path(readings["events"].report.path).name)


def _draw(
    dataset: "Dataset", title: str | None, tiles: bool | str, texts_mb: float
) -> "ProtestMap":
    from kzmap.page.protest_map import ProtestMap

    page = ProtestMap(dataset, title=title, tiles=tiles, texts_mb=texts_mb)
    if page.timeline.tiles:
        tell(f"Whoever opens this page contacts {page.timeline.tiles.host} for street tiles.")
    return page


def _write(
    page: "ProtestMap",
    target: Path,
    reports: "dict[str, ReadReport]",
    *,
    include_notes: bool,
    force: bool,
) -> Rejected:
    html = io.BytesIO()
    with progress("Drawing the page"):
        page.save(html, include_notes=include_notes)
    return write_with_rejected((target, html.getvalue()), reports, overwrite=force)


def _sum_up(dataset: "Dataset") -> str:
    placed = dataset.events[dataset.events["place_index"] >= 0]
    return (
        f"{counted(int(placed['reports'].sum()), 'report')} "
        f"in {counted(placed['place_index'].nunique(), 'place')} "
        f"on {counted(len(dataset.days), 'day')}"
    )
