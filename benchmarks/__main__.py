"""Run the benchmarks, print their tables and keep their figures."""

import argparse
import sys

from benchmarks import dashboard, page, reading, readme, report, results
from benchmarks.contestants import ALL

RUNS = 5


def main(arguments: list[str] | None = None) -> int:
    """Measure, print and keep what was asked for; without a name, everything."""
    asked = _parser().parse_args(arguments)
    names = [asked.what] if asked.what else list(report.BENCHMARKS)
    for name in names:
        if name != "report":
            _measure(name, asked.runs, asked.only)
    if not asked.only:
        print(f"report: {report.write()}")
        known = results.read("page"), results.read("dashboard")
        if all(known):
            print(f"report: {readme.write(*known)}")
    return 0


def _measure(name: str, runs: int, only: list[str]) -> None:
    match name:
        case "page":
            result = page.measure(runs, only)
        case "dashboard":
            result = dashboard.measure(runs)
        case _:
            result = reading.measure(runs)
    print(f"\n{report.text(result)}\n")
    if not only:
        print(f"{name}: {results.write(name, result)}\n", flush=True)


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
    return parser


if __name__ == "__main__":
    sys.exit(main())
