"""Columns of text: told from tables without rules and from a place beside its date.

A gutter parts columns where no line crosses it for a while and the lines on both of its
sides are full and about as wide, as lines of running text are; else a line is read across.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, replace
from statistics import median

from protocol_nlp.readers.pdf.lines import Line, Segment

__all__ = ["in_reading_order"]

_FEWEST = 5
"""Pieces that a column has at least."""
_NARROWEST_GUTTER = 8.0
_FULL, _MOSTLY = 0.75, 0.6
"""A piece is full at this share of its column's width; so are this share of the pieces."""
_LEAST_RATIO = 0.6
_STEP = 5
_DEEPEST = 4


@dataclass(frozen=True, slots=True)
class _Columns:
    """Two columns: the lines from ``start`` to ``stop``, parted at ``gutter``."""

    start: int
    stop: int
    gutter: float
    pieces: int


def in_reading_order(lines: Sequence[Line], depth: int = 0) -> list[Line]:
    """Lines from top to bottom as they are read: columns one after another."""
    found = _find(lines) if depth < _DEEPEST else None
    if found is None:
        return list(lines)
    inside = lines[found.start : found.stop]
    return [
        *in_reading_order(lines[: found.start], depth + 1),
        *in_reading_order(_side(inside, found.gutter, right=False), depth + 1),
        *in_reading_order(_side(inside, found.gutter, right=True), depth + 1),
        *in_reading_order(lines[found.stop :], depth + 1),
    ]


def _find(lines: Sequence[Line]) -> _Columns | None:
    """The columns with most text, if there are any."""
    lefts = Counter(int(segment.left) // _STEP for line in lines for segment in line.segments)
    gutters = [place * _STEP - 1.0 for place, count in lefts.items() if count >= _FEWEST]
    found = [each for gutter in gutters for each in _runs(lines, gutter)]
    return max(found, key=lambda each: each.pieces, default=None)


def _runs(lines: Sequence[Line], gutter: float) -> list[_Columns]:
    """The runs of lines that a gutter parts into columns."""
    runs, start = [], 0
    for index in range(len(lines) + 1):
        if index < len(lines) and not _crosses(lines[index], gutter):
            continue
        run = lines[start:index]
        left = [piece for line in run for piece in line.segments if piece.right <= gutter]
        right = [piece for line in run for piece in line.segments if piece.left > gutter]
        if _are_columns(left, right):
            runs.append(_Columns(start, index, gutter, len(left) + len(right)))
        start = index + 1
    return runs


def _crosses(line: Line, gutter: float) -> bool:
    return any(piece.left <= gutter < piece.right for piece in line.segments)


def _are_columns(left: Sequence[Segment], right: Sequence[Segment]) -> bool:
    if min(len(left), len(right)) < _FEWEST:
        return False
    if min(p.left for p in right) - max(p.right for p in left) < _NARROWEST_GUTTER:
        return False
    widths = [sorted(piece.right - piece.left for piece in side) for side in (left, right)]
    full = [
        sum(width >= _FULL * side[-1] for width in side) >= _MOSTLY * len(side) for side in widths
    ]
    middles = sorted(map(median, widths))
    return all(full) and middles[0] >= _LEAST_RATIO * middles[1]


def _side(lines: Sequence[Line], gutter: float, *, right: bool) -> list[Line]:
    sides = [
        replace(line, segments=[each for each in line.segments if (each.left > gutter) == right])
        for line in lines
    ]
    return [line for line in sides if line.segments]
