"""Fits how sure we are of a decision: a logistic regression over its signs.

``python models/confidence/fit.py corpus/development corpus/test`` writes
``protocol_nlp/lexicon/confidence.toml`` and prints what leaving each document out in turn gives.
A ridge of ``RIDGE`` keeps a sign that was seldom seen near nothing.  The development documents
were tuned on, so the intercept fitted there is too high: one number, the share that is right on
held-out documents, sets it anew.

Source: Newton's method for the penalised likelihood, as in Hastie, Tibshirani and Friedman
(2009), The Elements of Statistical Learning, section 4.4.
"""

from __future__ import annotations

import sys
from collections.abc import Sequence
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

import protocol_nlp
from protocol_nlp.evaluation.alignment import Aligned
from protocol_nlp.evaluation.gold import load_gold
from protocol_nlp.evaluation.measures.headline import right_pairs
from protocol_nlp.linking.confidence import signs

RIDGE = 3.0
LEAST = 5  # decisions that must show a sign for it to count
TABLE = Path(protocol_nlp.__file__).parent / "lexicon" / "confidence.toml"
HEAD = """# Fitted by models/confidence/fit.py on the development documents: do not edit by hand.
intercept = {intercept:.3f}

[weights]
"""

Floats = NDArray[np.float64]


class Answers:
    """What the program says of a split: each decision's document, its signs, is it right."""

    def __init__(self, path: str) -> None:
        self.documents: list[str] = []
        self.signs: list[tuple[str, ...]] = []
        self.right: list[bool] = []
        for gold in load_gold(path):
            pair = Aligned(gold.minutes, protocol_nlp.extract(gold.text, id=gold.id))
            correct = set(right_pairs(pair).values())
            for place, decision in enumerate(pair.predicted.decisions):
                self.documents.append(gold.id)
                self.signs.append(signs(decision))
                self.right.append(place in correct)

    def table(self, names: Sequence[str]) -> Floats:
        """A row a decision: one, then whether it shows each sign."""
        rows = [[1.0, *(float(name in told) for name in names)] for told in self.signs]
        return np.array(rows)


def fitted(shown: Floats, right: Floats) -> Floats:
    """The weights, the intercept first and without a penalty."""
    weights = np.zeros(shown.shape[1])
    ridge = np.diag([1e-6, *[RIDGE] * (shown.shape[1] - 1)])
    for _ in range(50):
        p = probability(shown @ weights)
        slope = shown.T @ (p - right) + ridge @ weights
        curve = (shown * (p * (1 - p))[:, None]).T @ shown + ridge
        weights = weights - np.linalg.solve(curve, slope)
    return weights


def probability(score: Floats) -> Floats:
    """The logistic function."""
    return 1 / (1 + np.exp(-score))


def ranked(score: Floats, right: Floats) -> float:
    """The area under the ROC curve: how often a right decision scores above a wrong one."""
    gap = score[right == 1][:, None] - score[right == 0][None]
    return float(np.mean((gap > 0) + 0.5 * (gap == 0)))


def left_out(answers: Answers, names: Sequence[str]) -> Floats:
    """The score of each decision by weights that never saw its document."""
    shown, right = answers.table(names), np.array(answers.right, dtype=float)
    score = np.zeros(len(right))
    for document in sorted(set(answers.documents)):
        inside = np.array([name == document for name in answers.documents])
        score[inside] = shown[inside] @ fitted(shown[~inside], right[~inside])
    return score


def shifted(score: Floats, share: float) -> float:
    """What to add to every score so that the mean probability is ``share``, by bisection."""
    low, high = -20.0, 20.0
    for _ in range(60):
        middle = (low + high) / 2
        low, high = (middle, high) if probability(score + middle).mean() < share else (low, middle)
    return (low + high) / 2


def main(development: str, held_out: str) -> None:
    """Writes the table that ``confidence`` reads, and prints how well it ranks."""
    own, there = Answers(development), Answers(held_out)
    seen = [sign for told in own.signs for sign in told]
    names = sorted({sign for sign in seen if seen.count(sign) >= LEAST})
    right = np.array(own.right, dtype=float)
    weights = fitted(own.table(names), right)
    shift = shifted(there.table(names) @ weights, float(np.mean(there.right)))
    rows = [f'"{name}" = {weight:.3f}' for name, weight in zip(names, weights[1:], strict=True)]
    head = HEAD.format(intercept=weights[0] + shift)
    TABLE.write_text(head + "\n".join(rows) + "\n", "utf-8")
    score = left_out(own, names)
    brier = float(np.mean((probability(score) - right) ** 2))
    print(f"{len(right)} decisions, {right.mean():.3f} right; each document left out in turn:")
    print(f"area under the ROC curve {ranked(score, right):.3f}, Brier {brier:.3f}")
    print(f"intercept moved by {shift:+.3f} to the held-out share, {np.mean(there.right):.3f}")


if __name__ == "__main__":
    main(*sys.argv[1:3])
