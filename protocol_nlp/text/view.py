"""A cleaned view of the text as given, and the way back from it.

Every stage reads the view; every span that leaves the house points into the source.
"""

from __future__ import annotations

import re
from array import array
from dataclasses import dataclass

from protocol_nlp.records import Span
from protocol_nlp.text.cleaning import clean
from protocol_nlp.text.edits import Draft
from protocol_nlp.text.paragraphs import flatten

__all__ = ["View"]

_GAP = re.compile(" {9,}")
_GAP_KEPT = " " * 8


def _shorten(draft: Draft, breaks: tuple[int, ...]) -> tuple[int, ...]:
    """Shortens wide gaps, so that patterns over white space stay cheap; moves the breaks along."""
    moved: list[int] = []
    gaps = [m.span() for m in _GAP.finditer(draft.text)]
    by, at = 0, 0
    for place in breaks:
        while at < len(gaps) and gaps[at][1] <= place:
            by += gaps[at][1] - gaps[at][0] - len(_GAP_KEPT)
            at += 1
        start = gaps[at][0] if at < len(gaps) else place
        moved.append(min(place, start + len(_GAP_KEPT) - 1) - by if start < place else place - by)
    draft.replace(_GAP, lambda _: _GAP_KEPT)
    return tuple(dict.fromkeys(moved))


@dataclass(frozen=True, slots=True)
class View:
    """``text`` is what the stages read; ``span`` leads back to ``source``.

    ``starts[i]`` and ``stops[i]`` are the offsets in the source of the character(s)
    that became ``text[i]``; both are None while nothing has moved.  ``breaks`` are the
    offsets in ``text`` of the line breaks that were flattened to spaces.
    """

    source: str
    text: str
    starts: array[int] | None = None
    stops: array[int] | None = None
    breaks: tuple[int, ...] = ()

    @classmethod
    def of(cls, source: str) -> View:
        r"""The cleaned view of a text: one line a paragraph, letters as they are meant.

        >>> View.of("Р Е Ш И Л И:\n1. Провести\nремонт").text
        'РЕШИЛИ:\n1. Провести ремонт'
        """
        draft = clean(source)
        draft.text, breaks = flatten(draft.text)
        if _GAP.search(draft.text):
            breaks = _shorten(draft, breaks)
        return cls(source, draft.text, draft.starts, draft.stops, breaks)

    def span(self, start: int, stop: int) -> Span:
        """The span in the source of ``text[start:stop]``.

        >>> View("да", "да").span(0, 2)
        Span(start=0, stop=2)
        """
        if self.starts is None or self.stops is None:
            return Span(start, stop)
        if start >= stop:
            at = self.starts[start] if start < len(self.starts) else len(self.source)
            return Span(at, at)
        first, last = self.starts[start], self.stops[stop - 1]
        if first < last:
            return Span(first, last)
        return Span(min(self.starts[start:stop]), max(self.stops[start:stop]))  # across cells
