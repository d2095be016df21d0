"""Who is right where rules and tagger both speak, in the order in which it is decided.

1. A name inside a body's name is part of it (the university named after Pushkin).
2. A person by rule stands as the rules cut it: they know initials, brackets and lists.
   The tagger may only add capitalised words to a name without initials.
3. A body by rule stands from its head to the end of its chain; the tagger may only add
   what it sees beyond, up to the end of the same name.
4. What only the tagger sees stands if it could be a name at all: it has a capital, is not
   an ordinary word, is not shouted, and is not borrowed by a street or a school.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

from protocol_nlp.recognition.bodies import Body
from protocol_nlp.recognition.heads import body, is_abbreviation, lemmas, listed, position
from protocol_nlp.recognition.persons import PARTICLES, Person, borrowed
from protocol_nlp.recognition.tagger import Name
from protocol_nlp.recognition.words import Words, sense

__all__ = ["Choice", "arbitrate", "unclaimed"]

_INITIALS = frozenset(
    {"person.surname_initials", "person.initials_surname", "person.shared_surname"}
)


@dataclass(frozen=True, slots=True)
class Choice:
    """What stands: words ``start`` to ``stop``, and the rule's own record where one found it."""

    start: int
    stop: int
    rule: str
    person: Person | None = None
    body: Body | None = None

    @property
    def is_person(self) -> bool:
        """Whether it names a person (else a body)."""
        return self.person is not None or self.rule == "tagger.per"


def arbitrate(
    words: Words, named: Sequence[Person], groups: Sequence[Body], tagged: Iterable[Name]
) -> list[Choice]:
    """The mentions that stand, in order, without overlaps.

    >>> words = Words("Музей имени А.С. Пушкина открыт")
    >>> named = [Person(2, 7, "person.initials_surname")]
    >>> [choice.rule for choice in arbitrate(words, named, [Body(0, 7, 0, "b")], [])]
    ['b']
    """
    choices = [Choice(b.start, b.stop, b.rule, body=b) for b in groups]
    choices += [Choice(p.start, p.stop, p.rule, person=p) for p in named if not _inside(p, groups)]
    for name in tagged:
        if name.kind == "LOC":
            continue
        start, stop = _trimmed(words, name.start, name.stop)
        if name.kind == "PER" and stop - start > 1 and _unlike(words, start):
            start += 1  # «Почему Сандерс …»
        if start < stop:
            _weigh(words, choices, name.kind, start, stop)
    return sorted(choices, key=lambda c: (c.start, -c.stop))


def unclaimed(
    words: Words, tagged: Iterable[Name], named: Sequence[Person]
) -> list[tuple[int, int]]:
    """The words of the people whom only the tagger saw.

    They bar a body's chain of genitives, and may be met again by surname alone.

    >>> unclaimed(Words("штаб Яна Ковача"), [Name("PER", 1, 3)], [])
    [(1, 3)]
    """
    claimed = {k for person in named for k in range(person.start, person.stop)}
    spans = [_trimmed(words, name.start, name.stop) for name in tagged if name.kind == "PER"]
    return [
        (a, b)
        for a, b in spans
        if a < b and claimed.isdisjoint(range(a, b)) and _personal(words, a, b)
    ]


def _inside(person: Person, groups: Sequence[Body]) -> bool:
    return any(b.start <= person.start and person.stop <= b.stop for b in groups)


def _weigh(words: Words, choices: list[Choice], kind: str, start: int, stop: int) -> None:
    rivals = [i for i, c in enumerate(choices) if c.start < stop and start < c.stop]
    if not rivals:
        choice = _alone(words, kind, start, stop)
        if choice is not None:
            choices.append(choice)
    elif len(rivals) == 1:
        choices[rivals[0]] = _together(words, choices[rivals[0]], kind, start, stop)


def _together(words: Words, rule: Choice, kind: str, start: int, stop: int) -> Choice:
    """What a rule's mention becomes beside a tagger's that overlaps it."""
    if rule.is_person != (kind == "PER"):
        return rule
    if rule.is_person:
        wider = start <= rule.start and rule.stop <= stop and rule.rule not in _INITIALS
        capitals = all(words.words[k][0].isupper() for k in range(start, stop))
        return replace(rule, start=start, stop=stop) if wider and capitals else rule
    beyond = words.words[rule.stop : stop]
    if start <= rule.start and beyond and _continues(beyond):
        return replace(rule, stop=stop)
    return rule


