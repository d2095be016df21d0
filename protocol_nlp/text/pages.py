"""Page furniture: page numbers and running heads that stand in the middle of the text.

A number between dashes or behind «стр.» is one by its shape; a bare number is one where
the pages count on and a sentence goes on across it at least once; a running head is a
line that was there before and stands beside a page number or inside a sentence.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from protocol_nlp.lexicon import rules

__all__ = ["furniture", "is_drawn"]

_LONGEST = 40  # a page number is short
_HEAD_SHORTEST = 8
_NAMED = 4  # words of a name
_SMALL = re.compile(r"\s*[а-яё]")
_ENDED = re.compile(r"[.!?:;]\W*$")
_DRAWN = re.compile(r"\s*[|+=:─-╿–—-][\s|+=:─-╿–—-]{2,}$")


def furniture(lines: Sequence[str]) -> frozenset[int]:
    """The places of the lines that belong to the page and not to the text.

    >>> sorted(furniture(["передать опись", "2", "в архив.", "3", "3. Открыть зал."]))
    [1, 3]
    """
    short = [i for i, line in enumerate(lines) if 0 < len(line.strip()) < _LONGEST]
    found = {i for i in short if rules("text", "furniture").opens(lines[i])}
    bare = [i for i in short if lines[i].strip().isdecimal()]
    again = _repeated(lines)
    if bare:
        found |= _pages(lines, bare, frozenset(found | again))
    if again:
        found |= {i for i in again if _is_head(lines, i, found, again)}
    return frozenset(found)


def is_drawn(line: str) -> bool:
    """Whether a line is only drawn: the border of a table, a rule.

    >>> is_drawn("|---|:--:|"), is_drawn("├───┼───┤"), is_drawn("– нет")
    (True, True, False)
    """
    return _DRAWN.match(line) is not None


def _pages(lines: Sequence[str], bare: Sequence[int], between: frozenset[int]) -> set[int]:
    """The bare numbers that count pages."""
    across = {i for i in bare if _is_crossed(lines, i, between)}
    numbers = [int(lines[i]) for i in bare]
    counted = numbers == list(range(numbers[0], numbers[0] + len(numbers)))
    return set(bare) if across and counted else across


def _is_crossed(lines: Sequence[str], at: int, between: frozenset[int]) -> bool:
    """Whether a sentence goes on across a line."""
    before = _nearest(lines, at, -1, between)
    after = _nearest(lines, at, 1, between)
    if before is None or after is None:
        return False
    return not _ENDED.search(lines[before][-8:]) and bool(_SMALL.match(lines[after]))


def _nearest(lines: Sequence[str], at: int, step: int, between: frozenset[int]) -> int | None:
    for i in range(at + step, at + 8 * step, step):
        if not 0 <= i < len(lines):
            return None
        if lines[i].strip() and i not in between:
            return i
    return None


def _repeated(lines: Sequence[str]) -> set[int]:
    """Lines that were there before, word for word, and may be running heads."""
    seen: set[str] = set()
    found: set[int] = set()
    for i, line in enumerate(lines):
        words = line.strip()
        if len(words) < _HEAD_SHORTEST or _ENDED.search(words[-8:]):
            continue
        if words in seen and not (rules("text", "starts").opens(words) or _names(words)):
            found.add(i)
        seen.add(words)
    return found


def _names(words: str) -> bool:
    """«Хоанг Ван Минь»: a name in a cell of a table that lost its columns."""
    parts = words.split()
    return len(parts) <= _NAMED and not words.isupper() and all(w[0].isupper() for w in parts)


def _is_head(lines: Sequence[str], at: int, pages: set[int], again: set[int]) -> bool:
    nothing: frozenset[int] = frozenset()
    beside = {_nearest(lines, at, step, nothing) for step in (-1, 1)}
    return bool(beside & pages) or _is_crossed(lines, at, frozenset(pages | again))
