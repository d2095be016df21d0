"""slovnet's network, reordered so that one document costs one pass over packed tokens.

The same sums as slovnet's, in another order:

* sequences lie one after another with one separator row between them, not padded;
* batch norm is folded into the next convolution; a separator row holds what the norm
  would have turned to zero, so that the fold is exact at the edges, too;
* the first convolution is linear in its words before the ReLU, so each word's three
  contributions are computed once and kept (bounded);
* tags are decoded for all sequences at once (:mod:`.viterbi`).

Source: slovnet 0.6, ``exec/model.py``; the architecture of Yandex's and natasha's
WordCNN-CRF taggers.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from protocol_nlp.recognition.tagger.tokens import shape
from protocol_nlp.recognition.tagger.weights import Layer, Weights, numpy

if TYPE_CHECKING:
    from protocol_nlp.recognition.tagger.arrays import Floats, Integers

__all__ = ["Network"]

_CACHED_WORDS = 16384  # rows of 3 KB: 50 MB at most, grown as needed
_SEPARATOR = 0  # its row of the cache is nought
_BLOCK = 4096  # rows at once of a sequence that is longer than that
_SEEN = 3  # rows on either side that a score depends on: one a convolution


class Network:
    """Emissions of the tagger for packed sequences of words."""

    def __init__(self, weights: Weights) -> None:
        np = numpy()
        self._weights = weights
        first, second, third = weights.layers
        width = first.kernel.shape[0]
        self._first = np.ascontiguousarray(first.kernel.transpose(1, 2, 0).reshape(-1, 3 * width))
        self._first_bias = first.bias
        self._inner = [_folded(second, first), _folded(third, second)]
        self._head = third.scale[:, None] * weights.head
        self._head_bias = weights.head_bias + third.shift @ weights.head
        self._rows: dict[str, int] = {}
        self._cache = np.zeros((1024, 3, width), dtype=np.float32)

    def emissions(self, sequences: Sequence[Sequence[str]]) -> tuple[Floats, Integers]:
        """Scores (rows, tags) of the sequences laid end to end, and the separator rows.

        Before, between and after the sequences stands one separator row, whose scores
        mean nothing.
        """
        states, separators = self.states(sequences)
        return self.scores(states), separators

    def scores(self, states: Floats) -> Floats:
        """Scores (rows, tags) of the rows of :meth:`states`."""
        scores: Floats = states @ self._head + self._head_bias
        return scores

    def states(self, sequences: Sequence[Sequence[str]]) -> tuple[Floats, Integers]:
        """What the last layer holds (rows, 64) before it is scored, and the separator rows."""
        np = numpy()
        numbers = self._numbers(sequences)
        separators = np.flatnonzero(numbers == _SEPARATOR)
        if len(numbers) <= 2 * _BLOCK:
            return self._states(numbers), separators
        starts = range(0, len(numbers), _BLOCK)
        return np.concatenate([self._block(numbers, start) for start in starts]), separators

    def _block(self, numbers: Integers, start: int) -> Floats:
        """The states of a block of one long sequence, computed with the rows that it can see."""
        first = max(0, start - _SEEN)
        states = self._states(numbers[first : start + _BLOCK + _SEEN])
        return states[start - first : start - first + _BLOCK]

    def _states(self, numbers: Integers) -> Floats:
        """States of rows by the numbers of their words."""
        np = numpy()
        parts = self._cache[numbers]
        hidden = parts[:, 1] + self._first_bias
        hidden[1:] += parts[:-1, 0]
        hidden[:-1] += parts[1:, 2]
        np.maximum(hidden, 0, out=hidden)
        separators = np.flatnonzero(numbers == _SEPARATOR)
        for kernel, bias, edge in self._inner:
            hidden[separators] = edge
            hidden = _convolve(hidden, kernel, bias)
        states: Floats = hidden
        return states

    def _numbers(self, sequences: Sequence[Sequence[str]]) -> Integers:
        """The cache rows of all words, computing those that are not there yet."""
        np = numpy()
        words = {word for sequence in sequences for word in sequence}
        new = words.difference(self._rows)
        if new:
            if len(self._rows) + len(new) > _CACHED_WORDS:
                self._rows.clear()
                new = words
            self._add(list(new))
        rows, numbers = self._rows, [_SEPARATOR]
        for sequence in sequences:
            numbers += [rows[word] for word in sequence]
            numbers.append(_SEPARATOR)
        laid: Integers = np.array(numbers, dtype=np.int64)
        return laid

    def _add(self, new: list[str]) -> None:
        np = numpy()
        at = len(self._rows) + 1
        while at + len(new) > len(self._cache):
            self._cache = np.concatenate((self._cache, np.empty_like(self._cache)))
        vectors = self._embed(new)
        self._cache[at : at + len(new)] = (vectors @ self._first).reshape(len(new), 3, -1)
        self._rows.update((word, at + i) for i, word in enumerate(new))

    def _embed(self, words: list[str]) -> Floats:
        np, w = numpy(), self._weights
        ids = [w.words.get(word.lower(), w.unknown) for word in words]
        shapes = [w.shapes[shape(word)] for word in words]
        quantised = w.codes[np.arange(len(w.codes)), w.indexes[ids]].reshape(len(words), -1)
        embedded: Floats = np.concatenate((quantised, w.shape_vectors[shapes]), axis=1)
        return embedded


def _folded(layer: Layer, before: Layer) -> tuple[Floats, Floats, Floats]:
    """``layer`` over the bare ReLU of ``before``: kernel (in, 3 * out), bias, edge row."""
    np = numpy()
    kernel = layer.kernel * before.scale[None, :, None]
    bias = layer.bias + np.einsum("oik,i->o", layer.kernel, before.shift)
    flat = np.ascontiguousarray(kernel.transpose(1, 2, 0).reshape(kernel.shape[1], -1))
    return flat, bias, -before.shift / before.scale


def _convolve(hidden: Floats, kernel: Floats, bias: Floats) -> Floats:
    """A convolution of three taps and its ReLU, as one matrix product and two shifts."""
    np = numpy()
    parts = (hidden @ kernel).reshape(len(hidden), 3, -1)
    out: Floats = parts[:, 1] + bias
    out[1:] += parts[:-1, 0]
    out[:-1] += parts[1:, 2]
    np.maximum(out, 0, out=out)
    return out
