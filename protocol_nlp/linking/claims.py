"""Who a stretch of words names as executors: people, bodies, roles and groups, and how.

The first named, or the one marked, is responsible; the others, and all after
«совместно с» and the like, are co-executors.  A person in brackets after a body stands
for it.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

from protocol_nlp.lexicon import rules
from protocol_nlp.lexicon import words as listed
from protocol_nlp.linking.holders import HOLDER, apart
from protocol_nlp.linking.scene import Scene, can_stand_in, declined, same_person
from protocol_nlp.morphology import parses
from protocol_nlp.recognition import Found, roles
from protocol_nlp.records import ExecutorRole, Span

_SHORTEST = 4  # letters of a role: «г», «Б» are none
_NEAR = 40  # characters from a body to the name in the bracket after it
_OPENING = re.compile(r"\s*\(\s*(?:[а-яё-]{1,20}\.?\s*){0,3}(?:[–—:]\s*)?")
_ABBREVIATED = re.compile(r"([А-ЯЁ]{2,8})\b")
_OF_ABBREVIATION = re.compile(r"[А-ЯЁа-яё]{4,30}(?:ам|ям)\s([А-ЯЁ]{2,8})\b")
_LETTER = re.compile(r"[^\W\d_]")
_CONVENER = re.compile(
    r"\s*[(/]\s*созыв\w*(?:\s+[а-яё]{3,15})?\s+за\s+(?:(?:тт?|тов)\.\s*)?(?P<name>[А-ЯЁ][а-яё-]+)"
)
_NUMBERED = re.compile(r"\s(?:№\s?)?\d{1,3}(?:-?[йяе])?\s")
_BETWEEN = re.compile(
    r"[\s\d№.-]{0,6}(?:(?:тт?|тов|гр)\.\s*|товарищ\w{0,3}\s+)?(?:[«\"][^»\"]{1,30}[»\"]\s*|\([а-яё][^()]{2,60}\)\s*|[А-ЯЁ]{1,4}\s+)?"
)

__all__ = ["Claim", "claims_in", "inherited", "named_in", "ranked", "together_spans"]


@dataclass(frozen=True, slots=True)
class Claim:
    """One executor as the words name it; ``rule`` and ``found`` are the evidence.

    ``stands_for`` is the person whom a word such as «докладчику» or «ей же» means.
    """

    found: Found
    rule: str
    role: ExecutorRole = "responsible"
    representative: Found | None = None
    inherited: bool = False
    stands_for: Found | None = None

    @property
    def span(self) -> Span:
        """The words that name the executor, in the cleaned view."""
        return Span(self.found.start, self.found.stop)

    def playing(self, role: ExecutorRole) -> Claim:
        """The same claim with that role."""
        return self if self.role == role else replace(self, role=role)


def claims_in(scene: Scene, start: int, stop: int, rule: str) -> tuple[Claim, ...]:
    """The executors that ``text[start:stop]`` names, first responsible, in order.

    Nothing is filtered by case: the caller knows which case its slot asks for.
    """
    return ranked(scene, named_in(scene, start, stop, rule))


def named_in(scene: Scene, start: int, stop: int, rule: str) -> tuple[Claim, ...]:
    """Everybody whom a stretch names at its top level, with the representatives in place."""
    if stop <= start:
        return ()
    known = scene.within(start, stop)
    unread = (s for s in _stretches(scene, start, stop) if _says_more(scene, known, *s))
    named = [r for a, b in unread for r in roles(scene.text, a, b)]
    people = [(f.start, f.stop) for f in known if f.kind == "person"]
    mine = (r for r in named if _long_enough(scene, r) and not _opens_in(people, r))
    named = [_called(scene, r) for r in mine]
    found = _pairs(scene, _top([*known, *named]))
    found = _with_positions(scene, _offices(scene, found))
    guests = _guests(scene, found, known)
    claims: list[Claim] = []
    for f in (f for f in found if f not in guests.values()):
        if f.kind == "person" and _inside(scene, start, f.start):
            continue  # one of several in a bracket: nobody says whom each stands for
        guest = guests.get((f.start, f.stop))
        if guest is None or guest.kind != "person":
            claims.append(Claim(f, rule))
        elif f.kind == "role" and _agrees(scene, f, guest):
            # «начальнику отдела (Зуевой Т.П.)»: a position with a name is the person.
            claims.append(Claim(replace(guest, position=(f.start, f.stop)), rule))
        else:
            several = apart(scene, f, guest, known) or [(f, guest)]
            claims += [Claim(one, rule, representative=holder) for one, holder in several]
    held = [c.span for c in claims if c.found.rule == HOLDER]
    return tuple(c for c in claims if c.found.rule == HOLDER or not _lies_in(c.span, held))


def _long_enough(scene: Scene, role: Found) -> bool:
    words = scene.words(role)
    return len(words) >= _SHORTEST or words in listed("recognition", "desks")


def _lies_in(span: Span, others: Sequence[Span]) -> bool:
    return any(o.start <= span.start and span.stop <= o.stop for o in others)


def _says_more(scene: Scene, known: Sequence[Found], start: int, stop: int) -> bool:
    """Whether words stand beside the mentions of a stretch: else no role is looked for there."""
    at = start
    for found in known:
        if found.start >= stop:
            break
        if _LETTER.search(scene.text, at, found.start):
            return True
        at = max(at, found.stop)
    return _LETTER.search(scene.text, at, stop) is not None


def _called(scene: Scene, role: Found) -> Found:
    """«Вадим:»: a first name alone is a person, though it may be a form of another word."""
    word = scene.text[role.start : role.stop]
    found = parses(word) if word.isalpha() and word.istitle() else ()
    if not found or not (found[0].is_name and found[0].known):
        return role
    return replace(role, kind="person", case=found[0].case, rule="person.called")


def _opens_in(people: Sequence[tuple[int, int]], role: Found) -> bool:
    """Whether a role begins with somebody's name: «Лиза и Света» are two people."""
    return any(start <= role.start < stop for start, stop in people)


