"""An event in the nominative: «ввода котельной в строй» names «ввод котельной в строй».

The head noun and the adjectives before it change, what depends on the head stays.
"""

from __future__ import annotations

import re
from functools import lru_cache

from protocol_nlp.deadlines.nodes import Draft
from protocol_nlp.morphology import Parse, inflect, parses

_WORD = re.compile(r"(?<![\d-])[а-яёА-ЯЁ]+(?:-[а-яёА-ЯЁ]+)*")
_DATE = re.compile(
    r"\d{1,2}(?:[./]|\s+(?:янв|фев|мар|апр|ма[йя]|июн|июл|авг|сен|окт|ноя|дек))", re.IGNORECASE
)
_ANNIVERSARY = re.compile(r"(\d{1,4}\s?[-–]\s?)лети(?:ю|я|и|ем)\b", re.IGNORECASE)
_BEFORE_HEAD = frozenset({"ADJF", "PRTF", "NPRO"})
_HEAD = frozenset({"NOUN"})
_OBLIQUE = frozenset({"gent", "datv", "accs", "ablt", "loct"})
_LONGEST = 6
_NEXT = re.compile(r"след(?:\.\s?|\s)(?=[а-яё])", re.IGNORECASE)


@lru_cache(maxsize=4096)
def nominative(phrase: str) -> str:
    """``phrase`` with its head in the nominative, as it stands where none is found.

    >>> nominative("нового указания"), nominative("сетевому графику")
    ('новое указание', 'сетевой график')
    >>> nominative("след. планёрке")
    'следующая планёрка'
    """
    if _DATE.match(phrase):
        return phrase
    if (shortened := _NEXT.match(phrase)) is not None:
        phrase = _spelled_out(phrase[shortened.end() :])
    if (anniversary := _ANNIVERSARY.match(phrase)) is not None:
        return f"{anniversary[1]}летие{phrase[anniversary.end() :]}"
    words = list(_WORD.finditer(phrase))[:_LONGEST]
    head, reading = _head(words)
    if reading is None:
        return phrase
    out, at = [], 0
    for place, match in enumerate(words[: head + 1]):
        out.append(phrase[at : match.start()])
        out.append(_form(match.group(), reading, is_head=place == head))
        at = match.end()
    return "".join(out) + phrase[at:]


def _spelled_out(phrase: str) -> str:
    """«след. штабу» in full: «следующему штабу»."""
    first = _WORD.match(phrase)
    readings = [p for p in parses(first.group()) if p.case in _OBLIQUE] if first else []
    if not readings:
        return f"следующий {phrase}"
    form = frozenset(filter(None, (readings[0].case, readings[0].number, readings[0].gender)))
    return f"{inflect(parses('следующий')[0], form) or 'следующий'} {phrase}"


def _head(words: list[re.Match[str]]) -> tuple[int, Parse | None]:
    """The place of the head noun and how to read it, (0, None) for none."""
    for place, match in enumerate(words):
        readings = parses(match.group())
        nouns = [p for p in readings if p.part_of_speech in _HEAD and p.case in _OBLIQUE]
        likely = readings[0].part_of_speech if readings else None
        if nouns and (likely in _HEAD or place == len(words) - 1 or not _adjective(readings)):
            return place, _agreeing(words[:place], nouns)
        if not _adjective(readings) and likely not in ("CONJ", "ADVB", "PRCL"):
            return 0, None
    last = parses(words[-1].group()) if words else ()
    alone = [p for p in last if p.part_of_speech == "ADJF" and p.case in _OBLIQUE]
    if not alone:
        return 0, None
    return len(words) - 1, min(alone, key=lambda p: p.gender != "neut")  # «к аппаратному»


def _adjective(readings: tuple[Parse, ...]) -> bool:
    return any(p.part_of_speech in _BEFORE_HEAD for p in readings)


def _agreeing(before: list[re.Match[str]], nouns: list[Parse]) -> Parse:
    """The reading of the noun with which the word before it agrees, else the likeliest."""
    if before:
        readings = parses(before[-1].group())
        kept = {(p.case, p.number) for p in readings if p.part_of_speech in _BEFORE_HEAD}
        for noun in nouns:
            if (noun.case, noun.number) in kept:
                return noun
    return next((n for n in nouns if n.number == "sing"), nouns[0])


def _form(word: str, head: Parse, *, is_head: bool) -> str:
    if is_head:
        return inflect(head, frozenset({"nomn"})) or word
    for reading in parses(word):
        if reading.part_of_speech in _BEFORE_HEAD and reading.case == head.case:
            wanted = {"nomn", head.number or "sing"}
            if head.number != "plur" and head.gender:
                wanted.add(head.gender)
            return inflect(reading, frozenset(wanted)) or word
    return word


def event(draft: Draft, text: str) -> str | None:
    """The event that a part is anchored to, in the nominative; None for the document's own."""
    span = draft.words.get("event") or draft.words.get("anchor")
    return nominative(span.of(text).strip(" ,–—-")) if span else None


def named(draft: Draft, text: str) -> str | None:
    """The words of a festival or of an event, in the nominative."""
    for name in ("festival", "festival_end", "event", "anchor"):
        if name in draft.words:
            return nominative(draft.words[name].of(text).strip(" ,–—-"))
    return None
