"""Running heads and page numbers: what a page repeats and nobody wrote into the text."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

__all__ = ["Printed", "without_running"]

_MARGIN = 0.12
"""Share of the page's height, at its top and at its foot, where running heads stand."""
_DIGITS = re.compile(r"\d+")
_PAGE_NUMBER = re.compile(
    r"[\[(–—-]{0,2}\s{0,3}(?:(?:стр(?:аница|\.)?|лист|л\.|page)\s{0,3})?(\d{1,4})"
    r"(?:\s{0,3}(?:из|of|/)\s{0,3}\d{1,4})?\s{0,3}[\])–—-]{0,2}",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class Printed:
    """A line as it stands on its page: its text, the height of its baseline, its size."""

    text: str
    base: float
    size: float
    row: bool = False


def without_running(
    pages: Sequence[Sequence[Printed]], heights: Sequence[float]
) -> list[list[Printed]]:
    """The pages without running heads, running feet and page numbers.

    >>> page = [Printed("Срок – 1 июня", 400.0, 12.0), Printed("- 2 -", 30.0, 12.0)]
    >>> [[line.text for line in kept] for kept in without_running([[], page], [800.0, 800.0])]
    [[], ['Срок – 1 июня']]
    """
    heads = _repeated(pages, heights)
    return [
        [
            line
            for line in page
            if not (_at_edge(line, height) and _is_running(line, number, heads, len(pages)))
        ]
        for number, (page, height) in enumerate(zip(pages, heights, strict=True), 1)
    ]


def _at_edge(line: Printed, height: float) -> bool:
    return not line.row and not _MARGIN * height <= line.base <= (1 - _MARGIN) * height


def _is_running(line: Printed, number: int, heads: frozenset[str], count: int) -> bool:
    if _shape(line.text) in heads:
        return True
    printed = _PAGE_NUMBER.fullmatch(line.text.strip())
    return printed is not None and int(printed[1]) == number and count > 1


def _repeated(pages: Sequence[Sequence[Printed]], heights: Sequence[float]) -> frozenset[str]:
    """The shapes of lines that stand at the edge of half of the pages, two at least."""
    counts: Counter[str] = Counter()
    for page, height in zip(pages, heights, strict=True):
        counts.update({_shape(line.text) for line in page if _at_edge(line, height)})
    least = max(2, (len(pages) + 1) // 2)
    return frozenset(shape for shape, count in counts.items() if count >= least)


def _shape(text: str) -> str:
    """A line without what changes from page to page."""
    return " ".join(_DIGITS.sub("#", text).split())
