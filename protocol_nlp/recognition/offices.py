"""Positions: the phrases that say what somebody is, and whose they are."""

from __future__ import annotations

from dataclasses import dataclass

from protocol_nlp.recognition.chain import agreeing, reach
from protocol_nlp.recognition.heads import lemmas, position
from protocol_nlp.recognition.words import Form, Words, sense

__all__ = ["Office", "offices"]


@dataclass(frozen=True, slots=True)
class Office:
    """A position by word numbers; ``forms`` is what its head may be."""

    start: int
    stop: int
    head: int
    forms: tuple[Form, ...]


def offices(words: Words, barred: frozenset[int]) -> list[Office]:
    """The positions that the words name, in order, without overlaps.

    >>> words = Words("и.о. начальника отдела кадров Жуков К.Л.")
    >>> [" ".join(words.words[o.start : o.stop]) for o in offices(words, frozenset({7}))]
    ['и . о . начальника отдела кадров']
    """
    found: list[Office] = []
    at = 0
    while at < len(words):
        forms = position(words.lower[at])
        if not forms or at in barred:
            at += 1
            continue
        floor = found[-1].stop if found else 0
        start = _acting(words, agreeing(words, at, forms, floor), floor)
        head = at
        stop = _stop(words, at, barred)
        found.append(Office(start, stop, head, forms))
        at = max(stop, at + 1)
    return found


def _stop(words: Words, head: int, barred: frozenset[int]) -> int:
    stop = reach(words, head, barred=barred).stop
    if stop == head + 1 and lemmas(words.lower[head]) & _RULING:
        return _ruled(words, head, barred)
    return stop


_RULING = frozenset({"управляющий", "заведующий", "заведующая", "управляющая", "командующий"})


def _ruled(words: Words, head: int, barred: frozenset[int]) -> int:
    """«управляющего делами», «заведующей отделом»: the instrumental, then genitives."""
    i = head + 1
    while i < min(head + 5, len(words)) and i not in barred and not words.broken(i):
        found = sense(words.lower[i])
        if found.noun_in(frozenset({"ablt"})):
            return reach(words, i, barred=barred).stop
        if not found.adjective_in(frozenset({"ablt"})):
            break
        i += 1
    return head + 1


def _acting(words: Words, start: int, floor: int) -> int:
    """«и.о.», «врио», «временно» before the position belong to it."""
    i = start
    if i - 4 >= floor and words.lower[i - 4 : i] == ["и", ".", "о", "."]:
        return i - 4
    if i - 3 >= floor and words.lower[i - 3 : i] == ["и", ".", "о"]:
        return i - 3
    if i - 1 >= floor and words.lower[i - 1] in ("врио", "ио", "временно"):
        return i - 1
    if i - 2 >= floor and words.lower[i - 2 : i] == ["врио", "."]:
        return i - 2
    return start
