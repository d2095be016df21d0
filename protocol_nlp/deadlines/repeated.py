"""The meaning of a part that recurs: its row of days, its first day, its record."""

from __future__ import annotations

from datetime import date, timedelta

from protocol_nlp.deadlines.nodes import Draft, Granule, Often, ReportDay, Term
from protocol_nlp.deadlines.recurrence import first_after, written
from protocol_nlp.deadlines.rows import MONTHLY, Asked, Series, bounded, series, timed
from protocol_nlp.deadlines.timex import bounds
from protocol_nlp.records import DeadlinePart

_DAY = timedelta(days=1)


def repeated(draft: Draft, anchor: date | None, after: date | None) -> DeadlinePart:
    """The part that a draft of the section ``recurrent`` means.

    ``after`` is the day that a part before it («далее») ended with, else None.
    """
    if draft.rule.value.get("unknown"):
        return DeadlinePart("execution", "recurrent", "SET", relation="every")
    often = draft.parts.get("frequency") or _implied(draft)
    asked = Asked(often, "frequency" in draft.parts, bool(draft.rule.value.get("before")), anchor)
    row = timed(bounded(series(draft, asked), draft, asked), draft, asked)
    return _part(row, asked, anchor, after)


def _implied(draft: Draft) -> Often:
    """The period that the day itself implies where no word says how often."""
    if word := draft.parts.get("often_adjective"):
        return Often(Term(float(word[1:-1]), word[-1]))
    report = draft.parts.get("report_day")
    if isinstance(report, ReportDay):
        return Often(Term(1, report.period or "M"))
    if "nth" in draft.parts and "weekdays" in draft.parts:
        period = draft.rule.value.get("period")
        return Often(Term(period, "W") if period else Term(1, "M"))
    days = next((p for p in draft.parts.values() if isinstance(p, Granule)), None)
    if days and days.values and MONTHLY.fullmatch(days.values[0]):
        return Often(Term(1, "M"))
    return Often(Term(1, "W" if {"weekdays", "week"} & set(draft.parts) else "Y"))


def _part(row: Series, asked: Asked, anchor: date | None, after: date | None) -> DeadlinePart:
    often, recur = asked.often, row.recur
    business = row.business or often.working
    base = after or anchor
    due = None
    if recur is not None and row.fixed and base is not None:
        first = _since(row, base)
        due = first_after(recur, first, business=business)
        if row.until and due and due.isoformat() > row.until:
            due = None
    start = row.first or (after.isoformat() if after else None)
    if start and start.startswith("XXXX"):
        start = _season_start(start, due)
    if recur is not None and row.until:
        recur = recur | {"UNTIL": row.until.replace("-", "")}
    return DeadlinePart(
        role="execution",
        kind="recurrent",
        type="SET",
        value=row.value,
        mod=row.mod or often.mod,
        relation="every",
        start=start,
        due=due.isoformat() if due else None,
        calendar="business" if business else None,
        rrule=written(recur) if recur else None,
    )


def _since(row: Series, base: date) -> date:
    """The day after which the first occurrence is looked for."""
    if row.first and not row.first.startswith("XXXX"):
        return max(base, date.fromisoformat(row.first) - _DAY)
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
