"""How sure we are of a decision, from the rules that made it."""

from __future__ import annotations

from protocol_nlp.lexicon import table
from protocol_nlp.linking.drafts import Draft

__all__ = ["confidence", "group_of"]


def group_of(draft: Draft) -> str:
    """The kind of evidence that a decision rests on: the row of the calibration table.

    The executor's rule and the deadline's decide how often a decision is right; what
    they are inherited from hardly adds to it.
    """
    first = next((c for c in draft.claims if c.role == "responsible"), None)
    executor = first.rule if first else "none"
    deadline = draft.due.rule if draft.due else "none"
    return f"{executor}/{deadline}"


def confidence(draft: Draft) -> float:
    """The share of decisions with this evidence that were right on the development documents.

    Smoothed towards the share over all; see ``models/confidence`` for how it is counted.
    """
    shares = table("confidence")
    share: float = shares["groups"].get(group_of(draft), shares["over_all"])
    return share
