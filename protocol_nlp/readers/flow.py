"""What every reader writes into: lines, rows of tables, numbered notes.

One row of a table is one line, its cells joined by « | »; the words of a cell merged down
stand in each row that it reaches: an empty cell says that nothing is said.  A table that only
lays out the page is not a table to a reader: a row with one cell, or a row beside whose label
stands a column of paragraphs, is given as the lines it holds.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

__all__ = ["Cell", "Flow", "tidy"]

CELL_BORDER = " | "
_COLUMN_OF_PARAGRAPHS = 3
_WIDE = 3  # cells of a row whose table does more than to lay out the page


@dataclass(slots=True)
class Cell:
    """One cell: its lines, and whether they may be joined (a numbered list may not).

    >>> Cell(["Отдел", "кадров"]).joined
    'Отдел кадров'
    """

    lines: list[str] = field(default_factory=list)
    numbered: bool = False
    merged: bool = False  # with the cell above it

    @property
    def joined(self) -> str:
        """The cell on one line; a table inside it does not break the row."""
        return " ".join(" ".join(self.lines).split()).replace(CELL_BORDER, ", ")


@dataclass(slots=True)
class Flow:
    r"""Lines in the making.

    >>> flow = Flow()
    >>> flow.write("РЕШИЛИ:"); flow.end(); flow.row([Cell(["1"]), Cell(["Иванов И.И."]), Cell()])
    >>> flow.text()
    'РЕШИЛИ:\n1 | Иванов И.И. |\n'
    """

    lines: list[str] = field(default_factory=list)
    pieces: list[str] = field(default_factory=list)
    numbered: bool = False
    above: list[Cell] = field(default_factory=list)  # the row before, for what is merged with it

    def write(self, text: str) -> None:
        """Add to the line in hand."""
        if text:
            self.pieces.append(text)

    def end(self) -> None:
        """End the line in hand, empty or not."""
        self.lines.extend("".join(self.pieces).split("\n"))
        self.pieces.clear()

    def end_if_begun(self) -> None:
        """End the line in hand if anything stands in it."""
        if self.pieces:
            self.end()

    def row(self, cells: Sequence[Cell]) -> None:
        """Add a row of a table."""
        self.end_if_begun()
        filled = [cell for cell in cells if cell.joined]
        if not filled:
            return
        if len(filled) == 1 and len(cells) == 1:
            self.lines.extend(filled[0].lines)
        elif _lays_out(filled):
            for cell in filled:
                self.lines.extend(cell.lines)
        else:
            whole = self._with_merged(cells) if len(cells) >= _WIDE else list(cells)
            self.lines.append(_joined([cell.joined for cell in whole]))
            self.above = whole

    def _with_merged(self, cells: Sequence[Cell]) -> list[Cell]:
        """The cells of a row, those merged with the row before in its words."""
        above = [*self.above, *(Cell() for _ in cells)]
        return [old if cell.merged else cell for cell, old in zip(cells, above, strict=False)]

    def cell(self) -> Cell:
        """What was written so far, as a cell of another flow's row."""
        self.end_if_begun()
        return Cell(tidy(self.lines), self.numbered)

    def text(self) -> str:
        """The whole text, each line ended."""
        self.end_if_begun()
        lines = tidy(self.lines)
        return "\n".join(lines) + "\n" if lines else ""


def _joined(cells: Sequence[str]) -> str:
    """A row on one line; where its first cell is empty, with borders at both ends as well.

    A border that opens a line is read as the frame of the table, not as an empty cell.

    >>> _joined(["1", "Смета", ""]), _joined(["", "Смета", "мая"])
    ('1 | Смета |', '|  | Смета | мая |')
    """
    line = CELL_BORDER.join(cells)
    return line.strip(" ") if cells[0] else f"| {line} |"


def _lays_out(filled: Sequence[Cell]) -> bool:
    """Whether a row is a label with a column of paragraphs («РЕШИЛИ:» and its items)."""
    if len(filled) > 2:  # noqa: PLR2004 (a label and a column)
        return False
    longest = max(filled, key=lambda cell: len(cell.lines))
    paragraphs = sum(bool(line.strip()) for line in longest.lines)
    return paragraphs >= (2 if longest.numbered else _COLUMN_OF_PARAGRAPHS)


def tidy(lines: Sequence[str]) -> list[str]:
    """The lines without trailing blanks, and no more than one empty line in a row.

    >>> tidy(["", "Срок ", " ", "", "1 июня"])
    ['Срок', '', '1 июня']
    """
    kept: list[str] = []
    for line in map(str.rstrip, lines):
        if line or (kept and kept[-1]):
            kept.append(line)
    if kept and not kept[-1]:
        kept.pop()
    return kept
