"""The register of a document: its entities, its mentions, and the way from one to the other."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import NamedTuple

from protocol_nlp.normalization.persons import Reading
from protocol_nlp.normalization.phrases import nominative
from protocol_nlp.records import Case, Entity, EntityKind, Gender, Mention, Span
from protocol_nlp.resolution.bodies import Body, bodies, form_of
from protocol_nlp.resolution.naming import Naming, fold, same_office
from protocol_nlp.resolution.persons import Person, persons

__all__ = ["Naming", "Registry", "resolve"]

_KINDS: tuple[EntityKind, ...] = ("person", "organization", "role", "group")
_LETTER: Mapping[EntityKind, str] = dict(zip(_KINDS, "porg", strict=True))


@dataclass(frozen=True, slots=True)
class Registry:
    """Entities and mentions of one document; ``id_of`` leads from a mention to its entity."""

    entities: tuple[Entity, ...]
    mentions: tuple[Mention, ...]
    by_span: Mapping[tuple[EntityKind, Span], str]
    by_id: Mapping[str, Entity]
    by_position: Mapping[str, Sequence[Entity]]

    def id_of(self, kind: EntityKind, span: Span) -> str | None:
        """The id of the entity that the mention of ``kind`` at ``span`` names."""
        return self.by_span.get((kind, span))

    def entity(self, id_: str) -> Entity:
        """The entity with that id; raises KeyError for an id that is not here."""
        return self.by_id[id_]

    def holder(self, position: str) -> Entity | None:
        """The only person whom the document names with that position, else None."""
        held = self.by_position.get(fold(position), ())
        if not held:
            alike = (who for told, who in self.by_position.items() if same_office(told, position))
            held = tuple({e.id: e for several in alike for e in several}.values())
        return held[0] if len(held) == 1 else None

    def with_positions(self, told: Iterable[tuple[str, str]]) -> Registry:
        """The same register, which also knows the positions that a roster gives its people."""
        held = {position: list(who) for position, who in self.by_position.items()}
        for id_, position in told:
            holders = held.setdefault(fold(position), [])
            if all(e.id != id_ for e in holders):
                holders.append(self.entity(id_))
        return replace(self, by_position=held)


class _Cluster(NamedTuple):
    """What persons and bodies have in common once they are resolved."""

    kind: EntityKind
    namings: Sequence[Naming]
    name: str
    cases: Mapping[Naming, Case | None]
    gender: Gender | None = None
    alternatives: tuple[str, ...] = ()
    forms: Mapping[Naming, Reading | None] = field(default_factory=dict)

    def normal(self, naming: Naming, *, running: bool) -> str:
        """The normal form of one mention's own words; the entity's name where they give none.

        Words that are all of the entity's name are written as it is, capitals and all;
        in ``running`` text they keep their own.
        """
        if self.kind != "person":
            own = " ".join(form_of(naming).normal.split())
            return self.name if fold(own) == fold(self.name) and not running else own
        form = self.forms.get(naming)
        return form.normal if form else self.name


def resolve(text: str, namings: Sequence[Naming], *, running: bool = False) -> Registry:
    """The register of the people, bodies, roles and groups that ``namings`` name in ``text``.

    In ``running`` text (news, letters) one body may be written with a capital and without,
    and is mentioned inside another's name, too, where it is named by itself elsewhere.

    >>> registry = resolve("Яковлевой С.В.", [Naming("person", "Яковлевой С.В.", Span(0, 14))])
    >>> registry.entities[0].name
    'Яковлева С.В.'
    """
    clusters = _clusters(namings)
    ids = _ids(clusters)
    by_span = {(c.kind, n.span): i for c, i in zip(clusters, ids, strict=True) for n in c.namings}
    mentions = _mentions(text, list(zip(clusters, ids, strict=True)), running=running)
    own: dict[str, list[str]] = {i: [] for i in ids}
    for m in mentions:
        own[m.entity or ""].append(m.id)
    entities = [_entity(c, i, by_span, own[i]) for c, i in zip(clusters, ids, strict=True)]
    by_id = {e.id: e for e in entities}
    return Registry(tuple(entities), tuple(mentions), by_span, by_id, _by_position(entities))


def _by_position(entities: Sequence[Entity]) -> Mapping[str, Sequence[Entity]]:
    holders: dict[str, list[Entity]] = {}
    for entity in entities:
        for position in {fold(p) for p in entity.positions}:
            holders.setdefault(position, []).append(entity)
    return holders


def _clusters(namings: Sequence[Naming]) -> list[_Cluster]:
    clusters = [_of_person(p) for p in persons([n for n in namings if n.kind == "person"])]
    for kind in _KINDS[1:]:
        found = bodies([n for n in namings if n.kind == kind])
        clusters += [_of_body(kind, b) for b in found if not all(n.nested for n in b.namings)]
    return clusters


def _of_person(person: Person) -> _Cluster:
    namings, cases = person.namings, person.cases
    told = person.name, cases, person.gender, person.alternatives, person.forms
    return _Cluster("person", namings, *told)


def _of_body(kind: EntityKind, body: Body) -> _Cluster:
    return _Cluster(kind, body.namings, body.name, body.cases)


def _ids(clusters: Sequence[_Cluster]) -> list[str]:
    count = dict.fromkeys(_KINDS, 0)
    ids = []
    for cluster in clusters:
        count[cluster.kind] += 1
        ids.append(f"{_LETTER[cluster.kind]}{count[cluster.kind]}")
    return ids


def _mentions(
    text: str, clusters: Sequence[tuple[_Cluster, str]], *, running: bool
) -> list[Mention]:
    rows = sorted(
        ((n.span, c, i, n) for c, i in clusters for n in c.namings if running or not n.nested),
        key=lambda row: (row[0].start, -row[0].stop, row[2]),
    )
    return [
        Mention(
            id=f"m{number}",
            entity=id_,
            kind=cluster.kind,
            text=span.of(text),
            span=span,
            case=cluster.cases.get(naming),
            normal=(normal := cluster.normal(naming, running=running)),
            gender=cluster.gender,
            alternatives=cluster.alternatives if normal == cluster.name else (),
        )
        for number, (span, cluster, id_, naming) in enumerate(rows, start=1)
    ]


def _entity(
    cluster: _Cluster,
    id_: str,
    by_span: Mapping[tuple[EntityKind, Span], str],
    mentions: Sequence[str],
) -> Entity:
    held = (
        nominative(n.position, cluster.cases.get(n)).normal for n in cluster.namings if n.position
    )
    at = (by_span.get(("organization", n.body)) for n in cluster.namings if n.body)
    return Entity(
        id=id_,
        kind=cluster.kind,
        name=cluster.name,
        gender=cluster.gender,
        alternatives=cluster.alternatives,
        positions=_distinct(held),
        organization=next((o for o in at if o), None),
        mentions=tuple(mentions),
    )


def _distinct(positions: Iterable[str]) -> tuple[str, ...]:
    """The positions that differ, each as it was spelt first."""
    found: dict[str, str] = {}
    for position in positions:
        found.setdefault(fold(position), position)
    return tuple(found.values())
