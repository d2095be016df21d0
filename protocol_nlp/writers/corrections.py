"""What an annotator changed in a graph, applied to the minutes that it was drawn from."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import replace
from typing import Any, get_args

from protocol_nlp.records import (
    Decision,
    DecisionKind,
    Entity,
    Mention,
    Minutes,
    Modality,
    Span,
)
from protocol_nlp.writers.annotation import DECISION, KINDS, Graph, Node
from protocol_nlp.writers.correction_links import Links

__all__ = ["corrected"]

_CHOICES = {"kind": get_args(DecisionKind), "modality": get_args(Modality)}


def corrected(base: Minutes, before: Graph, after: Graph) -> Minutes:
    """``base`` with the differences between two graphs of it.

    ``before`` is what was written, ``after`` what came back.  What was never in ``before``
    stays as it is, and where nothing was changed the result equals ``base``.  A decision or
    mention whose ends were moved keeps what else is known of it; a new arrow makes an
    executor, controller or deadline with what its target tells.
    """
    return _Correction(base, before, after).apply()


class _Correction:
    def __init__(self, base: Minutes, before: Graph, after: Graph) -> None:
        self.base, self.before, self.after = base, before, after
        self.counterparts = _counterparts(before, after)
        self.mentions = {mention.id: mention for mention in base.mentions}
        self.entities = {entity.id: entity for entity in base.entities}

    def apply(self) -> Minutes:
        self._correct_mentions()
        self._correct_entities()
        decisions = self._decisions()
        if decisions != list(self.base.decisions) and len(decisions) > len(self.base.decisions):
            decisions.sort(key=lambda decision: decision.span)
        agenda = _without_gone(self.base, {d.id for d in decisions})
        return replace(
            self.base,
            agenda=agenda,
            decisions=tuple(decisions),
            mentions=tuple(self.mentions.values()),
            entities=tuple(self.entities.values()),
        )

    def _correct_mentions(self) -> None:
        """Drops, changes and adds mentions; afterwards each node's mention is known by its id."""
        kept = set(self.counterparts.values())
        for node in self.before.nodes:
            if node.label in KINDS and node.id not in kept:
                self.mentions.pop(node.id, None)
        old = self.before.by_id()
        for node in self.after.nodes:
            if node.label not in KINDS:
                continue
            told = self.counterparts.get(node.id)
            if told is None or told not in self.mentions:
                name = _fresh("m", self.mentions)
                self.counterparts[node.id] = name
                self.mentions[name] = self._new_mention(name, node)
            elif old[told] != replace(node, id=told):
                self.mentions[told] = self._changed(self.mentions[told], old[told], node)

    def _new_mention(self, name: str, node: Node) -> Mention:
        words, told = node.span.of(self.base.text), node.attributes
        normal = told.get("normal", "")
        entity = told.get("entity") or self._entity_named(normal or words, node)
        return Mention(name, entity, KINDS[node.label], words, node.span, normal=normal)

    def _entity_named(self, name: str, node: Node) -> str:
        """The entity of that kind and name, new if there is none."""
        kind = KINDS[node.label]
        for entity in self.entities.values():
            if entity.kind == kind and name in (entity.name, *entity.alternatives):
                return entity.id
        fresh = _fresh("e", self.entities)
        self.entities[fresh] = Entity(fresh, kind, name)
        return fresh

    def _changed(self, mention: Mention, old: Node, new: Node) -> Mention:
        if new.span != old.span:
            words = new.span.of(self.base.text)
            mention = replace(mention, span=new.span, text=words, normal="", alternatives=())
        told = {k: v for k, v in new.attributes.items() if v != old.attributes.get(k)}
        return replace(
            mention,
            kind=mention.kind if new.label == old.label else KINDS[new.label],
            entity=told.get("entity", mention.entity),
            normal=told.get("normal", mention.normal),
        )

    def _correct_entities(self) -> None:
        """Gives each entity its mentions; drops one that has lost them all and is not needed."""
        members = defaultdict(list)
        for mention in self.mentions.values():
            members[mention.entity].append(mention)
        for name, group in members.items():
            if name and name not in self.entities:
                self.entities[name] = Entity(name, group[0].kind, group[0].normal or group[0].text)
        needed = _referenced(self.base)
        for name, entity in list(self.entities.items()):
            ids = [mention.id for mention in members.get(name, ())]
            stay = [m for m in entity.mentions if m in ids or m not in self._drawn()]
            listed = (*stay, *(m for m in ids if m not in stay))
            if listed != entity.mentions:
                self.entities[name] = replace(entity, mentions=listed)
            if entity.mentions and not listed and name not in needed:
                del self.entities[name]

    def _drawn(self) -> set[str]:
        return {node.id for node in self.before.nodes}

    def _decisions(self) -> list[Decision]:
        old = self.before.by_id()
        nodes = {
            self.counterparts.get(node.id, node.id): node
            for node in self.after.nodes
            if node.label == DECISION
        }
        known = {decision.id for decision in self.base.decisions}
        decisions = []
        for decision in self.base.decisions:
            if decision.id in nodes and decision.id in old:
                decisions.append(self._decision(decision, old[decision.id], nodes[decision.id]))
            elif decision.id not in old:
                decisions.append(decision)
        taken = {decision.id: None for decision in decisions} | dict.fromkeys(known)
        for name, node in nodes.items():
            if name not in old:
                fresh = _fresh("d", taken)
                taken[fresh] = None
                decisions.append(self._new_decision(fresh, node))
        return decisions

    def _new_decision(self, name: str, node: Node) -> Decision:
        words = node.span.of(self.base.text)
        bare = Decision(name, None, (), None, node.span, words, None, "assignment", "order")
        return self._links().of(_with_choices(bare, node.attributes), node, None)

    def _decision(self, decision: Decision, old: Node, new: Node) -> Decision:
        if old.span != new.span:
            decision = replace(decision, span=new.span, text=new.span.of(self.base.text))
        changed = {k: v for k, v in new.attributes.items() if v != old.attributes.get(k)}
        decision = _with_choices(decision, changed)
        return self._links().of(decision, new, old)

    def _links(self) -> Links:
        return Links(
            self.base, self.before, self.after, self.counterparts, self.mentions, self.entities
        )


