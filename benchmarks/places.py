"""Geocoding offline: making the world's index, starting, finding, missing, checking.

Run as ``python -m benchmarks.places``; it prints what it measured and keeps nothing. Every
start is a process of its own, with an index made beforehand in a folder of its own.
"""

import os
import subprocess
import sys
import tempfile
import time
from statistics import median

from benchmarks.building import ROOT, peak_mb
from benchmarks.machine import load_average
from kzmap.caching import CACHE_VARIABLE

STARTS = {
    "Python alone": ["-c", "pass"],
    "kzmap geocode Zhanaozen --country KZ": "Zhanaozen KZ",
    "kzmap geocode Lyon --country FR": "Lyon FR",
    "kzmap geocode Springfield": "Springfield",
}
RUNS = 9
DISTINCT = 2_000


def main() -> None:
    """Measure and print."""
    print(f"load before: {load_average()}, {os.cpu_count()} cores")
    with tempfile.TemporaryDirectory() as cache:
        os.environ[CACHE_VARIABLE] = cache
        _child("make")
        for what, asked in STARTS.items():
            print(f"{what}: {_start(asked)}")
        _child("find")


def _child(what: str) -> None:
    """Run one part in a process of its own, whose memory is then its own, too."""
    subprocess.run([sys.executable, "-m", "benchmarks.places", what], cwd=ROOT, check=True)


def _start(asked: list[str] | str) -> str:
    if isinstance(asked, str):
        name, *country = asked.split()
        hint = ["--country", *country] if country else []
        # Past the start of the command itself: what the process held at most.
        code = (
            "import sys; from kzmap.cli import main; from benchmarks.building import peak_mb\n"
            "try: main()\n"
            "except SystemExit: pass\n"
            "print(peak_mb(), file=sys.stderr)"
        )
        arguments = ["-c", code, "geocode", name, *hint]
    else:
        arguments = asked
    times, peak = [], ""
    for _ in range(RUNS):
        started = time.perf_counter()
        done = subprocess.run(
            [sys.executable, *arguments], cwd=ROOT, capture_output=True, text=True
        )
        times.append(time.perf_counter() - started)
        peak = (done.stderr.splitlines() or [""])[-1]
    told = f", {float(peak):.0f} MB" if peak else ""
    return f"{median(times):.3f} s ({min(times):.3f} to {max(times):.3f}){told}"


def _make() -> None:
    from kzmap.places import world

    started = time.perf_counter()
    path = world.build_index()
    spent = time.perf_counter() - started
    size = path.stat().st_size / 1e6
    print(f"making the index: {spent:.1f} s, {peak_mb():.0f} MB, file of {size:.0f} MB")


def _find() -> None:
    import random

    from kzmap.places import LocatedPoint, PlaceQuery, check_units, resolve_many, world

    index = world.open_index()
    rows = index._rows(
        "SELECT p.names, p.country, coalesce(u.name, ''), p.lat, p.lon FROM place p "
        "LEFT JOIN unit u ON u.code = p.unit WHERE p.kind = 'town' ORDER BY p.id"
    )
    chosen = random.Random(1).sample(rows, DISTINCT)
    named = [(names.split("\n")[0], *rest) for names, *rest in chosen]
    asked = {
        "with country and unit": [PlaceQuery(n, None, c, u) for n, c, u, *_ in named],
        "with country": [PlaceQuery(n, None, c) for n, c, *_ in named],
        "with no hint": [PlaceQuery(n) for n, *_ in named],
        "misspelt, with country": [PlaceQuery(f"{n}xq", None, c) for n, c, *_ in named],
        "misspelt, with no hint": [PlaceQuery(f"{n}xq") for n, *_ in named],
    }
    for what, queries in asked.items():
        started = time.perf_counter()
        found = sum(answer.resolved for answer in resolve_many(queries))
        each = (time.perf_counter() - started) / DISTINCT * 1e3
        print(f"{DISTINCT} names {what}: {each:.2f} ms each, {found / DISTINCT:.1%} resolved")
    started = time.perf_counter()
    resolve_many(asked["with country"][i % DISTINCT] for i in range(1_000_000))
    print(f"a million rows of those names: {time.perf_counter() - started:.2f} s")
    points = [LocatedPoint(lat, lon, c) for _, c, _, lat, lon in named]
    started = time.perf_counter()
    flagged = sum(map(bool, check_units(points[i % DISTINCT] for i in range(1_000_000))))
    spent = time.perf_counter() - started
    print(f"a million points, {DISTINCT} distinct, checked: {spent:.2f} s, {flagged} flagged")
    print(f"peak of finding and checking: {peak_mb():.0f} MB")


if __name__ == "__main__":
    {"make": _make, "find": _find, "": main}[sys.argv[1] if len(sys.argv) > 1 else ""]()
