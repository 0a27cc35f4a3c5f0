"""What a run remarks on beside its result: rows set aside, places not found, terms."""

from collections import Counter
from collections.abc import Container, Mapping
from typing import TYPE_CHECKING

from kzmap.cli.accounts import account, few_problems, flags_beside
from kzmap.cli.saying import counted, few, shorten, tell

if TYPE_CHECKING:
    from kzmap.cli.targets import Rejected
    from kzmap.dataset import Dataset
    from kzmap.records import Reading, ReadReport

_LEFT_OUT = "left out"


def tell_reading(
    report: "ReadReport", command: str, doubted: Container[int] = frozenset()
) -> None:
    """Say what was doubtful in a table, what was set aside, and which command tells it all.

    Of coordinates on ``doubted`` lines nothing is said: `tell_doubts` does.
    """
    for flag in few(map(str, flags_beside(report, doubted))):
        tell(flag)
    for note in report.notes:
        tell(f"{report.path}: {note}")
    if report.duplicates or not report.ok:
        tell(f"{report.path}: {account(report)}")
    for line in few_problems(report, command):
        tell(f"  {line}")


def tell_rejected(rejected: "Rejected") -> None:
    """Say where the rows set aside are, and which files of that name are of earlier runs."""
    for path in rejected.targets:
        tell(f"The rows set aside are whole in {path}: mend and reread it.")
    for path in rejected.earlier:
        tell(f"{path} is from an earlier run; it was left as it is, with none of these rows.")


def tell_unplaced(dataset: "Dataset") -> int:
    """Say which places are not on the map, and return how many rows that concerns.

    Rows that a person left out are said, too, but are not among these.
    """
    missing = dataset.unplaced
    chosen = missing["unplaced"].str.startswith(_LEFT_OUT)
    if chosen.any():
        left_out = int(missing.loc[chosen, "reports"].sum())
        tell(f"{counted(left_out, 'row')} left off the map, as the review says.")
    missing = missing[~chosen]
    sums = missing.groupby(["place", "unplaced"])["reports"].sum()
    reasons: Counter[tuple[str, str]] = Counter(dict(sums.astype(int)))
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


def tell_tour(dataset: "Dataset") -> int:
    """Say which steps of the tour are not as they were written, and return how many."""
    from kzmap.dataset import tour_of

    problems = tour_of(dataset).problems
    for line in few(list(problems), "and {} more about the tour"):
        tell(line[0].upper() + line[1:])
    return len(problems)


def tell_translations(dataset: "Dataset") -> None:
    """Say which translations are of no text of the data."""
    from kzmap.dataset import translations_of

    for line in few(list(translations_of(dataset).problems), "and {} more translations"):
        tell(line[0].upper() + line[1:])


def doubted_lines(dataset: "Dataset", reading: "Reading") -> dict[str, int]:
    """Return the lines of rows whose coordinates disagree with what they name, by event id."""
    doubtful = set(dataset.events.loc[dataset.events["doubt"] != "", "event_id"])
    rows = zip(reading.table["event_id"], reading.lines, strict=True) if doubtful else ()
    return {id_: line for id_, line in rows if id_ in doubtful}


def tell_doubts(dataset: "Dataset", path: str, lines: Mapping[str, int]) -> None:
    """Say which coordinates disagree with the country or unit that their rows name.

    What a table says of one place in one unit is told once, with the first row as example.
    """
    doubtful = dataset.events[dataset.events["doubt"] != ""]
    if doubtful.empty:
        return
    count = int(doubtful["reports"].sum())
    tell(
        f"{counted(count, 'row')} kept where the coordinates lie, although they "
        "disagree with what the row names:"
    )
    rows = doubtful.assign(line=[lines.get(id_, 0) for id_ in doubtful["event_id"]])
    told = []
    for (place, *_), group in rows.groupby(["place", "country", "admin1"], sort=False):
        first = group.sort_values("line").iloc[0]
        where = f"{path}:{first['line']}: " if first["line"] else ""
        size = int(group["reports"].sum())
        such = f" ({size:,} rows like it)" if size > 1 else ""
        told.append((-size, f"  {where}{shorten(str(place))}: {first['doubt']}{such}"))
    for line in few((text for _, text in sorted(told)), "  and {} more places"):
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
