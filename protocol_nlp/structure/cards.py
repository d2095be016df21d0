"""Assignments as cards: the same labels, a line each, one card below the other.

«Надо: … / Ведёт: … / Ждём: …» again and again is a table that stands on end: each card
becomes a row, the labels its head.  What the labels are called is the clerk's own affair;
names and cells tell which is which, as in any table (:mod:`.columns`).
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import groupby

from protocol_nlp.records import Span
from protocol_nlp.structure.acts import is_act
from protocol_nlp.structure.columns import column_of, columns_of
from protocol_nlp.structure.lines import Line

__all__ = ["HEAD", "unfolded"]

HEAD = "cards.head"  # the rule of the row that heads a run of cards
_FEWEST = 2  # cards that make a table, and labels that make a card
_LABEL = re.compile(r"\s*(?P<label>[А-ЯЁ][а-яё]*(?:\s[а-яё]+){0,3})\s?:\s+(?=\S)")
_SECTIONS = frozenset({"heard", "spoke", "noted", "resolved", "resolved_end", "agenda", "question"})


@dataclass(frozen=True, slots=True)
class _Field:
    """One labelled line of a card."""

    at: int
    label: Span
    value: Span
    key: str


def unfolded(text: str, lines: Sequence[Line]) -> list[Line]:
    """The lines, with cards as the rows of a table under a head of their labels."""
    fields = _fields(text, lines)
    told = Counter(f.key for f in fields.values())
    fields = {at: f for at, f in fields.items() if told[f.key] >= _FEWEST or column_of(f.key)}
    cards = [card for card in _cards(lines, fields) if len(card) >= _FEWEST]
    head = list({f.key: f.label for card in cards for f in card}.values())
    keys = [label.of(text).lower() for label in head]
    rows = [[_value(text, card, key) for key in keys] for card in cards]
    if len(cards) < _FEWEST or not _orders(keys, rows):
        return list(lines)
    return list(_made(lines, cards, head, keys))


def _fields(text: str, lines: Sequence[Line]) -> dict[int, _Field]:
    found: dict[int, _Field] = {}
    for at, line in enumerate(lines):
        match = None if line.kind in _SECTIONS else _LABEL.match(text, *line.span)
        if match is not None:
            label = Span(*match.span("label"))
            value = Span(match.end(), line.span.stop)
            found[at] = _Field(at, label, value, label.of(text).lower())
    return found


def _cards(lines: Sequence[Line], fields: dict[int, _Field]) -> Iterator[list[_Field]]:
    """Labelled lines below each other, until one of the labels comes again."""
    card: list[_Field] = []
    for at, line in enumerate(lines):
        field = fields.get(at)
        fresh = field is None or any(f.key == field.key for f in card)
        if fresh and line.kind != "blank" and card:
            yield card
            card = []
        if field is not None:
            card.append(field)
    if card:
        yield card


def _value(text: str, card: Sequence[_Field], key: str) -> str:
    return next((f.value.of(text) for f in card if f.key == key), "")


def _orders(keys: Sequence[str], rows: Sequence[Sequence[str]]) -> bool:
    """Whether labels say what is done, and who does it or by when.

    «Срок: …», «Исполнитель: …» below an item are no cards: what is done has no label.
    """
    columns = columns_of(keys, rows) or []
    if "task" not in columns or not {"executor", "deadline"} & {*columns}:
        return False
    at = columns.index("task")
    named = column_of(keys[at])
    told = [row[at] for row in rows if row[at]]
    return named == "task" or (named is None and all(map(is_act, told)))


def _made(
    lines: Sequence[Line], cards: Sequence[Sequence[_Field]], head: list[Span], keys: list[str]
) -> Iterator[Line]:
    """The lines with a row a card, and the labels over each run of cards."""
    of_line = {f.at: number for number, card in enumerate(cards) for f in card}
    running = False
    for number, run in groupby(range(len(lines)), of_line.get):
        if number is None:
            rest = [lines[at] for at in run]
            running = running and all(line.kind == "blank" for line in rest)
            yield from rest
            continue
        card = cards[number]
        cells = {f.key: f.value for f in card}
        span = Span(card[0].label.start, card[-1].value.stop)
        row = Line("row", span, span, span)
        if not running:
            yield replace(row, span=card[0].label, rule=HEAD, cells=tuple(head))
        empty = Span(span.stop, span.stop)
        yield replace(row, cells=tuple(cells.get(key, empty) for key in keys))
        running = True
