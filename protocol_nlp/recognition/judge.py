"""Which candidates of running text are organisations: one weighted sum, learnt.

A candidate's sum adds the weights of its :mod:`.signs` and, at seven places of it, the
product of the tagger's evidence with a learnt vector; the logistic function of the sum is
how likely the candidate is a body's name, whole.  What rules and tagger have settled has
the presumption: it goes only where it is very unlikely, gives way only to a clearly
likelier candidate that overlaps nothing else, and gets company only from likely ones.
The weights are numbers in a file, made by ``models/recogniser/train.py``; its card has
data and figures.
"""

from __future__ import annotations

import json
import math
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cache, lru_cache
from pathlib import Path
from typing import TYPE_CHECKING

from protocol_nlp.recognition.arbitration import Choice
from protocol_nlp.recognition.bodies import Body
from protocol_nlp.recognition.candidates import Candidate, candidates
from protocol_nlp.recognition.signs import ROLES, places, signs, word_signs
from protocol_nlp.recognition.tagger import Name
from protocol_nlp.recognition.tagger.evidence import KINDS, WIDTH
from protocol_nlp.recognition.tagger.weights import numpy
from protocol_nlp.recognition.words import Words

if TYPE_CHECKING:
    from protocol_nlp.recognition.tagger.arrays import Floats

__all__ = ["FILE", "Weights", "judged", "matrix", "settled", "weights"]

FILE = Path(__file__).with_name("judge.json")
_ORG = WIDTH - len(KINDS) + KINDS.index("ORG")
_COLUMN = {role: k for k, role in enumerate(ROLES)}
_CAPITALS, _ALL = _COLUMN["capitals"], _COLUMN["all"]


@dataclass(frozen=True, slots=True)
class Weights:
    """What the judge adds up; ``evidence`` has a vector for each of the roles.

    ``drop``: what stands goes below this likelihood; ``margin``: it gives way to what is
    likelier by so much; ``add``: what is likelier than this is added.
    """

    intercept: float
    drop: float
    margin: float
    add: float
    signs: dict[str, float]
    evidence: dict[str, list[float]]


@cache
def weights() -> Weights:
    """The learnt weights, read once.

    Raises FileNotFoundError where the package has been cut short.

    >>> sorted(weights().evidence) == sorted(ROLES)
    True
    """
    read = json.loads(FILE.read_text(encoding="utf-8"))
    return Weights(**read)


@cache
def matrix() -> Floats:
    """What the tagger's evidence is multiplied with: a column a role, and P(body) as it is."""
    np = numpy()
    columns = np.zeros((WIDTH, len(ROLES) + 1), dtype=np.float32)
    for k, role in enumerate(ROLES):
        columns[:, k] = weights().evidence[role]
    columns[_ORG, len(ROLES)] = 1.0
    made: Floats = columns
    return made


def judged(
    words: Words,
    chosen: Sequence[Choice],
    tagged: Iterable[Name],
    rows: Sequence[Sequence[float]],
) -> list[Choice]:
    """The mentions that stand when the judge has spoken: people as they were, bodies anew.

    ``rows`` are the tagger's evidence of each word times :func:`matrix`.
    """
    likely = [row[-1] for row in rows]
    found = candidates(words, chosen, tagged, likely)
    shares = [_logistic(_sum(words, one, rows, likely)) for one in found]
    kept = settled(found, shares, weights())
    people = [choice for choice in chosen if choice.is_person]
    return sorted([*people, *(_choice(one) for one in kept)], key=lambda c: c.start)


def _sum(
    words: Words, one: Candidate, rows: Sequence[Sequence[float]], likely: Sequence[float]
) -> float:
    known = weights().signs
    total = weights().intercept + sum([known.get(s, 0.0) for s in signs(words, one, likely)])
    for role, k in places(words, one):
        total += _worth(role, words.words[k], words.lower[k]) + rows[k][_COLUMN[role]]
    inside = rows[one.start : one.stop]
    pairs = zip(words.words[one.start : one.stop], inside, strict=True)
    capitals = [row for word, row in pairs if word[0].isupper()] or inside
    total += sum([row[_CAPITALS] for row in capitals]) / len(capitals)
    return total + sum([row[_ALL] for row in inside]) / len(inside)


@lru_cache(maxsize=16384)
def _worth(role: str, word: str, low: str) -> float:
    known = weights().signs
    return sum(known.get(f"{role} {sign}", 0.0) for sign in word_signs(word, low))


def _logistic(total: float) -> float:
    return 1 / (1 + math.exp(-total)) if total > 0 else math.exp(total) / (1 + math.exp(total))


def settled(
    found: Sequence[Candidate], shares: Sequence[float], policy: Weights
) -> list[Candidate]:
    """Those of ``found``, likely to the degree of ``shares``, that stand; none overlap.

    >>> stands = Candidate(0, 3, 0, "r", Choice(0, 3, "r"))
    >>> policy = Weights(0.0, 0.1, 0.2, 0.4, {}, {})
    >>> settled([stands, Candidate(0, 2, 0, "kin")], [0.3, 0.6], policy)[0].stop
    2
    >>> settled([stands, Candidate(5, 6, None, "likely")], [0.05, 0.3], policy)
    []
    """
    owner = {k: i for i, one in enumerate(found) if one.choice for k in _words(one)}
    free = [i for i, one in enumerate(found) if one.choice is None]
    rivals: dict[int, int] = {}
    for i in free:
        touched = {owner[k] for k in _words(found[i]) if k in owner}
        if len(touched) == 1:
            (at,) = touched
            rivals[at] = max(rivals.get(at, i), i, key=lambda k: shares[k])
    kept: list[int] = []
    taken: set[int] = set()

    def keep(i: int) -> bool:
        if not taken.isdisjoint(_words(found[i])):
            return False
        taken.update(_words(found[i]))
        kept.append(i)
        return True

    for i, one in enumerate(found):
        if one.choice is not None:
            other = rivals.get(i, i)
            outdone = shares[other] > shares[i] + policy.margin and keep(other)
            if not outdone and shares[i] >= policy.drop:
                keep(i)
    for i in sorted(free, key=lambda i: -shares[i]):
        if shares[i] > policy.add:
            keep(i)
    return [found[i] for i in sorted(kept)]


def _words(one: Candidate) -> range:
    return range(one.start, one.stop)


def _choice(one: Candidate) -> Choice:
    """The candidate as a mention: what stood before stays as it was."""
    if one.choice is not None:
        return one.choice
    rule = f"judge.{one.origin}"
    made = Body(one.start, one.stop, one.head, rule) if one.head is not None else None
    return Choice(one.start, one.stop, rule, body=made)
