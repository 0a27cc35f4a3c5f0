"""The part of ``docs/performance.md`` on counting with an engine. Pure."""

from statistics import median
from typing import Any

_TEXT = """\
## Counting with an engine

{rows:,} made-up reports in Parquet ({counts:,} counts of a day, place and type; one row in a
thousand twice), counted by kzmap and by the query that one would write by hand: duplicates out,
counts, and the three reports of each count that tell most. Each run is a process of its own
that may take {memory}; figures are medians. All give the same answer.

| | runs | seconds | processor seconds | MB at most | against by hand |
|---|---|---|---|---|---|
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


def engine_part(result: dict[str, Any]) -> str:
    """Return the section."""
    series = result["contestants"]
    lines = []
    for name, found in series.items():
        told = [_middle(found.get(key)) for key in ("count_s", "cpu_s", "peak_mb")]
        peer = series.get(name.replace("kzmap", "by hand"))
        ratio = ""
        if name.startswith("kzmap") and peer:
            ratio = f"{median(found['count_s']) / median(peer['count_s']):.2f}"
        runs = len(found["count_s"])
        lines.append(f"| {name} | {runs} | {' | '.join(told)} | {ratio} |")
    grown = [
        f"| {row['rows']:,} | {row['file_mb']:,} | {row['count_s']} | {row['cpu_s']} | "
        f"{row['peak_mb']:,} |"
        for row in result["growth"]
    ]
    growth = _GROWTH.format(memory=result["memory"], table="\n".join(grown)) if grown else ""
    return _TEXT.format(
        rows=result["rows"],
        counts=result["answer"]["counts"],
        memory=result["memory"],
        table="\n".join(lines),
        growth=growth,
    )


def _middle(values: list[float] | None) -> str:
    return f"{median(values):,.4g}" if values else ""