def _inside(scene: Scene, start: int, at: int) -> bool:
    before = scene.text[max(start, at - 200) : at]
    if before.count("(") <= before.count(")"):
        return False
    return not rules("linking", "together").finds(before[before.rindex("(") :])


def _guests(
    scene: Scene, found: Sequence[Found], known: Sequence[Found]
) -> dict[tuple[int, int], Found]:
    """Who stands in brackets right after whom: a body's person, a person's body."""
    hosts: dict[tuple[int, int], Found] = {}
    for f in known:
        if f.host and not f.rule.startswith("nested.") and not _joins(scene, f):
            hosts.setdefault(f.host, f)  # of several in a bracket the first stands for all
    for f, after in ((f, g) for f in found for g in known if 0 < _begin(g) - f.stop < _NEAR):
        opening = scene.text[f.stop : _begin(after)]
        joins = rules("linking", "together").finds(opening)
        if f.kind != "person" and not joins and _OPENING.fullmatch(opening):
            hosts.setdefault((f.start, f.stop), after)
    spans = {(f.start, f.stop) for f in found}
    return {host: f for host, f in hosts.items() if host in spans}


def _joins(scene: Scene, found: Found) -> bool:
    """«Зуева Т.П. (при участии Лозы П.П.)»: who stands in such a bracket helps."""
    host = found.host[1] if found.host else found.start
    return host < found.start and rules("linking", "together").finds(scene.text[host : found.start])


def _agrees(scene: Scene, role: Found, person: Found) -> bool:
    """Whether a bracketed name stands in the role's own oblique case."""
    if role.case in {None, "nomn"} or not can_stand_in(scene, person, role.case or "nomn"):
        return False
    return not can_stand_in(scene, person, "nomn") or declined(scene.words(person), role.case)


def _with_positions(scene: Scene, found: list[Found]) -> list[Found]:
    """«руководителю кружка 8 «Б» Дымову К.Р.»: a role right before a person is his position."""
    kept: list[Found] = []
    for f in found:
        last = kept[-1] if kept else None
        if last is None or not _is_office(scene, last, f):
            kept.append(f)
        elif f.kind == "person" and _BETWEEN.fullmatch(scene.text[last.stop : _begin(f)]):
            kept[-1] = replace(f, position=(last.start, f.position[1] if f.position else f.start))
        elif f.kind == "organization" and _NUMBERED.fullmatch(scene.text[last.stop : f.start]):
            kept[-1] = replace(last, stop=f.stop)  # «начальнику 41 ПСЧ»
        elif f.kind == "role" and not scene.text[last.stop : f.start].strip():
            kept[-1] = replace(last, stop=f.stop)  # «отцу эконому»: one phrase
        else:
            kept.append(f)
    return kept


def _is_office(scene: Scene, before: Found, after: Found) -> bool:
    """A role may be one; a group is where the names behind it say who they are.

    «председателей сельсоветов тт. Сивкова и Дронову» are two.
    """
    if before.kind != "group":
        return before.kind == "role"
    between = scene.text[before.stop : after.start].strip()
    return after.kind == "person" and between in {"тт.", "т.т.", "товарищей", "товарищам"}


def _begin(found: Found) -> int:
    """Where the words of a mention begin, its position included."""
    return min(found.start, found.position[0]) if found.position else found.start


