"""What a clerk would want to look at: never a reason to drop a document."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from protocol_nlp.records import Attendee, Caution, Decision, Entity, Header

__all__ = ["cautions"]

_LAST = re.compile(r"(\d{1,4})$")
_NEAR = 16  # characters before a decision in which its number stands


def cautions(
    text: str,
    header: Header,
    attendees: Sequence[Attendee],
    decisions: Sequence[Decision],
    entities: Sequence[Entity],
) -> tuple[Caution, ...]:
    """Orders without a day, days before the document, numbers skipped or repeated, strangers."""
    return (
        *_without_deadline(decisions),
        *_too_early(header, decisions),
        *_numbering(text, decisions),
        *_strangers(attendees, decisions, entities),
    )


def _without_deadline(decisions: Sequence[Decision]) -> Iterator[Caution]:
    for d in decisions:
        if d.executors and d.deadline is None:
            yield Caution("no_deadline", f"{_called(d)}: исполнитель есть, срока нет", d.span)


def _too_early(header: Header, decisions: Sequence[Decision]) -> Iterator[Caution]:
    for d in decisions:
        due = d.deadline.due if d.deadline else None
        if d.deadline and due and header.date and due[:10] < header.date:
            message = f"{_called(d)}: срок {due} раньше даты документа {header.date}"
            yield Caution("deadline_before_document", message, d.deadline.span)


def _numbering(text: str, decisions: Sequence[Decision]) -> Iterator[Caution]:
    """Within one parent, leaf after leaf: 1.1, 1.2, 1.4 skips 1.3.

    Two orders of one item bear its number once.
    """
    before: tuple[tuple[object, ...], int] | None = None
    for d in decisions:
        number = _LAST.search(d.number or "")
        if number is None:
            continue
        family, last = (d.agenda_item, *d.path[:-1], len(d.number or "")), int(number[1])
        again = before and before[0] == family and last == before[1] and d.path
        if again and _is_printed(text, d):
            yield Caution("number_repeated", f"{_called(d)}: номер повторяется", d.span)
        if before and before[0] == family and last > before[1] + 1:
            yield Caution("number_skipped", f"{_called(d)}: перед ним номер пропущен", d.span)
        before = family, last


def _is_printed(text: str, decision: Decision) -> bool:
    """Whether the number stands right before the words."""
    before = text[max(0, decision.span.start - _NEAR) : decision.span.start]
    return before.rstrip(" .)\t\n\xa0").endswith(decision.number or "")


def _strangers(
    attendees: Sequence[Attendee], decisions: Sequence[Decision], entities: Sequence[Entity]
) -> Iterator[Caution]:
    roster = {a.person for a in attendees}
    names = {e.id: e.name for e in entities if e.kind == "person"}
    told: set[str] = set()
    for d in decisions:
        for e in d.executors:
            if len(roster) > 1 and e.entity in names and e.entity not in roster | told:
                told.add(e.entity)
                message = f"{names[e.entity]}: исполнитель, которого нет среди присутствовавших"
                yield Caution("not_in_roster", message, e.span)


def _called(decision: Decision) -> str:
    return f"пункт {decision.number}" if decision.number else "решение без номера"
