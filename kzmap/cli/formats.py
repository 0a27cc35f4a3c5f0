"""``kzmap formats``."""

import json
import re
from pathlib import Path
from textwrap import wrap
from typing import TYPE_CHECKING, Annotated, Any

import typer

from kzmap.cli.mapping import FormatOption, MapOption, read_mapping
from kzmap.cli.saying import say
from kzmap.errors import ArgumentError

if TYPE_CHECKING:
    from kzmap.records import Format

_WIDTH = 96


def formats(
    save: Annotated[
        Path | None,
        typer.Option(
            metavar="FILE.toml",
            help="Write what --map says to a file that --format takes.",
        ),
    ] = None,
    format: FormatOption = None,
    columns: MapOption = None,
    force: Annotated[
        bool, typer.Option("--force", help="Replace FILE.toml if it exists.")
    ] = False,
    as_json: Annotated[
        bool, typer.Option("--json", help="Print one JSON object with all formats.")
    ] = False,
) -> None:
    """List the formats of tables of events, or save a mapping of your own.

    For each format: its name, what recognises it, and what its publisher asks of you.
    """
    from kzmap.records import formats as known

    if save is not None:
        _save(save, format, columns, overwrite=force)
        return
    if columns or format is not None:
        raise ArgumentError("--map and --format are to be saved here: add --save FILE.toml")
    if as_json:
        listed = [_as_dict(form) for form in known().values()]
        print(json.dumps({"formats": listed}, ensure_ascii=False, indent=2))
        return
    for form in known().values():
        say(f"{form.name}: {form.title}")
        for text in (f"recognised by {form.recognised_by}", form.terms):
            for line in wrap(text, _WIDTH, initial_indent="  ", subsequent_indent="  "):
                say(line)
    say("Any other table: kzmap check FILE names the --map options that would read it.")


def _as_dict(form: "Format") -> dict[str, Any]:
    return {
        "name": form.name,
        "title": form.title,
        "publisher": form.publisher,
        "url": form.url,
        "recognised_by": form.recognised_by,
        "terms": form.terms,
        "redistribution": form.redistribution,
    }


def _save(path: Path, format: str | None, pairs: list[str] | None, *, overwrite: bool) -> None:
    from kzmap.records import find_format, mapping_toml, with_mapping
    from kzmap.writing import write_atomically

    columns = read_mapping(pairs)
    if not columns:
        raise ArgumentError("--save needs at least one --map, such as --map place=City")
    if format is not None and format.lower().endswith(".toml"):
        raise ArgumentError(
            f"--format {format}: a saved mapping can only extend a format that comes with "
            "kzmap; edit your own file instead"
        )
    base = find_format(format or "kzmap")
    with_mapping(base, columns)
    name = re.sub("[^a-z0-9]+", "-", path.stem.lower()).strip("-") or "my-table"
    write_atomically(path, mapping_toml(columns, name, base), overwrite=overwrite)
    say(f"{path}: read tables like this with --format {path}")
