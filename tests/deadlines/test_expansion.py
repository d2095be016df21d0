"""Rules and days against dateutil, over anchors of many years: what recurs, and lengths of time.

The oracle is ``dateutil.rrule`` and ``dateutil.relativedelta``; for working days a plain
count over the production calendar.
"""

from __future__ import annotations

import re
from datetime import date, datetime, time, timedelta

import pytest
from dateutil.relativedelta import relativedelta
from dateutil.rrule import rrulestr
from hypothesis import example, given, settings
from hypothesis import strategies as st

from protocol_nlp.deadlines import parse
from protocol_nlp.deadlines.working_days import is_working
from protocol_nlp.records import DeadlinePart

ANCHORS = st.dates(date(2018, 1, 1), date(2026, 12, 31))
NUMBERS = st.integers(1, 28)
FIXED = [
    "до {n} числа каждого месяца", "ежемесячно, до {n} числа", "к {n}-му числу ежемесячно",
    "ежеквартально до {n} числа месяца, следующего за отчётным",
    "раз в полугодие до {n} числа месяца, следующего за отчётным полугодием",
    "ежегодно до {n} марта", "раз в {k} года не позднее {n} октября",
    "по вторникам", "каждую среду и пятницу", "раз в две недели по четвергам",
    "в последнюю пятницу месяца", "2-й и 4-й вторник месяца", "первый понедельник каждого месяца",
    "в последний день каждого месяца", "до {n} апреля и {n} октября ежегодно",
    "до 25 числа последнего месяца квартала", "ежегодно в декабре", "ежегодно, осенью",
    "ежегодно с 15 апреля по {n} октября", "ежегодно до конца января", "каждый второй четверг",
    "до 9.00 ежедневно", "по понедельникам к 8:30", "ежемесячно 5 и {n} числа",
]  # fmt: skip
PLAIN = [
    "ежедневно", "раз в {k} недели", "ежемесячно", "раз в квартал", "дважды в год",
    "каждые {n} дней", "раз в {k} года", "не реже 1 раза в полугодие", "через день", "ежедекадно",
]  # fmt: skip


def only(phrase: str, anchor: date) -> DeadlinePart:
    deadline = parse(phrase, anchor.isoformat())
    assert deadline is not None
    (part,) = deadline.parts
    return part


@settings(max_examples=200, deadline=None)
@given(st.sampled_from(FIXED), NUMBERS, st.integers(2, 4), ANCHORS)
@example("ежегодно до {n} марта", 28, 2, date(2024, 2, 29))
@example("в последний день каждого месяца", 1, 2, date(2023, 12, 31))
def test_due_is_the_first_day_of_the_rule_after_the_anchor(
    phrase: str, number: int, years: int, anchor: date
) -> None:
    part = only(phrase.format(n=number, k=years), anchor)
    assert part.kind == "recurrent"
    assert part.rrule
    rule = rrulestr(re.sub(r"INTERVAL=\d+;?", "", part.rrule), dtstart=start_of(anchor))
    first = rule.after(datetime.combine(anchor, time.max))
    assert first is not None
    assert part.due == first.date().isoformat()


@settings(max_examples=120, deadline=None)
@given(st.sampled_from(FIXED), NUMBERS, ANCHORS)
def test_every_day_of_the_rule_is_one_of_the_mask(phrase: str, number: int, anchor: date) -> None:
    part = only(phrase.format(n=number, k=3), anchor)
    masks = [mask.partition("T")[0] for mask in (part.value or "").split(",")]
    if not all(mask.startswith("XXXX") and "/" not in mask for mask in masks):
        return
    days = rrulestr(part.rrule or "", dtstart=start_of(anchor))
    for day in days.xafter(start_of(anchor), count=8):
        assert any(fits(day, mask) for mask in masks), (day, masks)


