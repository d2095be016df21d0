"""An error as a card: its cause, both answers, and the words of the document with marks."""

from __future__ import annotations

from html import escape
from itertools import pairwise

from protocol_nlp.evaluation.errors import Error
from protocol_nlp.records import Span

__all__ = ["error_card", "excerpt"]

AROUND = 90  # characters of context on either side
LONGEST = 700


def error_card(error: Error, text: str) -> str:
    """One error as HTML."""
    number = f"<span>decision {escape(error.decision)}</span>" if error.decision else ""
    words = excerpt(text, error.gold_span, error.predicted_span)
    cost = " cost" if error.headline else ""
    return (
        f'<article class="error{cost}" data-cause="{error.cause}">'
        f"<header><b>{escape(error.what)}</b><span>{error.cause}</span>{number}</header>"
        f"{f'<blockquote>{words}</blockquote>' if words else ''}"
        f"<dl><dt>right<dd>{_answer(error.gold)}<dt>said<dd>{_answer(error.predicted)}</dl>"
        "</article>\n"
    )


def _answer(answer: str | None) -> str:
    return '<span class="dim">nothing</span>' if answer is None else escape(answer[:LONGEST])


def excerpt(text: str, gold: Span | None, predicted: Span | None) -> str:
    """The words of the document around both spans, as HTML with the spans marked.

    Spans too far apart for one excerpt give two, the gold one first.

    >>> excerpt("до 1 июня", Span(3, 9), None)
    'до <mark class="gold">1 июня</mark>'
    """
    spans = [span for span in (gold, predicted) if span and span.stop > span.start]
    if not spans or not text:
        return ""
    start, stop = min(s.start for s in spans), max(s.stop for s in spans)
    if stop - start > LONGEST and gold and predicted and _apart(gold, predicted):
        return f"{excerpt(text, gold, None)}\n…\n{excerpt(text, None, predicted)}"
    first, last = max(0, start - AROUND), min(len(text), stop + AROUND)
    last = min(last, first + LONGEST + 2 * AROUND)
    before, after = "…" * (first > 0), "…" * (last < len(text))
    return before + _marked(text, first, last, gold, predicted) + after


def _apart(one: Span, other: Span) -> bool:
    return one.stop <= other.start or other.stop <= one.start


def _marked(text: str, first: int, last: int, gold: Span | None, said: Span | None) -> str:
    edges = {first, last}
    for span in (gold, said):
        edges |= {min(max(edge, first), last) for edge in span or ()}
    cuts = sorted(edges)
    return "".join(
        _piece(text[a:b], in_gold=_inside(a, gold), in_said=_inside(a, said))
        for a, b in pairwise(cuts)
    )


def _inside(place: int, span: Span | None) -> bool:
    return span is not None and span.start <= place < span.stop


def _piece(words: str, *, in_gold: bool, in_said: bool) -> str:
    names = " ".join(["gold"] * in_gold + ["said"] * in_said)
    return f'<mark class="{names}">{escape(words)}</mark>' if names else escape(words)
