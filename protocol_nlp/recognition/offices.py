"""Positions: the phrases that say what somebody is, and whose they are."""

from __future__ import annotations

from typing import NamedTuple

from protocol_nlp.recognition.agreement import agree, agreeing
from protocol_nlp.recognition.chain import reach
from protocol_nlp.recognition.heads import is_abbreviation, position
from protocol_nlp.recognition.words import Form, Words, sense

__all__ = ["ACTING", "Office", "acting", "adjectival", "extent", "offices", "shortened"]

ACTING = frozenset({"и", "врио", "ио", "временно", "зам", "пом"})  # what «acting» begins with


class Office(NamedTuple):
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
    floor = 0
    heads = {word: forms for word in set(words.lower) if (forms := position(word))}
    for i in [i for i, word in enumerate(words.lower) if word in heads] if heads else ():
        forms = heads[words.lower[i]]
        if i < floor or i in barred or adjectival(words, i, forms):
            continue
        start = acting(
            words, _leading(words, agreeing(words, i, forms, floor), forms, floor), floor
        )
        floor = extent(words, i, forms, barred)
        found.append(Office(start, floor, i, forms))
    return found


def _leading(words: Words, start: int, forms: tuple[Form, ...], floor: int) -> int:
    """«ведущий инженер»: the one adjective that only describes a body but grades an office."""
    k = start - 1
    if k < floor or words.broken(start) or not words.lower[k].startswith("ведущ"):
        return start
    return k if agree(sense(words.lower[k]).adjectives, forms) else start


def shortened(words: Words, post: Office, barred: frozenset[int]) -> Office:
    """``post`` without the person whose name turned out to begin inside it.

    >>> words = Words("директора Дубова")
    >>> shortened(words, offices(words, frozenset())[0], frozenset({1})).stop
    1
    """
    stop = next((k for k in range(post.head + 1, post.stop) if k in barred), post.stop)
    while stop > post.head + 1 and words.lower[stop - 1] in (",", "и"):
        stop -= 1
    return post if stop == post.stop else post._replace(stop=stop)


def adjectival(words: Words, i: int, forms: tuple[Form, ...]) -> bool:
    """Whether word ``i`` is an adjective to the next noun: «управляющей компании».

    >>> words = Words("ответственным исполнителям")
    >>> adjectival(words, 0, position("ответственным"))
    True
    """
    if i + 1 >= len(words):
        return False
    after, found = words.lower[i + 1], sense(words.lower[i])
    if found.nouns:  # «ведущий специалист», «дежурному врачу»
        return bool(found.adjectives) and agree(found.adjectives, position(after))
    if rules_noun(words.lower[i], after) or is_abbreviation(words.words[i + 1]):
        return False  # «конкурсному управляющему ООО «Лотос»»
    return agree(forms, sense(after).nouns or position(after))


def rules_noun(word: str, after: str) -> bool:
    """«заведующей столовой» rules the noun after it, «управляющей компании» describes it.

    >>> rules_noun("заведующей", "столовой"), rules_noun("управляющей", "компании")
    (True, False)
    """
    return word.startswith("заведующ") and any(f.case == "ablt" for f in sense(after).nouns)


def extent(words: Words, head: int, forms: tuple[Form, ...], barred: frozenset[int]) -> int:
    """The word after the position that word ``head`` heads.

    >>> words = Words("заведующей отделом культуры явиться")
    >>> extent(words, 0, position("заведующей"), frozenset())
    3
    """
    return reach(words, head, forms, barred=barred).stop


def acting(words: Words, start: int, floor: int) -> int:
    """The first word of «и.о.», «врио», «временно» before ``start``, or ``start``.

    >>> acting(Words("врио мэра"), 1, 0)
    0
    """
    i = start
    if i - 4 >= floor and words.lower[i - 4 : i] == ["и", ".", "о", "."]:
        return i - 4
    if i - 3 >= floor and words.lower[i - 3 : i] == ["и", ".", "о"]:
        return i - 3
    if i - 1 >= floor and words.lower[i - 1] in ("врио", "ио", "временно", "зам"):
        return i - 1
    if i - 2 >= floor and words.lower[i - 2 : i] in (["врио", "."], ["зам", "."], ["пом", "."]):
        return i - 2
    return start
