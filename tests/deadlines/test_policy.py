"""What a caller may ask for, and that it is told; dates that are not known or not there."""

from __future__ import annotations

import pytest

from protocol_nlp.deadlines import Policy, default, find, parse
from protocol_nlp.records import Deadline, DeadlinePart

DATE = "2022-05-18"


def first(phrase: str, date: str | None = DATE, **policy: object) -> DeadlinePart:
    deadline = parse(phrase, date, Policy(**policy))  # type: ignore[arg-type]
    assert isinstance(deadline, Deadline)
    return deadline.parts[0]


@pytest.mark.parametrize(
    ("phrase", "policy", "due", "source"),
    [
        ("до 4 июня", {}, "2022-06-04", None),
        ("до 4 июня", {"days_off": "before"}, "2022-06-03", "policy.days_off.before"),
        ("до 4 июня", {"days_off": "after"}, "2022-06-06", "policy.days_off.after"),
        ("до 12 июня", {"days_off": "after"}, "2022-06-14", "policy.days_off.after"),
        ("до 3 июня", {"days_off": "after"}, "2022-06-03", None),
        ("до 3 июня", {"exclusive": True}, "2022-06-02", "policy.exclusive"),
        ("по 3 июня", {"exclusive": True}, "2022-06-03", None),
        ("не позднее 3 июня", {"exclusive": True}, "2022-06-03", None),
        ("до 3 июня включительно", {"exclusive": True}, "2022-06-03", None),
        ("до конца июня", {"exclusive": True}, "2022-06-30", None),
        ("срочно", {"urgent_days": 3}, "2022-05-21", "policy.urgent_days"),
        ("оперативно", {"prompt_days": 10}, "2022-05-28", "policy.prompt_days"),
        ("оперативно", {"urgent_days": 3}, None, None),
        ("в течение 5 дней", {"business": True}, "2022-05-25", "policy.business"),
        ("в течение 5 календарных дней", {"business": True}, "2022-05-23", None),
    ],
)
def test_policy(phrase: str, policy: dict[str, object], due: str | None, source: str) -> None:
    part = first(phrase, **policy)
    assert (part.due, part.due_source) == (due, source)


def test_due_of_the_deadline_moves_with_its_part() -> None:
    deadline = parse("до 4 июня", DATE, Policy(days_off="before"))
    assert deadline
    assert deadline.due == "2022-06-03"


def test_find_takes_the_policy_too() -> None:
    (deadline,) = find("Срочно устранить течь.", DATE, Policy(urgent_days=3))
    assert deadline.due == "2022-05-21"


def test_a_month_by_default_is_told() -> None:
    assert default(DATE, Policy()) is None
    deadline = default(DATE, Policy(default_month=True))
    assert deadline
    assert (deadline.due, deadline.parts[0].due_source) == ("2022-06-18", "policy.default_month")


@pytest.mark.parametrize(
    ("phrase", "kind", "value"),
    [
        ("до 3 июня", "absolute", None),
        ("до 3 июня 2022 года", "absolute", "2022-06-03"),
        ("в течение 5 дней", "relative", "P5D"),
        ("постоянно", "permanent", None),
        ("ежемесячно до 5 числа", "recurrent", "XXXX-XX-05"),
        ("ко Дню Победы", "event", None),
        ("с 3 по 5 июня", "range", None),
    ],
)
def test_unknown_date(phrase: str, kind: str, value: str | None) -> None:
    part = first(phrase, None)
    assert (part.kind, part.value) == (kind, value)
    assert part.due is None or value == part.due


@pytest.mark.parametrize("phrase", ["31 июня", "до 30 февраля", "ежегодно до 31 сентября"])
def test_a_day_that_no_calendar_has(phrase: str) -> None:
    part = first(phrase)
    assert (part.value, part.due) == (None, None)


@pytest.mark.parametrize("phrase", ["", "-", "нет", "Иванов И.И.", "отдел кадров", "№ 5", "г."])
def test_no_deadline(phrase: str) -> None:
    assert parse(phrase, DATE) is None
