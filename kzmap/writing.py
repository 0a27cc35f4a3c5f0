"""Writing files so that a reader sees the old one or the new one, never half of either."""

import errno
import os
import tempfile
from collections.abc import Collection, Mapping
from contextlib import ExitStack, suppress
from pathlib import Path

from kzmap.errors import ExportError, TargetExistsError

_NO_ROOM = {
    getattr(errno, name) for name in ("ENOSPC", "EDQUOT", "EFBIG") if hasattr(errno, name)
}


def write_atomically(
    path: str | os.PathLike[str], data: bytes | str, *, overwrite: bool = False
) -> None:
    """Write a whole file, or leave everything as it was.

    The bytes go to a temporary file in the same folder, reach the disk, and only then take
    the target's name. A full disk, a kill or a second run therefore never leaves a cut-off
    file; of two runs on one target, one wins, whole.

    Parameters
    ----------
    path
        The target; its folder must exist.
    data
        What to write; text becomes UTF-8 as it is, without changed line ends.
    overwrite
        Whether an existing file may be replaced.

    Raises
    ------
    TargetExistsError
        The target exists and ``overwrite`` is false.
    ExportError
        The target is a folder, its folder is missing or closed to us, the disk is full.
    """
    write_together({Path(path): data}, overwrite=overwrite)


def write_together(
    files: Mapping[Path, bytes | str], *, overwrite: bool | Collection[Path] = False
) -> None:
    """Write files that belong together: all of them, or none.

    All reach the disk before the first takes its name, so what can be foreseen to fail, such
    as a full disk, leaves every old file. They take their names in the order given: what
    others rest on comes first, what tells that all is there comes last.

    Parameters
    ----------
    files
        What to write, by target; as in `write_atomically`.
    overwrite
        Whether existing files may be replaced, or which of them.

    Raises
    ------
    TargetExistsError, ExportError
        As `write_atomically`; then no new file stays.
    """
    replaced = (files if overwrite else ()) if isinstance(overwrite, bool) else overwrite
    for path in files:
        check_target(path, overwrite=path in replaced)
    # A link stays a link: what it leads to is written.
    targets = {path.resolve(): data for path, data in files.items()}
    may_replace = {path.resolve() for path in files if path in replaced}
    with ExitStack() as temporaries:
        staged = {target: _stage(target, data, temporaries) for target, data in targets.items()}
        made: list[Path] = []
        for target, temporary in staged.items():
            try:
                _take_name(temporary, target, overwrite=target in may_replace)
            except OSError as error:
                for other in made:
                    other.unlink(missing_ok=True)
                raise _told(target, error) from error
            if target not in may_replace:
                made.append(target)
    for folder in {target.parent for target in targets}:
        _sync_folder(folder)


def _stage(target: Path, data: bytes | str, temporaries: ExitStack) -> Path:
    """Write a temporary file beside the target, to the disk; it goes when the stack does."""
    payload = data.encode("utf-8") if isinstance(data, str) else data
    try:
        handle, name = tempfile.mkstemp(prefix=f".{target.name[:40]}.", dir=target.parent)
        temporary = Path(name)
        temporaries.callback(_remove, temporary)
        with os.fdopen(handle, "wb") as stream:
            stream.write(payload)
            stream.flush()
            os.fsync(stream.fileno())
        _allow_like_a_new_file(temporary, target)
    except OSError as error:
        raise _told(target, error) from error
    return temporary


def _remove(temporary: Path) -> None:
    with suppress(OSError):
        temporary.unlink()


def check_target(path: str | os.PathLike[str], *, overwrite: bool = False) -> None:
    """Refuse a target that cannot be written, before any work is spent on it.

    Raises
    ------
    TargetExistsError, ExportError
        As `write_atomically`, as far as it can be known beforehand.
    """
    target = Path(path)
    if "\0" in str(target):
        raise ExportError(f"{str(target)!r} cannot be a file name: it holds a NUL character")
    if target.is_dir():
        raise ExportError(f"{target} is a folder; name a file in it")
    if not target.parent.is_dir():
        raise ExportError(f"{target.parent} is no folder; make it first")
    if target.exists() and not target.is_file():
        raise ExportError(f"{target} is a device or pipe, not a file; name a file")
    if os.path.lexists(target) and not overwrite:
        raise TargetExistsError(
            f"{target} exists already; name another file or allow it to be replaced (--force)"
        )


def _take_name(temporary: Path, target: Path, *, overwrite: bool) -> None:
    if overwrite:
        temporary.replace(target)
        return
    try:
        # A link, unlike a rename, fails where the name was taken in the meantime.
        os.link(temporary, target)
    except FileExistsError:
        raise
    except OSError:
        # File systems without hard links (FAT, some network shares): claim the name first.
        os.close(os.open(target, os.O_CREAT | os.O_EXCL | os.O_WRONLY))
        temporary.replace(target)


def _allow_like_a_new_file(temporary: Path, target: Path) -> None:
    """Give the rights a plain ``open`` would have given; mkstemp's are for the owner alone."""
    try:
        mode = target.stat().st_mode & 0o777
    except OSError:
        umask = os.umask(0)
        os.umask(umask)
        mode = 0o666 & ~umask
    temporary.chmod(mode)


def _sync_folder(folder: Path) -> None:
    # The name, too, must survive a power cut; some systems cannot open a folder.
    with suppress(OSError):
        handle = os.open(folder, os.O_RDONLY)
        try:
            os.fsync(handle)
        finally:
            os.close(handle)


def _told(target: Path, error: OSError) -> ExportError:
    if isinstance(error, FileExistsError):
        return TargetExistsError(
            f"{target} was written by another run in the meantime; it was left as it is"
        )
    if error.errno in _NO_ROOM:
        why = "there is no room left for it; free some or write elsewhere"
    elif error.errno in (errno.EACCES, errno.EPERM, errno.EROFS):
        why = "its folder is read-only for you; write elsewhere"
    elif error.errno == errno.ENAMETOOLONG:
        why = "the name is too long; choose a shorter one"
    else:
        why = error.strerror or str(error)
    return ExportError(f"{target} was not written: {why}")
