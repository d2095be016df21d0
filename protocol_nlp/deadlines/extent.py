"""How far the words of an event go in running text.

After the head noun only what depends on it belongs to it: genitives and the prepositional
phrases that make a verbal noun whole («ввода в эксплуатацию», «снятия с контроля»).
"""

from __future__ import annotations

import re
from functools import lru_cache

from protocol_nlp.deadlines.nodes import Draft
from protocol_nlp.lexicon import rules
from protocol_nlp.morphology import parses
from protocol_nlp.records import Span

_WORD = re.compile(r"[^\s,;.:()]+")
_LETTERS = re.compile(r"[^\W\d_]")
_BEFORE = 5
_SHORT = 2
_LIKELY = 3  # readings of a word that are asked
_ACRONYM = 5
_SHORTENED = frozenset({"след", "очер", "ближ"})
_ROMAN = re.compile(r"[ivxіх]{1,4}")
_ATTRIBUTES = frozenset({"ADJF", "PRTF", "NPRO", "NUMR"})


def narrowed(draft: Draft, text: str) -> Draft:
    """The draft with the words of its event cut where the event ends."""
    span = draft.words.get("event")
    if span is None or span.stop != draft.span.stop:
        return draft
    stop = span.start + extent(span.of(text))
    words = {**draft.words, "event": Span(span.start, stop)}
    return draft._replace(words=words, span=Span(draft.span.start, stop))


def head(words: str) -> str:
    """The noun that names the event: the first one of ``words``, "" for none.

    Adjectives alone give the last of them, for offices say «к следующему аппаратному».

    >>> head("полного восстановления подачи"), head("след. штабу"), head("III четверти")
    ('восстановления', 'штабу', 'четверти')
    """
    last = ""
    for match in list(_WORD.finditer(words))[:_BEFORE]:
        word = match.group().lower().replace("ё", "е")
        if word in _SHORTENED or _ROMAN.fullmatch(word):
            continue
        readings = parses(match.group())
        if readings and readings[0].part_of_speech == "NOUN":
            return word
        if not any(p.part_of_speech in _ATTRIBUTES for p in readings[:3]):
            return ""
        last = word
    return last


def is_genitive(words: str) -> bool:
    """Whether the event's noun is a genitive, as «накануне» asks.

    >>> is_genitive("выезда группы"), is_genitive("жители сообщили")
    (True, False)
    """
    return any(p.is_noun and p.case == "gent" for p in parses(head(words)))


@lru_cache(maxsize=4096)
def is_participle(word: str) -> bool:
    """Whether a word is a participle before all.

    >>> [is_participle(w) for w in ("выявленные", "ответственному", "сведения")]
    [True, False, False]
    """
    return parses(word)[0].part_of_speech == "PRTF" if parses(word) else False


@lru_cache(maxsize=4096)
def is_adjective(word: str) -> bool:
    """Whether a word is an adjective before all.

    >>> [is_adjective(w) for w in ("городскую", "Зуеву", "план")]
    [True, False, False]
    """
    return parses(word)[0].part_of_speech == "ADJF" if parses(word) else False


@lru_cache(maxsize=4096)
def is_promise(word: str) -> bool:
    """Whether a verb says what we do or somebody will do: «выпускаем», «проведёт».

    >>> [is_promise(w) for w in ("выпускаем", "проведёт", "провёл", "проводит", "месяцем")]
    [True, True, False, False, False]
    """
    readings = parses(word)[:1]
    if not readings or readings[0].part_of_speech != "VERB":
        return False
    tag = readings[0].tag
    return "futr" in tag or ("pres" in tag and "1per" in tag and "plur" in tag)


@lru_cache(maxsize=4096)
def is_present(word: str) -> bool:
    """Whether a verb says what somebody does: «ведёт», «собирают».

    >>> is_present("ведёт"), is_present("провёл")
    (True, False)
    """
    readings = parses(word)[:1]
    return bool(readings) and all(sign in readings[0].tag for sign in ("VERB", "pres", "3per"))


@lru_cache(maxsize=4096)
def called(word: str) -> bool:
    """Whether a word calls somebody by first name or surname: «Кирилл», «Зуева».

    >>> called("Кирилл"), called("Зуева"), called("Склад")
    (True, True, False)
    """
    readings = parses(word)[:_LIKELY] if word[:1].isupper() else ()
    return any(p.is_name or p.is_surname for p in readings)


@lru_cache(maxsize=4096)
def extent(words: str) -> int:
    """How many characters of ``words`` name the event that they begin with.

    >>> extent("следующем заседании вопрос о ремонте")
    19
    """
    stop = 0
    head = False
    for match in _WORD.finditer(words):
        if match.start() < stop or match.group().lower() in _SHORTENED:
            continue
        if not head:
            head = any(p.part_of_speech == "NOUN" for p in parses(match.group())[:2])
        elif whole := _completion(words, match.start()):
            stop = whole
            continue
        elif not _depends(match.group()):
            break
        stop = match.end()
    return stop or len(words)


def _completion(words: str, start: int) -> int:
    """The end of a phrase with a preposition that belongs to the noun before it, 0 if none."""
    for rule in rules("deadlines/extent"):
        match = rule.regex.match(words, start)
        if match:
            return match.end()
    return 0


def _depends(word: str) -> bool:
    if not _LETTERS.search(word):
        return word not in "–—-"
    if len(word) <= _SHORT and word.islower():
        return False
    if word.isupper() and _SHORT <= len(word) <= _ACRONYM:
        return True  # «снятия режима ЧС»
    readings = parses(word)[:4]
    if readings and readings[0].part_of_speech in ("ADJF", "PRTF"):
        return any(p.case == "gent" for p in readings if p.part_of_speech in _ATTRIBUTES)
    return any(p.case == "gent" for p in readings if p.part_of_speech not in (None, "PREP", "CONJ"))
