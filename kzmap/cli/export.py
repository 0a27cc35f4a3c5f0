"""``kzmap export``."""

from collections import Counter
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from kzmap.cli.check import account
from kzmap.cli.saying import (
    ALL_KEPT,
    SOME_SET_ASIDE,
    counted,
    few,
    progress,
    say,
    shorten,
    tell,
)
from kzmap.errors import ExportError, TableError
from kzmap.writing import check_target

if TYPE_CHECKING:
    from kzmap.dataset import Dataset
    from kzmap.records import ReadReport

_BUNDLED_OUTPUT = Path("kazakhstan-january-2022.html")
_NOUNS = ("events", "zones", "sources", "quotes")


def export(
    events: Annotated[
        Path | None,
        typer.Argument(help="A table of events as CSV; Kazakhstan, January 2022 if left out."),
    ] = None,
    zones: Annotated[
        Path | None,
        typer.Option(
            help="A table of zones: emergency, curfew, blackout; or GeoJSON with outlines."
        ),
    ] = None,
    sources: Annotated[Path | None, typer.Option(help="A table of sources.")] = None,
    quotes: Annotated[Path | None, typer.Option(help="A table of quotes.")] = None,
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
    force: Annotated[
        bool, typer.Option("--force", help="Replace files that exist already.")
    ] = False,
) -> None:
    """Write the map as one HTML file that opens with no network.

    The exit status is 0 if all rows are on the map; 1 if some were set aside (they are written
    whole to a file beside the page) or their place was not found; 2 if nothing was written.
    """
    inputs = {"events": events, "zones": zones, "sources": sources, "quotes": quotes}
    if events is None and any(inputs.values()):
        raise TableError("zones, sources and quotes go with EVENTS; name its file too")
    target = output or (Path(f"{events.stem}.html") if events else _BUNDLED_OUTPUT)
    _refuse_inputs(target, inputs)
    check_target(target, overwrite=force)
    with progress("Reading and placing the reports"):
        dataset, reports = _read(inputs)
    rejected = _rejected_targets(target, reports)
    for path in rejected:
        _refuse_inputs(path, inputs)
        check_target(path, overwrite=force)
    with progress("Drawing the page"):
        _write(dataset, target, rejected, title=title, tiles=tiles_url or tiles, force=force)
    _account_for(reports, rejected)
    unplaced = _tell_unplaced(dataset)
    say(
        f"{target}: {counted(len(dataset.events) - len(dataset.unplaced), 'report')} "
        f"in {counted(_places_with_reports(dataset), 'place')} "
        f"on {counted(len(dataset.days), 'day')}"
    )
    raise typer.Exit(SOME_SET_ASIDE if rejected or unplaced else ALL_KEPT)


def _places_with_reports(dataset: "Dataset") -> int:
    places = dataset.events["place_index"]
    return int(places[places >= 0].nunique())


def _refuse_inputs(target: Path, inputs: dict[str, Path | None]) -> None:
    for path in inputs.values():
        if path is not None and path.exists() and target.exists() and target.samefile(path):
            raise ExportError(f"{target} is also read; choose another output with -o")


def _read(
    inputs: dict[str, Path | None],
) -> tuple["Dataset", "dict[str, ReadReport]"]:
    from kzmap import dataset as datasets

    events = inputs["events"]
    if events is None:
        return datasets.load(), {}
    try:
        found, reports = datasets.read(
            events, zones=inputs["zones"], sources=inputs["sources"], quotes=inputs["quotes"]
        )
    except TableError as error:
        raise TableError(f"{error} (kzmap check FILE shows a table's problems)") from error
    nouns = [noun for noun in _NOUNS if inputs[noun] is not None]
    return found, dict(zip(nouns, reports, strict=True))


def _rejected_targets(
    target: Path, reports: "dict[str, ReadReport]"
) -> "dict[Path, ReadReport]":
    """Return where the rows set aside go: one file beside the page for each table."""
    return {
        target.with_name(
            f"{target.stem}.rejected.csv"
            if noun == "events"
            else f"{target.stem}.{noun}.rejected.csv"
        ): report
        for noun, report in reports.items()
        if not report.ok
    }


def _write(
    dataset: "Dataset",
    target: Path,
    rejected: "dict[Path, ReadReport]",
    *,
    title: str | None,
    tiles: bool | str,
    force: bool,
) -> None:
    from kzmap.page.protest_map import ProtestMap
    from kzmap.records import write_rejected

    page = ProtestMap(dataset, title=title, tiles=tiles)
    if page.timeline.tiles:
        tell(f"Whoever opens this page contacts {page.timeline.tiles.host} for street tiles.")
    page.save(target, overwrite=force)
    for path, report in rejected.items():
        write_rejected(report, path, overwrite=force)


def _account_for(reports: "dict[str, ReadReport]", rejected: "dict[Path, ReadReport]") -> None:
    written = {report.path: path for path, report in rejected.items()}
    for report in reports.values():
        for flag in few(map(str, report.flags)):
            tell(flag)
        for note in report.notes:
            tell(f"{report.path}: {note}")
        if report.duplicates or not report.ok:
            tell(f"{report.path}: {account(report)}")
        for problem in few(map(str, report.set_aside), "and {} more rows"):
            tell(f"  {problem}")
        if report.path in written:
            tell(f"The rows set aside are whole in {written[report.path]}: mend and reread it.")


def _tell_unplaced(dataset: "Dataset") -> int:
    """Say which places are not on the map, and return how many rows that concerns."""
    missing = dataset.unplaced
    reasons = Counter(zip(missing["place"], missing["unplaced"], strict=True))
    for area in dataset.unplaced_zones["area"]:
        reasons[area, "no area or town of this name is known"] += 1
    if not reasons:
        return 0
    count = reasons.total()
    tell(f"{counted(count, 'row')} not on the map, since the place was not found:")
    lines = [
        f"  {shorten(place)}: {why} ({counted(n, 'row')})"
        for (place, why), n in reasons.items()
    ]
    for line in few(sorted(lines), "  and {} more places"):
        tell(line)
    tell("Give these rows lat and lon, or admin1 where several places bear the name.")
    return count
