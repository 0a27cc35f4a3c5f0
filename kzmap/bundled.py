"""Where the bundled data set and the seeds are.

In a wheel they lie inside the package; in a checkout, beside it.
"""

from pathlib import Path

_PACKAGE = Path(__file__).parent


def bundled_path(*parts: str) -> Path:
    """Return the path of a bundled file or folder.

    Parameters
    ----------
    *parts
        Path below the root, the first of them ``"data"`` or ``"seeds"``.

    Examples
    --------
    >>> bundled_path("data", "events.csv").name
    'events.csv'
    """
    inside = _PACKAGE.joinpath(*parts)
    return inside if inside.exists() else _PACKAGE.parent.joinpath(*parts)
