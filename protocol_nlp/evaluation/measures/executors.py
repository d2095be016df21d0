"""Executors and controllers of the decisions that were found."""

from __future__ import annotations

from collections.abc import Sequence

from protocol_nlp.evaluation.alignment import Aligned, span_overlap
from protocol_nlp.evaluation.assignment import assign
from protocol_nlp.evaluation.comparison import accepted_names, fold
from protocol_nlp.evaluation.tally import Tallies, Tally, accuracy, counted, total
from protocol_nlp.records import Controller, Decision, Executor

__all__ = ["executors", "match_names", "same_executors"]


def match_names(
    aligned: Aligned,
    gold: Sequence[Executor | Controller],
    predicted: Sequence[Executor | Controller],
) -> dict[int, int]:
    """Gold to predicted, by index, where the names agree; one to one.

    A gold entity that lists alternatives accepts any of them.  Of several that agree the
    one with the same role is taken.
    """
    weights = {}
    for i, golden in enumerate(gold):
        names = accepted_names(golden.name, aligned.gold_entities.get(golden.entity))
        for j, guess in enumerate(predicted):
            if fold(guess.name) in names:
                weights[i, j] = 1.0 + 0.1 * (_role(golden) == _role(guess))
    return assign(weights)


def _role(who: Executor | Controller) -> str:
    return who.role if isinstance(who, Executor) else ""


def same_executors(aligned: Aligned, gold: Decision, predicted: Decision) -> bool:
    """Whether all executors are there, no other is, and each has its role."""
    pairs = match_names(aligned, gold.executors, predicted.executors)
    return len(pairs) == len(gold.executors) == len(predicted.executors) and all(
        gold.executors[i].role == predicted.executors[j].role for i, j in pairs.items()
    )


def executors(aligned: Aligned) -> Tallies:
    """The tallies of executors and controllers over one document.

    Those of a decision that was missed count as missed, those of a spurious one as spurious.
    """
    rows = [_decision(aligned, gold, guess) for gold, guess in aligned.decision_pairs()]
    rows += [_alone(decision, gold=True) for decision in aligned.missed()]
    rows += [_alone(decision, gold=False) for decision in aligned.spurious()]
    return total(rows)


def _decision(aligned: Aligned, gold: Decision, guess: Decision) -> Tallies:
    pairs = match_names(aligned, gold.executors, guess.executors)
    both = [(gold.executors[i], guess.executors[j]) for i, j in pairs.items()]
    sizes = len(guess.executors), len(gold.executors)
    wards = match_names(aligned, gold.controllers, guess.controllers)
    all_named = len(both) == sizes[0] == sizes[1]
    return {
        "executors.name": counted(len(both), *sizes),
        "executors.name_and_role": counted(sum(a.role == b.role for a, b in both), *sizes),
        "executors.all_of_decision": counted(
            float(all_named and bool(both)), float(sizes[0] > 0), float(sizes[1] > 0)
        ),
        "executors.representative": _representatives(aligned, gold, guess, both),
        "executors.words": accuracy(
            sum(span_overlap(a.span, b.span) > 0 for a, b in both if a.span.stop > a.span.start),
            sum(a.span.stop > a.span.start for a, _ in both),
        ),
        "executors.inherited": accuracy(
            sum(a.inherited == b.inherited for a, b in both), len(both)
        ),
        "controllers.name": counted(len(wards), len(guess.controllers), len(gold.controllers)),
    }


def _representatives(
    aligned: Aligned, gold: Decision, guess: Decision, both: list[tuple[Executor, Executor]]
) -> Tally:
    right = sum(
        a.representative is not None and aligned.same_entity(a.representative, b.representative)
        for a, b in both
    )
    return counted(
        right,
        sum(e.representative is not None for e in guess.executors),
        sum(e.representative is not None for e in gold.executors),
    )


def _alone(decision: Decision, *, gold: bool) -> Tallies:
    """What a decision adds that has no counterpart on the other side."""

    def one_sided(count: int) -> Tally:
        return counted(0, 0 if gold else count, count if gold else 0)

    number = len(decision.executors)
    return {
        "executors.name": one_sided(number),
        "executors.name_and_role": one_sided(number),
        "executors.all_of_decision": one_sided(int(number > 0)),
        "executors.representative": one_sided(
            sum(e.representative is not None for e in decision.executors)
        ),
        "controllers.name": one_sided(len(decision.controllers)),
    }
