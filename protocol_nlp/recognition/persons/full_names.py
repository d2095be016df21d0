"""Names without initials: with a patronymic, with a particle, with a known first name."""

from __future__ import annotations

import re
from collections.abc import Iterator

from protocol_nlp.recognition.heads import body, is_abbreviation, position
from protocol_nlp.recognition.persons.search import TURKIC, Person, Search, surname_suffix
from protocol_nlp.recognition.words import sense

__all__ = ["full_names", "turkic", "two_names"]

_PATRONYMIC = re.compile(
    r"(?:[а-яё]{2,}(?:[оеь]вич(?:а|у|ем|е)?|(?:[оеь]вн|ичн|иничн)(?:а|ы|е|у|ой|ою))"
    r"|(?:иль|кузьм|лук|фом|никит|савв|фок)ич(?:а|у|ем|ом|е)?)$"
)
_MONOSYLLABLE, _CONSONANTS = 4, frozenset("бвгджзйклмнпрстфхцчшщь")
_NAMES = 3  # words before «оглы»: surname, first name, father's name


def full_names(search: Search) -> Iterator[Person]:
    """«Илье Петровичу Дидыку», «Громов Павел Олегович», in capitals too.

    >>> from protocol_nlp.recognition.words import Words
    >>> [p.rule for p in full_names(Search(Words("Анна Львовна и Жук Олег Ильич")))]
    ['person.name_patronymic', 'person.surname_first']
    """
    words = search.words
    for i in search.capitals:
        if not _PATRONYMIC.match(words.lower[i]) or not search.capital(i):
            continue
        if search.capital(i - 1) and search.adjacent(i - 1) and _given(search, i - 1):
            yield _around(search, i - 1, i + 1)


def _given(search: Search, i: int) -> bool:
    low = search.words.lower[i]
    found = sense(low)
    names = found.first_name or not found.known or found.surname or bool(found.nouns)
    return names and not position(low)


def _around(search: Search, first: int, stop: int) -> Person:
    """A first name and patronymic with the surname on whichever side it stands."""
    left = _left(search, first)
    if left is not None:
        return Person(left, stop, "person.surname_first", (left, first))
    if _right(search, stop):
        return Person(first, stop + 1, "person.surname_last", (stop, stop + 1))
    return Person(first, stop, "person.name_patronymic")


def _left(search: Search, first: int) -> int | None:
    words, k = search.words, first - 1
    if not search.capital(k) or search.never(k) or _PATRONYMIC.match(words.lower[k]):
        return None
    if _of_place(search, k) or not _one_name(search, k, first):
        return None
    doubtful = search.common(k) and not surname_suffix(words.lower[k])
    if doubtful and (_right(search, first + 2) or not _declines_with(search, k, first)):
        return None
    return search.particles_before(k)


def _of_place(search: Search, k: int) -> bool:
    """«президента Украины Олега Ивановича»: a place after a noun in small letters."""
    words = search.words
    found = sense(words.lower[k])
    if not (found.place and found.known) or search.named_like(k):
        return False
    return k > 0 and search.adjacent(k - 1) and bool(sense(words.lower[k - 1]).nouns)


def _one_name(search: Search, k: int, first: int) -> bool:
    """Whether nothing but space stands between, or a cell's border around a surname alone."""
    gap = search.words.text[search.words.stops[k] : search.words.starts[first]]
    return "\n" not in gap or search.words.broken(k)


def _declines_with(search: Search, k: int, first: int) -> bool:
    """Whether common noun ``k`` is in a case of the first name: «Гончару Илье Петровичу»."""
    given, nouns = sense(search.words.lower[first]).nouns, sense(search.words.lower[k]).nouns
    word = search.words.lower[k]
    short = len(word) <= _MONOSYLLABLE and word[-1] in _CONSONANTS
    if short and any(f.gender == "femn" for f in given):
        return True  # «Пак Ольге Ивановне»: a woman's surname that does not decline
    cases = {f.case for f in given}
    return any(f.case in cases and f.number != "plur" for f in nouns)


def _right(search: Search, stop: int) -> bool:
    words = search.words
    if not search.capital(stop) or words.broken(stop) or search.never(stop):
        return False
    if search.initials_at(stop + 1):
        return False
    if is_abbreviation(words.words[stop]) != is_abbreviation(words.words[stop - 1]):
        return is_abbreviation(words.words[stop]) and not search.common(stop)
    if search.capital(stop + 1) and _PATRONYMIC.match(" ".join(words.lower[stop + 2 : stop + 3])):
        return False  # the next person of a list without commas
    return search.named_like(stop) or bool(sense(words.lower[stop]).nouns)


def two_names(search: Search) -> Iterator[Person]:
    """«Глеб Калинин», «Светланы Лелюхиной», «Лейбович Павел»: a first name and a surname.

    >>> from protocol_nlp.recognition.words import Words
    >>> [p.surname for p in two_names(Search(Words("ответственный: Глеб Калинин")))]
    [(3, 4)]
    """
    for i in search.capitals:
        if not search.capital(i) or not search.capital(i + 1) or not search.adjacent(i):
            continue
        if _first_name(search, i) and _family_name(search, i + 1, first=i):
            yield Person(i, i + 2, "person.name_surname", (i + 1, i + 2))
        elif _first_name(search, i + 1) and _family_name(search, i, first=i + 1):
            yield Person(i, i + 2, "person.surname_name", (i, i + 1))


def _first_name(search: Search, i: int) -> bool:
    found = sense(search.words.lower[i])
    return found.first_name and not found.place


def _family_name(search: Search, i: int, first: int) -> bool:
    """Whether word ``i`` is a surname in a case that the first name has, too."""
    low = search.words.lower[i]
    found = sense(low)
    if search.never(i) or position(low) or body(low) or found.first_name:
        return False
    if search.capital(max(i, first) + 1) or search.capital(min(i, first) - 1):
        return False
    if not found.surname and (found.known or not surname_suffix(low)):
        return False
    cases = {f.case for f in sense(search.words.lower[first]).nouns}
    return bool(cases & {f.case for f in (*found.nouns, *found.adjectives)})


def turkic(search: Search) -> Iterator[Person]:
    """«Алиеву Гейдару Алирза оглы»: up to three capitals before the particle.

    >>> from protocol_nlp.recognition.words import Words
    >>> [p.surname for p in turkic(Search(Words("Алиеву Гейдару Алирза оглы")))]
    [(0, 1)]
    """
    words = search.words
    for particle in TURKIC.intersection(words.where):
        for i in words.where[particle]:
            first = i
            while i - first < _NAMES and search.capital(first - 1) and not words.broken(first):
                first -= 1
            if i - first > 1 and not position(words.lower[first]):
                surname = (first, first + 1) if i - first == _NAMES else None
                yield Person(first, i + 1, "person.turkic", surname)
