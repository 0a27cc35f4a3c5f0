"""Imports run one way; heavy libraries stay where they belong."""

import ast
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent
LEVELS = (
    ("streamlit_app", "kzmap.cli"),
    ("kzmap.dashboard",),
    ("kzmap.stills",),
    ("kzmap.page",),
    ("kzmap.changes", "kzmap.reach", "kzmap.known"),
    ("kzmap.timeline", "kzmap.spread"),
    ("kzmap.dataset", "kzmap.counting"),
    ("kzmap.review",),
    ("kzmap.records", "kzmap.places"),
    ("kzmap.writing", "kzmap.caching", "kzmap.countries"),
    ("kzmap.schema", "kzmap.errors", "kzmap.bundled"),
)
ONLY_IN = {
    "folium": "kzmap.page",
    "branca": "kzmap.page",
    "xstatic": "kzmap.page",
    "geopy": "kzmap.places",
    "streamlit": "kzmap.dashboard",
    "altair": "kzmap.dashboard",
    "playwright": "kzmap.stills",
    "PIL": "kzmap.stills",
    "duckdb": "kzmap.counting",
    "pyspark": "kzmap.counting",
}
FACES = {"kzmap", "kzmap.__main__"}


def modules() -> dict[str, Path]:
    found = {"streamlit_app": ROOT / "streamlit_app.py"}
    for path in sorted((ROOT / "kzmap").rglob("*.py")):
        parts = path.relative_to(ROOT).with_suffix("").parts
        name = ".".join(parts[:-1] if parts[-1] == "__init__" else parts)
        found[name] = path
    return found


def imports(path: Path) -> set[str]:
    found = set()
    for node in ast.walk(ast.parse(path.read_text("utf-8"))):
        if isinstance(node, ast.Import):
            found.update(alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            assert node.level == 0, f"{path}: relative import"
            found.add(node.module)
            if node.module == "kzmap":
                found.update(f"kzmap.{alias.name}" for alias in node.names)
    return found


def part_of(name: str) -> tuple[int, str] | None:
    for level, parts in enumerate(LEVELS):
        for part in parts:
            if name == part or name.startswith(part + "."):
                return level, part
    return None


@pytest.mark.parametrize(("name", "path"), modules().items())
def test_every_module_has_a_level_and_imports_only_lower_ones(name, path):
    if name in FACES:
        return
    here = part_of(name)
    assert here, f"{name} has no level: say in this test where it belongs"
    for imported in imports(path):
        there = part_of(imported)
        if there is None or there[1] == here[1]:
            continue
        assert there[0] > here[0], f"{name} (level {here[0]}) imports {imported} ({there[0]})"


@pytest.mark.parametrize(("name", "path"), modules().items())
def test_heavy_libraries_are_imported_only_where_they_belong(name, path):
    for imported in imports(path):
        home = ONLY_IN.get(imported.split(".")[0])
        assert home is None or name == home or name.startswith(home + "."), (
            f"{name}: {imported}"
        )


def test_no_module_imports_itself_in_a_circle():
    graph = {name: imports(path) & set(modules()) for name, path in modules().items()}
    done, open_ = set(), []

    def visit(name):
        assert name not in open_, " -> ".join([*open_, name])
        if name in done:
            return
        open_.append(name)
        for other in graph[name] - FACES:
            visit(other)
        done.add(open_.pop())

    for name in graph:
        visit(name)


def test_modules_stay_small():
    long = {
        name: n
        for name, path in modules().items()
        if (n := len(path.read_text().splitlines())) > 250
    }
    assert not long


def test_importing_kzmap_loads_no_heavy_library():
    heavy = "('pandas', 'folium', 'geopy', 'streamlit', 'pandera')"
    code = f"import sys, kzmap; print([m for m in {heavy} if m in sys.modules])"
    out = subprocess.run(
        [sys.executable, "-c", code], capture_output=True, text=True, check=True
    )
    assert out.stdout.strip() == "[]"
