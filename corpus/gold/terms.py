"""Deadline parts from one line: ``absolute by 2021-06-01``.

The annotator writes the kind, the relation and the TIMEX3 value; the days that
follow from them by the rules of the contract are computed here, on the calendar
and the holidays of the Russian Federation, and can be overridden (``due=...``).
"""

from __future__ import annotations

import re
import shlex
from calendar import monthrange
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cache
from typing import Any, cast, get_args

import holidays

from protocol_nlp.records import DeadlinePart, PartKind, PartRole, Relation

from .quotes import GoldError

__all__ = ["part"]

DAY = timedelta(days=1)
_MONTHS = {"Q": 3, "H": 6}
_SEASONS = {"SP": 3, "SU": 6, "FA": 9, "WI": 12}
_DURATION = re.compile(r"P(T)?(\d+)([YMWDH])")
_KEYS = {"mod", "start", "due", "anchor", "type", "value", "rrule"}


@cache
def _production_calendar() -> Any:  # noqa: ANN401 - holidays is untyped
    return holidays.country_holidays("RU")


def _month_end(year: int, month: int) -> date:
    return date(year, month, monthrange(year, month)[1])


def _plus_months(day: date, months: int) -> date:
    year, month = divmod(day.year * 12 + day.month - 1 + months, 12)
    return date(year, month + 1, min(day.day, monthrange(year, month + 1)[1]))


def granule(value: str) -> tuple[date, date]:
    """First and last day of a TIMEX3 DATE or TIME.

    >>> granule("2024-Q1")[1].isoformat(), granule("2024-06")[0].isoformat()
    ('2024-03-31', '2024-06-01')
    """
    value = value.partition("T")[0]
    if re.fullmatch(r"\d{4}-\d\d-\d\d", value):
        return date.fromisoformat(value), date.fromisoformat(value)
    if week := re.fullmatch(r"(\d{4})-W(\d\d)", value):
        first = date.fromisocalendar(int(week[1]), int(week[2]), 1)
        return first, first + 6 * DAY
    if span := re.fullmatch(r"(\d{4})-([QH])(\d)", value):
        size = _MONTHS[span[2]]
        first = date(int(span[1]), size * (int(span[3]) - 1) + 1, 1)
        return first, _plus_months(first, size) - DAY
    if season := re.fullmatch(r"(\d{4})-(SP|SU|FA|WI)", value):
        first = date(int(season[1]), _SEASONS[season[2]], 1)
        return first, _plus_months(first, 3) - DAY
    if month := re.fullmatch(r"(\d{4})-(\d\d)", value):
        first = date(int(month[1]), int(month[2]), 1)
        return first, _month_end(first.year, first.month)
    if re.fullmatch(r"\d{4}", value):
        return date(int(value), 1, 1), date(int(value), 12, 31)
    raise GoldError(f"no TIMEX3 date: {value!r}")


def _within_month(first: date, last: date, mod: str | None) -> tuple[date, date]:
    thirds = {"START": (1, 10), "MID": (11, 20), "END": (21, last.day)}
    if mod in thirds and (first.year, first.month) == (last.year, last.month):
        low, high = thirds[mod]
        return first.replace(day=low), first.replace(day=high)
    return first, last


def _absolute(value: str, relation: str, mod: str | None) -> tuple[date | None, date | None]:
    """Start and due of a day or of something longer, by its relation."""
    first, last = granule(value)
    if relation == "before":
        return None, first - DAY
    if relation == "by":
        return None, last if mod == "END" else first
    if relation == "in":
        start, due = _within_month(first, last, mod)
        return (None if start == due else start), due
    raise GoldError(f"an absolute part is by, before or in, not {relation}")


def _business_days(day: date, count: int) -> date:
    calendar = _production_calendar()
    while count:
        day += DAY
        count -= bool(calendar.is_working_day(day))
    return day


