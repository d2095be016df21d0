"""Whether a confidence of 0.9 means nine in ten: reliability diagram and calibration error.

Source: expected calibration error with equal bins as in Guo et al. (2017), On Calibration
of Modern Neural Networks, section 2; Brier (1950) for the score.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

__all__ = ["Bin", "Calibration", "calibrate"]

BINS = 10


@dataclass(frozen=True, slots=True)
class Bin:
    """The decisions whose confidence lies in ``[low, high)`` (the last bin has its end)."""

    low: float
    high: float
    count: int
    confidence: float
    accuracy: float


@dataclass(frozen=True, slots=True)
class Calibration:
    """A reliability diagram: its bins that are not empty, and two sums over all decisions."""

    bins: tuple[Bin, ...] = ()
    error: float | None = None
    brier: float | None = None
    count: int = 0


def calibrate(answers: Sequence[tuple[float, bool]]) -> Calibration:
    """The calibration of ``(confidence, is right)`` pairs.

    >>> calibrate([(0.9, True), (0.9, True), (0.9, False), (0.9, True)]).error
    0.15
    """
    if not answers:
        return Calibration()
    sorted_in: dict[int, list[tuple[float, bool]]] = {}
    for confidence, right in answers:
        place = min(BINS - 1, max(0, int(confidence * BINS)))
        sorted_in.setdefault(place, []).append((confidence, right))
    bins = tuple(_bin(place, sorted_in[place]) for place in sorted(sorted_in))
    gaps = sum(b.count * abs(b.confidence - b.accuracy) for b in bins)
    squares = sum((confidence - right) ** 2 for confidence, right in answers)
    size = len(answers)
    return Calibration(bins, round(gaps / size, 6), round(squares / size, 6), size)


def _bin(place: int, members: Sequence[tuple[float, bool]]) -> Bin:
    size = len(members)
    return Bin(
        low=place / BINS,
        high=(place + 1) / BINS,
        count=size,
        confidence=round(sum(confidence for confidence, _ in members) / size, 6),
        accuracy=sum(right for _, right in members) / size,
    )
