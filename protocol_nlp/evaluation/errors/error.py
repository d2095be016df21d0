"""One error, and the stages that may have caused it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal, get_args

from protocol_nlp.records import Span

__all__ = ["CAUSES", "Cause", "Error"]

Cause = Literal[
    "structure",
    "recognition",
    "normalisation",
    "resolution",
    "deadline",
    "linking",
    "inheritance",
]
CAUSES: tuple[Cause, ...] = get_args(Cause)


@dataclass(frozen=True, slots=True)
class Error:
    """One difference: ``what`` it is in, what was right, what was said, and why.

    ``gold`` and ``predicted`` are written for a reader; null where one side has nothing.
    ``gold_span`` and ``predicted_span`` are offsets into the document's text.  ``headline``
    tells whether it keeps a decision from counting.
    """

    document: str
    cause: Cause
    what: str
    gold: str | None
    predicted: str | None
    decision: str | None
    gold_span: Span | None
    predicted_span: Span | None
    headline: bool = True
