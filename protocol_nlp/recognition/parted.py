"""The tagger's people cut and stretched to whole names, before rules are asked.

The tagger reads a name with the bracket after it as one («Барри Дойл (Barry Doyle)»),
stops before a particle («Сами» of «Сами аль-Хадж») and now and then leaves out a first
name that it has never seen.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence

from protocol_nlp.recognition.heads import body, is_abbreviation, listed, position
from protocol_nlp.recognition.persons import INITIALS, PARTICLES, Person, surname_suffix
from protocol_nlp.recognition.tagger import Name
from protocol_nlp.recognition.words import Words, sense

__all__ = ["latin", "parted", "unlike", "widened"]

_BETWEEN, _BRACKETS = frozenset("()[]•▸|/;,*"), frozenset("()[]")
_LINKED = re.compile(r"(?:аль|эль|ар|ас|аш|ад|бен|ибн|бин|уль|ан|ат)[-‑][А-ЯЁ][а-яё]+$")
_LATIN = re.compile(r"[A-ZÀ-Þ][A-Za-zÀ-ÿ'’-]*$")
_LATIN_PARTICLE = re.compile(r"(?:al|el|de|der|van|von|bin|di|da|la)(?:-[A-Z][a-z]+)?$")
_LATIN_MOST = 4  # words of a name in Latin letters
_PAST = re.compile(r"[аеиоуыя]л[аои]?(?:с[ья])?$")  # «доложила», «выступил»
_INITIAL = 2  # letters of an initial: «В.», «Дж.»
_SHORTEST = 3  # letters of a first name that only its neighbour tells


def parted(words: Words, tagged: Iterable[Name]) -> list[Name]:
    """``tagged`` cut at brackets, its people stretched to whole names, in order.

    >>> words = Words("сказал Барри Дойл (Barry Doyle) вчера")
    >>> [(n.start, n.stop) for n in parted(words, [Name("PER", 1, 6)])]
    [(1, 3), (4, 6)]
    """
    names = list(tagged)
    taken = {k for name in names for k in range(name.start, name.stop)}
    out = []
    for name in names:
        if name.kind != "PER":
            cut = name.kind == "ORG" and "(" in words.words[name.start : name.stop]
            pieces = _pieces(words, *name[1:], _BRACKETS) if cut else [name[1:]]
            out += [Name(name.kind, *piece) for piece in pieces]
            continue
        for start, stop in _pieces(words, name.start, name.stop, _BETWEEN):
            out.append(Name("PER", *_whole(words, start, stop, taken)))
            out += [Name("PER", *span) for span in latin(words, out[-1].stop, taken)]
    return out


def widened(words: Words, named: Sequence[Person], tagged: Sequence[Name]) -> list[Person]:
    """People by rule without initials, as wide as the tagger saw them and particles go.

    >>> words = Words("хозяин кафе Штефан Бир")
    >>> [p.start for p in widened(words, [Person(3, 4, "r")], [Name("PER", 2, 4)])]
    [2]
    """
    at = {k: name for name in tagged if name.kind == "PER" for k in range(name.start, name.stop)}
    taken = {k for person in named for k in range(person.start, person.stop)}
    return [
        person
        if person.rule in INITIALS or person.shared
        else _wide(words, person, at.get(person.start), taken)
        for person in named
    ]


def _wide(words: Words, person: Person, seen: Name | None, taken: set[int]) -> Person:
    start, stop = person.start, person.stop
    if seen and seen.start <= start and stop <= seen.stop:
        first = seen.start + (seen.start < start and unlike(words, seen.start))
        more = {*range(first, start), *range(stop, seen.stop)}
        if more.isdisjoint(taken) and all(words.words[k][0].isupper() for k in more):
            start, stop = first, seen.stop
    if stop < len(words) and not words.broken(stop) and _LINKED.match(words.words[stop]):
        stop += 1
    return person._replace(start=start, stop=stop)


def _pieces(
    words: Words, start: int, stop: int, marks: frozenset[str]
) -> Iterator[tuple[int, int]]:
    """The stretches between brackets, bullets and commas: between ``marks``."""
    first = start
    for k in range(start, stop):
        if words.words[k] in marks:
            if k > first:
                yield first, k
            first = k + 1
    if stop > first:
        yield first, stop


def _whole(words: Words, start: int, stop: int, taken: set[int]) -> tuple[int, int]:
    """The name with its particles, and with a first name that stands before it alone."""
    if stop - start == 1 and _forename(words, start - 1, taken):
        start -= 1
        taken.add(start)
    while start > 0 and words.lower[start - 1] in PARTICLES and not words.broken(start):
        start -= 1
    k = stop
    while k < len(words) and words.words[k] in PARTICLES and not words.broken(k):
        k += 1
    if k < len(words) and not words.broken(k):
        linked = _LINKED.match(words.words[k]) is not None
        if linked or (k > stop and words.words[k].istitle()):
            return start, k + 1
    return start, stop


def _forename(words: Words, k: int, taken: set[int]) -> bool:
    """Whether word ``k`` is a first name that the tagger left out: «кафе Йохен Шарф»."""
    if k < 0 or k in taken or words.broken(k + 1) or not words.words[k].istitle():
        return False
    word, low = words.words[k], words.lower[k]
    if len(word) < _SHORTEST or not word.isalpha() or is_abbreviation(word):
        return False
    if body(low) or position(low) or low in words.towns:
        return False
    found = sense(low)
    if found.first_name:
        return not found.place
    return not found.known and not found.place and not surname_suffix(low)


def latin(words: Words, i: int, taken: set[int]) -> Iterator[tuple[int, int]]:
    """The same name in Latin letters, in brackets after it at word ``i``.

    >>> list(latin(Words("Дойл (Barry Doyle)"), 1, set()))
    [(2, 4)]
    """
    if i >= len(words) or words.words[i] != "(":
        return
    k = i + 1
    while k < len(words) and k - i <= _LATIN_MOST and _latin_word(words, k, first=k == i + 1):
        k += 1
    if k > i + 2 and k < len(words) and words.words[k] == ")" and i + 1 not in taken:
        taken.update(range(i + 1, k))
        yield i + 1, k


def _latin_word(words: Words, k: int, *, first: bool) -> bool:
    word = words.words[k]
    return bool(_LATIN.match(word) or (not first and _LATIN_PARTICLE.match(word)))


def unlike(words: Words, k: int) -> bool:
    """Whether a name cannot begin with word ``k``: «Почему Сандерс …», «Доложила Сухова …».

    >>> unlike(Words("Электрику Сухову"), 0), unlike(Words("Яну Сухову"), 0)
    (True, False)
    """
    found, word = sense(words.lower[k]), words.words[k]
    office = bool(position(words.lower[k])) and not (found.surname or found.first_name)
    titled = words.lower[k] in listed("titles")  # «Госпоже Ким»
    did = found.infinitive or (found.verb and found.known and _PAST.search(words.lower[k]))
    told = bool(did) and not (found.surname or found.first_name)
    plain = found.functional or found.adverb or office or titled or told
    return plain and word.istitle() and len(word) > _INITIAL
