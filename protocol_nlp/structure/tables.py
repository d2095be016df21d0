"""Rows of a table of assignments, flattened to text with bars or tabs.

An empty cell says nothing, a mark of repetition what stands above; so does an empty cell
of a row without a number among numbered ones (a cell merged over rows).  A row of one cell
is a heading.  Where no head row stands, a cell that
is a label («Исполнитель») names the next.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field

from protocol_nlp.records import Span
from protocol_nlp.structure.acts import is_act
from protocol_nlp.structure.clauses import clauses_of, split_clauses, starts_with_label
from protocol_nlp.structure.columns import columns_of
from protocol_nlp.structure.labels import Label, read_label
from protocol_nlp.structure.outline import Clause, ClauseKind, Item

__all__ = ["Table", "cells_of"]

_LABEL = re.compile(r"^\W*(\d{1,3}(?:\.\d{1,3})*)\W*$")
# What the cells of a row tell of its order, by column; a unit stands with who answers in it.
_TOLD: dict[str, ClauseKind] = {
    "unit": "executor",
    "executor": "executor",
    "helper": "executor",
    "deadline": "deadline",
    "new_deadline": "deadline",
    "control": "control",
    "status": "note",
}
_PRINTED = 10  # characters of a number of a row: «22/3», «НН-2»
_AS_ABOVE = frozenset(
    {"-//-", "–//–", "—//—", "//", '"', "«", "то же", "тот же", "- // -", '-"-', '–"–'}
)
_NARROW = 2  # columns of a table in which a cell may well stand alone


def cells_of(text: str, span: Span) -> list[Span]:
    """The cells of a row, trimmed; empty ones are empty spans."""
    words = span.of(text)
    bar = "|" if "|" in words else "\t"
    cells, at = [], span.start
    for raw in words.split(bar):
        left = len(raw) - len(raw.lstrip())
        cells.append(Span(at + left, max(at + left, at + len(raw.rstrip()))))
        at += len(raw) + 1
    if cells and bar == "|" and words.lstrip().startswith("|"):
        cells = cells[1:]
    if cells and bar == "|" and words.rstrip().endswith("|"):
        cells = cells[:-1]
    return cells


@dataclass(slots=True)
class Table:
    """The table that is being read: its columns, and what the row before said."""

    text: str
    path: tuple[str, ...] = ()
    columns: list[str] = field(default_factory=list)
    above: dict[str, Clause] = field(default_factory=dict)
    told: tuple[Clause, ...] = ()  # by the heading of the group of rows

    def group(self, heading: Span) -> None:
        """«Дороги (контроль – Дымов К.Р.)» between rows: it tells of those below."""
        self.told = split_clauses(self.text, heading)[1]

    def head(self, cells: list[Span], below: Sequence[Sequence[Span]] = ()) -> bool:
        """Takes a row as the head if it names columns, or the rows below tell them."""
        first = read_label(self.text, cells[0]) if cells else None
        if first is not None and first.body < cells[0].stop:
            return False  # «1. Составить | Исполнитель | …» is an assignment
        rows = [[c.of(self.text) for c in row] for row in below]
        columns = columns_of([c.of(self.text) for c in cells], rows)
        if columns is None:
            return False
        self.columns = columns
        return True

    def question(self, cells: list[Span]) -> tuple[Label | None, Span, Span] | None:
        """«СЛУШАЛИ | ПОСТАНОВИЛИ»: the question, its words and what is decided on it."""
        if sorted(n for n in self.columns if n not in {"number", "other"}) != ["question", "task"]:
            return None
        by_name = dict(zip(self.columns, cells, strict=False))
        asked, task = by_name.get("question"), by_name.get("task")
        if asked is None or task is None or not asked.of(self.text).strip():
            return None
        label = read_label(self.text, by_name.get("number", asked)) or read_label(self.text, asked)
        inside = label is not None and asked.start < label.body <= asked.stop
        words = Span(label.body, asked.stop) if label is not None and inside else asked
        return label, words, task

    def row(self, cells: list[Span], span: Span) -> Item | None:
        """One row as an item, or None where it decides nothing."""
        filled = [c for c in cells if c.of(self.text).strip()]
        alone = len(filled) == 1 and len(self.columns) > _NARROW
        if (
            alone
            and not _LABEL.match(filled[0].of(self.text))
            and not is_act(filled[0].of(self.text))
        ):
            self.group(filled[0])
            return None
        if self.columns and len(cells) >= min(len(self.columns), 2):
            bar = span.of(self.text)[:1] == "|" and len(cells) == len(self.columns) - 1
            return self._named([Span(span.start, span.start), *cells] if bar else cells, span)
        return self._labelled(cells, span)

    def _heads_rows(self, cell: Span) -> bool:
        words = cell.of(self.text)
        return not (_LABEL.match(words) or is_act(words))

    def _named(self, cells: list[Span], span: Span) -> Item | None:
        by_name = dict(reversed(list(zip(self.columns, cells, strict=False))))
        task = by_name.get("task")
        if task is None or not task.of(self.text).strip():
            return None
        label = self._number(by_name.get("number"))
        body = task
        own = read_label(self.text, task)
        if label is None and own is not None and own.text:
            label, body = own.text, Span(min(own.body, task.stop), task.stop)
        goes_on = "number" in by_name and not by_name["number"].of(self.text).strip()
        told = ((name, by_name[name]) for name in _TOLD if name in by_name)
        clauses = [c for name, cell in told if (c := self._cell(name, cell, goes_on=goes_on))]
        if any(c.rule == "new_deadline.column" for c in clauses):
            clauses = [c for c in clauses if c.rule != "deadline.column"]
        clauses += [c for c in self.told if c.kind not in {own.kind for own in clauses}]
        return self._item(label, body, span, clauses)

    def _number(self, cell: Span | None) -> str | None:
        """The number of a row as it is printed: «3», «2.1», «22/3», «НН-2»."""
        words = cell.of(self.text).strip() if cell is not None else ""
        number = _LABEL.match(words)
        if number:
            return number[1]
        printed = len(words) <= _PRINTED and " " not in words and any(c.isdigit() for c in words)
        return words.rstrip(".)") if printed else None

    def _cell(self, name: str, cell: Span, *, goes_on: bool) -> Clause | None:
        """What a cell tells; an empty one nothing, unless its row goes on with the one above."""
        words = cell.of(self.text).strip()
        if words in _AS_ABOVE or (goes_on and not words):
            return self.above.get(name)
        if words.strip(" –—-.") == "":
            return None
        labelled = clauses_of(self.text, cell) if starts_with_label(words) else ()
        value = labelled[0].value if labelled else cell
        clause = Clause(_TOLD[name], cell, value, f"{name}.column")
        self.above[name] = clause
        return clause

    def _labelled(self, cells: list[Span], span: Span) -> Item | None:
        """«1. Составить | Исполнитель | Дымов К.Р. | Срок: 21.10.2025»."""
        filled = [c for c in cells if c.of(self.text).strip()]
        if not filled:
            return None
        first = read_label(self.text, filled[0])
        clauses: list[Clause] = []
        for cell, after in zip(filled, [*filled[1:], None], strict=True):
            if cell is filled[0] or not starts_with_label(cell.of(self.text)):
                continue
            for clause in clauses_of(self.text, cell):
                empty = clause.value.start >= clause.value.stop
                value = after if empty and after is not None else clause.value
                clauses.append(
                    Clause(
                        clause.kind,
                        Span(clause.span.start, value.stop),
                        value,
                        clause.rule,
                        clause.label,
                    )
                )
        if not clauses:
            return None
        body = Span(min(first.body, filled[0].stop), filled[0].stop) if first else filled[0]
        return self._item(first.text if first else None, body, span, clauses)

    def _item(self, label: str | None, body: Span, span: Span, clauses: list[Clause]) -> Item:
        path = (*self.path, label) if label else self.path
        stop = len(body.of(self.text).rstrip(" ;")) + body.start
        return Item(label, path, span, Span(body.start, max(body.start, stop)), (), tuple(clauses))
