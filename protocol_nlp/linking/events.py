"""Events that an order waits for, and the day that the document tells of them elsewhere.

«до субботника» where another point reads «3 июня провести субботник»; «до начала проверки»
under «Подготовка к проверке (24–28 марта)».  A day counts where it stands in one sentence
with all the words of the event, is not before the document, and no other day is told.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from datetime import date as Day  # noqa: N812 - a parameter has its name
from datetime import timedelta
from functools import lru_cache

from protocol_nlp.deadlines import parse
from protocol_nlp.lexicon import rules, words
from protocol_nlp.morphology import parses
from protocol_nlp.records import DeadlinePart
from protocol_nlp.text import sentences

__all__ = ["dated", "waited_for"]

_WORD = re.compile(r"[а-яё-]{3,40}", re.IGNORECASE)
_DIGIT = re.compile(r"\d")
_NEAR = 80  # characters between the words of an event and its day
_MOST = 400  # sentences with a day that are looked at
_LONGEST = 1200  # characters of a sentence
_PHRASE_WORDS = 3
_WAITS = re.compile(
    r"[дпк](?<![а-яё].)(?:(?<=д)о|(?<=п)еред|(?<=к)о?)\s+(?=[а-яё]{4})", re.IGNORECASE
)


@dataclass(frozen=True, slots=True)
class _Told:
    """A sentence with a day: where each of its words stands, by what they can be forms of."""

    text: str
    places: dict[str, int]
    at: int
    days: tuple[str, str]


def dated(part: DeadlinePart, text: str, date: str | None, said: str) -> DeadlinePart:
    """The part with the day of its event, where ``text`` tells one outside the words ``said``."""
    if part.kind != "event" or part.value is not None or not part.anchor or date is None:
        return part
    day = _day(text, date, part.anchor, said)
    if day is None:
        return part
    due = _eve(day) if part.relation == "before" else day if part.relation == "by" else None
    start = (Day.fromisoformat(day) + timedelta(1)).isoformat()
    after = start if part.relation == "after" else part.start
    return replace(part, type="DATE", value=day, due=due, start=after)


def waited_for(phrase: str, text: str, date: str | None) -> tuple[int, int] | None:
    """Where an order names an event of the document's: «купить грабли до субботника».

    The offsets in ``phrase`` of the preposition and the event; None without a day for it.
    """
    named = _named(text, date) if date is not None and _WAITS.search(phrase) else frozenset()
    for match in _WAITS.finditer(phrase) if named else ():
        stop = match.end()
        for word in list(_WORD.finditer(phrase, match.end()))[:_PHRASE_WORDS]:
            if phrase[stop : word.start()].strip():
                break
            stop = word.end()
            if named.isdisjoint(_lemmas(word.group().lower())):
                continue  # a sentence with a day names no such thing
            read = parse(phrase[match.start() : stop], date)
            part = read.parts[0] if read and len(read.parts) == 1 else None
            if part and dated(part, text, date, phrase) != part:
                return match.start(), stop
    return None


def _eve(day: str) -> str:
    return (Day.fromisoformat(day) - timedelta(1)).isoformat()


@lru_cache(maxsize=256)
def _day(text: str, date: str, anchor: str, said: str) -> str | None:
    named = [w for w in _WORD.findall(anchor.lower()) if len(w) > 3]  # noqa: PLR2004
    last = bool(named) and named[0] in words("linking", "event_ends")
    if named and named[0] in words("linking", "event_edges"):
        named = named[1:]
    if not named or named[0] in words("linking", "no_events"):
        return None
    wanted = [_lemmas(w) for w in named]
    found = {
        told.days[last]
        for told in _told(text, date)
        if said not in told.text and _is_near(told, wanted)
    }
    return found.pop() if len(found) == 1 else None


def _is_near(told: _Told, wanted: list[frozenset[str]]) -> bool:
    places = [next((told.places[x] for x in w if x in told.places), None) for w in wanted]
    return all(at is not None and abs(at - told.at) <= _NEAR for at in places)


@lru_cache(maxsize=4)
def _told(text: str, date: str) -> tuple[_Told, ...]:
    """The sentences of a text that tell a day from that of the document on."""
    found: list[_Told] = []
    for line in text.split("\n"):
        if not (_DIGIT.search(line) and rules("linking", "event_days").finds(line)):
            continue
        for span in sentences(line):
            sentence = span.of(line)[:_LONGEST]
            found += _days(sentence, date)
        if len(found) >= _MOST:
            break
    return tuple(found[:_MOST])


@lru_cache(maxsize=4)
def _named(text: str, date: str) -> frozenset[str]:
    return frozenset(lemma for told in _told(text, date) for lemma in told.places)


def _days(sentence: str, date: str) -> list[_Told]:
    """The days of a sentence that are no terms («до 5 мая») and no acts' («от 5 мая»)."""
    hits = [m for _, m in rules("linking", "event_days").hits(sentence)]
    if not hits:
        return []
    places: dict[str, int] = {}
    for word in _WORD.finditer(sentence):
        for lemma in _lemmas(word.group().lower()):
            places.setdefault(lemma, word.start())
    read = ((m.start(), parse(m["day"], date)) for m in hits)
    told = []
    for at, deadline in read:
        part = deadline.parts[0] if deadline else None
        days = _span(part) if part else None
        if days and days[0] >= date:
            told.append(_Told(sentence, places, at, days))
    return told


def _span(part: DeadlinePart) -> tuple[str, str] | None:
    """First and last day of a date or a range of dates."""
    if part.kind == "range" and part.start and part.due:
        return part.start[:10], part.due[:10]
    if part.kind == "absolute" and part.due and part.due == (part.value or "")[:10]:
        return part.due, part.due
    return None


@lru_cache(maxsize=4096)
def _lemmas(word: str) -> frozenset[str]:
    return frozenset(p.lemma for p in parses(word)) or frozenset({word})
