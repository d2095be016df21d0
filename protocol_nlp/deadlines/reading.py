"""The two ways to ask: what a phrase means, and which deadlines a text holds."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import date as Date  # noqa: N812 - the parameter is called date
from functools import lru_cache

from protocol_nlp.deadlines import cascade
from protocol_nlp.deadlines.assembly import assemble, continued, places
from protocol_nlp.deadlines.context import sentences
from protocol_nlp.deadlines.finder import found, whole
from protocol_nlp.deadlines.labelled import values, without
from protocol_nlp.deadlines.nodes import Reading
from protocol_nlp.deadlines.policy import Policy
from protocol_nlp.deadlines.triggers import triggered
from protocol_nlp.records import Deadline, DeadlinePart, Span

_LONGEST = 2000
_PLAIN = Policy()
# A figure, a word that is more than «г.», or a day of the week cut short.
_SAYS = re.compile(r"\d|[^\W\d_]{3}|\b(?:пн|вт|ср|чт|пт|сб|вс)\b", re.IGNORECASE)
_SAME = re.compile(r"\b(?:тот|те|этот|эти|такой|прежний)\b.{0,4}\bже\b|прежний", re.IGNORECASE)
_MEETING = re.compile(
    r"(?:следующ|очередн|ближайш|предстоящ)\w{1,4}\s(?:\w{1,30}\s){0,3}"
    r"(?:заседани|совещани|собрани|план[её]рк|встреч|штаб|сесси|оперативк|летучк|пятиминутк|педсовет|"
    r"правлени|сход|коллеги|конференци|созвон|президиум|(?:аппаратн|производственн|оперативн)\w{1,3}$)",
    re.IGNORECASE,
)


def parse(phrase: str, date: str | None, policy: Policy | None = None) -> Deadline | None:
    """What the words of a «Срок» line, a cell or a bracket mean, None for no deadline.

    ``date`` is the ISO date of the document, None if unknown: then what depends on it is
    null.  The span is relative to ``phrase``.  Raises ValueError for a ``date`` that is no
    ISO date.

    >>> parse("до 1 июня т.г.", "2021-03-30").due
    '2021-06-01'
    """
    return _parse(phrase[:_LONGEST], date, policy or _PLAIN)


@lru_cache(maxsize=16384)
def _parse(phrase: str, date: str | None, policy: Policy) -> Deadline | None:
    if not _SAYS.search(phrase):
        return None
    line = cascade.analyze(phrase, running=False)
    group = places(line)
    if not group:
        return None
    continued(line, group)
    if len(group) > 1:
        group = triggered(line, group, sentences(line, phrase), phrase) or group
    anchor = Date.fromisoformat(date) if date else None
    span = whole(phrase, line, group)
    return assemble(line, group, span, Reading(phrase, anchor, policy))


def forget(*, shapes: bool = False) -> None:
    """Empties the cache of phrases, and that of their shapes too; for those who measure.

    >>> forget()
    """
    _parse.cache_clear()
    if shapes:
        cascade.forget()


def find(text: str, date: str | None, policy: Policy | None = None) -> tuple[Deadline, ...]:
    """The deadlines in running text, each with its span, parts that stand together as one.

    Dates of acts and letters, periods under report, terms of contracts and the like are
    left alone.  ``date`` as for :func:`parse`.

    >>> [d.text for d in find("Представить отчёт до 1 июня 2021 года.", "2021-03-30")]
    ['до 1 июня 2021 года']
    """
    anchor = Date.fromisoformat(date) if date else None
    policy = policy or _PLAIN
    if "срок" not in text and "Срок" not in text and "СРОК" not in text:
        return tuple(found(Reading(text, anchor, policy)))
    read = [(s, d) for s in values(text) if (d := _parse(s.of(text), date, policy))]
    rest = found(Reading(without(text, [s for s, _ in read]), anchor, policy))
    lines = (replace(d, span=d.span.shift(s.start)) for s, d in read)
    return tuple(sorted((*lines, *rest), key=lambda deadline: deadline.span))


def refers_back(deadline: Deadline) -> bool:
    """Whether the deadline is that of another decision: «срок тот же», «в тот же срок».

    Beside a part of its own it is not: «по средам вести обход, в тот же день доложить».

    >>> refers_back(parse("срок тот же", None))
    True
    """
    return all(p.kind == "reference" and _SAME.search(p.anchor or "") for p in deadline.parts)


def next_meeting(deadline: Deadline) -> bool:
    """Whether the deadline is the next meeting: «к следующему заседанию».

    >>> next_meeting(parse("к следующему заседанию комиссии", None))
    True
    """
    return any(p.kind == "event" and is_meeting(p) for p in deadline.parts)


def is_meeting(part: DeadlinePart) -> bool:
    """Whether the event of a part is the next meeting.

    >>> is_meeting(parse("к следующему заседанию комиссии", None).parts[0])
    True
    """
    return _MEETING.search(part.anchor or "") is not None


def default(date: str | None, policy: Policy) -> Deadline | None:
    """The deadline that a policy gives a decision without one, None if it gives none.

    >>> default("2021-03-30", Policy(default_month=True)).due
    '2021-04-30'
    """
    if not policy.default_month or date is None:
        return None
    deadline = _parse("в течение месяца", date, policy)
    if deadline is None:
        return None
    source = " ".join(filter(None, ("policy.default_month", deadline.parts[0].due_source)))
    part = replace(deadline.parts[0], due_source=source)
    return replace(deadline, text="", span=Span(0, 0), parts=(part,))
