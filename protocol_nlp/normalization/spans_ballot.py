"""The candidates for all words of a page's spans, and their scores."""

from __future__ import annotations

from collections.abc import Sequence
from functools import lru_cache
from typing import TYPE_CHECKING, NamedTuple

from protocol_nlp.morphology import fold
from protocol_nlp.normalization.spans_candidates import Candidate, candidates
from protocol_nlp.normalization.spans_evidence import Witnesses, evidence
from protocol_nlp.normalization.spans_features import candidate_features
from protocol_nlp.normalization.spans_network import load, read_edits
from protocol_nlp.normalization.spans_page import Page, shape
from protocol_nlp.normalization.spans_render import dressed

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    Floats = NDArray[np.float32]

__all__ = ["DOUBT", "Ballot", "Choices", "Proofs", "choices"]

DOUBT = 0.25
"""Probability from which a second form is worth telling."""


class Choices(NamedTuple):
    """Candidates and their vectors, row by row, the last column a bias."""

    found: list[Candidate]
    vectors: Floats


@lru_cache(maxsize=16384)
def choices(word: str, outline: str) -> Choices:
    """The candidates for a folded word of some shape, and a vector for each."""
    import numpy as np  # noqa: PLC0415 - not with the package

    found = candidates(word, read_edits())
    rows = candidate_features(word, outline, found)
    return Choices(found, np.stack([load().form(row) for row in rows]))


class Ballot:
    """The candidates for ``words``, row behind row, with the evidence of the page."""

    def __init__(self, words: Sequence[str], proofs: Proofs) -> None:
        import numpy as np  # noqa: PLC0415 - not with the package

        kinds = [(fold(word), shape(word)) for word in words]
        self._found = [choices(*kind) for kind in kinds]
        sizes = np.array([len(f.found) for f in self._found])
        self._starts = sizes.cumsum() - sizes
        self._which = np.repeat(np.arange(len(words)), sizes)
        self._vectors = np.concatenate([f.vectors for f in self._found])
        self._proofs = np.concatenate([proofs[kind] for kind in kinds])

    def shares(self, query: Floats, worth: Floats) -> Floats:
        """The probability of each candidate, by the query and the worth of evidence a word."""
        import numpy as np  # noqa: PLC0415 - not with the package

        scores = (self._vectors[:, :-1] * query[self._which]).sum(1) + self._vectors[:, -1]
        scores += (self._proofs * worth[self._which]).sum(1)
        odds = np.exp(scores - np.maximum.reduceat(scores, self._starts)[self._which])
        shares: Floats = odds / np.add.reduceat(odds, self._starts)[self._which]
        return shares

    def mean(self, shares: Floats) -> Floats:
        """For each word the mean vector of its candidates, weighed by their shares."""
        import numpy as np  # noqa: PLC0415 - not with the package

        means: Floats = np.add.reduceat(self._vectors[:, :-1] * shares[:, None], self._starts)
        return means

    def ranked(self, words: Sequence[str], shares: Floats) -> list[list[tuple[float, str]]]:
        """For each word its forms with their probabilities, likeliest first; two at most."""
        listed = shares.tolist()
        return [
            _best(word, f.found, listed[start : start + len(f.found)])
            for word, f, start in zip(words, self._found, self._starts.tolist(), strict=True)
        ]


def _best(word: str, found: list[Candidate], shares: list[float]) -> list[tuple[float, str]]:
    order = sorted(range(len(shares)), key=shares.__getitem__, reverse=True)
    first, *others = [(shares[i], found[i].form) for i in order[:2]]
    told = [first, *(other for other in others if other[0] >= DOUBT)]
    return [(share, dressed(form, word)) for share, form in told]


class Proofs(dict[tuple[str, str], "Floats"]):
    """The evidence of a page for the candidates of a word of some shape, made once."""

    def __init__(self, page: Page) -> None:
        super().__init__()
        self._page, self._witnesses = page, Witnesses(page)

    def __missing__(self, kind: tuple[str, str]) -> Floats:
        import numpy as np  # noqa: PLC0415 - not with the package

        rows = evidence(*kind, choices(*kind).found, self._page, self._witnesses)
        proof = self[kind] = np.array(rows, np.float32)
        return proof
