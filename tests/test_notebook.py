"""The notebook of docs/ runs from top to bottom, offline, and shows what it says."""

import re
import warnings
from pathlib import Path

import nbformat
import pytest
from nbclient import NotebookClient

PATH = Path(__file__).parent.parent / "docs" / "tour.ipynb"


@pytest.fixture(scope="module")
def run():
    """The notebook after a run in a kernel of its own."""
    notebook = nbformat.read(PATH, as_version=4)
    with warnings.catch_warnings():
        # What the kernel's own libraries warn of is not ours to mend.
        warnings.simplefilter("ignore")
        NotebookClient(notebook, timeout=300, resources={"metadata": {"path": "."}}).execute()
    return [cell for cell in notebook.cells if cell.cell_type == "code"]


def shown(cell) -> str:
    parts = []
    for output in cell.outputs:
        parts.append(output.get("text", ""))
        parts += [str(part) for part in output.get("data", {}).values()]
    return "\n".join(parts)


def cell_with(cells, words):
    (found,) = [cell for cell in cells if words in cell.source]
    return found


def test_the_notebook_is_kept_without_outputs():
    for cell in nbformat.read(PATH, as_version=4).cells:
        assert not cell.get("outputs")
        assert cell.get("execution_count") is None


def test_it_loads_filters_maps_and_exports(run):
    assert "2022, 1, 2" in shown(cell_with(run, "kzmap.load()"))
    assert "Zhanaozen" in shown(cell_with(run, "2022-01-04"))
    assert "<iframe" in shown(cell_with(run, "height=620"))
    assert "05/01/2022" in shown(cell_with(run, "mine.report.set_aside"))
    assert "allow-scripts" in shown(cell_with(run, "embed_snippet("))


def test_it_shows_a_still_where_there_is_a_browser(run):
    outputs = cell_with(run, "Image(png)").outputs
    assert [list(output["data"]) for output in outputs] == [["image/png", "text/plain"]]


def test_no_cell_fails_or_warns(run):
    for cell in run:
        for output in cell.outputs:
            assert output.output_type != "error"
            assert output.get("name") != "stderr", output.get("text")


def test_it_asks_the_network_for_nothing():
    source = "\n".join(cell.source for cell in nbformat.read(PATH, as_version=4).cells)
    assert not re.search(r"https?://", source)
