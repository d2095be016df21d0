"""The meaning of a part that recurs: its SET value, its rule and its first day.

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
    first_after,
    plain,
    report_months,
    written,
    yearly_dates,
)
from protocol_nlp.deadlines.timex import bounds, resolve, school_days
from protocol_nlp.records import DeadlinePart

_DAY = timedelta(days=1)
_MONTHLY = re.compile(r"M[?+]\d?-(\d\d)")
_WEEKLY = re.compile(r"W[?+]\d?-(\d)")
_DAYS = 31
_LEAP = 2000  # a year that has every day
_SCHOOL = "1,2,3,4,5,9,10,11,12"
_PERIODS = {"M": "M", "Q": "Q", "H": "H", "Y": "Y", "W": "W"}


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


def repeated(draft: Draft, anchor: date | None, after: date | None) -> DeadlinePart:
    """The part that a draft of the section ``recurrent`` means.

    ``after`` is the day that a part before it («далее») ended with, else None.
    """
    if draft.rule.value.get("unknown"):
        return DeadlinePart("execution", "recurrent", "SET", relation="every")
    often = draft.parts.get("frequency") or _implied(draft)
    asked = Asked(often, "frequency" in draft.parts, bool(draft.rule.value.get("before")), anchor)
    series = _timed(_bounded(_series(draft, asked), draft, asked), draft, asked)
    return _part(series, asked, anchor, after)


def _implied(draft: Draft) -> Often:
    """The period that the day itself implies where no word says how often."""
    if word := draft.parts.get("often_adjective"):
        return Often(Term(float(word[1:-1]), word[-1]))
    report = draft.parts.get("report_day")
    if isinstance(report, ReportDay):
        return Often(Term(1, _PERIODS[report.period or "M"]))
    if "nth" in draft.parts and "weekdays" in draft.parts:
        period = draft.rule.value.get("period")
        return Often(Term(period, "W") if period else Term(1, "M"))
    days = next((p for p in draft.parts.values() if isinstance(p, Granule)), None)
    if days and days.values and _MONTHLY.fullmatch(days.values[0]):
        return Often(Term(1, "M"))
    return Often(Term(1, "W" if {"weekdays", "week"} & set(draft.parts) else "Y"))


def _part(series: Series, asked: Asked, anchor: date | None, after: date | None) -> DeadlinePart:
    often, recur = asked.often, series.recur
    business = series.business or often.working
    base = after or anchor
    due = None
    if recur is not None and series.fixed and base is not None:
        first = _since(series, base)
        due = first_after(recur, first, business=business)
        if series.until and due and due.isoformat() > series.until:
            due = None
    start = series.first or (after.isoformat() if after else None)
    if start and start.startswith("XXXX"):
        start = _season_start(start, due)
    if recur is not None and series.until:
        recur = recur | {"UNTIL": series.until.replace("-", "")}
    return DeadlinePart(
        role="execution",
        kind="recurrent",
        type="SET",
        value=series.value,
        mod=series.mod or often.mod,
        relation="every",
        start=start,
        due=due.isoformat() if due else None,
        calendar="business" if business else None,
        rrule=written(recur) if recur else None,
    )


def _since(series: Series, base: date) -> date:
    """The day after which the first occurrence is looked for."""
    if series.first and not series.first.startswith("XXXX"):
        return max(base, date.fromisoformat(series.first) - _DAY)
    return base


def _season_start(start: str, due: date | None) -> str | None:
    """The first day of the season of every year that ends on ``due``."""
    if due is None:
        return None
    year = due.year - (start[5:] > due.isoformat()[5:])
    try:
        return bounds(f"{year}{start[4:]}")[0].isoformat()
    except ValueError:
        return None


def _series(draft: Draft, asked: Asked) -> Series:
    """Which days, by the kind of node that names them."""
    parts = draft.parts
    if isinstance(report := parts.get("report_day"), ReportDay):
        return _reported(report, asked)
    if isinstance(nth := parts.get("duration"), Term) and nth.unit == "D" and nth.number:
        days = (f"{'B' if nth.business else ''}{int(nth.number)}",)
        return _day_of(days, "next", _longer(asked), None)
    if day := draft.rule.value.get("report"):
        days = (day,)
        if asked.often.period.unit == "W":
            return _day_of(("FR" if day == "B-1" else "SU",), None, asked.often.period, None)
        return _day_of(days, "last" if "-1" in day else "next", _longer(asked), None)
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


def _granule(granule: Granule, asked: Asked) -> Series:
    """Days or stretches of the calendar beside a frequency."""
    values = [v.partition("T")[0] for v in granule.values]
    if not values:
        return _school(granule, asked)
    term = asked.often.period
    if monthly := [m[1] for v in values if (m := _MONTHLY.fullmatch(v))]:
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
    recur = yearly_dates(ends)
    if (whole and mod is None) or mod == "END":
        recur["BYMONTHDAY"] = "-1"
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


def _bounded(series: Series, draft: Draft, asked: Asked) -> Series:
    """«…, начиная с 1 февраля», «… до конца 2022 года»: where the row begins and ends."""
    first, until = series.first, series.until
    if isinstance(granule := draft.parts.get("from"), Granule):
        closed = resolve(granule.values[0], asked.anchor, None, "first", granule.mod)
        first = bounds(closed, granule.mod)[0].isoformat() if closed else None
    if isinstance(granule := draft.parts.get("until"), Granule):
        if granule.values:
            closed = resolve(granule.values[0], asked.anchor, None, "last", granule.mod)
            until = bounds(closed, granule.mod)[1].isoformat() if closed else None
        elif days := school_days(granule.school or "S?", asked.anchor):
            until = days[1].isoformat()
    return series._replace(first=first, until=until)


def _school(granule: Granule, asked: Asked) -> Series:
    """The months of the school year, or the end of a school year that is named."""
    recur = plain(asked.often)
    if granule.edge is None and granule.school == "S?" and recur and recur["FREQ"] in ("MONTHLY",):
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
    days = _MONTHLY.fullmatch(first), _MONTHLY.fullmatch(last)
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
    recur = plain(asked.often)
    if len(first) == len(last) == len("YYYY-MM") and "Y" in first and recur and term.unit == "M":
        low, high = int(first[5:]), int(last[5:])
        months = range(1, 13)
        kept = [m for m in months if (low <= m <= high if low <= high else m >= low or m <= high)]
        return Series(asked.often.period.iso, recur | {"BYMONTH": ",".join(map(str, kept))})
    low_value = resolve(first, asked.anchor, None, "first")
    high_value = resolve(last, asked.anchor, bounds(low_value)[0] if low_value else None)
    if not low_value or not high_value:
        return Series(asked.often.period.iso, recur)
    low, high = bounds(low_value)[0], bounds(high_value)[1]
    return Series(asked.often.period.iso, recur, first=low.isoformat(), until=high.isoformat())


def _timed(series: Series, draft: Draft, asked: Asked) -> Series:
    """The series with the hours of the phrase."""
    times = [draft.parts[name] for name in ("a", "time") if isinstance(draft.parts.get(name), str)]
    if not times:
        nodes = [p for p in draft.parts.values() if isinstance(p, Granule)]
        times = [v.partition("T")[2] for n in nodes for v in n.values if "T" in v]
    if not times or series.value is None:
        return series
    hours = [t.partition(":") for t in times]
    recur = dict(series.recur or {})
    recur["BYHOUR"] = ",".join(dict.fromkeys(str(int(h)) for h, _, _ in hours))
    recur["BYMINUTE"] = ",".join(dict.fromkeys(str(int(m)) for _, _, m in hours))
    value = series.value
    if asked.often.working or value == "P1D":
        value = "XXXX-XX-XX"
    if value.startswith("XXXX"):
        value = ",".join(f"{v}T{t}" for v in value.split(",") for t in times)
    return series._replace(value=value, recur=recur, fixed=True)