def _continues(beyond: Sequence[str]) -> bool:
    """Whether what the tagger adds to a body is more of its name."""
    return beyond[0][0].isalpha() and beyond[-1][0].isupper() and "(" not in beyond


def _alone(words: Words, kind: str, start: int, stop: int) -> Choice | None:
    """A mention that only the tagger saw, trimmed, or None where it cannot be a name."""
    if not any(word[0].isupper() for word in words.words[start:stop]):
        return None
    if kind == "PER":
        return Choice(start, stop, "tagger.per") if _personal(words, start, stop) else None
    if not _corporate(words, start, stop):
        return None
    stop = _of_state(words, stop)
    return Choice(start, stop, "tagger.media" if _periodical(words, start) else "tagger.org")


_SENTENCE_END = frozenset({".", "!", "?", "…", "«", '"', "“", ":", "–", "—", "-"})
_INITIAL = 2  # letters of an initial: «В.», «Дж.»
_TRAILING = frozenset({",", ":", ";", "(", "—", "–", "-", ".", "…", "...", "•"})


def _unlike(words: Words, k: int) -> bool:
    found = sense(words.lower[k])
    word = words.words[k]
    return (found.functional or found.adverb) and word.istitle() and len(word) > _INITIAL


def _trimmed(words: Words, start: int, stop: int) -> tuple[int, int]:
    while start < stop and not words.words[start][0].isalnum() and words.words[start] not in '«"“„':
        start += 1
    while stop > start and words.words[stop - 1] in _TRAILING:
        if words.words[stop - 1] == "." and words.words[stop - 2].isupper():
            break  # the full stop of an initial
        stop -= 1
    return start, stop


def _personal(words: Words, start: int, stop: int) -> bool:
    first = start + 1 if words.lower[start] in PARTICLES and stop - start > 1 else start
    if words.words[first][0].islower() or words.words[stop - 1][0].islower():
        return False
    letters = [
        k for k in range(start, stop) if words.words[k][0].isalpha() and len(words.words[k]) > 1
    ]
    if not letters or all(_ordinary(words, k) for k in letters):
        return False
    if len(letters) == 1 and stop - start > 1 and _town(words.lower[letters[0]]):
        return False  # «В.Новгород»
    if stop - start == 1 and words.words[stop : stop + 2] == [".", ":"]:
        return False  # «Отв.:»
    return not borrowed(words, start)


def _of_state(words: Words, stop: int) -> int:
    """«Госдепартамента США», «Капитолия США»: the state that a body is of belongs to it."""
    if stop >= len(words) or words.broken(stop):
        return stop
    word = words.words[stop]
    if word in listed("states") or words.lower[stop] in ("россии", "украины", "белоруссии"):
        return stop + 1
    return stop


def _town(word: str) -> bool:
    found = sense(word)
    return found.place and not found.surname


def _ordinary(words: Words, k: int) -> bool:
    low = words.lower[k]
    found = sense(low)
    starts = words.broken(k) or words.words[k - 1] in (".", "!", "?", "…", "«", '"')
    if position(low) or body(low):
        return not found.surname and (starts or words.words[k].isupper())
    return found.known and not found.surname and not found.first_name and words.broken(k)


def _periodical(words: Words, start: int) -> bool:
    """Whether a noun like «газета» stands before the name or its quote."""
    k = start - 1 if words.words[start][0].isalnum() else start
    k = k - 1 if k > 0 and words.words[k] in ("«", '"', "“") else k
    return k >= 0 and bool(lemmas(words.lower[k]) & listed("media"))


def _corporate(words: Words, start: int, stop: int) -> bool:
    if stop - start > 1:
        rest = words.words[start + 1 : stop]
        return not body(words.lower[start]) or any(not word.islower() for word in rest)
    word, low = words.words[start], words.lower[start]
    if body(low) and word.istitle():  # «в Сенате»: a capital inside a sentence
        return not words.broken(start) and words.words[start - 1] not in _SENTENCE_END
    if word in listed("forms") or word.upper() in listed("nobody"):
        return False
    return not body(low) and (
        is_abbreviation(word) or not words.broken(start) or not sense(low).known
    )
