"""How sure we are of a decision, from the kind of evidence that it rests on."""

from __future__ import annotations

from collections.abc import Sequence

from protocol_nlp.lexicon import table
from protocol_nlp.records import Evidence, Executor

__all__ = ["confidence", "group_of"]


def group_of(evidence: Sequence[Evidence], executors: Sequence[Executor]) -> str:
    """The kind of evidence of a decision: the row of the calibration table.

    How the executor is told and how the deadline is told decide how often a decision is
    right; which of many words told it hardly adds to that.

    >>> from protocol_nlp.records import Span
    >>> group_of([Evidence("deadline.line", Span(0, 1))], [])
    'nobody/line'
    """
    rules = [e.rule for e in evidence]
    if not executors:
        who = "nobody"
    elif executors[0].inherited:
        who = "inherited"
    else:
        who = "beside" if any(r.endswith((".line", ".column")) for r in _of(rules)) else "sentence"
    when = next((r.split(".", 1)[1] for r in rules if r.startswith("deadline.")), "none")
    return f"{who}/{when}"


def _of(rules: Sequence[str]) -> list[str]:
    return [r for r in rules if r.startswith("executor.")]


def confidence(evidence: Sequence[Evidence], executors: Sequence[Executor]) -> float:
    """The share of decisions with such evidence that were right on the development documents.

    Smoothed towards the share over all; ``models/confidence`` says how it is counted.
    """
    shares = table("confidence")
    share: float = shares["groups"].get(group_of(evidence, executors), shares["over_all"])
    return share
