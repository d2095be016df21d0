"""Minutes as what annotation tools draw: labelled spans and labelled arrows between them.

brat, Label Studio, doccano and CoNLL each show a part of this graph.  What none of them has
a field for travels beside it as the contract's JSON, and :mod:`.corrections` applies to that
what an annotator changed in the graph.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field

from protocol_nlp.records import (
    Controller,
    Decision,
    EntityKind,
    Executor,
    Header,
    Mention,
    Minutes,
    Source,
    Span,
)

__all__ = [
    "ARROWS",
    "CONTROLLER",
    "DEADLINE",
    "DECISION",
    "DUE",
    "KINDS",
    "LABELS",
    "REPRESENTATIVE",
    "ROLES",
    "WORDS",
    "Arrow",
    "Graph",
    "Node",
    "as_documents",
    "blank",
    "graph_of",
    "trimmed",
]

KINDS: dict[str, EntityKind] = {
    "Person": "person",
    "Organization": "organization",
    "Role": "role",
    "Group": "group",
}
DECISION, DEADLINE, WORDS = "Decision", "Deadline", "Words"
LABELS = (*KINDS, DECISION, DEADLINE, WORDS)

ROLES = ("responsible", "co_executor")
CONTROLLER, DUE, REPRESENTATIVE = "controller", "due", "representative"
ARROWS = (*ROLES, CONTROLLER, DUE, REPRESENTATIVE)

_LABEL_OF = {kind: label for label, kind in KINDS.items()}


@dataclass(frozen=True, slots=True)
class Node:
    """A labelled span.  ``attributes`` are the few strings that a tool may show and change.

    ``Words`` labels the words of an executor or controller that are no mention themselves.
    """

    id: str
    label: str
    span: Span
    attributes: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Arrow:
    """A labelled arrow between two nodes, by their ids."""

    label: str
    source: str
    target: str


@dataclass(frozen=True, slots=True)
class Graph:
    """All that an annotation tool shows of one document."""

    nodes: tuple[Node, ...] = ()
    arrows: tuple[Arrow, ...] = ()

    def by_id(self) -> dict[str, Node]:
        """The nodes by their ids."""
        return {node.id: node for node in self.nodes}


def as_documents(minutes: Minutes | Iterable[Minutes]) -> list[Minutes]:
    """One document or several, as a list."""
    return [minutes] if isinstance(minutes, Minutes) else list(minutes)


def blank(name: str, text: str) -> Minutes:
    """The minutes of a text of which nothing is known.

    >>> blank("a", "Да").source.chars
    2
    """
    digest = hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest()
    return Minutes(Source(name, digest, len(text)), Header(), text=text)


def graph_of(minutes: Minutes) -> Graph:
    """The graph of ``minutes``; what has no words in the text is not in it.

    >>> from protocol_nlp.records import Header, Source
    >>> person = Mention("m1", "p1", "person", "Лиса", Span(0, 5), normal="Лиса")
    >>> text = Minutes(Source("a", "", 5), Header(), mentions=(person,), text="Лиса ")
    >>> [(node.label, node.span) for node in graph_of(text).nodes]
    [('Person', Span(start=0, stop=4))]
    """
    return _Drawing(minutes).graph()


class _Drawing:
    """The nodes drawn so far, so that an arrow finds the node of the words it points at."""

    def __init__(self, minutes: Minutes) -> None:
        self.minutes = minutes
        self.nodes: dict[tuple[str, Span], Node] = {}
        self.mentions: dict[Span, list[tuple[Mention, Node]]] = {}
        self.of_entity: dict[str, list[Node]] = {}
        self.arrows: dict[Arrow, None] = {}

    def graph(self) -> Graph:
        for mention in self.minutes.mentions:
            self._draw_mention(mention)
        for decision in self.minutes.decisions:
            self._draw_decision(decision)
        return Graph(tuple(self.nodes.values()), tuple(self.arrows))

    def _node(self, name: str, label: str, span: Span, told: Mapping[str, str]) -> Node | None:
        """The node of a label on a span, drawn now if there is none; null without words."""
        span = trimmed(self.minutes.text, span)
        if span.start >= span.stop:
            return None
        attributes = {name: " ".join(value.split()) for name, value in told.items()}
        return self.nodes.setdefault((label, span), Node(name, label, span, attributes))

    def _draw_mention(self, mention: Mention) -> None:
        told = {"entity": mention.entity or "", "normal": mention.normal}
        told = {name: value for name, value in told.items() if value}
        node = self._node(mention.id, _LABEL_OF[mention.kind], mention.span, told)
        if node:
            self.mentions.setdefault(node.span, []).append((mention, node))
            self.of_entity.setdefault(mention.entity or "", []).append(node)

    def _draw_decision(self, decision: Decision) -> None:
        told: dict[str, str] = {"kind": decision.kind, "modality": decision.modality}
        if decision.number:
            told["number"] = decision.number
        node = self._node(decision.id, DECISION, decision.span, told)
        if node is None or node.id != decision.id:
            return  # it has no words, or the very words of another decision
        for label, target in self._targets(decision):
            self.arrows[Arrow(label, node.id, target.id)] = None

    def _targets(self, decision: Decision) -> Iterator[tuple[str, Node]]:
        for executor in decision.executors:
            target = self._words_of(executor)
            if target:
                yield executor.role, target
                self._draw_representative(executor, target)
        for controller in decision.controllers:
            target = self._words_of(controller)
            if target:
                yield CONTROLLER, target
        if decision.deadline:
            due = {"due": decision.deadline.due} if decision.deadline.due else {}
            name = f"t{len(self.nodes) + 1}"
            target = self._node(name, DEADLINE, decision.deadline.span, due)
            if target:
                yield DUE, target

    def _words_of(self, who: Executor | Controller) -> Node | None:
        """The mention in the very words, else a node for the words themselves."""
        span = trimmed(self.minutes.text, who.span)
        for mention, node in self.mentions.get(span, ()):
            if mention.entity == who.entity:
                return node
        return self._node(f"w{len(self.nodes) + 1}", WORDS, span, {"entity": who.entity})

    def _draw_representative(self, executor: Executor, target: Node) -> None:
        """An arrow from a body to the mention of its representative that stands nearest."""
        people = self.of_entity.get(executor.representative or "", ())
        nearest = min(people, key=lambda n: abs(n.span.start - target.span.stop), default=None)
        if executor.representative and nearest:
            self.arrows[Arrow(REPRESENTATIVE, target.id, nearest.id)] = None


def trimmed(text: str, span: Span) -> Span:
    """The span without white space at its ends, inside the text.

    >>> trimmed("до мая ", Span(2, 9))
    Span(start=3, stop=6)
    """
    start, stop = max(0, span.start), min(span.stop, len(text))
    words = text[start:stop]
    first = start + len(words) - len(words.lstrip())
    return Span(first, max(first, start + len(words.rstrip())))
