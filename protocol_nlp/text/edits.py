"""Edits of a text that remember where every character came from."""

from __future__ import annotations

import re
from array import array
from collections.abc import Callable, Iterable
from dataclasses import dataclass

__all__ = ["Draft", "Piece"]

Piece = tuple[int, int, str | None]
"""A stretch of the text that stays (None) or is written as something else."""


@dataclass(slots=True)
class Draft:
    """A text in the making; ``starts`` and ``stops`` are None while nothing has moved."""

    text: str
    starts: array[int] | None = None
    stops: array[int] | None = None

    def replace(self, pattern: re.Pattern[str], by: Callable[[re.Match[str]], str | None]) -> None:
        """Replaces each match by what ``by`` gives; None leaves it as it stands."""
        edits = [
            (m.start(), m.end(), new)
            for m in pattern.finditer(self.text)
            if (new := by(m)) is not None
        ]
        if edits:
            self._apply(edits)

    def rearrange(self, pieces: Iterable[Piece]) -> None:
        """The text anew from stretches of itself, in whatever order."""
        starts = self.starts or array("L", range(len(self.text)))
        stops = self.stops or array("L", range(1, len(self.text) + 1))
        words: list[str] = []
        new_starts, new_stops = array("L"), array("L")
        for start, stop, new in pieces:
            words.append(self.text[start:stop] if new is None else new)
            times = 1 if new is None else len(new)
            new_starts += starts[start:stop] * times
            new_stops += stops[start:stop] * times
        self.text, self.starts, self.stops = "".join(words), new_starts, new_stops

    def _apply(self, edits: Iterable[tuple[int, int, str]]) -> None:
        starts = self.starts or array("L", range(len(self.text)))
        stops = self.stops or array("L", range(1, len(self.text) + 1))
        pieces: list[str] = []
        new_starts, new_stops = array("L"), array("L")
        at = 0
        for start, stop, new in edits:
            pieces += (self.text[at:start], new)
            new_starts += starts[at:start]
            new_stops += stops[at:start]
            for i in range(len(new)):  # each new character stands for the old one in its place
                old = min(start + i, stop - 1)
                new_starts.append(starts[old])
                new_stops.append(stops[stop - 1] if i == len(new) - 1 else stops[old])
            at = stop
        pieces.append(self.text[at:])
        self.starts, self.stops = new_starts + starts[at:], new_stops + stops[at:]
        self.text = "".join(pieces)
