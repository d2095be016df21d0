"""Deadlines of the decisions that were found: kind, value, day, rule, and the whole."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from protocol_nlp.evaluation.alignment import Aligned, span_overlap
from protocol_nlp.evaluation.assignment import assign
from protocol_nlp.evaluation.comparison import same_value
from protocol_nlp.evaluation.recurrence import same_rule
from protocol_nlp.evaluation.tally import Tallies, Tally, accuracy, counted, total
from protocol_nlp.records import Deadline, DeadlinePart, Decision

__all__ = ["deadlines", "kinds", "match_parts", "same_deadline"]

Agree = Callable[[DeadlinePart, DeadlinePart], bool]
Has = Callable[[DeadlinePart], bool]


def match_parts(gold: Sequence[DeadlinePart], predicted: Sequence[DeadlinePart]) -> dict[int, int]:
    """Gold part to predicted part, by index: the pairing in which most fields agree.

    >>> part = DeadlinePart("execution", "permanent")
    >>> report = DeadlinePart("report", "recurrent", rrule="FREQ=YEARLY")
    >>> match_parts([part, report], [report])
    {1: 0}
    """
    return assign(
        {(i, j): _likeness(a, b) for i, a in enumerate(gold) for j, b in enumerate(predicted)}
    )


def _likeness(gold: DeadlinePart, guess: DeadlinePart) -> float:
    agreeing = (gold.kind == guess.kind) + (gold.due == guess.due) + (gold.role == guess.role)
    return 0.5 + agreeing + 1.5 * same_value(gold.value, guess.value)


def same_deadline(gold: Deadline | None, predicted: Deadline | None) -> bool:
    """Whether two deadlines say the same: the day, and kind and value of every part.

    >>> from protocol_nlp.records import Span
    >>> a = Deadline("срочно", Span(0, 6), False, None, (DeadlinePart("execution", "urgency"),))
    >>> same_deadline(a, a), same_deadline(a, None)
    (True, False)
    """
    if gold is None or predicted is None:
        return gold is predicted
    if gold.due != predicted.due or len(gold.parts) != len(predicted.parts):
        return False
    pairs = match_parts(gold.parts, predicted.parts).items()
    both = [(gold.parts[i], predicted.parts[j]) for i, j in pairs]
    return all(a.kind == b.kind and same_value(a.value, b.value) for a, b in both)


def deadlines(aligned: Aligned) -> Tallies:
    """The tallies of deadlines over one document."""
    rows = [_decision(gold.deadline, guess.deadline) for gold, guess in aligned.decision_pairs()]
    rows += [_decision(decision.deadline, None) for decision in aligned.missed()]
    rows += [_decision(None, decision.deadline) for decision in aligned.spurious()]
    return total(rows)


def _decision(gold: Deadline | None, guess: Deadline | None) -> Tallies:
    sizes = float(guess is not None), float(gold is not None)
    golden, guessed = gold.parts if gold else (), guess.parts if guess else ()
    both = [(golden[i], guessed[j]) for i, j in match_parts(golden, guessed).items()]

    def fields(agree: Agree, has: Has) -> Tally:
        return counted(
            sum(has(a) and has(b) and agree(a, b) for a, b in both),
            sum(map(has, guessed)),
            sum(map(has, golden)),
        )

    tallies = {
        "deadlines.present": counted(float(bool(gold and guess)), *sizes),
        "deadlines.whole": counted(float(bool(gold) and same_deadline(gold, guess)), *sizes),
        "deadlines.due": _due(gold, guess),
        "deadlines.kind": fields(lambda a, b: a.kind == b.kind, lambda _: True),
        "deadlines.role": fields(lambda a, b: a.role == b.role, lambda _: True),
        "deadlines.value": fields(
            lambda a, b: same_value(a.value, b.value), lambda p: bool(p.value)
        ),
        "deadlines.part_due": fields(lambda a, b: a.due == b.due, lambda p: bool(p.due)),
        "deadlines.rrule": fields(
            lambda a, b: same_rule(a.rrule, b.rrule), lambda p: bool(p.rrule)
        ),
    }
    if gold and guess:
        tallies["deadlines.words"] = accuracy(float(span_overlap(gold.span, guess.span) > 0), 1)
        tallies["deadlines.inherited"] = accuracy(float(gold.inherited == guess.inherited), 1)
    return tallies


def _due(gold: Deadline | None, guess: Deadline | None) -> Tally:
    golden, guessed = gold.due if gold else None, guess.due if guess else None
    return counted(
        float(golden is not None and golden == guessed),
        float(guessed is not None),
        float(golden is not None),
    )


def kinds(decision: Decision) -> frozenset[str]:
    """The kinds of a decision's deadline: ``none`` without one, ``compound`` for several.

    >>> from protocol_nlp.records import Span
    >>> kinds(Decision("d1", None, (), None, Span(0, 0), "", None, "note", "order"))
    frozenset({'none'})
    """
    if decision.deadline is None:
        return frozenset({"none"})
    found = {part.kind for part in decision.deadline.parts}
    return frozenset(found | ({"compound"} if len(decision.deadline.parts) > 1 else set()))
