"""A table inside a gzip or ZIP archive: the one file in it, or a sentence that says why not."""

import gzip
import io
import lzma
import zipfile
import zlib
from typing import IO, NamedTuple

import kzmap.records.limits as limits
from kzmap.errors import TableError
from kzmap.records.upload import base_name

ARCHIVES = (".gz", ".zip")
"""How the names of archives end that are unpacked."""

_GZIP, _ZIP = b"\x1f\x8b", (b"PK\x03\x04", b"PK\x05\x06")
_PIECE = 1 << 20
_BROKEN = (zipfile.BadZipFile, zlib.error, lzma.LZMAError, EOFError, OSError, ValueError)
_LISTED = 10


class Unpacked(NamedTuple):
    """The file in an archive: its base name and its bytes."""

    name: str
    data: bytes


def unpack(data: bytes, file: str) -> Unpacked:
    """Return the one file of an archive whose name ends in ``.gz`` or ``.zip``.

    What comes out is counted while it comes: an archive's own word for its size is not
    believed. Names inside are never paths. What a Mac adds to its archives is no file here.

    Parameters
    ----------
    data, file
        The archive, and its name.

    Raises
    ------
    TableError
        It is no such archive, broken or encrypted, holds another number of files than one,
        or unpacks to more than `kzmap.records.limits.MOST_UNPACKED_BYTES`.
    """
    is_gzip = file.lower().endswith(".gz")
    if not data.startswith(_GZIP if is_gzip else _ZIP):
        kind = "gzip" if is_gzip else "ZIP"
        raise TableError(
            f"{file}: this is no {kind} archive, whatever its name says; rename it"
        )
    try:
        found = _gunzip(data, file) if is_gzip else _unzip(data, file)
    except (NotImplementedError, RuntimeError) as error:
        raise TableError(f"{file}: cannot be unpacked: {error}; unpack it yourself") from error
    except TableError:
        raise
    except _BROKEN as error:
        raise TableError(
            f"{file}: the archive is broken or cut off ({error}); fetch or pack it again"
        ) from error
    _refuse_nested(found, file)
    return found


def check_unpacked(archive: zipfile.ZipFile, file: str) -> None:
    """Refuse an archive whose files together say that they unpack to too much.

    Python's zipfile never gives more of a file than its entry says, so this holds for what
    reads the archive afterwards.
    """
    _refuse_large(sum(entry.file_size for entry in archive.infolist()), file)


def _gunzip(data: bytes, file: str) -> Unpacked:
    with gzip.GzipFile(fileobj=io.BytesIO(data)) as stream:
        return Unpacked(base_name(file[: -len(".gz")]), _read(stream, file))


def _unzip(data: bytes, file: str) -> Unpacked:
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        entries = [entry for entry in archive.infolist() if _is_file(entry)]
        if len(entries) != 1:
            names = [repr(base_name(entry.filename)) for entry in entries]
            more = f" and {len(names) - _LISTED} more" if len(names) > _LISTED else ""
            listed = f": {', '.join(names[:_LISTED])}{more}" if names else ""
            raise TableError(
                f"{file}: {len(entries)} files in the archive where one table is read{listed}; "
                "unpack it and name the one that is meant"
            )
        (entry,) = entries
        if entry.flag_bits & 1:
            raise TableError(f"{file}: the archive is encrypted; unpack it with its password")
        with archive.open(entry) as stream:
            return Unpacked(base_name(entry.filename), _read(stream, file))


def _is_file(entry: zipfile.ZipInfo) -> bool:
    added = entry.filename.startswith("__MACOSX/") or base_name(entry.filename) == ".DS_Store"
    return not entry.is_dir() and not added


def _read(stream: "IO[bytes] | gzip.GzipFile", file: str) -> bytes:
    whole = io.BytesIO()
    while piece := stream.read(_PIECE):
        _refuse_large(whole.tell() + len(piece), file)
        whole.write(piece)
    return whole.getvalue()


def _refuse_large(size: int, file: str) -> None:
    if size > limits.MOST_UNPACKED_BYTES:
        raise TableError(
            f"{file}: unpacks to more than {limits.in_megabytes(limits.MOST_UNPACKED_BYTES)}, "
            "which no table of reports does; if it is one, unpack it and read it in parts"
        )


def _refuse_nested(found: Unpacked, file: str) -> None:
    if found.data[257:262] == b"ustar":
        raise TableError(f"{file}: holds a tar archive of files; unpack it and name the table")
    if found.name.lower().endswith(ARCHIVES):
        raise TableError(f"{file}: holds another archive, {found.name!r}; unpack it once")
