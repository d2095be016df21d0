"""Minutes read from one rendering of a document, moved onto another one.

A file and the plain text saved from it hold the same words with other white space, numbers
written out or computed, words broken at line ends.  To hold what was read from the file against
the gold of the text, its spans are carried over by an alignment of the two texts: first of
their words, then, where words differ, of their characters.
"""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterator
from dataclasses import fields, is_dataclass, replace
from difflib import SequenceMatcher
from typing import Any

from protocol_nlp.records import Minutes, Span

__all__ = ["Projection", "project"]

_TOKEN = re.compile(r"\w+|[^\w\s]")
LARGEST = 2000
"""Characters on either side within which differing words are aligned letter by letter."""


class Projection:
    r"""Which characters of one text are which of another.

    >>> Projection("1. Сдать от-\nчёт", "Сдать отчёт").span(Span(9, 16))
    Span(start=6, stop=11)
    """

    def __init__(self, source: str, target: str) -> None:
        """Aligns two texts; time grows with their length and how much they differ."""
        self.source, self.target = source, target
        pairs = [pair for run in _runs(source, target) for pair in run]
        self._from = [here for here, _ in pairs]
        self._to = [there for _, there in pairs]

    @property
    def kept(self) -> float:
        """The share of the target's letters and digits that the source has, in order."""
        letters = sum(map(str.isalnum, self.target))
        return sum(self.target[i].isalnum() for i in self._to) / letters if letters else 1.0

    @property
    def added(self) -> float:
        """The share of the source's letters and digits that the target has not."""
        letters = sum(map(str.isalnum, self.source))
        same = sum(self.source[i].isalnum() for i in self._from)
        return 1 - same / letters if letters else 0.0

    def span(self, span: Span) -> Span:
        """A span of the source as one of the target; empty where nothing of it is there."""
        first, last = bisect_left(self._from, span.start), bisect_right(self._from, span.stop - 1)
        if first >= last:
            place = self._to[first] if first < len(self._to) else len(self.target)
            return Span(place, place)
        return Span(self._to[first], self._to[last - 1] + 1)


def _runs(source: str, target: str) -> Iterator[list[tuple[int, int]]]:
    """The pairs of equal characters, run by run, in order."""
    ours = [m.span() for m in _TOKEN.finditer(source)]
    theirs = [m.span() for m in _TOKEN.finditer(target)]
    words = [source[a:b].casefold() for a, b in ours], [target[a:b].casefold() for a, b in theirs]
    matcher = SequenceMatcher(None, *words, autojunk=False)
    for tag, i, j, k, n in matcher.get_opcodes():
        if tag == "equal":
            for (a, b), (c, _) in zip(ours[i:j], theirs[k:n], strict=True):
                yield [(a + step, c + step) for step in range(b - a)]
        elif tag == "replace":
            yield _letters(
                source, ours[i][0], ours[j - 1][1], target, theirs[k][0], theirs[n - 1][1]
            )


def _letters(  # noqa: PLR0913, PLR0917  two texts with two ends each
    source: str, start: int, stop: int, target: str, first: int, last: int
) -> list[tuple[int, int]]:
    """Equal letters of two short stretches, white space left out."""
    ours = [i for i in range(start, stop) if not source[i].isspace()]
    theirs = [i for i in range(first, last) if not target[i].isspace()]
    if max(len(ours), len(theirs)) > LARGEST:
        return []
    matcher = SequenceMatcher(
        None, [source[i] for i in ours], [target[i] for i in theirs], autojunk=False
    )
    return [
        (ours[block.a + step], theirs[block.b + step])
        for block in matcher.get_matching_blocks()
        for step in range(block.size)
    ]


def project(minutes: Minutes, text: str) -> Minutes:
    """The minutes with every span moved onto ``text``, another rendering of their own text.

    Names, values and texts stay as they were read.

    >>> from protocol_nlp.records import Decision, Header, Source
    >>> d = Decision("d1", "1", ("1",), None, Span(4, 9), "Сдать", None, "assignment", "order")
    >>> read = Minutes(Source("a", "", 9), Header(), decisions=(d,), text="1.  Сдать")
    >>> project(read, "1. Сдать").decisions[0].span
    Span(start=3, stop=8)
    """
    projection = Projection(minutes.text, text)
    moved: Minutes = _moved(replace(minutes, text=""), projection)
    return replace(moved, text=text)


def _moved(tree: Any, projection: Projection) -> Any:  # noqa: ANN401  any record
    if isinstance(tree, Span):
        return projection.span(tree)
    if isinstance(tree, tuple) and not hasattr(tree, "_fields"):
        return tuple(_moved(branch, projection) for branch in tree)
    if is_dataclass(tree) and not isinstance(tree, type):
        values = {field.name: getattr(tree, field.name) for field in fields(tree)}
        changed = {n: _moved(v, projection) for n, v in values.items() if _holds_spans(v)}
        return replace(tree, **changed)
    return tree


def _holds_spans(value: object) -> bool:
    return is_dataclass(value) or (isinstance(value, tuple) and bool(value))
