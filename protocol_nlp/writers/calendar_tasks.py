"""iCalendar (RFC 5545): one VTODO a decision, for any calendar that keeps tasks.

**Due days.**  Our ``due`` is the last admissible day.  RFC 5545 reads ``DUE`` as the moment
*before which* a task is to be done (3.8.2.3), so ``DUE;VALUE=DATE:20220503`` is overdue at
the midnight with which the third of May begins (the example of 3.6.2), while calendars show
it as a task of that day.  ``DUE;VALUE=DATE`` is therefore either a day short by the letter
or, moved by one, a day late on the screen.  The last second of the day in floating time,
``DUE:20220503T235959``, means the same to both, and is what is written here.

**Repetition.**  An ``RRULE`` stands where a deadline has no single day and the calendar can
start it: its first occurrence on or after the document's date is ``DTSTART``.  What is
permanent has no ``DUE``.  A repeated report beside a single day is a task of its own,
``RELATED-TO`` the decision.

**People.**  The documents give names, not addresses, and ``CAL-ADDRESS`` must be a URI: it is
a ``urn:uuid`` made of the name, stable over documents, with the name in ``CN``.
"""

from __future__ import annotations

import uuid
from collections.abc import Iterable, Iterator
from datetime import UTC, date, datetime, time, timedelta
from typing import TYPE_CHECKING

from dateutil.rrule import rrulestr

from protocol_nlp.records import DeadlinePart, Decision, Minutes
from protocol_nlp.writers.characters import printable_documents
from protocol_nlp.writers.markdown import title_of
from protocol_nlp.writers.rows import error_of, names_of
from protocol_nlp.writers.wording import KINDS, MODALITIES, day

if TYPE_CHECKING:
    from icalendar import Calendar, Todo, vCalAddress

__all__ = ["dumps"]

_NAMES = uuid.uuid5(uuid.NAMESPACE_URL, "protocol_nlp")
_LAST = time(23, 59, 59)
_SUMMARY = 120
_FIXED = ("BYMONTH", "BYDAY", "BYSETPOS", "BYYEARDAY", "BYWEEKNO")


def dumps(minutes: Minutes | Iterable[Minutes], *, stamp: datetime | None = None) -> str:
    """The calendar of one document or of several; ``stamp`` is when it was made, now if None.

    Raises ImportError where icalendar is not there.

    >>> dumps([]).splitlines()[0]
    'BEGIN:VCALENDAR'
    """
    from icalendar import Calendar  # noqa: PLC0415 - an extra

    calendar = Calendar()
    calendar.add("prodid", "-//protocol_nlp//RU")
    calendar.add("version", "2.0")
    for document in printable_documents(minutes):
        _fill(calendar, document, stamp or datetime.now(UTC))
    content: bytes = calendar.to_ical()
    return content.decode("utf-8", "replace")


def _fill(calendar: Calendar, minutes: Minutes, stamp: datetime) -> None:
    error = error_of(minutes)
    if error:
        calendar.add("x-protocol-nlp-error", _clean(error))
    for decision in minutes.decisions:
        for task in _tasks(minutes, decision):
            task.add("dtstamp", stamp)
            calendar.add_component(task)


def _tasks(minutes: Minutes, decision: Decision) -> Iterator[Todo]:
    deadline = decision.deadline
    repeated = [p for p in deadline.parts if p.rrule] if deadline else []
    due = day(deadline.due) if deadline else None
    task = _task(minutes, decision, _uid(minutes, decision, "task"))
    if due:
        task.add("due", datetime.combine(due, _LAST))
    elif repeated:
        permanent = any(p.kind == "permanent" for p in (deadline.parts if deadline else ()))
        _repeat(task, repeated.pop(0), minutes, due=not permanent)
    yield task
    for number, part in enumerate(repeated):
        further = _task(minutes, decision, _uid(minutes, decision, f"repeated {number}"))
        further.add("related-to", str(task["uid"]))
        if _repeat(further, part, minutes, due=True):
            yield further


