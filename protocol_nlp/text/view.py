"""A cleaned view of the text as given, and the way back from it.

Every stage reads the view; every span that leaves the house points into the source.
"""

from __future__ import annotations

from array import array
from dataclasses import dataclass

from protocol_nlp.records import Span


@dataclass(frozen=True, slots=True)
class View:
    """``text`` is what the stages read; ``span`` leads back to ``source``.

    ``starts[i]`` and ``stops[i]`` are the offsets in the source of the character(s)
    that became ``text[i]``; both are None while nothing has moved.
    """

    source: str
    text: str
    starts: array[int] | None = None
    stops: array[int] | None = None

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
        return Span(self.starts[start], self.stops[stop - 1])
