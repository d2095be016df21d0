"""Entities: whether the mentions of one person or body were put together, and its name.

``b_cubed`` is that of Bagga and Baldwin (1998) with mentions that only one side has kept
(Cai and Strube 2010, "B³all"): a predicted mention that is not in the gold has precision
0, a gold mention that was not found recall 0.  ``ceaf`` is CEAF with φ4 (Luo 2005).  All
but ``kind`` are over persons and organisations, because of roles and groups only those that
are executors are annotated.
"""

from __future__ import annotations

from collections.abc import Iterable

from protocol_nlp.evaluation.alignment import Aligned
from protocol_nlp.evaluation.comparison import accepted_names, fold
from protocol_nlp.evaluation.measures.mentions import NAMED
from protocol_nlp.evaluation.tally import Tallies, Tally, accuracy, counted
from protocol_nlp.records import Entity, Span

__all__ = ["entities"]

Clusters = dict[Span, frozenset[Span]]


def entities(aligned: Aligned) -> Tallies:
    """The tallies of entities over one document."""
    gold, guess = aligned.gold.entities, aligned.predicted.entities
    both = [(gold[i], guess[j]) for i, j in aligned.entities.items()]
    pairs = [(a, b) for a, b in both if a.kind in NAMED and b.kind in NAMED]
    sizes = sum(e.kind in NAMED for e in guess), sum(e.kind in NAMED for e in gold)
    similarity = sum(aligned.entity_likeness(a, b) for a, b in pairs)
    gendered = [(a, b) for a, b in pairs if a.gender]
    employed = [(a, b) for a, b in pairs if a.organization]
    return {
        "entities.b_cubed": _b_cubed(aligned),
        "entities.ceaf": counted(similarity, *sizes),
        "entities.name": counted(sum(_named(a, b) for a, b in pairs), *sizes),
        "entities.name_of_found": accuracy(sum(_named(a, b) for a, b in pairs), len(pairs)),
        "entities.kind": accuracy(sum(a.kind == b.kind for a, b in both), len(both)),
        "entities.gender": accuracy(sum(a.gender == b.gender for a, b in gendered), len(gendered)),
        "entities.position": _positions(pairs, aligned),
        "entities.organization": accuracy(
            sum(aligned.same_entity(a.organization, b.organization) for a, b in employed),
            len(employed),
        ),
    }


def _named(gold: Entity, guess: Entity) -> bool:
    return fold(guess.name) in accepted_names(gold.name, gold)


def _positions(pairs: list[tuple[Entity, Entity]], aligned: Aligned) -> Tally:
    right = sum(len(set(map(fold, a.positions)) & set(map(fold, b.positions))) for a, b in pairs)
    predicted = sum(len(entity.positions) for entity in aligned.predicted.entities)
    return counted(right, predicted, sum(len(entity.positions) for entity in aligned.gold.entities))


def _clusters(entities: Iterable[Entity], spans: dict[str, frozenset[Span]]) -> Clusters:
    clusters = [spans[entity.id] for entity in entities if entity.kind in NAMED]
    return {span: cluster for cluster in clusters for span in cluster}


def _b_cubed(aligned: Aligned) -> Tally:
    gold = _clusters(aligned.gold.entities, aligned.gold_spans)
    guess = _clusters(aligned.predicted.entities, aligned.predicted_spans)
    shared = {span: len(gold[span] & guess[span]) for span in gold.keys() & guess.keys()}
    return Tally(
        right=sum(shared[span] / len(guess[span]) for span in sorted(shared)),
        predicted=len(guess),
        found=sum(shared[span] / len(gold[span]) for span in sorted(shared)),
        gold=len(gold),
    )
