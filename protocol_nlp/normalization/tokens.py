"""A phrase cut into words and into what is never touched: quotes, brackets, numbers."""

from __future__ import annotations

import re
from functools import lru_cache
from typing import Literal, NamedTuple

__all__ = ["Kind", "Token", "tokenize"]

Kind = Literal["word", "ordinal", "quoted", "bracket", "dash", "comma", "other"]

_TOKEN = re.compile(
    r"(?P<open>[«“„\"(\[])"
    r"|(?P<ordinal>\d{1,4}-(?:й|го|му|м|я|ю|е|х|ми|ой|ый|ая|ое|ые|ым|ых|ом|ого|ому|ей|ую)\b)"
    r"|(?P<word>[^\W\d_][\w'’]*(?:-[\w'’]+)*)"
    r"|(?P<dash>[–—]|(?<=\s)-(?=\s))"
    r"|(?P<comma>[,;])"
    r"|(?P<other>\S)"
)
_CLOSE = {"«": "»", "“": "”", "„": "“", '"': '"', "(": ")", "[": "]"}
_MOST = 400  # tokens; what stands after them is one piece that nobody touches
_DEEPEST = 12


class Token(NamedTuple):
    """A piece of a phrase: what it is and where it lies (half-open character offsets).

    >>> Token("«Ромашка»", 4, 13, "quoted").kind
    'quoted'
    """

    text: str
    start: int
    stop: int
    kind: Kind


@lru_cache(maxsize=4096)
def tokenize(phrase: str) -> tuple[Token, ...]:
    """The pieces of ``phrase`` in order, white space left out.

    Quotes within quotes are one piece; a quote that nothing closes reaches to the end.

    >>> [t.kind for t in tokenize("ООО «Завод «Луч»» (Орлов В.А.)")]
    ['word', 'quoted', 'bracket']
    """
    found: list[Token] = []
    at = 0
    while len(found) < _MOST:
        match = _TOKEN.search(phrase, at)
        if match is None:
            return tuple(found)
        start, at = match.span()
        kind: Kind = match.lastgroup  # type: ignore[assignment]
        if match["open"]:
            kind = "bracket" if match["open"] in "([" else "quoted"
            at = _closing(phrase, start)
        found.append(Token(phrase[start:at], start, at, kind))
    return (*found, Token(phrase[at:], at, len(phrase), "other"))


def _closing(phrase: str, start: int) -> int:
    """Where what opens at ``start`` ends: after its closing sign, or at the end."""
    stack = [_CLOSE[phrase[start]]]
    for i in range(start + 1, len(phrase)):
        sign = phrase[i]
        if sign == stack[-1]:
            stack.pop()
            if not stack:
                return i + 1
        elif sign in "«“„([" and len(stack) < _DEEPEST:
            stack.append(_CLOSE[sign])
        elif sign == "»" and "»" in stack:
            return i + 1
    return len(phrase)
