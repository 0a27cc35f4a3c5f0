"""``kzmap export``."""

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from kzmap.cli.accounts import check_command, nothing_to_draw
from kzmap.cli.counts import (
    EngineOption,
    MasterOption,
    MemoryOption,
    choose_counting,
    dataset_of_counts,
)
from kzmap.cli.drawing import draw, sum_up, write_page
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
from kzmap.cli.saying import ALL_KEPT, SOME_SET_ASIDE, progress, say
from kzmap.cli.targets import (
    check_rejected,
    check_review,
    check_targets,
    page_target,
)
from kzmap.counting.engines.names import EngineName
from kzmap.errors import ArgumentError, FormatError, TableError
from kzmap.schema import TEXTS_MB

if TYPE_CHECKING:
    from kzmap.cli.verdicts import DecidedResolver
    from kzmap.counting import Tally
    from kzmap.dataset import Dataset
    from kzmap.places import PlaceQuery, Resolution, Resolver
    from kzmap.records import Reading

_NOUNS = ("events", "zones", "sources", "quotes")


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
    format: FormatOption = None,
    map: MapOption = None,
    review: ReviewOption = None,
    engine: EngineOption = EngineName.AUTO,
    master: MasterOption = None,
    memory: MemoryOption = None,
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
    given = {"zones": zones, "sources": sources, "quotes": quotes}
    own = [format, map, review, online, over_january_2022]
    if events is None and any([*given.values(), *own]):
        raise ArgumentError("these options go with EVENTS; name its file too")
    others = {"the table": events} | {f"the --{noun}": path for noun, path in given.items()}
    others["the --format"] = Path(format) if format else None
    if review is not None:
        check_review(review, others)
    inputs = [*others.values(), review]
    target = page_target(events, output)
    counting = choose_counting(events, engine, master, memory, target)
    check_targets([target, *counting.targets], inputs, overwrite=force)
    service = service_of(online, user_agent, nominatim_url, nominatim_delay)
    resolver = resolver_of(review, service)
    tally = counting.count(format, read_mapping(map))
    alone = None if tally else events
    readings = _read(alone, given, format, read_mapping(map)) if events else {}
    reports = {noun: reading.report for noun, reading in readings.items()}
    check_rejected(target, reports)
    commands = {
        noun: check_command(report.path, noun, format, map) for noun, report in reports.items()
    }
    if "events" in readings and readings["events"].table.empty:
        for noun, report in reports.items():
            tell_reading(report, commands[noun])
        raise nothing_to_draw(reports["events"], commands["events"])
    answers: list[Resolution] = []
    over = events.name if events and over_january_2022 else ""
    dataset = _assemble(tally, readings, resolver, answers, over)
    page = draw(dataset, title, tiles_url or tiles, texts_mb)
    rejected = write_page(page, target, reports, include_notes=include_notes, force=force)
    counting.write_set_aside(tally, overwrite=force)
    doubted = doubted_lines(dataset, readings["events"]) if "events" in readings else {}
    for noun, report in reports.items():
        tell_reading(report, commands[noun], doubted.values() if noun == "events" else ())
    tell_rejected(rejected)
    tell_terms(dataset, include_notes=include_notes)
    tell_doubts(dataset, str(events), doubted)
    tell_namesakes(answers)
    unplaced = tell_unplaced(dataset)
    say(f"{target}: {sum_up(dataset)}")
    is_lacking = rejected.targets or unplaced or (tally and tally.account.set_aside)
    raise typer.Exit(SOME_SET_ASIDE if is_lacking else ALL_KEPT)


def _read(
    events: Path | None,
    given: dict[str, Path | None],
    format: str | None,
    columns: dict[str, str],
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
    tally: "Tally | None",
    readings: "dict[str, Reading]",
    resolver: "Resolver | DecidedResolver",
    answers: "list[Resolution]",
    over: str,
) -> "Dataset":
    """Place all rows; the answers to their names are added to ``answers``.

    ``over`` names the table where it is laid over the bundled data.
    """
    from kzmap.dataset import from_readings, laid_over, load

    if not readings and tally is None:
        return load()
    with progress("Placing the reports") as advance:

        def resolve(queries: "Sequence[PlaceQuery]") -> "list[Resolution]":
            found = resolver.resolve_many(queries, advance)
            answers.extend(found)
            return found

        if tally is not None:
            dataset = dataset_of_counts(tally, readings, resolve)
        else:
            dataset = from_readings(readings, resolve=resolve)
        return laid_over(load(), dataset, over) if over else dataset
