"""What the structure stage gives: the document as a tree, in offsets of the cleaned view.

Structure knows layout, not people: it says *where* the roster, the speakers, the
items and their executor and deadline lines stand; recognition and linking say who
and when.  All spans are half-open offsets into ``View.text``.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Literal

from protocol_nlp.records import Act, AttendeeRole, Case, Span

# Kinds of documents that somebody signs and nobody chairs.
UNCHAIRED = frozenset({"перечень поручений", "приказ", "распоряжение", "указ"})
ClauseKind = Literal["executor", "deadline", "control", "vote", "note"]


@dataclass(frozen=True, slots=True)
class Clause:
    """Words beside an item that say only one thing of it: a line «Срок – …», «Отв.: …», a cell.

    ``span`` is the whole line or cell, ``value`` what stands after the label.  ``label``
    is the label as printed, lower case («срок исполнения», «отв»; empty for a cell).
    ``items`` are the numbers that the clause itself names («Срок по пунктам 1.1–1.4»).
    """

    kind: ClauseKind
    span: Span
    value: Span
    rule: str
    label: str = ""
    items: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Item:
    """One node of what was decided: a lead with sub-items, or a leaf.

    ``label`` is the number as printed without bracket or final stop («2.1», «а»), None
    where nothing is printed.  ``body`` is the item's own words without the label and
    without clause lines (several paragraphs where a paragraph continues the item).
    ``clauses`` stand inside or right after the item and belong to it and, where it has
    sub-items, to those of them that have none of their own.  ``quoted`` spans are text
    of an amended act inside the body.
    """

    label: str | None
    path: tuple[str, ...]
    span: Span
    body: Span
    children: tuple[Item, ...] = ()
    clauses: tuple[Clause, ...] = ()

    def leaves(self) -> Iterator[tuple[tuple[Item, ...], Item]]:
        """Each leaf under this item with its ancestors, outermost first."""
        if not self.children:
            yield (), self
        for child in self.children:
            for above, leaf in child.leaves():
                yield (self, *above), leaf


@dataclass(frozen=True, slots=True)
class SpeakerLine:
    """One person of СЛУШАЛИ or ВЫСТУПИЛИ: ``span`` covers name and position."""

    act: Act
    span: Span


@dataclass(frozen=True, slots=True)
class Resolution:
    """A block РЕШИЛИ, ПОРУЧИТЬ, … : the keyword's span and the items under it.

    ``verb`` is the lemma where the keyword itself orders («поручить», «рекомендовать»),
    else None; ``lead`` the words of the keyword's sentence that introduce the items
    («Комиссия решила поручить директорам школ:»), None where there are none.  ``loose``:
    no keyword opened the block, so that only what orders something is decided there.
    """

    keyword: Span
    verb: str | None
    lead: Span | None
    items: tuple[Item, ...]
    clauses: tuple[Clause, ...] = ()
    loose: bool = False


@dataclass(frozen=True, slots=True)
class Topic:
    """An agenda item as it is worked through: heading, speakers, what was decided.

    ``titled`` is False where a document has no agenda at all (an order, a list of
    assignments): then the topic only holds the resolutions and is no agenda item.
    """

    number: str | None
    title: str
    span: Span
    speakers: tuple[SpeakerLine, ...] = ()
    resolutions: tuple[Resolution, ...] = ()
    titled: bool = True


@dataclass(frozen=True, slots=True)
class RosterLine:
    """One person (or one unnamed line) of the roster, with the words of name and position.

    ``label`` is the heading over the line or before it («Члены комиссии:»).
    """

    role: AttendeeRole
    span: Span
    label: Span | None = None


@dataclass(frozen=True, slots=True)
class Head:
    """The header as words and places; persons are spans, for recognition to read.

    ``approved`` are the stamps above the kind, each with the case of the name in it.
    """

    kind: str | None = None
    title: str | None = None
    title_span: Span | None = None
    number: str | None = None
    date: str | None = None
    place: str | None = None
    chair: Span | None = None
    secretary: Span | None = None
    signers: tuple[Span, ...] = ()
    approved: tuple[tuple[Span, Case | None], ...] = ()


@dataclass(frozen=True, slots=True)
class Outline:
    """The whole document: header, roster, topics, and control clauses that cover all of it."""

    head: Head
    roster: tuple[RosterLine, ...] = ()
    topics: tuple[Topic, ...] = ()
    controls: tuple[Clause, ...] = ()
    signatures: tuple[Span, ...] = ()
    appendices: tuple[Span, ...] = ()
