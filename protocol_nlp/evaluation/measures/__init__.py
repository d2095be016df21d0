"""One module a layer: each takes an aligned document and gives tallies by dotted name."""

from __future__ import annotations

from protocol_nlp.evaluation.alignment import Aligned
from protocol_nlp.evaluation.measures.deadlines import deadlines
from protocol_nlp.evaluation.measures.entities import entities
from protocol_nlp.evaluation.measures.executors import executors
from protocol_nlp.evaluation.measures.headline import headline
from protocol_nlp.evaluation.measures.mentions import Normalize, mentions, normal_forms
from protocol_nlp.evaluation.measures.structure import structure
from protocol_nlp.evaluation.tally import Tallies

__all__ = ["measure"]

LAYERS = (headline, structure, executors, deadlines, entities, mentions)


def measure(aligned: Aligned, normalize: Normalize | None = None) -> Tallies:
    """All tallies of one document, by dotted name, in the order of the report."""
    tallies: Tallies = {}
    for layer in LAYERS:
        tallies.update(layer(aligned))
    if normalize:
        tallies.update(normal_forms(aligned.gold, normalize))
    return tallies
