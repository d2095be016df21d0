"""Who the lines and the cells beside an item name: «Отв.: Зуева Т.П.», a cell of its column."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from protocol_nlp.linking.claims import Claim, claims_in, ranked
from protocol_nlp.linking.joined import does
from protocol_nlp.linking.scene import Scene
from protocol_nlp.linking.standins import person_in
from protocol_nlp.recognition import Found
from protocol_nlp.records import Span
from protocol_nlp.structure.outline import Clause

__all__ = ["clause_claims"]

_CAPITALS = re.compile(r"[А-ЯЁ]{2,7}(?:-\d{1,4})?(?:\s№\s?\d{1,4})?")
_UNIT = "unit.column"
_CELLS = frozenset({"executor.column", "helper.column", _UNIT})
_PRINTED = re.compile(r"\s*(?P<name>[А-ЯЁ][А-Яа-яЁё№\d\s-]{1,60}?)\s*(?:\([^()]{2,60}\))?[\s.;]*$")
_IN_BRACKET = re.compile(r"\s*\(([^()]{3,80})\)")
_JOINT = re.compile(r"\s*(?:[,;/+]|и\s|совместно\s|вместе\s|при\s|с\s)")


def clause_claims(scene: Scene, clauses: Sequence[Clause]) -> tuple[Claim, ...]:
    """Who the executor lines and cells name: of several lines the first is responsible."""
    claims: list[Claim] = []
    units: tuple[Claim, ...] = ()
    for clause in clauses:
        if clause.kind == "executor":
            named = _named_so(scene, claims_in(scene, *clause.value, clause.rule))
            named = _begun(scene, clause, named) or named or _as_printed(scene, clause)
            if clause.rule == _UNIT:
                units = named
                continue
            if claims and not clause.label.startswith("отв"):
                named = tuple(replace(c, role="co_executor") for c in named)
            claims += named
    return _of_units(units, claims)


def _of_units(units: tuple[Claim, ...], people: Sequence[Claim]) -> tuple[Claim, ...]:
    """A column of units beside one of people: each stands for the unit of his place."""
    if not units or any(c.found.kind != "person" for c in people):
        return (*people, *(replace(c, role="co_executor") for c in units if people)) or units
    held = zip(units, people, strict=False)
    told = [replace(unit, representative=person.found) for unit, person in held]
    beyond = tuple(replace(c, role="co_executor") for c in people[len(units) :])
    return (*told, *units[len(people) :], *beyond)


def _named_so(scene: Scene, claims: tuple[Claim, ...]) -> tuple[Claim, ...]:
    """A surname that may stand in the nominative does: «Юртаева» beside an order is a woman."""
    return tuple(
        replace(c, found=replace(c.found, case="nomn"))
        if c.found.kind == "person" and c.found.case is None and does(scene, c)
        else c
        for c in claims
    )


def _begun(scene: Scene, clause: Clause, named: tuple[Claim, ...]) -> tuple[Claim, ...]:
    """«ДРСУ № 3 (Лоза П.П.), отдел дорог»: capitals that nobody found, and those behind them."""
    body = _CAPITALS.match(scene.text, clause.value.start, clause.value.stop)
    if body is None or not named or any(c.span.start < body.end() for c in named):
        return ()
    guest = _IN_BRACKET.match(scene.text, body.end(), clause.value.stop)
    person = person_in(scene, Span(*guest.span(1))) if guest else None
    after = guest.end() if guest else body.end()
    if not guest and not _JOINT.match(scene.text, after, clause.value.stop):
        return ()
    others = tuple(c for c in named if c.span.start >= after)
    found = Found("organization", body.start(), body.end(), "nomn", "organization.cell")
    return ranked(scene, (Claim(found, clause.rule, representative=person), *others))


def _as_printed(scene: Scene, clause: Clause) -> tuple[Claim, ...]:
    """«ПТО», «Газпром газораспределение (Шульц А.)» where somebody must be named: a body."""
    words = clause.value.of(scene.text)
    match = _PRINTED.match(words)
    if match is None or not (_CAPITALS.fullmatch(match["name"]) or clause.rule in _CELLS):
        return ()
    start = clause.value.start + match.start("name")
    body = Found("organization", start, start + len(match["name"]), "nomn", "organization.cell")
    guest = person_in(scene, Span(start, clause.value.stop))
    return (Claim(body, clause.rule, representative=guest),)
