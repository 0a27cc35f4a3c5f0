"""How far work has come, where it is done in stages that count different things."""

from collections.abc import Callable
from typing import Final

Advance = Callable[[int, int], None]
"""Hears how much is done, and of how much; a total of 0 is one that is not known."""

READING: Final = (0.0, 0.5)
CONVERTING: Final = (0.5, 1.0)
"""The shares of reading a file and of making columns of it, as measured on large tables."""

_WHOLE: Final = 1000


def stage(progress: Advance | None, share: tuple[float, float]) -> Advance | None:
    """Return who hears how far a stage has come, and tells it as a share of the whole.

    Examples
    --------
    >>> stage(lambda done, total: print(done, total), CONVERTING)(3, 6)
    750 1000
    """
    if progress is None:
        return None
    told, (start, end) = progress, share

    def advance(done: int, total: int) -> None:
        told(round(_WHOLE * (start + (end - start) * (done / total if total else 0))), _WHOLE)

    return advance
