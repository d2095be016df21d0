"""TIMEX3 values and the days they cover.

A rule writes a value as a template whose open places the document's date fills in:

======================  ==================================================================
``YYYY-06-01``          the nearest 1 June (also ``YYYY-06``, ``YYYY-Q2``, ``YYYY-SP``, ``YYYY``)
``Y+1-06-01``           1 June of the next year, ``Y+0`` of this
``M?-10``, ``M+1-10``   the nearest 10th of a month, the 10th of the next month (also alone)
``Q?``, ``Q+1``         a quarter; ``H`` a half-year, ``W`` an ISO week, ``W?-4`` a Thursday
``D+1``, ``B+1``        days, working days from the document's
``S?``, ``S+1``         a school year, September to May
``2021-06^B-1``         a day within: the last working day, ``^D-1`` day, ``^2-1`` last Tuesday
``YYYY^E-7``            days from the Orthodox Easter of the year
======================  ==================================================================

Sources: TIMEX3 of ISO 24617-1; weeks by ISO 8601; seasons of the calendar.
"""

from __future__ import annotations

import calendar
import re
from collections.abc import Iterator
from datetime import date, timedelta
from functools import lru_cache
from typing import Literal

from protocol_nlp.deadlines.working_days import nth_working_day, working_day_after

Edge = Literal["last", "first", "eve"]
DAY = timedelta(days=1)
_SEASONS = {"SP": 3, "SU": 6, "FA": 9, "WI": 12}
_OPEN = re.compile(r"([YMQHWDBS])([?]|[+-]\d+)(.*)", re.DOTALL)
_PARTS = {"START": (1, 10), "MID": (11, 20), "END": (21, 31)}
_TWO = len("06")
_SUMMER, _SEPTEMBER = 6, 9


def add_months(day: date, months: int) -> date:
    """The same day number ``months`` later, else the month's last day.

    >>> add_months(date(2021, 1, 31), 1)
    datetime.date(2021, 2, 28)
    """
    year, month = divmod(day.year * 12 + day.month - 1 + months, 12)
    return date(year, month + 1, min(day.day, calendar.monthrange(year, month + 1)[1]))


def bounds(  # noqa: PLR0911 - a return a kind of value
    value: str, mod: str | None = None
) -> tuple[date, date]:
    """The first and the last day of a value; of its beginning, middle or end for a month's.

    Raises ValueError for a value that names no day of the calendar.

    >>> bounds("2021-Q2")[1], bounds("2021-06", "MID")[0]
    (datetime.date(2021, 6, 30), datetime.date(2021, 6, 11))
    """
    value = value.partition("T")[0]
    year, rest = int(value[:4]), value[5:]
    if not rest:
        return date(year, 1, 1), date(year, 12, 31)
    if rest[0] == "Q":
        return _months(year, 3 * int(rest[1]) - 2, 3)
    if rest[0] == "H":
        return _months(year, 6 * int(rest[1]) - 5, 6)
    if rest[0] == "W" and rest[1:].isdigit():
        monday = date.fromisocalendar(year, int(rest[1:3]), 1)
        return monday, monday + 6 * DAY
    if rest.endswith("-WE"):
        saturday = date.fromisocalendar(year, int(rest[1:3]), 6)
        return saturday, saturday + DAY
    if rest in _SEASONS:
        return _months(year, _SEASONS[rest], 3)
    if len(rest) == _TWO:
        low, high = _months(year, int(rest), 1)
        if mod in _PARTS:
            first, last = _PARTS[mod]
            return low.replace(day=first), low.replace(day=min(last, high.day))
        return low, high
    day = date.fromisoformat(value)
    return day, day


def _months(year: int, month: int, count: int) -> tuple[date, date]:
    first = date(year, month, 1)
    return first, add_months(first, count) - DAY


@lru_cache(maxsize=16384)
def resolve(
    template: str,
    anchor: date | None,
    floor: date | None = None,
    edge: Edge = "last",
    mod: str | None = None,
) -> str | None:
    """The value of a template on the day ``anchor``, None where that is unknown or no day.

    Among the nearest, that counts whose last or first day, or the eve of it (``edge``),
    is not before ``floor``, which is the anchor unless given.

    >>> resolve("YYYY-03-01", date(2021, 3, 30)), resolve("M+1-05", date(2021, 3, 30))
    ('2022-03-01', '2021-04-05')
    """
    template, clock, time = template.partition("T")
    template, caret, inner = template.partition("^")
    floor = floor or anchor
    for candidate in _candidates(template, anchor):
        try:
            value = _within(candidate, inner) if caret else candidate
            low, high = bounds(value, mod)
        except (ValueError, OverflowError):
            continue
        pivot = high if edge == "last" else low if edge == "first" else low - DAY
        closed = "YYYY" not in template and "?" not in template
        if closed or floor is None or pivot > floor or (pivot == floor and not _strict(template)):
            return value + clock + time
    return None


