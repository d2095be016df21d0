"""Tables whose cells run over several lines, read cell by cell: drawn ones and columns of spaces.

A row of such a table is spread over lines that hold a piece of each cell.  The view gets
one line a row, cells apart by tabs, the pieces of each cell together; every character
still leads back to its place, though no longer in the order of the source.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from protocol_nlp.lexicon import rules
from protocol_nlp.text.edits import Draft, Piece
from protocol_nlp.text.pages import is_drawn

__all__ = ["align", "may_have_columns"]

_NAMES = re.compile(r"[иок](?:(?<=и)сполнител|(?<=о)тветственн|(?<=\bк)то\b)", re.IGNORECASE)
_CELL = re.compile(r"\S+(?: \S+)*")
_FEWEST = 2  # columns that must be known by name before a line is a head
_MOST_LINES = 400
_SLACK = 2  # characters by which a cell may stand left of its column's name
_NUMBER = re.compile(r"\d{1,3}(?:\.\d{1,3}){0,3}[.)]?$")

_Cell = tuple[int, int]


@dataclass(slots=True)
class _Row:
    """The pieces of each cell, in offsets of the text."""

    cells: list[list[_Cell]]


@dataclass(slots=True)
class _Grid:
    """A table: where it stands, and its rows."""

    start: int
    stop: int
    rows: list[_Row] = field(default_factory=list)


def may_have_columns(text: str) -> bool:
    """One cheap look: a head that names columns, with gaps in it or bars between drawn lines."""
    return ("  " in text or "--" in text or "──" in text) and any(
        "  " in m.string[m.start() : m.end() + 60] or "|" in m.string[m.start() : m.end() + 60]
        for m in _NAMES.finditer(text)
    )


def align(draft: Draft) -> None:
    r"""Rearranges the tables of a text.

    >>> draft = Draft("№  Поручение     Исполнитель\n1  Промыть       Лоза П.П.\n   фильтры")
    >>> align(draft)
    >>> draft.text
    '№\tПоручение\tИсполнитель\n1\tПромыть фильтры\tЛоза П.П.'
    """
    grids = list(_grids(draft.text))
    if not grids:
        return
    pieces: list[Piece] = []
    at = 0
    for grid in grids:
        pieces.append((at, grid.start, None))
        pieces += _written(draft.text, grid)
        at = grid.stop
    pieces.append((at, len(draft.text), None))
    draft.rearrange(pieces)


def _written(text: str, grid: _Grid) -> Iterator[Piece]:
    """The grid row by row: cells apart by tabs, pieces of a cell by spaces."""
    for r, row in enumerate(grid.rows):
        last = grid.start
        if r:
            yield grid.start, grid.start + 1, "\n"
        for c, cell in enumerate(row.cells):
            if c:
                yield last, last + 1, "\t"
            for p, (start, stop) in enumerate(cell):
                split = p and text[last] == "-" and text[start].islower()
                if p and not split:
                    yield last, last + 1, " "
                broken = p + 1 < len(cell) and text[stop - 1] == "-" and stop - start > 1
                goes_on = broken and text[cell[p + 1][0]].islower() and text[stop - 2].islower()
                yield start, stop - 1 if goes_on else stop, None
                last = stop - 1


def _grids(text: str) -> Iterator[_Grid]:
    lines = list(_lines(text))
    at = 0
    while at < len(lines):
        start, stop = lines[at]
        head = text[start:stop]
        read = None
        if _NAMES.search(head):
            read = _drawn(text, lines, at) if "|" in head else _spaced(text, lines, at)
        if read is not None:
            grid, at = read
            yield grid
        else:
            at += 1


def _lines(text: str) -> Iterator[_Cell]:
    at = 0
    for line in text.split("\n"):
        yield at, at + len(line)
        at += len(line) + 1


def _names_columns(text: str, cells: Sequence[_Cell]) -> bool:
    named = (rules("structure", "columns").first(text[a:b]) for a, b in cells)
    known = [found for found in named if found and found[0].value["column"] != "other"]
    return len(known) >= _FEWEST and len(cells) > _FEWEST - 1


def _drawn(text: str, lines: Sequence[_Cell], at: int) -> tuple[_Grid, int] | None:
    """A table with bars whose rows are parted by drawn lines; None where no cell is broken."""
    groups: list[list[list[_Cell]]] = [[]]
    framed = text[slice(*lines[at])].lstrip().startswith("|")
    end, rules_seen = at, 0
    for i in range(at, min(len(lines), at + _MOST_LINES)):
        line = text[slice(*lines[i])]
        if is_drawn(line):
            groups.append([])
            rules_seen += 1
        elif "|" in line:
            groups[-1].append(_barred(text, lines[i], framed=framed))
        else:
            break
        end = i
    groups = [g for g in groups if g]
    if len(groups) < 2 or rules_seen < len(groups) - 1 or all(len(g) == 1 for g in groups):  # noqa: PLR2004
        return None
    parted = list(_parted(text, groups))
    if all(len(g) == 1 for g in parted):
        return None
    width = max(len(cells) for g in parted for cells in g)
    return _Grid(lines[at][0], lines[end][1], [_joined(g, width) for g in parted]), end + 1


def _parted(text: str, groups: list[list[list[_Cell]]]) -> Iterator[list[list[_Cell]]]:
    """Under a single line below the head each row begins where its first cell is filled."""
    if len(groups) > 2:  # noqa: PLR2004 - drawn lines between the rows
        yield from groups
        return
    yield groups[0]
    row: list[list[_Cell]] = []
    for cells in groups[1]:
        if row and text[slice(*cells[0])].strip():
            yield row
            row = []
        row.append(cells)
    yield row


def _barred(text: str, line: _Cell, *, framed: bool) -> list[_Cell]:
    """The cells of a line; ``framed``: bars stand at both ends of the lines."""
    cells: list[_Cell] = []
    at = line[0]
    for raw in text[slice(*line)].split("|"):
        left = len(raw) - len(raw.lstrip())
        cells.append((at + left, max(at + left, at + len(raw.rstrip()))))
        at += len(raw) + 1
    return cells[1:-1] if framed and len(cells) > _FEWEST else cells


def _joined(lines: list[list[_Cell]], width: int) -> _Row:
    cells: list[list[_Cell]] = [[] for _ in range(width)]
    for line in lines:
        for column, (start, stop) in enumerate(line):
            if stop > start:
                cells[column].append((start, stop))
    return _Row(cells)


def _spaced(text: str, lines: Sequence[_Cell], at: int) -> tuple[_Grid, int] | None:
    """Columns held apart by spaces under a head that names them."""
    head = _gapped(text, *lines[at])
    if not _names_columns(text, head) or "\t" in text[slice(*lines[at])]:
        return None
    columns = [start - lines[at][0] for start, _ in head]
    numbered = text[slice(*head[0])].startswith("№")
    rows = [_Row([[cell] for cell in head])]
    end = at
    for i in range(at + 1, min(len(lines), at + _MOST_LINES)):
        line = text[slice(*lines[i])]
        if not line.strip():
            continue
        placed = _placed(text, lines[i], columns)
        if placed is None:
            break
        end = i
        first = placed[0]
        begins = bool(first) and (not numbered or _NUMBER.match(text[slice(*first[0])]) is not None)
        fresh = begins and (numbered or sum(map(bool, placed)) > 1)
        if fresh or (len(rows) == 1 and not numbered):
            rows.append(_Row(placed))
        else:
            for cell, more in zip(rows[-1].cells, placed, strict=True):
                cell.extend(more)
    if len(rows) == 1:
        return None
    return _Grid(lines[at][0], lines[end][1], rows), end + 1


def _gapped(text: str, start: int, stop: int) -> list[_Cell]:
    """The stretches of a line that two spaces or more hold apart."""
    return [(start + m.start(), start + m.end()) for m in _CELL.finditer(text[start:stop])]


def _placed(text: str, line: _Cell, columns: Sequence[int]) -> list[list[_Cell]] | None:
    """The stretches of a line under their columns; None where one runs over into the next."""
    cells: list[list[_Cell]] = [[] for _ in columns]
    for start, stop in _gapped(text, *line):
        left, right = start - line[0], stop - line[0]
        at = max((i for i, c in enumerate(columns) if c <= left + _SLACK), default=0)
        if at + 1 < len(columns) and right > columns[at + 1] + _SLACK:
            return None
        cells[at].append((start, stop))
    return cells
