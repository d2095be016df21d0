"""The decisions of a source, with who, under whose eye and by when."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import Any

from protocol_nlp.records import AgendaItem, Controller, Deadline, Decision, Executor, Span

from .draft import Draft
from .places import SAME, Place, as_list, path, places
from .quotes import GoldError, fold
from .source import Party, party
from .terms import part

__all__ = ["decisions"]

Parties = list[tuple[Party, Span]]
_BACK = ("^ ", "v ")


@dataclass(slots=True)
class _Placed:
    """A decision on the way, with what the next one may share («same»)."""

    decision: Decision
    place: Place
    parties: Parties


def _only_mention(draft: Draft, key: str, place: Place) -> Span:
    """The one mention of an entity in the item or its lead."""
    spans = [
        mention.span
        for mention in draft.mentions
        if mention.entity == key
        and (place.in_lead(mention.span) or place.own.start <= mention.span.start < place.end)
    ]
    if len(spans) != 1:
        raise GoldError(f"{key} is there {len(spans)} times: quote the executor")
    return spans[0]


def _parties(draft: Draft, lines: Iterable[str], place: Place) -> Parties:
    found = []
    for who in map(party, lines):
        kind = draft.entity(who.entity).kind
        if who.quote:
            span = place.find(draft.text, who.quote, who.back)
        else:
            span = _only_mention(draft, who.entity, place)
        if kind in ("role", "group"):
            draft.mention(who.entity, span, who.case, who.normal)
        if who.representative and kind == "organization":
            draft.bodies[who.representative] = who.entity
        found.append((who, span))
    return found


def _deadline(draft: Draft, lines: Sequence[str], place: Place, day: date) -> Deadline:
    quote, *parts = lines
    back = quote[0] if quote.startswith(_BACK) else None
    span = place.find(draft.text, quote[2:] if back else quote, back)
    records = tuple(part(line, day) for line in parts)
    if not records:
        raise GoldError(f"a deadline without parts: {quote!r}")
    dues = [record.due for record in records if record.due and record.role == "execution"]
    dues += [record.due for record in records if record.due]
    inherited = place.in_lead(span)
    return Deadline(span.of(draft.text), span, inherited, dues[0] if dues else None, records)


def _placed(
    draft: Draft, entry: Mapping[str, Any], place: Place, item: AgendaItem | None, day: date
) -> _Placed:
    """One decision, without what it shares with others."""
    executors, deadline = entry.get("executors", []), entry.get("deadline")
    decision = Decision(
        id="",
        number=entry.get("number"),
        path=path(entry, item),
        agenda_item=entry.get("item"),
        span=place.span,
        text=place.words,
        lead=" ".join(fold(lead.of(draft.text)) for lead in place.leads) or None,
        kind=entry.get("kind", "assignment"),
        modality=entry.get("modality", "order"),
        deadline=_deadline(draft, deadline, place, day) if deadline not in (None, SAME) else None,
        confidence=1.0,
    )
    return _Placed(decision, place, [] if executors == SAME else _parties(draft, executors, place))


def _share(entry: Mapping[str, Any], placed: _Placed, before: _Placed | None) -> None:
    """Take over from the decision before what this one says is the same."""
    if entry.get("executors") == SAME:
        if before is None or not before.parties:
            raise GoldError("there are no executors to be the same as")
        placed.parties = before.parties
    if entry.get("deadline") == SAME:
        if before is None or before.decision.deadline is None:
            raise GoldError("there is no deadline to be the same as")
        placed.decision = replace(placed.decision, deadline=before.decision.deadline)


def _executors(draft: Draft, placed: _Placed, shared: Counter[Span]) -> tuple[Executor, ...]:
    marked = any(who.mark == "*" for who, _ in placed.parties)
    executors = []
    for index, (who, span) in enumerate(placed.parties):
        chief = who.mark == "*" if marked else index == 0 and who.mark != "+"
        executors.append(
            Executor(
                entity=who.entity,
                name=draft.entity(who.entity).name,
                role="responsible" if chief else "co_executor",
                representative=who.representative,
                inherited=who.back == "^^" or shared[span] > 1 or placed.place.in_lead(span),
                span=span,
            )
        )
    return tuple(executors)


def _finished(draft: Draft, placed: Sequence[_Placed]) -> list[Decision]:
    """The decisions with their executors, now that it is known what serves several."""
    parties = Counter(span for one in placed for _, span in one.parties)
    dues = Counter(one.decision.deadline.span for one in placed if one.decision.deadline)
    finished = []
    for one in placed:
        deadline = one.decision.deadline
        if deadline and dues[deadline.span] > 1:
            deadline = replace(deadline, inherited=True)
        executors = _executors(draft, one, parties)
        finished.append(replace(one.decision, executors=executors, deadline=deadline))
    return finished


def _covers(clause: Mapping[str, Any], decision: Decision) -> bool:
    """Whether a control clause covers a decision: all, assignments, or points by number."""
    if clause.get("item", decision.agenda_item) != decision.agenda_item:
        return False
    covered = clause["covers"]
    if covered in ("all", "assignments"):
        return covered == "all" or decision.kind == "assignment"
    if isinstance(covered, str):
        raise GoldError(f"covers is all, assignments or a list, not {covered!r}")
    return decision.id in covered or bool(set(covered) & set(decision.path))


def _controlled(
    draft: Draft, clause: Mapping[str, Any], found: Sequence[Decision], place: Place
) -> list[Decision]:
    """The decisions with the controllers of one clause added."""
    covered = {decision.id for decision in found if _covers(clause, decision)}
    if not covered:
        raise GoldError(f"a control clause that covers nothing: {clause['clause']!r}")
    several = len(covered) > 1
    added = tuple(
        Controller(who.entity, draft.entity(who.entity).name, several, span)
        for who, span in _parties(draft, as_list(clause["who"]), place)
    )
    return [
        replace(one, controllers=one.controllers + added) if one.id in covered else one
        for one in found
    ]


def decisions(
    draft: Draft, source: Mapping[str, Any], items: Mapping[str, AgendaItem], day: date
) -> tuple[Decision, ...]:
    """The decisions of a source in the order of the text; ``day`` is the document's."""
    entries = source.get("decision", [])
    placed: list[_Placed] = []
    for number, (entry, place) in enumerate(
        zip(entries, places(draft.text, entries), strict=True), start=1
    ):
        try:
            item = items[entry["item"]] if "item" in entry else None
            new = _placed(draft, entry, place, item, day)
            _share(entry, new, placed[-1] if placed else None)
        except GoldError as error:
            raise GoldError(f"decision {number}: {error}") from error
        new.decision = replace(new.decision, id=f"d{number}")
        placed.append(new)
    found = _finished(draft, placed)
    cursor = 0
    for clause in source.get("control", []):
        where = Place.of_clause(draft.text, clause["clause"], cursor)
        found = _controlled(draft, clause, found, where)
        cursor = where.span.start
    return tuple(found)
