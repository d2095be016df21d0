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


@lru_cache(maxsize=4096)
def nominative(phrase: str) -> str:
    """``phrase`` with its head in the nominative, as it stands where none is found.

    >>> nominative("нового указания"), nominative("сетевому графику")
    ('новое указание', 'сетевой график')
    """
    if _DATE.match(phrase):
        return phrase
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
    return 0, None


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
