"""Which files an export writes, and that none of them is one that it reads."""

from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import TYPE_CHECKING

from kzmap.errors import ArgumentError, ExportError
from kzmap.writing import check_target

if TYPE_CHECKING:
    from kzmap.records import ReadReport

_BUNDLED_OUTPUT = Path("kazakhstan-january-2022.html")
_WRAPPINGS = (".gz", ".zip")


def page_target(events: Path | None, output: Path | None) -> Path:
    """Return where the page goes: as asked for, else named after the table, in this folder.

    Examples
    --------
    >>> str(page_target(Path("data/unrest.csv.gz"), None))
    'unrest.html'
    """
    if output is not None:
        return output
    if events is None:
        return _BUNDLED_OUTPUT
    inner = events.stem if events.suffix.lower() in _WRAPPINGS else events.name
    return Path(f"{Path(inner).stem}.html")


def rejected_targets(
    target: Path, reports: "dict[str, ReadReport]"
) -> "dict[Path, ReadReport]":
    """Return where the rows set aside go: one file beside the page for each table.

    Parameters
    ----------
    target
        The page.
    reports
        By table: events, zones, sources, quotes.
    """
    return {
        target.with_name(
            f"{target.stem}.rejected.csv"
            if noun == "events"
            else f"{target.stem}.{noun}.rejected.csv"
        ): report
        for noun, report in reports.items()
        if not report.ok
    }


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
