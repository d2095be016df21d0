"""What the words of a phrase come to, before the document's date is known.

Each stage of the grammar gives one of these; :mod:`protocol_nlp.deadlines.meaning` turns the
last of them, the drafts of parts, into records.
"""

from __future__ import annotations

import re
from calendar import monthrange
from collections.abc import Callable, Mapping
from datetime import date
from functools import cache
from typing import Any, NamedTuple

from protocol_nlp.deadlines.grammar import Rule
from protocol_nlp.deadlines.numerals import Line
from protocol_nlp.deadlines.policy import Policy
from protocol_nlp.deadlines.vocabulary import EVENTFUL, vocabulary
from protocol_nlp.lexicon import table
from protocol_nlp.records import Span

_MARKS = ",;:.-[]\n"
_NOON = 12
_MANY = 2  # days, that a list has at least
_OFTEN = 1000  # times in a period; more is no frequency
_NTH_MOD = {1: "START", 2: "MID", 3: "END"}
_BYDAY = ("", "MO", "TU", "WE", "TH", "FR", "SA", "SU")
_MONTHS = {"M": 1, "Q": 3, "H": 6}
_MONTH_AND_DAY = 5  # characters of 07-01
_YEAR = re.compile(r"^(?:[0-9XY]{4}|Y[+-][0-9]{1,2})-")
_PLAIN_YEAR = 2001  # without a 29 February


BUSINESS: Mapping[str | None, bool] = {"business": True, "calendar": False}


class Granule(NamedTuple):
    """Days or stretches of the calendar: templates of :mod:`~.timex`, the later ones a list.

    ``school`` is a year that a school year begins in (``S?`` the current, ``S+1`` the next),
    ``edge`` its start or end.
    """

    values: tuple[str, ...]
    mod: str | None = None
    business: bool = False
    school: str | None = None
    edge: str | None = None


class Stretch(NamedTuple):
    """From a granule to another; ``event`` for one that is known by its name."""

    first: str
    last: str
    event: bool = False


class Term(NamedTuple):
    """A length of time: ``number`` of units D W T M Q H Y h m; None for «several».

    ``business`` is whether the days are working days, None where no word says so.
    """

    number: float | None
    unit: str
    business: bool | None = None

    @property
    def iso(self) -> str:
        """The ISO 8601 duration in the phrase's own unit.

        >>> Term(3, "Q").iso, Term(24, "h").iso, Term(1.5, "M").iso
        ('P9M', 'PT24H', 'P1.5M')
        """
        size, unit = _SIZES.get(self.unit, (1, self.unit.upper()))
        number = "X" if self.number is None else f"{self.number * size:g}"
        return f"P{'T' if self.unit in 'hm' else ''}{number}{unit}"


_SIZES = {"Q": (3, "M"), "H": (6, "M"), "T": (10, "D")}


class Often(NamedTuple):
    """How often: ``times`` (1 is plain) in each ``period``; ``working`` on working days."""

    period: Term
    times: int = 1
    mod: str | None = None
    working: bool = False

    @property
    def months(self) -> float:
        """The period in months, 0 where it is not one of whole months."""
        size = {**_MONTHS, "Y": 12}.get(self.period.unit, 0)
        return size * (self.period.number or 0)


class ReportDay(NamedTuple):
    """A day in each reporting period, as the table ``durations`` writes it."""

    days: tuple[str, ...]
    months: str | None = None
    period: str | None = None
    date: Granule | None = None
    mod: str | None = None


class Draft(NamedTuple):
    """A part as its rule read it; ``words`` are the spans of what it leaves in words."""

    rule: Rule
    parts: Mapping[str, Any]
    words: Mapping[str, Span]
    span: Span


class Reading(NamedTuple):
    """What a draft is read with: its text, the document's date, the policy, what is before it."""

    text: str
    anchor: date | None
    policy: Policy
    after: date | None = None


def build(rule: Rule, line: Line, match: re.Match[str]) -> Any:  # noqa: ANN401 - any node
    """The node that ``rule`` gives for its parts in ``match``, None if that is none."""
    parts: dict[str, Any] = {}
    words: dict[str, Span] = {}
    start, stop = match.span()
    if rule.picky and not _holds(rule, match):
        return None
    for name, group in rule.pattern.names:
        first, last = match.span(group)
        if first >= 0:
            parts[name] = line.values[first]
            words[name] = Span(line.starts[first], line.stops[last - 1])
    only = rule.value.get("only")
    if only and any(parts.get(name) != value for name, value in only.items()):
        return None
    most = rule.value.get("most")
    if most and any(parts.get(name, 0) > value for name, value in most.items()):
        return None
    if "many" in rule.value and any(len(n.values) < _MANY for n in parts.values()):
        return None
    if rule.gives == "part":
        return Draft(rule, parts, words, Span(line.starts[start], line.stops[stop - 1]))
    return _BUILDERS[rule.gives](rule, parts)


