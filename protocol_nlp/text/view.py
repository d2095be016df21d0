"""A cleaned view of the text as given, and the way back from it.

Every stage reads the view; every span that leaves the house points into the source.
"""

from __future__ import annotations

from array import array
from dataclasses import dataclass

from protocol_nlp.records import Span
from protocol_nlp.text.cleaning import clean
from protocol_nlp.text.paragraphs import flatten

__all__ = ["View"]


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
        text, breaks = flatten(draft.text)
        return cls(source, text, draft.starts, draft.stops, breaks)

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
