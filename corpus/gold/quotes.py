"""Finding in a text the words that an annotator quotes.

A quote is written as the words stand; a space in it stands for any run of white
space, so that a hard wrap or an NBSP need not be typed.  ``[...]`` skips words,
``[-]`` (in a decision) cuts them out, a final ``#2`` takes the second occurrence.
"""

from __future__ import annotations

import re
from functools import lru_cache

from protocol_nlp.records import Span

__all__ = ["CUT", "GoldError", "find", "find_before", "find_pieces", "fold", "occurrences"]

SKIP, CUT = "[...]", "[-]"
_STRAY = re.compile(r" ([,;:.])")
_BRACKET = re.compile(r"\s*(?:\([^()]*\)|/[^/\n]*/)")
_NTH = re.compile(r"\s+#(\d+)$")


class GoldError(ValueError):
    """A gold source that says what its text does not, or says it wrongly."""


@lru_cache(maxsize=4096)
def _pattern(words: str) -> re.Pattern[str]:
    body = r"\s+".join(re.escape(word) for word in words.split())
    left = r"(?<!\w)" if words[:1].isalnum() else ""
    right = r"(?!\w)" if words[-1:].isalnum() else ""
    return re.compile(left + body + right)


@lru_cache(maxsize=4096)
def _loose(words: str) -> re.Pattern[str]:
    return re.compile(r"\s+".join(re.escape(word) for word in words.split()))


def fold(text: str) -> str:
    """White space folded to single spaces.

    >>> fold("  a   b ")
    'a b'
    """
    return " ".join(text.split())


def occurrences(text: str, words: str) -> list[Span]:
    """Every place where the words stand, as whole words if they do so anywhere.

    >>> occurrences("Орлов и Орлова", "Орлов")
    [Span(start=0, stop=5)]
    """
    found = _pattern(words).finditer(text)
    spans = [Span(*match.span()) for match in found]
    return spans or [Span(*match.span()) for match in _loose(words).finditer(text)]


def _words(text: str, words: str, start: int, stop: int) -> Span:
    match = _pattern(words).search(text, start, stop) or _loose(words).search(text, start, stop)
    if match is None:
        raise GoldError(f"not in the text after {text[max(0, start - 30) : start]!r}: {words!r}")
    return Span(*match.span())


def find(text: str, quote: str, start: int = 0, stop: int | None = None) -> Span:
    """The first place at or after ``start`` where the quote stands.

    >>> find("до 1 мая, а отчёт до 5 мая", "до [...] мая #2")
    Span(start=18, stop=26)
    """
    stop = len(text) if stop is None else stop
    nth = _NTH.search(quote)
    pieces = [piece.strip() for piece in (quote[: nth.start()] if nth else quote).split(SKIP)]
    for _ in range(int(nth[1]) if nth else 1):
        first = last = _words(text, pieces[0], start, stop)
        for piece in pieces[1:]:
            last = _words(text, piece, last.stop, stop)
        start = first.start + 1
    return Span(first.start, last.stop)


def find_before(text: str, quote: str, stop: int) -> Span:
    """The last place before ``stop`` where the words stand.

    >>> find_before("Отв. Бор. Отв. Бор. Сделать", "Бор", 20)
    Span(start=15, stop=18)
    """
    spans = [span for span in occurrences(text, quote) if span.stop <= stop]
    if not spans:
        raise GoldError(f"not in the text before {text[stop : stop + 30]!r}: {quote!r}")
    return spans[-1]


def _behind_bracket(text: str, at: int) -> int:
    """Where a bracket that begins here, and so was cut out, ends; else here."""
    bracket = _BRACKET.match(text, at)
    return bracket.end() if bracket else at


def find_pieces(text: str, quote: str, start: int) -> tuple[Span, str]:
    """The span of a quote that may be cut, and its words without what is cut out.

    >>> find_pieces("1. Вывезти (Бор) снег.", "Вывезти [-] снег.", 0)
    (Span(start=3, stop=22), 'Вывезти снег.')
    >>> find_pieces("1. Вывезти снег (до 5. 11, Бор А.А.).", "Вывезти снег [-].", 0)
    (Span(start=3, stop=37), 'Вывезти снег.')
    """
    spans: list[Span] = []
    for piece in quote.split(CUT):
        begin = _behind_bracket(text, spans[-1].stop) if spans else start
        spans.append(find(text, piece.strip(), begin))
    words = " ".join(span.of(text) for span in spans)
    return Span(spans[0].start, spans[-1].stop), _STRAY.sub(r"\1", words) if spans[1:] else words
