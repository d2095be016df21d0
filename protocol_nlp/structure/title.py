"""The words of a title: what the header says besides its kind, day, number and place."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from protocol_nlp.lexicon import rules
from protocol_nlp.records import Span
from protocol_nlp.structure.imprint import Imprint, content, stamped
from protocol_nlp.structure.lines import Line
from protocol_nlp.structure.outline import UNCHAIRED

__all__ = ["Title", "title_of"]

_ACTS = frozenset({"приказ", "распоряжение", "постановление", "решение", "указ"})
_ABOUT = re.compile(r"^\s*О(?:б|бо)?\s+\S")
_ABBREVIATED = re.compile(r"(?:(?<![А-Яа-яЁё])[А-ЯЁ]|\d\s?гг?|\bпр|\bдр)\.$")
_BESIDE = re.compile(r"\s*[,|\t]|\s{3,}")
_TIME = re.compile(r"^[\s,]*(?:\d{1,2}[.:-]\d{2}|\d{1,2}\s*ч)")
_FARTHEST = 14  # lines below the kind in which a title stands
_LINES = 8
_PROSE = 600  # a longer line is no title


@dataclass(frozen=True, slots=True)
class Title:
    """A title, where it stands, and what the same lines bear beside it."""

    words: str | None = None
    span: Span | None = None
    apart: tuple[Imprint, ...] = ()


def title_of(text: str, lines: Sequence[Line], first: Span, kind: str | None) -> Title:
    """The title in ``lines``, of which the first is read from ``first`` on (after its kind)."""
    about = _about(text, lines[1:]) if kind in _ACTS else None
    if about is not None:
        return about
    pieces: list[Span] = []
    apart: list[Imprint] = []
    blank = False
    for at, line in enumerate(lines[: _FARTHEST + 1]):
        span = first if at == 0 else line.span
        span = Span(span.start, min(span.stop, span.start + _PROSE))
        words = span.of(text)
        if line.kind == "blank":
            blank = True
            continue
        if at and (
            _ends(words, begun=bool(pieces), long=len(line.words(text)) > _PROSE)
            or (line.kind != "text" and pieces)
        ):
            break
        skipped = at and (line.kind != "text" or _is_skipped(words))
        found = [] if skipped else _pieces(text, span, apart, lines)
        if (
            not found
            and pieces
            and kind in UNCHAIRED
            and not blank
            and _is_of_title(text, pieces, words)
        ):
            found = [span]  # «по итогам объезда⏎30 августа 2024 г.»
        if pieces and (not found or (blank and not words.lstrip()[:1].islower())):
            break
        pieces += found
        blank = False
        if len(pieces) >= _LINES:
            break
    return _titled(text, pieces, tuple(apart))


def _is_of_title(text: str, pieces: Sequence[Span], words: str) -> bool:
    days = stamped(words)
    before = f"{Span(pieces[0].start, pieces[-1].stop).of(text)} ".replace("\n", " ")
    return len(days) == 1 and rules("structure", "title_days").finds(before)


def _about(text: str, lines: Sequence[Line]) -> Title | None:
    """«О подготовке к зиме» is the title of an act, whatever else its head says."""
    for at, line in enumerate(lines[:_FARTHEST]):
        if line.span.stop - line.span.start > _PROSE or not _ABOUT.match(line.words(text)):
            continue
        pieces = [line.span]
        for after in lines[at + 1 : at + _LINES]:
            words = after.words(text)
            long = len(words) > _PROSE
            if after.kind != "text" or long or _ends(words, begun=True) or stamped(words):
                break
            pieces.append(after.span)
        return _titled(text, pieces, ())
    return None


def _ends(words: str, *, begun: bool, long: bool = False) -> bool:
    if long or rules("structure", "title_ends").opens(words):
        return True
    return begun and rules("structure", "title_stops").opens(words)


def _is_skipped(words: str) -> bool:
    return rules("structure", "title_stops").opens(words)


def _pieces(text: str, span: Span, apart: list[Imprint], lines: Sequence[Line]) -> list[Span]:
    """What of a line is of the title; the rest goes to ``apart``."""
    words = span.of(text)
    found = stamped(words)
    if found and found[-1].kind == "date" and _is_content(text, words, found[-1], span, lines):
        found = found[:-1]
    apart += found
    kept = content(words, found)
    days = [i.stop for i in found if i.kind == "date"]
    if days and _BESIDE.match(words, days[0]):  # behind the day stand time and place
        kept = [k for k in kept if k[0] < days[0]]
    kept = [k for k in kept if not _is_elsewhere(words[k[0] : k[1]])]
    return [Span(span.start + a, span.start + b) for a, b in kept]


def _is_elsewhere(words: str) -> bool:
    """A street, a room, an hour."""
    street = rules("structure", "addresses").opens(words) or rules("structure", "rooms").opens(
        words
    )
    return street or _TIME.match(words) is not None


def _is_content(text: str, words: str, day: Imprint, span: Span, lines: Sequence[Line]) -> bool:
    """«по итогам объезда 30 августа 2024 года», where another line bears the day of the paper."""
    said_from = words[day.start : day.start + 3].lower() == "от "
    if said_from or not re.search(r"[а-яё] $", words[: day.start]):
        return False
    others = (x.words(text) for x in lines[:_FARTHEST] if x.span.start != span.start)
    elsewhere = any(i.kind == "date" for w in others if len(w) < _PROSE for i in stamped(w))
    return elsewhere or rules("structure", "title_days").finds(words[: day.start])


def _titled(text: str, pieces: Sequence[Span], apart: tuple[Imprint, ...]) -> Title:
    words = " ".join(" ".join(p.of(text).split()) for p in pieces).rstrip(" ,;–—-")
    bare = words if _ABBREVIATED.search(words) else words.rstrip(" .")
    if not bare:
        return Title(apart=apart)
    return Title(bare, Span(pieces[0].start, pieces[-1].stop), apart)
