"""Who is measured: kzmap, and what a user would otherwise write for the same rows."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from importlib import import_module
from importlib.util import find_spec
from pathlib import Path
from types import ModuleType
from typing import Any

from benchmarks.assets import npm
from benchmarks.rows import Row, Rows
from benchmarks.say import Say


@dataclass(frozen=True)
class Contestant:
    """A way of drawing the rows, with the JavaScript that drives the page it makes.

    Attributes
    ----------
    name
        Heading of its column.
    module
        Module below ``benchmarks.contestants``, with ``draw(data, page)`` and, where it does
        not start from the located rows, ``read(rows)``; where the page carries its library,
        ``library_bytes(page)``.
    ready
        Expression: whether the first marks stand in the document.
    first_day
        Body of an async function that goes to the first day.
    step
        Body of an async function that goes to day ``index``, as a person's click does.
    shown
        Expression: how many marks are shown.
    says_when_painted
        ``ready`` and ``step`` end once it is on the screen, so nothing more is waited for.
    needs
        Package that it needs beyond those of kzmap; empty: none.
    marks
        How many marks a row is drawn with.
    """

    name: str
    module: str
    ready: str
    first_day: str
    step: str
    shown: str
    says_when_painted: bool = False
    needs: str = ""
    marks: Callable[[Row], int] = lambda _: 1

    def read(self, rows: Path) -> Any:
        """Import what it needs and return what it draws from."""
        return getattr(self._code(), "read", Rows.open)(rows)

    def draw(self, data: Any, page: Path) -> None:
        """Write the page."""
        self._code().draw(data, page)

    def library_bytes(self, page: Path) -> int:
        """Return how much of the page itself is a library's code."""
        count = getattr(self._code(), "library_bytes", None)
        return count(page) if count else 0

    def _code(self) -> ModuleType:
        # Loaded when used: a fresh process that builds one page must not import the others.
        return import_module(f"benchmarks.contestants.{self.module}")


OURS = Contestant(
    name="kzmap",
    module="ours",
    ready="document.documentElement.dataset.ready === 'true'",
    first_day="await kzmap.setDay(0);",
    step="await kzmap.setDay(index);",
    shown="kzmap.shown().reports.length + kzmap.shown().zones.length",
    says_when_painted=True,
)

PEERS = (
    Contestant(
        name="TimestampedGeoJson",
        module="timestamped",
        ready="document.querySelector('.leaflet-overlay-pane path')",
        first_day="map_peer.timeDimension.setCurrentTimeIndex(0);",
        step="map_peer.timeDimension.nextTime();",
        shown="document.querySelectorAll('.leaflet-overlay-pane path').length",
        marks=lambda row: max(1, len(row.outlines)),
    ),
    Contestant(
        name="Timeline",
        module="timeline",
        ready="document.querySelector('.leaflet-overlay-pane path')",
        first_day="""
            const slider = document.querySelector(".time-slider");
            slider.value = slider.min;
            slider.dispatchEvent(new Event("input", { bubbles: true }));""",
        step="""
            const slider = document.querySelector(".time-slider");
            slider.value = Number(slider.min) + index * 86400000;
            slider.dispatchEvent(new Event("input", { bubbles: true }));""",
        shown="document.querySelectorAll('.leaflet-overlay-pane path').length",
    ),
    Contestant(
        name="plotly",
        module="plotly_frames",
        ready="document.querySelector('.scattergeo .point')",
        first_day="""
            const graph = document.querySelector(".js-plotly-plot");
            await Plotly.animate(graph, ...graph.layout.sliders[0].steps[0].args);""",
        step="""
            const graph = document.querySelector(".js-plotly-plot");
            await Plotly.animate(graph, ...graph.layout.sliders[0].steps[index].args);""",
        shown="document.querySelectorAll('.scattergeo .point').length",
        needs="plotly",
    ),
)
ALL = {contestant.name: contestant for contestant in (OURS, *PEERS)}


def available(
    only: Sequence[str], say: Say, *, needs_npm: bool = True
) -> dict[str, Contestant]:
    """Return the contestants that can be measured here; of the others, say why not.

    Parameters
    ----------
    only
        Names of those to choose from; empty: all.
    needs_npm
        Whether pages are opened, for which the others' need files from npm.
    """
    chosen = {}
    for name, contestant in ALL.items():
        if only and name not in only:
            continue
        if needs_npm and contestant is not OURS and npm() is None:
            say(f"  {name} is left out: npm is missing, and its page needs files from there")
        elif contestant.needs and find_spec(contestant.needs) is None:
            say(f"  {name} is left out: install {contestant.needs} (extra `bench`)")
        else:
            chosen[name] = contestant
    return chosen
