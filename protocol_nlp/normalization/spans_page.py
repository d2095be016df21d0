"""A text as the span normaliser reads it: tokens, sentences, and what the whole text tells.

Tokens are runs of letters, runs of digits and single marks, so that both parts of
«Каменске-Уральском» can be declined.  Case of letters and ё are kept apart from the
``folded`` form, for candidates are chosen among folded forms and dressed afterwards.

>>> page = read_page("В г. Орле. Орёл стоит на Оке.")
>>> page.words[:4], page.sentences
(['В', 'г', '.', 'Орле'], [(0, 5), (5, 10)])
"""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass
from functools import cached_property

from protocol_nlp.morphology import fold

__all__ = ["SENTENCE_LIMIT", "Page", "read_page", "shape"]

SENTENCE_LIMIT = 64
"""Tokens after which a sentence is cut, so that no text can make one step too long."""

_TOKEN = re.compile(r"[^\W\d_]+(?:['’][^\W\d_]+)*|\d+|[^\w\s]|_")
_LATIN = re.compile(r"[A-Za-z]")
_NEW_LINE = re.compile(r"[\n\r\u2028\u2029]")


@dataclass(frozen=True)
class Page:
    """The tokens of one text: ``words[i] == text[starts[i]:stops[i]]``."""

    text: str
    starts: list[int]
    stops: list[int]
    words: list[str]
    folded: list[str]
    shapes: list[str]

    @cached_property
    def sentences(self) -> list[tuple[int, int]]:
        """Half-open token ranges, in order, that cover the page."""
        cuts = [0]
        for i in range(len(self.words) - 1):
            if i + 1 - cuts[-1] >= SENTENCE_LIMIT or self._ends_sentence(i):
                cuts.append(i + 1)
        stops = [*cuts[1:], len(self.words)]
        return [pair for pair in zip(cuts, stops, strict=True) if pair[0] < pair[1]]

    @cached_property
    def small(self) -> Counter[str]:
        """How often each folded word stands in small letters."""
        return Counter(w for w, s in zip(self.folded, self.shapes, strict=True) if s == "l")

    @cached_property
    def capital(self) -> Counter[str]:
        """How often each folded word stands otherwise."""
        return Counter(w for w, s in zip(self.folded, self.shapes, strict=True) if s != "l")

    def gap(self, i: int) -> str:
        """The characters between token ``i`` and the next."""
        return self.text[self.stops[i] : self.starts[i + 1]]

    def breaks_line(self, i: int) -> bool:
        """Whether a line ends between token ``i`` and the next."""
        gap = self.gap(i)
        return gap not in {"", " "} and bool(_NEW_LINE.search(gap))

    def opens_line_or_sentence(self, i: int) -> bool:
        """Whether token ``i`` stands where any word has a capital letter."""
        return i == 0 or self.words[i - 1] in '.!?…»"«' or self.breaks_line(i - 1)

    def _ends_sentence(self, i: int) -> bool:
        word, following = self.words[i], self.words[i + 1]
        if self.stops[i] == self.starts[i + 1]:
            return False
        new_line = self.breaks_line(i)
        if word in ".!?…" and (following[0].isupper() or following[0] in '«"–—-0123456789'):
            before = self.words[i - 1] if i else ""
            return len(before) > 2 or not before.isalpha() or new_line  # noqa: PLR2004 - «г.»
        starts_anew = not following[0].isalpha() or following[0].isupper() or word in ".;:!?"
        return new_line and starts_anew


def read_page(text: str) -> Page:
    """The page of ``text``; of any text, an empty one too.

    >>> read_page("").sentences
    []
    """
    found = [(m.start(), m.end()) for m in _TOKEN.finditer(text)]
    words = [text[a:b] for a, b in found]
    return Page(
        text,
        [a for a, _ in found],
        [b for _, b in found],
        words,
        [fold(word) for word in words],
        [shape(word) for word in words],
    )


def shape(word: str) -> str:
    """What the letters of a token look like.

    ``l`` small, ``T`` Title, ``U`` CAPITALS, ``I`` an initial, ``M`` mixed, ``L`` Latin,
    ``d`` digits, ``p`` and the mark itself for a mark.

    >>> [shape(word) for word in ("дом", "Дом", "МИД", "А", "МИДе", "BBC", "46", "«")]
    ['l', 'T', 'U', 'I', 'M', 'L', 'd', 'p«']
    """
    if not word[0].isalpha():
        return "d" if word[0].isdigit() else "p" + word
    if _LATIN.match(word):
        return "L"
    if word.islower():
        return "l"
    if len(word) == 1:
        return "I"
    if word.isupper():
        return "U"
    return "T" if word[1:].islower() else "M"
