"""The nodes of a block while it is read, and the items that they become."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field

from protocol_nlp.records import Span
from protocol_nlp.structure.acts import is_act
from protocol_nlp.structure.labels import Label
from protocol_nlp.structure.outline import Clause, Item

__all__ = ["DEEPEST", "Node", "counts", "item_of", "numbered_under", "says"]

DEEPEST = 40
# «Отделу образования обеспечить: 4.1. Посещение …; 4.2. Проведение …»
_PROVIDES = re.compile(
    r"\b(?:обеспечить|организовать|провести|осуществить|принять\s+меры)\s*:$", re.IGNORECASE
)
_CHANGES = re.compile(
    r"\bвнести\s[^;]{0,400}?\bизменени[ея](?:\s+и\s+дополнени[ея])?\s*:$", re.IGNORECASE
)


@dataclass(slots=True)
class Node:
    """One item in the making."""

    label: Label | None
    start: int
    body: Span
    stop: int
    children: list[Node] = field(default_factory=list)
    clauses: list[Clause] = field(default_factory=list)
    style: str = ""
    made: Item | None = None  # a row of a table, read elsewhere
    inline: int = 0  # clauses that stand in the item's own paragraph: no group's
    quotes: int = 0  # quotation marks of an amendment that are still open
    heads: bool = False  # a heading of a group, with or without a colon


def says(text: str, node: Node) -> bool:
    """Whether a node holds anything: words, sub-items, a row."""
    return bool(node.children or node.made) or bool(node.body.of(text).strip(" .;:–—-"))


def item_of(text: str, node: Node, path: tuple[str, ...], depth: int = 0) -> Item:
    """The tree under a node, its clauses where they belong."""
    if node.made is not None:
        return node.made
    children, body, clauses = node.children, node.body, node.clauses
    if children and not _are_acts(text, node):
        body = Span(body.start, _end(children[-1]))  # a list inside one action
        clauses = [*clauses, *(c for child in children for c in child.clauses)]
        children = []
    clauses, handed = _group_clauses(children, clauses)
    label = node.label.text if node.label else None
    inner = (*path, label) if label else path
    kept = [c for c in children if says(text, c)] if depth < DEEPEST else []
    return Item(
        label=label,
        path=inner,
        span=Span(node.start, max([node.stop, *(_end(c) for c in children)])),
        body=_stripped(text, body),
        children=tuple(item_of(text, c, inner, depth + 1) for c in kept),
        clauses=(*clauses, *handed),
    )


def counts(before: Label | None, after: Label | None) -> bool:
    """Whether one number comes right after the other.

    >>> counts(Label("1", "n).", 3), Label("2", "n).", 3))
    True
    """
    first, second = (x.text if x and x.text and x.text.isdigit() else "" for x in (before, after))
    return bool(first and second) and int(second) == int(first) + 1


def numbered_under(above: Node, node: Node) -> bool:
    """«2.1» under «2», whatever else is open."""
    if above.label is None or node.label is None or not node.label.text:
        return False
    return f"{node.label.text}".startswith(f"{above.label.text}.")


def _end(node: Node) -> int:
    return max([node.stop, *(_end(c) for c in node.children)])


def _are_acts(text: str, node: Node) -> bool:
    """Sub-items are decisions where they say to do something; else they are a list inside one."""
    acts = sum(_is_order(text, c) for c in node.children)
    lead = node.body.of(text).rstrip()
    if _CHANGES.search(lead) and not node.children[0].style.startswith("n"):
        return False  # «… следующие изменения: а) …; б) …» is one amendment
    points = node.children[0].style.startswith("n.n") and _PROVIDES.search(lead) is not None
    return node.heads or points or 2 * acts >= len(node.children) or not lead


def _is_order(text: str, node: Node) -> bool:
    if node.clauses or is_act(node.body.of(text)):
        return True
    return bool(node.children) and _are_acts(text, node)


def _group_clauses(
    children: Sequence[Node], own: Sequence[Clause]
) -> tuple[list[Clause], list[Clause]]:
    """A line after the last of several sub-items, none of which has its own, is the group's."""
    if len(children) < 2 or children[-1].children:  # noqa: PLR2004 - one sub-item is no group
        return list(own), []
    handed: list[Clause] = []
    for kind in ("executor", "deadline"):
        others = any(c.kind == kind for child in children[:-1] for c in child.clauses)
        mine = [c for c in children[-1].clauses[children[-1].inline :] if c.kind == kind]
        if mine and not others and not any(c.kind == kind for c in own):
            handed += mine
            children[-1].clauses = [c for c in children[-1].clauses if c not in mine]
    return list(own), handed


def _stripped(text: str, body: Span) -> Span:
    words = body.of(text)
    left = len(words) - len(words.lstrip())
    right = len(words.rstrip(" ;\n\t"))
    return Span(body.start + left, max(body.start + left, body.start + right))
