"""``kzmap spread``."""

from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from kzmap.cli.accounts import check_command, nothing_to_draw
from kzmap.cli.assembling import assembled, read_given
from kzmap.cli.mapping import FormatOption, MapOption, read_mapping
from kzmap.cli.namesakes import tell_namesakes
from kzmap.cli.options import (
    DelayOption,
    NominatimUrlOption,
    OnlineOption,
    OverOption,
    ReviewOption,
    UserAgentOption,
    resolver_of,
    service_of,
)
from kzmap.cli.remarks import tell_reading, tell_rejected, tell_unplaced
from kzmap.cli.saying import ALL_KEPT, SOME_SET_ASIDE, counted, say
from kzmap.cli.targets import (
    Rejected,
    check_rejected,
    check_review,
    check_targets,
    write_with_rejected,
)
from kzmap.errors import ArgumentError

if TYPE_CHECKING:
    import pandas as pd

    from kzmap.dataset import Dataset
    from kzmap.places import Resolution
    from kzmap.reach import Reach
    from kzmap.records import ReadReport

_ROUGH = {2: "within a week", 3: "within a month"}
_REGION = 3


def spread(
    events: Annotated[
        Path | None,
        typer.Argument(help="A table of events; Kazakhstan, January 2022 if left out."),
    ] = None,
    zones: Annotated[
        Path | None, typer.Option(help="A table of zones, for the days of an emergency.")
    ] = None,
    format: FormatOption = None,
    map: MapOption = None,
    review: ReviewOption = None,
    online: OnlineOption = None,
    user_agent: UserAgentOption = None,
    nominatim_url: NominatimUrlOption = None,
    nominatim_delay: DelayOption = None,
    over_january_2022: OverOption = False,
    output: Annotated[
        Path | None,
        typer.Option("--output", "-o", help="Write all columns to this CSV file instead."),
    ] = None,
    force: Annotated[
        bool, typer.Option("--force", help="Replace the file of -o if it exists already.")
    ] = False,
) -> None:
    """List places in the order of their first reported protests.

    It is an order of reports, never of cause. Places first reported on one day share a number.
    Distances are from the place first reported. What is not known is left empty.

    The exit status is 0 if all rows were used; 1 if some were set aside or their place was not
    found; 2 if nothing was done.
    """
    own = [zones, format, map, review, online, over_january_2022]
    if events is None and any(own):
        raise ArgumentError("these options go with EVENTS; name its file too")
    if force and output is None:
        raise ArgumentError("--force goes with -o; name the file")
    named = Path(format) if format else None
    if review is not None:
        others = {"the table": events, "the --zones": zones, "the --format": named}
        check_review(review, others)
    if output is not None:
        check_targets([output], [events, zones, named, review], overwrite=force)
    service = service_of(online, user_agent, nominatim_url, nominatim_delay)
    resolver = resolver_of(review, service)
    readings = read_given(events, {"zones": zones}, format, read_mapping(map)) if events else {}
    reports = {noun: reading.report for noun, reading in readings.items()}
    if output is not None:
        check_rejected(output, reports)
    answers: list[Resolution] = []
    for noun, report in reports.items():
        command = check_command(report.path, noun, format, map)
        tell_reading(report, command)
        if noun == "events" and readings[noun].table.empty:
            raise nothing_to_draw(report, command)
    over = events.name if events and over_january_2022 else ""
    dataset = assembled(None, readings, resolver, answers, over)
    table, told = _spread(dataset)
    if output is None:
        say("Order of first reports of protests, which says nothing of cause:")
        for line in _lines(table):
            say(line)
    else:
        tell_rejected(_write(output, table, reports, overwrite=force))
    tell_namesakes(answers)
    unplaced = tell_unplaced(dataset)
    say(f"{output}: {_sum_up(told)}" if output else _sum_up(told))
    is_whole = not unplaced and all(report.ok for report in reports.values())
    raise typer.Exit(ALL_KEPT if is_whole else SOME_SET_ASIDE)


def _spread(dataset: "Dataset") -> "tuple[pd.DataFrame, Reach]":
    from kzmap.reach import reach
    from kzmap.spread import spread as spread_of

    table = spread_of(dataset)
    return table, reach(dataset, table)


def _write(
    output: Path, table: "pd.DataFrame", reports: "dict[str, ReadReport]", *, overwrite: bool
) -> Rejected:
    from kzmap.records.spreadsheet import frame_to_csv
    from kzmap.spread import as_text

    return write_with_rejected(
        (output, frame_to_csv(as_text(table))), reports, overwrite=overwrite
    )


def _lines(table: "pd.DataFrame") -> Iterator[str]:
    """A line for each place: number, day, distance, name, and what is not exact."""
    import pandas as pd

    digits = len(str(table["rank"].max())) if len(table) else 1
    for row in table.to_dict("records"):
        notes = [_ROUGH.get(row["time_precision"], "")]
        if row["geo_precision"] == _REGION:
            notes.append("only the region is known")
        rough = "; ".join(filter(None, notes))
        far = "" if pd.isna(row["distance_km"]) else f"{row['distance_km']:,.0f} km"
        yield (
            f"{row['rank']:>{digits}}  {row['first_protest']:%Y-%m-%d}  {far:>9}  "
            f"{row['place']}{f' ({rough})' if rough else ''}"
        )


def _sum_up(told: "Reach") -> str:
    if not told.places and not told.regions:
        return "no protest is reported at a place, so there is no order"
    units = counted(told.units, "unit")
    if told.units_total is not None:
        units = f"{told.units} of {counted(told.units_total, 'unit')}"
    parts = [f"{counted(told.places, 'place')} in {units}"]
    if told.regions:
        parts.append(f"{counted(told.regions, 'region')} besides")
    if told.people is not None:
        from kzmap.reach import GAZETTEER

        parts.append(f"{told.people:,} people live in {counted(told.towns, 'town')} of these")
        parts[-1] += f" ({GAZETTEER})"
    if told.uncounted:
        parts.append(f"of {told.uncounted:,} it is not known how many live there")
    return "; ".join(parts)
