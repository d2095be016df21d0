"""The calendar read back by icalendar, its rules run by dateutil."""

from dataclasses import replace
from datetime import UTC, datetime

import pytest
from dateutil.rrule import rrulestr

from protocol_nlp.records import DeadlinePart
from protocol_nlp.writers import calendar_tasks, unreadable

icalendar = pytest.importorskip("icalendar")
STAMP = datetime(2022, 4, 12, tzinfo=UTC)


def tasks_of(minutes):
    content = calendar_tasks.dumps(minutes, stamp=STAMP)
    return icalendar.Calendar.from_ical(content).walk("VTODO")


def test_one_task_a_decision(minutes):
    tasks = tasks_of(minutes)
    assert [str(t["summary"]).split()[0] for t in tasks] == ["1.1", "1.2", "1.3", "1.4"]
    assert len({str(t["uid"]) for t in tasks}) == 4
    assert calendar_tasks.dumps(minutes, stamp=STAMP) == calendar_tasks.dumps(minutes, stamp=STAMP)


def test_the_last_admissible_day_is_still_in_time(minutes):
    due = tasks_of(minutes)[0]["due"].dt
    assert due == datetime(2022, 5, 3, 23, 59, 59)  # noqa: DTZ001
    assert "\r\nDUE:20220503T235959\r\n" in calendar_tasks.dumps(minutes, stamp=STAMP)


def test_permanent_repeats_its_report_and_has_no_due(minutes):
    task = tasks_of(minutes)[1]
    assert "due" not in task
    assert task["dtstart"].dt == datetime(2022, 5, 5)  # noqa: DTZ001
    assert task["rrule"].to_ical() == b"FREQ=MONTHLY;BYMONTHDAY=5"


def test_a_rule_without_a_day_is_due_at_the_end_of_its_period(minutes):
    task = tasks_of(minutes)[2]
    assert task["dtstart"].dt == datetime(2022, 4, 11)  # noqa: DTZ001
    assert task["due"].dt == datetime(2022, 7, 10, 23, 59, 59)  # noqa: DTZ001
    rule = rrulestr(task["rrule"].to_ical().decode(), dtstart=task["dtstart"].dt)
    assert rule[1] == datetime(2022, 7, 11)  # noqa: DTZ001


def test_people_stand_by_name(minutes):
    task = tasks_of(minutes)[0]
    assert task["organizer"].params["CN"] == "Гущина А.Д."
    told = [(a.params["CN"], a.params["X-ROLE"]) for a in task["attendee"]]
    assert told == [
        ("Отдел дорог", "RESPONSIBLE"),
        ("Лапин П.Ю.", "REPRESENTATIVE"),
        ("Гущина А.Д.", "CO_EXECUTOR"),
        ("Гущина А.Д.", "CONTROLLER"),
    ]
    assert all(str(a).startswith("urn:uuid:") for a in task["attendee"])


def test_a_report_beside_a_day_is_a_task_of_its_own(minutes):
    first = minutes.decisions[0]
    weekly = DeadlinePart("report", "recurrent", rrule="FREQ=WEEKLY;BYDAY=FR")
    both = replace(first.deadline, parts=(*first.deadline.parts, weekly))
    tasks = tasks_of(replace(minutes, decisions=(replace(first, deadline=both),)))
    assert str(tasks[1]["related-to"]) == str(tasks[0]["uid"])
    assert tasks[1]["due"].dt == datetime(2022, 4, 15, 23, 59, 59)  # noqa: DTZ001


@pytest.mark.parametrize("rule", ["FREQ=NEVER", "nonsense", "FREQ=DAILY;UNTIL=20200101"])
def test_a_rule_that_cannot_run_repeats_nothing(minutes, rule):
    third = minutes.decisions[2]
    part = replace(third.deadline.parts[0], rrule=rule)
    odd = replace(third, deadline=replace(third.deadline, parts=(part,)))
    (task,) = tasks_of(replace(minutes, decisions=(odd,)))
    assert "rrule" not in task


def test_without_a_day_nothing_repeats(minutes):
    third = minutes.decisions[2]
    undated = replace(minutes, header=replace(minutes.header, date=None), decisions=(third,))
    (task,) = tasks_of(undated)
    assert "rrule" not in task


def test_an_unreadable_document_is_told(minutes):
    content = calendar_tasks.dumps([unreadable("b.pdf", "no text"), minutes])
    assert str(icalendar.Calendar.from_ical(content)["x-protocol-nlp-error"]) == "no text"


def test_another_reader_finds_it_valid_and_reads_the_same(minutes):
    """vobject checks what RFC 5545 demands of each component, and expands the rules itself."""
    vobject = pytest.importorskip("vobject")
    calendar = vobject.readOne(calendar_tasks.dumps(minutes, stamp=STAMP))
    assert calendar.validate(raiseException=True)
    ours = tasks_of(minutes)
    assert len(calendar.vtodo_list) == len(ours)
    for theirs, task in zip(calendar.vtodo_list, ours, strict=True):
        told = {name: lines[0].value for name, lines in theirs.contents.items()}
        assert told["summary"] == str(task["summary"])
        assert told["uid"] == str(task["uid"])
        assert told.get("due") == (task["due"].dt if "due" in task else None)
        assert told.get("rrule") == (task["rrule"].to_ical().decode() if "rrule" in task else None)
    monthly = calendar.vtodo_list[1].getrruleset(addRDate=False)
    assert monthly[:2] == [datetime(2022, 5, 5), datetime(2022, 6, 5)]  # noqa: DTZ001
