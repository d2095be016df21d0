"""The production calendar against the decrees, year by year."""

from __future__ import annotations

from datetime import date, timedelta

import pytest

from protocol_nlp.deadlines.working_days import is_working, nth_working_day, working_day_after
from protocol_nlp.lexicon import table

# Working days of the year, as the production calendars count them.
WORKING_DAYS = {2018: 247, 2019: 247, 2020: 246, 2021: 247, 2022: 247, 2023: 247, 2024: 248,
                2025: 247, 2026: 247}  # fmt: skip
MOVED = [
    (entry["year"], *move.split())
    for entry in table("deadlines/calendar")["decrees"]
    for move in entry["moved"]
]


@pytest.mark.parametrize(("year", "worked", "off"), MOVED)
def test_decreed_transfer(year: int, worked: str, off: str) -> None:
    assert not is_working(date.fromisoformat(f"{year}-{off}"))
    moved = date.fromisoformat(f"{year}-{worked}")
    # A Saturday is worked for it; a holiday that fell on a weekend stays a day off.
    holiday = (moved.month, moved.day) in {(1, n) for n in range(1, 9)} | {(2, 23), (3, 8)}
    assert is_working(moved) is not holiday


@pytest.mark.parametrize(("year", "count"), WORKING_DAYS.items())
def test_working_days_of_the_year(year: int, count: int) -> None:
    days = (date(year, 1, 1) + timedelta(days=n) for n in range(366))
    assert sum(is_working(d) for d in days if d.year == year) == count


def test_days_declared_off_by_the_president() -> None:
    assert not is_working(date(2020, 6, 24))
    assert not is_working(date(2020, 7, 1))


def test_counting() -> None:
    assert working_day_after(date(2021, 4, 30), 1) == date(2021, 5, 4)
    assert working_day_after(date(2021, 5, 4), -1) == date(2021, 4, 30)
    assert nth_working_day(date(2022, 6, 1), date(2022, 6, 30), 9) == date(2022, 6, 14)
    with pytest.raises(ValueError, match="no working day"):
        nth_working_day(date(2022, 6, 1), date(2022, 6, 30), 30)
    with pytest.raises(ValueError, match="beyond"):
        working_day_after(date(2022, 6, 1), 10**6)
