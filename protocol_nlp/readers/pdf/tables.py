"""Ruled tables: a grid from the ruling lines, its cells where rules part them."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

from protocol_nlp.readers.flow import Cell
from protocol_nlp.readers.pdf.lines import lines
from protocol_nlp.readers.pdf.pages import Glyph, Rule

__all__ = ["Table", "tables"]

_NEAR = 3.0
"""Points within which two rules are one, or meet."""
_MOST_RULES = 4000
_MOST_UNITS = 20_000
_HYPHEN = re.compile(r"([а-яё])-\n(?!то\b|либо\b|нибудь\b|таки\b|ка\b)([а-яё])")


@dataclass(slots=True)
class Table:
    """A grid: the x of its columns' edges and, from top to bottom, the y of its rows' edges."""

    xs: list[float]
    ys: list[float]
    rules: list[Rule]
    glyphs: list[Glyph] = field(default_factory=list)

    def holds(self, glyph: Glyph) -> bool:
        """Whether a character stands inside."""
        middle, high = (glyph.left + glyph.right) / 2, glyph.base + glyph.size / 4
        return self.xs[0] <= middle <= self.xs[-1] and self.ys[-1] <= high <= self.ys[0]

    def rows(self) -> list[list[Cell]]:
        """The rows: a cell merged across stands once, one merged down is empty below."""
        cell_of = self._cells()
        texts = self._texts(cell_of)
        grid: list[list[Cell]] = []
        for row in range(len(self.ys) - 1):
            cells: list[Cell] = []
            for column in range(len(self.xs) - 1):
                top, left = cell_of[row, column]
                if left != column:
                    continue
                cells.append(Cell([texts.get((top, left), "")] if top == row else []))
            grid.append(cells)
        return grid

    def _cells(self) -> dict[tuple[int, int], tuple[int, int]]:
        """For each unit of the grid, the upper left unit of its cell."""
        cell_of: dict[tuple[int, int], tuple[int, int]] = {}
        for row in range(len(self.ys) - 1):
            middle = (self.ys[row] + self.ys[row + 1]) / 2
            for column in range(len(self.xs) - 1):
                centre = (self.xs[column] + self.xs[column + 1]) / 2
                cell = (row, column)
                if column and not self._parted(self.xs[column], middle, horizontal=False):
                    cell = cell_of[row, column - 1]
                elif row and not self._parted(self.ys[row], centre, horizontal=True):
                    above = cell_of[row - 1, column]
                    cell = above if above[1] == column else cell
                cell_of[row, column] = cell
        return cell_of

    def _parted(self, at: float, across: float, *, horizontal: bool) -> bool:
        return any(
            rule.horizontal == horizontal
            and abs(rule.at - at) <= _NEAR
            and rule.start - _NEAR <= across <= rule.stop + _NEAR
            for rule in self.rules
        )

    def _texts(self, cell_of: dict[tuple[int, int], tuple[int, int]]) -> dict[tuple[int, int], str]:
        inside: dict[tuple[int, int], list[Glyph]] = {}
        falling = [-y for y in self.ys]
        for glyph in self.glyphs:
            column = bisect_right(self.xs, (glyph.left + glyph.right) / 2) - 1
            row = bisect_right(falling, -(glyph.base + glyph.size / 4)) - 1
            unit = min(max(row, 0), len(self.ys) - 2), min(max(column, 0), len(self.xs) - 2)
            inside.setdefault(cell_of[unit], []).append(glyph)
        return {cell: _text(glyphs) for cell, glyphs in inside.items()}


def _text(glyphs: list[Glyph]) -> str:
    """A cell on one line; a word broken at the end of a line of the cell is made whole."""
    text = "\n".join(line.text for line in lines(glyphs))
    return " ".join(_HYPHEN.sub(r"\1\2", text).split())


def tables(rules: Sequence[Rule]) -> list[Table]:
    """The tables that these rules make: rules that meet, two ways, around two cells or more."""
    if len(rules) > _MOST_RULES:
        return []
    found = []
    for group in _groups(_merged(rules)):
        xs = _edges(rule.at for rule in group if not rule.horizontal)
        ys = _edges(rule.at for rule in group if rule.horizontal)[::-1]
        units = (len(xs) - 1) * (len(ys) - 1)
        if len(xs) > 1 and len(ys) > 1 and 1 < units <= _MOST_UNITS:
            found.append(Table(xs, ys, group))
    return found


def _merged(rules: Sequence[Rule]) -> list[Rule]:
    """Pieces of one rule as one: many programs draw a border cell by cell."""
    merged: list[Rule] = []
    for rule in sorted(
        rules, key=lambda each: (each.horizontal, round(each.at / _NEAR), each.start)
    ):
        last = merged[-1] if merged else None
        if (
            last is not None
            and last.horizontal == rule.horizontal
            and abs(last.at - rule.at) <= _NEAR
            and rule.start <= last.stop + _NEAR
        ):
            merged[-1] = Rule(last.horizontal, last.at, last.start, max(last.stop, rule.stop))
        else:
            merged.append(rule)
    return merged


def _groups(rules: list[Rule]) -> list[list[Rule]]:
    """Rules that meet one another, directly or through others."""
    level = [rule for rule in rules if rule.horizontal]
    upright = [rule for rule in rules if not rule.horizontal]
    group = {id(rule): index for index, rule in enumerate(rules)}
    members = {index: [rule] for index, rule in enumerate(rules)}
    for one in level:
        for other in upright:
            if group[id(one)] != group[id(other)] and _meet(one, other):
                kept, gone = group[id(one)], group[id(other)]
                for rule in members[gone]:
                    group[id(rule)] = kept
                members[kept] += members.pop(gone)
    return [each for each in members.values() if len(each) > 3]  # noqa: PLR2004 (a frame has four)


def _meet(level: Rule, upright: Rule) -> bool:
    return (
        level.start - _NEAR <= upright.at <= level.stop + _NEAR
        and upright.start - _NEAR <= level.at <= upright.stop + _NEAR
    )


def _edges(places: Iterable[float]) -> list[float]:
    """Places in rising order, those near one another as one."""
    edges: list[float] = []
    for place in sorted(places):
        if not edges or place - edges[-1] > _NEAR:
            edges.append(place)
    return edges
