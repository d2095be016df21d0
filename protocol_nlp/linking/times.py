"""When each order is due: its own words first, then what stands above it.

A line «Срок» of the item itself comes before a deadline in its sentence, that before
one inherited from lead, group or block.  A deadline that only refers («срок тот же»)
takes its day from where the document tells it.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass, replace
from functools import lru_cache

from protocol_nlp.deadlines import find, is_meeting, next_meeting, parse, refers_back
from protocol_nlp.lexicon import rules
from protocol_nlp.linking.events import dated, waited_for
from protocol_nlp.linking.scene import Scene
from protocol_nlp.morphology import parses
from protocol_nlp.records import Deadline, DeadlinePart, Span
from protocol_nlp.structure.outline import Clause

_REPORTS = "deadline.report_points"
_LINE = 120  # characters in which a line tells of the next meeting
_LENGTH = re.compile(
    r"[,(–—-]\s*(?P<term>(?:\d{1,3}\s+(?:раб[а-яё.]*\s+|кал[а-яё.]*\s+)?(?:дн|час|сут|нед|мес)[а-яё]*"
    r"|неделя|месяц|сутки|две недели|три дня|два дня))[).\s]*$"
)
_CONSENT = "согласование"  # «Лоза П.П. (по согласованию)»: who is asked, and not when
_LENGTH_WITHIN = 40  # characters at the end of an order in which such a term stands
_LENGTH_LONGEST = 600  # characters of an order in which events are looked for

_TELL = frozenset({"VERB", "INFN", "PRTS", "ADJS"})

__all__ = [
    "Due",
    "beside_due",
    "clause_due",
    "line_due",
    "numbered_due",
    "phrase_due",
    "resolved",
    "sentence_due",
    "unread_due",
]


@dataclass(frozen=True, slots=True)
class Due:
    """A deadline and the rule that tied it to the order."""

    deadline: Deadline
    rule: str

    def handed_down(self) -> Due:
        """The same deadline for what stands below."""
        return Due(replace(self.deadline, inherited=True), f"{self.rule}.inherited")


def clause_due(scene: Scene, clauses: Iterable[Clause]) -> Due | None:
    """What the deadline lines or cells beside an item say, all together."""
    read = [
        _at(d, c.value.start)
        for c in clauses
        if c.kind == "deadline"
        for d in [_line(scene, c)]
        if d
    ]
    return Due(_joined(scene, read), "deadline.line") if read else None


def line_due(scene: Scene, line: Due | None, told: Due | None) -> Due | None:
    """A line below counts before the sentence, but a report adds to the work's own term.

    So does the line that asks for one («Доклад – до 5 мая») as the sentence beside a term
    on the line («Снять щиты. О ходе докладывать по средам»).
    """
    if line is None or told is None:
        return line or told
    if _only_reports(line) == _only_reports(told):
        return line
    rule = told.rule if _only_reports(line) else line.rule
    return Due(_joined(scene, [told.deadline, line.deadline]), rule)


def _only_reports(due: Due) -> bool:
    return all(p.role == "report" for p in due.deadline.parts)


def numbered_due(scene: Scene, own: Due | None, numbered: Due | None) -> Due | None:
    """An item's own line counts before one that names it by number, which may add a report."""
    if own is None or numbered is None:
        return own or numbered
    if all(p.role == "report" for p in numbered.deadline.parts):
        return line_due(scene, numbered, own)
    return own


def beside_due(scene: Scene, clauses: Iterable[Clause]) -> Due | None:
    """A day that stands in the line of the executor: «отв. Зуева Т.П., до 1 мая»."""
    spans = [c.value for c in clauses if c.kind == "executor"]
    found = [sentence_due(scene, *span) or _behind_comma(scene, *span) for span in spans]
    return next((due for due in found if due), None)


def _behind_comma(scene: Scene, start: int, stop: int) -> Due | None:
    """«Лоза, 16-20 июня»: behind the last comma nothing but a term."""
    comma = scene.text.rfind(",", start, stop)
    return phrase_due(scene, comma + 1, stop) if comma >= 0 else None


