"""Run the benchmarks, print their tables and keep their figures."""

import argparse
import sys

from benchmarks import dashboard, page, reading, readme, report, results, scale
from benchmarks.contestants import ALL

RUNS = 5


def main(arguments: list[str] | None = None) -> int:
    """Measure, print and keep what was asked for; without a name, everything."""
    asked = _parser().parse_args(arguments)
    names = [asked.what] if asked.what else list(report.BENCHMARKS)
    for name in names:
        if name != "report":
            _measure(name, asked)
    if not _is_part(asked):
        print(f"report: {report.write()}")
        known = results.read("page"), results.read("dashboard")
        if all(known):
            print(f"report: {readme.write(*known)}")
    return 0


def _measure(name: str, asked: argparse.Namespace) -> None:
    match name:
        case "page":
            result = page.measure(asked.runs, asked.only)
        case "dashboard":
            result = dashboard.measure(asked.runs)
        case "build":
            result = scale.measure(
                asked.runs, asked.only, events=asked.events, places=asked.places
            )
        case _:
            result = reading.measure(asked.runs)
    print(f"\n{report.text(result)}\n")
    if not _is_part(asked):
        print(f"{name}: {results.write(name, result)}\n", flush=True)


def _is_part(asked: argparse.Namespace) -> bool:
    """Whether only some of what could be was measured, so that nothing is to be kept."""
    whole = (tuple(asked.events), tuple(asked.places)) == (scale.EVENTS, scale.PLACES)
    return bool(asked.only) or not whole


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="python -m benchmarks", description=__doc__)
    parser.add_argument(
        "what",
        nargs="?",
        choices=(*report.BENCHMARKS, "report"),
        help="what to measure, everything if left out; 'report' measures nothing and writes "
        "docs/performance.md from the kept figures, as measuring does, too",
    )
    parser.add_argument("--runs", type=int, default=RUNS, help="runs after the warm-up")
    parser.add_argument(
        "--only",
        action="append",
        choices=list(ALL),
        default=[],
        help="measure this contestant alone (may be repeated); nothing is kept",
    )
    parser.add_argument(
        "--events",
        type=int,
        nargs="+",
        default=scale.EVENTS,
        help="numbers of events that pages are built of; other than usual, nothing is kept",
    )
    parser.add_argument(
        "--places", type=int, nargs="+", default=scale.PLACES, help="and of their places"
    )
    return parser


if __name__ == "__main__":
    sys.exit(main())
