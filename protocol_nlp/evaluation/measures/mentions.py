"""Mentions in the four schemas of SemEval-2013 task 9.1, and their normal forms.

The schemas are those of Segura-Bedmar, Martínez and Herrero-Zazo (2013), as the package
``nervaluate`` counts them: ``strict`` (boundaries and kind), ``exact`` (boundaries),
``partial`` (boundaries, half a point for an overlap) and ``type`` (kind, on any overlap).
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from functools import cache
from typing import TYPE_CHECKING

from protocol_nlp.evaluation.alignment import Aligned
from protocol_nlp.evaluation.comparison import accepted_forms, fold
from protocol_nlp.evaluation.tally import Tallies, accuracy, counted
from protocol_nlp.records import Entity, EntityKind, Mention, Minutes, Normalized, Span

if TYPE_CHECKING:
    from nervaluate.strategies import EvaluationStrategy

__all__ = ["NAMED", "Normalize", "mentions", "normal_forms", "schemas"]

KINDS: tuple[EntityKind, ...] = ("person", "organization", "role", "group")
NAMED = ("person", "organization")  # roles and groups are annotated as executors only
SCHEMAS = ("strict", "exact", "partial", "type")

Normalize = Callable[[str, Sequence[Span], Sequence[EntityKind]], Sequence[Normalized]]
"""What ``Analyzer.normalize_spans`` is: a text, spans of it and their kinds to one form a span."""


@cache
def _strategies() -> dict[str, EvaluationStrategy]:
    from nervaluate import strategies  # noqa: PLC0415  an extra that only evaluation needs

    return {
        "strict": strategies.StrictEvaluation(),
        "exact": strategies.ExactEvaluation(),
        "partial": strategies.PartialEvaluation(),
        "type": strategies.EntityTypeEvaluation(),
    }


def schemas(gold: Iterable[tuple[str, Span]], predicted: Iterable[tuple[str, Span]]) -> Tallies:
    """The four schemas over two lists of (label, span), as ``{"strict": Tally, ...}``.

    >>> tallies = schemas([("person", Span(0, 8))], [("person", Span(0, 5))])
    >>> {name: tally.f1 for name, tally in tallies.items()}
    {'strict': 0.0, 'exact': 0.0, 'partial': 0.5, 'type': 1.0}
    """
    from nervaluate.entities import Entity as Labelled  # noqa: PLC0415

    # nervaluate's ends are inclusive and its greedy search goes in the order given
    def labelled(items: Iterable[tuple[str, Span]]) -> list[Labelled]:
        ordered = sorted(set(items), key=lambda item: (item[1], item[0]))
        return [Labelled(label, span.start, span.stop - 1) for label, span in ordered]

    golden, guessed = labelled(gold), labelled(predicted)
    tallies = {}
    for name, strategy in _strategies().items():
        result, _ = strategy.evaluate(golden, guessed, [])
        right = result.correct + 0.5 * result.partial
        tallies[name] = counted(right, result.actual, result.possible)
    return tallies


def mentions(aligned: Aligned) -> Tallies:
    """The tallies of mentions over one document: of names together, and kind by kind."""
    gold = [(m.kind, m.span) for m in aligned.gold.mentions]
    guess = [(m.kind, m.span) for m in aligned.predicted.mentions]
    named = schemas([g for g in gold if g[0] in NAMED], [g for g in guess if g[0] in NAMED])
    tallies = {f"mentions.{name}": tally for name, tally in named.items()}
    for kind in KINDS:
        of_kind = schemas([g for g in gold if g[0] == kind], [g for g in guess if g[0] == kind])
        tallies[f"mentions.strict.{kind}"] = of_kind["strict"]
    return {**tallies, **_normal_on_found(aligned)}


def _normal_on_found(aligned: Aligned) -> Tallies:
    """Normal forms, cases and genders of the gold mentions whose very span was found."""
    found = {mention.span: mention for mention in aligned.predicted.mentions}
    both = [(m, found[m.span]) for m in aligned.gold.mentions if m.span in found]
    told = [(a, b) for a, b in both if a.normal]
    normal = [(a.kind, fold(b.normal) in _forms(a, aligned.gold_entities)) for a, b in told]
    cased = [(a, b) for a, b in both if a.case]
    tallies = {"mentions.case": accuracy(sum(a.case == b.case for a, b in cased), len(cased))}
    tallies["normal.found_spans"] = accuracy(sum(right for _, right in normal), len(normal))
    for kind in KINDS:
        of_kind = [right for other, right in normal if other == kind]
        tallies[f"normal.found_spans.{kind}"] = accuracy(sum(of_kind), len(of_kind))
    return tallies


def _forms(mention: Mention, entities: Mapping[str, Entity]) -> frozenset[str]:
    return accepted_forms(mention, entities.get(mention.entity or ""))


def normal_forms(gold: Minutes, normalize: Normalize) -> Tallies:
    """Normal forms on gold spans: what ``normalize`` makes of each mention of the gold.

    >>> from protocol_nlp.records import Header, Source
    >>> person = Mention("m1", None, "person", "Лисой О.", Span(0, 8), normal="Лиса О.")
    >>> text = Minutes(Source("a", "", 8), Header(), mentions=(person,), text="Лисой О.")
    >>> normal_forms(text, lambda *_: [Normalized("", "лиса О.")])["normal.gold_spans"].f1
    0.0
    """
    golden = [mention for mention in gold.mentions if mention.normal]
    spans, named = [m.span for m in golden], [m.kind for m in golden]
    guessed = normalize(gold.text, spans, named) if golden else []
    entities = {entity.id: entity for entity in gold.entities}
    pairs = list(zip(golden, guessed, strict=True))
    right = {
        kind: [fold(b.normal) in _forms(a, entities) for a, b in pairs if a.kind == kind]
        for kind in KINDS
    }
    tallies = {f"normal.gold_spans.{k}": accuracy(sum(r), len(r)) for k, r in right.items()}
    together = [answer for answers in right.values() for answer in answers]
    return {"normal.gold_spans": accuracy(sum(together), len(together)), **tallies}
