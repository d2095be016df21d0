"""The figure by which the whole is judged: decisions with everything right."""

from __future__ import annotations

from collections import defaultdict

from protocol_nlp.evaluation.alignment import Aligned
from protocol_nlp.evaluation.measures.deadlines import kinds, same_deadline
from protocol_nlp.evaluation.measures.executors import same_executors
from protocol_nlp.evaluation.tally import Tallies, Tally, counted
from protocol_nlp.records import Decision

__all__ = ["HEADLINE", "by_deadline_kind", "headline", "right_pairs"]

HEADLINE = "headline"


def is_right(aligned: Aligned, gold: Decision, guess: Decision) -> bool:
    """Whether all executors, their roles and all deadlines of a decision are right."""
    return same_executors(aligned, gold, guess) and same_deadline(gold.deadline, guess.deadline)


def right_pairs(aligned: Aligned) -> dict[int, int]:
    """The decisions with everything right: gold index to predicted index."""
    gold, guess = aligned.gold.decisions, aligned.predicted.decisions
    return {i: j for i, j in aligned.decisions.items() if is_right(aligned, gold[i], guess[j])}


def headline(aligned: Aligned) -> Tallies:
    """The headline over one document, and its three conditions each by itself."""
    sizes = len(aligned.predicted.decisions), len(aligned.gold.decisions)
    pairs = list(aligned.decision_pairs())
    assigned = [(a, b) for a, b in pairs if a.kind == "assignment"]
    return {
        HEADLINE: counted(len(right_pairs(aligned)), *sizes),
        "headline.assignments": counted(
            sum(is_right(aligned, a, b) for a, b in assigned),
            len(assigned) + sum(d.kind == "assignment" for d in aligned.spurious()),
            len(assigned) + sum(d.kind == "assignment" for d in aligned.missed()),
        ),
        "headline.executors": counted(sum(same_executors(aligned, a, b) for a, b in pairs), *sizes),
        "headline.deadline": counted(
            sum(same_deadline(a.deadline, b.deadline) for a, b in pairs), *sizes
        ),
    }


def by_deadline_kind(aligned: Aligned) -> dict[str, Tally]:
    """The headline of the decisions with each kind of deadline.

    A pair counts by the kinds of its gold deadline, a decision alone by its own; one with
    several parts counts under each of their kinds and under ``compound``.
    """
    sums: dict[str, Tally] = defaultdict(Tally)
    for gold, guess in aligned.decision_pairs():
        answer = counted(float(is_right(aligned, gold, guess)), 1, 1)
        for kind in kinds(gold):
            sums[kind] = sums[kind].plus(answer)
    for alone, tally in (
        (aligned.missed(), counted(0, 0, 1)),
        (aligned.spurious(), counted(0, 1, 0)),
    ):
        for decision in alone:
            for kind in kinds(decision):
                sums[kind] = sums[kind].plus(tally)
    return dict(sorted(sums.items()))
