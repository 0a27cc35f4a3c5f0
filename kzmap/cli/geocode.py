"""``kzmap geocode``."""

import json
import shlex
from typing import TYPE_CHECKING, Annotated

import typer

from kzmap.cli.saying import ALL_KEPT, SOME_SET_ASIDE, counted, say, tell

if TYPE_CHECKING:
    from kzmap.places import Candidate, Resolution

_HOW_SURE = {1: "the place itself", 2: "near it", 3: "a point inside the area, for its label"}


def geocode(
    names: Annotated[
        list[str],
        typer.Argument(
            metavar="NAME...",
            help="Places in English, Russian or Kazakh, under names of today or of the past.",
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
) -> None:
    """Find the coordinates of places, with no network.

    The exit status is 0 if every name was resolved, 1 if some were not.
    """
    from kzmap.places import resolve

    answers = resolve(names, when=date, country=country, admin1=admin1)
    if as_json:
        listed = [answer.as_dict() for answer in answers]
        print(json.dumps(listed, ensure_ascii=False, indent=2))
    else:
        options = {"--date": date, "--country": country}
        say("\n\n".join(_block(answer, options) for answer in answers))
    missed = sum(not answer.resolved for answer in answers)
    if missed and not as_json:
        tell(f"kzmap: {counted(missed, 'name')} of {len(answers)} not resolved")
    raise typer.Exit(SOME_SET_ASIDE if missed else ALL_KEPT)


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
        lines += [f"  {_line(candidate)}" for candidate in answer.candidates]
    return lines


def _missed(answer: "Resolution", options: dict[str, str | None]) -> list[str]:
    lines = [f"not resolved: {answer.reason or 'no match'}"]
    if not answer.candidates:
        return [*lines, "try another spelling, or a larger place nearby"]
    near = all(candidate.near for candidate in answer.candidates)
    lines.append("names like it:" if near else "it can be:")
    lines += [f"  {_line(candidate)}" for candidate in answer.candidates]
    first = answer.candidates[0]
    said = ["kzmap", "geocode", first.matched_name if near else answer.query]
    for option, value in options.items():
        said += [option, value] if value else []
    if not near:
        if not _settles(answer.query, first, options):
            return lines
        said += ["--admin1", first.admin1 or ""]
    return [*lines, f"for the first: {shlex.join(said)}"]


def _settles(name: str, wanted: "Candidate", options: dict[str, str | None]) -> bool:
    """Whether naming a candidate's unit is enough to get that candidate."""
    from kzmap.places import resolve

    if not wanted.admin1:
        return False
    when, country = options["--date"], options["--country"]
    (answer,) = resolve([name], when=when, country=country, admin1=wanted.admin1)
    return (answer.lat, answer.lon) == (wanted.lat, wanted.lon)


def _line(candidate: "Candidate") -> str:
    name = candidate.matched_name
    if candidate.name != name:
        name = f"{name} ({candidate.name})"
    people = f", {candidate.population:,} people" if candidate.population else ""
    where = _within(candidate.admin1, candidate.country)
    return f"{name} in {where}, {candidate.lat:.4f}, {candidate.lon:.4f}{people}"


def _within(admin1: str | None, country: str | None) -> str:
    return ", ".join(filter(None, (admin1, country))) or "a country not told"
