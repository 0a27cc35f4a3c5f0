"""Where a table comes from: a path, or a file that is held in memory."""

import os
import re
from dataclasses import dataclass, field
from pathlib import Path

import kzmap.records.limits as limits
from kzmap.errors import TableError

_NAMELESS = "upload"


@dataclass(frozen=True)
class Upload:
    """A file held in memory, such as one that a person uploads; wherever a path may stand.

    Attributes
    ----------
    name
        What the file is called, for messages and for its ending (``.xlsx``, ``.gz``). Only
        the base name is kept: a stranger's name is never a path here.
    data
        The whole file.

    Examples
    --------
    >>> Upload("../../etc/events.csv", b"").name
    'events.csv'
    """

    name: str
    data: bytes = field(repr=False)

    def __post_init__(self) -> None:
        object.__setattr__(self, "name", base_name(self.name))


Source = str | os.PathLike[str] | Upload
"""What every reader takes: the path of a file, or an upload."""


def base_name(name: str) -> str:
    """Return a file's name without folders and control characters; never empty, never dots.

    Examples
    --------
    >>> base_name("a/b\\\\c.csv"), base_name("../.."), base_name("a\\0b.csv")
    ('c.csv', 'upload', 'ab.csv')
    """
    last = re.split(r"[/\\]", name)[-1]
    shown = "".join(letter for letter in last if letter.isprintable()).strip()
    return shown if shown.strip(".") else _NAMELESS


def name_of(source: Source) -> str:
    """Return what to call a source: its path as the caller wrote it, or an upload's name."""
    return source.name if isinstance(source, Upload) else os.fspath(source)


def load(source: Source) -> bytes:
    """Return a source's bytes.

    Raises
    ------
    TableError
        There is no such file, it cannot be read, or an upload is larger than one may be.
    """
    if isinstance(source, Upload):
        return _within_limit(source)
    file = os.fspath(source)
    path = Path(file)
    try:
        if path.is_dir():
            raise TableError(f"{file} is a folder; name a file in it")
        if path.exists() and not (path.is_file() or path.is_fifo()):
            raise TableError(f"{file} is a device, not a file")
        return path.read_bytes()
    except TableError:
        raise
    except FileNotFoundError as error:
        raise TableError(f"{file}: there is no such file; check the path") from error
    except (OSError, ValueError) as error:
        why = getattr(error, "strerror", None) or str(error)
        raise TableError(f"{file!r} cannot be read: {why}") from error


def _within_limit(upload: Upload) -> bytes:
    size = len(upload.data)
    if size > limits.MOST_UPLOAD_BYTES:
        raise TableError(
            f"{upload.name}: {limits.in_megabytes(size)}, and an upload may have "
            f"{limits.in_megabytes(limits.MOST_UPLOAD_BYTES)} at most; split it, or read the "
            "file where it lies with the command line, which has no such limit"
        )
    return upload.data
