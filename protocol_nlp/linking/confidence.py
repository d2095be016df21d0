"""How sure we are of a decision, from what it rests on.

A logistic regression over a dozen signs that each reader of the JSON can see for himself; its
weights are the table ``confidence`` of the lexicon, fitted by ``models/confidence/fit.py``.
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import lru_cache
from math import exp

from protocol_nlp.lexicon import table
from protocol_nlp.records import Decision

__all__ = ["confidence", "signs"]

_KINDS = {"p": "person", "o": "organization", "r": "role", "g": "group"}  # by an entity's id
_SHORT, _LONG = 70, 180  # characters of a decision
_SEVERAL = 3


def signs(decision: Decision) -> tuple[str, ...]:
    """What tells how sure a decision is: how who and when are told, what kind it is, how long.

    >>> from protocol_nlp.records import Evidence, Span
    >>> told = (Evidence("deadline.line", Span(0, 1)),)
    >>> note = Decision("d1", "1", (), None, Span(0, 0), "Учесть", None, "note", "order",
    ...                 evidence=told)
    >>> signs(note)
    ('who.nobody', 'when.line', 'kind.note', 'numbered', 'short')
    """
    rules = [e.rule for e in decision.evidence]
    parts = decision.deadline.parts if decision.deadline else ()
    who = (_KINDS.get(e.entity[:1], "other") for e in decision.executors)
    return (
        f"who.{_who(decision, rules)}",
        f"when.{_when(rules)}",
        f"kind.{decision.kind}",
        *dict.fromkeys(f"executor.{kind}" for kind in who),
        *(["several"] if len(decision.executors) >= _SEVERAL else []),
        *dict.fromkeys(f"deadline.{part.kind}" for part in parts),
        *(["parts"] if len(parts) >= _SEVERAL else []),
        "numbered" if decision.number else "bare",
        *(["short"] if len(decision.text) < _SHORT else []),
        *(["long"] if len(decision.text) > _LONG else []),
    )


def _who(decision: Decision, rules: Sequence[str]) -> str:
    if not decision.executors:
        return "nobody"
    if decision.executors[0].inherited:
        return "inherited"
    beside = any(r.startswith("executor.") and r.endswith((".line", ".column")) for r in rules)
    return "beside" if beside else "sentence"


def _when(rules: Sequence[str]) -> str:
    return next((r.split(".", 1)[1] for r in rules if r.startswith("deadline.")), "none")


def confidence(decision: Decision) -> float:
    """The probability that executors, their roles and the deadline of a decision are all right.

    >>> from protocol_nlp.records import Span
    >>> bare = Decision("d1", None, (), None, Span(0, 0), "Учесть", None, "assignment", "order")
    >>> 0 < confidence(bare) < 1
    True
    """
    return _probability(signs(decision))


@lru_cache(maxsize=4096)
def _probability(told: tuple[str, ...]) -> float:
    weights = table("confidence")["weights"]
    score = table("confidence")["intercept"] + sum(weights.get(sign, 0.0) for sign in told)
    return round(1 / (1 + exp(-score)), 3)
