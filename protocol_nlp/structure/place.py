"""Where a meeting was held: told by a label, on the line of the day, or on a line of its own."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from protocol_nlp.lexicon import rules
from protocol_nlp.records import Span
from protocol_nlp.structure.imprint import content, imprints
from protocol_nlp.structure.lines import Line

__all__ = ["place_of"]

_CITY = re.compile(r"^(?:г\.?\s*|гор\.?\s*|город\s+)(?=(?-i:[А-ЯЁ]))", re.IGNORECASE)
_PARTS = re.compile(r"\s{3,}|[|\t;]|\s/\s|,\s*|\s[–—-]\s")
_TRAIL = re.compile(r"\s*(?:\(.*\)|[.,;:])\s*$")
_CELLS = 3  # bars of a line that still is of the header
_LONGEST = 160
_FARTHEST = 16


def place_of(text: str, lines: Sequence[Line], title: Span | None) -> str | None:
    """The place as printed, without «г.», or None."""
    near = [x for x in lines if x.kind != "blank" and not _is_of_table(x.words(text))][:_FARTHEST]
    for line in near:
        labelled = rules("structure", "place_labels").first(line.words(text)[: _LONGEST * 2])
        if labelled is not None:
            return _labelled(labelled[1]["value"])
    for at, line in enumerate(near):
        words = line.words(text)
        if title is not None and title.start <= line.span.start < title.stop:
            words = _behind_day(words[:_LONGEST])
        if len(words) <= _LONGEST and (found := _on_line(text, words, near[at + 1 : at + 2])):
            return found
    return None


def _is_of_table(words: str) -> bool:
    """A row of more cells than a header has side by side."""
    return words[:_LONGEST].count("|") > _CELLS or words[:_LONGEST].count("\t") > _CELLS


def _on_line(text: str, words: str, below: Sequence[Line]) -> str | None:
    """A settlement at the head of a line or beside the day, a hall beside the day."""
    found = imprints(words)
    dated = any(i.kind == "date" for i in found)
    for one in found:
        if one.kind == "place" and (dated or not words[: one.start].strip(" |\t")):
            return _plain(one.value)
    apart = [i for i in found if i.kind != "place"]
    if dated:
        parts = [words[a:b] for a, b in content(words, apart)]
        return next(_venues(p for part in parts for p in _PARTS.split(part)), None)
    alone = words.strip(" |\t")
    cell = "|" in words and any(
        i.kind == "date" for x in below for i in imprints(x.words(text)[:_LONGEST])
    )
    return alone if cell and rules("structure", "settlements").opens(alone) else None


def _behind_day(words: str) -> str:
    """«Планёрка 7 февраля 2025 г., каб. 12»: of a line of the title what follows the day."""
    days = [i for i in imprints(words) if i.kind == "date"]
    rest = words[days[0].stop :] if days else ""
    return words[days[0].start :] if rest.lstrip().startswith((",", "г.")) else ""


def _venues(parts: Iterator[str]) -> Iterator[str]:
    """Halls, houses and bare names of cities; no streets, days of the week or hours."""
    rooms: list[str] = []
    for part in parts:
        words = _TRAIL.sub("", part.strip(" ,.«»" if part.count("«") != part.count("»") else " ,."))
        if not words or rules("structure", "addresses").opens(words):
            continue
        if rules("structure", "rooms").opens(words):
            rooms.append(words)
        elif rules("structure", "venues").opens(words) or rules("structure", "settlements").opens(
            words
        ):
            yield words
    yield from rooms


def _labelled(value: str) -> str | None:
    value = value.strip()
    for one in imprints(value):
        if one.kind == "place":
            return _plain(one.value)
    parts = [p for p in _PARTS.split(value.rstrip(".")) if p.strip()]
    kept = [p.strip() for p in parts if not rules("structure", "addresses").opens(p.strip())]
    named = [p for p in kept if not rules("structure", "rooms").opens(p)] or kept
    return " ".join(named[0].split()) if named else None


def _plain(place: str) -> str:
    """A city by its name alone; a village, settlement and the like as printed."""
    place = " ".join(place.split())
    bare = _CITY.sub("", place)
    if bare.isupper() and len(bare) > 1:
        return bare.title()
    head, _, name = bare.rpartition(".")
    return f"{head}.{name.title()}" if name.isupper() and head else bare
