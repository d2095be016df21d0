"""Tables without rules, where they can be told: numbered rows in three columns or more.

A number that stands apart at the left opens a row; lines without one go on with it.
Whatever is less plain than that (names beside positions, signatures) is left as lines
with tabs: it reads well across.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from protocol_nlp.readers.flow import Cell
from protocol_nlp.readers.pdf.lines import Line, Segment

__all__ = ["Aligned", "lines_and_tables"]

_NUMBER = re.compile(r"№(?:\s?п/п\.?)?|п/п|N|\d{1,3}(?:\.\d{1,3}){0,3}[.)]?")
_FEWEST_COLUMNS = 3
_FEWEST_ROWS = 2
_FARTHEST = 3.0
"""Heights of a line between two lines of one table, at most."""


@dataclass(slots=True)
class Aligned:
    """Lines that make a table, and the left and right edges of its columns."""

    lines: list[Line] = field(default_factory=list)
    columns: list[tuple[float, float]] = field(default_factory=list)

    def takes(self, line: Line) -> bool:
        """Whether the line fits between the gutters; if it does, it is taken."""
        if self.lines and self.lines[-1].base - line.base > _FARTHEST * line.size:
            return False
        columns = self.columns
        for piece in line.segments:
            columns = _widened(columns, piece)
        if len(columns) < max(_FEWEST_COLUMNS, len(self.columns)):
            return False
        if self.lines and not _is_numbered(line) and _column(columns, line.segments[0]) == 0:
            return False
        self.columns = columns
        self.lines.append(line)
        return True

    def rows(self) -> list[list[Cell]]:
        """The rows, a cell for each column."""
        rows: list[list[Cell]] = []
        for line in self.lines:
            if not rows or _is_numbered(line):
                rows.append([Cell() for _ in self.columns])
            for piece in line.segments:
                rows[-1][_column(self.columns, piece)].lines.append(piece.text)
        for row in rows:
            for cell in row:
                cell.lines = [cell.joined]
        return rows


def lines_and_tables(lines: Sequence[Line]) -> Iterator[Line | Aligned]:
    """The lines in their order, those that make a table as one."""
    at = 0
    while at < len(lines):
        table = _table(lines, at)
        if table is None:
            yield lines[at]
            at += 1
        else:
            yield table
            at += len(table.lines)


def _table(lines: Sequence[Line], start: int) -> Aligned | None:
    if len(lines[start].segments) < _FEWEST_COLUMNS or not _is_numbered(lines[start]):
        return None
    table = Aligned()
    for line in lines[start:]:
        if not table.takes(line):
            break
    return table if sum(map(_is_numbered, table.lines)) >= _FEWEST_ROWS else None


def _is_numbered(line: Line) -> bool:
    return len(line.segments) > 1 and _NUMBER.fullmatch(line.segments[0].text) is not None


def _column(columns: Sequence[tuple[float, float]], piece: Segment) -> int:
    """The column in which a piece stands."""
    return next(
        index
        for index, (left, right) in enumerate(columns)
        if left <= piece.left and piece.right <= right
    )


def _widened(columns: Sequence[tuple[float, float]], piece: Segment) -> list[tuple[float, float]]:
    """The columns with a piece in one of them; columns that it bridges become one."""
    left, right = piece.left, piece.right
    kept = []
    for column in columns:
        if column[1] < left or column[0] > right:
            kept.append(column)
        else:
            left, right = min(left, column[0]), max(right, column[1])
    return sorted([*kept, (left, right)])
