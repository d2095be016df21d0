"""Which predicted decision answers which gold one, and the same for agenda items and entities."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property

from protocol_nlp.evaluation.assignment import assign
from protocol_nlp.evaluation.comparison import accepted_names, fold, same_name, words
from protocol_nlp.records import AgendaItem, Decision, Entity, Minutes, Span

__all__ = ["Aligned", "dice", "span_overlap"]

_SAME = 0.5  # half of the two texts' characters in common: more than with any neighbour
_NUMBER_WEIGHT = 0.2  # breaks ties between equal overlaps, cannot outvote a clear one
_PATH_WEIGHT = 0.1


def span_overlap(one: Span, other: Span) -> int:
    """How many characters two spans share.

    >>> span_overlap(Span(0, 5), Span(3, 9))
    2
    """
    return max(0, min(one.stop, other.stop) - max(one.start, other.start))


def dice(one: Span, other: Span) -> float:
    """The Dice coefficient of two spans, in characters, from 0 to 1.

    >>> dice(Span(0, 4), Span(2, 6))
    0.5
    """
    length = one.stop - one.start + other.stop - other.start
    return 2 * span_overlap(one, other) / length if length > 0 else 0.0


def _word_dice(one: str, other: str) -> float:
    left, right = Counter(words(one)), Counter(words(other))
    size = sum(left.values()) + sum(right.values())
    return 2 * sum((left & right).values()) / size if size else 0.0


def _likeness(gold: Decision, predicted: Decision) -> float:
    """How much two decisions share: of their spans, or of their words where a span is empty."""
    if gold.span.stop > gold.span.start and predicted.span.stop > predicted.span.start:
        return dice(gold.span, predicted.span)
    return _word_dice(gold.text, predicted.text)


def _decision_weight(gold: Decision, predicted: Decision) -> float:
    """The weight of pairing two decisions; 0 where they are not the same at all."""
    likeness = _likeness(gold, predicted)
    numbered = gold.number is not None and gold.number == predicted.number
    if likeness < _SAME and not (numbered and likeness > _SAME / 2):
        return 0.0
    return (
        likeness
        + _NUMBER_WEIGHT * (gold.number == predicted.number)
        + _PATH_WEIGHT * (gold.path == predicted.path)
    )


def _agenda_weight(gold: AgendaItem, predicted: AgendaItem) -> float:
    likeness = max(dice(gold.span, predicted.span), _word_dice(gold.title, predicted.title))
    return likeness if likeness >= _SAME else 0.0


def _match(weigh: Sequence[Sequence[float]]) -> dict[int, int]:
    return assign({(i, j): w for i, row in enumerate(weigh) for j, w in enumerate(row) if w > 0})


@dataclass(frozen=True)
class Aligned:
    """A gold document beside the predicted one.

    >>> from protocol_nlp.records import Header, Source
    >>> empty = Minutes(Source("a", "", 0), Header())
    >>> Aligned(empty, empty).decisions
    {}
    """

    gold: Minutes
    predicted: Minutes

    @cached_property
    def decisions(self) -> dict[int, int]:
        """Gold decision to predicted decision, both by index; optimal, one to one."""
        return _match(
            [
                [_decision_weight(gold, guess) for guess in self.predicted.decisions]
                for gold in self.gold.decisions
            ]
        )

    @cached_property
    def agenda(self) -> dict[int, int]:
        """Gold agenda item to predicted one, both by index."""
        return _match(
            [
                [_agenda_weight(gold, guess) for guess in self.predicted.agenda]
                for gold in self.gold.agenda
            ]
        )

    @cached_property
    def entities(self) -> dict[int, int]:
        """Gold entity to predicted one, both by index: the alignment of CEAF (Luo 2005)."""
        return _match(
            [
                [self.entity_likeness(gold, guess) for guess in self.predicted.entities]
                for gold in self.gold.entities
            ]
        )

    def entity_likeness(self, gold: Entity, predicted: Entity) -> float:
        """φ4 of CEAF, the Dice coefficient of the mentions; by name where there are none."""
        golden, guessed = self.gold_spans[gold.id], self.predicted_spans[predicted.id]
        if not golden or not guessed:
            alike = fold(predicted.name) in accepted_names(gold.name, gold)
            return float(alike and gold.kind == predicted.kind)
        return 2 * len(golden & guessed) / (len(golden) + len(guessed))

    @cached_property
    def gold_spans(self) -> dict[str, frozenset[Span]]:
        """Each gold entity's id to the spans of its mentions."""
        return _entity_spans(self.gold)

    @cached_property
    def predicted_spans(self) -> dict[str, frozenset[Span]]:
        """Each predicted entity's id to the spans of its mentions."""
        return _entity_spans(self.predicted)

    @cached_property
    def gold_entities(self) -> dict[str, Entity]:
        """The gold entities by id."""
        return {entity.id: entity for entity in self.gold.entities}

    @cached_property
    def predicted_entities(self) -> dict[str, Entity]:
        """The predicted entities by id."""
        return {entity.id: entity for entity in self.predicted.entities}

    def decision_pairs(self) -> Iterator[tuple[Decision, Decision]]:
        """The decisions that were found, gold with predicted."""
        for i, j in self.decisions.items():
            yield self.gold.decisions[i], self.predicted.decisions[j]

    def missed(self) -> list[Decision]:
        """The gold decisions that nothing answers."""
        return [d for i, d in enumerate(self.gold.decisions) if i not in self.decisions]

    def spurious(self) -> list[Decision]:
        """The predicted decisions that answer nothing."""
        taken = set(self.decisions.values())
        return [d for j, d in enumerate(self.predicted.decisions) if j not in taken]

    def same_entity(self, gold: str | None, predicted: str | None) -> bool:
        """Whether two entity ids, one of each side, name the same (an alternative will do)."""
        if gold is None or predicted is None:
            return gold is predicted
        golden, guess = self.gold_entities.get(gold), self.predicted_entities.get(predicted)
        if golden is None or guess is None:
            return same_name(gold, predicted) and golden is guess
        return fold(guess.name) in accepted_names(golden.name, golden)


def _entity_spans(minutes: Minutes) -> dict[str, frozenset[Span]]:
    spans: dict[str, set[Span]] = {entity.id: set() for entity in minutes.entities}
    for mention in minutes.mentions:
        if mention.entity in spans:
            spans[mention.entity].add(mention.span)
    return {name: frozenset(found) for name, found in spans.items()}
