"""Recurrence rules: RFC 5545 RECUR without DTSTART, and their first day after another.

Only what the grammar writes is expanded: FREQ, BYMONTH, BYMONTHDAY, BYDAY, BYSETPOS.
Source: RFC 5545, section 3.3.10.
"""

from __future__ import annotations

import calendar
from collections.abc import Iterator, Mapping
from datetime import date

from protocol_nlp.deadlines.nodes import Often, Term
from protocol_nlp.deadlines.timex import add_months
from protocol_nlp.deadlines.working_days import nth_working_day

Recur = dict[str, str]
WEEKDAYS = ("MO", "TU", "WE", "TH", "FR", "SA", "SU")
WORKING = "MO,TU,WE,TH,FR"
_ORDER = ("FREQ", "INTERVAL", "UNTIL", "BYMONTH", "BYMONTHDAY", "BYDAY", "BYHOUR", "BYMINUTE",
          "BYSETPOS")  # fmt: skip
_FREQ = {"D": "DAILY", "W": "WEEKLY", "M": "MONTHLY", "Y": "YEARLY", "h": "HOURLY", "m": "MINUTELY"}
_SIZE = {"T": ("D", 10), "Q": ("M", 3), "H": ("M", 6)}
_HORIZON = 61


def written(recur: Mapping[str, str]) -> str:
    """The rule as RFC 5545 writes it.

    >>> written({"BYMONTHDAY": "5", "FREQ": "MONTHLY"})
    'FREQ=MONTHLY;BYMONTHDAY=5'
    """
    return ";".join(f"{key}={recur[key]}" for key in _ORDER if key in recur)


def plain(often: Often) -> Recur | None:
    """The rule of a bare frequency; None where it has none, as «трижды в неделю».

    >>> written(plain(Often(Term(1, "Y"), 4)))
    'FREQ=MONTHLY;INTERVAL=3'
    """
    if often.working:
        return {"FREQ": "WEEKLY", "BYDAY": WORKING}
    number = often.period.number or 1
    if often.times > 1:
        months = often.months
        if not months or months % often.times:
            return None
        return _every("MONTHLY", int(months // often.times))
    unit, size = _SIZE.get(often.period.unit, (often.period.unit, 1))
    count = number * size
    if count % 1:
        unit, count = ("M", count * 12) if unit == "Y" else (unit, count)
    return None if count % 1 else _every(_FREQ[unit], int(count))


def _every(frequency: str, interval: int) -> Recur:
    return {"FREQ": frequency} | ({"INTERVAL": str(interval)} if interval > 1 else {})


def report_months(months: str | None, term: Term) -> str:
    """The months of the year in which the day of a reporting period of ``term`` lies.

    >>> report_months("next", Term(1, "Q")), report_months("last", Term(1, "H"))
    ('1,4,7,10', '6,12')
    """
    size = {"Q": 3, "H": 6, "Y": 12}.get(term.unit, int(term.number or 1))
    first = size if months == "last" else int(months) if months and months.isdigit() else 1
    if not 1 <= first <= size:
        raise ValueError(f"a period of {size} months has no month {first}")
    return ",".join(str(n) for n in range(first, 13, size))


def yearly_dates(days: list[date]) -> Recur:
    """One rule for days of the year.

    Days that are not a plain product of months and days are positions in that product.

    >>> written(yearly_dates([date(2021, 1, 15), date(2021, 7, 20)]))
    'FREQ=YEARLY;BYMONTH=1,7;BYMONTHDAY=15,20;BYSETPOS=1,4'
    """
    months = sorted({d.month for d in days})
    numbers = sorted({d.day for d in days})
    recur = {
        "FREQ": "YEARLY",
        "BYMONTH": ",".join(map(str, months)),
        "BYMONTHDAY": ",".join(map(str, numbers)),
    }
    product = [(m, d) for m in months for d in numbers]
    if len(product) > len(days):
        wanted = {(d.month, d.day) for d in days}
        recur["BYSETPOS"] = ",".join(str(i) for i, p in enumerate(product, 1) if p in wanted)
    return recur


def first_after(recur: Mapping[str, str], day: date, *, business: bool = False) -> date | None:
    """The first day of the rule strictly after ``day``; by the production calendar if asked.

    >>> first_after({"FREQ": "MONTHLY", "BYDAY": "1MO"}, date(2021, 3, 30))
    datetime.date(2021, 4, 5)
    """
    month = day.replace(day=1)
    for _ in range(_HORIZON):
        for found in _days(recur, month, business=business):
            if found > day:
                return found
        month = add_months(month, 1)
    return None


def _days(recur: Mapping[str, str], month: date, *, business: bool) -> Iterator[date]:
    """The days of the rule in one month, in order."""
    months = recur.get("BYMONTH")
    if months and str(month.month) not in months.split(","):
        return
    last = calendar.monthrange(month.year, month.month)[1]
    positions = [int(n) for n in recur.get("BYSETPOS", "").split(",") if n]
    if business and positions:
        for number in positions:
            try:
                yield nth_working_day(month, month.replace(day=last), number)
            except ValueError:
                continue
        return
    days = _numbered(recur, month, last) if "BYMONTHDAY" in recur else _weekdays(recur, month, last)
    if positions and recur["FREQ"] == "YEARLY":
        yield from _of_product(recur, days, positions)
    else:
        yield from days


def _of_product(recur: Mapping[str, str], days: list[date], wanted: list[int]) -> Iterator[date]:
    months, numbers = recur["BYMONTH"].split(","), recur["BYMONTHDAY"].split(",")
    for day in days:
        place = months.index(str(day.month)) * len(numbers) + numbers.index(str(day.day))
        if place + 1 in wanted:
            yield day


def _numbered(recur: Mapping[str, str], month: date, last: int) -> list[date]:
    numbers = (int(n) for n in recur["BYMONTHDAY"].split(","))
    days = sorted(n if n > 0 else last + 1 + n for n in numbers)
    return [month.replace(day=n) for n in days if 1 <= n <= last]


def _weekdays(recur: Mapping[str, str], month: date, last: int) -> list[date]:
    wanted = set(recur["BYDAY"].split(",")) if "BYDAY" in recur else set(WEEKDAYS)
    first = month.weekday()
    days = []
    for number in range(1, last + 1):
        name = WEEKDAYS[(first + number - 1) % 7]
        nth, behind = (number - 1) // 7 + 1, (last - number) // 7 + 1
        if wanted & {name, f"{nth}{name}", f"-{behind}{name}"}:
            days.append(month.replace(day=number))
    return days