def add(day: date, duration: str, calendar: str) -> date:
    """The day a duration after another; working days by the production calendar.

    >>> add(date(2021, 1, 31), "P1M", "calendar").isoformat()
    '2021-02-28'
    >>> add(date(2024, 5, 8), "P1D", "business").isoformat()
    '2024-05-13'
    """
    match = _DURATION.fullmatch(duration)
    if match is None:
        raise GoldError(f"no duration: {duration!r}")
    count, unit = int(match[2]), match[3]
    if unit in "YM" and not match[1]:
        return _plus_months(day, count * (12 if unit == "Y" else 1))
    if calendar == "business":
        return _business_days(day, count)
    return day + timedelta(
        days=-(-count // 24) if unit == "H" else count * (7 if unit == "W" else 1)
    )


@dataclass(frozen=True, slots=True)
class _Line:
    """One line taken apart: ``[report] KIND [RELATION] [VALUE|RRULE|business] [key=value]``."""

    role: PartRole
    kind: PartKind
    relation: Relation | None
    value: str | None
    rrule: str | None
    business: bool
    given: Mapping[str, str | None]


def _read(line: str) -> _Line:
    words = shlex.split(line)
    role = cast("PartRole", words.pop(0) if words[0] == "report" else "execution")
    kind = words.pop(0)
    if kind not in get_args(PartKind):
        raise GoldError(f"no kind of deadline: {kind!r} in {line!r}")
    relations = [word for word in words if word in get_args(Relation)]
    pairs = [word.split("=", 1) for word in words if word.split("=")[0] in _KEYS]
    rules = [word for word in words if word.startswith("FREQ=")]
    known = {*relations, *rules, "business", *("=".join(pair) for pair in pairs)}
    values = [word for word in words if word not in known]
    if len(values) > 1 or len(relations) > 1 or len(rules) > 1:
        raise GoldError(f"too many words in the deadline part {line!r}")
    given = {key: (None if text == "-" else text) for key, text in pairs}
    return _Line(
        role,
        cast("PartKind", kind),
        cast("Relation", relations[0]) if relations else None,
        values[0] if values else None,
        rules[0] if rules else None,
        "business" in words,
        given,
    )


def _iso(day: date | None) -> str | None:
    return day.isoformat() if day else None


def _dated(line: _Line, relation: Relation) -> dict[str, Any]:
    start, due = _absolute(line.value or "", relation, line.given.get("mod"))
    kind = "TIME" if "T" in (line.value or "") else "DATE"
    return {"type": kind, "relation": relation, "start": _iso(start), "due": _iso(due)}


def _range(line: _Line) -> dict[str, Any]:
    first, _, last = (line.value or "").partition("/")
    start = _iso(granule(first)[0])
    if last == "..":
        return {"type": "DATE", "relation": "from", "start": start}
    due = _iso(granule(last)[1])
    return {"type": "DURATION", "relation": "between", "start": start, "due": due}


def _relative(line: _Line, day: date) -> dict[str, Any]:
    calendar = "business" if line.business else "calendar"
    anchor = line.given.get("anchor", "doc_date")
    fields: dict[str, Any] = {"type": "DURATION", "relation": line.relation or "within"}
    fields |= {"calendar": calendar, "anchor": anchor}
    if line.value and anchor == "doc_date":
        last = add(day, line.value, calendar)
        after = fields["relation"] == "after"
        fields |= {"start": _iso(last + DAY)} if after else {"due": _iso(last)}
    return fields


def _fields(line: _Line, day: date) -> dict[str, Any]:
    if line.kind == "absolute" or (line.kind == "event" and line.value and "/" not in line.value):
        return _dated(line, line.relation or "by")
    if line.kind == "range":
        return _range(line)
    if line.kind in ("relative", "urgency"):
        return _relative(line, day)
    if line.kind == "recurrent":
        working = {"calendar": "business"} if line.business else {}
        return {"type": "SET", "relation": line.relation or "every", **working}
    if line.kind == "permanent" and line.relation in (None, "from"):
        start = (line.value or f"{day}/..").partition("/")[0]
        return {"value": f"{start}/..", "relation": "from", "start": start}
    return {"relation": line.relation or "in"}


def part(line: str, day: date) -> DeadlinePart:
    """A deadline part as the contract has it; ``day`` is the document's date.

    >>> part("absolute by 2021-06-01", date(2021, 3, 30)).due
    '2021-06-01'
    >>> part("relative within P10D anchor='получение документов'", date(2021, 3, 30)).due
    """
    read = _read(line)
    fields = {"value": read.value, "rrule": read.rrule} | _fields(read, day) | dict(read.given)
    return DeadlinePart(role=read.role, kind=read.kind, **fields)
