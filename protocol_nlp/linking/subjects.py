"""A nominative that does something: before a dash or its verb, or right behind the verb."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import partial
from itertools import takewhile

from protocol_nlp.lexicon import rules
from protocol_nlp.linking.acts import first_act, is_doing, is_promise, opens_phrase
from protocol_nlp.linking.claims import Claim, named_in, ranked
from protocol_nlp.linking.joined import begins, does, ends, joined, opens
from protocol_nlp.linking.scene import Scene, can_stand_in
from protocol_nlp.linking.slots import in_case

__all__ = ["DASH", "TAIL", "bare_subject", "subject", "subject_after", "subject_inside"]

TAIL = re.compile(r"\s*(?:\([^()]{0,200}\)\s*)?(?:[–—:]|-(?=\s))")
DASH = re.compile(r"[–—:]|-\s")
_FUTURE = re.compile(
    r"(?<![а-яё])[а-яё]{2,29}т(?:ся)?\b|долж(?:ен|на|ны)|обязан[аы]?"
    r"|(?:обязал|взял|вызвал)(?:ся|ась|ись)",
    re.IGNORECASE,
)
_WORD_AFTER = re.compile(r"\s*(?:\([^()]{0,200}\)\s*)?([а-яё]{1,30})", re.IGNORECASE)
_CLAUSE = re.compile(r"[^.;:,–—()]{1,80}")
_ADVERB = re.compile(r"\s+(?:(?:сам|сама|завтра|сегодня|уже|ещё|тоже|также|сразу)\s+)?")
_NAMES = 80  # characters of names right before an act
_PHRASE = 80  # characters between a subject and its verb
_OURS = re.compile(r"\s*(?:(?:наш|ваш|мой|сам)[аиу]?\s+)?")  # «красит наш завхоз Зуев»
_LAST_VERB = re.compile(r".*(?<![а-яё])([а-яё]{2,29}т(?:ся)?)(?![а-яё])", re.DOTALL)
_WITH = re.compile(r"\s+(?:вместе\s+)?со?\s+")


def subject(scene: Scene, start: int, stop: int) -> tuple[Claim, ...]:
    """«Зуева Т.П. – подготовить …», «Отдел связи подготовит …»."""
    if not _may_tell(scene.text, start, stop) or _is_beside(scene.text, start, stop):
        return ()
    named = named_in(scene, start, min(stop, start + 400), "executor.subject")
    if not named or not opens(scene, start, named[0]):
        return ()
    reason = _gives_reason(scene.text, start, stop)
    reach = 0
    for reach, claim in enumerate(named, start=1):
        limit = min([stop, *(begins(c) for c in named[reach : reach + 1])])
        told = TAIL.match(scene.text, ends(claim), stop) is not None
        told = told or (not reason and _verb_follows(scene, claim, limit))
        if claim.found.rule == "group.things":
            return ()  # «Каски – Зуева Т.П.»: a thing before a dash does nothing
        does_it = can_stand_in(scene, claim.found, "nomn")
        if told and (does_it or _is_with(scene, named[: reach - 1], claim)):
            return ranked(scene, in_case(scene, named[:reach], "nomn") or named[:reach])
    return ()


def _gives_reason(text: str, start: int, stop: int) -> bool:
    """«Поставщик молчит, послать претензию»: why somebody else is to do what comes next."""
    act = first_act(text, start, stop)
    before = text[start:act].rstrip() if act is not None else ""
    last = _LAST_VERB.search(before)
    return before.endswith(",") and last is not None and not is_promise(last[1])


def bare_subject(scene: Scene, start: int, act: int | None) -> tuple[Claim, ...]:
    """«Марат и Денис разметить места», «Лоза П.П. сдать ключи»: people right before the act."""
    near = act is not None and start < act <= start + _NAMES
    named = joined(scene, named_in(scene, start, act or start, "executor.subject")) if near else ()
    if not named or not opens(scene, start, named[0]):
        return ()
    beside = not scene.text[ends(named[-1]) : act].strip()
    known = all(c.found.kind == "person" and _is_known(scene, c) for c in named)
    told = beside and known and all(_only_does(scene, c) for c in named)
    return ranked(scene, named) if told else ()


def _only_does(scene: Scene, claim: Claim) -> bool:
    """Not «Зуева Т.П. допустить к работе»: nothing but a nominative, no position before it."""
    alone = claim.found.position is None and does(scene, claim)
    return alone and not can_stand_in(scene, claim.found, "accs")


def _is_known(scene: Scene, claim: Claim) -> bool:
    """A person with initials, or whom the document names in full."""
    return "." in scene.words(claim.found) or scene.introduces(claim.found)


def _is_beside(text: str, start: int, stop: int) -> bool:
    dash = DASH.search(text, start, stop)
    said = text[start : dash.start()][-120:] if dash else ""
    return dash is not None and rules("linking", "beside_names").finds(said)


def _verb_follows(scene: Scene, claim: Claim, stop: int) -> bool:
    """«Зуева до мая подготовит …», «Оля завтра звонит …»: a promise, a time before it or none."""
    end = ends(claim)
    first = _WORD_AFTER.match(scene.text, end, stop)
    if first is None:
        return False
    if _tells(claim, first.group(1)):
        return True
    if not opens_phrase(scene.text, first.start(1)):
        return False
    rest = _CLAUSE.match(scene.text, end, min(stop, end + _PHRASE))
    return rest is not None and any(
        _tells(claim, m.group()) for m in _FUTURE.finditer(scene.text, *rest.span())
    )


def _tells(claim: Claim, verb: str) -> bool:
    """Whether a verb says what its subject is to do; bodies and groups are told by few."""
    if is_promise(verb):
        return True
    person = claim.found.kind in {"person", "role"} or claim.found.rule == "group.plural"
    return is_doing(verb) if person else rules("linking", "doing").finds(verb.lower())


def _is_with(scene: Scene, before: Sequence[Claim], claim: Claim) -> bool:
    """«Зуева с Кимом готовят …»: who is named after «с» helps the one before him."""
    if not before or claim.found.kind != "person" or not can_stand_in(scene, claim.found, "ablt"):
        return False
    return bool(_WITH.fullmatch(scene.text[ends(before[-1]) : begins(claim)]))


def subject_after(scene: Scene, start: int, stop: int) -> tuple[Claim, ...]:
    """«Заявление напишет Зуева Т.П., до пятницы»: a promise, and right after it who makes it."""
    for m in _FUTURE.finditer(scene.text, start, stop):
        if not (is_promise(m.group()) or is_doing(m.group())):
            continue
        if any(r.regex.match(scene.text, m.start(), stop) for r in rules("linking", "together")):
            continue  # «поможет Зуева»: a helper
        every = named_in(scene, m.end(), min(stop, m.end() + 200), "executor.subject")
        named = tuple(takewhile(partial(_does_so, scene, m.group()), joined(scene, every)))
        if named and _OURS.fullmatch(scene.text[m.end() : begins(named[0])]):
            helper = every[len(named) : len(named) + 1]
            helped = helper and _is_with(scene, named, helper[0])
            return ranked(scene, (*named, *helper) if helped else named)
    return ()


def subject_inside(scene: Scene, start: int, stop: int) -> tuple[Claim, ...]:
    """«Миграцию базы Гриша прогоняет в среду»: people right before their verb."""
    for m in _FUTURE.finditer(scene.text, start, stop):
        if not (is_promise(m.group()) or is_doing(m.group())):
            continue
        near = max(start, m.start() - _NAMES)
        named = named_in(scene, near, m.start(), "executor.subject")
        row = next((named[i:] for i in range(len(named)) if _is_row(scene, named[i:])), ())
        close = row and _ADVERB.fullmatch(scene.text[ends(row[-1]) : m.start()])
        if close and all(_does_so(scene, m.group(), claim) for claim in row):
            return ranked(scene, row)
    return ()


def _is_row(scene: Scene, claims: tuple[Claim, ...]) -> bool:
    """Whether people stand in a row: «Юля и Зарина»."""
    people = all(c.found.kind == "person" for c in claims)
    return people and joined(scene, claims) == claims


def _does_so(scene: Scene, verb: str, claim: Claim) -> bool:
    return does(scene, claim) and _tells(claim, verb)


def _may_tell(text: str, start: int, stop: int) -> bool:
    """Whether what must follow a nominative stands there at all: most sentences lack it."""
    promises = (
        is_promise(m.group()) or is_doing(m.group()) for m in _FUTURE.finditer(text, start, stop)
    )
    return DASH.search(text, start, stop) is not None or any(promises)
