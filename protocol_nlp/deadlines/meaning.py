"""From the draft of a part to its record: values, days, anchors."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import replace
from datetime import date, timedelta
from typing import Any, NamedTuple

from protocol_nlp.deadlines.anchors import nominative
from protocol_nlp.deadlines.nodes import Draft, Granule, Stretch, Term, as_term
from protocol_nlp.deadlines.policy import Policy
from protocol_nlp.deadlines.repeated import repeated
from protocol_nlp.deadlines.timex import Edge, add_months, bounds, resolve, school_days
from protocol_nlp.deadlines.working_days import working_day_after
from protocol_nlp.records import DeadlinePart, TimexType

_DAY = timedelta(days=1)
_DAY_LENGTH = len("2021-06-01")
_MONTH_LENGTH = len("2021-06")
_DOCUMENT = "doc_date"


class Reading(NamedTuple):
    """What a draft is read with: its text, the document's date, the policy, what is before it."""

    text: str
    anchor: date | None
    policy: Policy
    after: date | None = None


class Cover(NamedTuple):
    """A value with its type and the days from its first to its last."""

    value: str
    type: TimexType
    first: date
    last: date
    mod: str | None = None


def meant(draft: Draft, reading: Reading) -> tuple[DeadlinePart, ...]:
    """The parts that a draft means: one, or one for each day of a list."""
    section, _, _ = draft.rule.name.partition(".")
    return tuple(_READERS[section](draft, reading))


def _recurrent(draft: Draft, reading: Reading) -> Iterator[DeadlinePart]:
    part = repeated(draft, reading.anchor, reading.after)
    event = _event(draft, reading)
    yield part if event is None else replace(part, anchor=event)


# Days and stretches


def _absolute(draft: Draft, reading: Reading) -> Iterator[DeadlinePart]:
    fields = draft.rule.value
    kind = fields.get("kind", "absolute")
    node = _node(draft)
    for template in node.values if isinstance(node, Granule) and node.values else (None,):
        cover = _cover(node, template, draft, reading)
        yield _placed(cover, draft, reading, kind)


def _placed(
    cover: Cover | None,
    draft: Draft,
    reading: Reading,
    kind: Any,  # noqa: ANN401 - a PartKind
) -> DeadlinePart:
    fields, node = draft.rule.value, _node(draft)
    anchor = _named(draft, reading) if kind == "event" else None
    business = isinstance(node, Granule) and node.business
    mod = fields.get("mod") or (node.mod if isinstance(node, Granule) else None)
    return DeadlinePart(
        "execution",
        kind,
        type=cover.type if cover else _type(node),
        value=cover.value if cover else None,
        mod=mod,
        relation=fields.get("relation"),
        start=_start(cover, fields, mod) if cover else None,
        due=_due(cover, fields, mod) if cover else None,
        calendar="business" if business else None,
        anchor=anchor,
    )


def _node(draft: Draft) -> Granule | Stretch | None:
    for node in draft.parts.values():
        if isinstance(node, Granule | Stretch):
            return node
    return Granule(("D+0",)) if draft.rule.value.get("today") else None


def _type(node: Granule | Stretch | None) -> TimexType | None:
    if isinstance(node, Stretch) or (node and not node.values and node.edge is None):
        return "DURATION"
    return "DATE" if node else None


def _cover(
    node: Granule | Stretch | None, template: str | None, draft: Draft, reading: Reading
) -> Cover | None:
    fields = draft.rule.value
    edge: Edge = fields.get("due") or "first"
    if isinstance(node, Stretch):
        return _between(node.first, node.last, reading, edge)
    if node is None:
        return None
    if template is None:
        return _school(node, reading)
    times = [draft.parts[n] for n in ("time", "clock") if isinstance(draft.parts.get(n), str)]
    if times and "T" not in template:
        template = f"{template}T{times[0]}"
    value = resolve(template, reading.anchor, None, edge, node.mod)
    if value is None:
        return None
    first, last = bounds(value, node.mod)
    return Cover(value, "TIME" if "T" in value else "DATE", first, last, node.mod)


def _school(node: Granule, reading: Reading) -> Cover | None:
    days = school_days(node.school or "S?", reading.anchor)
    if days is None:
        return None
    if node.edge:
        day = days[0] if node.edge == "start" else days[1]
        return Cover(day.isoformat(), "DATE", day, day)
    return Cover(f"{days[0]}/{days[1]}", "DURATION", *days)


