"""Edits of a text, and where its spans are afterwards."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import NamedTuple

from protocol_nlp.records import Span

__all__ = ["Edit", "Edited", "without_overlaps"]


class Edit(NamedTuple):
    """``text[start:stop]`` becomes ``words``."""

    start: int
    stop: int
    words: str


@dataclass(frozen=True, slots=True)
class Edited:
    """A text after its edits, which do not overlap and are in order.

    >>> edited = Edited.of("до Зуевой всё", [Edit(3, 9, "Ким")])
    >>> edited.text, edited.span(Span(3, 9)), edited.span(Span(10, 13))
    ('до Ким всё', Span(start=3, stop=6), Span(start=7, stop=10))
    """

    text: str
    edits: Sequence[Edit]
    starts: Sequence[int]
    shifts: Sequence[int]

    @classmethod
    def of(cls, text: str, edits: Iterable[Edit]) -> Edited:
        """The text with all edits done."""
        ordered, pieces, shifts, at, shift = list(edits), [], [], 0, 0
        for edit in ordered:
            pieces += [text[at : edit.start], edit.words]
            shifts.append(shift)
            shift += len(edit.words) - (edit.stop - edit.start)
            at = edit.stop
        shifts.append(shift)
        return cls("".join([*pieces, text[at:]]), ordered, [e.start for e in ordered], shifts)

    def span(self, span: Span) -> Span:
        """The span of the same words; one that begins or ends within an edit takes all of it."""
        start, stop = self._place(span.start, end=False), self._place(span.stop, end=True)
        return Span(start, start) if span.start >= span.stop else Span(start, stop)

    def _place(self, offset: int, *, end: bool) -> int:
        """Where an offset is afterwards; inside an edit: where the edit begins or ends."""
        at = bisect_right(self.starts, offset - 1 if end else offset) - 1
        if at >= 0 and offset < self.edits[at].stop:
            edit = self.edits[at]
            return edit.start + self.shifts[at] + (len(edit.words) if end else 0)
        return offset + self.shifts[at + 1]


def without_overlaps(edits: Iterable[Edit]) -> list[Edit]:
    """The edits in order; of two that overlap, the one that was named first.

    >>> without_overlaps([Edit(4, 6, "b"), Edit(0, 2, "a"), Edit(5, 9, "c")])
    [Edit(start=0, stop=2, words='a'), Edit(start=4, stop=6, words='b')]
    """
    kept: list[Edit] = []
    taken: list[tuple[int, int]] = []
    for edit in edits:
        at = bisect_right(taken, (edit.start, edit.stop))
        clear_before = at == 0 or taken[at - 1][1] <= edit.start
        clear_after = at == len(taken) or taken[at][0] >= edit.stop
        if clear_before and clear_after and edit.start < edit.stop:
            taken.insert(at, (edit.start, edit.stop))
            kept.append(edit)
    return sorted(kept)
