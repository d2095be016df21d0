"""Figures as cells: the same numbers in the table, in Markdown and on the page."""

from __future__ import annotations

from collections.abc import Mapping

from protocol_nlp.evaluation.report import Figure
from protocol_nlp.evaluation.tally import Interval

__all__ = ["HEADINGS", "count", "figure_cells", "measured", "share", "spread"]

HEADINGS = ("measure", "P", "R", "F1", "95 %", "right", "predicted", "gold")


def share(value: float | None) -> str:
    """A ratio to three places, the way papers print it.

    >>> share(0.9306), share(1.0), share(-0.05), share(None)
    ('.931', '1.000', '-.050', '–')
    """
    if value is None:
        return "–"
    return f"{value:.3f}".replace("0.", ".", 1) if abs(value) < 1 else f"{value:.3f}"


def spread(interval: Interval | None) -> str:
    """An interval in one cell.

    >>> spread(Interval(0.91, 0.98))
    '.910–.980'
    """
    return "–" if interval is None else f"{share(interval.low)}–{share(interval.high)}"


def count(value: float) -> str:
    """A count, with two places only where it is a sum of shares.

    >>> count(12.0), count(3.25)
    ('12', '3.25')
    """
    return str(int(value)) if float(value).is_integer() else f"{value:.2f}"


def measured(figures: Mapping[str, Figure]) -> dict[str, Figure]:
    """The figures that had anything to count."""
    return {name: f for name, f in figures.items() if f.tally.gold or f.tally.predicted}


def figure_cells(name: str, figure: Figure) -> tuple[str, ...]:
    """One figure as the cells under :data:`HEADINGS`.

    >>> from protocol_nlp.evaluation.tally import Tally
    >>> figure_cells("decisions.found", Figure(Tally(3, 4, 3, 6)))
    ('decisions.found', '.750', '.500', '.600', '–', '3', '4', '6')
    """
    tally = figure.tally
    ratios = share(tally.precision), share(tally.recall), share(tally.f1)
    counts = count(tally.right), count(tally.predicted), count(tally.gold)
    return (name, *ratios, spread(figure.interval), *counts)
