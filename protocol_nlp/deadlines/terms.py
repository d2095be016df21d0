"""Lengths of time, and what says when without a day: at once, always, as another paper says."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import date, timedelta

from protocol_nlp.deadlines.anchors import event, named, nominative
from protocol_nlp.deadlines.nodes import BUSINESS, Draft, Granule, Reading, Term, as_term
from protocol_nlp.deadlines.timex import add_months, bounds, resolve
from protocol_nlp.deadlines.working_days import working_day_after
from protocol_nlp.records import DeadlinePart

_DAY = timedelta(days=1)
_DOCUMENT = "doc_date"
_HOURS, _MINUTES = 24, 1440


def relative(draft: Draft, reading: Reading) -> Iterator[DeadlinePart]:
    """The part of a length of time, with its last day if it runs from the document."""
    fields, relation = draft.rule.value, draft.rule.value["relation"]
    term = _term_of(draft)
    by_policy = term.business is None and term.unit == "D" and reading.policy.business
    business = bool(term.business) or by_policy
    happening = event(draft, reading.text)
    part = DeadlinePart(
        "execution",
        "relative",
        "DURATION",
        value=term.iso,
        mod=fields.get("mod"),
        relation=relation,
        calendar="business" if business else "calendar",
        anchor=happening or (None if fields.get("ahead") else _DOCUMENT),
        due_source="policy.business" if by_policy else None,
    )
    end = (
        None
        if happening or reading.anchor is None
        else _end(reading.anchor, term, business=business)
    )
    if end is None or fields.get("open"):
        yield part
    elif relation in ("after", "from"):
        yield replace(part, start=(end + _DAY if relation == "after" else end).isoformat())
    else:
        yield replace(part, due=end.isoformat())


def _term_of(draft: Draft) -> Term:
    parts = draft.parts
    for name in ("duration", "adjectival", "offset"):
        if name in parts:
            return as_term(parts[name])
    if "number" in draft.rule.value:
        return Term(float(draft.rule.value["number"]), draft.rule.value["unit"])
    return Term(1, parts["unit"], BUSINESS.get(parts.get("day_kind")))


def _end(start: date, term: Term, *, business: bool) -> date | None:
    """The last day of a term that is counted from the day after ``start``."""
    number = term.number
    try:
        if number is None:
            return None
        if business and term.unit == "D":
            return working_day_after(start, int(number))
        if term.unit in "hm":
            return start + timedelta(days=number // (_HOURS if term.unit == "h" else _MINUTES))
        months = {"M": 1, "Q": 3, "H": 6, "Y": 12}.get(term.unit)
        if months:
            whole, rest = divmod(number * months, 1)
            return add_months(start, int(whole)) + timedelta(days=round(30 * rest))
        return start + timedelta(days=number * {"D": 1, "W": 7, "T": 10}[term.unit])
    except (ValueError, OverflowError):
        return None


def in_words(draft: Draft, reading: Reading) -> Iterator[DeadlinePart]:
    """The part of an event that only words name."""
    yield DeadlinePart(
        "execution",
        draft.rule.value["kind"],
        relation=draft.rule.value["relation"],
        anchor=named(draft, reading.text),
    )


def permanent(draft: Draft, reading: Reading) -> Iterator[DeadlinePart]:
    """The part without an end."""
    if not draft.rule.value.get("from_document"):
        yield from in_words(draft, reading)
        return
    since = draft.parts.get("from")
    if isinstance(since, Granule):
        value = resolve(since.values[0], reading.anchor, None, "last", since.mod)
        start = bounds(value, since.mod)[0].isoformat() if value else None
    else:
        day = reading.after or reading.anchor
        start = value = day.isoformat() if day else None
    value = f"{value}/.." if value else None
    yield DeadlinePart("execution", "permanent", value=value, relation="from", start=start)


def urgent(draft: Draft, reading: Reading) -> Iterator[DeadlinePart]:
    """The part of haste: at once is a day, the rest is a policy."""
    fields, policy = draft.rule.value, reading.policy
    happening = event(draft, reading.text)
    part = DeadlinePart(
        "execution",
        "urgency",
        "DURATION",
        relation="within",
        calendar="calendar",
        anchor=happening or _DOCUMENT,
    )
    days = {"urgent": policy.urgent_days, "prompt": policy.prompt_days}.get(
        fields.get("policy", "")
    )
    if fields.get("at_once"):
        due = None if happening or reading.anchor is None else reading.anchor.isoformat()
        yield replace(part, value="P0D", due=due)
    elif days is None:
        yield part
    else:
        end = reading.anchor and _end(reading.anchor, Term(days, "D"), business=policy.business)
        yield replace(
            part,
            value=f"P{days}D",
            due=end.isoformat() if end else None,
            due_source=f"policy.{fields['policy']}_days",
        )


def reference(draft: Draft, reading: Reading) -> Iterator[DeadlinePart]:
    """The part that another document or decision tells."""
    fields = draft.rule.value
    anchor = fields.get("fixed_anchor") or named(draft, reading.text)
    if fields.get("whole"):
        words = draft.span.of(reading.text).strip()
        anchor = nominative(words.removeprefix("в ").removeprefix("В ").strip())
    yield DeadlinePart("execution", "reference", relation="in", anchor=anchor)
