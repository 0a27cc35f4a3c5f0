"""The world index, read: places by name, units by name, names that are spelled alike."""

import sqlite3
import threading
import weakref
from pathlib import Path
from typing import Any, Final

from rapidfuzz import fuzz, process

from kzmap.places.known import Place
from kzmap.places.names import PlaceName
from kzmap.places.spelling import fold, weaken
from kzmap.places.world.keys import unit_keys
from kzmap.places.world.tables import SCHEMA

_LAST: Final = chr(0x10FFFF)
_MOST_LIKENESSES: Final = 50_000
_SELECT: Final = (
    "SELECT p.place_id, p.kind, p.lat, p.lon, p.country, p.population, p.names, p.unit, "
    "coalesce(u.name, '') FROM place p LEFT JOIN unit u ON u.code = p.unit "
)
_BY_NUMBER: Final = _SELECT + "WHERE p.id = ?"
_BY_ID: Final = _SELECT + "WHERE p.id < 0 AND p.place_id = ?"
_BEARING: Final = {
    table: f"{_SELECT} WHERE p.id IN (SELECT id FROM {table} WHERE folded = ?1) "  # noqa: S608
    "AND (?2 = '' OR p.country = ?2) ORDER BY p.id"
    for table in ("name", "weak")
}

_ALIKE: Final = (
    "SELECT DISTINCT folded FROM name WHERE folded >= ?1 AND folded < ?2 "
    "AND length(folded) BETWEEN ?3 AND ?4 AND (?5 = '' OR country = ?5)"
)


class IndexDamaged(Exception):  # noqa: N818
    """The file is not an index, or not one of this release, or broken inside."""


class WorldIndex:
    """All places outside Kazakhstan, in a file; memory is taken by what is asked for alone.

    It may be used from several threads.

    Parameters
    ----------
    path
        As `kzmap.places.world.building.write_index` writes it.

    Raises
    ------
    IndexDamaged
        The file is none of ours; later also from every other method.
    """

    def __init__(self, path: Path) -> None:
        status = path.stat()
        uri = f"{path.absolute().as_uri()}?mode=ro&immutable=1"
        self._connection = sqlite3.connect(uri, uri=True, check_same_thread=False)
        self._lock = threading.Lock()
        self._likenesses: dict[tuple[str, str, float, int], list[tuple[float, str]]] = {}
        weakref.finalize(self, self._connection.close)
        self.identity = status.st_dev, status.st_ino, status.st_mtime_ns, status.st_size
        ((found,),) = self._rows("PRAGMA user_version")
        ((pages,),) = self._rows("PRAGMA page_count")
        ((size,),) = self._rows("PRAGMA page_size")
        if found != SCHEMA or pages * size != status.st_size:
            raise IndexDamaged(f"{path} is not whole")

    def bearing(
        self, key: str, country: str = "", *, weak: bool
    ) -> list[tuple[Place, PlaceName]]:
        """Return the places that bear a name in normal (or weak) form, with that name."""
        rows = {row[0]: row for row in self._rows(_BEARING["name"], key, country)}
        if weak:
            rows |= {row[0]: row for row in self._rows(_BEARING["weak"], key, country)}

        def form(text: str) -> str:
            return weaken(fold(text)) if weak else fold(text)

        return [
            (place, name)
            for place in map(_place, rows.values())
            for name in place.names
            if form(name.name) == key
        ]

    def areas(self, key: str, country: str = "") -> list[Place]:
        """Return the first-level units that bear a name, with or without what they are."""
        codes = self._rows("SELECT code FROM unit_name WHERE folded = ? ORDER BY code", key)
        found = (self.place(f"geonames:{code}") for (code,) in codes)
        return [p for p in found if p is not None and country in ("", p.country)]

    def unit_codes(self, text: str) -> frozenset[str]:
        """Return the codes of the units that a text may name, by its strictest form."""
        for key in unit_keys(text):
            codes = self._rows("SELECT code FROM unit_name WHERE folded = ?", key)
            if codes:
                return frozenset(code for (code,) in codes)
        return frozenset()

    def place(self, place_id: str) -> Place | None:
        """Return the place of an id, or ``None``."""
        number = place_id.removeprefix("geonames:")
        if number.isascii() and number.isdecimal() and len(number) < 12:
            rows = self._rows(_BY_NUMBER, int(number))
        else:
            rows = self._rows(_BY_ID, place_id)
        return _place(rows[0]) if rows else None

    def alike(
        self, folded: str, country: str, cutoff: float, limit: int
    ) -> list[tuple[float, str]]:
        """Return normal forms spelled much like one, with their score, the likest first.

        Only names with the same two first letters are looked at; within a country, where
        there are none, those with the same first. Among a million names the rest would take
        half a second. A table asks for one name again and again, for other days and units, so
        answers are kept.
        """
        key = folded, country, cutoff, limit
        found = self._likenesses.get(key)
        if found is None:
            if len(self._likenesses) >= _MOST_LIKENESSES:
                self._likenesses.clear()
            found = self._likenesses[key] = self._look_for_alike(*key)
        return found.copy()

    def _look_for_alike(
        self, folded: str, country: str, cutoff: float, limit: int
    ) -> list[tuple[float, str]]:
        # The ratio of two texts is at most twice the shorter by the length of both.
        share = cutoff / (200 - cutoff)
        lengths = (len(folded) * share, len(folded) / share)
        for start in (folded[:2], folded[:1]) if country else (folded[:2],):
            rows = self._rows(_ALIKE, start, start + _LAST, *lengths, country)
            found = process.extract(
                folded,
                [key for (key,) in rows],
                scorer=fuzz.ratio,
                score_cutoff=cutoff,
                limit=limit,
            )
            if found:
                return sorted(((s, key) for key, s, _ in found), key=lambda r: (-r[0], r[1]))
        return []

    def _rows(self, query: str, *values: Any) -> list[Any]:
        try:
            with self._lock:
                return self._connection.execute(query, values).fetchall()
        except (sqlite3.Error, UnicodeError) as error:
            raise IndexDamaged(
                f"the index of the world's places is damaged: {error}"
            ) from error


def _place(row: tuple[Any, ...]) -> Place:
    place_id, kind, lat, lon, country, population, names, unit, unit_name = row
    main, *others = names.split("\n")
    return Place(
        place_id,
        kind,
        lat,
        lon,
        country,
        population,
        1 if kind == "town" else 3,
        (PlaceName(main, status="main"), *(PlaceName(name) for name in others)),
        unit,
        unit_name,
    )
