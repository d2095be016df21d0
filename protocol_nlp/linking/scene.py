"""One document as linking sees it: the words, who was found where, and the day it bears."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache

from protocol_nlp.deadlines import Policy
from protocol_nlp.morphology import parses
from protocol_nlp.normalization import nominative, parse_name, readings
from protocol_nlp.recognition import Found
from protocol_nlp.records import Case

__all__ = ["Scene", "can_stand_in", "declined", "is_in_case", "same_person"]

_ALL_CASES = {
    "все": ("nomn", "accs"),
    "всем": ("datv",),
    "всех": ("gent", "accs", "loct"),
    "всеми": ("ablt",),
}
_ALL = re.compile(r"^(вс(?:е|ем|ех|еми))\s+", re.IGNORECASE)  # «всех мастеров» as «мастеров»
_PROBABLE = 0.004
_POSSIBLE = 0.001
_OF_NEWS = frozenset({"tagger.media", "tagger.bare"})  # newspapers and bare «Сенат» are no bodies


@dataclass(frozen=True, slots=True)
class Scene:
    """``text`` is the cleaned view; ``found`` its people and bodies in order of their start.

    ``bodies`` are the words of the bodies, apart by single spaces; ``people`` the names of
    those whom it names with initials, a first name or a position, too; ``shared`` where
    surnames begin that stand once for several people.
    """

    text: str
    found: Sequence[Found]
    starts: Sequence[int]
    date: str | None
    policy: Policy | None = None
    bodies: frozenset[str] = frozenset()
    people: tuple[str, ...] = ()
    shared: frozenset[int] = frozenset()

    @classmethod
    def of(
        cls,
        text: str,
        found: Sequence[Found],
        date: str | None,
        policy: Policy | None = None,
        *,
        news: bool = False,
    ) -> Scene:
        """A scene whose mentions can be looked up by place; ``news`` keeps newspapers, too.

        >>> Scene.of("", (), None).within(0, 0)
        ()
        """
        kept = [f for f in found if news or f.rule not in _OF_NEWS]
        ordered = sorted(kept, key=lambda f: (f.start, -f.stop))
        bodies = (text[f.start : f.stop] for f in ordered if f.kind == "organization")
        named = frozenset(" ".join(words.split()) for words in bodies)
        people = [(text[f.start : f.stop], f) for f in ordered if f.kind == "person"]
        full = tuple(name for name, f in people if "." in name or " " in name or f.position)
        shared = frozenset(f.surname[0] for f in ordered if f.surname)
        starts = [f.start for f in ordered]
        return cls(text, ordered, starts, date, policy, named, full, shared)

    def within(self, start: int, stop: int) -> tuple[Found, ...]:
        """The mentions that lie inside ``text[start:stop]``, in order."""
        low, high = bisect_left(self.starts, start), bisect_left(self.starts, stop)
        return tuple(f for f in self.found[low:high] if f.stop <= stop)

    def introduces(self, found: Found) -> bool:
        """Whether the document names in full whom a surname alone may mean."""
        return not _introduced(self.people).isdisjoint(_surnames(self.words(found)))

    def several(self, found: Found) -> bool:
        """Whether a person's surname stands once for several: «Петровым А. и Б.»."""
        return found.surname is not None or found.start in self.shared

    def words(self, found: Found) -> str:
        """The words of a mention, with the surname that its list says only once."""
        own = self.text[found.start : found.stop]
        return f"{self.text[slice(*found.surname)]} {own}" if found.surname else own


@lru_cache(maxsize=4096)
def _surnames(name: str) -> frozenset[str]:
    return frozenset(r.surname for r in readings(name) if r.score > _PROBABLE and r.surname)


@lru_cache(maxsize=4)
def _introduced(people: tuple[str, ...]) -> frozenset[str]:
    """The likeliest surname of each name in full; most documents are never asked for them."""
    return frozenset(next((r.surname for r in readings(name)), "") for name in people)


def can_stand_in(scene: Scene, found: Found, case: Case) -> bool:
    """Whether the words of a mention can be in ``case``: a mention in another is no executor."""
    if found.kind == "person":
        can = _person_can(scene.words(found), case, several=scene.several(found))
        return can or _office_is(scene, found, case)
    return _phrase_can(scene.words(found)[:120], case)


def _office_is(scene: Scene, found: Found, case: Case) -> bool:
    """«проректору Бельды А.К.»: a name that does not decline stands in its position's case."""
    if found.position is None or found.position[0] > found.start:
        return False
    words = scene.text[slice(*found.position)][:120].strip()
    return set(nominative(words).cases) == {case}


@lru_cache(maxsize=4096)
def _person_can(name: str, case: Case, *, several: bool = False) -> bool:
    """A case that one reading has, or that the likeliest name has beside its likeliest case."""
    parsed = parse_name(name) if several else None
    found = readings(parsed._replace(several=True) if parsed else name)
    likely = {(r.surname, r.gender) for r in found[:1]}
    return not found or any(
        r.case == case
        and (r.score > _PROBABLE or ((r.surname, r.gender) in likely and r.score > _POSSIBLE))
        for r in found
    )


def declined(surname: str, case: Case) -> bool:
    """Whether a surname alone shows by its ending that it stands in ``case``.

    >>> declined("Жукова", "accs"), declined("Этикетаж", "datv")
    (True, False)
    """
    found = (r for r in readings(surname) if r.case == case and r.score > _PROBABLE)
    return any(r.surname.lower() not in surname.lower().split() for r in found)


def same_person(scene: Scene, one: Found, other: Found) -> bool:
    """Whether two mentions can name one person: some reading of both has the same surname."""
    if "person" not in {one.kind} & {other.kind}:
        return False
    first, second = scene.words(one), scene.words(other)
    surnames = {r.surname for r in readings(first)} & {r.surname for r in readings(second)}
    return first == second or bool(surnames)


def is_in_case(phrase: str, case: Case) -> bool:
    """Whether the words that stand before a name can be its position, in the same case.

    >>> is_in_case("Старшей сестре", "datv"), is_in_case("По вопросу", "datv")
    (True, False)
    """
    first = phrase.strip().partition(" ")[0]
    found = parses(first)
    governed = not found or found[0].part_of_speech in {"PREP", "ADVB", "CONJ", "INFN"}
    return not governed and _phrase_can(phrase.strip()[:120], case)


@lru_cache(maxsize=4096)
def _phrase_can(phrase: str, case: Case) -> bool:
    """By the head and what agrees with it; a phrase of abbreviations can stand anywhere."""
    everybody = _ALL.match(phrase)
    if everybody is not None and case not in _ALL_CASES[everybody[1].lower()]:
        return False  # «все станции» is no dative
    cases = nominative(_ALL.sub("", phrase)).cases
    return not cases or case in cases
