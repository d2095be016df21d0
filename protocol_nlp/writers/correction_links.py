"""The executors, controllers and deadline of one decision, after its arrows were corrected."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace

from protocol_nlp.records import (
    Controller,
    Deadline,
    Decision,
    Entity,
    Executor,
    Mention,
    Minutes,
)
from protocol_nlp.writers.annotation import (
    CONTROLLER,
    DUE,
    REPRESENTATIVE,
    ROLES,
    Graph,
    Node,
    trimmed,
)

__all__ = ["Links"]


@dataclass(frozen=True)
class Links:
    """What arrows there were and are, and whom their targets name now.

    ``counterparts`` maps a node's id in ``after`` to its id in ``before`` (or to the id of a
    new record); ``mentions`` and ``entities`` are the corrected ones.
    """

    base: Minutes
    before: Graph
    after: Graph
    counterparts: Mapping[str, str]
    mentions: Mapping[str, Mention]
    entities: Mapping[str, Entity]

    def of(self, decision: Decision, node: Node, old: Node | None) -> Decision:
        """``decision``, drawn as ``old`` (null: new) and come back as ``node``."""
        drawn = _targets(self.before, old.id) if old else []
        now = _targets(self.after, node.id)
        return replace(
            decision,
            executors=tuple(self._executors(decision, drawn, now)),
            controllers=tuple(self._controllers(decision, drawn, now)),
            deadline=self._due(decision, drawn, now),
        )

    def _id(self, node: Node) -> str:
        return self.counterparts.get(node.id, node.id)

    def _executors(
        self, decision: Decision, drawn: list[_Target], now: list[_Target]
    ) -> Iterable[Executor]:
        was = [target for target in drawn if target.label in ROLES]
        wanted = [target for target in now if target.label in ROLES]
        kept = []
        for executor in decision.executors:
            places = self._places(was, executor)
            if not places:
                yield executor  # it had no words to draw, so nobody can have removed it
                continue
            answers = [t for t in wanted if self._id(t.node) == places[0].node.id]
            same = [t for t in answers if t.label == executor.role]
            for target in (same or answers)[:1]:
                kept.append(target)
                yield self._kept(executor, places[0].node, target)
        for target in wanted:
            if target not in kept:
                yield self._new(target)

    def _places(self, drawn: list[_Target], who: Executor | Controller) -> list[_Target]:
        """The nodes in the very words of somebody, first those that name the same entity."""
        span = trimmed(self.base.text, who.span)
        places = [target for target in drawn if target.node.span == span]
        return sorted(places, key=lambda t: t.node.attributes.get("entity") != who.entity)

    def _kept(self, executor: Executor, old: Node, target: _Target) -> Executor:
        """An executor that was there, with what was changed of its words, role or person."""
        changed = replace(
            executor, role="co_executor" if target.label == "co_executor" else "responsible"
        )
        if target.node.span != old.span:
            changed = replace(changed, span=target.node.span)
        if self._renamed(old):
            entity, name = self._whom(target.node)
            changed = replace(changed, entity=entity, name=name)
        if self._representatives(self.before, old.id) != self._representatives(
            self.after, target.node.id
        ):
            changed = replace(changed, representative=self._representative(target.node))
        return changed

    def _renamed(self, old: Node) -> bool:
        """Whether the mention in these words names somebody else now."""
        mention = self.mentions.get(old.id)
        return mention is not None and (mention.entity or "") != old.attributes.get("entity", "")

    def _representatives(self, graph: Graph, source: str) -> set[str]:
        targets = _targets(graph, source)
        return {
            self._id(t.node) if graph is self.after else t.node.id
            for t in targets
            if t.label == REPRESENTATIVE
        }

    def _new(self, target: _Target) -> Executor:
        entity, name = self._whom(target.node)
        return Executor(
            entity=entity,
            name=name,
            role="co_executor" if target.label == "co_executor" else "responsible",
            representative=self._representative(target.node),
            inherited=False,
            span=target.node.span,
        )

    def _representative(self, node: Node) -> str | None:
        people = [t.node for t in _targets(self.after, node.id) if t.label == REPRESENTATIVE]
        return self._whom(people[0])[0] if people else None

    def _whom(self, node: Node) -> tuple[str, str]:
        """The entity that a node's words name: its id and its name."""
        mention = self.mentions.get(self._id(node))
        told = (mention.entity if mention else node.attributes.get("entity")) or ""
        entity = self.entities.get(told)
        return (told, entity.name if entity else node.span.of(self.base.text))

    def _controllers(
        self, decision: Decision, drawn: list[_Target], now: list[_Target]
    ) -> Iterable[Controller]:
        was = [target for target in drawn if target.label == CONTROLLER]
        wanted = {self._id(t.node): t.node for t in now if t.label == CONTROLLER}
        for controller in decision.controllers:
            places = self._places(was, controller)
            if not places or places[0].node.id in wanted:
                yield controller
        known = {target.node.id for target in was}
        for name, node in wanted.items():
            if name not in known:
                entity, called = self._whom(node)
                yield Controller(entity, called, inherited=False, span=node.span)

    def _due(self, decision: Decision, drawn: list[_Target], now: list[_Target]) -> Deadline | None:
        was = [target.node for target in drawn if target.label == DUE]
        wanted = [target.node for target in now if target.label == DUE]
        if not was and not wanted:
            return decision.deadline  # none, or one without words
        if not wanted:
            return None
        same = [node for node in wanted if was and self._id(node) == was[0].id]
        if same and decision.deadline:
            return self._changed(decision.deadline, was[0], same[0])
        return self._deadline(wanted[0])

    def _changed(self, deadline: Deadline, old: Node, new: Node) -> Deadline:
        if new.span != old.span:
            words = new.span.of(self.base.text)
            deadline = replace(deadline, text=words, span=new.span)
        due = new.attributes.get("due", old.attributes.get("due"))
        return deadline if due == old.attributes.get("due") else replace(deadline, due=due or None)

    def _deadline(self, node: Node) -> Deadline:
        """The deadline known in these words, else one with the words and the day alone."""
        for decision in self.base.decisions:
            known = decision.deadline
            if known and known.span == node.span:
                return replace(known, inherited=False)
        words, due = node.span.of(self.base.text), node.attributes.get("due")
        return Deadline(words, node.span, inherited=False, due=due, parts=())


@dataclass(frozen=True, slots=True)
class _Target:
    """Where an arrow of one label leads."""

    label: str
    node: Node


def _targets(graph: Graph, source: str) -> list[_Target]:
    nodes = graph.by_id()
    return [
        _Target(arrow.label, nodes[arrow.target])
        for arrow in graph.arrows
        if arrow.source == source and arrow.target in nodes
    ]
