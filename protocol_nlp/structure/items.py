"""Numbered and unnumbered items of one block, with what belongs to each.

A small stack machine: a label goes under the nearest item above that can hold it; a
line of text goes on with the item before it, or is an item where none is numbered; a
clause line belongs to the item before it, or to the whole group that it closes.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field, replace

from protocol_nlp.records import Span
from protocol_nlp.structure.acts import is_act
from protocol_nlp.structure.clauses import (
    clauses_of,
    orders_in,
    split_clauses,
    starts_with_label,
)
from protocol_nlp.structure.labels import Label
from protocol_nlp.structure.nodes import DEEPEST, Node, counts, item_of, numbered_under, says
from protocol_nlp.structure.outline import Clause, ClauseKind, Item

__all__ = ["Block"]

_COUNTED = frozenset({"n.", "n).", "n"})
_AMENDS = re.compile(
    r"(?:редакции|содержания|слов(?:ами|ом)|дополни\w*|изменени\w+)[^«\"]{0,60}:\s*$", re.IGNORECASE
)
_AMENDS_INSIDE = re.compile(r"(?:редакции|содержания)\s*:\s*«", re.IGNORECASE)
_SMALL_START = re.compile(r"^\s*[а-яё]")


@dataclass(slots=True)
class Block:
    """The items under one keyword, while they are read line by line."""

    text: str
    path: tuple[str, ...] = ()
    top: list[Node] = field(default_factory=list)
    stack: list[Node] = field(default_factory=list)
    clauses: list[Clause] = field(default_factory=list)
    paused: bool = False
    last: dict[str, Label | None] = field(default_factory=dict)  # of each style of number
    waiting: str | None = None  # the kind of a label whose value is still to come

    def item(self, label: Label, span: Span) -> None:
        """A line that begins with a label."""
        self.waiting, self.paused = None, False
        if self._quotes(span):
            return
        if self.stack and starts_with_label(span.of(self.text)):
            self.clause_line(span)  # «→ Зуева, до мая»
            return
        rest = Span(min(label.body, span.stop), span.stop)
        if self.top and starts_with_label(rest.of(self.text)):
            if label.text is None and self.stack:
                self.clause_line(rest)  # «– Срок: 5 мая»
                return
            self.clauses += clauses_of(self.text, rest)  # «3. Срок по пункту 2 – …»
            return
        first, *further = orders_in(self.text, rest)
        self._place(self._node(label, Span(span.start, first.stop), first))
        for order in further:
            self._place(self._node(label, order, order))

    def _node(self, label: Label, span: Span, words: Span) -> Node:
        body, clauses = split_clauses(self.text, words)
        node = Node(label, span.start, body, span.stop, clauses=list(clauses), style=label.style)
        node.inline = len(clauses)
        if amends := _AMENDS_INSIDE.search(self.text, body.start, body.stop):
            quoted = self.text[amends.end() - 1 : body.stop]
            node.quotes = quoted.count("«") - quoted.count("»")
        return node

    def _place(self, node: Node) -> None:
        self._as_counted(node)
        while self.stack and not self._holds(self.stack[-1], node):
            self.stack.pop()
        if len(self.stack) >= DEEPEST:
            self.stack = self.stack[:DEEPEST]
        (self.stack[-1].children if self.stack else self.top).append(node)
        self.stack.append(node)
        self.last[node.style] = node.label

    def _as_counted(self, node: Node) -> None:
        """«3)» after «2.» goes on counting, where nothing above it waits for sub-items."""
        if node.style not in _COUNTED or node.style in {n.style for n in self.stack}:
            return
        if self.stack and not self._leads(self.stack[-1]):
            before = next((n for n in self.stack if n.style in _COUNTED), None)
            if before is not None and counts(before.label, node.label):
                node.style = before.style

    def _holds(self, above: Node, node: Node) -> bool:
        """Whether ``node`` stands under ``above``."""
        if above.style == node.style:
            return False
        if any(n.style == node.style for n in self.stack) and not numbered_under(above, node):
            return False
        if node.style.startswith("n.n") and node.label and above.label and above.label.text:
            return f"{node.label.text}".startswith(f"{above.label.text}.")
        if node.style in {"n.", "n"}:
            deeper = any(n.style.startswith("n.n") for n in self.stack)
            if deeper or above.style in {"•", "#"}:
                return False  # a whole number stands under no dash and no number with a point
        return above.label is not None or self._leads(above)

    def _leads(self, node: Node) -> bool:
        return node.heads or self.text[node.body.start : node.body.stop].rstrip().endswith(":")

    def line(self, span: Span) -> None:
        """A line without a label: it goes on, or is an item of its own."""
        last = self.stack[-1] if self.stack else None
        if self._quotes(span):
            return
        told = bool(self.top) and self.top[-1].made is not None and not self.stack
        if (self.paused or told) and self.top:
            if is_act(span.of(self.text)):
                self.unlabelled(span)
            return
        if last is not None and last.body.start >= last.body.stop and last.label is not None:
            self._fill(last, span)  # the number stood alone on its line
        elif last is None or self._begins(last, span):
            self._unlabelled(last, span)
        else:
            self._go_on(last, span)

    def _quotes(self, span: Span) -> bool:
        """Takes a line that an amendment quotes into the item that amends; False if it is none."""
        last = self.stack[-1] if self.stack else None
        if last is None or last.clauses:
            return False
        words = span.of(self.text)
        begins = words[:1] in {"«", '"'} and _AMENDS.search(
            self.text, max(last.body.start, last.body.stop - 120), last.body.stop
        )
        if not begins and last.quotes <= 0:
            return False
        last.quotes += words.count("«") - words.count("»")
        last.body, last.stop = Span(last.body.start, span.stop), span.stop
        return True

    def unlabelled(self, span: Span) -> None:
        """A line that is an item of its own, whatever stands before it."""
        self.stack, self.paused = [], False
        self._unlabelled(None, span)

    def heading(self, span: Span) -> None:
        """A line that leads the items after it: «Отделу кадров:», «Рекомендовать:», «Двор»."""
        self.stack, self.paused, self.waiting = [], False, None
        node = Node(None, span.start, span, span.stop, heads=True)
        self.top.append(node)
        self.stack.append(node)

    def restarts(self, label: Label) -> bool:
        """Whether a label begins anew a list of the kind that numbers the items of the block."""
        styles = {n.style for n in (*self.top, *self.stack)}
        return label.text in {"1", "а", "А", "I"} and (label.style in styles or not self.top)

    def made(self, item: Item) -> None:
        """A row of a table that has been read as an item."""
        self.stack = []
        self.top.append(Node(None, item.span.start, item.body, item.span.stop, made=item))

    def reject(self) -> None:
        """A vote against the item before it: it is not decided."""
        if self.stack:
            last = self.stack.pop()
            (self.stack[-1].children if self.stack else self.top).remove(last)

    def pause(self) -> None:
        """A vote or an aside: words after it do not go on with the item before it."""
        self.paused = True

    @property
    def leads(self) -> bool:
        """Whether the line before waits for what stands under it."""
        return bool(self.stack) and self._leads(self.stack[-1])

    @property
    def is_grouped(self) -> bool:
        """Whether lines without a number lead the items of the block."""
        return any(n.label is None and n.children and self._leads(n) for n in self.top)

    @property
    def is_listed(self) -> bool:
        """Whether the items of the block bear numbers or bullets."""
        return any(n.label is not None for top in self.top for n in (top, *top.children))

    @property
    def ends_bullet(self) -> bool:
        """Whether the line before is an item with a bullet that has come to its full stop."""
        last = self.stack[-1] if self.stack else None
        return last is not None and last.style == "•" and self.text[last.stop - 1] in ".!"

    @property
    def is_closed(self) -> bool:
        """Whether the item before ended in a line of executor or deadline."""
        return bool(self.stack and self.stack[-1].clauses)

    def counts_on(self, label: Label) -> bool:
        """Whether a number goes on counting the items of the block."""
        return counts(self.last.get(label.style), label)

    def _fill(self, node: Node, span: Span) -> None:
        node.body, clauses = split_clauses(self.text, span)
        node.clauses += clauses
        node.stop = span.stop

    def _begins(self, last: Node, span: Span) -> bool:
        words = self.text[last.body.start : last.body.stop].rstrip()
        if self._leads(last):
            return True
        if last.label is None or last.style == "•":
            small = bool(_SMALL_START.match(span.of(self.text)))
            return not small or words.endswith((";", ","))
        return False

    def _unlabelled(self, last: Node | None, span: Span) -> None:
        for order in orders_in(self.text, span):
            body, clauses = split_clauses(self.text, order)
            node = Node(None, order.start, body, order.stop, clauses=list(clauses))
            under = last is not None and self._leads(last)
            if last is not None and not under:
                self.stack.pop()
            (self.stack[-1].children if self.stack else self.top).append(node)
            self.stack.append(node)
            last = node

    def _go_on(self, last: Node, span: Span) -> None:
        body, clauses = split_clauses(self.text, span)
        if not last.clauses:  # words after a clause line are no part of the decision's own
            last.body = Span(last.body.start, body.stop)
        last.clauses += clauses
        last.stop = span.stop

    def clause_line(self, span: Span) -> None:
        """A line of labels: «Срок – …», «Отв.: …»; its value may stand on the next lines."""
        found = clauses_of(self.text, span)
        home = self._home()
        for clause in found:
            self._attach(home, clause)
        empty = found and found[-1].value.start >= found[-1].value.stop
        self.waiting = found[-1].kind if empty else None

    def bare_line(self, kind: ClauseKind, span: Span) -> None:
        """A cell that lost its table: a line that is nothing but a day, or nothing but a name."""
        self._attach(self._home(), Clause(kind, span, span, f"{kind}.bare_line"))

    @property
    def told_bare(self) -> bool:
        """Whether the item before ended in a bare day that waits for a bare name."""
        home = self._home()
        return bool(
            home
            and [c.kind for c in home.clauses if c.rule.endswith("bare_line")] == ["deadline"]
            and not any(c.kind == "executor" for c in home.clauses)
        )

    def value_line(self, span: Span) -> bool:
        """A line that is the value of an empty label before it; False if it is none."""
        home = self._home()
        last = home.clauses[-1] if home is not None and home.clauses else None
        if self.waiting is None or last is None:
            return False
        start = span.start if last.value.start >= last.value.stop else last.value.start
        clause = Clause(
            last.kind,
            Span(last.span.start, span.stop),
            Span(start, span.stop),
            last.rule,
            last.label,
            last.items,
        )
        if home is not None:
            home.clauses[-1] = clause
            home.stop = span.stop
        if self.waiting == "deadline":
            self.waiting = None
        return True

    def report_line(self, span: Span) -> bool:
        """«Доклад – до 5 мая» under «Срок – …» goes on with it; False above all items."""
        home = self._home()
        last = home.clauses[-1] if home is not None and home.clauses else None
        if home is None or not says(self.text, home):
            return False
        if last is None or last.kind != "deadline":
            self._attach(home, Clause("deadline", span, span, "deadline.report_line"))
            return True
        home.clauses[-1] = replace(
            last,
            span=Span(last.span.start, span.stop),
            value=Span(last.value.start, span.stop),
        )
        home.stop = span.stop
        return True

    def _home(self) -> Node | None:
        return self.stack[-1] if self.stack else None

    def _attach(self, home: Node | None, clause: Clause) -> None:
        if home is None or clause.items:
            self.clauses.append(clause)
        else:
            home.clauses.append(clause)
            home.stop = max(home.stop, clause.span.stop)

    def note(self, clause: Clause) -> None:
        """A vote or a control clause beside the item before it."""
        self._attach(self._home(), clause)

    @property
    def empty(self) -> bool:
        """Whether nothing has been read yet."""
        return not self.top

    def items(self) -> tuple[Item, ...]:
        """The tree as it stands."""
        return tuple(item_of(self.text, n, self.path) for n in self.top if says(self.text, n))
