"""Types of words and of their candidates, with the features that training saw often enough."""

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

import numpy as np

from protocol_nlp.normalization.spans_candidates import Candidate, Edits, candidates
from protocol_nlp.normalization.spans_features import candidate_features, word_features
from protocol_nlp.normalization.spans_network import key

__all__ = ["Ragged", "Vocabulary", "keys_of"]

Kind = tuple[str, str]
"""A folded word and its shape."""


@dataclass(frozen=True)
class Ragged:
    """Rows of feature numbers, one behind the other; ``specific`` is 0, 1 or 2 a feature."""

    flat: np.ndarray
    specific: np.ndarray
    offsets: np.ndarray


class Vocabulary:
    """The types met so far, and how often in the documents that are trained on."""

    def __init__(self, edits: Edits) -> None:
        self._edits = edits
        self._words: dict[Kind, int] = {}
        self._forms: dict[Kind, int] = {}
        self._word_rows: list[list[str]] = []
        self._form_rows: list[list[list[str]]] = []
        self._word_seen: Counter[int] = Counter()
        self._form_seen: Counter[int] = Counter()
        self.found: list[list[Candidate]] = []

    def words(self, kinds: Iterable[Kind], *, train: bool) -> np.ndarray:
        """The numbers of the words of a sentence, seen once each."""
        numbers = [self._word(kind) for kind in kinds]
        if train:
            self._word_seen.update(set(numbers))
        return np.array(numbers)

    def form(self, kind: Kind, *, train: bool) -> int:
        """The number of a word of a span, whose candidates are ``found`` under it."""
        number = self._forms.setdefault(kind, len(self._forms))
        if number == len(self.found):
            self.found.append(candidates(kind[0], self._edits))
            self._form_rows.append(candidate_features(*kind, self.found[number]))
        self._form_seen[number] += train
        return number

    def word_keys(self, count: int) -> dict[int, int]:
        """The features of words seen ``count`` times: their keys with their numbers."""
        return _often(
            ((f, self._word_seen[n]) for n, row in enumerate(self._word_rows) for f in row), count
        )

    def form_keys(self, count: int) -> dict[int, int]:
        """The features of candidates, of words seen ``count`` times, likewise."""
        return _often(
            (
                (f, self._form_seen[n])
                for n, rows in enumerate(self._form_rows)
                for f in {f for row in rows for f in row}
            ),
            count,
        )

    def word_table(self, keys: dict[int, int]) -> Ragged:
        """A row a word; its last feature is specific."""
        return _ragged(((row, int(len(row) > 1)) for row in self._word_rows), keys)

    def form_table(self, keys: dict[int, int]) -> tuple[Ragged, np.ndarray]:
        """A row a candidate, its last two features specific; where each word's rows start."""
        rows = ((row, 2) for rows in self._form_rows for row in rows)
        sizes = [len(rows) for rows in self._form_rows]
        return _ragged(rows, keys), np.concatenate([[0], np.cumsum(sizes)])

    def _word(self, kind: Kind) -> int:
        number = self._words.setdefault(kind, len(self._words))
        if number == len(self._word_rows):
            self._word_rows.append(word_features(*kind))
        return number


def keys_of(known: dict[int, int]) -> np.ndarray:
    """The keys in the order of their numbers."""
    return np.array(list(known), np.uint32)


def _often(features: Iterable[tuple[str, int]], count: int) -> dict[int, int]:
    seen: Counter[int] = Counter()
    for feature, times in features:
        if times:
            seen[key(feature)] += times
    return {k: i for i, k in enumerate(k for k, n in seen.items() if n >= count)}


def _ragged(rows: Iterable[tuple[Sequence[str], int]], known: dict[int, int]) -> Ragged:
    flat: list[int] = []
    specific: list[int] = []
    offsets = [0]
    for features, last in rows:
        for back, k in zip(range(len(features) - 1, -1, -1), map(key, features), strict=True):
            if k in known:
                flat.append(known[k])
                specific.append(max(0, last - back))
        offsets.append(len(flat))
    return Ragged(*(np.array(x, np.int64) for x in (flat, specific, offsets)))
