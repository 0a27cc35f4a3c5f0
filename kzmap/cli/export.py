"""``kzmap export``."""

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from kzmap.cli.accounts import check_command, nothing_to_draw
from kzmap.cli.assembling import assembled, read_given
from kzmap.cli.counts import EngineOption, MasterOption, MemoryOption, choose_counting
from kzmap.cli.drawing import draw, sum_up, write
from kzmap.cli.mapping import MapOption, read_mapping
from kzmap.cli.namesakes import tell_namesakes
from kzmap.cli.options import (
    DelayOption,
    LanguageOption,
    NominatimUrlOption,
    OnlineOption,
    OverOption,
    ReviewOption,
    Tongue,
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
    tell_tour,
    tell_translations,
    tell_unplaced,
)
from kzmap.cli.saying import ALL_KEPT, SOME_SET_ASIDE, say
from kzmap.cli.stills import (
    DayOption,
    FormatsOption,
    FromOption,
    HeightOption,
    KnownOption,
    PaperOption,
    ScaleOption,
    SecondsOption,
    ThemeOption,
    ToOption,
    ViewOption,
    WidthOption,
    check_days,
    split_formats,
    wish_of,
)
from kzmap.cli.targets import (
    check_rejected,
    check_review,
    check_targets,
    page_target,
)
from kzmap.counting.engines.names import EngineName
from kzmap.errors import ArgumentError
from kzmap.schema import TEXTS_MB

if TYPE_CHECKING:
    from kzmap.places import Resolution


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
    tour: Annotated[
        Path | None,
        typer.Option(
            help="A table of steps of a guided tour: day, title, text, where to look."
        ),
    ] = None,
    translations: Annotated[
        Path | None,
        typer.Option(
            help="A table of what texts of the data say in other languages: text, ru, kk."
        ),
    ] = None,
    formats: FormatsOption = None,
    map: MapOption = None,
    review: ReviewOption = None,
    engine: EngineOption = EngineName.AUTO,
    master: MasterOption = None,
    memory: MemoryOption = None,
    online: OnlineOption = None,
    user_agent: UserAgentOption = None,
    nominatim_url: NominatimUrlOption = None,
    nominatim_delay: DelayOption = None,
    over_january_2022: OverOption = False,
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
            "--output",
            "-o",
            help="The file to write; named after EVENTS if left out. Its ending says what it "
            "is, where no --format does.",
        ),
    ] = None,
    title: Annotated[str | None, typer.Option(help="Title of the page.")] = None,
    language: LanguageOption = Tongue.ENGLISH,
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
    day: DayOption = None,
    first: FromOption = None,
    last: ToOption = None,
    view: ViewOption = "day",
    known: KnownOption = None,
    theme: ThemeOption = "light",
    width: WidthOption = None,
    height: HeightOption = None,
    scale: ScaleOption = None,
    paper: PaperOption = "A4",
    seconds: SecondsOption = 1.0,
    force: Annotated[
        bool, typer.Option("--force", help="Replace the file if it exists already.")
    ] = False,
) -> None:
    """Write the map as one HTML file that opens with no network, or a picture of its days.

    The exit status is 0 if all rows are on the map; 1 if some were set aside (they are written
    whole to a file beside the page) or their place was not found; 2 if nothing was written.
    """
    kind, format = split_formats(formats, output)
    wish = wish_of(
        kind,
        day=day,
        span=(first, last),
        view=view,
        known=known,
        theme=theme,
        size=(width, height, scale),
        paper=paper,
        seconds=seconds,
        tiles=bool(tiles or tiles_url),
    )
    given = {
        "zones": zones,
        "sources": sources,
        "quotes": quotes,
        "accounts": accounts,
        "tour": tour,
        "translations": translations,
    }
    own = [format, map, review, online, over_january_2022]
    if events is None and format:
        raise ArgumentError(
            f"--format {format}: of a table goes with EVENTS; of a picture it "
            "is png, pdf, svg or gif"
        )
    if events is None and any([*given.values(), *own]):
        raise ArgumentError("these options go with EVENTS; name its file too")
    others = {"the table": events} | {f"the --{noun}": path for noun, path in given.items()}
    others["the --format"] = Path(format) if format else None
    if review is not None:
        check_review(review, others)
    inputs = [*others.values(), review]
    target = page_target(events, output, wish.suffix)
    counting = choose_counting(events, engine, master, memory, target)
    check_targets([target, *counting.targets], inputs, overwrite=force)
    service = service_of(online, user_agent, nominatim_url, nominatim_delay)
    resolver = resolver_of(review, service)
    tally = counting.count(format, read_mapping(map))
    alone = None if tally else events
    readings = read_given(alone, given, format, read_mapping(map)) if events else {}
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
    dataset = assembled(tally, readings, resolver, answers, over)
    check_days(wish, dataset)
    page = draw(dataset, title, tiles_url or tiles, texts_mb, wish, language)
    rejected = write(page, target, reports, wish, include_notes=include_notes, force=force)
    counting.write_set_aside(tally, overwrite=force)
    doubted = doubted_lines(dataset, readings["events"]) if "events" in readings else {}
    for noun, report in reports.items():
        tell_reading(report, commands[noun], doubted.values() if noun == "events" else ())
    tell_rejected(rejected)
    tell_terms(dataset, include_notes=include_notes)
    tell_doubts(dataset, str(events), doubted)
    tell_namesakes(answers)
    unplaced = tell_unplaced(dataset)
    amiss = tell_tour(dataset)
    tell_translations(dataset)
    say(f"{target}: {sum_up(dataset)}")
    lacking = rejected.targets or unplaced or amiss or (tally and tally.account.set_aside)
    raise typer.Exit(SOME_SET_ASIDE if lacking else ALL_KEPT)