def _task(minutes: Minutes, decision: Decision, uid: str) -> Todo:
    from icalendar import Todo  # noqa: PLC0415

    task = Todo()
    task.add("uid", uid)
    task.add("summary", _clean(_summary(decision)))
    task.add("description", _clean(_description(minutes, decision)))
    task.add("status", "NEEDS-ACTION")
    task.add("categories", [KINDS[decision.kind], MODALITIES[decision.modality]])
    if minutes.header.place:
        task.add("location", _clean(minutes.header.place))
    for name, value, parameters in _people(minutes, decision):
        task.add(name, _address(value, parameters), encode=False)
    return task


def _summary(decision: Decision) -> str:
    words = " ".join(f"{decision.number or ''} {decision.text or decision.lead or ''}".split())
    return words if len(words) <= _SUMMARY else words[: _SUMMARY - 1].rstrip() + "…"


def _description(minutes: Minutes, decision: Decision) -> str:
    names = names_of(minutes)
    lines = [title_of(minutes), decision.lead, decision.text]
    for executor in decision.executors:
        person = names.get(executor.representative or "")
        lines.append(f"Исполнитель: {executor.name}" + (f" ({person})" if person else ""))
    lines += [f"Контроль: {controller.name}" for controller in decision.controllers]
    if decision.deadline:
        lines.append(f"Срок: {' '.join(decision.deadline.text.split())}")
    return "\n".join(line for line in lines if line)


def _people(minutes: Minutes, decision: Decision) -> Iterator[tuple[str, str, dict[str, str]]]:
    """Who stands in which property: the signer or chair, the executors, the controllers."""
    names, kinds = names_of(minutes), {e.id: e.kind for e in minutes.entities}
    for id_ in (*minutes.header.signers, minutes.header.chair or ""):
        if id_ in names:
            yield "organizer", names[id_], {}
            break
    for executor in decision.executors:
        kind = "INDIVIDUAL" if kinds.get(executor.entity) in {"person", "role"} else "GROUP"
        told = {"CUTYPE": kind, "ROLE": "REQ-PARTICIPANT", "X-ROLE": executor.role.upper()}
        yield "attendee", executor.name, told
        if executor.representative in names:
            told = {"CUTYPE": "INDIVIDUAL", "ROLE": "REQ-PARTICIPANT", "X-ROLE": "REPRESENTATIVE"}
            yield "attendee", names[executor.representative], told
    for controller in decision.controllers:
        told = {"ROLE": "NON-PARTICIPANT", "X-ROLE": "CONTROLLER"}
        yield "attendee", controller.name, told


def _address(name: str, parameters: dict[str, str]) -> vCalAddress:
    from icalendar import vCalAddress  # noqa: PLC0415

    name = " ".join(_clean(name).replace('"', "'").split())
    address = vCalAddress(f"urn:uuid:{uuid.uuid5(_NAMES, name)}")
    for key, value in {"CN": name, **parameters}.items():
        address.params[key] = value
    return address


def _repeat(task: Todo, part: DeadlinePart, minutes: Minutes, *, due: bool) -> bool:
    """Makes the task repeat; without a day to start from it cannot, and stays as it is."""
    from icalendar import vRecur  # noqa: PLC0415

    begin = day(part.start) or day(minutes.header.date)
    if begin is None or not part.rrule:
        return False
    try:
        rule = rrulestr(part.rrule, dtstart=datetime.combine(begin, time.min))
        first = next(iter(rule), None)
        recur = vRecur.from_ical(part.rrule)
    except ValueError:
        return False
    if first is None:
        return False
    task.add("dtstart", first)
    task.add("rrule", recur)
    if due:
        task.add("due", datetime.combine(_last_day(first, part.rrule), _LAST))
    return True


def _last_day(first: datetime, rule: str) -> date:
    """The day an occurrence is due: its own where the rule fixes it, else its period's last."""
    if any(name in rule for name in _FIXED):
        return first.date()
    following = rrulestr(rule, dtstart=first).after(first)
    return (following - timedelta(days=1)).date() if following else first.date()


def _uid(minutes: Minutes, decision: Decision, purpose: str) -> str:
    """The same for the same words of the same document, so that importing again updates."""
    place = f"{minutes.source.sha256}/{decision.span.start}/{decision.id}/{purpose}"
    return f"{uuid.uuid5(_NAMES, place)}@protocol-nlp"


def _clean(words: str) -> str:
    """The words without the control characters that iCalendar's TEXT cannot hold."""
    return words.replace("\r", " ").replace("\x7f", " ")
