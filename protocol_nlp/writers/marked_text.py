"""The document as HTML: names and deadlines marked, every piece knowing its decisions.

Spans overlap and share words, which elements cannot.  So the text is cut wherever a span
begins or ends, and each piece bears what covers it: a class for its kind, and in ``data-of``
the decisions with the part that the words play (``e-d3``: the executor of ``d3``).
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from html import escape
from itertools import pairwise

from protocol_nlp.records import Decision, Minutes, Span
from protocol_nlp.writers.rows import names_of
from protocol_nlp.writers.wording import entity_kind, when

__all__ = ["marked_text"]


@dataclass(frozen=True, slots=True)
class _Cover:
    """What covers a span: a class, a title for the reader, a token for the script."""

    span: Span
    kind: str = ""
    title: str = ""
    token: str = ""


def marked_text(minutes: Minutes) -> str:
    """The text with its marks, safe to stand in a page.

    >>> from protocol_nlp.records import Header, Mention, Source
    >>> fox = Mention("m1", None, "person", "Лисе", Span(0, 4), normal="Лиса")
    >>> marked_text(Minutes(Source("a", "", 6), Header(), mentions=(fox,), text="Лисе <"))
    '<mark class="person" title="человек: Лиса">Лисе</mark> &lt;'
    """
    covers = [c for c in _covers(minutes) if 0 <= c.span.start < c.span.stop <= len(minutes.text)]
    opening: dict[int, list[_Cover]] = defaultdict(list)
    closing: dict[int, list[_Cover]] = defaultdict(list)
    for cover in covers:
        opening[cover.span.start].append(cover)
        closing[cover.span.stop].append(cover)
    cuts = sorted({0, len(minutes.text), *opening, *closing})
    active: dict[_Cover, None] = {}
    begun: set[str] = set()
    pieces = []
    for start, stop in pairwise(cuts):
        for cover in closing[start]:
            active.pop(cover, None)
        active |= dict.fromkeys(opening[start])
        pieces.append(_piece(minutes.text[start:stop], list(active), begun))
    return "".join(pieces)


def _covers(minutes: Minutes) -> Iterator[_Cover]:
    names = names_of(minutes)
    for mention in minutes.mentions:
        name = names.get(mention.entity or "", mention.normal)
        yield _Cover(mention.span, mention.kind, f"{entity_kind(mention.kind)}: {name}")
    for decision in minutes.decisions:
        yield _Cover(decision.span, token=f"d-{decision.id}")
        yield from _parts(decision)
        yield from _lead(minutes.text, decision)


def _parts(decision: Decision) -> Iterator[_Cover]:
    id_ = decision.id
    for executor in decision.executors:
        yield _Cover(executor.span, token=f"e-{id_}")
    for controller in decision.controllers:
        yield _Cover(controller.span, token=f"c-{id_}")
    if decision.deadline:
        title = f"срок: {when(decision.deadline)}"
        yield _Cover(decision.deadline.span, "deadline", title, f"t-{id_}")
    for evidence in decision.evidence:
        yield _Cover(evidence.span, token=f"v-{id_}")


def _lead(text: str, decision: Decision) -> Iterator[_Cover]:
    """The words above that introduce the decision, where they stand in the text as they are."""
    words = decision.lead or ""
    start = text.rfind(words, 0, max(decision.span.start, 0)) if words else -1
    if start >= 0:
        yield _Cover(Span(start, start + len(words)), token=f"l-{decision.id}")


def _piece(words: str, covers: list[_Cover], begun: set[str]) -> str:
    """One piece; the shortest span names its kind, the first piece of a decision is its anchor."""
    shown = min(
        (c for c in covers if c.kind), key=lambda c: c.span.stop - c.span.start, default=None
    )
    tokens = list(dict.fromkeys(c.token for c in covers if c.token))
    told = {
        "id": next((f"text-{t[2:]}" for t in tokens if t[0] == "d" and t not in begun), ""),
        "class": shown.kind if shown else "",
        "title": shown.title if shown else "",
        "data-of": " ".join(tokens),
    }
    begun.update(t for t in tokens if told["id"] == f"text-{t[2:]}" and t[0] == "d")
    attributes = "".join(f' {name}="{escape(value)}"' for name, value in told.items() if value)
    tag = "mark" if shown else "span"
    return f"<{tag}{attributes}>{escape(words)}</{tag}>" if attributes else escape(words)
