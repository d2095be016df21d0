"""The rows of days that recur: masks and rules for every way to name the days.

A mask says the day where TIMEX3 can (``XXXX-XX-05``, ``XXXX-WXX-2``, ``XXXX-03-01``); a day
of every quarter, an n-th weekday, the last or a working day keep the period (``P3M``) and
only the rule has the day.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import date, timedelta
from typing import NamedTuple

from protocol_nlp.deadlines.nodes import Draft, Granule, Often, ReportDay, Stretch, Term
from protocol_nlp.deadlines.recurrence import (
    WEEKDAYS,
    WORKING,
    Recur,
    plain,
    report_months,
    yearly_dates,
)
from protocol_nlp.deadlines.timex import bounds, resolve, school_days

_DAY = timedelta(days=1)
MONTHLY = re.compile(r"M[?+]\d?-(\d\d)")
_WEEKLY = re.compile(r"W[?+]\d?-(\d)")
_DAYS = 31
_WEEKS, _WORKING_DAYS = 5, 23  # in a month, at most
_LEAP = 2000  # a year that has every day
_SCHOOL = "1,2,3,4,5,9,10,11,12"


class Series(NamedTuple):
    """Value and rule of what recurs; ``fixed``: the rule names the day by itself."""

    value: str | None
    recur: Recur | None
    fixed: bool = False
    mod: str | None = None
    business: bool = False
    first: str | None = None
    until: str | None = None


class Asked(NamedTuple):
    """What the phrase says of the days: the days themselves, whether before, the hours."""

    often: Often
    said: bool
    before: bool
    anchor: date | None


def series(draft: Draft, asked: Asked) -> Series:  # noqa: C901, PLR0911 - a return a kind of node
    """Which days, by the kind of node that names them."""
    parts = draft.parts
    if isinstance(report := parts.get("report_day"), ReportDay):
        return _reported(report, asked)
    if isinstance(nth := parts.get("duration"), Term) and nth.unit == "D" and nth.number:
        day = f"{'B' if nth.business else ''}{int(nth.number)}"
        return _day_of((day,), "next", _longer(asked), None)
    if named := draft.rule.value.get("report"):
        day = str(named)
        if asked.often.period.unit == "W":
            return _day_of(("FR" if day == "B-1" else "SU",), None, asked.often.period, None)
        return _day_of((day,), "last" if "-1" in day else "next", _longer(asked), None)
    if "weekdays" in parts and "period" in draft.rule.value:
        return _granule(parts["weekdays"], asked)
    if "weekdays" in parts and ("nth" in parts or "nth" in draft.rule.value):
        nth = parts.get("nth") or draft.rule.value["nth"]
        numbers = [int(v.partition("T")[0][-1]) for v in parts["weekdays"].values]
        days = tuple(f"{nth}{WEEKDAYS[n - 1]}" for n in numbers)
        return _day_of(days, "last" if nth == -1 else "1", _longer(asked), None)
    if "a" in parts and "b" in parts and isinstance(parts["b"], Granule):
        first = parts["a"].values[0] if isinstance(parts["a"], Granule) else parts["a"]
        last = parts["b"].values[-1]
        if isinstance(first, int):
            first = str(first) if first > _DAYS else f"{last[:-2]}{first:02}"
        return _between(Stretch(str(first), last), asked)
    for name in ("span", "festival"):
        if isinstance(parts.get(name), Stretch):
            return _between(parts[name], asked)
    for name in ("weekdays", "week", "date", "figures", "granule", "close", "festival"):
        if isinstance(parts.get(name), Granule):
            return _granule(parts[name], asked)
    recur = plain(asked.often)
    return Series(
        None if recur is None and asked.often.period.number is None else asked.often.period.iso,
        recur,
    )


def _reported(report: ReportDay, asked: Asked) -> Series:
    """A day of each month, quarter, half-year or year."""
    if report.date is not None:
        return _granule(report.date, asked)
    term = asked.often.period
    if term.unit == "D" or (term.unit == "W" and report.period != "W"):
        term = Term(1, report.period or "M")
    return _day_of(report.days, report.months, term, report.mod)


def _day_of(days: Sequence[str], months: str | None, term: Term, mod: str | None) -> Series:
    """A day of each month or longer period; raises ValueError for one that none has."""
    if not all(map(_possible, days)):
        raise ValueError(f"no period has the day {days}")
    if term.unit == "W":
        value = ",".join(f"XXXX-WXX-{WEEKDAYS.index(d) + 1}" for d in days)
        return Series(value, _weekly(term, ",".join(days)), fixed=True, mod=mod)
    inner, business = _within(days)
    number = term.number or 1
    if term.unit == "M":
        recur = _monthly(int(number)) | inner
        mask = (
            number == 1
            and not business
            and all(d.lstrip("0").split("/")[0].isdigit() for d in days)
        )
        value = _mask(days) if mask else term.iso
        return Series(value, recur, fixed=True, mod=mod, business=business)
    freq = "MONTHLY" if business else "YEARLY"
    recur = {"FREQ": freq, "BYMONTH": report_months(months, term)} | inner
    if term.unit == "Y" and number > 1:
        recur["INTERVAL"] = str(int(number))
    value = term.iso
    if term == Term(1, "Y") and days[0].isdigit():
        value = f"XXXX-{int(recur['BYMONTH']):02}-{int(days[0]):02}"
    return Series(value, recur, fixed=True, mod=mod, business=business)


def _possible(day: str) -> bool:
    """Whether a month can have the day: the 31st, the fifth Monday, the 23rd working day."""
    number = int(re.sub(r"[^\d]", "", day.rsplit("/", maxsplit=1)[-1]) or 1)
    most = _WORKING_DAYS if day[0] == "B" else _WEEKS if day[-1].isalpha() else _DAYS
    return 1 <= number <= most


def _monthly(interval: int) -> Recur:
    return {"FREQ": "MONTHLY"} | ({"INTERVAL": str(interval)} if interval > 1 else {})


def _weekly(term: Term, days: str) -> Recur:
    interval = int(term.number or 1) if term.unit == "W" else 1
    return {"FREQ": "WEEKLY", "BYDAY": days} | ({"INTERVAL": str(interval)} if interval > 1 else {})


def _within(days: Sequence[str]) -> tuple[Recur, bool]:
    """The inner rule of days of a period, and whether the production calendar counts."""
    if days[0].startswith("B"):
        return {"BYDAY": WORKING, "BYSETPOS": ",".join(d[1:] for d in days)}, True
    if days[0][-1].isalpha():
        return {"BYDAY": ",".join(days)}, False
    return {"BYMONTHDAY": ",".join(str(int(d.split("/")[-1])) for d in days)}, False


def _mask(days: Sequence[str]) -> str:
    return ",".join("/".join(f"XXXX-XX-{int(n):02}" for n in d.split("/")) for d in days)


def _granule(granule: Granule, asked: Asked) -> Series:  # noqa: PLR0911 - a return a kind of value
    """Days or stretches of the calendar beside a frequency."""
    values = [v.partition("T")[0] for v in granule.values]
    if not values:
        return _school(granule, asked)
    term = asked.often.period
    if monthly := [m[1] for v in values if (m := MONTHLY.fullmatch(v))]:
        return _day_of(monthly, None, term if term.unit in "MQHY" else Term(1, "M"), granule.mod)
    if weekly := [int(m[1]) for v in values if (m := _WEEKLY.fullmatch(v))]:
        value = ",".join(f"XXXX-WXX-{n}" for n in weekly)
        keep = term.unit == "W" and term.number != 1
        recur = _weekly(term, ",".join(WEEKDAYS[n - 1] for n in weekly))
        return Series(term.iso if keep else value, recur, fixed=True)
    if values[0] == "W?-WE":
        return Series("XXXX-WXX-6,XXXX-WXX-7", _weekly(term, "SA,SU"), fixed=True)
    if values[0] in ("M?", "Q?", "H?", "W?", "YYYY") and granule.mod:
        return _edge_of(values[0], granule.mod, asked)
    if _of_year(values, asked):
        return _yearly(values, granule.mod, asked)
    return _until(values[-1], granule.mod, asked)


def _edge_of(value: str, mod: str, asked: Asked) -> Series:
    """«до конца месяца» of every month; «ежемесячно до конца года» only ends the row."""
    unit = value[0]
    same = asked.often.period.unit == unit or not asked.said
    if mod != "END" or not same:
        return _until(value, mod, asked)
    day = "SU" if unit == "W" else "-1"
    return _day_of((day,), "last", asked.often.period, mod)


def _of_year(values: Sequence[str], asked: Asked) -> bool:
    """Whether the days are those of every year, and not where the row of them ends."""
    term = asked.often.period
    if not all(v.startswith(("YYYY-", "Y+0-")) for v in values):
        return False
    return term.unit == "Y" or (len(values) > 1 and term.unit in "QHM")


def _yearly(values: Sequence[str], mod: str | None, asked: Asked) -> Series:
    term = asked.often.period
    values = [v.replace("Y+0-", "YYYY-") for v in values]
    masks = ",".join("XXXX" + v[4:] for v in values)
    ends = []
    for value in values:
        low, high = bounds(f"{_LEAP}{_plain(value)}", mod)
        ends.append(low - _DAY if asked.before else high)
    whole = all(len(v) != len("YYYY-MM-DD") for v in values)
    if "^" in masks:
        return _selected(values[0], term)
    if (whole and mod is None) or mod == "END":
        months = ",".join(str(m) for m in sorted({day.month for day in ends}))
        recur = {"FREQ": "YEARLY", "BYMONTH": months, "BYMONTHDAY": "-1"}
    else:
        recur = yearly_dates(ends)
    if (term.number or 1) > 1 and term.unit == "Y":
        recur["INTERVAL"] = str(int(term.number or 1))
    keep = term.unit != "Y" or term.number != 1
    return Series(term.iso if keep else masks, recur, fixed=True, mod=mod)


def _plain(value: str) -> str:
    return value[4:].partition("^")[0]


def _selected(value: str, term: Term) -> Series:
    """An n-th weekday or a working day of a month of every year."""
    month, _, inner = value[5:].partition("^")
    kind, number = inner[0], inner[1:]
    recur = {"FREQ": "YEARLY", "BYMONTH": str(int(month))}
    if kind == "B":
        recur |= {"FREQ": "MONTHLY", "BYDAY": WORKING, "BYSETPOS": number}
    elif kind == "D":
        recur["BYMONTHDAY"] = number
    else:
        recur["BYDAY"] = f"{number}{WEEKDAYS[int(kind) - 1]}"
    return Series(term.iso, recur, fixed=True, business=kind == "B")


def _until(value: str, mod: str | None, asked: Asked) -> Series:
    """The row ends with a granule, or keeps within it."""
    recur = plain(asked.often)
    closed = resolve(value, asked.anchor, None, "last", mod)
    if closed is None:
        return Series(asked.often.period.iso, recur)
    low, high = bounds(closed, mod)
    until = low - _DAY if asked.before else high
    day = closed.partition("T")[0]
    later = asked.anchor is not None and low > asked.anchor and low != high and not asked.before
    first = low.isoformat() if later and len(day) < len("2021-01-01") and mod is None else None
    return Series(asked.often.period.iso, recur, until=until.isoformat(), first=first)


def _longer(asked: Asked) -> Term:
    """The period that a day is counted in: a month at least."""
    return asked.often.period if asked.often.period.unit in "MQHY" else Term(1, "M")


def bounded(row: Series, draft: Draft, asked: Asked) -> Series:
    """«…, начиная с 1 февраля», «… до конца 2022 года»: where the row begins and ends."""
    first, until = row.first, row.until
    if isinstance(granule := draft.parts.get("from"), Granule):
        closed = resolve(granule.values[0], asked.anchor, None, "first", granule.mod)
        first = bounds(closed, granule.mod)[0].isoformat() if closed else None
    if isinstance(granule := draft.parts.get("until"), Granule):
        if granule.values:
            closed = resolve(granule.values[0], asked.anchor, None, "last", granule.mod)
            until = bounds(closed, granule.mod)[1].isoformat() if closed else None
        elif days := school_days(granule.school or "S?", asked.anchor):
            until = days[1].isoformat()
    return row._replace(first=first, until=until)


def _school(granule: Granule, asked: Asked) -> Series:
    """The months of the school year, or the end of a school year that is named."""
    recur = plain(asked.often)
    if granule.edge is None and granule.school == "S?" and recur and recur["FREQ"] == "MONTHLY":
        recur["BYMONTH"] = _SCHOOL
        return Series(asked.often.period.iso, recur)
    days = school_days(granule.school or "S?", asked.anchor)
    if asked.often.period.unit == "Y" and granule.school == "S?":
        return Series("XXXX-09-01/XXXX-05-31", yearly_dates([date(_LEAP, 5, 31)]), fixed=True)
    return Series(asked.often.period.iso, recur, until=days[1].isoformat() if days else None)


def _between(stretch: Stretch, asked: Asked) -> Series:
    """A season of every year, some months of it, days of every month, or from a day to a day."""
    first, last = stretch.first, stretch.last
    term = asked.often.period
    days = MONTHLY.fullmatch(first), MONTHLY.fullmatch(last)
    if days[0] and days[1]:
        return _day_of((f"{days[0][1]}/{days[1][1]}",), None, term, None)
    weekdays = _WEEKLY.fullmatch(first), _WEEKLY.fullmatch(last)
    if weekdays[0] and weekdays[1]:
        names = range(int(weekdays[0][1]), int(weekdays[1][1]) + 1)
        value = ",".join(f"XXXX-WXX-{n}" for n in names)
        return Series(value, _weekly(term, ",".join(WEEKDAYS[n - 1] for n in names)), fixed=True)
    if first.startswith("YYYY-") and last.startswith("YYYY-") and term.unit == "Y":
        recur = yearly_dates([bounds(f"{_LEAP}{_plain(last)}")[1]])
        if len(last) < len("YYYY-MM-DD"):
            recur["BYMONTHDAY"] = "-1"
        mask = f"XXXX{first[4:]}/XXXX{last[4:]}"
        return Series(mask, recur, fixed=True, first=f"XXXX{first[4:]}")
    row = plain(asked.often)
    if len(first) == len(last) == len("YYYY-MM") and "Y" in first and row and term.unit == "M":
        kept = _months_between(int(first[5:]), int(last[5:]))
        return Series(term.iso, row | {"BYMONTH": kept})
    low = resolve(first, asked.anchor, None, "first")
    high = resolve(last, asked.anchor, bounds(low)[0] if low else None)
    if not low or not high:
        return Series(term.iso, row)
    begin, end = bounds(low)[0].isoformat(), bounds(high)[1].isoformat()
    return Series(term.iso, row, first=begin, until=end)


def _months_between(low: int, high: int) -> str:
    """The months from ``low`` to ``high``, over the turn of the year if need be."""
    kept = [m for m in range(1, 13) if (low <= m <= high if low <= high else m >= low or m <= high)]
    return ",".join(map(str, kept))


def timed(row: Series, draft: Draft, asked: Asked) -> Series:
    """The row with the hours of the phrase."""
    times = [
        draft.parts[name] for name in ("a", "b", "time") if isinstance(draft.parts.get(name), str)
    ]
    if not times:
        nodes = [p for p in draft.parts.values() if isinstance(p, Granule)]
        times = [v.partition("T")[2] for n in nodes for v in n.values if "T" in v]
    if not times or row.value is None:
        return row
    hours = [t.partition(":") for t in times]
    daily = {"FREQ": "DAILY"} if asked.often.period == Term(1, "D") else {}
    recur = dict(row.recur or daily)  # «дважды в сутки, к 8:00 и 20:00»
    recur["BYHOUR"] = ",".join(dict.fromkeys(str(int(h)) for h, _, _ in hours))
    recur["BYMINUTE"] = ",".join(dict.fromkeys(str(int(m)) for _, _, m in hours))
    value = row.value
    if asked.often.working or value == "P1D":
        value = "XXXX-XX-XX"
    if value.startswith("XXXX"):
        value = ",".join(f"{v}T{t}" for v in value.split(",") for t in times)
    return row._replace(value=value, recur=recur, fixed=True)
