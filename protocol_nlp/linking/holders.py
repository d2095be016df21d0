"""Several of one office, each with a name: «главам Липок (Зуев А.А.), Ельни (Жук К.Л.)».

The office stands once and in the plural, its places one by one, each with its holder in
brackets: these are as many roles, each with who holds it.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from functools import lru_cache

from protocol_nlp.linking.positions import one_of
from protocol_nlp.linking.scene import Scene
from protocol_nlp.morphology import inflect, parses
from protocol_nlp.normalization import nominative
from protocol_nlp.normalization.tokens import tokenize
from protocol_nlp.recognition import Found

__all__ = ["HOLDER", "apart", "holder_name"]

HOLDER = "role.holder"
_NEXT = re.compile(r"\s*\)\s*(?:[,;]|\s+и)\s*(?P<place>[^(),;:.]{3,80}?|№\s?\d{1,4})\s*\(\s*")
_NUMBERED = re.compile(r"(?P<noun>[а-яё]{3,30})(?P<number>\s№\s?\d{1,4})$")
_MOST = 40  # holders of one office in one phrase


def apart(
    scene: Scene, group: Found, first: Found, known: Sequence[Found]
) -> list[tuple[Found, Found]]:
    """The roles that ``group`` stands for, each with its holder; [] where it is one group.

    ``first`` stands in the bracket right after the group, ``known`` are all mentions near.
    """
    office = _office(scene.text[group.start : group.stop]) if group.kind == "group" else 0
    if not office or one_of(nominative(scene.words(group)).normal) is None:
        return []
    people = {f.start: f for f in known if f.kind == "person"}
    others = list(_others(scene.text, first, people))
    if not others:
        return []
    whole = replace(group, kind="role", rule=HOLDER)
    head = (group.start, group.start + office)
    named = [(_role(scene.text, whole, head, place), holder) for place, holder in others]
    return [(whole, first), *named]


def _others(
    text: str, first: Found, people: dict[int, Found]
) -> Iterator[tuple[tuple[int, int], Found]]:
    """What stands between the brackets, and who in the bracket after it."""
    stop = first.stop
    for _ in range(_MOST):
        match = _NEXT.match(text, stop)
        holder = people.get(match.end()) if match else None
        if match is None or holder is None or text[holder.stop : holder.stop + 1] != ")":
            return
        yield match.span("place"), holder
        stop = holder.stop


def _role(text: str, whole: Found, head: tuple[int, int], place: tuple[int, int]) -> Found:
    if text[place[0]] == "№":  # «директорам школ № 1 (…), № 2 (…)»
        number = text.find("№", head[1], whole.stop)
        head = (head[0], len(text[:number].rstrip()) if number > 0 else head[1])
    return replace(whole, start=place[0], stop=place[1], surname=head)


@lru_cache(maxsize=1024)
def _office(phrase: str) -> int:
    """Where the head of a phrase ends: «главам» of «главам районов»; 0 without one."""
    head = nominative(phrase).head
    return tokenize(phrase)[head].stop if head is not None else 0


@lru_cache(maxsize=1024)
def holder_name(words: str) -> str:
    """The name of one of several roles, from the words of all.

    >>> holder_name("главам Липовского района"), holder_name("директорам школ № 2")
    ('глава Липовского района', 'директор школы № 2')
    """
    several = nominative(words).normal
    return _NUMBERED.sub(_one, one_of(several) or several)


def _one(match: re.Match[str]) -> str:
    nouns = (
        p for p in parses(match["noun"]) if p.is_noun and (p.case, p.number) == ("gent", "plur")
    )
    form = next((inflect(p, frozenset({"sing"})) for p in nouns), None)
    return f"{form or match['noun']}{match['number']}"
