"""What a server answered, kept for good, and when it was last asked.

Each answer is committed before the next request goes out, so a run that is killed goes on
where it was. Several runs may use one file at once: SQLite keeps them apart, and the time of
the last request, which stands in it too, keeps them together below the server's limit.
"""

import json
import sqlite3
import time
from collections.abc import Iterator
from contextlib import closing, contextmanager, suppress
from pathlib import Path
from typing import Any, Final

from kzmap.caching import cache_folder
from kzmap.errors import ExportError

FILE_NAME: Final = "nominatim-1.sqlite"
"""The number is that of the tables in it."""

NO_MATCH_KEPT_S: Final = 30 * 86_400
"""A place that is not known may be entered; so "no match" is asked anew after 30 days."""

_BUSY_S: Final = 30.0
_MOST_AHEAD_S: Final = 7200.0
_TABLES: Final = """
create table if not exists answers (
    server text not null, question text not null, places text not null, asked real not null,
    primary key (server, question)
) without rowid;
create table if not exists pace (server text primary key, last real not null) without rowid;
"""


class AnswerCache:
    """Answers of servers by server and question.

    Parameters
    ----------
    connection
        To a database with the tables.
    """

    def __init__(self, connection: sqlite3.Connection) -> None:
        self._connection = connection

    def get(self, server: str, question: str) -> list[dict[str, Any]] | None:
        """Return the places that a server answered with, or ``None`` if it must be asked."""
        found = self._connection.execute(
            "select places, asked from answers where server = ? and question = ?",
            (server, question),
        ).fetchone()
        if found is None:
            return None
        try:
            places = json.loads(found[0])
        except (TypeError, ValueError):
            return None
        if not isinstance(places, list) or not all(isinstance(each, dict) for each in places):
            return None
        if not places and not 0 <= time.time() - found[1] < NO_MATCH_KEPT_S:
            return None
        return places

    def put(self, server: str, question: str, places: list[dict[str, Any]]) -> None:
        """Keep an answer; it is on the disk when this returns."""
        told = json.dumps(places, ensure_ascii=False, sort_keys=True)
        self._connection.execute(
            "insert or replace into answers values (?, ?, ?, ?)",
            (server, question, told, time.time()),
        )

    def reserve(self, server: str, delay_s: float) -> float:
        """Take the next moment in which a server may be asked; return how long to wait for it.

        Of several runs each gets a moment of its own.
        """
        now = time.time()
        self._connection.execute("begin immediate")
        try:
            last = self._last(server)
            # A clock that was set back must not stop us for as long.
            ahead = last is not None and now + _MOST_AHEAD_S > last + delay_s > now
            moment = last + delay_s if ahead and last is not None else now
            self._set_last(server, moment)
            self._connection.execute("commit")
        except BaseException:
            with suppress(sqlite3.Error):
                self._connection.execute("rollback")
            raise
        return moment - now

    def note_reply(self, server: str) -> None:
        """Count the time until the next request from now: by now the last one has arrived."""
        self._connection.execute(
            "update pace set last = max(last, ?) where server = ?", (time.time(), server)
        )

    def _last(self, server: str) -> float | None:
        row = self._connection.execute(
            "select last from pace where server = ?", (server,)
        ).fetchone()
        return None if row is None else float(row[0])

    def _set_last(self, server: str, moment: float) -> None:
        self._connection.execute("insert or replace into pace values (?, ?)", (server, moment))


@contextmanager
def open_cache() -> Iterator[AnswerCache]:
    """Open the cache in the user's cache folder; a broken one is set aside and begun anew.

    Raises
    ------
    ExportError
        It cannot be written: then no server may be asked, since it would be asked again and
        again for the same.
    """
    path = cache_folder() / FILE_NAME
    try:
        connection = _connected(path)
    except (sqlite3.Error, OSError) as error:
        raise ExportError(
            f"answers cannot be kept in {path}: {error}; nothing was asked. Name another "
            "folder with the environment variable KZMAP_CACHE"
        ) from error
    with closing(connection):
        yield AnswerCache(connection)


def _connected(path: Path) -> sqlite3.Connection:
    # Names that people look up are nobody else's business.
    path.touch(mode=0o600)
    before = path.stat().st_ino
    try:
        return _opened(path)
    except sqlite3.DatabaseError as error:
        if isinstance(error, sqlite3.OperationalError) and not _is_misfit(error):
            raise
    # Another run may have mended it in the meantime.
    if path.stat().st_ino == before:
        _set_aside(path)
    return _opened(path)


def _is_misfit(error: sqlite3.OperationalError) -> bool:
    """Whether the file is a database, but not one of ours."""
    return any(word in str(error) for word in ("no such column", "has no column", "already"))


def _opened(path: Path) -> sqlite3.Connection:
    connection = sqlite3.connect(path, timeout=_BUSY_S, isolation_level=None)
    try:
        if connection.execute("pragma quick_check(1)").fetchone() != ("ok",):
            raise sqlite3.DatabaseError("the file is damaged")
        connection.executescript(_TABLES)
        connection.execute("select server, question, places, asked from answers limit 1")
        connection.execute("select server, last from pace limit 1")
        # Fails here rather than after the first request, if it cannot be written.
        connection.execute("begin immediate")
        connection.execute("insert or replace into pace values ('', 0)")
        connection.execute("commit")
    except BaseException:
        connection.close()
        raise
    return connection


def _set_aside(path: Path) -> None:
    number = 1
    while (kept := path.with_name(f"{path.stem}.broken-{number}{path.suffix}")).exists():
        number += 1
    path.rename(kept)
    with suppress(OSError):
        path.with_name(f"{path.name}-journal").unlink()
