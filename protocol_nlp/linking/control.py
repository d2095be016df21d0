"""Who checks: which control clause covers which decision, and whom it names."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from protocol_nlp.lexicon import rules
from protocol_nlp.linking.claims import Claim, claims_in
from protocol_nlp.linking.drafts import Draft
from protocol_nlp.linking.scene import Scene, can_stand_in
from protocol_nlp.linking.standins import person_in
from protocol_nlp.recognition import Found
from protocol_nlp.records import DecisionKind, Span
from protocol_nlp.structure.outline import Clause, Outline

__all__ = ["Check", "Wide", "checks"]

_MOST = 12  # clauses that say who checks all, or one point: more are of many documents in one


@dataclass(frozen=True, slots=True)
class Check:
    """A control clause, whom it names, and what it covers; ``rest``: all but its points."""

    clause: Clause
    claims: tuple[Claim, ...]
    only_assignments: bool
    rest: bool = False

    def covers(self, draft: Draft, kind: DecisionKind) -> bool:
        """Whether the clause speaks of that decision."""
        if self.clause.items:
            mine = {draft.item.label, *draft.item.path}
            return any(n in mine for n in self.clause.items) is not self.rest
        return kind == "assignment" or not self.only_assignments


class Wide:
    """The checks that stand for the whole document, by the points that they name.

    A decision asks only those that can cover it, so that long documents take their time
    and not its square; of more than 12 that may cover one decision the first count.
    """

    def __init__(self, found: Sequence[Check]) -> None:
        self._found = found
        self._general: list[int] = []
        self._named: dict[str, list[int]] = {}
        for place, check in enumerate(found):
            if not check.clause.items or check.rest:
                self._general.append(place)
            for point in check.clause.items if not check.rest else ():
                self._named.setdefault(point, []).append(place)

    def for_points(self, draft: Draft) -> Iterator[Check]:
        """The checks that may cover a draft, in the order of the text."""
        points = {draft.item.label, *draft.item.path} - {None}
        places = set(self._general[:_MOST])
        for point in points:
            places.update(self._named.get(point or "", ())[:_MOST])
        return (self._found[place] for place in sorted(places))


def checks(
    scene: Scene, outline: Outline, clauses: Sequence[Clause], *, far: bool
) -> tuple[Check, ...]:
    """The checks that ``clauses`` tell; ``far``: they stand above the decision or after all."""
    found = []
    for clause, rest in (part for c in clauses for part in _parts(scene, c)):
        claims = tuple(replace(c, inherited=far) for c in _named(scene, outline, clause))
        if claims:
            found.append(Check(clause, claims, _only_assignments(scene, clause), rest))
    return tuple(found)


def _parts(scene: Scene, clause: Clause) -> list[tuple[Clause, bool]]:
    """«… пункта 1 возложить на А, в остальной части – на Б»: two clauses in one."""
    rest = rules("linking", "control_rest").firsts(scene.text, *clause.value)
    for _, m in rest if clause.items else ():
        first = replace(clause, value=Span(clause.value.start, m.start()))
        return [(first, False), (replace(clause, value=Span(m.end(), clause.value.stop)), True)]
    return [(clause, False)]


def _named(scene: Scene, outline: Outline, clause: Clause) -> tuple[Claim, ...]:
    words = clause.span.of(scene.text)
    own = rules("linking", "control_self").first(words)
    if own:
        rule, m = own
        at = clause.span.start + m.start()
        signer = _signer(scene, outline)
        word = Found("role", at, clause.span.start + m.end(), None, rule.name)
        return (Claim(word, rule.name, stands_for=signer),) if signer else ()
    named = claims_in(scene, *clause.value, "controller.named")
    fitting = tuple(c for c in named if can_stand_in(scene, c.found, "accs"))
    return fitting or named


def _signer(scene: Scene, outline: Outline) -> Found | None:
    """Who signs for what was decided: not who only kept the minutes."""
    head = outline.head
    keeper = person_in(scene, head.secretary)
    signed = (person_in(scene, s) for s in head.signers)
    kept = scene.words(keeper) if keeper else None
    first = next((p for p in signed if p and scene.words(p) != kept), None)
    return first or person_in(scene, head.chair) or keeper


def _only_assignments(scene: Scene, clause: Clause) -> bool:
    words = clause.span.of(scene.text)
    found = rules("linking", "control_scope").first(words)
    return found is not None and found[0].value["scope"] == "assignment"
