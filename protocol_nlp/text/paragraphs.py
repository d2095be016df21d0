"""Which line breaks are hard wraps: lines of one paragraph are joined in place.

A break is flattened to a space where the next line goes on in small letters, or where
the line before it is full and its sentence open; never before a number, a bullet or a
label, never in a table.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from itertools import pairwise

from protocol_nlp.lexicon import rules
from protocol_nlp.text.pages import furniture, is_drawn

__all__ = ["flatten"]

_FULL = 0.72  # a wrapped line is at least this full
_PAGE_GAP = 8  # blank lines around a page number, at most
_NARROWEST, _WIDEST = 40, 135  # columns of a hard-wrapped text
_NAME_END = re.compile(r"[А-ЯЁ][а-яё-]{1,30}\s[А-ЯЁ]\.\s?(?:[А-ЯЁ]\.)?\s*$")
_LABEL = re.compile(r"[ \t]*([А-ЯЁ][а-яё]{0,20}(?:\s[а-яё]{1,20}){0,2})\s?:\s")
_AGAIN = 3  # lines that one label begins
_SMALL = re.compile(r"^[ \t]*[а-яё]")
_OPEN_END = re.compile(
    r"(?:[,–—-]|\b(?:и|в|на|по|с|к|о|об|от|до|для|за|из|при|или|№|имени|им\.|(?<!\d\s)(?<!\d)г\.|ул\.|проф\.|акад\.|доц\.|тов\.|зам\.|нач\.|зав\.))\s*$",
    re.IGNORECASE,
)


def flatten(text: str) -> tuple[str, tuple[int, ...]]:
    r"""``text`` with hard wraps as spaces, same length, and the offsets of those wraps.

    >>> flatten("провести ремонт\nкровли\n2. Отчёт")
    ('провести ремонт кровли\n2. Отчёт', (15,))
    """
    lines = text.split("\n")
    width = _width(lines)
    drawn = {i for i, line in enumerate(lines) if is_drawn(line)}
    pages = furniture(lines) | drawn
    for i in pages:
        lines[i] = " " * len(lines[i])
    again = _repeated(lines)
    wraps = {
        i for i, pair in enumerate(pairwise(lines)) if i + 1 not in again and _is_wrap(*pair, width)
    }
    wraps.update(j for i in pages if i not in drawn for j in _across(lines, i, width))
    flat: list[str] = []
    breaks: list[int] = []
    at = 0
    for i, line in enumerate(lines):
        at += len(line)
        flat += (line, " " if i in wraps else "\n")
        if i in wraps:
            breaks.append(at)
        at += 1
    return "".join(flat)[: len(text)], tuple(breaks)


def _repeated(lines: Sequence[str]) -> frozenset[int]:
    """The lines that a label begins which begins others, too: «Ведёт: …» once a card."""
    labels = {i: m[1] for i, line in enumerate(lines) if (m := _LABEL.match(line))}
    told = Counter(labels.values())
    return frozenset(i for i, label in labels.items() if told[label] >= _AGAIN)


def _across(lines: Sequence[str], page: int, width: int) -> range:
    """The breaks from the line above a page number to the one below, if a sentence goes on."""
    above, below = page - 1, page + 1
    while above >= 0 and page - above < _PAGE_GAP and not lines[above].strip():
        above -= 1
    while below < len(lines) and below - page < _PAGE_GAP and not lines[below].strip():
        below += 1
    if above < 0 or below >= len(lines) or not _SMALL.match(lines[below]):
        return range(0)
    return range(above, below) if _is_wrap(lines[above], lines[below], width) else range(0)


def _width(lines: list[str]) -> int:
    """The column at which the text is wrapped, 0 if it is not."""
    lengths = sorted(len(line.rstrip()) for line in lines if len(line) > _NARROWEST)
    if len(lengths) < 3:  # noqa: PLR2004 - two lines tell no width
        return 0
    widest = lengths[int(0.9 * (len(lengths) - 1))]
    return widest if widest <= _WIDEST else 0


def _is_wrap(before: str, after: str, width: int) -> bool:
    if not before.strip() or not after.strip() or _tabular(before) or _tabular(after):
        return False
    if rules("text", "starts").opens(after[:160]):
        return False
    if rules("text", "stops").finds(before[-160:]):
        return False
    if _SMALL.match(after) or _OPEN_END.search(before[-12:]):
        return True
    if _NAME_END.search(before[-40:]) and after.lstrip()[:1].isupper():
        return False  # a name with its initials ends a line of a list
    full = width and len(before.rstrip()) >= _FULL * width
    return bool(full and _opens(before))


def _opens(before: str) -> bool:
    """A full line that does not end like a name, a heading or a signature."""
    return not before.rstrip().isupper()


def _tabular(line: str) -> bool:
    return "\t" in line.strip() or "|" in line or "   " in line.strip()
