"""The production calendar of the Russian Federation.

Days off are weekends and the holidays of article 112 of the Labour Code, with the transfers
that the Government decrees for each year.  The package ``holidays`` keeps them; the table
``deadlines/calendar`` says which decree each year was checked against, corrects it where it
is silent, and says where the calendar ends: after its last year the holidays of the code
still count, transfers are not known yet.
"""

from __future__ import annotations

from collections.abc import Container
from datetime import date, timedelta
from functools import cache

from protocol_nlp.lexicon import table

_DAY = timedelta(days=1)
_SATURDAY = 6
_LONGEST = 4000


@cache
def _year(year: int) -> tuple[Container[date], Container[date]]:
    """Days off and working weekends of a year."""
    import holidays  # noqa: PLC0415 - a third of a second that only business days should cost

    known = holidays.country_holidays("RU", years=year)
    extra = table("deadlines/calendar")["extra"]
    off = {day for day in known if day.year == year}
    off |= {date.fromisoformat(e["day"]) for e in extra if e["day"].startswith(str(year))}
    return frozenset(off), frozenset(known.weekend_workdays)


def is_working(day: date) -> bool:
    """Whether ``day`` is a working day of a five-day week.

    >>> is_working(date(2021, 2, 20)), is_working(date(2021, 2, 22))
    (True, False)
    """
    off, on = _year(day.year)
    return day in on or (day.isoweekday() < _SATURDAY and day not in off)


def working_day_after(day: date, count: int) -> date:
    """The ``count``-th working day after ``day`` (before it for a negative count).

    Raises ValueError for a count beyond some ten years.

    >>> working_day_after(date(2021, 3, 30), 5)
    datetime.date(2021, 4, 6)
    """
    if abs(count) > _LONGEST:
        raise ValueError(f"{count} working days are beyond any calendar")
    step = _DAY if count > 0 else -_DAY
    for _ in range(abs(count)):
        day += step
        while not is_working(day):
            day += step
    return day


def nth_working_day(first: date, last: date, number: int) -> date:
    """The ``number``-th working day from ``first`` to ``last``; -1 is the last one.

    Raises ValueError where there are fewer.

    >>> nth_working_day(date(2021, 4, 1), date(2021, 4, 30), -1)
    datetime.date(2021, 4, 30)
    """
    day = (
        working_day_after(first - _DAY, number)
        if number > 0
        else working_day_after(last + _DAY, number)
    )
    if not first <= day <= last:
        raise ValueError(f"no working day number {number} from {first} to {last}")
    return day


def on_working_day(day: date, *, forward: bool) -> date:
    """``day`` if it is a working day, else the next or the last one before it.

    >>> on_working_day(date(2021, 5, 1), forward=True)
    datetime.date(2021, 5, 4)
    >>> on_working_day(date(2021, 5, 1), forward=False)
    datetime.date(2021, 4, 30)
    """
    return day if is_working(day) else working_day_after(day, 1 if forward else -1)
