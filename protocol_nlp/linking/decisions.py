"""Drafts with names in place: the decisions of the contract, each with its evidence."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field, replace

from protocol_nlp.deadlines import default
from protocol_nlp.lexicon import table
from protocol_nlp.linking.claims import Claim
from protocol_nlp.linking.confidence import confidence
from protocol_nlp.linking.control import Check, Wide, checks
from protocol_nlp.linking.drafts import Draft
from protocol_nlp.linking.kinds import kind_of
from protocol_nlp.linking.scene import Scene
from protocol_nlp.linking.times import Due
from protocol_nlp.recognition import Found
from protocol_nlp.records import (
    Controller,
    Deadline,
    Decision,
    DecisionKind,
    Evidence,
    Executor,
    Span,
)
from protocol_nlp.resolution import Registry
from protocol_nlp.structure.outline import Outline
from protocol_nlp.text import View

__all__ = ["Checked", "checked", "decisions"]


@dataclass(frozen=True, slots=True)
class Checked:
    """A draft with its kind and with the checks that cover it."""

    draft: Draft
    kind: DecisionKind
    rule: str | None
    checks: tuple[Check, ...]


def checked(scene: Scene, outline: Outline, drafts: Sequence[Draft]) -> tuple[Checked, ...]:
    """Each draft with its kind, and who checks it."""
    over_all = Wide(checks(scene, outline, outline.controls, far=True))
    return tuple(_checked(scene, outline, d, over_all) for d in drafts)


def _checked(scene: Scene, outline: Outline, draft: Draft, over_all: Wide) -> Checked:
    act = draft.order.act if draft.order.act is not None else draft.span.start
    kind, rule = kind_of(scene.text[act : draft.span.stop], told=bool(draft.claims))
    own = [c for c in draft.controls if c in draft.clauses]
    above = [c for c in draft.controls if c not in draft.clauses]
    near = checks(scene, outline, own, far=False) + checks(scene, outline, above, far=True)
    covering = tuple(c for c in (*near, *over_all.for_points(draft)) if c.covers(draft, kind))
    return Checked(draft, kind, rule.name if rule else None, covering)


def decisions(
    view: View,
    scene: Scene,
    registry: Registry,
    found: Sequence[Checked],
    agenda: Sequence[str | None],
) -> tuple[Decision, ...]:
    """The decisions of the contract; ``agenda`` gives the agenda item's id for each topic."""
    writer = _Writer(view, scene, registry)
    return tuple(
        writer.decision(f"d{n}", c, agenda[c.draft.topic]) for n, c in enumerate(found, start=1)
    )


