"""Recurrence rules compared by what they mean: the days they give, not their letters."""

from __future__ import annotations

from datetime import datetime
from functools import lru_cache
from itertools import islice

__all__ = ["OCCURRENCES", "START", "expand", "same_rule"]

START = datetime(2021, 3, 28, 0, 0)  # noqa: DTZ001  a floating time, as in RFC 5545
"""A day of the month that every month has, so that no month is skipped for want of it."""

OCCURRENCES = 10

# No deadline of an office, and one that never fires would run for hours to the year 9999.
_TOO_FINE = ("SECONDLY", "MINUTELY", "HOURLY")


@lru_cache(maxsize=4096)
def expand(rule: str) -> tuple[datetime, ...] | None:
    """The first ten occurrences of an RFC 5545 RECUR from a fixed day; null if it is no rule.

    Source: RFC 5545, section 3.3.10, as python-dateutil reads it; the ten occurrences and
    the day are those of the contract's table of deadlines.

    >>> expand("FREQ=MONTHLY;INTERVAL=6")[1].date().isoformat()
    '2021-09-28'
    >>> expand("every now and then") is None
    True
    """
    from dateutil.rrule import rrule as recurrence  # noqa: PLC0415  heavy; only evaluation needs it
    from dateutil.rrule import rrulestr  # noqa: PLC0415

    if any(frequency in rule.upper() for frequency in _TOO_FINE):
        return None
    try:
        days = rrulestr(rule, dtstart=START, ignoretz=True)
        if not isinstance(days, recurrence):
            return None
        return tuple(islice(iter(days), OCCURRENCES))
    except (ValueError, TypeError, KeyError, AttributeError, OverflowError):
        return None


def same_rule(one: str | None, other: str | None) -> bool:
    """Whether two rules give the same days.

    >>> same_rule("FREQ=MONTHLY;INTERVAL=3", "INTERVAL=3;FREQ=MONTHLY")
    True
    >>> same_rule("FREQ=YEARLY", "FREQ=MONTHLY;INTERVAL=12"), same_rule("FREQ=YEARLY", None)
    (True, False)
    """
    if not one or not other:
        return not one and not other
    days = expand(one)
    return one == other if days is None else days == expand(other)
