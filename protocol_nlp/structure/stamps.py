"""Stamps above the kind of a document: who approved it, who signed it electronically.

A stamp is a signature, and no part of the header below it.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace

from protocol_nlp.lexicon import rules
from protocol_nlp.records import Case, Span
from protocol_nlp.structure.lines import Line

__all__ = ["STAMP", "Stamp", "stamps_of", "without_stamps"]

STAMP = "line.stamp"  # the rule of a line that is one of a stamp
_FARTHEST = 30  # lines from the top in which a stamp begins
_LINES = 9  # of one stamp
_NEAR = 200  # characters of a line that are looked at
_SECTIONS = frozenset({"present", "agenda", "resolved", "heard", "item"})
_SIGNED = re.compile(
    r"(?:[А-ЯЁ]\.\s?){1,2}[А-ЯЁ][а-яёА-ЯЁ-]+|[А-ЯЁ][а-яё-]+\s+[А-ЯЁ]\.|[А-ЯЁ][а-яё]+(?:вич|вн[аы]|чн[аы])(?:ем|ой)?\b"
)
_OWNER = re.compile(r"владелец\s*:?\s*", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Stamp:
    """Where the one who approved is named, and in which case; ``lines`` are its places."""

    span: Span
    case: Case | None
    lines: tuple[int, ...]


def stamps_of(text: str, lines: Sequence[Line]) -> tuple[Stamp, ...]:
    r"""The stamps above the kind.

    >>> from protocol_nlp.structure.lines import lines_of
    >>> text = "УТВЕРЖДАЮ\nДиректор\nО.Л. Зуева\n5 мая 2021 г.\n\nПРОТОКОЛ"
    >>> [(s.span.of(text), s.lines) for s in stamps_of(text, lines_of(text))]
    [('УТВЕРЖДАЮ\nДиректор\nО.Л. Зуева\n5 мая 2021 г.', (0, 1, 2, 3))]
    """
    found: list[Stamp] = []
    at = 0
    while at < min(len(lines), _FARTHEST):
        words = lines[at].words(text)[:_NEAR]
        opened = rules("structure", "stamps").opening(words) if lines[at].kind != "blank" else None
        if opened is None:
            if lines[at].kind != "blank" and _is_kind(words):
                break
            at += 1
            continue
        places = _places(text, lines, at)
        if not places:
            at += 1
            continue
        case = opened[0].value["case"] or None
        span = Span(lines[at].span.start, lines[places[-1]].span.stop)
        found.append(Stamp(_owner(text, span), case, places))
        at = places[-1] + 1
    return tuple(found)


def _is_kind(words: str) -> bool:
    return rules("structure", "document_kinds").opens(words) and words.strip(' «"')[:1].isupper()


def _places(text: str, lines: Sequence[Line], start: int) -> tuple[int, ...]:
    """Up to the kind, or to a blank line once somebody is named."""
    places = [start]
    named = bool(_SIGNED.search(lines[start].words(text)[:_NEAR]))
    over_kind = False
    for at in range(start + 1, min(len(lines), start + _LINES)):
        words = lines[at].words(text)[:_NEAR]
        if lines[at].kind == "blank":
            if named:
                break
            continue
        below = lines[at + 1].words(text)[:_NEAR] if at + 1 < len(lines) else ""
        over_kind = _is_kind(f"{words[:80]} {below[:40]}")  # «ПЕРЕЧЕНЬ» over «ПОРУЧЕНИЙ»
        if over_kind or lines[at].kind in _SECTIONS:
            break
        places.append(at)
        named = named or bool(_SIGNED.search(words))
    return tuple(places) if named or over_kind else ()


def _owner(text: str, span: Span) -> Span:
    """Of an electronic signature the owner; else all of the stamp."""
    match = _OWNER.search(text, *span)
    return Span(match.end(), span.stop) if match else span


def without_stamps(lines: Sequence[Line], stamps: Sequence[Stamp]) -> list[Line]:
    """The lines, those of a stamp told apart."""
    inside = {at for s in stamps for at in s.lines}
    return [
        replace(x, kind="aside", rule=STAMP) if at in inside else x for at, x in enumerate(lines)
    ]
