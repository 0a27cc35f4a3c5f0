"""Where a page's main thread spends its time, from a trace of Chromium. Pure.

A trace is a list of events as Chromium's ``Tracing`` domain sends them; times in microseconds.
"""

from bisect import bisect_right
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

CATEGORIES = "devtools.timeline,blink.user_timing,toplevel,v8"
LOADED, ASKED, PAINTED = "kzmap-loaded", "kzmap-asked", "kzmap-painted"
PARTS = ("load", "until painted", "after")

_KINDS = {
    "UpdateLayoutTree": "style",
    "Layout": "layout",
    "PrePaint": "paint",
    "Paint": "paint",
    "PaintImage": "paint",
    "Layerize": "layers",
    "Commit": "layers",
    "UpdateLayer": "layers",
    "ParseHTML": "parse",
}
_SCRIPT = ("v8.", "V8.", "FunctionCall", "FireAnimationFrame", "TimerFire", "EvaluateScript")
_COMPILE = ("v8.compile", "V8.Compile", "V8.Parse", "V8.PreParse", "V8.CollectSource")

Event = Mapping[str, Any]


def by_kind(events: Sequence[Event]) -> dict[str, Counter[str]]:
    """Return processor time in ms of the thread that the marks are on, by kind of work.

    Returns
    -------
    dict
        ``load``: up to the mark of the first painted day; of all steps ``until painted``: in
        or after a task that asks, up to the mark that follows; and ``after`` these. Each by
        ``script``, ``compile``, ``parse``, ``style``, ``layout``, ``paint``, ``layers``,
        ``idle`` (what the page does while nothing is asked) and ``rest``. An event's time is
        its own, without that of events within it.
    """
    marks = {
        name: sorted(event["ts"] for event in events if event["name"] == name)
        for name in (LOADED, ASKED, PAINTED)
    }
    thread = next(_thread(event) for event in events if event["name"] == LOADED)
    told = {part: Counter[str]() for part in (*PARTS, "between")}
    open_events: list[tuple[Event, Counter[str], str]] = []
    for event in _spans(events, thread):
        while open_events and _end(open_events[-1][0]) <= event["ts"]:
            open_events.pop()
        part = told[_part(event, marks[LOADED][0], marks[ASKED], marks[PAINTED])]
        is_idle = any(kind == "idle" for _, _, kind in open_events)
        kind = "idle" if is_idle else _kind(event["name"])
        spent = event.get("tdur", event["dur"]) / 1000
        if open_events:
            _, outer, outer_kind = open_events[-1]
            outer[outer_kind] -= spent
        part[kind] += spent
        open_events.append((event, part, kind))
    return {part: told[part] for part in PARTS}


def _thread(event: Event) -> tuple[int, int]:
    return event["pid"], event["tid"]


def _spans(events: Iterable[Event], thread: tuple[int, int]) -> list[Event]:
    """Return the events of a thread that last, the outer before the inner."""
    spans = [event for event in events if event.get("ph") == "X" and _thread(event) == thread]
    return sorted(spans, key=lambda event: (event["ts"], -event["dur"]))


def _end(event: Event) -> int:
    end: int = event["ts"] + event["dur"]
    return end


def _part(event: Event, loaded: int, asked: Sequence[int], painted: Sequence[int]) -> str:
    if event["ts"] < loaded:
        return "load"
    # The task that asks begins before its mark.
    number = bisect_right(asked, _end(event)) - 1
    if number < 0:
        return "between"
    return "until painted" if event["ts"] < painted[number] else "after"


def _kind(name: str) -> str:
    if name == "FireIdleCallback":
        return "idle"
    if name.startswith(_COMPILE):
        return "compile"
    return _KINDS.get(name, "script" if name.startswith(_SCRIPT) else "rest")