def _strict(template: str) -> bool:
    """A day of the week is the next one, not today; a day of a month or year may be today."""
    return template.startswith("W?-") and template[-1].isdigit()


def _candidates(template: str, anchor: date | None) -> Iterator[str]:
    """The closed values that an open template may mean, the earliest first."""
    if template[:4].isdigit():
        yield template
    elif anchor is None:
        return
    elif template.startswith("YYYY"):
        yield from (f"{anchor.year + n}{template[4:]}" for n in range(-1, 9))
    elif match := _OPEN.fullmatch(template):
        unit, step, rest = match.groups()
        steps = range(-1, 14) if step == "?" else (int(step),)
        yield from (
            (_shifted(unit, anchor, n) + rest for n in steps)
            if unit != "W"
            else (_weekly(anchor, n, rest) for n in steps)
        )


def _weekly(anchor: date, step: int, rest: str) -> str:
    day = anchor + 7 * step * DAY
    year, week, _ = day.isocalendar()
    if rest == "-WE":
        return f"{year}-W{week:02}-WE"
    if rest:
        return date.fromisocalendar(year, week, int(rest[1:])).isoformat()
    return f"{year}-W{week:02}"


def _shifted(unit: str, anchor: date, step: int) -> str:
    if unit == "Y":
        return f"{anchor.year + step}"
    if unit == "M":
        return add_months(anchor.replace(day=1), step).isoformat()[:7]
    if unit in "QH":
        size = 3 if unit == "Q" else 6
        year, number = divmod(
            anchor.year * 12 // size + (anchor.month - 1) // size + step, 12 // size
        )
        return f"{year}-{unit}{number + 1}"
    if unit == "B":
        return working_day_after(anchor, step).isoformat()
    return (anchor + step * DAY).isoformat()


def _within(value: str, inner: str) -> str:
    """A day within a granule: ``B-1`` the last working day, ``D1`` the first, ``2-1`` a Tuesday."""
    low, high = bounds(value)
    kind, number = inner[0], int(inner[1:])
    if kind == "B":
        return nth_working_day(low, high, number).isoformat()
    if kind == "w":
        day = low + 7 * (number - 1) * DAY if number > 0 else high
        year, week, _ = min(day, high).isocalendar()
        return f"{year}-W{week:02}"
    if kind == "E":
        return (_easter(low.year) + number * DAY).isoformat()
    if kind == "D":
        return (low + (number - 1) * DAY if number > 0 else high + (number + 1) * DAY).isoformat()
    step = (int(kind) - low.isoweekday()) % 7
    days = [low + n * DAY for n in range(step, (high - low).days + 1, 7)]
    return days[number - 1 if number > 0 else number].isoformat()


def _easter(year: int) -> date:
    """The Orthodox Easter by the civil calendar (Meeus, "Astronomical Algorithms", ch. 8)."""
    moon = (19 * (year % 19) + 15) % 30
    month, day = divmod(moon + (2 * (year % 4) + 4 * (year % 7) - moon + 34) % 7 + 114, 31)
    old_style = year // 100 - year // 400 - 2  # days that the Julian calendar is behind
    return date(year, month, day + 1) + old_style * DAY


def school_days(template: str, anchor: date | None) -> tuple[date, date] | None:
    """First and last day of a school year: ``2021``, the current ``S?`` or a coming ``S+1``.

    >>> school_days("S?", date(2021, 3, 30))
    (datetime.date(2020, 9, 1), datetime.date(2021, 5, 31))
    """
    if template.isdigit():
        year = int(template)
    elif anchor is None:
        return None
    else:
        begun = anchor.year - (anchor.month < _SUMMER)
        year = begun if template == "S?" else anchor.year + (anchor.month >= _SEPTEMBER)
    return date(year, 9, 1), date(year + 1, 5, 31)
