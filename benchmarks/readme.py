"""The README's figures, between its two marks, from the kept results."""

import re
from pathlib import Path
from typing import Any

from benchmarks.figures import Spread
from benchmarks.measures import DASHBOARD, PAGE
from benchmarks.table import as_markdown

TARGET = Path(__file__).parent.parent / "README.md"
BEGIN, END = "<!-- figures: begin -->", "<!-- figures: end -->"
_SHOWN = ("load_ms", "step_ms", "step_frames", "file_kb", "whole_kb", "start_ms", "native_ms")


def figures(page: dict[str, Any], dashboard: dict[str, Any]) -> str:
    """Return medians of what a reader waits for and carries, as a Markdown table."""
    names = list(page["contestants"])
    rows = [["median", *names]]
    for result, measures in ((page, PAGE), (dashboard, DASHBOARD)):
        prefix = "dashboard: " if result is dashboard else ""
        for measure in measures:
            if measure.key not in _SHOWN:
                continue
            found = [result["contestants"].get(name, {}).get(measure.key) for name in names]
            cells = [f"{Spread.of(v).median:.{measure.digits}f}" if v else "" for v in found]
            rows.append([prefix + measure.label, *cells])
    return as_markdown(rows)


def with_figures(text: str, table: str) -> str:
    """Return the README's text with the table between its marks."""
    block = f"{BEGIN}\n{table}\n{END}"
    pattern = re.compile(f"{re.escape(BEGIN)}.*?{re.escape(END)}", re.DOTALL)
    if not pattern.search(text):
        raise ValueError(f"the README has no {BEGIN} … {END}: put them where the table goes")
    return pattern.sub(lambda _: block, text)


def write(page: dict[str, Any], dashboard: dict[str, Any], target: Path = TARGET) -> Path:
    """Write the figures into the README."""
    text = with_figures(target.read_text("utf-8"), figures(page, dashboard))
    target.write_text(text, "utf-8", newline="\n")
    return target
