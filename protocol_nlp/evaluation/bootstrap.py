"""Percentile bootstrap over documents: intervals of any figure that is a sum over them.

Source: Efron and Tibshirani (1993), An Introduction to the Bootstrap, chapters 13 and 16;
paired as in Koehn (2004).  Documents are drawn, not decisions, because the decisions of
one document are right or wrong together.
"""

from __future__ import annotations

import random
from collections.abc import Mapping, Sequence
from functools import lru_cache
from typing import TYPE_CHECKING

from protocol_nlp.evaluation.tally import Interval, Tally

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

__all__ = ["difference", "intervals", "percentiles", "resamples"]

LEVEL = 0.95


@lru_cache(maxsize=8)
def resamples(documents: int, samples: int, seed: int) -> NDArray[np.float64]:
    """How often each document is drawn in each resample: samples by documents.

    The draws are those of the standard library's generator, which promises the same
    numbers on every version and machine.

    >>> resamples(3, 2, 0).sum(axis=1).tolist()
    [3.0, 3.0]
    """
    import numpy as np  # noqa: PLC0415  importing the package must not load numpy

    draw = random.Random(seed)  # noqa: S311  statistics, not secrets
    times = np.zeros((samples, documents))
    for row in times:
        for chosen in draw.choices(range(documents), k=documents):
            row[chosen] += 1
    return times


def _f1(sums: NDArray[np.float64]) -> NDArray[np.float64]:
    """F1 of each resample from its summed tally; NaN where there is nothing to count."""
    import numpy as np  # noqa: PLC0415

    with np.errstate(divide="ignore", invalid="ignore"):
        precision = np.nan_to_num(sums[:, 0] / sums[:, 1])
        recall = np.nan_to_num(sums[:, 2] / sums[:, 3])
        f1 = np.nan_to_num(2 * precision * recall / (precision + recall))
    f1[(sums[:, 1] == 0) & (sums[:, 3] == 0)] = np.nan
    return f1


def percentiles(values: Sequence[float] | NDArray[np.float64]) -> Interval | None:
    """The 95 % percentile interval of what the resamples gave; null where they gave nothing.

    >>> percentiles([0.25, 0.25, 0.25])
    Interval(low=0.25, high=0.25)
    """
    import numpy as np  # noqa: PLC0415

    values = np.asarray(values, dtype=float)
    values = values[~np.isnan(values)]
    if not len(values):
        return None
    tail = 100 * (1 - LEVEL) / 2
    low, high = np.percentile(values, [tail, 100 - tail])
    return Interval(round(float(low), 6), round(float(high), 6))


def _table(rows: Sequence[Mapping[str, Tally]], name: str) -> NDArray[np.float64]:
    import numpy as np  # noqa: PLC0415

    return np.array([row.get(name, Tally()) for row in rows], dtype=float).reshape(len(rows), 4)


def intervals(
    rows: Sequence[Mapping[str, Tally]], *, seed: int, samples: int
) -> dict[str, Interval]:
    """The 95 % percentile interval of each measure's F1, from one row of tallies a document.

    Empty where there is one document or none, or no samples are asked for.

    >>> rows = [{"a": Tally(1, 1, 1, 1)}, {"a": Tally(0, 1, 0, 1)}]
    >>> intervals(rows, seed=0, samples=200)
    {'a': Interval(low=0.0, high=1.0)}
    """
    if len(rows) < _FEWEST or samples < 1:
        return {}
    times = resamples(len(rows), samples, seed)
    found = {}
    for name in dict.fromkeys(name for row in rows for name in row):
        interval = percentiles(_f1(times @ _table(rows, name)))
        if interval:
            found[name] = interval
    return found


_FEWEST = 2


def difference(
    a: Sequence[Mapping[str, Tally]],
    b: Sequence[Mapping[str, Tally]],
    name: str,
    *,
    seed: int,
    samples: int,
) -> tuple[Interval | None, float | None]:
    """The interval of F1(b) - F1(a) over the same resamples, and its two-sided p-value.

    The p-value is twice the share of resamples in which the difference is not on the side
    on which it mostly lies (at most 1).

    >>> worse, better = [{"a": Tally(0, 1, 0, 1)}] * 3, [{"a": Tally(1, 1, 1, 1)}] * 3
    >>> difference(worse, better, "a", seed=0, samples=100)
    (Interval(low=1.0, high=1.0), 0.0)
    """
    import numpy as np  # noqa: PLC0415

    if len(a) < _FEWEST or samples < 1:
        return None, None
    times = resamples(len(a), samples, seed)
    gain = _f1(times @ _table(b, name)) - _f1(times @ _table(a, name))
    gain = gain[~np.isnan(gain)]
    if not len(gain):
        return None, None
    p = 2 * min(float(np.mean(gain <= 0)), float(np.mean(gain >= 0)))
    return percentiles(gain), min(1.0, p)
