"""Learn the weights of :mod:`protocol_nlp.recognition.judge`, and measure data sets held out.

    PYTHONPATH=. python models/recogniser/train.py --out protocol_nlp/recognition/judge.json \
        --corpus corpus/development --factrueval factrueval --nerel nerel \
        --rurebus rurebus/train --slavicner slavicner
    PYTHONPATH=. python models/recogniser/train.py --hold factrueval --hold slavicner \
        --corpus corpus/development --nerel nerel --rurebus rurebus/train \
        --factrueval factrueval --slavicner slavicner

with ``scikit-learn`` and this package, on one core: two minutes.  A data set that is held
is not learnt from: the rules and the judge are measured on it, exact spans, with the 95 %
bootstrap interval of the difference over documents.  ``--folds 3`` measures each document
of the held set, in turn, by a model that has seen the other folds of it.
"""

from __future__ import annotations

import argparse
import json
import random
from collections import Counter
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import NamedTuple

import numpy as np
from examples import READERS, Document, Example, documents, trimmed
from numpy.typing import NDArray
from scipy.sparse import csr_matrix, hstack
from sklearn.linear_model import LogisticRegression

from benchmarks.recognition import Count, f1
from protocol_nlp.recognition.judge import Weights, settled
from protocol_nlp.recognition.signs import ROLES

STRENGTH = 0.1  # inverse of the penalty on squared weights
EVIDENCE = 0.3  # of a sign's scale: the evidence's numbers are many
LEAST = 5  # examples that a sign must have
COUNTED = {"corpus": 5.0, "factrueval": 3.0}  # small, but annotated as this package names
DROP, MARGIN, ADD = 0.05, 0.3, 0.5
ROUNDS = 1000


class Model(NamedTuple):
    """A fitted regression with the signs and the scales that its columns stand for."""

    regression: LogisticRegression
    signs: dict[str, int]
    scales: NDArray[np.float32]

    def likelihoods(self, examples: Sequence[Example]) -> list[float]:
        """How likely each example is right."""
        if not examples:
            return []
        columns = matrix(examples, self.signs, self.scales)
        shares: list[float] = self.regression.predict_proba(columns)[:, 1].tolist()
        return shares

    def weights(self) -> Weights:
        """The numbers as the package adds them up."""
        values = self.regression.coef_[0]
        of_signs = {sign: round(float(values[i]), 3) for sign, i in self.signs.items()}
        grid = values[len(self.signs) :].reshape(len(ROLES), -1) * EVIDENCE / self.scales
        evidence = {
            role: [round(float(v), 4) for v in row] for role, row in zip(ROLES, grid, strict=True)
        }
        intercept = round(float(self.regression.intercept_[0]), 3)
        kept = {sign: value for sign, value in sorted(of_signs.items()) if value}
        return Weights(intercept, DROP, MARGIN, ADD, kept, evidence)


def fit(sets: dict[str, list[Document]]) -> Model:
    """The model of the candidates of these data sets."""
    examples = [e for found in sets.values() for d in found for e in d.examples]
    counted = [
        COUNTED.get(name, 1.0) for name, found in sets.items() for d in found for _ in d.examples
    ]
    counts = Counter(sign for e in examples for sign in e.signs)
    signs = {s: i for i, s in enumerate(sorted(s for s, n in counts.items() if n >= LEAST))}
    sample = np.concatenate([e.evidence[:2] for e in examples[::5]]).astype(np.float32)
    scales = sample.std(axis=0) + 1e-3
    regression = LogisticRegression(C=STRENGTH, max_iter=300, solver="liblinear")
    right = [e.right for e in examples]
    regression.fit(matrix(examples, signs, scales), right, counted)
    return Model(regression, signs, scales)


def matrix(
    examples: Sequence[Example], signs: dict[str, int], scales: NDArray[np.float32]
) -> csr_matrix:
    """A row an example: its signs, then its evidence."""
    columns = [sorted({signs[s] for s in e.signs if s in signs}) for e in examples]
    ends = np.cumsum([0, *map(len, columns)])
    flat = np.array([i for row in columns for i in row], dtype=np.int32)
    told = csr_matrix((np.ones(len(flat)), flat, ends), shape=(len(examples), len(signs)))
    dense = np.array([(e.evidence / scales * EVIDENCE).ravel() for e in examples])
    return hstack([told, dense]).tocsr()