def _holds(rule: Rule, match: re.Match[str]) -> bool:
    """What a rule asks of its place: to stand alone, to have a head among its words."""
    codes, (start, stop) = match.string, match.span()
    if "alone" in rule.value:
        before, behind = codes[max(start - 1, 0) : start], codes[stop : stop + 1]
        return (not before or before in _MARKS) and (not behind or behind in _MARKS)
    opens = rule.value.get("opens")
    if opens and not _opens(rule, match, heads(opens)):
        return False
    name = rule.value.get("heads")
    return name is None or not heads(name).isdisjoint(codes[start : min(stop, start + 6)])


def _opens(rule: Rule, match: re.Match[str], wanted: frozenset[str]) -> bool:
    """Whether the words that the rule leaves open begin with one of ``wanted``."""
    return any(
        match.string[match.start(group)] in wanted
        for name, group in rule.pattern.names
        if name == "event" and match.start(group) >= 0
    )


@cache
def heads(name: str) -> frozenset[str]:
    """The codes of the nouns of a list of heads; of events also those that look like it."""
    lists = table("deadlines/parts")["heads"]
    words = [*lists[name], *(lists["moments"] if name == "event" else ())]
    eventful = {EVENTFUL} if name == "event" else set()
    return frozenset(vocabulary().word(w) for w in words) | eventful


def _text(rule: Rule, field: str, parts: Mapping[str, Any]) -> str:
    """A field of the rule with its parts written in."""
    shown = {k: _shown(v) for k, v in parts.items()}
    shown.setdefault("year", "YYYY")
    shown.setdefault("y", "YYYY")
    if "short" in parts:
        shown["short"] = 2000 + parts["short"]
    if "h" in parts:
        shown["evening"] = parts["h"] + _NOON if parts["h"] < _NOON else parts["h"]
    if "weekday" in parts:
        shown["byday"] = _BYDAY[parts["weekday"]]
    return str(rule.value[field]).format(**shown)


def _shown(value: Any) -> Any:  # noqa: ANN401 - a value of any node
    if isinstance(value, Granule):
        return ",".join(value.values)
    if isinstance(value, Stretch):
        return value.first
    if isinstance(value, float) and value.is_integer():
        return int(value)
    return value


def _plain(rule: Rule, parts: Mapping[str, Any]) -> str:
    return _text(rule, "value", parts)


def _granule(rule: Rule, parts: Mapping[str, Any]) -> Granule | Stretch | None:
    if "from" in rule.value:
        return _stretch(rule, parts)
    if "school_edge" in rule.value or "school" in rule.value:
        return _school(rule, parts)
    text = _text(rule, "value", parts)
    if rule.value.get("year"):
        text = text.replace("YYYY", str(parts.get("year", "YYYY")))
    values = _one_year(text.split(","))
    inner = next((p for p in parts.values() if isinstance(p, Granule)), None)
    mod = rule.value.get("mod") or (inner.mod if inner else None)
    if rule.value.get("nth_mod"):
        if parts["nth"] not in _NTH_MOD:
            return None
        mod = _NTH_MOD[parts["nth"]]
    business = bool(rule.value.get("business")) or bool(inner and inner.business)
    return Granule(tuple(values), mod, business)


def _one_year(values: list[str]) -> list[str]:
    """«1 июня и 1 декабря 2021 года»: the year of the last is that of those before it."""
    year = values[-1][:4]
    if len(values) > 1 and not year.startswith(("YYYY", "M", "W", "D")):
        return [year + v[4:] if v.startswith("YYYY") else v for v in values]
    return values


def _school(rule: Rule, parts: Mapping[str, Any]) -> Granule | None:
    inner = parts.get("festival")
    if inner is not None:
        if inner.school is None:
            return None
        return Granule((), school=inner.school, edge=rule.value["school_edge"])
    school = _text(rule, "school", parts)
    return Granule((), school=school, edge=rule.value.get("school_edge"))


