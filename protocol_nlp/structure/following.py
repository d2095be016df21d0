"""What comes after each line: whether a numbered line is a heading is told by what follows it."""

from __future__ import annotations

from collections.abc import Sequence

from protocol_nlp.structure.cards import HEAD
from protocol_nlp.structure.lines import Line

__all__ = ["following"]

_SECTIONS = frozenset(
    {"heard", "spoke", "resolved", "noted", "heard_by", "ordered", "resolved_end"}
)
_BORDERS = frozenset(
    {
        "question",
        "journal",
        "part",
        "agenda",
        "chair",
        "secretary",
        "present",
        "absent",
        "invited",
        "past",
    }
)
_STYLES = ("n.", "n", "n).", "I.")


def following(lines: Sequence[Line]) -> list[str]:
    r"""Tells for each line what comes after it.

    "next": a section keyword right after; "section": one before the next number, "end":
    one that ends a sentence («Комиссия решила:»); else "".
    A keyword that bears a number of its own («3. СЛУШАЛИ:») is its own heading.

    >>> from protocol_nlp.structure.lines import lines_of
    >>> following(lines_of("1. О планах\nРЕШИЛИ:\n1. Открыть музей\n2. СЛУШАЛИ: Зуеву"))
    ['section', '', '', '']
    """
    result = [""] * len(lines)
    seen: frozenset[str] = frozenset()
    nearest, sort = "", "section"
    asked: str | None = None  # «По второму вопросу слушали» below
    for at in range(len(lines) - 1, -1, -1):
        line = lines[at]
        if line.kind == "blank":
            continue
        decides = line.kind in _SECTIONS or line.rule == HEAD
        if decides and not (line.kind == "noted" and line.number):
            seen, nearest = _after(line), "" if line.number else "next"
            sort = "end" if line.kind == "resolved_end" else "section"
            asked = line.number if line.rule.endswith("by_question") else None
            continue
        if line.kind in _BORDERS:
            result[at], seen = nearest, frozenset()
            asked = line.number if line.kind == "question" else None
        elif line.label is not None:
            titles = asked is not None and line.label.text == asked  # «2. О складе» over
            result[at] = sort if line.label.style in seen else "section" if titles else ""
            seen, asked = frozenset(), None
        else:
            result[at] = nearest
        nearest = ""
    return result


def _after(line: Line) -> frozenset[str]:
    """Styles of numbers that the section can stand under."""
    if line.number is None:
        return frozenset(_STYLES) | {"n.n2"}
    return frozenset(_STYLES) if "." in line.number or line.kind == "resolved" else frozenset()
