"""kzmap: a day-by-day map of protests, security responses and states of emergency.

``import kzmap`` stays light: what it offers is loaded when it is first used.
"""

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from kzmap.dataset import Dataset, load
    from kzmap.page.protest_map import ProtestMap
    from kzmap.places import resolve
    from kzmap.records import read_events

__all__ = ["Dataset", "ProtestMap", "load", "read_events", "resolve"]
__version__ = "0.1.0"

_HOMES = {
    "Dataset": "kzmap.dataset",
    "ProtestMap": "kzmap.page.protest_map",
    "load": "kzmap.dataset",
    "read_events": "kzmap.records",
    "resolve": "kzmap.places",
}


def __getattr__(name: str) -> Any:
    """Load a public name from its module on first use (PEP 562)."""
    if name not in _HOMES:
        raise AttributeError(f"module 'kzmap' has no attribute {name!r}")
    from importlib import import_module

    value = getattr(import_module(_HOMES[name]), name)
    globals()[name] = value
    return value


def __dir__() -> list[str]:
    """List the public names, loaded or not."""
    return sorted({*__all__, "__version__"})
