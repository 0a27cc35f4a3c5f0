"""The figures on disk: one JSON file a benchmark, kept in the repository."""

import json
from pathlib import Path
from typing import Any

FOLDER = Path(__file__).parent / "results"


def write(name: str, result: dict[str, Any], folder: Path = FOLDER) -> Path:
    """Write a benchmark's result, each series on one line so that a change is easy to read."""
    folder.mkdir(exist_ok=True)
    path = folder / f"{name}.json"
    path.write_text(_compact(result) + "\n", "utf-8", newline="\n")
    return path


def read(name: str, folder: Path = FOLDER) -> dict[str, Any] | None:
    """Return a benchmark's result, None where it has not been run."""
    path = folder / f"{name}.json"
    return json.loads(path.read_text("utf-8")) if path.exists() else None


def sized_name(events: int, places: int) -> str:
    """Return the name of the result of one size of a page.

    Examples
    --------
    >>> sized_name(100_000, 2_000)
    'page-100000-2000'
    """
    return f"page-{events}-{places}"


def sized(folder: Path = FOLDER) -> list[dict[str, Any]]:
    """Return the results of all sizes of a page, the smallest first."""
    found = [json.loads(path.read_text("utf-8")) for path in folder.glob("page-*-*.json")]
    return sorted(found, key=lambda result: (result["places"], result["events"]))


def _compact(value: Any, depth: int = 0) -> str:
    if not isinstance(value, dict) or not value:
        return json.dumps(value, ensure_ascii=False)
    inner = "  " * (depth + 1)
    members = (
        f"{inner}{json.dumps(key, ensure_ascii=False)}: {_compact(member, depth + 1)}"
        for key, member in value.items()
    )
    return "{\n" + ",\n".join(members) + "\n" + "  " * depth + "}"
