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
from typing import NamedTuple

from protocol_nlp.recognition.bodies import Body
from protocol_nlp.recognition.heads import body
from protocol_nlp.recognition.parted import unlike
from protocol_nlp.recognition.persons import INITIALS, Person
from protocol_nlp.recognition.plausible import corporate, periodical, personal, trimmed, with_state
from protocol_nlp.recognition.tagger import Name
from protocol_nlp.recognition.words import Words, sense

__all__ = ["Choice", "arbitrate", "in_quotes", "unclaimed"]


class Choice(NamedTuple):
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
    inside = {k: body.stop for body in groups for k in range(body.start, body.stop)}
    apart = (p for p in named if p.stop > inside.get(p.start, p.start))
    choices += [Choice(p.start, p.stop, p.rule, person=p) for p in apart]
    owner = {k: i for i, choice in enumerate(choices) for k in range(choice.start, choice.stop)}
    for name in tagged:
        start, stop = trimmed(words, name.start, name.stop)
        if name.kind == "PER" and stop - start > 1 and unlike(words, start):
            start += 1
        if name.kind == "LOC" or start >= stop:
            continue
        rivals = {owner[k] for k in range(start, stop) if k in owner}
        if not rivals:
            choice = _alone(words, name.kind, start, stop)
            choices += [choice] if choice else []
        elif len(rivals) == 1:
            rival = rivals.pop()
            choices[rival] = _together(words, choices[rival], name.kind, start, stop)
    return _apart(choices)


def unclaimed(
    words: Words, tagged: Iterable[Name], named: Sequence[Person]
) -> list[tuple[int, int]]:
    """The words of the people whom only the tagger saw.

    They bar a body's chain of genitives, and may be met again by surname alone.

    >>> unclaimed(Words("штаб Яна Ковача"), [Name("PER", 1, 3)], [])
    [(1, 3)]
    """
    claimed = {k for person in named for k in range(person.start, person.stop)}
    spans = [trimmed(words, name.start, name.stop) for name in tagged if name.kind == "PER"]
    return [
        (a, b)
        for a, b in spans
        if a < b and claimed.isdisjoint(range(a, b)) and personal(words, a, b)
    ]


def in_quotes(words: Words, choice: Choice) -> Choice:
    """The tagger's body with the quotes right around it, which in minutes are of its name.

    >>> in_quotes(Words("у «Веги» взять"), Choice(2, 3, "tagger.org"))[:2]
    (1, 4)
    """
    around = (
        words.words[choice.start - 1 : choice.start],
        words.words[choice.stop : choice.stop + 1],
    )
    if choice.rule == "tagger.org" and around in ((["«"], ["»"]), (['"'], ['"']), (["„"], ["“"])):
        return choice._replace(start=choice.start - 1, stop=choice.stop + 1)
    return choice


def _apart(choices: list[Choice]) -> list[Choice]:
    """The choices in order; of two that overlap, the one with initials, else the longer."""
    kept: list[Choice] = []
    for choice in sorted(choices, key=lambda c: (c.start, -c.stop)):
        if not kept or choice.start >= kept[-1].stop:
            kept.append(choice)
        elif _weight(choice) > _weight(kept[-1]):
            kept[-1] = choice
    return kept


def _weight(choice: Choice) -> tuple[bool, int]:
    return choice.rule in INITIALS, choice.stop - choice.start


def _together(words: Words, rule: Choice, kind: str, start: int, stop: int) -> Choice:
    """What a rule's mention becomes beside a tagger's that overlaps it."""
    if rule.is_person != (kind == "PER"):
        return rule
    if rule.is_person:
        wider = start <= rule.start and rule.stop <= stop and rule.rule not in INITIALS
        capitals = all(words.words[k][0].isupper() for k in range(start, stop))
        return rule._replace(start=start, stop=stop) if wider and capitals else rule
    beyond = words.words[rule.stop : stop]
    if start <= rule.start and beyond and _continues(beyond):
        return rule._replace(stop=stop)
    return rule


def _continues(beyond: Sequence[str]) -> bool:
    """Whether what the tagger adds to a body is more of its name."""
    last = beyond[-1]
    verb = sense(last.lower()).verb and not sense(last.lower()).fixed
    return beyond[0][0].isalpha() and last[0].isupper() and "(" not in beyond and not verb


def _alone(words: Words, kind: str, start: int, stop: int) -> Choice | None:
    """A mention that only the tagger saw, trimmed, or None where it cannot be a name."""
    if kind == "PER":
        return Choice(start, stop, "tagger.per") if personal(words, start, stop) else None
    if not corporate(words, start, stop):
        return None
    if stop - start == 1 and body(words.lower[start]):
        return Choice(start, stop, "tagger.bare")
    rule = "tagger.media" if periodical(words, start) else "tagger.org"
    return Choice(start, with_state(words, stop), rule)