def _between(first: str, last: str, reading: Reading, edge: Edge = "last") -> Cover | None:
    """Both ends of a range; an end without a year takes the year of the other one."""
    if _yearless(first) and not _yearless(last):
        first = _before(first, last)
    low = resolve(first, reading.anchor, None, "last")
    if low is None:
        return None
    high = resolve(last, reading.anchor, bounds(low)[0], "last")
    if high is None or bounds(high)[1] < bounds(low)[0]:
        return None
    if edge == "eve" and reading.anchor and bounds(low)[0] <= reading.anchor:
        return _between(first, last, reading._replace(anchor=bounds(high)[1] + _DAY))
    return Cover(f"{low}/{high}", "DURATION", bounds(low)[0], bounds(high)[1])


def _yearless(template: str) -> bool:
    return template.startswith("YYYY")


def _before(first: str, last: str) -> str:
    """«с 1 декабря по 15 января 2022 года»: December is that of the year before."""
    year = last[:4]
    if not year.isdigit():
        return first if not last.startswith("Y") else last[:3] + first[4:]
    try:
        earlier = bounds(year + first[4:])[0] > bounds(last)[1]
    except ValueError:
        earlier = False
    return f"{int(year) - earlier}{first[4:]}"


def _due(cover: Cover, fields: Mapping[str, Any], mod: str | None) -> str | None:
    asked = fields.get("due")
    if asked is None or (asked == "last" and _vague(cover, mod)):
        return None
    day = {"last": cover.last, "first": cover.first, "eve": cover.first - _DAY}[asked]
    return day.isoformat()


def _start(cover: Cover, fields: Mapping[str, Any], mod: str | None) -> str | None:
    asked = fields.get("start")
    if asked == "after":
        return (cover.last + _DAY).isoformat()
    if asked is None or (cover.first == cover.last and fields["relation"] != "from"):
        return None
    return None if mod == "END" and _loose(cover) or _vague(cover, mod) else cover.first.isoformat()


def _loose(cover: Cover) -> bool:
    """Whether no convention says where the beginning or the end of the stretch lies."""
    return len(cover.value) != _MONTH_LENGTH or not cover.value[5:].isdigit()


def _vague(cover: Cover, mod: str | None) -> bool:
    return mod in ("START", "MID") and _loose(cover)


def _range(draft: Draft, reading: Reading) -> Iterator[DeadlinePart]:
    parts, fields = draft.parts, draft.rule.value
    if draft.rule.value.get("kind") == "absolute":
        yield from _absolute(draft, reading)
    elif "from" in parts:
        yield _open(draft, reading)
    else:
        cover = _between(*_ends(parts), reading)
        yield DeadlinePart(
            "execution",
            "range",
            "DURATION",
            value=cover.value if cover else None,
            relation=fields["relation"],
            start=cover.first.isoformat() if cover else None,
            due=cover.last.isoformat() if cover else None,
        )


def _ends(parts: Mapping[str, Any]) -> tuple[str, str]:
    if isinstance(span := parts.get("span"), Stretch):
        return span.first, span.last
    first, last = parts["a"], parts["b"].values[-1]
    if isinstance(first, Granule):
        return first.values[0], last
    if "-Q" in last or "-H" in last:
        return f"{last[:-1]}{first}", last
    if len(str(first)) == len("2021"):
        return str(first), last
    return f"{last[:-2]}{first:02}", last


def _open(draft: Draft, reading: Reading) -> DeadlinePart:
    node: Granule = draft.parts["from"]
    value = resolve(node.values[0], reading.anchor, None, "last", node.mod)
    first = bounds(value, node.mod)[0].isoformat() if value else None
    return DeadlinePart(
        "execution",
        "range",
        "TIME" if value and "T" in value else "DATE",
        value=f"{value}/.." if value else None,
        mod=node.mod,
        relation="from",
        start=first,
    )


# Terms


