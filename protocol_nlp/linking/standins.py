"""Words that stand for a person: «докладчику», «секретарю», «ей же», «беру на себя»."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from protocol_nlp.lexicon import rules
from protocol_nlp.linking.claims import Claim
from protocol_nlp.linking.orders import Order
from protocol_nlp.linking.scene import Scene
from protocol_nlp.recognition import Found
from protocol_nlp.records import Span
from protocol_nlp.structure.outline import Outline, Topic

__all__ = ["named_persons", "person_in", "previous_claims"]


def person_in(scene: Scene, span: Span | None) -> Found | None:
    """The first person named in a stretch, or None."""
    if span is None:
        return None
    return next((f for f in scene.within(*span) if f.kind == "person"), None)


def previous_claims(scene: Scene, span: Span, before: Sequence[Claim]) -> tuple[Claim, ...]:
    """«Ей же …», «он же …»: who was told the order before."""
    for rule, m in rules("linking", "pronouns").firsts(span.of(scene.text)) if before else ():
        start, stop = m.span("who")
        word = Found("role", span.start + start, span.start + stop, None, rule.name)
        first = before[0]
        return (Claim(word, rule.name, stands_for=first.stands_for or first.found),)
    return ()


def named_persons(
    scene: Scene, outline: Outline, topic: Topic, order: Order, claims: tuple[Claim, ...]
) -> tuple[Claim, ...]:
    """Claims in which a word of the meeting's own («докладчику») means whom it stands for."""
    meant = tuple(
        replace(c, stands_for=person)
        if c.stands_for is None and (person := _meant(scene, outline, topic, c))
        else c
        for c in claims
    )
    return meant or _myself(scene, outline, topic, order)


def _meant(scene: Scene, outline: Outline, topic: Topic, claim: Claim) -> Found | None:
    if claim.found.kind == "person":
        return None
    found = rules("linking", "stand_ins").first(claim.span.of(scene.text))
    return _who(scene, outline, topic, found[0].value["who"]) if found else None


def _who(scene: Scene, outline: Outline, topic: Topic, part: str) -> Found | None:
    """Whom the meeting has as its speaker, secretary or chair."""
    if part == "speaker":
        said = topic.speakers[0].span if topic.speakers else None
        return person_in(scene, said) or person_in(scene, topic.span)
    return person_in(scene, outline.head.secretary if part == "secretary" else outline.head.chair)


def _myself(scene: Scene, outline: Outline, topic: Topic, order: Order) -> tuple[Claim, ...]:
    """«Беру на себя», «я договорюсь»: who spoke last, else who wrote and signed."""
    for rule, m in rules("linking", "myself").firsts(scene.text, *order.span):
        said = person_in(scene, topic.speakers[-1].span if topic.speakers else None)
        told = said or _writer(scene, outline)
        if told is not None:
            word = Found("role", m.start(), m.end(), None, rule.name)
            return (Claim(word, rule.name, stands_for=told),)
    return ()


def _writer(scene: Scene, outline: Outline) -> Found | None:
    """Who sent the letter, kept the minutes or alone signed; of several nobody knows who «я» is."""
    sent = next(iter(rules("linking", "writers").firsts(scene.text)), None)
    if sent is not None:
        return person_in(scene, Span(*sent[1].span("value")))
    if outline.head.secretary is not None:
        return person_in(scene, outline.head.secretary)
    signers = outline.head.signers
    return person_in(scene, signers[0]) if len(signers) == 1 else None
