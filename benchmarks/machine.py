"""What the figures were measured on: the day, the machine, the versions."""

import os
import platform
from datetime import UTC, datetime
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path
from typing import Any

PACKAGES = ("kzmap", "folium", "plotly", "streamlit", "pandas", "playwright")
ENGINES = ("kzmap", "pandas", "narwhals", "duckdb", "pyspark")


def conditions(chromium: str | None = "") -> dict[str, Any]:
    """Return what a reader needs to weigh the figures, as plain values.

    Parameters
    ----------
    chromium
        The browser's own version, where one takes part; None for what engines need.
    """
    browser = {"Chromium": chromium} if chromium else {}
    packages = PACKAGES if chromium is not None else ENGINES
    return {
        "date": datetime.now(UTC).date().isoformat(),
        "cores": os.cpu_count(),
        "processor": _processor(),
        "memory_gb": _memory_gb(),
        "system": f"{platform.system()} {platform.machine()}",
        "versions": {
            "Python": platform.python_version(),
            **browser,
            **{name: known for name in packages if (known := _version(name))},
        },
    }


def load_average() -> float | None:
    """Return how busy the machine is with other things; asked before anything is measured."""
    return round(os.getloadavg()[0], 2) if hasattr(os, "getloadavg") else None


def _version(package: str) -> str | None:
    try:
        return version(package)
    except PackageNotFoundError:
        return None


def _processor() -> str:
    try:
        lines = Path("/proc/cpuinfo").read_text("utf-8").splitlines()
    except OSError:
        return platform.processor()
    names = [line.partition(":")[2].strip() for line in lines if line.startswith("model name")]
    return names[0] if names else platform.processor()


def _memory_gb() -> int | None:
    try:
        return round(os.sysconf("SC_PHYS_PAGES") * os.sysconf("SC_PAGE_SIZE") / 2**30)
    except (AttributeError, OSError, ValueError):
        return None
