"""What a candidate shows of itself and around it, as short names that weights can be given to.

Six words of a candidate are looked at: the first and the last, the one before and the one
after, the head, and all of its words in capitals.  Of each of them it is said how it is
written and what it may be; of the whole, who offers it, how long it is, whether it opens a
sentence or stands in quotes, and what is known of the noun before a quote.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from functools import lru_cache

from protocol_nlp.recognition.candidates import Candidate
from protocol_nlp.recognition.heads import body, is_abbreviation, lemmas, listed, position
from protocol_nlp.recognition.words import Words, sense

__all__ = ["ROLES", "places", "signs", "word_signs"]

ROLES = ("first", "last", "before", "after", "head", "capitals", "all")
"""The places of a candidate whose words the tagger's evidence is read from."""

_LISTS = (
    "vague", "institutions", "subdivisions", "described", "actions", "media", "unbodied",
    "direct", "worldwide", "known", "forms", "places", "states", "nobody", "levels",
    "nationalities", "makers", "borrowed",
)  # fmt: skip
_OPENING = frozenset('«"“„')
_ENDS = frozenset(".!?…:–—-•)")
_LONG, _MANY = 6, 4
_SHORT = 4  # letters of a function word that is a sign by itself
_LATIN, _NUMBERED = re.compile(r"[A-Za-z]+$"), re.compile(r"\d$")
_BINS = (0.02, 0.1, 0.3, 0.6, 0.9)


def signs(words: Words, one: Candidate, likely: Sequence[float]) -> Iterator[str]:
    """The signs of a candidate, those of its single words aside (:func:`word_signs`).

    >>> words = Words("В Комитете по наградам")
    >>> sorted(signs(words, Candidate(1, 4, 1, "tagged"), [0.0] * 4))[:3]
    ['capitals=1', 'complement=поx', 'ends']
    """
    start, stop, count = one.start, one.stop, len(words)
    inside = words.words[start:stop]
    yield f"from={one.origin}"
    yield f"length={min(stop - start, _LONG)}"
    yield f"capitals={min(sum([word[0].isupper() for word in inside]), _MANY)}"
    if words.broken(start) or words.words[start - 1] in _ENDS:
        yield f"opens={_shape(inside[0])}"
    yield from _of_letters(inside)
    if start and words.words[start - 1] in _OPENING:
        yield "quoted"
        for sign in word_signs(words.words[start - 2], words.lower[start - 2]) if start > 1 else ():
            yield f"quoted:{sign}"
    if stop >= count or words.broken(stop):
        yield "ends"
    elif words.words[stop] == "(":
        yield "bracket"
    yield f"least={_bin(min(likely[start:stop]))}"
    yield f"most={_bin(max(likely[start:stop]))}"
    if one.head is not None:
        yield from _of_head(words, one, one.head)


def _of_letters(inside: Sequence[str]) -> Iterator[str]:
    if any(map(_LATIN.match, inside)):
        yield "latin"
    if not _OPENING.isdisjoint(inside):
        yield "quote"
    if any(map(_NUMBERED.search, inside)):
        yield "digit"


def _of_head(words: Words, one: Candidate, head: int) -> Iterator[str]:
    forms = body(words.lower[head])
    yield f"head={forms[0].lemma if forms else 'abbreviation'}"
    yield f"headed={_shape(words.words[head])}{_shape(words.words[one.start])}"
    after = words.lower[head + 1] if head + 1 < one.stop else None
    yield f"complement={_kind(after) + _shape(words.words[head + 1]) if after else ''}"


def places(words: Words, one: Candidate) -> tuple[tuple[str, int], ...]:
    """The single words that are looked at, each with its role; no role for what is not there.

    >>> places(Words("В Комитете"), Candidate(1, 2, 1, "tagged"))
    (('first', 1), ('last', 1), ('before', 0), ('head', 1))
    """
    found = [("first", one.start), ("last", one.stop - 1)]
    if one.start:
        found.append(("before", one.start - 1))
    if one.stop < len(words):
        found.append(("after", one.stop))
    if one.head is not None:
        found.append(("head", one.head))
    return tuple(found)


@lru_cache(maxsize=16384)
def word_signs(word: str, low: str) -> tuple[str, ...]:
    """How a word is written, what it may be, and the word lists that its lemma stands in.

    >>> word_signs("газеты", "газеты")
    ('x', 'noun', 'in media')
    """
    known = lemmas(low) | {word}
    lists = tuple(f"in {name}" for name in _LISTS if not known.isdisjoint(listed(name)))
    return (_shape(word), _kind(low), *lists)


def _shape(word: str) -> str:
    if word.islower():
        return "x"
    if is_abbreviation(word):
        return "XX"
    if word.istitle():
        return "Xx" if len(word) > 1 else "X"
    if word[0].isdigit():
        return "0"
    return "mixed" if word[0].isalpha() else word[0]


@lru_cache(maxsize=16384)
def _kind(low: str) -> str:
    """What a word may be, in one name: the likeliest that matters here."""
    if not low[0].isalpha():
        return "number" if low[0].isdigit() else "mark"
    found = sense(low)
    if found.functional:
        return low if len(low) < _SHORT else "function"
    if position(low) or body(low):
        return "office" if position(low) else "body"
    if low.isascii():
        return "latin"
    names = found.surname or found.first_name
    for told, name in (
        (found.verb, "verb"),
        (found.place, "place"),
        (names, "person"),
        (found.nouns, "noun"),
        (found.adjectives, "adjective"),
    ):
        if told:
            return name if found.known else f"unknown {name}"
    return "other"


def _bin(share: float) -> int:
    return sum(share > edge for edge in _BINS)
