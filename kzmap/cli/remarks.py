"""What a run remarks on beside its result: rows set aside, places not found, terms."""

from collections import Counter
from pathlib import Path
from typing import TYPE_CHECKING

from kzmap.cli.check import account
from kzmap.cli.saying import counted, few, shorten, tell

if TYPE_CHECKING:
    from kzmap.dataset import Dataset
    from kzmap.records import ReadReport

_LEFT_OUT = "left out"


def tell_readings(reports: "dict[str, ReadReport]", rejected: "dict[Path, ReadReport]") -> None:
    """Say what was doubtful, what was set aside and where it is."""
    written = {report.path: path for path, report in rejected.items()}
    for report in reports.values():
        for flag in few(map(str, report.flags)):
            tell(flag)
        for note in report.notes:
            tell(f"{report.path}: {note}")
        if report.duplicates or not report.ok:
            tell(f"{report.path}: {account(report)}")
        for problem in few(map(str, report.set_aside), "and {} more rows"):
            tell(f"  {problem}")
        if report.path in written:
            tell(f"The rows set aside are whole in {written[report.path]}: mend and reread it.")


def tell_unplaced(dataset: "Dataset") -> int:
    """Say which places are not on the map, and return how many rows that concerns.

    Rows that a person left out are said, too, but are not among these.
    """
    missing = dataset.unplaced
    chosen = missing["unplaced"].str.startswith(_LEFT_OUT)
    if chosen.any():
        tell(f"{counted(int(chosen.sum()), 'row')} left off the map, as the review says.")
    missing = missing[~chosen]
    reasons = Counter(zip(missing["place"], missing["unplaced"], strict=True))
    for area in dataset.unplaced_zones["area"]:
        reasons[area, "no area or town of this name is known"] += 1
    if not reasons:
        return 0
    count = reasons.total()
    tell(f"{counted(count, 'row')} not on the map, since the place was not found:")
    lines = [
        f"  {shorten(place)}: {why} ({counted(n, 'row')})"
        for (place, why), n in reasons.items()
    ]
    for line in few(sorted(lines), "  and {} more places"):
        tell(line)
    tell(
        "Give these rows lat and lon, or admin1 where several places bear the name; or settle "
        "each name once: kzmap geocode EVENTS --review review.csv"
    )
    return count


def tell_doubts(dataset: "Dataset") -> None:
    """Say which coordinates disagree with the country or unit that their rows name."""
    doubtful = dataset.events[dataset.events["doubt"] != ""]
    if doubtful.empty:
        return
    tell(
        f"{counted(len(doubtful), 'row')} kept where the coordinates lie, although they "
        "disagree with what the row names:"
    )
    told = Counter(zip(doubtful["place"], doubtful["doubt"], strict=True))
    lines = [
        f"  {shorten(place)}: {why} ({counted(n, 'row')})" for (place, why), n in told.items()
    ]
    for line in few(sorted(lines), "  and {} more places"):
        tell(line)


def tell_terms(dataset: "Dataset", *, include_notes: bool) -> None:
    """Say what becomes of rows whose terms forbid handing them on."""
    for form in dataset.restricted:
        if include_notes:
            tell(f"The page holds rows and notes of {form.title}: do not hand it on.")
        else:
            tell(
                f"Reports of {form.title} are counted, since its terms do not allow handing on "
                "its rows; --include-notes keeps them, for a page that stays with you."
            )
        tell(f"  {form.terms}")
