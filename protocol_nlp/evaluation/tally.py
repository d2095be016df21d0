"""Counts that add up over documents, and the figures that follow from them.

Every measure of this package is a :class:`Tally`, because a sum over documents is all
that a bootstrap over documents needs.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import NamedTuple

__all__ = ["Interval", "Tallies", "Tally", "accuracy", "counted", "total"]


class Tally(NamedTuple):
    """What was right, of what was predicted and of what there was.

    ``right`` counts predictions that are right, ``found`` gold items that were found; the
    two differ only in B-cubed, where each is a sum of shares.  All four are counts (shares
    count as fractions), never ratios.

    >>> Tally(right=3, predicted=4, found=3, gold=6).f1
    0.6
    """

    right: float = 0.0
    predicted: float = 0.0
    found: float = 0.0
    gold: float = 0.0

    @property
    def precision(self) -> float | None:
        """Share of the predicted that is right; null where nothing was predicted."""
        return self.right / self.predicted if self.predicted else None

    @property
    def recall(self) -> float | None:
        """Share of the gold that was found; null where there is nothing to find."""
        return self.found / self.gold if self.gold else None

    @property
    def f1(self) -> float | None:
        """Harmonic mean of precision and recall; null where there is neither gold nor prediction.

        >>> Tally(0, 0, 0, 5).f1, Tally().f1
        (0.0, None)
        """
        if not self.predicted and not self.gold:
            return None
        precision, recall = self.precision or 0.0, self.recall or 0.0
        return 2 * precision * recall / (precision + recall) if precision + recall else 0.0

    def plus(self, other: Tally) -> Tally:
        """The tally of both together.

        >>> Tally(1, 1, 1, 2).plus(Tally(0, 1, 0, 1))
        Tally(right=1, predicted=2, found=1, gold=3)
        """
        return Tally(*(a + b for a, b in zip(self, other, strict=True)))


Tallies = dict[str, Tally]


class Interval(NamedTuple):
    """A percentile bootstrap interval: its two ends."""

    low: float
    high: float


def counted(right: float, predicted: float, gold: float) -> Tally:
    """A tally in which one right prediction is one gold item found.

    >>> counted(2, 3, 4)
    Tally(right=2, predicted=3, found=2, gold=4)
    """
    return Tally(right, predicted, right, gold)


def accuracy(right: float, of: float) -> Tally:
    """A tally whose precision, recall and F1 are all the share that is right.

    >>> accuracy(3, 4).f1
    0.75
    """
    return Tally(right, of, right, of)


def total(rows: Iterable[Mapping[str, Tally]]) -> Tallies:
    """The tallies of several documents, added measure by measure.

    >>> total([{"a": Tally(1, 1, 1, 1)}, {"a": Tally(0, 1, 0, 1), "b": Tally()}])["a"].predicted
    2
    """
    sums: Tallies = {}
    for row in rows:
        for name, tally in row.items():
            sums[name] = sums[name].plus(tally) if name in sums else tally
    return sums
