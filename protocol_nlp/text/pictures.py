"""Pictures at the heads of lines that are bullets: they point, or they repeat.

Minutes kept in a messenger say «👉 Ким – сдать смету».  A picture that points becomes
``▸``, one that repeats ``•``; one that stands once, or over a list, is left: it marks
a heading («📊 цифры»), and structure reads it.
"""

from __future__ import annotations

import re
from collections import Counter

from protocol_nlp.text.edits import Draft, Piece

__all__ = ["PICTURES", "SIGNS", "fold_pictures"]

SIGNS = "\u2190-\u21ff\u2300-\u24ff\u25a0-\u27bf\u2b00-\u2bff\U0001f000-\U0001faff"
"""The blocks of arrows, signs and pictures, as the inside of a character class."""

_KNOWN = "☐☑☒✅✓✔►➢→⇒➔➜"  # bullets that structure tells apart itself
_HEAD = re.compile(
    rf"(?m)^[ \t]*(?P<picture>(?![{_KNOWN}])[{SIGNS}])[\ufe0e\ufe0f{SIGNS}]{{0,5}}[ \t]*(?=\S)"
)
PICTURES = frozenset(
    map(
        chr,
        (
            *range(0x2190, 0x2200),
            *range(0x2300, 0x2500),
            *range(0x25A0, 0x27C0),
            *range(0x2B00, 0x2C00),
            *range(0x1F000, 0x1FB00),
        ),
    )
).difference(_KNOWN)
"""The characters themselves, but those that are bullets already."""

_POINTING = frozenset("👉▶▸⏩➤🔹🔸🔘📍🎯")
_LISTED = re.compile(r"[^\n]{0,200}\n[ \t]*(?:[–—•▪●*-][ \t]|\d{1,3}[.)])")


def fold_pictures(draft: Draft) -> None:
    """Writes the pictures that are bullets as ``▸`` and ``•``.

    >>> draft = Draft("👉 Ким – смета")
    >>> fold_pictures(draft)
    >>> draft.text
    '▸ Ким – смета'
    """
    heads = list(_HEAD.finditer(draft.text))
    times = Counter(m["picture"] for m in heads)
    pieces: list[Piece] = []
    at = 0
    for m in heads:
        mark = _mark(draft.text, m, times[m["picture"]])
        if mark is not None:
            pieces += ((at, m.start("picture"), None), (*m.span("picture"), mark))
            at = m.end()
            pieces.append((m.end("picture"), at, " "))
    if pieces:
        draft.rearrange([*pieces, (at, len(draft.text), None)])


def _mark(text: str, head: re.Match[str], times: int) -> str | None:
    if head["picture"] in _POINTING:
        return "▸"
    return "•" if times > 1 and not _LISTED.match(text, head.end()) else None