def _stretches(scene: Scene, start: int, stop: int) -> list[tuple[int, int]]:
    """The words between dates and «совместно с»: no phrase of a role reaches across them."""
    cuts = [(start, start)]
    for table in ("together", "dates"):
        cuts += [m.span() for _, m in rules("linking", table).hits(scene.text, start, stop)]
    cuts.sort()
    ends = [a for a, _ in cuts[1:]] + [stop]
    return [(b, a) for (_, b), a in zip(cuts, ends, strict=True) if a > b]


def _pairs(scene: Scene, found: list[Found]) -> list[Found]:
    """Two plurals that «и» joins, and no comma before it, are one group."""
    kept: list[Found] = []
    for f in found:
        last = kept[-1] if kept else None
        both = last is not None and {last.kind, f.kind} == {"group"}
        if both and last is not None and scene.text[last.stop : f.start].strip() == "и":
            kept[-1] = replace(last, stop=f.stop)
        else:
            kept.append(f)
    return kept


def _offices(scene: Scene, found: list[Found]) -> list[Found]:
    """«Директорам ДЮСШ, ДДТ и ЦБС»: of abbreviations in a row each depends on the office."""
    kept: list[Found] = []
    for f in found:
        last = kept[-1] if kept else None
        office = last is not None and last.kind == "group" and last.rule == "group.plural"
        if last is not None and office and f.kind == "organization" and _goes_on(scene, last, f):
            kept[-1] = replace(last, stop=f.stop)
        else:
            kept.append(f)
    return kept


def _goes_on(scene: Scene, office: Found, body: Found) -> bool:
    between = scene.text[office.stop : body.start]
    of = _OF_ABBREVIATION.match(scene.text, office.start, office.stop)
    own = _ABBREVIATED.match(scene.text, body.start, body.stop)
    if of is None or own is None or not re.fullmatch(r",\s|\sи\s", between):
        return False
    forms = listed("recognition", "forms")
    alike = {own[1], of[1]} <= forms  # «директорам МУП «Свет», АО «Вода»»
    closes = re.search(r"\sи\s(?=[А-ЯЁ]{2})", scene.text[body.start - 3 : body.stop + 40])
    return alike or closes is not None


def _top(found: Iterable[Found]) -> list[Found]:
    """The outermost mentions; a person's position, and what is inside it, belongs to the person."""
    whole: list[tuple[int, int, int, Found]] = []
    for f in found:
        start, stop = f.start, f.stop
        if f.kind == "person" and f.position:
            start, stop = min(start, f.position[0]), max(stop, f.position[1])
        whole.append((start, -stop, 0 if f.kind == "person" else 1, f))
    kept: list[Found] = []
    reach = -1
    for start, negative, _, f in sorted(whole, key=lambda w: w[:3]):
        if start >= reach:
            kept.append(f)
            reach = -negative
    return kept


def ranked(scene: Scene, claims: Sequence[Claim]) -> tuple[Claim, ...]:
    """Roles by the rules of office work: the marked one, else the first, is responsible."""
    if not claims:
        return ()
    together = together_spans(scene, claims[0].found.start, claims[-1].found.stop)
    leading = [c for c in claims if not any(a <= c.found.start < b for a, b in together)]
    several = leading if len(leading) > 1 else ()
    marked = next((c for c in several if _marked(scene, c) or _convenes(scene, claims, c)), None)
    first = marked or next(iter(leading), None)
    return tuple(c.playing("responsible" if c is first else "co_executor") for c in claims)


def together_spans(scene: Scene, start: int, stop: int) -> list[tuple[int, int]]:
    """Where «совместно с» and its like reach: to the next such word or the end."""
    ends = sorted(m.end() for _, m in rules("linking", "together").hits(scene.text, start, stop))
    return list(zip(ends, [*ends[1:], stop + 1], strict=False))


def _convenes(scene: Scene, claims: Sequence[Claim], claim: Claim) -> bool:
    """«тт. Сомову, Карпыку (созыв за т. Карпыком)»: the bracket says who answers."""
    stop = claims[-1].found.stop
    match = _CONVENER.match(scene.text, stop, stop + 80)
    if match is None or claim.found.kind != "person":
        return False
    named = Found("person", *match.span("name"), "ablt", "person.convener")
    return same_person(scene, claim.found, named)


def _marked(scene: Scene, claim: Claim) -> bool:
    start, stop = claim.span
    after, before = scene.text[stop : stop + 24], scene.text[max(0, start - 2) : start]
    return before.lstrip().startswith(">") or rules("linking", "responsible").finds(after)


def inherited(claims: Sequence[Claim]) -> tuple[Claim, ...]:
    """The same executors, told by somebody above."""
    return tuple(c if c.inherited else replace(c, inherited=True) for c in claims)