def _stretch(rule: Rule, parts: Mapping[str, Any]) -> Stretch | None:
    first, last = _text(rule, "from", parts), _text(rule, "to", parts)
    if rule.value.get("days"):
        first = last[:-2] + first
    apart = rule.value.get("next")
    if apart and not _adjoin(first, last, apart):
        return None
    return Stretch(first, last, bool(rule.value.get("event")))


def _adjoin(first: str, last: str, apart: int) -> bool:
    """Whether days, months or quarters follow each other: «май и июнь», not «май и октябрь»."""
    one, other = _YEAR.sub("", first, 1), _YEAR.sub("", last, 1)
    if len(one) != len(other) or ("Q" in first + last and not ("Q" in first and "Q" in last)):
        return False  # a day and a month, a month and a quarter
    if len(other) == _MONTH_AND_DAY:
        return _days_apart(one, other, last) == apart
    size = 4 if "Q" in other else 12
    numbers = one.lstrip("Q"), other.lstrip("Q")
    return all(n.isdigit() for n in numbers) and (int(numbers[1]) - int(numbers[0])) % size == apart


def _days_apart(first: str, last: str, dated: str) -> int | None:
    """From a day to a later one of the same or the next year; None where one is no such day."""
    year = int(dated[:4]) if dated[:4].isdigit() else _PLAIN_YEAR
    try:
        day, other = (date.fromisoformat(f"{year}-{value}") for value in (first, last))
    except ValueError:
        return None
    if day > other:  # of the year before, where that has a 29 February
        day = date(year - 1, day.month, min(day.day, monthrange(year - 1, day.month)[1]))
    return (other - day).days


def _term(rule: Rule, parts: Mapping[str, Any]) -> Term | None:
    if "number" not in rule.value:
        number, unit = parts["term"]
        return Term(number, unit, BUSINESS.get(parts.get("day_kind")))
    number, unit = _text(rule, "number", parts), _text(rule, "unit", parts)
    if "stem" in parts:
        stem = parts["stem"]
        unit = stem[1] if isinstance(stem, tuple) else stem
    business = rule.value.get("business", BUSINESS.get(parts.get("day_kind")))
    return Term(None if number == "X" else float(number), unit, business)


def as_term(value: Term | str) -> Term:
    """A length of time; hours come as the time of day that they may be too: ``24:00``."""
    if isinstance(value, Term):
        return value
    hours, _, minutes = value.partition(":")
    return Term(int(hours), "h") if minutes == "00" else Term(60 * int(hours) + int(minutes), "m")


def _often(rule: Rule, parts: Mapping[str, Any]) -> Often | None:
    inner = parts.get("frequency")
    mod = rule.value.get("mod")
    if isinstance(inner, Often):
        return inner._replace(mod=mod or inner.mod)
    if rule.value.get("working"):
        return Often(Term(1, "D", business=True), working=True)
    period = _period(rule, parts)
    times = parts.get("times", rule.value.get("times", 1))
    if times is None or not period.number or not 1 <= times <= _OFTEN:
        return None
    return Often(period, int(times), mod)


def _period(rule: Rule, parts: Mapping[str, Any]) -> Term:
    if "duration" in parts:
        return as_term(parts["duration"])
    written = _text(rule, "period", parts) if "period" in rule.value else parts.get("often")
    if written:
        return Term(float(written[1:-1]), written[-1])
    return Term(1, parts["unit"])


def _report_day(rule: Rule, parts: Mapping[str, Any]) -> ReportDay:
    period = rule.value.get("period")
    mod = rule.value.get("mod")
    if "date" in rule.value:
        granule = next(p for p in parts.values() if isinstance(p, Granule))
        return ReportDay((), None, period, granule, mod)
    months = _text(rule, "months", parts) if "months" in rule.value else None
    return ReportDay(tuple(_text(rule, "day", parts).split(",")), months, period, None, mod)


_BUILDERS: Mapping[str, Callable[[Rule, Mapping[str, Any]], Any]] = {
    "calendar_year": _plain,
    "hours": _plain,
    "haste": _plain,
    "old": _plain,
    "date": _granule,
    "granule": _granule,
    "week": _granule,
    "seasonal": _granule,
    "session": _granule,
    "annual": _granule,
    "close": _granule,
    "day_close": _granule,
    "festival": _granule,
    "festival_end": _granule,
    "weekdays": _granule,
    "span": _stretch,
    "duration": _term,
    "adjectival": _term,
    "offset": _term,
    "frequency": _often,
    "report_day": _report_day,
}