def _with_choices(decision: Decision, told: Mapping[str, str]) -> Decision:
    """The decision with a kind, modality or number that a tool names, if it is one."""
    changes: dict[str, Any] = {
        name: told[name] for name, values in _CHOICES.items() if told.get(name) in values
    }
    if "number" in told:
        changes["number"] = told["number"] or None
    return replace(decision, **changes) if changes else decision


def _counterparts(before: Graph, after: Graph) -> dict[str, str]:
    """Each node that came back to the node that it was: the same, else the one it overlaps most."""
    free: dict[tuple[str, Span], list[str]] = defaultdict(list)
    for node in before.nodes:
        free[node.label, node.span].append(node.id)
    pairs, left = {}, []
    for node in after.nodes:
        same = free.get((node.label, node.span))
        if same:
            pairs[node.id] = same.pop(0)
        else:
            left.append(node)
    open_ids = {name for names in free.values() for name in names}
    candidates = [node for node in before.nodes if node.id in open_ids]
    for node in left:
        best = max(candidates, key=lambda other: _shared(node, other), default=None)
        if best is not None and _shared(node, best):
            pairs[node.id] = best.id
            candidates.remove(best)
    return pairs


def _shared(one: Node, other: Node) -> int:
    """Characters in common, if the labels are of one family (a mention may change its kind)."""
    if one.label != other.label and not {one.label, other.label} <= KINDS.keys():
        return 0
    return max(0, min(one.span.stop, other.span.stop) - max(one.span.start, other.span.start))


def _fresh(letter: str, taken: Iterable[str]) -> str:
    """The first id of that letter that is free."""
    used = set(taken)
    number = len(used) + 1
    while f"{letter}{number}" in used:
        number += 1
    return f"{letter}{number}"


def _referenced(minutes: Minutes) -> set[str | None]:
    """The entities that something besides a mention names."""
    header = minutes.header
    found: set[str | None] = {header.chair, header.secretary, *header.signers}
    found |= {attendee.person for attendee in minutes.attendees}
    found |= {speaker.person for item in minutes.agenda for speaker in item.speakers}
    for decision in minutes.decisions:
        found |= {executor.entity for executor in decision.executors}
        found |= {executor.representative for executor in decision.executors}
        found |= {controller.entity for controller in decision.controllers}
    return found | {entity.organization for entity in minutes.entities}


def _without_gone(base: Minutes, left: set[str]) -> tuple[Any, ...]:
    """The agenda without the decisions that are gone."""
    return tuple(
        item
        if left.issuperset(item.decisions)
        else replace(item, decisions=tuple(d for d in item.decisions if d in left))
        for item in base.agenda
    )
