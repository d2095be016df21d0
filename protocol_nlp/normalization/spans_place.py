"""Where a span lies on its page: which tokens, and which part of each, it covers."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable
from dataclasses import dataclass

from protocol_nlp.normalization.spans_page import Page

__all__ = ["Place", "locate"]


@dataclass(frozen=True, slots=True)
class Place:
    """The indices of a span's tokens, what it covers of each, and its words as they stand."""

    phrase: str
    tokens: list[int]
    words: list[str]


def locate(page: Page, pairs: Iterable[tuple[int, int]]) -> Place:
    """The place of a span in one or more pieces; offsets outside the text are clipped.

    >>> from protocol_nlp.normalization.spans_page import read_page
    >>> locate(read_page("в Томской и Омской областях"), [(2, 9), (19, 99)])
    Place(phrase='Томской областях', tokens=[1, 4], words=['Томской', 'областях'])
    """
    size = len(page.text)
    clipped = [(min(max(a, 0), size), min(max(b, 0), size)) for a, b in pairs]
    tokens: list[int] = []
    words: list[str] = []
    for start, stop in clipped:
        i = bisect_right(page.stops, start)
        while i < len(page.words) and page.starts[i] < stop:
            tokens.append(i)
            words.append(page.text[max(start, page.starts[i]) : min(stop, page.stops[i])])
            i += 1
    return Place(" ".join(page.text[a:b] for a, b in clipped), tokens, words)
