"""The formats there are: those that come with kzmap, and a user's own by their file."""

import os
from collections.abc import Mapping
from functools import cache
from pathlib import Path
from types import MappingProxyType
from typing import Final

from kzmap.errors import FormatError
from kzmap.records.formats.declaration import parse_declaration
from kzmap.records.formats.format import Format
from kzmap.records.layouts import Layout

_FOLDER: Final = Path(__file__).parent
_OWN: Final = "kzmap"
_MOST_BYTES: Final = 1_000_000


@cache
def formats() -> Mapping[str, Format]:
    """Return the formats that come with kzmap, by name; its own is the first.

    Examples
    --------
    >>> next(iter(formats()))
    'kzmap'
    """
    found: dict[str, Format] = {}
    for path in sorted(_FOLDER.glob("*.toml"), key=lambda path: (path.stem != _OWN, path.stem)):
        found[path.stem] = parse_declaration(path.read_text("utf-8"), path.name, found)
    return MappingProxyType(found)


def own_format(layout: Layout) -> Format:
    """Return the format of the contract's own tables."""
    return Format(_OWN, layout)


def find_format(format: str | os.PathLike[str]) -> Format:
    """Return a format by its name, or from a TOML file of the user's.

    Parameters
    ----------
    format
        A name of :func:`formats`, or the path of a file that ends in ``.toml``.

    Raises
    ------
    FormatError
        There is none of that name, or the file cannot be used.
    """
    asked = os.fspath(format)
    if asked in formats():
        return formats()[asked]
    if not asked.lower().endswith(".toml"):
        raise FormatError(
            f"there is no format {asked!r}; known are {', '.join(formats())}, "
            "and a file of your own by its path, such as mine.toml"
        )
    try:
        with Path(asked).open("rb") as file:
            text = file.read(_MOST_BYTES).decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise FormatError(f"{asked}: TOML is UTF-8, and this is not: {error}") from error
    except FileNotFoundError as error:
        raise FormatError(
            f"{asked}: there is no such file; check the path, or write one with "
            f"kzmap formats --save {asked} --map place=HEADER"
        ) from error
    except (OSError, ValueError) as error:
        why = getattr(error, "strerror", None) or str(error)
        raise FormatError(f"{asked!r} cannot be read: {why}") from error
    return parse_declaration(text, asked, formats())
