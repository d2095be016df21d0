"""RuNormAS: how often ``normalize_spans`` gives the gold normal form, scored as published.

Usage, from the root of the repository:

    python -m benchmarks.runormas GENERIC NAMED [--weights FOLDS] [--rules] [--errors N]

GENERIC and NAMED are folders as their publishers distribute them (``texts_and_ann`` and
``norm``).  ``--weights FOLDS`` cross-validates: a folder ``fold0`` … ``fold4`` each with
the weights of ``models/span_normalizer/train.py --fold K --out FOLDS/foldK``; each
document is then read by the weights that never saw it.  ``--rules`` measures the rules of
``normalize`` on the same spans.  Intervals: 95 %, bootstrap over documents (cross-
validated: over source documents).
"""

import argparse
import random
import time
import zlib
from collections import defaultdict
from collections.abc import Iterable, Sequence
from pathlib import Path

from protocol_nlp.evaluation.datasets.runormas import SpanDocument, comparable, read
from protocol_nlp.normalization import normalize, spans_ballot, spans_choice, spans_network
from protocol_nlp.normalization.spans import normalize_spans

FOLDS = 5
RESAMPLES = 1000


def source(name: str) -> str:
    """The document that a document is a part of."""
    return name.partition("_part")[0]


def use_weights(folder: Path) -> None:
    """Make the package read its weights and edits from ``folder``."""
    spans_network.FOLDER = folder
    for cached in (
        spans_network.load,
        spans_network.read_edits,
        spans_choice.word_vector,
        spans_ballot.choices,
    ):
        cached.cache_clear()


def by_model(document: SpanDocument) -> list[str]:
    """The normal forms of the learnt model."""
    return [found.normal for found in normalize_spans(document.text, document.spans)]


def by_rules(document: SpanDocument) -> list[str]:
    """The normal forms of the rules, which see the span alone."""
    phrases = (" ".join(document.text[a:b] for a, b in span) for span in document.spans)
    return [normalize(phrase).normal for phrase in phrases]


def interval(tallies: Sequence[tuple[int, int]]) -> tuple[float, float, float]:
    """Share right, and the bounds of its 95 % interval."""
    draw = random.Random(0)  # noqa: S311 - statistics, not secrets
    shares = []
    for _ in range(RESAMPLES):
        drawn = draw.choices(tallies, k=len(tallies))
        shares.append(sum(r for r, _ in drawn) / sum(n for _, n in drawn))
    shares.sort()
    share = sum(r for r, _ in tallies) / sum(n for _, n in tallies)
    return share, shares[round(0.025 * RESAMPLES)], shares[round(0.975 * RESAMPLES) - 1]


def by_fold(
    documents: Iterable[SpanDocument], folds: Path | None
) -> Iterable[tuple[Path | None, list[SpanDocument]]]:
    """Documents with the folder of the weights that never saw them."""
    groups: dict[int, list[SpanDocument]] = defaultdict(list)
    for document in documents:
        fold = zlib.crc32(source(document.name).encode()) % FOLDS if folds else 0
        groups[fold].append(document)
    for fold, group in sorted(groups.items()):
        if folds is None:
            yield None, group
        elif (folds / f"fold{fold}").is_dir():
            yield folds / f"fold{fold}", group


def measure(asked: argparse.Namespace, folder: Path, *, generic: bool) -> None:
    """Print one line of figures, and errors if asked for."""
    tallies: dict[str, list[int]] = defaultdict(lambda: [0, 0])
    errors, spent = [], 0.0
    for weights, group in by_fold(read(folder), asked.weights):
        if weights:
            use_weights(weights)
        for document in group:
            begun = time.perf_counter()
            found = (by_rules if asked.rules else by_model)(document)
            spent += time.perf_counter() - begun
            tally = tallies[source(document.name)]
            for span, mine, gold in zip(document.spans, found, document.normals, strict=True):
                right = comparable(mine, generic=generic) == comparable(gold, generic=generic)
                tally[0] += right
                tally[1] += 1
                if not right:
                    before = document.text[max(0, span[0][0] - 40) : span[0][0]]
                    phrase = "|".join(document.text[a:b] for a, b in span)
                    errors.append((document.name, before, phrase, mine, gold))
    if not tallies:
        return
    share, low, high = interval([(r, n) for r, n in tallies.values()])
    spans = sum(n for _, n in tallies.values())
    name = "generic" if generic else "named"
    print(
        f"{name}: {share:.4f} [{low:.4f}, {high:.4f}] of {spans} spans in "
        f"{len(tallies)} documents, {spans / spent:.0f} spans/s"
    )
    random.Random(asked.seed).shuffle(errors)  # noqa: S311 - a sample to look at
    for error in errors[: asked.errors]:
        print(*map(repr, error), sep="\t")


def main() -> None:
    """Measure both parts."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("generic", type=Path)
    parser.add_argument("named", type=Path)
    parser.add_argument("--weights", type=Path, help="folder of cross-validation weights")
    parser.add_argument("--rules", action="store_true", help="measure the rules instead")
    parser.add_argument("--errors", type=int, default=0, help="how many errors to print")
    parser.add_argument("--seed", type=int, default=0, help="which errors")
    asked = parser.parse_args()
    measure(asked, asked.generic, generic=True)
    measure(asked, asked.named, generic=False)


if __name__ == "__main__":
    main()
