"""Days and stretches of the calendar: what an absolute part or a range covers."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from datetime import date, timedelta
from itertools import pairwise
from typing import Any, NamedTuple

from protocol_nlp.deadlines.anchors import named
from protocol_nlp.deadlines.nodes import Draft, Granule, Reading, Stretch
from protocol_nlp.deadlines.timex import Edge, bounds, resolve, school_days
from protocol_nlp.records import DeadlinePart, Relation, TimexType

_DAY = timedelta(days=1)
_PLAIN_YEAR = 2001  # without a 29 February
_TURN = -364  # from the last day of a year to the first of the same
_TOWARDS = frozenset({"by", "before"})
_UNTIL = re.compile(r"(?:во?\s+срок\s+)?(?:строго\s+)?до\b(?!.*вкл)")
_MONTH_LENGTH = len("2021-06")
_LATER, _EARLIER = frozenset({"MID", "END"}), frozenset({"START", "MID"})


class Cover(NamedTuple):
    """A value with its type and the days from its first to its last."""

    value: str
    type: TimexType
    first: date
    last: date
    mod: str | None = None


def absolute(draft: Draft, reading: Reading) -> Iterator[DeadlinePart]:
    """The part of a day or a granule, one for each of a list."""
    fields = draft.rule.value
    kind = fields.get("kind", "absolute")
    node = _node(draft)
    if isinstance(node, Granule) and len(node.values) > 1 and _running(node, draft, reading):
        yield _row(_between(node.values[0], node.values[-1], reading), {}, "between")
        return
    for template in node.values if isinstance(node, Granule) and node.values else (None,):
        cover = _cover(node, template, draft, reading)
        yield _placed(cover, draft, reading, kind, node)


def _running(node: Granule, draft: Draft, reading: Reading) -> bool:
    """Whether the days follow one another: «19 и 20 мая» is a stretch, «19 или 20 мая» is not."""
    if draft.rule.value.get("relation") != "in" or "или" in draft.span.of(reading.text).split():
        return False
    days = [_plain_day(value) for value in node.values]
    return all(
        one is not None and other is not None and (other - one).days in (1, _TURN)
        for one, other in pairwise(days)
    )


def _plain_day(template: str) -> date | None:
    """The day of a template in a year without a 29 February; None for other values."""
    if len(template) != len("YYYY-MM-DD") or template[0] not in "Y12":
        return None
    year = int(template[:4]) if template[0] != "Y" else _PLAIN_YEAR
    try:
        return date(year, int(template[5:7]), int(template[8:]))
    except ValueError:
        return None


def _placed(
    cover: Cover | None,
    draft: Draft,
    reading: Reading,
    kind: Any,  # noqa: ANN401 - a PartKind
    node: Granule | Stretch | None,
) -> DeadlinePart:
    fields = draft.rule.value
    anchor = named(draft, reading.text) if kind == "event" else None
    business = isinstance(node, Granule) and node.business
    mod = fields.get("mod") or (node.mod if isinstance(node, Granule) else None)
    due = _due(cover, fields, mod) if cover else None
    exclusive = due is not None and reading.policy.exclusive and _until(draft, reading)
    return DeadlinePart(
        "execution",
        kind,
        type=cover.type if cover else _type(node),
        value=cover.value if cover else None,
        mod=mod,
        relation=fields.get("relation"),
        start=_start(cover, fields, mod) if cover else None,
        due=_exclusive(due) if exclusive else due,
        calendar="business" if business else None,
        anchor=anchor,
        due_source="policy.exclusive" if exclusive else None,
    )


def _until(draft: Draft, reading: Reading) -> bool:
    """Whether the words are «до» a day and nothing that includes it."""
    words = draft.span.of(reading.text).lower()
    return draft.rule.name == "absolute.by" and bool(_UNTIL.match(words))


def _exclusive(due: str | None) -> str | None:
    return (date.fromisoformat(due) - _DAY).isoformat() if due else None


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
        cover = _between(node.first, node.last, reading, edge)
        return _first_day(cover) if node.event and fields.get("relation") in _TOWARDS else cover
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


def _first_day(cover: Cover | None) -> Cover | None:
    """Of holidays that are looked forward to, the day on which they begin."""
    return cover and Cover(cover.first.isoformat(), "DATE", cover.first, cover.first)


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
    if asked is None or (_vague(cover, mod) and (asked == "last" or mod == "MID")):
        return None
    day = {"last": cover.last, "first": cover.first, "eve": cover.first - _DAY}[asked]
    return day.isoformat()


def _start(cover: Cover, fields: Mapping[str, Any], mod: str | None) -> str | None:
    asked = fields.get("start")
    if asked == "after":
        return (cover.last + _DAY).isoformat()
    if asked is None or (cover.first == cover.last and fields["relation"] != "from"):
        return None
    vague = (mod == "END" and _loose(cover)) or _vague(cover, mod)
    return None if vague else cover.first.isoformat()


def _loose(cover: Cover) -> bool:
    """Whether no convention says where the beginning or the end of the stretch lies."""
    return len(cover.value) != _MONTH_LENGTH or not cover.value[5:].isdigit()


def _vague(cover: Cover, mod: str | None) -> bool:
    return mod in ("START", "MID") and _loose(cover)


def between(draft: Draft, reading: Reading) -> Iterator[DeadlinePart]:
    """The part of a range, closed or open."""
    parts, fields = draft.parts, draft.rule.value
    if draft.rule.value.get("kind") == "absolute":
        yield from absolute(draft, reading)
    elif "from" in parts:
        yield _open(draft, reading)
    else:
        yield _row(_between(*_ends(parts), reading), parts, fields["relation"])


def _row(cover: Cover | None, parts: Mapping[str, Any], relation: Relation) -> DeadlinePart:
    low, high = _inner(cover, parts)
    return DeadlinePart(
        "execution",
        "range",
        "DURATION",
        value=cover.value if cover else None,
        relation=relation,
        start=low.isoformat() if low else None,
        due=high.isoformat() if high else None,
    )


def _inner(cover: Cover | None, parts: Mapping[str, Any]) -> tuple[date | None, date | None]:
    """The first and the last day, from «в конце марта» to «в начале апреля» if so said."""
    if cover is None:
        return None, None
    first, last = parts.get("a"), parts.get("b")
    low_value, _, high_value = cover.value.partition("/")
    low, high = cover.first, cover.last
    if isinstance(first, Granule) and first.mod in _LATER:
        low = bounds(low_value, first.mod)[0]
        if low == cover.first:  # no convention says where the middle of a year begins
            return None, high
    if isinstance(last, Granule) and last.mod in _EARLIER:
        high = bounds(high_value, last.mod)[1]
        if high == cover.last:
            return low, None
    return low, high


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
