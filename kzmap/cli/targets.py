"""Which files an export writes, and that none of them is one that it reads."""

import os
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from itertools import chain, count
from pathlib import Path
from typing import TYPE_CHECKING

from kzmap.errors import ArgumentError, ExportError, TargetExistsError
from kzmap.writing import check_target, write_together

if TYPE_CHECKING:
    from kzmap.records import ReadReport

_BUNDLED_OUTPUT = "kazakhstan-january-2022"
_WRAPPINGS = (".gz", ".zip")


def page_target(events: Path | None, output: Path | None, suffix: str = ".html") -> Path:
    """Return where the page goes, or a picture of it: as asked for, else after the table.

    What is named after the table goes in this folder.

    Examples
    --------
    >>> str(page_target(Path("data/unrest.csv.gz"), None))
    'unrest.html'
    """
    if output is not None:
        return output
    if events is None:
        return Path(f"{_BUNDLED_OUTPUT}{suffix}")
    inner = events.stem if events.suffix.lower() in _WRAPPINGS else events.name
    return Path(f"{Path(inner).stem}{suffix}")


@dataclass(frozen=True)
class Rejected:
    """Where the rows set aside go; a file that holds others is never replaced.

    Somebody may have mended what an earlier run wrote, as it told them to.

    Attributes
    ----------
    targets
        The text of each file, those that hold it already among them.
    earlier
        Files of earlier runs that hold other rows.
    """

    targets: dict[Path, str] = field(default_factory=dict)
    earlier: tuple[Path, ...] = ()


def check_rejected(target: Path, reports: "Mapping[str, ReadReport]") -> None:
    """Refuse, before any work is spent on it, what cannot take the rows set aside.

    Raises
    ------
    ExportError
        A folder has the name of such a file.
    """
    for noun, report in reports.items():
        if not report.ok:
            check_target(_rejected_name(target, noun, 1), overwrite=True)


def find_rejected(target: Path, reports: "Mapping[str, ReadReport]") -> Rejected:
    """Choose a file beside the page, or the table, for the rows set aside of each table.

    Parameters
    ----------
    target
        The page.
    reports
        By table: events, zones, sources, quotes, accounts.

    Raises
    ------
    ExportError
        A folder has the name of such a file.
    """
    from kzmap.records import rejected_csv

    targets: dict[Path, str] = {}
    earlier: list[Path] = []
    for noun, report in reports.items():
        text = "" if report.ok else rejected_csv(report)
        for number in count(1):
            path = _rejected_name(target, noun, number)
            is_taken = os.path.lexists(path)
            if report.ok and not is_taken:
                break
            if not report.ok:
                check_target(path, overwrite=True)
            if not report.ok and (not is_taken or _holds(path, text)):
                targets[path] = text
                break
            if not _is_read(path, reports):
                earlier.append(path)
    return Rejected(targets, tuple(earlier))


def write_with_rejected(
    main: tuple[Path, bytes | str], reports: "Mapping[str, ReadReport]", *, overwrite: bool
) -> Rejected:
    """Write a page or table together with the rows set aside: all of them, or none.

    Parameters
    ----------
    main
        The target and what to write to it.
    reports
        By table.
    overwrite
        Whether the target may be replaced; rejected rows never are.

    Returns
    -------
    Rejected
        Where the rows set aside are.

    Raises
    ------
    TargetExistsError, ExportError
        Nothing was written.
    """
    target, data = main
    while True:
        found = find_rejected(target, reports)
        new = {path: text for path, text in found.targets.items() if not os.path.lexists(path)}
        try:
            write_together(
                dict(chain(new.items(), [(target, data)])),
                overwrite={target} if overwrite else False,
            )
        except TargetExistsError:
            # Another run took a name for its own rejected rows: take the next.
            if not overwrite:
                raise
        else:
            return found


def _rejected_name(target: Path, noun: str, number: int) -> Path:
    stem = target.stem if noun == "events" else f"{target.stem}.{noun}"
    return target.with_name(f"{stem}.rejected{f'-{number}' if number > 1 else ''}.csv")


def _is_read(path: Path, reports: "Mapping[str, ReadReport]") -> bool:
    read = [Path(report.path) for report in reports.values()]
    return any(one.exists() and path.exists() and path.samefile(one) for one in read)


def _holds(path: Path, text: str) -> bool:
    """Whether a file has just this content."""
    data = text.encode()
    try:
        return path.stat().st_size == len(data) and path.read_bytes() == data
    except OSError:
        return False


def check_review(review: Path, inputs: Mapping[str, Path | None]) -> None:
    """Refuse a review that is also another input.

    Parameters
    ----------
    review
        As the command line names it.
    inputs
        What else is read, by what it is called: "the table".

    Raises
    ------
    ArgumentError
        The text names the file and the way out.
    """
    for called, path in inputs.items():
        if path is not None and path.exists() and review.exists() and review.samefile(path):
            raise ArgumentError(f"{review} is {called} itself; name another --review")


def check_targets(
    targets: Iterable[Path], inputs: Iterable[Path | None], *, overwrite: bool
) -> None:
    """Refuse files to write that are also read, or that cannot be written.

    Raises
    ------
    ExportError, TargetExistsError
        The text names the file and the way out.
    """
    read = [path for path in inputs if path is not None and path.exists()]
    for target in targets:
        if target.exists() and any(target.samefile(path) for path in read):
            raise ExportError(f"{target} is also read; choose another output with -o")
        check_target(target, overwrite=overwrite)
