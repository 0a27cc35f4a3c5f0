"""Run the benchmarks, print their tables and keep their figures."""

import argparse
import sys
from itertools import product
from typing import Any

from benchmarks import (
    dashboard,
    engine,
    many,
    page,
    profile,
    reading,
    readme,
    report,
    results,
    scale,
)
from benchmarks.contestants import ALL
from benchmarks.report_engine import engine_part

RUNS = 5


def main(arguments: list[str] | None = None) -> int:
    """Measure, print and keep what was asked for; without a name, everything."""
    asked = _parser().parse_args(arguments)
    names = [asked.what] if asked.what else [*report.BENCHMARKS, "engine"]
    for name in names:
        if name == "page":
            _measure_pages(asked)
        elif name == "dashboard":
            _measure_dashboards(asked)
        elif name == "engine":
            _measure_engine(asked)
        elif name == "profile":
            _trace(asked)
        elif name != "report":
            _measure(name, asked)
    if not _is_part(asked):
        print(f"report: {report.write()}")
        known = results.read("page"), results.read("dashboard")
        if all(known):
            print(f"report: {readme.write(*known)}")
    return 0


def _measure_pages(asked: argparse.Namespace) -> None:
    """Measure pages of made-up events by size; if none is asked for, the bundled one, too."""
    if not (asked.events or asked.places):
        _keep("page", page.measure(asked.runs, asked.only), asked)
    sizes = product(asked.events or scale.EVENTS, asked.places or scale.PLACES)
    for events, places in sizes:
        result = many.measure(asked.runs, asked.only, events=events, places=places)
        _keep(results.sized_name(events, places), result, asked)


def _measure_dashboards(asked: argparse.Namespace) -> None:
    """Measure the dashboard with the bundled data set, or with as many events as asked for."""
    sizes = (asked.events if asked.what == "dashboard" else ()) or [0]
    for events, places in product(sizes, asked.places or scale.PLACES[:1]):
        result = dashboard.measure(asked.runs, events=events, places=places)
        _keep("dashboard", result, asked)


def _measure_engine(asked: argparse.Namespace) -> None:
    rows = asked.events[0] if asked.events else engine.COMPARED_ROWS
    result = engine.measure(asked.runs, rows, growth=not asked.events)
    print(engine_part(result))
    print(f"engine: {results.write('engine', result)}\n", flush=True)


def _trace(asked: argparse.Namespace) -> None:
    """Trace pages; nothing is kept: docs/step.md says what was found, and why."""
    for events, places in product(asked.events or (1000,), asked.places or (2000,)):
        result = profile.measure(asked.runs, asked.only, events=events, places=places)
        print(f"\n{profile.text(result)}\n", flush=True)


def _measure(name: str, asked: argparse.Namespace) -> None:
    match name:
        case "build":
            events, places = asked.events or scale.EVENTS, asked.places or scale.PLACES
            result = scale.measure(asked.runs, asked.only, events=events, places=places)
        case _:
            result = reading.measure(asked.runs)
    _keep(name, result, asked)


def _keep(name: str, result: dict[str, Any], asked: argparse.Namespace) -> None:
    print(f"\n{report.text(result)}\n")
    # Each size of a page has figures of its own; those of building stand in one file.
    if not asked.only and (result["benchmark"] == "many" or not _is_part(asked)):
        print(f"{name}: {results.write(name, result)}\n", flush=True)


def _is_part(asked: argparse.Namespace) -> bool:
    """Whether only some of what could be was measured."""
    has_sizes = asked.what in ("build", "dashboard") and (asked.events or asked.places)
    return bool(asked.only or has_sizes or asked.what == "profile")


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="python -m benchmarks", description=__doc__)
    parser.add_argument(
        "what",
        nargs="?",
        choices=(*report.BENCHMARKS, "engine", "profile", "report"),
        help="what to measure, everything if left out; 'profile' traces where a page's time "
        "goes, and keeps nothing; 'report' measures nothing and writes "
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
        default=(),
        help="numbers of events; with 'build' and 'dashboard' nothing is kept then",
    )
    parser.add_argument(
        "--places", type=int, nargs="+", default=(), help="numbers of places, with each of them"
    )
    return parser


if __name__ == "__main__":
    sys.exit(main())
