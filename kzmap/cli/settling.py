"""What ``kzmap geocode`` does with a table: places found, and a review of the rest."""

from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from kzmap.cli.accounts import check_command
from kzmap.cli.mapping import read_mapping
from kzmap.cli.namesakes import tell_namesakes
from kzmap.cli.remarks import tell_reading, tell_rejected
from kzmap.cli.saying import (
    ALL_KEPT,
    SOME_SET_ASIDE,
    counted,
    few,
    progress,
    say,
    shorten,
    tell,
)
from kzmap.cli.targets import (
    Rejected,
    check_rejected,
    check_review,
    check_targets,
    write_with_rejected,
)
from kzmap.cli.verdicts import say_outcomes, tell_bad, tell_doubts, tell_missed
from kzmap.errors import ArgumentError, TableError

if TYPE_CHECKING:
    from kzmap.places import Resolution
    from kzmap.places.online import Nominatim
    from kzmap.records import Reading
    from kzmap.review import Asked, Questions, Review


@dataclass(frozen=True)
class Settling:
    """What the command line asked for.

    Attributes
    ----------
    events
        The table.
    review
        Where the review is or will be.
    output
        Where the table with its coordinates goes.
    service
        Who is asked beyond what is known here.
    format, maps
        As the options say.
    force
        Whether ``output`` may be replaced; the review always is, since it keeps what it holds.
    """

    events: Path
    review: Path | None
    output: Path | None
    service: "Nominatim | None"
    format: str | None
    maps: list[str] | None
    force: bool

    def run(self) -> int:
        """Read, place, write; return the exit status.

        Raises
        ------
        TableError, ExportError, ArgumentError
            Nothing was written.
        """
        from kzmap.places import Resolver
        from kzmap.review import Review, gather, queries_of, read_review_if_there

        self._check()
        review = Review() if self.review is None else read_review_if_there(self.review)
        reading = self._read()
        reports = {"events": reading.report}
        if self.output is not None:
            check_rejected(self.output, reports)
        queries = queries_of(reading.table)
        with progress("Finding the places") as advance:
            answers = Resolver(review.decisions, self.service).resolve_many(queries, advance)
        asked = gather(queries, answers)
        left = self._write_review(asked)
        rejected = Rejected()
        if self.output is not None:
            rejected = self._write_events(self.output, reading, queries, answers)
        command = check_command(reading.report.path, "events", self.format, self.maps)
        tell_reading(reading.report, command)
        tell_rejected(rejected)
        tell_namesakes(answers)
        bad = self._tell_decisions(review, asked)
        self._sum_up(reading, asked, left)
        return SOME_SET_ASIDE if left or bad or not reading.report.ok else ALL_KEPT

    def _check(self) -> None:
        from kzmap.review import check_review_target

        own = [self.events, Path(self.format) if self.format else None]
        if self.output is not None:
            check_targets([self.output], [*own, self.review], overwrite=self.force)
        if self.review is None:
            return
        check_review_target(self.review)
        check_review(self.review, {"the table": self.events, "the --format": own[1]})
        if self.output is not None:
            beside = self.output.with_name(f"{self.output.stem}.rejected.csv")
            for written in (self.output, beside):
                if written.resolve() == self.review.resolve():
                    raise ArgumentError(f"{written} is the review, too; choose another -o")

    def _read(self) -> "Reading":
        from kzmap.records import read_events

        columns = read_mapping(self.maps) or None
        with progress("Reading the table") as advance:
            return read_events(self.events, self.format, columns=columns, progress=advance)

    def _write_review(self, asked: "list[Asked]") -> int:
        """Write the review, and return how many names are still open."""
        from kzmap.review import read_review_if_there, write_review

        if self.review is not None:
            # Read again: a person may have edited it while a service was asked.
            before = read_review_if_there(self.review)
            after = before.updated(asked)
            if after != before or not self.review.exists():
                write_review(self.review, after)
        return sum(is_open(one.answer) for one in asked)

    def _write_events(
        self,
        output: Path,
        reading: "Reading",
        questions: "Questions",
        answers: "list[Resolution]",
    ) -> Rejected:
        from kzmap.dataset.terms import is_restricted, rows_notice
        from kzmap.records.spreadsheet import frame_to_csv
        from kzmap.review import fill

        filled = frame_to_csv(fill(reading.table, questions, answers))
        reports = {"events": reading.report}
        rejected = write_with_rejected((output, filled), reports, overwrite=self.force)
        if is_restricted(reading.format):
            tell(f"{output}: {rows_notice(reading.format)}")
        return rejected

    def _tell_decisions(self, review: "Review", asked: "list[Asked]") -> int:
        """Say what the decisions became; return how many came to nothing."""
        if self.review is None:
            return 0
        answered = [(one.query._replace(when=one.first_day), one.answer) for one in asked]
        bad = tell_bad(self.review, review) + tell_missed(self.review, review, answered)
        tell_doubts(self.review, review, answered)
        say_outcomes(self.review, review, answered)
        return bad

    def _sum_up(self, reading: "Reading", asked: "list[Asked]", left: int) -> None:
        found = sum(one.answer.resolved for one in asked)
        out = len(asked) - found - left
        parts = [f"{found:,} found", f"{left:,} open"] + ([f"{out:,} left out"] if out else [])
        say(
            f"{self.events}: {counted(len(reading.table), 'row')}, "
            f"{counted(len(asked), 'name')} without coordinates: {', '.join(parts)}"
        )
        if self.review is None:
            for line in few(_open_lines(asked), "  and {} more names"):
                tell(line)
        elif left:
            say(f"{self.review}: write what each place is into 'decision', and run this again")
        else:
            say(f"{self.review}: every place is settled")
        if self.output is not None:
            rows = sum(one.rows for one in asked if not one.answer.resolved)
            say(
                f"{self.output}: {counted(len(reading.table) - rows, 'row')} with coordinates, "
                f"{rows:,} without"
            )


def is_open(answer: "Resolution") -> bool:
    """Whether a name is still to be settled; what was left out is."""
    return not answer.resolved and not (answer.reason or "").startswith("left out")


def existing_table(names: list[str]) -> Path:
    """Return the one table that is to be geocoded.

    Raises
    ------
    ArgumentError
        There are several words, so they are names.
    TableError
        There is no such file.
    """
    if len(names) != 1:
        raise ArgumentError("--review and -o go with one table of events: kzmap geocode FILE")
    file = Path(names[0])
    if not file.exists():
        raise TableError(f"{file}: there is no such file; check the path")
    return file


def _open_lines(asked: "list[Asked]") -> list[str]:
    return [
        f"  {shorten(one.query.name)}: {one.answer.reason} ({counted(one.rows, 'row')})"
        for one in asked
        if is_open(one.answer)
    ]
