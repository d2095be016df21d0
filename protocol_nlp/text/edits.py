"""Edits of a text that keep the way back: the offsets of every character that stays."""

from __future__ import annotations

from array import array
from collections.abc import Iterable
from dataclasses import dataclass

__all__ = ["Draft", "Edit"]

Edit = tuple[int, int, str]
"""Start and stop in the text that is edited, and what stands there afterwards."""

_RAMP_LENGTH = 1 << 16
_RAMP = array("i", range(_RAMP_LENGTH + 1))


def _ramp(start: int, stop: int) -> array[int]:
    """The numbers from ``start`` to ``stop``: a slice of a ready array where it reaches."""
    if stop <= _RAMP_LENGTH:
        return _RAMP[start:stop]
    return array("i", range(start, stop))


@dataclass(frozen=True, slots=True)
class Draft:
    """A text on its way from source to view; ``starts`` and ``stops`` as in a View.

    Both are None while every character still stands at its place in the source.
    """

    text: str
    starts: array[int] | None = None
    stops: array[int] | None = None

    def swapped(self, old: str, new: str) -> Draft:
        """The draft with one character written as another one, at the same places.

        >>> Draft("до\\u00a01 мая").swapped("\\u00a0", " ").text
        'до 1 мая'
        """
        return Draft(self.text.replace(old, new), self.starts, self.stops)

    def edited(self, edits: Iterable[Edit]) -> Draft:
        """The draft after ``edits``, which are in order and do not overlap.

        A replacement of another length shares the place of the words that it
        replaces; what is deleted belongs to nobody, and a span across it covers it.

        >>> draft = Draft("Р Е Ш И Л").edited([(1, 2, ""), (3, 4, ""), (5, 6, ""), (7, 8, "")])
        >>> draft.text, list(draft.starts or ()), list(draft.stops or ())
        ('РЕШИЛ', [0, 2, 4, 6, 8], [1, 3, 5, 7, 9])
        """
        changes = list(edits)
        if not changes:
            return self
        pieces: list[str] = []
        at = 0
        for start, stop, words in changes:
            pieces.append(self.text[at:start])
            pieces.append(words)
            at = stop
        pieces.append(self.text[at:])
        text = "".join(pieces)
        if self.starts is None and all(stop - start == len(words) for start, stop, words in changes):
            return Draft(text)
        return Draft(text, *self._moved(changes))

    def _moved(self, changes: list[Edit]) -> tuple[array[int], array[int]]:
        old_starts = _ramp(0, len(self.text)) if self.starts is None else self.starts
        old_stops = _ramp(1, len(self.text) + 1) if self.stops is None else self.stops
        starts, stops = array("i"), array("i")
        at = 0
        for start, stop, words in changes:
            starts.extend(old_starts[at:start])
            stops.extend(old_stops[at:start])
            at = stop
            shared = min(len(words), stop - start) - 1
            if shared < 0:
                continue
            starts.extend(old_starts[start : start + shared])
            stops.extend(old_stops[start : start + shared])
            left = len(words) - shared
            starts.extend(array("i", [old_starts[start + shared]]) * left)
            stops.extend(array("i", [old_stops[stop - 1]]) * left)
        starts.extend(old_starts[at:])
        stops.extend(old_stops[at:])
        return starts, stops
