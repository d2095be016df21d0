"""Characters to lines: what stands on one baseline, from left to right, with its gaps."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from itertools import pairwise

from protocol_nlp.readers.pdf.pages import Glyph

__all__ = ["Line", "Segment", "lines"]

_SAME_BASE = 0.35
_SPACE = 0.14
"""A gap of this share of the height of a line is a space even where none is printed."""
_WIDE_GAP = 1.6
"""A gap of this many heights parts two pieces of a line: columns, a place and its date."""
_ALIKE = 1.2


@dataclass(slots=True)
class Segment:
    """A piece of a line without wide gaps."""

    text: str
    left: float
    right: float


@dataclass(slots=True)
class Line:
    """One line: its baseline, the height of its characters, its pieces in order."""

    base: float
    size: float
    segments: list[Segment] = field(default_factory=list)

    @property
    def text(self) -> str:
        """The line as text, a tab for each wide gap."""
        return "\t".join(segment.text for segment in self.segments)

    @property
    def left(self) -> float:
        """Where the line begins."""
        return self.segments[0].left

    @property
    def right(self) -> float:
        """Where the line ends."""
        return self.segments[-1].right


def lines(glyphs: Iterable[Glyph]) -> list[Line]:
    r"""The lines of some characters, from top to bottom.

    >>> word = [Glyph(c, 10.0 + 6 * i, 16.0 + 6 * i, 700.0, 12.0) for i, c in enumerate("Срок")]
    >>> [line.text for line in lines([*word, Glyph("№", 200.0, 206.0, 700.5, 12.0)])]
    ['Срок\t№']
    """
    rows: list[list[Glyph]] = []
    base = 0.0
    for glyph in sorted(glyphs, key=lambda each: -each.base):
        if rows and base - glyph.base <= _SAME_BASE * min(glyph.size, rows[-1][0].size):
            rows[-1].append(glyph)
        else:
            rows.append([glyph])
            base = glyph.base
    return [line for row in rows if (line := _line(row)).segments]


def _line(row: list[Glyph]) -> Line:
    row.sort(key=lambda glyph: glyph.left)
    solid = [glyph for glyph in row if glyph.character.strip()]
    size = max((glyph.size for glyph in solid), default=1.0)
    line = Line(min((glyph.base for glyph in solid), default=0.0), size)
    words = _words(row, size)
    wide = _WIDE_GAP * size
    if _justified([two.left - one.right for one, two in pairwise(words)]):
        wide = float("inf")
    for word in words:
        last = line.segments[-1] if line.segments else None
        if last is None or word.left - last.right > wide:
            line.segments.append(word)
        else:
            last.text += f" {word.text}"
            last.right = max(last.right, word.right)
    return line


def _words(row: list[Glyph], size: float) -> list[Segment]:
    """The words of a line: parted by spaces, or by gaps where no space is printed."""
    words: list[Segment] = []
    spaced = True
    for glyph in row:
        if not glyph.character.strip():
            spaced = True
            continue
        if spaced or glyph.left - words[-1].right > _SPACE * size:
            words.append(Segment(glyph.character, glyph.left, glyph.right))
        else:
            words[-1].text += glyph.character
            words[-1].right = max(words[-1].right, glyph.right)
        spaced = False
    return words


def _justified(gaps: list[float]) -> bool:
    """Whether the gaps of a line are all alike, as a program makes them that fills the line."""
    return len(gaps) > 1 and max(gaps) <= _ALIKE * min(gaps)