@settings(max_examples=200, deadline=None)
@given(st.sampled_from(PLAIN), NUMBERS.filter(lambda n: n > 1), st.integers(2, 4))
def test_the_step_of_a_plain_rule_is_its_period(phrase: str, number: int, count: int) -> None:
    part = only(phrase.format(n=number, k=count), date(2022, 1, 1))
    first, second = list(rrulestr(part.rrule or "", dtstart=datetime(2022, 1, 1), cache=True)[:2])  # noqa: DTZ001
    period = "P6M" if phrase == "дважды в год" else part.value or ""
    assert second == first + length(period)


def start_of(anchor: date) -> datetime:
    return datetime.combine(anchor, time.min) + timedelta(days=1)


def fits(day: datetime, mask: str) -> bool:
    """Whether a day is one of a mask: of a month, a year, a week, or in a granule of a year."""
    if match := re.fullmatch(r"XXXX-WXX-(\d)", mask):
        return day.isoweekday() == int(match[1])
    seasons = {"SP": 5, "SU": 8, "FA": 11, "WI": 2}
    if mask[5:] in seasons:
        return day.month == seasons[mask[5:]]
    month, _, number = mask[5:].partition("-")
    return month in ("XX", "", f"{day.month:02}") and number in ("XX", "", f"{day.day:02}")


UNITS = {
    "день": lambda n: relativedelta(days=n),
    "неделя": lambda n: relativedelta(weeks=n),
    "месяц": lambda n: relativedelta(months=n),
    "год": lambda n: relativedelta(years=n),
}
WAYS = {"через": "in", "в течение": "within"}
FORMS = {
    "день": "{n} дней", "неделя": "{n} недель", "месяц": "{n} месяцев",  "год": "{n} лет",
}  # fmt: skip


def length(period: str) -> relativedelta:
    match = re.fullmatch(r"P(\d+)([DWMY])", period)
    assert match, period
    unit = {"D": "день", "W": "неделя", "M": "месяц", "Y": "год"}[match[2]]
    return UNITS[unit](int(match[1]))


@settings(max_examples=120, deadline=None)
@given(st.sampled_from(sorted(UNITS)), st.integers(2, 30), ANCHORS, st.sampled_from(sorted(WAYS)))
@example("месяц", 12, date(2024, 2, 29), "через")
@example("год", 4, date(2020, 2, 29), "в течение")
@example("месяц", 6, date(2021, 8, 31), "через")
def test_a_length_of_time_ends_on_the_same_day_of_its_month(
    unit: str, number: int, anchor: date, way: str
) -> None:
    words = FORMS[unit].format(n=number)
    part = only(f"{way} {words}", anchor)
    end = anchor + UNITS[unit](number)
    assert (part.due, part.relation) == (end.isoformat(), WAYS[way])


@settings(max_examples=120, deadline=None)
@given(st.integers(1, 40), ANCHORS.filter(lambda d: d.year < 2026))
@example(1, date(2024, 12, 28))
@example(3, date(2025, 4, 30))
def test_working_days_are_counted_over_the_production_calendar(number: int, anchor: date) -> None:
    day, left = anchor, number
    while left:
        day += timedelta(days=1)
        left -= is_working(day)
    assert only(f"в течение {number} рабочих дней", anchor).due == day.isoformat()


@pytest.mark.parametrize(
    ("anchor", "phrase", "due"),
    [
        ("2023-01-31", "в месячный срок", "2023-02-28"),
        ("2024-01-31", "в месячный срок", "2024-02-29"),
        ("2024-02-29", "через год", "2025-02-28"),
        ("2024-02-29", "в течение 4 лет", "2028-02-29"),
        ("2023-11-30", "в трёхмесячный срок", "2024-02-29"),
        ("2023-10-31", "через полгода", "2024-04-30"),
        ("2025-12-30", "в течение 1 рабочего дня", "2026-01-12"),
        ("2024-04-26", "в течение 2 рабочих дней", "2024-05-02"),
        ("2025-02-21", "на следующий рабочий день", "2025-02-24"),
        ("2025-10-31", "на следующий рабочий день", "2025-11-01"),
    ],
)
def test_month_ends_leap_days_and_transfers(anchor: str, phrase: str, due: str) -> None:
    assert only(phrase, date.fromisoformat(anchor)).due == due
