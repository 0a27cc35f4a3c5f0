"""``kzmap geocode``."""

import json
import shlex
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from kzmap.cli.mapping import FormatOption, MapOption
from kzmap.cli.options import (
    DelayOption,
    NominatimUrlOption,
    OnlineOption,
    ReviewOption,
    UserAgentOption,
    service_of,
)
from kzmap.cli.saying import ALL_KEPT, SOME_SET_ASIDE, counted, few, progress, say, tell
from kzmap.cli.settling import Settling, existing_table
from kzmap.errors import ArgumentError

if TYPE_CHECKING:
    from kzmap.places import Candidate, Resolution
    from kzmap.places.online import Nominatim

_HOW_SURE = {1: "the place itself", 2: "near it", 3: "a point inside the area, for its label"}


def geocode(
    names: Annotated[
        list[str],
        typer.Argument(
            metavar="NAME...|FILE",
            help="Places in English, Russian or Kazakh, under names of today or of the past; "
            "or, with --review or -o, a table of events.",
        ),
    ],
    date: Annotated[
        str | None,
        typer.Option(
            metavar="YYYY-MM-DD", help="The day on which the names and boundaries should hold."
        ),
    ] = None,
    country: Annotated[
        str | None, typer.Option(help="Look only there: a code such as KZ, or a name.")
    ] = None,
    admin1: Annotated[
        str | None,
        typer.Option(help='Look only there: a first-level unit, such as "Mangystau Region".'),
    ] = None,
    as_json: Annotated[
        bool, typer.Option("--json", help="Print a JSON list with one object for each name.")
    ] = False,
    review: ReviewOption = None,
    output: Annotated[
        Path | None,
        typer.Option(
            "--output", "-o", help="With FILE: a table to write, with coordinates filled in."
        ),
    ] = None,
    format: FormatOption = None,
    map: MapOption = None,
    online: OnlineOption = None,
    user_agent: UserAgentOption = None,
    nominatim_url: NominatimUrlOption = None,
    nominatim_delay: DelayOption = None,
    language: Annotated[
        str,
        typer.Option(help="With --online: in which language places are named, as en or ru."),
    ] = "en",
    force: Annotated[
        bool, typer.Option("--force", help="Replace the file of -o if it exists already.")
    ] = False,
) -> None:
    """Find the coordinates of places; with no network, unless --online asks for it.

    With --review, or -o, the argument is a table of events: the review then has a row for each
    name that nothing settles. Write into its column "decision" a candidate's number, "lat,
    lon", "name: ..." with a better name to look up, or "leave out", and run the same again.

    The exit status is 0 if every name was resolved or left out, 1 if some were not or rows
    were set aside, 2 if nothing was done.
    """
    service = service_of(online, user_agent, nominatim_url, nominatim_delay, language=language)
    if review is not None or output is not None:
        if date or country or admin1 or as_json:
            raise ArgumentError("--date, --country, --admin1 and --json go with names")
        file = existing_table(names)
        raise typer.Exit(Settling(file, review, output, service, format, map, force).run())
    if format or map or force:
        raise ArgumentError("--format, --map and --force go with FILE and --review or -o")
    answers = _answers(names, date, country, admin1, service)
    if as_json:
        _print_json(answers, is_online=service is not None)
    else:
        options = {"--date": date, "--country": country}
        say("\n\n".join(_block(answer, options) for answer in answers))
    missed = [answer for answer in answers if not answer.resolved]
    if missed and not as_json:
        tell(f"kzmap: {counted(len(missed), 'name')} of {len(answers)} not resolved")
        for name in names:
            if Path(name).is_file():
                tell(f"kzmap: {name} is a file; add --review review.csv to find its places")
    raise typer.Exit(SOME_SET_ASIDE if missed else ALL_KEPT)


def _answers(
    names: list[str],
    date: str | None,
    country: str | None,
    admin1: str | None,
    service: "Nominatim | None",
) -> "list[Resolution]":
    from kzmap.places import PlaceQuery, Resolver

    queries = [PlaceQuery(name, date, country, admin1) for name in names]
    with progress("Finding the places") as advance:
        return Resolver(online=service).resolve_many(queries, advance)


def _print_json(answers: "list[Resolution]", *, is_online: bool) -> None:
    listed = [answer.as_dict() for answer in answers]
    if is_online:
        for told, answer in zip(listed, answers, strict=True):
            told |= {"service": answer.service, "reason": answer.reason}
    print(json.dumps(listed, ensure_ascii=False, indent=2))


def _block(answer: "Resolution", options: dict[str, str | None]) -> str:
    found = answer.resolved
    lines = _found(answer, options["--date"]) if found else _missed(answer, options)
    return "\n".join([answer.query, *(f"  {line}" for line in lines)])


def _found(answer: "Resolution", date: str | None) -> list[str]:
    sure = _HOW_SURE.get(answer.geo_precision or 0, "")
    lines = [f"{answer.lat:.4f}, {answer.lon:.4f}" + (f"  ({sure})" if sure else "")]
    called = answer.name or answer.query
    if date and answer.name_on_date and answer.name_on_date != answer.name:
        called = f"{answer.name_on_date} on {date}, now {answer.name}"
    lines.append(f"{called} in {_within(answer.admin1, answer.country)}")
    if answer.matched_by:
        lines.append(f"by {answer.matched_by}")
    if answer.candidates:
        lines.append("passed over:")
        lines += few((f"  {_line(c)}" for c in answer.candidates), "  and {} more")
    return lines


def _missed(answer: "Resolution", options: dict[str, str | None]) -> list[str]:
    lines = [f"not resolved: {answer.reason or 'no match'}"]
    if not answer.candidates:
        return [*lines, "try another spelling, or a larger place nearby"]
    near = all(candidate.near for candidate in answer.candidates)
    lines.append("names like it:" if near else "it can be:")
    lines += few((f"  {_line(c)}" for c in answer.candidates), "  and {} more")
    first = answer.candidates[0]
    said = ["kzmap", "geocode", first.matched_name if near else answer.query]
    for option, value in options.items():
        said += [option, value] if value else []
    if not near:
        more = _settling(answer.query, first, options)
        if not more:
            return lines
        said += [word for option, value in more.items() for word in (option, value)]
    return [*lines, f"for the first: {shlex.join(said)}"]


def _settling(name: str, wanted: "Candidate", options: dict[str, str | None]) -> dict[str, str]:
    """Return the options that are enough to get a candidate, the fewest; none if none are."""
    from kzmap.places import resolve

    when, told = options["--date"], options["--country"]
    country, admin1 = {"--country": wanted.country or ""}, {"--admin1": wanted.admin1 or ""}
    for more in (admin1,) if told else (country, admin1, country | admin1):
        if not all(more.values()):
            continue
        (answer,) = resolve([name], when, more.get("--country", told), more.get("--admin1"))
        if (answer.lat, answer.lon) == (wanted.lat, wanted.lon):
            return more
    return {}


def _line(candidate: "Candidate") -> str:
    name = candidate.matched_name
    if candidate.name != name:
        name = f"{name} ({candidate.name})"
    people = f", {candidate.population:,} people" if candidate.population else ""
    where = _within(candidate.admin1, candidate.country)
    return f"{name} in {where}, {candidate.lat:.4f}, {candidate.lon:.4f}{people}"


def _within(admin1: str | None, country: str | None) -> str:
    return ", ".join(filter(None, (admin1, country))) or "a country not told"
