"""Where in a sentence the action begins: the first infinitive, or a verb of the future."""

from __future__ import annotations

import re
from functools import lru_cache

from protocol_nlp.lexicon import rules, words
from protocol_nlp.morphology import parses

__all__ = ["first_act", "governed", "is_doing", "is_promise", "opens_phrase"]

_INFINITIVE = re.compile(r"[«\"(]|\b[а-яё-]{1,40}(?:ть|ти|чь)(?:ся|сь)?\b", re.IGNORECASE)
_FIRST_WORD = re.compile(r"\W*([А-Яа-яЁё-]{1,40})")
_WORDS = re.compile(r"\w[\w-]*")
_CLOSING = {"«": "»", '"': '"', "(": ")"}
_LONGEST_QUOTE = 400


def first_act(text: str, start: int, stop: int) -> int | None:
    """The offset of the first infinitive outside brackets and quotes, or None.

    >>> first_act("Отделу связи (Зуева) до 1 мая подготовить план", 0, 46)
    30
    """
    at = start
    while match := _INFINITIVE.search(text, at, stop):
        opening = match.group()
        if opening in _CLOSING:
            close = text.find(
                _CLOSING[opening], match.end(), min(stop, match.end() + _LONGEST_QUOTE)
            )
            at = close + 1 if close >= 0 else match.end()
        elif _is_infinitive(opening.lower()):
            return match.start()
        else:
            at = match.end()
    return None


@lru_cache(maxsize=8192)
def _is_infinitive(word: str) -> bool:
    found = parses(word)
    likeliest = (p for p in found if p.score >= found[0].score)  # «вымести» is an order, too
    return any(p.part_of_speech == "INFN" for p in likeliest)


@lru_cache(maxsize=8192)
def is_promise(word: str) -> bool:
    """Whether a verb says what its subject will or must do: «подготовит», «должен», «обязуется».

    >>> is_promise("подготовит"), is_promise("подготовил")
    (True, False)
    """
    if word.lower() in words("linking", "obliged"):
        return True
    found = parses(word.lower())
    return bool(found) and "futr" in found[0].tag and "3per" in found[0].tag


@lru_cache(maxsize=8192)
def is_doing(word: str) -> bool:
    """Whether a verb of the present says what its subject does: «составляет», no state, no talk.

    >>> is_doing("составляет"), is_doing("считает"), is_doing("бюджет")
    (True, False, False)
    """
    found = parses(word.lower())
    present = found and "VERB" in found[0].tag and "pres" in found[0].tag
    third = present and "3per" in found[0].tag and "Impe" not in found[0].tag
    return bool(third) and not rules("linking", "idle").finds(word.lower())


def governed(before: str) -> bool:
    """Whether words end in a preposition, with or without adjectives behind it: «По новым».

    >>> governed("По новым "), governed("При отказе "), governed("до 15.03.2024 ")
    (True, False, False)
    """
    for word in reversed(_WORDS.findall(before[-80:])):
        found = parses(word.lower())
        if found and found[0].part_of_speech == "PREP":
            return True
        if not found or found[0].part_of_speech not in {"ADJF", "PRTF"}:
            return False
    return False


def opens_phrase(text: str, start: int) -> bool:
    """Whether words begin with a preposition, a conjunction or an adverb: «В случае отказа».

    >>> opens_phrase("При отказе главе принять", 0), opens_phrase("Оплату остановить", 0)
    (True, False)
    """
    first = _FIRST_WORD.match(text, start)
    found = parses(first.group(1).lower()) if first else ()
    return bool(found) and found[0].part_of_speech in {"PREP", "CONJ", "ADVB", "PRCL", "GRND"}
