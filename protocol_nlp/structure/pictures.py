"""A picture that stands alone at the head of a line marks a heading: «📊 цифры»."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from typing import TYPE_CHECKING

from protocol_nlp.records import Span
from protocol_nlp.structure.acts import is_act
from protocol_nlp.structure.labels import Label
from protocol_nlp.text import SIGNS

if TYPE_CHECKING:
    from protocol_nlp.structure.lines import Line

__all__ = ["is_pointed", "picture_end", "pictured"]

_PICTURE = re.compile(rf"\s*[{SIGNS}][\ufe0e\ufe0f{SIGNS}]{{0,5}}\s*(?=\S)")
_TITLE_LONGEST = 60
_OPEN_ENDS = (".", ";", ",", "!", "?")
_DASH = re.compile(r"\s[–—-]\s|:\s")


def picture_end(words: str) -> int:
    """Where the words behind a picture at the head of a line begin; 0 where none stands there.

    >>> picture_end("📊 цифры"), picture_end("№ 5")
    (2, 0)
    """
    match = _PICTURE.match(words)
    return match.end() if match else 0


def is_pointed(words: str) -> bool:
    """Whether a line begins with the bullet that pointing pictures are folded to.

    >>> is_pointed("▸ Ким – сдать смету"), is_pointed("• Ким")
    (True, False)
    """
    return words.startswith("▸")


def pictured(text: str, lines: Sequence[Line]) -> list[Line]:
    """The lines, those of kind "picture" told apart: headings of parts, or items."""
    return [
        _told(text, lines, at) if line.kind == "picture" else line for at, line in enumerate(lines)
    ]


def _told(text: str, lines: Sequence[Line], at: int) -> Line:
    line = lines[at]
    if all(x.kind == "blank" for x in lines[:at]):
        return replace(line, kind="text", span=Span(*line.value))  # the title of all
    if _titles(line.value.of(text)):
        return replace(line, kind="part", rule="line.picture")
    label = Label(None, "•", line.value.start)
    return replace(line, kind="item", keyword=Span(*line.span), label=label)


def _titles(words: str) -> bool:
    plain = len(words) <= _TITLE_LONGEST and not words.endswith(_OPEN_ENDS)
    return plain and not _DASH.search(words) and not is_act(words)
