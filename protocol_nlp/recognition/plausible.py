"""Whether what only the tagger saw could be a name at all.

The tagger was trained on news, where capitals mean names.  In offices they also mean
headings, labels, emphasis and places.
"""

from __future__ import annotations

import re

from protocol_nlp.lexicon import rules
from protocol_nlp.recognition.agreement import adjective_to_next
from protocol_nlp.recognition.heads import (
    acronym,
    body,
    compound,
    is_abbreviation,
    lemmas,
    listed,
    position,
)
from protocol_nlp.recognition.named import is_stock
from protocol_nlp.recognition.persons import PARTICLES, borrowed
from protocol_nlp.recognition.words import Words, sense

__all__ = ["corporate", "periodical", "personal", "trimmed", "unbodied", "with_state"]

_SENTENCE_END = frozenset({".", "!", "?", "…", "«", '"', "“", ":", "–", "—", "-"})
_TRAILING = frozenset(
    {"+", "&", ",", ":", ";", "(", "—", "–", "-", ".", "…", "...", "•", "▸", "/", "|"}
)
_OPENING = frozenset('«"“„')
_BULLETS = frozenset({"–", "—", "-", "•", "▸", "*", "·", "#"})
_STOPS = frozenset({".", "!", "?"})
_SHORT = 4  # letters of an abbreviation
_CAPITALS = re.compile(r"[А-ЯЁ]{2,7}(?:[уае]|ом|ов|ам|ами|ах)$")  # an abbreviation that declines


def trimmed(words: Words, start: int, stop: int) -> tuple[int, int]:
    """The tagger's words ``start`` to ``stop`` without marks and unclosed brackets around.

    >>> trimmed(Words("(Дуб О.)"), 1, 5)
    (1, 4)
    """
    while start < stop and not words.words[start][0].isalnum():
        if words.words[start] in _OPENING:
            break
        start += 1
    while stop > start and words.words[stop - 1] in _TRAILING:
        if words.words[stop - 1] == "." and words.words[stop - 2].isupper():
            break  # the full stop of an initial
        stop -= 1
    if words.words[stop - 1 : stop] == [")"] and "(" not in words.words[start:stop]:
        return trimmed(words, start, stop - 1)
    return start, stop


def personal(words: Words, start: int, stop: int) -> bool:
    """Whether words ``start`` to ``stop`` could be the name of a person.

    >>> personal(Words("Отв.: Дуб"), 0, 1), personal(Words("Ян Ковач"), 0, 2)
    (False, True)
    """
    first = start + 1 if words.lower[start] in PARTICLES and stop - start > 1 else start
    if _small(words, first) or _small(words, stop - 1) or _numbered(words, start, stop):
        return False
    if _in_place(words, start) or words.words[start] in _OPENING:
        return False
    letters = [
        k for k in range(start, stop) if len(words.words[k]) > 1 and words.words[k][0].isalpha()
    ]
    if not letters or all(_ordinary(words, k) or words.lower[k] in words.towns for k in letters):
        return False
    if len(letters) == 1 and _only_looks_personal(words, letters[0], alone=stop - start == 1):
        return False
    return not borrowed(words, start)


def _small(words: Words, k: int) -> bool:
    """Whether word ``k`` has no capital at the start, nor after a particle: «аль-Хадж»."""
    word = words.words[k]
    particle, _, rest = word.rpartition("-")
    return (rest if particle in PARTICLES or particle in ("al", "el") else word)[0].islower()


def _in_place(words: Words, start: int) -> bool:
    """«у с. Крутой Лог»: the sign of a settlement right before it."""
    signed = start > 1 and words.words[start - 1] == "." and not words.broken(start)
    return signed and words.words[start - 2] in listed("settlement_signs")


def _numbered(words: Words, start: int, stop: int) -> bool:
    """«Формула-1»: no person has a number."""
    return any(c.isdigit() for word in words.words[start:stop] for c in word)


def _only_looks_personal(words: Words, k: int, *, alone: bool) -> bool:
    """Whether the one word of a name is a place, an adjective to a noun, a label, shouted."""
    if alone and words.words[k + 1 : k + 3] == [".", ":"]:
        return True  # «Отв.:»
    if alone and _is_label(words, k):
        return True
    office = position(words.lower[k]) or words.lower[k] in listed("short_offices")
    if alone and office and not sense(words.lower[k]).surname:
        return True  # «Проректор по …», «Зав. складом»
    town = not alone and sense(words.lower[k]).place and not sense(words.lower[k]).surname
    return town or _shouted(words, k) or adjective_to_next(words, k)


def _is_label(words: Words, k: int) -> bool:
    """«Кто:», «Тов.», «(ПДО)», «МИДу», «ГИПа», «представить Губернатору»."""
    word, low = words.words[k], words.lower[k]
    if word.upper() in listed("nobody") | listed("known") or low in listed("titles"):
        return True
    if compound(word) or acronym(word) or _CAPITALS.match(word):
        return True
    return sense(low).pronoun or bool(lemmas(low) & listed("respected"))


def _ordinary(words: Words, k: int) -> bool:
    """Whether word ``k`` is an office, or an ordinary word with its sentence's capital."""
    low = words.lower[k]
    found = sense(low)
    if found.surname:
        return False
    opens = words.broken(k) or words.words[k - 1] in _SENTENCE_END
    if position(low) or body(low):
        return opens or words.words[k].isupper()
    return found.known and not found.first_name and _begins_sentence(words, k)


def _begins_sentence(words: Words, k: int) -> bool:
    """Whether word ``k`` owes its capital to its place: in a paragraph, behind a bullet or stop."""
    if words.broken(k):
        return True
    before = words.words[k - 1]
    if before in _BULLETS:
        return words.broken(k - 1)
    last = words.words[k - 2] if k > 1 else ""
    return before in _STOPS and last.islower() and len(last) >= _SHORT


