"""The part of ``docs/performance.md`` on counting with an engine. Pure."""

from statistics import median
from typing import Any

_TEXT = """\
## Counting with an engine

{rows:,} made-up reports in Parquet ({counts:,} counts of a day, place and type; one row in a
thousand twice), counted by kzmap and by the query that one would write by hand: duplicates out,
counts, and the three reports of each count that tell most. {runs} of each, each in a process of
its own that may take {memory}. All give the same answer.

| | seconds | processor seconds | MB at most | against by hand |
|---|---|---|---|---|
{table}

- kzmap has the rows by the rules of `kzmap check`, every one accounted for; the query trusts
  its table. Spark runs on this machine alone (`local[*]`) and works in a process of Java whose
  processor time and memory are not seen here.
{growth}"""

_GROWTH = """
How kzmap's counting on DuckDB grows, in at most {memory}:

| rows | file, MB | seconds | processor seconds | MB at most |
|---|---|---|---|---|
{table}
"""


def engine_part(result: dict[str, Any] | None) -> list[str]:
    """Return the section, or nothing where it has not been measured."""
    if not result:
        return []
    series = result["contestants"]
    lines = []
    for name, found in series.items():
        told = [_middle(found.get(key)) for key in ("count_s", "cpu_s", "peak_mb")]
        peer = series.get(name.replace("kzmap", "by hand"))
        ratio = ""
        if name.startswith("kzmap") and peer:
            ratio = f"{median(found['count_s']) / median(peer['count_s']):.2f}"
        lines.append(f"| {name} | {' | '.join(told)} | {ratio} |")
    grown = [
        f"| {row['rows']:,} | {row['file_mb']:,} | {row['count_s']} | {row['cpu_s']} | "
        f"{row['peak_mb']:,} |"
        for row in result["growth"]
    ]
    growth = _GROWTH.format(memory=result["memory"], table="\n".join(grown)) if grown else ""
    runs = "1 run" if result["runs"] == 1 else f"{result['runs']} runs"
    return [
        _TEXT.format(
            rows=result["rows"],
            counts=result["answer"]["counts"],
            runs=runs,
            memory=result["memory"],
            table="\n".join(lines),
            growth=growth,
        )
    ]


def _middle(values: list[float] | None) -> str:
    return f"{median(values):,.4g}" if values else ""