def _relative(draft: Draft, reading: Reading) -> Iterator[DeadlinePart]:
    fields, relation = draft.rule.value, draft.rule.value["relation"]
    term = _term_of(draft)
    business = term.business or (
        reading.policy.business and term.unit == "D" and "calendar" != draft.parts.get("day_kind")
    )
    event = _event(draft, reading)
    part = DeadlinePart(
        "execution",
        "relative",
        "DURATION",
        value=term.iso,
        mod=fields.get("mod"),
        relation=relation,
        calendar="business" if business else "calendar",
        anchor=event or _DOCUMENT,
        due_source="policy.business" if business and not term.business else None,
    )
    end = None if event or reading.anchor is None else _end(reading.anchor, term, business=business)
    if end is None or fields.get("open"):
        yield part
    elif relation in ("after", "from"):
        yield replace(part, start=(end + (_DAY if relation == "after" else 0 * _DAY)).isoformat())
    else:
        yield replace(part, due=end.isoformat())


def _term_of(draft: Draft) -> Term:
    parts = draft.parts
    for name in ("duration", "adjectival", "offset"):
        if name in parts:
            return as_term(parts[name])
    return Term(1, parts["unit"], parts.get("day_kind") == "business")


def _end(start: date, term: Term, *, business: bool) -> date | None:
    """The last day of a term that is counted from the day after ``start``."""
    number = term.number
    try:
        if number is None:
            return None
        if business and term.unit == "D":
            return working_day_after(start, int(number))
        if term.unit in "hm":
            return start + timedelta(days=number // (24 if term.unit == "h" else 1440))
        months = {"M": 1, "Q": 3, "H": 6, "Y": 12}.get(term.unit)
        if months:
            whole, rest = divmod(number * months, 1)
            return add_months(start, int(whole)) + timedelta(days=round(30 * rest))
        return start + timedelta(days=number * {"D": 1, "W": 7, "T": 10}[term.unit])
    except (ValueError, OverflowError):
        return None


# What stays in words


def _event(draft: Draft, reading: Reading) -> str | None:
    """The event that a part is anchored to, in the nominative; None for the document's own."""
    span = draft.words.get("event") or draft.words.get("anchor")
    return nominative(span.of(reading.text).strip()) if span else None


def _named(draft: Draft, reading: Reading) -> str | None:
    for name in ("festival", "festival_end", "event", "anchor"):
        if name in draft.words:
            return nominative(draft.words[name].of(reading.text).strip())
    return None


def _in_words(draft: Draft, reading: Reading) -> Iterator[DeadlinePart]:
    yield DeadlinePart(
        "execution",
        draft.rule.value["kind"],
        relation=draft.rule.value["relation"],
        anchor=_named(draft, reading),
    )


def _dated_event(draft: Draft, reading: Reading) -> Iterator[DeadlinePart]:
    yield from (_absolute if {"festival", "festival_end"} & set(draft.parts) else _in_words)(draft, reading)


def _permanent(draft: Draft, reading: Reading) -> Iterator[DeadlinePart]:
    if not draft.rule.value.get("from_document"):
        yield from _in_words(draft, reading)
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


def _urgent(draft: Draft, reading: Reading) -> Iterator[DeadlinePart]:
    fields, policy = draft.rule.value, reading.policy
    event = _event(draft, reading)
    part = DeadlinePart(
        "execution",
        "urgency",
        "DURATION",
        relation="within",
        calendar="calendar",
        anchor=event or _DOCUMENT,
    )
    days = {"urgent": policy.urgent_days, "prompt": policy.prompt_days}.get(
        fields.get("policy", "")
    )
    if fields.get("at_once"):
        due = None if event or reading.anchor is None else reading.anchor.isoformat()
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


def _reference(draft: Draft, reading: Reading) -> Iterator[DeadlinePart]:
    fields = draft.rule.value
    anchor = fields.get("fixed_anchor") or _named(draft, reading)
    if fields.get("whole"):
        words = draft.span.of(reading.text).strip()
        anchor = nominative(words.removeprefix("в ").removeprefix("В ").strip())
    yield DeadlinePart("execution", "reference", relation="in", anchor=anchor)


_READERS: Mapping[str, Callable[[Draft, Reading], Iterator[DeadlinePart]]] = {
    "every": _recurrent,
    "range": _range,
    "relative": _relative,
    "absolute": _absolute,
    "permanent": _permanent,
    "urgent": _urgent,
    "reference": _reference,
    "event": _dated_event,
}
