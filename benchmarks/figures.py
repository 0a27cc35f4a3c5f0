"""Medians, spreads and ratios of what was measured. Pure."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from statistics import median


@dataclass(frozen=True)
class Spread:
    """The middle of a series and how far it reaches.

    Examples
    --------
    >>> Spread.of([3, 1, 2])
    Spread(median=2.0, low=1.0, high=3.0)
    """

    median: float
    low: float
    high: float

    @classmethod
    def of(cls, values: Iterable[float]) -> "Spread":
        """Sum up a series; ValueError where there is none."""
        known = [float(value) for value in values]
        if not known:
            raise ValueError("no figure was measured, so there is no median; run it again")
        return cls(float(median(known)), min(known), max(known))

    def text(self, digits: int) -> str:
        """Return the median and, where the values differ, the range they span."""
        if f"{self.low:.{digits}f}" == f"{self.high:.{digits}f}":
            return f"{self.median:.{digits}f}"
        return f"{self.median:.{digits}f} ({self.low:.{digits}f} to {self.high:.{digits}f})"


@dataclass(frozen=True)
class Measure:
    """One thing that is measured: less is better for each of them."""

    key: str
    label: str
    digits: int


def ratio_to_best(ours: Sequence[float], others: Iterable[Sequence[float]]) -> float | None:
    """Return our median over the smallest of the others' medians, None without others.

    Examples
    --------
    >>> ratio_to_best([10, 30, 20], [[40], [80, 90]])
    0.5
    """
    medians = [Spread.of(values).median for values in others]
    if not medians or min(medians) == 0:
        return None
    return Spread.of(ours).median / min(medians)


def frames_of(step_ms: float, frame_ms: float = 1000 / 60) -> int:
    """Return how many frames pass until a step is on the screen.

    A step is timed until the frame after the one that shows it, so that one is taken off; a
    millisecond of timer jitter does not make another frame.

    Examples
    --------
    >>> [frames_of(ms) for ms in (18, 33, 34, 41, 70)]
    [1, 1, 1, 2, 4]
    """
    whole = -(-(step_ms - 1) // frame_ms)
    return max(1, int(whole) - 1)
