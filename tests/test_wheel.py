"""The wheel alone is enough: data, seeds and the page's files are inside it."""

import os
import subprocess
import sys
import zipfile
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent


def run(*command: object, cwd: Path) -> str:
    env = {name: value for name, value in os.environ.items() if not name.startswith("PYTHON")}
    done = subprocess.run(
        [str(part) for part in command], cwd=cwd, env=env, capture_output=True, text=True
    )
    assert done.returncode == 0, done.stdout + done.stderr
    return done.stdout


@pytest.fixture(scope="module")
def wheel(tmp_path_factory) -> Path:
    folder = tmp_path_factory.mktemp("wheel")
    run(sys.executable, "-m", "pip", "wheel", "-q", "--no-deps", "-w", folder, ROOT, cwd=folder)
    (path,) = folder.glob("kzmap-*.whl")
    return path


def test_the_wheel_carries_data_seeds_and_assets_and_nothing_of_others(wheel):
    names = set(zipfile.ZipFile(wheel).namelist())
    for needed in (
        "kzmap/data/events.csv",
        "kzmap/data/README.md",
        "kzmap/seeds/claims.csv",
        "kzmap/page/assets/main.js",
        "kzmap/page/strings/en.json",
        "kzmap/dashboard/bridge.js",
        "kzmap/dashboard/strings/kk.json",
        "kzmap/py.typed",
        "kzmap/stills/assets/still.js",
    ):
        assert needed in names
    files = [path for path in (ROOT / "data").iterdir() if path.is_file()]
    assert {f"kzmap/data/{path.name}" for path in files} <= names
    assert not [name for name in names if "leaflet" in name.lower()]
    assert not [name for name in names if name.startswith("kzmap/data/build")]


def test_the_wheel_exports_the_map_from_an_empty_environment(wheel, tmp_path):
    run(sys.executable, "-m", "venv", tmp_path / "env", cwd=tmp_path)
    python = tmp_path / "env" / "bin" / "python"
    constraints = ROOT / "constraints.txt"
    run(python, "-m", "pip", "install", "-q", "-c", constraints, wheel, cwd=tmp_path)
    said = run(tmp_path / "env" / "bin" / "kzmap", "export", "-o", "map.html", cwd=tmp_path)
    assert said == "map.html: 69 reports in 20 places on 18 days\n"
    here = run(
        sys.executable,
        "-c",
        "import sys, kzmap; sys.stdout.write(kzmap.ProtestMap().to_html())",
        cwd=tmp_path,
    )
    assert (tmp_path / "map.html").read_text("utf-8") == here