def measure(name: str, found: Sequence[Document], models: Sequence[Model]) -> None:
    """Print what rules and judge have right on ``found``; document i by model i, in turn."""
    policy = Weights(0.0, DROP, MARGIN, ADD, {}, {})
    ours = [[e.span for e in d.examples if e.candidate.choice] for d in found]
    judges = []
    for i, d in enumerate(found):
        shares = models[i % len(models)].likelihoods(d.examples)
        kept = settled([e.candidate for e in d.examples], shares, policy)
        spans = {e.candidate: e.span for e in d.examples}
        judges.append([spans[one] for one in kept])
    for label, edges in (("exact", False), ("with the head, quotes aside", True)):
        rules = [_count(d, spans, edges=edges) for d, spans in zip(found, ours, strict=True)]
        judge = [_count(d, spans, edges=edges) for d, spans in zip(found, judges, strict=True)]
        low, high = _interval(rules, judge)
        before, after = f1(rules), f1(judge)
        print(
            f"{name}, {label}: rules P {before[0]:.3f} R {before[1]:.3f} F1 {before[2]:.3f};"
            f" judge P {after[0]:.3f} R {after[1]:.3f} F1 {after[2]:.3f};"
            f" difference {after[2] - before[2]:+.3f} [{low:+.3f}, {high:+.3f}]",
            flush=True,
        )


def _count(found: Document, spans: Iterable[tuple[int, int]], *, edges: bool) -> Count:
    gold, own = found.gold, set(spans)
    if edges:
        gold = {trimmed(found.text, *span) for span in found.harmonised}
        own = {trimmed(found.text, *span) for span in own}
    return len(gold & own), len(own), len(gold)


def _interval(rules: Sequence[Count], judge: Sequence[Count]) -> tuple[float, float]:
    """Of the difference in F1, the same documents drawn for both."""
    draw = random.Random(1)  # noqa: S311 - a bootstrap is no secret
    before, after = np.array(rules), np.array(judge)
    differences = []
    for _ in range(ROUNDS):
        rows = draw.choices(range(len(rules)), k=len(rules))
        sums = [some[rows].sum(axis=0) for some in (before, after)]
        first, second = (2 * hit / max(own + gold, 1) for hit, own, gold in sums)
        differences.append(float(second - first))
    differences.sort()
    return differences[int(ROUNDS * 0.025)], differences[int(ROUNDS * 0.975)]


def held(name: str, sets: dict[str, list[Document]], others: Iterable[str], folds: int) -> None:
    """Measure data set ``name`` by models of ``others``, and of its other folds if any."""
    rest = {other: sets[other] for other in others}
    if folds == 1:
        measure(name, sets[name], [fit(rest)])
        return
    own = sets[name]
    parts = [[d for i, d in enumerate(own) if i % folds != k] for k in range(folds)]
    measure(f"{name}, {folds} folds", own, [fit({**rest, name: part}) for part in parts])


def written(made: Weights) -> str:
    """The weights as JSON, a line a sign and a line a role."""
    numbers = [f'"{name}": {getattr(made, name)}' for name in made.__slots__[:4]]
    tables = []
    for name in made.__slots__[4:]:
        rows = [f"{json.dumps(key)}: {value}" for key, value in getattr(made, name).items()]
        rows = [json.dumps(json.loads(f"{{{row}}}"), ensure_ascii=False)[1:-1] for row in rows]
        tables.append(f'"{name}": {{\n' + ",\n".join(rows) + "\n}")
    return "{\n" + ",\n".join([*numbers, *tables]) + "\n}\n"


def main() -> None:
    """Read the data sets, learn, and write weights or measure what is held."""
    parser = argparse.ArgumentParser(description=__doc__)
    for name in READERS:
        parser.add_argument(f"--{name}", type=Path)
    parser.add_argument("--hold", action="append", default=[], choices=list(READERS))
    parser.add_argument("--folds", type=int, default=1)
    parser.add_argument("--out", type=Path)
    options = parser.parse_args()
    given = {name: path for name in READERS if (path := getattr(options, name))}
    sets = {name: list(documents(name, path)) for name, path in given.items()}
    learnt = [name for name in sets if name not in options.hold]
    for name in options.hold:
        held(name, sets, learnt, options.folds)
    if options.out:
        made = fit({name: sets[name] for name in learnt}).weights()
        options.out.write_text(written(made), encoding="utf-8")


if __name__ == "__main__":
    main()
