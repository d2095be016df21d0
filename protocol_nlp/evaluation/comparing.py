"""Two results against one gold: what the second gained and lost, decision by decision."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from protocol_nlp.evaluation.alignment import Aligned
from protocol_nlp.evaluation.bootstrap import difference
from protocol_nlp.evaluation.errors import describe
from protocol_nlp.evaluation.measures import measure
from protocol_nlp.evaluation.measures.headline import HEADLINE, right_pairs
from protocol_nlp.evaluation.tally import Interval, Tallies, Tally, total
from protocol_nlp.records import Decision, Minutes

__all__ = ["Change", "Comparison", "Gap", "compare"]


@dataclass(frozen=True, slots=True)
class Gap:
    """One measure's F1 in both results, and the paired bootstrap of the difference (b - a)."""

    a: float | None
    b: float | None
    interval: Interval | None
    p_value: float | None


@dataclass(frozen=True, slots=True)
class Change:
    """A gold decision that one of the two results has right and the other has not.

    ``gold``, ``a`` and ``b`` are the answers in one line; null where nothing was found.
    """

    document: str
    number: str | None
    text: str
    gold: str
    a: str | None
    b: str | None


@dataclass(frozen=True, slots=True)
class Comparison:
    """What ``b`` has over ``a``."""

    documents: int
    gaps: Mapping[str, Gap]
    gained: tuple[Change, ...]
    lost: tuple[Change, ...]
    both_right: int
    both_wrong: int


def compare(
    a: Sequence[Minutes],
    b: Sequence[Minutes],
    gold: Sequence[Minutes],
    *,
    seed: int = 0,
    samples: int = 1000,
) -> Comparison:
    """Two results for the same gold documents, in the same order; ``a`` is the older.

    Raises ValueError where the lengths differ.

    >>> from protocol_nlp.records import Decision, Header, Source, Span
    >>> note = Decision("d1", "1", ("1",), None, Span(0, 7), "Принять", None, "note", "order")
    >>> gold = Minutes(Source("a", "", 7), Header(), decisions=(note,))
    >>> empty = Minutes(Source("a", "", 7), Header())
    >>> [change.text for change in compare([empty], [gold], [gold]).gained]
    ['Принять']
    """
    if not len(a) == len(b) == len(gold):
        raise ValueError(f"{len(gold)} gold documents, but {len(a)} and {len(b)} predicted ones")
    sides = [
        [Aligned(right, guess) for right, guess in zip(gold, guesses, strict=True)]
        for guesses in (a, b)
    ]
    rows = [[measure(pair) for pair in side] for side in sides]
    gained: list[Change] = []
    lost: list[Change] = []
    same = {True: 0, False: 0}
    for old, new in zip(*sides, strict=True):
        before, after = right_pairs(old), right_pairs(new)
        for i in range(len(old.gold.decisions)):
            if (i in before) == (i in after):
                same[i in before] += 1
            else:
                (gained if i in after else lost).append(_change(old, new, i))
    gaps = _gaps(rows[0], rows[1], seed, samples)
    return Comparison(len(gold), gaps, tuple(gained), tuple(lost), same[True], same[False])


def _gaps(a: list[Tallies], b: list[Tallies], seed: int, samples: int) -> dict[str, Gap]:
    before, after = total(a), total(b)
    gaps = {}
    for name in before | after:
        interval, p_value = difference(a, b, name, seed=seed, samples=samples)
        ratios = before.get(name, Tally()).f1, after.get(name, Tally()).f1
        gaps[name] = Gap(*ratios, interval, p_value)
    return dict(sorted(gaps.items(), key=lambda item: not item[0].startswith(HEADLINE)))


def _change(old: Aligned, new: Aligned, index: int) -> Change:
    gold = old.gold.decisions[index]
    return Change(
        old.gold.source.id,
        gold.number,
        gold.text,
        _answer(gold),
        _guess(old, index),
        _guess(new, index),
    )


def _guess(pair: Aligned, index: int) -> str | None:
    found = pair.decisions.get(index)
    return None if found is None else _answer(pair.predicted.decisions[found])


def _answer(decision: Decision) -> str:
    """Who and when, in one line: co-executors in brackets."""
    names = [e.name if e.role == "responsible" else f"({e.name})" for e in decision.executors]
    return f"{', '.join(names) or '–'} | {describe(decision.deadline) or '–'}"
