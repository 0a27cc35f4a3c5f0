"""Counting tables of any size: by day, place and type, on pandas, DuckDB or Spark.

``stages`` is the counting itself, written once over narwhals; ``plan`` says which of a file's
columns it is about, ``texts`` reads them in expressions, and ``parts``, ``groups`` and
``repeats`` apply the rules of `kzmap.records` to what is distinct in them. ``engines`` are
what runs it. Loaded on first use (PEP 562), since the command line lists the engines.
"""

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from kzmap.counting.counting import SHOWN, count_events
    from kzmap.counting.engines.choosing import choose_engine, start_engine
    from kzmap.counting.engines.engine import Engine
    from kzmap.counting.engines.names import EngineName
    from kzmap.counting.opening import Files, find_files
    from kzmap.counting.tally import Account, Fault, Tally

__all__ = [
    "SHOWN",
    "Account",
    "Engine",
    "EngineName",
    "Fault",
    "Files",
    "Tally",
    "choose_engine",
    "count_events",
    "find_files",
    "start_engine",
]

_HOMES = {
    "SHOWN": "counting",
    "Account": "tally",
    "Engine": "engines.engine",
    "EngineName": "engines.names",
    "Fault": "tally",
    "Files": "opening",
    "Tally": "tally",
    "choose_engine": "engines.choosing",
    "count_events": "counting",
    "find_files": "opening",
    "start_engine": "engines.choosing",
}


def __getattr__(name: str) -> Any:
    """Load a public name from its module on first use."""
    if name not in _HOMES:
        raise AttributeError(f"module 'kzmap.counting' has no attribute {name!r}")
    from importlib import import_module

    return getattr(import_module(f"kzmap.counting.{_HOMES[name]}"), name)