@dataclass(frozen=True, slots=True)
class _Writer:
    view: View
    scene: Scene
    registry: Registry
    told: dict[tuple[str, Span, bool], Evidence] = field(default_factory=dict)

    def decision(self, id_: str, checked: Checked, agenda_item: str | None) -> Decision:
        draft = checked.draft
        passive = checked.kind == "note"
        executors = () if passive else self._executors(draft)
        due = None if passive or _refers(draft.due, checked.kind) else draft.due
        evidence = self._evidence(checked, with_executors=bool(executors))
        decision = Decision(
            id=id_,
            number=draft.item.label,
            path=draft.item.path,
            agenda_item=agenda_item,
            span=self.view.span(*draft.span),
            text=_clean(draft.span.of(self.view.text)),
            lead=_clean(draft.lead.of(self.view.text)) if draft.lead else None,
            kind=checked.kind,
            modality=draft.modality,
            executors=executors,
            controllers=self._controllers(checked),
            deadline=self._deadline(due.deadline) if due else self._by_policy(checked, executors),
            evidence=evidence,
        )
        return replace(decision, confidence=confidence(decision))

    def _id(self, found: Found) -> str | None:
        return self.registry.id_of(found.kind, self.view.span(found.start, found.stop))

    def _executors(self, draft: Draft) -> tuple[Executor, ...]:
        seen: dict[str, Executor] = {}
        for claim in draft.claims:
            entity = self._id(claim.stands_for or claim.found)
            if entity is not None and entity not in seen:
                seen[entity] = self._executor(claim, entity)
        return _one_responsible(tuple(seen.values()))

    def _executor(self, claim: Claim, entity: str) -> Executor:
        record = self.registry.entity(entity)
        person = self._id(claim.representative) if claim.representative else None
        if person is None and record.kind == "role":
            holder = self.registry.holder(record.name)
            person = holder.id if holder else None
        return Executor(
            entity=entity,
            name=record.name,
            role=claim.role,
            representative=person,
            inherited=claim.inherited,
            span=self.view.span(*claim.span),
        )

    def _controllers(self, checked: Checked) -> tuple[Controller, ...]:
        seen: dict[str, Controller] = {}
        for claim in (c for check in checked.checks for c in check.claims):
            entity = self._id(claim.stands_for or claim.found)
            if entity is not None:
                name = self.registry.entity(entity).name
                seen.setdefault(
                    entity,
                    Controller(entity, name, claim.inherited, self.view.span(*claim.span)),
                )
        return tuple(seen.values())

    def _deadline(self, deadline: Deadline) -> Deadline:
        span = self.view.span(*deadline.span)
        return replace(deadline, span=span, text=span.of(self.view.source))

    def _by_policy(self, checked: Checked, executors: Sequence[Executor]) -> Deadline | None:
        """The term that the caller's policy supplies where an assignment names none."""
        policy, date = self.scene.policy, self.scene.date
        if policy is None or date is None or checked.kind != "assignment" or not executors:
            return None
        supplied = default(date, policy)
        stop = checked.draft.span.stop
        return self._deadline(replace(supplied, span=Span(stop, stop))) if supplied else None

    def _evidence(self, checked: Checked, *, with_executors: bool) -> tuple[Evidence, ...]:
        draft = checked.draft
        told: list[tuple[str, Span, bool]] = []
        if with_executors:
            told += [(c.rule, c.span, c.inherited) for c in draft.claims]
        told += [(c.rule, c.span, c.inherited) for check in checked.checks for c in check.claims]
        if draft.due and checked.kind != "note":
            told.append((draft.due.rule, draft.due.deadline.span, False))
        if checked.rule:
            told.append((checked.rule, draft.span, False))
        return tuple(self._proof(*one) for one in told)

    def _proof(self, rule: str, span: Span, inherited: bool) -> Evidence:  # noqa: FBT001 - a key
        """One record for all that it proves: what stands above many orders is told of each."""
        key = rule, span, inherited
        if key not in self.told:
            note = _note(rule, inherited=inherited)
            self.told[key] = Evidence(rule, self.view.span(*span), note)
        return self.told[key]


def _refers(due: Due | None, kind: DecisionKind) -> bool:
    """«Утвердить график согласно приложению»: where it stands is no term of what is approved."""
    parts = due.deadline.parts if due else ()
    enclosed = bool(parts) and all(p.anchor == "приложение" for p in parts)
    approved = kind in {"approval", "appointment"}
    return enclosed or (approved and bool(parts) and all(p.kind == "reference" for p in parts))


def _one_responsible(executors: tuple[Executor, ...]) -> tuple[Executor, ...]:
    """Somebody answers: where all were named as helpers, nobody is promoted; of two, the first."""
    first = next((e for e in executors if e.role == "responsible"), None)
    return tuple(
        replace(e, role="co_executor") if e.role == "responsible" and e is not first else e
        for e in executors
    )


def _note(rule: str, *, inherited: bool) -> str:
    note: str = table("explain")["notes"].get(rule, "")
    return f"{note}; стоит выше, у вводной строки или группы" if inherited and note else note


def _clean(words: str) -> str:
    return " ".join(words.split()).rstrip(";").rstrip()