def phrase_due(scene: Scene, start: int, stop: int) -> Due | None:
    """``text[start:stop]`` read as nothing but a term, None if it is none."""
    words = scene.text[start:stop]
    left = len(words) - len(words.lstrip(" ,;.()"))
    read = parse(words.strip(" ,;.()"), scene.date, scene.policy)
    if read is None or [p.anchor for p in read.parts] == [_CONSENT]:
        return None
    return Due(_at(read, start + left), "deadline.tail")


def _line(scene: Scene, clause: Clause) -> Deadline | None:
    read = parse(clause.value.of(scene.text), scene.date, scene.policy)
    if read is None or clause.rule != _REPORTS:
        return read
    return replace(read, parts=tuple(replace(p, role="report") for p in read.parts))


def sentence_due(scene: Scene, start: int, stop: int) -> Due | None:
    """What the sentences in ``text[start:stop]`` say of time."""
    read = [_at(d, start) for d in find(scene.text[start:stop], scene.date, scene.policy)]
    return Due(_joined(scene, read), "deadline.sentence") if read else None


def _at(deadline: Deadline, offset: int) -> Deadline:
    return replace(deadline, span=deadline.span.shift(offset)) if offset else deadline


def _joined(scene: Scene, read: list[Deadline]) -> Deadline:
    """Several deadlines of one order are one with several parts."""
    if len(read) == 1:
        return read[0]
    span = Span(min(d.span.start for d in read), max(d.span.stop for d in read))
    parts = tuple(p for d in read for p in d.parts)
    return Deadline(span.of(scene.text), span, inherited=False, due=_due(parts), parts=parts)


def _due(parts: tuple[DeadlinePart, ...]) -> str | None:
    days = [p.due for p in parts if p.role == "execution" and p.due] or [
        p.due for p in parts if p.due
    ]
    return days[0] if days else None


def resolved(scene: Scene, due: Due, before: Deadline | None) -> Due:
    """A deadline that only refers, with the day that the document tells elsewhere."""
    if before is not None and refers_back(due.deadline):
        told = replace(due.deadline, due=before.due, parts=before.parts)
        return Due(told, "deadline.same")
    if next_meeting(due.deadline):
        day = _next_meeting(scene.text, scene.date)
        if day is not None:
            parts = tuple(_on_day(p, day) for p in due.deadline.parts)
            told = replace(due.deadline, due=_due(parts), parts=parts)
            return Due(told, "deadline.next_meeting")
    parts = tuple(dated(p, scene.text, scene.date, due.deadline.text) for p in due.deadline.parts)
    if parts != due.deadline.parts:
        return Due(replace(due.deadline, due=_due(parts), parts=parts), "deadline.event_told")
    return due


def unread_due(scene: Scene, start: int, stop: int) -> Due | None:
    """A term that only here is one.

    «…, 3 дня» at the end; the day of what is to be held: «Проба пирогов 4 мая»; an event
    that the document dates.
    """
    length = _LENGTH.search(scene.text, max(start, stop - _LENGTH_WITHIN), stop)
    if length is not None:
        return phrase_due(scene, *length.span("term"))
    held = _held_on(scene.text[start:stop])
    if held is not None:
        return phrase_due(scene, start + held[0], start + held[1])
    waited = waited_for(scene.text[start:stop][:_LENGTH_LONGEST], scene.text, scene.date)
    return phrase_due(scene, start + waited[0], start + waited[1]) if waited else None


def _held_on(words: str) -> tuple[int, int] | None:
    """Where the day of a thing stands that is all the order: no verb tells what becomes of it."""
    for _, match in rules("linking", "held_on").hits(words):
        if not any(p.part_of_speech in _TELL for w in match["what"].split() for p in parses(w)[:1]):
            return match.span("term")
    return None


def _on_day(part: DeadlinePart, day: str) -> DeadlinePart:
    """A meeting whose day the document tells is that day."""
    if part.kind != "event" or not is_meeting(part):
        return part
    return replace(part, kind="absolute", type="DATE", value=day, due=day, anchor=None)


@lru_cache(maxsize=64)
def _next_meeting(text: str, date: str | None) -> str | None:
    for _, m in rules("linking", "next_meeting").hits(text):
        end = text.find("\n", m.end())
        end = end if end >= 0 else m.end() + _LINE
        days = find(text[m.end() : end], date)
        told = days[0] if days else parse(text[m.end() : end].strip(" –—-:.("), date)
        if told is not None and told.due:
            return told.due
    return None
