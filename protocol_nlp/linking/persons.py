"""Header, roster and speakers with the people in place; what recognition is told of slots."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from functools import cached_property

from protocol_nlp.linking.holders import HOLDER, holder_name
from protocol_nlp.linking.positions import holds_office, office_in
from protocol_nlp.linking.rosters import Entry, entries
from protocol_nlp.linking.scene import Scene
from protocol_nlp.morphology import parses
from protocol_nlp.normalization import Clues, clues, nominative
from protocol_nlp.recognition import Found, Slot
from protocol_nlp.recognition.heads import position as heads_position
from protocol_nlp.records import (
    AgendaItem,
    Attendee,
    AttendeeRole,
    Decision,
    Entity,
    Header,
    Span,
    Speaker,
)
from protocol_nlp.resolution import Naming, Registry
from protocol_nlp.resolution.naming import fold
from protocol_nlp.structure.outline import UNCHAIRED, Outline, Topic
from protocol_nlp.text import View

_BRACKET = 160  # characters that a bracket with a body may take
_FAR = 80  # characters around a name that can tell its case

__all__ = ["People", "namings", "slots"]


def slots(outline: Outline) -> tuple[Slot, ...]:
    """The stretches whose case structure knows: heard accusative, the others nominative."""
    return tuple(sorted(_slots(outline), key=lambda s: s.start))


def _slots(outline: Outline) -> Iterator[Slot]:
    head = outline.head
    for span in (head.chair, head.secretary, *head.signers, *(r.span for r in outline.roster)):
        if span is not None:
            titled = head.title_span is not None and span.start < head.title_span.stop
            yield Slot(*span, None if titled and span is head.chair else "nomn")
    for span, case in head.approved:
        yield Slot(*span, case)
    for topic in outline.topics:
        for line in topic.speakers:
            yield Slot(*line.span, "accs" if line.act == "heard" else "nomn")


def namings(view: View, scene: Scene, extra: Sequence[Found]) -> list[Naming]:
    """All mentions of a document as resolution takes them; ``extra``: roles and groups of slots."""
    unique = {(f.kind, f.start, f.stop): f for f in (*scene.found, *extra)}
    ordered = sorted(unique.values(), key=lambda f: (f.start, -f.stop))
    return [_naming(view, scene, f) for f in ordered]


def _naming(view: View, scene: Scene, found: Found) -> Naming:
    position = scene.text[slice(*found.position)] if found.position else None
    body = _body(scene, found)
    around = _around(scene, found, position) if found.kind == "person" else Clues()
    return Naming(
        kind=found.kind,
        name=holder_name(scene.words(found)) if found.rule == HOLDER else scene.words(found),
        span=view.span(found.start, found.stop),
        case=found.case,
        position=position,
        body=view.span(*body) if body else None,
        alias=found.alias,
        nested=found.rule.startswith("nested."),
        cases=around.cases,
        gender=around.gender,
        several=scene.several(found),
    )


def _around(scene: Scene, found: Found, position: str | None) -> Clues:
    """What the line around a name tells of its case and gender."""
    line = scene.text.rfind("\n", max(0, found.start - _FAR), found.start) + 1
    start = max(line, found.start - _FAR)
    before = scene.text[start : found.start]
    after = scene.text[found.stop : found.stop + _FAR].partition("\n")[0]
    name = scene.text[found.stop - 1 : found.stop]  # its ending
    return clues(before, after, position or "", name)


def _body(scene: Scene, found: Found) -> tuple[int, int] | None:
    """The organisation that a person is named with: in the position, or before the bracket."""
    if found.kind != "person":
        return None
    places = [p for p in (found.position, found.host) if p]
    inside = (f for p in places for f in scene.within(*p) if f.kind == "organization")
    first = next(inside, None) or _bracketed(scene, found)
    return (first.start, first.stop) if first else None


def _bracketed(scene: Scene, found: Found) -> Found | None:
    """«Жук К.Л. (отдел культуры)»: the body in the bracket right after a name."""
    near = scene.within(found.stop, found.stop + _BRACKET)
    own = (found.start, found.stop)
    return next((f for f in near if f.kind == "organization" and f.host == own), None)


_BARE = frozenset({"председатель", "секретарь"})  # which the roster tells as a role, not a position
_NOBODY = re.compile(
    r"(?:ответственн(?:ый|ая)|(?:со)?(?:исполнитель|докладчик)|члены\s.*)$"
)  # a label, not a position


def _held(told: Iterable[str], tied: Iterable[str], *, playing: bool) -> tuple[str, ...]:
    """Positions from the lists of a document, then those beside the name that say more."""
    held = {fold(position): position.strip() for position in reversed(list(told))}
    held = dict(reversed(list(held.items())))
    for position in tied:
        key = fold(position)
        said = any(key in other for other in held) or (key in _BARE and (playing or held))
        if not said and not _NOBODY.match(key):
            held[key] = position
    return tuple(held.values())


@dataclass(frozen=True)
class People:
    """Writes the parts of the minutes in which people stand by their ids."""

    view: View
    scene: Scene
    registry: Registry
    outline: Outline

    def header(self, date: str | None) -> Header:
        """The header, its persons as entity ids."""
        head, there = self.outline.head, self._there
        approved = [
            [n for n in self._named(span) if self._is_name(n[0])][-1:] for span, _ in head.approved
        ]
        signers = [id_ for named in approved for _, id_ in named]
        signers += [
            id_ for span in head.signers for f, id_ in self._named(span) if self._is_name(f)
        ]
        return Header(
            kind=head.kind,
            title=head.title,
            number=head.number,
            date=date,
            place=head.place,
            chair=self._first(head.chair)
            or (None if head.kind in UNCHAIRED else self._played(there, "chair"))
            or self._by_office(there),
            secretary=self._first(head.secretary) or self._played(there, "secretary"),
            signers=tuple(dict.fromkeys(signers)),
        )

    def _is_name(self, found: Found) -> bool:
        """«Губернатор» on a line of its own is nobody's name."""
        words = self.scene.words(found).lower()
        kinds = parses(words) if words.isalpha() else ()
        thing = kinds and all(p.animacy == "inan" and p.known for p in kinds)
        return not (thing or heads_position(words) or any(c.isdigit() for c in words))

    @cached_property
    def _there(self) -> list[tuple[Entry, str]]:
        """Everybody of the roster with the id of the entity."""
        title = self.outline.head.title or ""
        told = entries(self.scene, self.view.breaks, self.outline.roster, title)
        named = ((e, self._id(e.found)) for e in told)
        return [(e, id_) for e, id_ in named if id_]

    @staticmethod
    def _played(there: Sequence[tuple[Entry, str]], role: AttendeeRole) -> str | None:
        return next((id_ for e, id_ in there if e.role == role), None)

    def _by_office(self, there: Sequence[tuple[Entry, str]]) -> str | None:
        """«планёрки у главного врача»: whoever of those present or signing has that office."""
        office = office_in(self.outline.head.title or "")
        if office is None:
            return None
        held = [(e.position, id_) for e, id_ in there]
        held += [
            (self._position(f), id_) for s in self.outline.head.signers for f, id_ in self._named(s)
        ]
        return next((id_ for words, id_ in held if words and holds_office(words, office)), None)

    def attendees(self) -> tuple[Attendee, ...]:
        """Everybody of the roster whom a line names."""
        return tuple(
            Attendee(id_, e.role, e.position, self.view.span(e.found.start, e.found.stop))
            for e, id_ in self._there
        )

    def titled(
        self, attendees: Sequence[Attendee], topics: Sequence[AgendaItem]
    ) -> tuple[Entity, ...]:
        """The entities, people with the positions that roster and speakers bear, too."""
        told: dict[str, list[str]] = {}
        lines = [(a.person, a.position) for a in attendees]
        lines += [(s.person, s.position) for topic in topics for s in topic.speakers]
        for person, position in lines:
            if position:
                told.setdefault(person, []).append(position)
        playing = {a.person for a in attendees if a.role in ("chair", "secretary")}
        return tuple(
            replace(e, positions=_held(told.get(e.id, ()), e.positions, playing=e.id in playing))
            if e.kind == "person"
            else e
            for e in self.registry.entities
        )

    def agenda(
        self, ids: Sequence[str | None], decided: Sequence[Decision]
    ) -> tuple[AgendaItem, ...]:
        """The agenda items with their speakers and the ids of their decisions."""
        return tuple(
            AgendaItem(
                id=id_,
                number=topic.number,
                title=topic.title,
                span=self.view.span(*topic.span),
                speakers=tuple(self._speakers(topic)),
                decisions=tuple(d.id for d in decided if d.agenda_item == id_),
            )
            for topic, id_ in zip(self.outline.topics, ids, strict=True)
            if id_ is not None
        )

    def _speakers(self, topic: Topic) -> Iterator[Speaker]:
        for line in topic.speakers:
            for f, id_ in self._named(line.span):
                yield Speaker(id_, self._position(f), line.act, self.view.span(f.start, f.stop))

    def _named(self, span: Span) -> Iterator[tuple[Found, str]]:
        for f in self.scene.within(*span):
            id_ = self._id(f) if f.kind == "person" else None
            if id_:
                yield f, id_

    def _id(self, found: Found) -> str | None:
        return self.registry.id_of(found.kind, self.view.span(found.start, found.stop))

    def _first(self, span: Span | None) -> str | None:
        return next((id_ for _, id_ in self._named(span)), None) if span else None

    def _position(self, found: Found) -> str | None:
        if found.position is None:
            return None
        return nominative(self.scene.text[slice(*found.position)], found.case).normal
