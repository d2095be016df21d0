"""Parts of a phrase to one deadline: what continues what, and which part is a report."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from datetime import date
from functools import cache
from itertools import pairwise

from protocol_nlp.deadlines.grammar import Rule, read
from protocol_nlp.deadlines.meaning import meant
from protocol_nlp.deadlines.nodes import Granule, Often, Reading, Term
from protocol_nlp.deadlines.numerals import Line
from protocol_nlp.deadlines.policy import Policy
from protocol_nlp.deadlines.vocabulary import vocabulary
from protocol_nlp.deadlines.working_days import on_working_day
from protocol_nlp.lexicon import table
from protocol_nlp.records import Deadline, DeadlinePart, PartRole, Span

PART = "P"
_DAYS = ("absolute.by", "absolute.date")
_PLAIN = Policy()


@cache
def codes_of(section: str) -> frozenset[str]:
    """The codes of a list of words of the table ``deadlines/parts``."""
    return frozenset(vocabulary().word(w) for w in table("deadlines/parts")["lists"][section])


def places(line: Line) -> list[int]:
    """Where the parts stand among the words."""
    return [i for i, code in enumerate(line.codes) if code == PART]


def continued(line: Line, kept: Sequence[int]) -> None:
    """«ежемесячно представлять отчёт до 5 числа»: the day is one of the row before it."""
    for place in kept:
        _henceforth(line, place)
    for first, second in pairwise(kept):
        _on_the_morrow(line, second)
        often, day = line.values[first], line.values[second]
        granule = day.parts.get("date")
        if (
            often.rule.name == "every.often"
            and day.rule.name in _DAYS
            and _of_month(granule)
            and "," not in line.codes[first:second].replace(",", "", 1)
        ):
            parts = {"frequency": often.parts["frequency"], "date": granule}
            line.values[second] = day._replace(rule=row_rule(), parts=parts)


def _henceforth(line: Line, place: int) -> None:
    """«впредь платить до 10 числа»: the day of every month."""
    day = line.values[place]
    clause = line.codes[max(line.codes.rfind(m, 0, place) for m in ",;.\n") + 1 : place]
    if day.rule.name in _DAYS and not codes_of("henceforth").isdisjoint(clause):
        granule = day.parts.get("date")
        if _of_month(granule):
            parts = {"frequency": Often(Term(1, "M")), "date": granule}
            line.values[place] = day._replace(rule=row_rule(), parts=parts)


def _on_the_morrow(line: Line, place: int) -> None:
    """«сдать ключи до 4 мая, акт – на следующий рабочий день»: counted from that deed."""
    day = line.values[place]
    granule = day.parts.get("date")
    if isinstance(granule, Granule) and granule.values == ("B+1",):
        parts = {"offset": Term(1, "D", business=True)}
        line.values[place] = day._replace(
            rule=_rule("relative", "relative.next_day.then"), parts=parts
        )


def _of_month(granule: object) -> bool:
    """Whether a day is told by its number alone: «до 10 числа»."""
    return isinstance(granule, Granule) and all(v.startswith("M") for v in granule.values)


def row_rule() -> Rule:
    """The rule that reads a day of a month beside how often."""
    return _rule("recurrent", "every.often.date")


@cache
def _rule(section: str, name: str) -> Rule:
    return next(r for r in read("parts", section) if r.name == name)


def assemble(
    line: Line,
    group: Sequence[int],
    span: Span,
    reading: Reading,
    told: Mapping[int, PartRole] | None = None,
) -> Deadline:
    """The deadline of the parts at the places ``group``, which stand together.

    ``told`` gives their roles in running text; on a line of its own the words before a
    part tell it.
    """
    parts: list[DeadlinePart] = []
    role: PartRole = "execution"
    for number, place in enumerate(group):
        start = group[number - 1] + 1 if number else _sentence(line, place)
        before = line.codes[start:place]
        follows = bool(before) and not codes_of("then").isdisjoint(before)
        if not follows or not number:
            role = told[place] if told else _role(before)
        after = _last_day(parts) if follows else None
        found = meant(line.values[place], reading._replace(after=after) if after else reading)
        role = line.values[place].rule.value.get("role", role)
        parts += found if role == "execution" else [replace(part, role=role) for part in found]
    if len(parts) > 1:
        parts = list(_share_anchor(parts))
    if reading.policy != _PLAIN:
        parts = [_shifted(part, reading.policy) for part in parts]
    words = span.of(reading.text)
    return Deadline(words, span, inherited=False, due=due_of(parts), parts=tuple(parts))


def _sentence(line: Line, place: int) -> int:
    return max(line.codes.rfind(mark, 0, place) for mark in ".\n;") + 1


def _role(before: str) -> PartRole:
    return "report" if before and not codes_of("report").isdisjoint(before) else "execution"


def _last_day(parts: Sequence[DeadlinePart]) -> date | None:
    due = next((p.due or p.start for p in reversed(parts) if p.due or p.start), None)
    return date.fromisoformat(due) if due else None


def _share_anchor(parts: Sequence[DeadlinePart]) -> Iterable[DeadlinePart]:
    """«незамедлительно, но не позднее дня с момента получения»: both count from the receipt."""
    named = [p.anchor for p in parts if p.kind == "relative" and p.anchor != "doc_date"]
    for part in parts:
        if named and part.kind == "urgency" and part.anchor == "doc_date":
            yield replace(part, anchor=named[0], due=None)
        else:
            yield part


def due_of(parts: Sequence[DeadlinePart]) -> str | None:
    """The day of the first part with role ``execution`` that has one, else of the first."""
    first = None
    for part in parts:
        if part.due and part.role == "execution":
            return part.due
        first = first or part.due
    return first


def _shifted(part: DeadlinePart, policy: Policy) -> DeadlinePart:
    """The part with its due day moved as the policy asks, and told so."""
    if not part.due:
        return part
    due, told = date.fromisoformat(part.due), [part.due_source] if part.due_source else []
    if policy.days_off != "none":
        moved = on_working_day(due, forward=policy.days_off == "after")
        if moved != due:
            due, told = moved, [*told, f"policy.days_off.{policy.days_off}"]
    return replace(part, due=due.isoformat(), due_source=" ".join(told) or None)
