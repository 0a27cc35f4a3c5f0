"""The README's examples are run, and give what it says they give."""

import doctest
import os
import re
import subprocess
import sys
from pathlib import Path

import pytest

README = Path(__file__).parent.parent / "README.md"
TEXT = README.read_text("utf-8")
CONSOLES = re.findall(r"```console\n(.+?)```", TEXT, re.DOTALL)


def examples(block: str) -> list[tuple[str, str]]:
    """Commands with the output that follows them."""
    parts = re.split(r"^\$ (.+)\n", block, flags=re.MULTILINE)[1:]
    return list(zip(parts[::2], parts[1::2], strict=True))


@pytest.mark.parametrize("block", CONSOLES, ids=lambda block: block.split("\n")[0][2:32])
def test_console_examples_print_what_the_readme_says(block, tmp_path):
    bin_folder = Path(sys.executable).parent
    env = os.environ | {"PATH": f"{bin_folder}:{os.environ['PATH']}"}
    # Where it is set, results and remarks cannot come in the wrong order.
    env.pop("PYTHONUNBUFFERED", None)
    for command, expected in examples(block):
        if command.startswith("cat "):
            (tmp_path / command.split()[1]).write_text(expected, "utf-8")
            continue
        done = subprocess.run(
            command,
            shell=True,
            cwd=tmp_path,
            env=env,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
        )
        assert done.stdout == expected


def test_python_examples_give_what_the_readme_says(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    shown = [pair for block in CONSOLES for pair in examples(block)]
    command, table = next(pair for pair in shown if pair[0].startswith("cat "))
    (tmp_path / command.split()[1]).write_text(table, "utf-8")
    block = re.search(r"```python\n(.+?)```", TEXT, re.DOTALL)[1]
    test = doctest.DocTestParser().get_doctest(block, {}, "README", str(README), 0)
    runner = doctest.DocTestRunner()
    runner.run(test)
    assert runner.failures == 0
    assert (tmp_path / "january.html").stat().st_size > 100_000


def test_links_lead_somewhere():
    for target in re.findall(r"\]\(([^)#:]+)\)", TEXT):
        assert (README.parent / target).exists(), target
