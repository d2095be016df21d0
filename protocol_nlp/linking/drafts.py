"""From the outline to drafts: each order with its executors, controllers and deadline as places.

A leaf is one order to one set of executors; a leaf in which several executors are each
told something of their own gives several drafts.  What a leaf does not say itself it
takes from the nearest item above that says it.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field, replace

from protocol_nlp.lexicon import rules
from protocol_nlp.linking.claims import Claim, inherited
from protocol_nlp.linking.headed import heading_claims, printed_claim, unit_claim
from protocol_nlp.linking.lines import clause_claims
from protocol_nlp.linking.orders import Order
from protocol_nlp.linking.scene import Scene, same_person
from protocol_nlp.linking.segments import Passage, passages
from protocol_nlp.linking.standins import named_persons, previous_claims
from protocol_nlp.linking.tails import gets, term_tail
from protocol_nlp.linking.telling import is_done, only_tells
from protocol_nlp.linking.times import (
    Due,
    beside_due,
    clause_due,
    line_due,
    numbered_due,
    phrase_due,
    resolved,
    sentence_due,
    unread_due,
)
from protocol_nlp.records import Modality, Span
from protocol_nlp.structure.clauses import numbers_in
from protocol_nlp.structure.outline import Clause, Item, Outline, Resolution, Topic
from protocol_nlp.structure.pictures import is_pointed
from protocol_nlp.text import sentences

__all__ = ["Draft", "drafts"]

_LEADS = frozenset({"executor.dative", "executor.charge"})


@dataclass(frozen=True, slots=True)
class Draft:
    """A decision as places in the cleaned view, before anybody has a name."""

    topic: int
    item: Item
    span: Span
    lead: Span | None
    order: Order
    claims: tuple[Claim, ...]
    modality: Modality
    due: Due | None
    clauses: tuple[Clause, ...] = ()
    controls: tuple[Clause, ...] = ()


@dataclass(frozen=True, slots=True)
class _Above:
    """What the levels above a leaf hand down; the nearest that says a thing counts."""

    claims: tuple[Claim, ...] = ()
    modality: Modality | None = None
    due: Due | None = None
    lead: Span | None = None
    controls: tuple[Clause, ...] = ()
    numbered: tuple[Clause, ...] = ()
    loose: bool = False


@dataclass(slots=True)
class _Reader:
    """Walks one document; remembers the draft before, for «срок тот же» and «ей же»."""

    scene: Scene
    outline: Outline
    drafts: list[Draft] = field(default_factory=list)

    def read(self) -> None:
        for number, topic in enumerate(self.outline.topics):
            for resolution in topic.resolutions:
                above = self._of_block(resolution)
                below: dict[tuple[Span, ...], _Above] = {}  # read once for all that it leads
                for item in resolution.items:
                    for ancestors, leaf in item.leaves():
                        place = tuple(item.span for item in ancestors)
                        if place not in below:
                            below[place] = self._down(above, ancestors)
                        if not is_done(self.scene, leaf):
                            self._leaf(number, topic, below[place], leaf)

    def _of_block(self, resolution: Resolution) -> _Above:
        verb: Modality | None = _verb_modality(resolution.verb)
        own = tuple(c for c in resolution.clauses if not c.items or c.kind == "control")
        numbered = tuple(c for c in resolution.clauses if c.items)
        above = _Above(modality=verb, due=clause_due(self.scene, own), numbered=numbered)
        above = replace(above, loose=resolution.loose)
        claims = clause_claims(self.scene, own)
        above = replace(above, claims=inherited(claims), controls=_controls(own))
        if above.due:
            above = replace(above, due=above.due.handed_down())
        return self._lead(above, resolution.lead) if resolution.lead else above

    def _down(self, above: _Above, ancestors: Sequence[Item]) -> _Above:
        for item in ancestors:
            led = self._lead(above, item.body)
            above = replace(led, claims=above.claims) if self._is_topic(item, led) else led
            told = clause_claims(self.scene, item.clauses)
            claims = inherited(_answering(self.scene, above.claims, told))
            due = clause_due(self.scene, item.clauses)
            above = replace(
                above,
                claims=claims or above.claims,
                due=due.handed_down() if due else above.due,
                controls=(*above.controls, *_controls(item.clauses)),
            )
        return above

    def _is_topic(self, item: Item, led: _Above) -> bool:
        """«Клиенты», «Логистика» over items most of which name somebody themselves."""
        heads = led.claims and all(c.rule == "executor.heading" for c in led.claims)
        if not heads or any(c.found.kind == "person" or c.representative for c in led.claims):
            return False
        if any(c.found.case == "datv" for c in led.claims):
            return False
        own = [leaf for leaf in item.children if self._names(leaf)]
        return 2 * len(own) > len(item.children)

    def _names(self, leaf: Item) -> bool:
        told = (p.order.claims for p in passages(self.scene, leaf.body))
        return bool(clause_claims(self.scene, leaf.clauses)) or any(told)

    def _lead(self, above: _Above, body: Span) -> _Above:
        """A lead hands down its executors, its modality and its deadline."""
        whole, body = body, _leading(self.scene.text, body)
        orders = [p.order for p in passages(self.scene, body)]
        told = next((o for o in reversed(orders) if o.claims), None)
        strong = next((o.modality for o in reversed(orders) if o.modality), None)
        due = sentence_due(self.scene, *body)
        heads = whole == body  # else below it stands what was said of it
        claims = told.claims if told else heading_claims(self.scene, *body) if heads else ()
        if all(c.rule == "executor.bracket" for c in claims):
            claims = unit_claim(self.scene, *body) or claims
        if not claims and heads:
            claims = printed_claim(self.scene, *body)
        return replace(
            above,
            claims=inherited(claims) if claims else above.claims,
            modality=strong or above.modality,
            due=due.handed_down() if due else above.due,
            lead=body,
        )

    def _leaf(self, number: int, topic: Topic, above: _Above, leaf: Item) -> None:
        mine = tuple(c for c in above.numbered if {leaf.label, *leaf.path} & set(c.items))
        if mine:
            claims = inherited(clause_claims(self.scene, mine))
            above = replace(above, claims=claims or above.claims)
        lines = [c.value for c in leaf.clauses if c.kind == "executor"]
        points = self._of_points(leaf.body, *lines)
        beside = clause_claims(self.scene, leaf.clauses) if points is None else points
        whole = bool(beside or above.claims)
        found = passages(self.scene, leaf.body, whole=whole, notes=above.loose)
        by_number = clause_due(self.scene, mine)
        own = [c for c in leaf.clauses if c.span.start >= leaf.span.start]
        as_above = clause_due(self.scene, [c for c in leaf.clauses if c not in own])
        by_number = by_number and by_number.handed_down()
        line = numbered_due(self.scene, clause_due(self.scene, own), by_number)
        further = (as_above and as_above.handed_down()) or beside_due(self.scene, own) or above.due
        pointed = is_pointed(self.scene.text[leaf.span.start : leaf.span.start + 8])
        if above.loose and not leaf.clauses and not pointed:
            found = [p for p in found if not only_tells(self.scene, p.order, p.span)]
        for passage in found:
            order = passage.order
            claims = self._claims(topic, order, beside, above)
            told = sentence_due(
                self.scene, passage.span.start, order.quotes or passage.span.stop
            ) or _tail_due(self.scene, passage)
            own_first = passage is not found[0] and order.claims  # «Зуевой – дать список до мая»
            due = (told or line if own_first else line_due(self.scene, line, told)) or further
            due = due or unread_due(self.scene, *passage.span)
            before = self.drafts[-1].due if self.drafts else None
            if due:
                due = resolved(self.scene, due, before.deadline if before else None)
            self.drafts.append(
                Draft(
                    topic=number,
                    item=leaf,
                    span=_told(self.scene, passage),
                    lead=above.lead,
                    order=order,
                    claims=claims,
                    modality=order.modality or above.modality or "order",
                    due=due,
                    clauses=leaf.clauses,
                    controls=(*above.controls, *_controls(leaf.clauses)),
                )
            )

    def _claims(
        self, topic: Topic, order: Order, beside: tuple[Claim, ...], above: _Above
    ) -> tuple[Claim, ...]:
        own = order.claims or previous_claims(self.scene, order.span, self._before())
        if (beside or above.claims) and all(c.rule == "executor.forces" for c in own):
            own = ()  # who is told above does it by those forces
        if beside and gets(self.scene, own, order.act):
            own = ()
        leading = any(c.role == "responsible" for c in own)
        if beside and leading:
            claims = _both(self.scene, own, beside)
        elif leading:
            claims = own
        else:
            helpers = tuple(c for c in own if c.role == "co_executor")
            claims = (*_answered(self.scene, above.claims, beside), *helpers)
        return named_persons(self.scene, self.outline, topic, order, claims)

    def _before(self) -> tuple[Claim, ...]:
        return self.drafts[-1].claims if self.drafts else ()

    def _of_points(self, *spans: Span) -> tuple[Claim, ...] | None:
        """«Исполнителям, указанным в пункте 2»: those of the points named; None if none are."""
        for span in spans:
            for _, m in rules("linking", "same_executors").firsts(self.scene.text, *span):
                return self._told_in(numbers_in(m.group()))
        return None

    def _told_in(self, numbers: Sequence[str]) -> tuple[Claim, ...]:
        told = (d for n in numbers for d in self.drafts if n in {d.item.label, *d.item.path})
        claims = {c.span: c for d in told for c in d.claims}
        first, *others = claims.values() if claims else [None]
        helpers = (replace(c, role="co_executor") for c in others if c is not None)
        return inherited((first, *helpers)) if first is not None else ()


def _leading(text: str, body: Span) -> Span:
    """A lead that no colon ends is its first sentence: below a heading stands what was said."""
    if body.of(text).rstrip().endswith(":"):
        return body
    line = text.find("\n", *body)
    first = next(iter(sentences(text[body.start : line if line > 0 else body.stop])), None)
    return first.shift(body.start) if first else body


def _told(scene: Scene, passage: Passage) -> Span:
    """The words of the order without a tail that only says who and by when."""
    start, stop = passage.span
    named = max([start, *(c.found.stop for c in passage.order.claims if c.found.stop <= stop)])
    tail = term_tail(scene.text, start, stop)
    only_who = tail is not None and not scene.text[named:tail].strip(" ,–—-")
    ends = passage.order.ends or (None if only_who and named > start else tail) or stop
    return Span(start, start + len(scene.text[start:ends].rstrip(" ,–—-")))


def _tail_due(scene: Scene, passage: Passage) -> Due | None:
    """«– Гринько А., завтра»: what stands beside the name behind the last dash is a term."""
    order = passage.order
    if order.ends is None or not order.claims:
        return None
    last = max(c.found.stop for c in order.claims)
    return phrase_due(scene, last, passage.span.stop)


def drafts(scene: Scene, outline: Outline) -> tuple[Draft, ...]:
    """All orders of a document, in the order of its text."""
    reader = _Reader(scene, outline)
    reader.read()
    return tuple(reader.drafts)


def _controls(clauses: Sequence[Clause]) -> tuple[Clause, ...]:
    return tuple(c for c in clauses if c.kind == "control")


def _answering(
    scene: Scene, above: tuple[Claim, ...], beside: tuple[Claim, ...]
) -> tuple[Claim, ...]:
    """A line that only repeats who stands for the bodies named already adds nobody."""
    guests = [c.representative for c in above if c.representative]
    repeated = all(any(same_person(scene, c.found, g) for g in guests) for c in beside)
    return above if beside and repeated else beside


def _answered(
    scene: Scene, above: tuple[Claim, ...], beside: tuple[Claim, ...]
) -> tuple[Claim, ...]:
    """«Правительству: … Ответственный: Зуева Т.П.»: she answers for what the lead tells.

    A heading of a group («Отдел кадров») is overridden: a nearer executor is named.
    """
    if not beside or not above:
        return beside or above
    lead = any(c.rule in _LEADS for c in above)
    marks = beside[0].rule == "executor.line" and beside[0].found.kind == "person"
    body = above[0].found.kind == "organization"
    return _both(scene, above, beside) if lead and marks and body else beside


def _both(scene: Scene, own: tuple[Claim, ...], beside: tuple[Claim, ...]) -> tuple[Claim, ...]:
    """Named in the sentence and again on a line beside it: the line says who answers."""
    if _answering(scene, own, beside) is own:
        return own
    sentence = tuple(replace(c, role="co_executor") for c in own)
    return (*beside, *sentence)


def _verb_modality(verb: str | None) -> Modality | None:
    if verb is None:
        return None
    opener = rules("linking", "openers").first(verb)
    return opener[0].value["modality"] if opener else None