def _shouted(words: Words, k: int) -> bool:
    """Whether word ``k`` stands in a line of capitals, where capitals tell nothing."""
    around = words.words[max(0, k - 1) : k + 2]
    return words.words[k].isupper() and sum(w.isupper() and len(w) > _SHORT for w in around) > 1


def corporate(words: Words, start: int, stop: int) -> bool:
    """Whether words ``start`` to ``stop`` could be the name of a body.

    >>> corporate(Words("стадион «Труд»"), 2, 3), corporate(Words("фирма «Труд»"), 2, 3)
    (False, True)
    """
    if words.words[start].upper() in listed("nobody") or _is_otherwise(words, start, stop):
        return False
    if not any(word[0].isupper() for word in words.words[start:stop]):
        return False
    if stop - start > 1:
        rest = words.words[start + 1 : stop]
        if all(word.islower() or word == "." for word in rest) and _only_an_office(
            words, start, stop
        ):
            return False  # «Секретарь комиссии», «Зам. главного врача»
        return not body(words.lower[start]) or any(not word.islower() for word in rest)
    return _one_word(words, start)


def _is_otherwise(words: Words, start: int, stop: int) -> bool:
    """Whether a thing, a paper, a territory or a heading in capitals is so called."""
    thing = unbodied(words, start) or any(is_stock(words, start, k) for k in range(start, stop))
    coded = rules("recognition", "codes").finds("".join(words.words[start:stop]))  # «UA0ZRR»
    paper = _is_paper(words, start, stop) or _is_territory(words, start, stop)
    settled = _in_place(words, start) or words.lower[max(0, start - 2) : start] == ["г", "."]
    heading = stop - start > 1 and all(map(_says_nothing, words.words[start:stop]))
    return thing or paper or settled or heading or coded


def _says_nothing(word: str) -> bool:
    """A word of «ДВИЖЕНИЕ ЗА ВЫХОДНЫЕ»."""
    return _emphasised(word) or (word.isupper() and sense(word.lower()).functional)


def _is_paper(words: Words, start: int, stop: int) -> bool:
    """«Учётной политикой завода», «Уставом школы»: a paper by its first noun."""
    for low in words.lower[start:stop]:
        if lemmas(low) & listed("papers"):
            return True
        if not sense(low).adjectives:
            return False
    return False


def _is_territory(words: Words, start: int, stop: int) -> bool:
    """«ЛИПОВСКИЙ РАЙОН»: adjectives and the word for a place, which ends the name."""
    last = words.lower[stop - 1]
    place = bool(lemmas(last) & listed("territories"))
    return place and all(sense(low).adjectives for low in words.lower[start : stop - 1])


def _only_an_office(words: Words, start: int, stop: int) -> bool:
    """Whether a position stands in words ``start`` to ``stop`` before any body."""
    for low in words.lower[start:stop]:
        if position(low):
            return True
        if body(low):
            return False
    return False


def _one_word(words: Words, k: int) -> bool:
    word, low = words.words[k], words.lower[k]
    opens = words.broken(k) or words.words[k - 1] in _SENTENCE_END
    if _is_post(word):
        return False  # «BIM-координатор»
    if word in listed("works") and words.lower[max(0, k - 1)] == "по":
        return False  # «зам. директора по АХЧ»
    if body(low):
        return word.istitle() and not opens  # «в Сенате»: a capital inside a sentence
    if word in listed("forms") or _emphasised(word) or _shouted(words, k):
        return False
    return is_abbreviation(word) or not words.broken(k) or not sense(low).known


def _is_post(word: str) -> bool:
    """«QSL-менеджер»: an office behind a hyphen."""
    first, hyphen, second = word.rpartition("-")
    return bool(hyphen) and first.isascii() and bool(position(second))


def _emphasised(word: str) -> bool:
    """Whether ``word`` is an ordinary one in capitals: «ПОСТАНОВЛЯЕТ», «МЕМО»."""
    found = sense(word.lower())
    ordinary = word.isupper() and found.known and not found.fixed
    return word.upper() in listed("nobody") or ordinary


def periodical(words: Words, start: int) -> bool:
    """Whether a noun like «газета» stands before the name or its quote.

    >>> periodical(Words("газеты «Ольховские зори»"), 2)
    True
    """
    return bool(_noun_before(words, start) & listed("media"))


def unbodied(words: Words, start: int) -> bool:
    """Whether the quoted name at word ``start`` is of something else: «программа «Дороги»».

    >>> unbodied(Words("теплоход «Союз»"), 2), unbodied(Words("партия «Союз»"), 2)
    (True, False)
    """
    quote = words.words[start] in _OPENING or (start > 0 and words.words[start - 1] in _OPENING)
    return quote and bool(_noun_before(words, start) & listed("unbodied"))


def _noun_before(words: Words, start: int) -> frozenset[str]:
    k = start - 1
    if k > 0 and words.words[k] in _OPENING:
        k -= 1
    return lemmas(words.lower[k]) if k >= 0 else frozenset()


def with_state(words: Words, stop: int) -> int:
    """The word after the state that the body ending at ``stop`` is of: «Госдепартамента США».

    >>> with_state(Words("ведомства США"), 1)
    2
    """
    if stop >= len(words) or words.broken(stop):
        return stop
    state = words.words[stop] in listed("states") or words.lower[stop] in _OF_STATES
    return stop + 1 if state else stop


_OF_STATES = frozenset({"россии", "украины", "белоруссии", "казахстана"})
