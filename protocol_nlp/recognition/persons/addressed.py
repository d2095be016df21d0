"""Surnames alone whose surroundings say that they are: after a title, in a bracket."""

from __future__ import annotations

from collections.abc import Iterator

from protocol_nlp.recognition.heads import body, is_abbreviation, listed, position, unit
from protocol_nlp.recognition.persons.search import Person, Search
from protocol_nlp.recognition.words import Words

__all__ = ["bracketed", "titled"]

_SHORT = frozenset({"т", "тт", "гр", "гг", "тов"})
_JOINTS = frozenset({",", "и", "+", ";", "/"})
_MARKS = 3  # words of «т.т.» after its first
_LONGEST = 12  # names in one bracket
_NEAR = 16  # words from an office to its bracket
_OFFICIAL = ("мин", "рос", "гос", "обл", "гор")


def titled(search: Search) -> Iterator[Person]:
    """«т. Рогову», «тт. Сомову (созыв), Ершину, Карпыку», «г-ну Штерну».

    >>> words = Words("тт. Сомову (созыв), Ершину и Карпыку")
    >>> [words.words[p.start] for p in titled(Search(words))]
    ['Сомову', 'Ершину', 'Карпыку']
    """
    words = search.words
    for title in listed("titles").intersection(words.where):
        for i in words.where[title]:
            j = i + 1
            while j <= i + _MARKS and words.words[j : j + 1] in (["."], ["т"]):
                j += 1
            if title not in _SHORT or words.words[j - 1] == ".":
                yield from _listing(search, j)


def _listing(search: Search, j: int) -> Iterator[Person]:
    """Surnames from word ``j`` on, separated by commas, «и», «+», brackets between.

    A capital right behind the title is enough: «т. Волку» is nobody's wolf.
    """
    words, first = search.words, j
    while search.capital(j) and not search.never(j) and not words.broken(j):
        shouted = is_abbreviation(words.words[j]) and search.common(j)
        if shouted or not (j == first or search.named_like(j)):
            return
        second = search.capital(j + 1) and not words.broken(j + 1) and not search.common(j + 1)
        stop = j + 2 if second else j + 1  # «г-н Павел Штерн»
        yield Person(j, stop, "person.titled", (stop - 1, stop))
        j = _after_joint(search, stop)


def _after_joint(search: Search, j: int) -> int:
    words = search.words.words
    if words[j : j + 1] == ["("] and words[j + 2 : j + 3] == [")"]:
        j += 3
    return j + 1 if j < len(words) and words[j] in _JOINTS else len(words)


def bracketed(search: Search) -> Iterator[Person]:
    """«Управам районов (Орехов, Жмыхов)», «группе (Седов + Рогов)»: nothing but surnames.

    >>> len(list(bracketed(Search(Words("Управам районов (Орехов, Жмыхов)")))))
    2
    """
    words = search.words
    for i in words.where.get("(", ()):
        if words.broken(i):
            continue
        names = _only_surnames(search, i + 1)
        if names and (_after_office(words, i) or len(names) > 2):  # noqa: PLR2004 - a list
            yield from (Person(j, j + 1, "person.bracketed", (j, j + 1)) for j in names)


def _only_surnames(search: Search, j: int) -> list[int]:
    """The surnames of a bracket that holds nothing else; [] otherwise."""
    names: list[int] = []
    words = search.words.words
    while len(names) < _LONGEST and search.capital(j) and search.named_like(j):
        if is_abbreviation(words[j]):
            return []
        names.append(j)
        if words[j + 1 : j + 2] == [")"]:
            return names
        if j + 1 >= len(words) or words[j + 1] not in _JOINTS:
            return []
        j += 2
    return []


def _after_office(words: Words, i: int) -> bool:
    """Whether a position or a body stands within the words before ``i``."""
    for k in range(i - 1, max(i - _NEAR, -1), -1):
        low = words.lower[k]
        if position(low) or body(low) or unit(low) or low.startswith(_OFFICIAL):
            return True
        if words.broken(k) or low in (".", ";", ":"):
            return False
    return False
