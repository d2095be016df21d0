"""The normal forms of a caller's own spans, read in their text.

What :func:`~protocol_nlp.normalization.normalize` decides by rule for the names that
minutes hold, this decides by a learnt model for spans of any kind: terms, verbs, places,
firms, people.  Each word of a span gets one of its :mod:`candidates
<protocol_nlp.normalization.spans_candidates>`; which, says a small :mod:`network
<protocol_nlp.normalization.spans_network>` that reads the sentence, the span and the
page.  Its card, data and training are in ``models/span_normalizer``.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import cast

from protocol_nlp.normalization.spans_choice import choose
from protocol_nlp.normalization.spans_page import Page, read_page
from protocol_nlp.normalization.spans_place import Place, locate
from protocol_nlp.normalization.spans_render import render
from protocol_nlp.records import Normalized

__all__ = ["Pair", "normalize_spans"]

Pair = tuple[int, int]


def normalize_spans(text: str, spans: Sequence[Pair | Sequence[Pair]]) -> tuple[Normalized, ...]:
    """One result a span, in order; a span in pieces is a list of pairs.

    Offsets count characters of ``text``, half open; what lies outside is clipped.  No
    span fails: at worst its words come back as they stand.  A second reading that is
    nearly as likely as the first is told in ``alternatives``.

    >>> [n.normal for n in normalize_spans("Отчёт Комитета по труду принят.", [(6, 23)])]
    ['Комитет по труду']
    """
    page = read_page(text)
    places = [locate(page, _pairs(span)) for span in spans]
    full = [place for place in places if _has_words(place)]
    chosen = iter(choose(page, full))
    return tuple(
        _normalized(page, place, next(chosen)) if _has_words(place) else _as_it_stands(place)
        for place in places
    )


def _has_words(place: Place) -> bool:
    """An empty span inside a word touches its token and holds none of it."""
    return bool(place.tokens) and all(place.words)


def _pairs(span: Pair | Sequence[Pair]) -> list[Pair]:
    if span and isinstance(span[0], int):
        return [cast("Pair", tuple(span))]
    return [(start, stop) for start, stop in cast("Sequence[Pair]", span)]


def _normalized(page: Page, place: Place, readings: list[list[str]]) -> Normalized:
    first, *others = dict.fromkeys(render(page, place, forms) for forms in readings)
    return Normalized(place.phrase, first, alternatives=tuple(others))


def _as_it_stands(place: Place) -> Normalized:
    return Normalized(place.phrase, " ".join(place.phrase.split()))
