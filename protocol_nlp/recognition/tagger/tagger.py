"""Names in texts: tokens, the network, the best tags, spans."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import cache
from typing import TYPE_CHECKING, NamedTuple

from protocol_nlp.recognition.tagger import tokens
from protocol_nlp.recognition.tagger.evidence import evidence, kinds_of
from protocol_nlp.recognition.tagger.network import Network
from protocol_nlp.recognition.tagger.viterbi import Decoder
from protocol_nlp.recognition.tagger.weights import Weights, load, numpy

if TYPE_CHECKING:
    from protocol_nlp.recognition.tagger.arrays import Floats, Integers

__all__ = ["Name", "Tagger", "read_words", "tag", "tag_words"]

_ROWS = 4096  # tokens a pass: 12 MB of intermediate rows, whatever the length of the text


class Name(NamedTuple):
    """One name: ``kind`` is PER, LOC or ORG; characters or words, as was asked for."""

    kind: str
    start: int
    stop: int


class Tagger:
    """The network with its vocabulary; one for the process is enough (:func:`tag`)."""

    def __init__(self, weights: Weights) -> None:
        self._network = Network(weights)
        self._tags = weights.tags
        self._kinds = kinds_of(weights.tags)
        self._decoder = Decoder(weights.transitions, outside=weights.tags.index("O"))

    def __call__(self, sequences: Sequence[Sequence[str]]) -> list[list[Name]]:
        """The names of each sequence of words, in order, by the numbers of its words."""
        found: list[list[Name]] = []
        for batch in _batches(sequences):
            scores, separators = self._network.emissions(batch)
            found += self._read(batch, scores, separators)
        return found

    def read(
        self, sequences: Sequence[Sequence[str]], weights: Floats
    ) -> tuple[list[list[Name]], Floats]:
        """The names, and of every word in order :mod:`.evidence` times ``weights``."""
        np = numpy()
        found: list[list[Name]] = []
        rows = [np.empty((0, weights.shape[1]), dtype=np.float32)]
        for batch in _batches(sequences):
            states, separators = self._network.states(batch)
            scores = self._network.scores(states)
            found += self._read(batch, scores, separators)
            told = evidence(states, scores, self._kinds, weights)
            rows.append(np.delete(told, separators, axis=0))
        return found, np.concatenate(rows)

    def _read(
        self, batch: Sequence[Sequence[str]], scores: Floats, separators: Integers
    ) -> Iterator[list[Name]]:
        numbers = self._decoder(scores, separators).tolist()
        for words, separator in zip(batch, separators.tolist(), strict=False):
            yield list(self._names(numbers, separator + 1, len(words)))

    def _names(self, numbers: list[int], at: int, count: int) -> Iterator[Name]:
        """Spans of BIO tags by slovnet's reading: I continues whatever is open."""
        kind, start = "", 0
        for i in range(count):
            mark = self._tags[numbers[at + i]]
            if kind and mark[0] != "I":
                yield Name(kind, start, i)
                kind = ""
            if mark[0] == "B":
                kind, start = mark[2:], i
        if kind:
            yield Name(kind, start, count)


def tag(texts: Sequence[str]) -> list[list[Name]]:
    """The names of each text by the process's one tagger, loaded when first called.

    >>> tag(["", "нет имён"])
    [[], []]
    """
    spans = [tokens.spans(text) for text in texts]
    words = [[t[a:b] for a, b in row] for t, row in zip(texts, spans, strict=True)]
    return [
        [Name(n.kind, row[n.start][0], row[n.stop - 1][1]) for n in names]
        for row, names in zip(spans, tag_words(words), strict=True)
    ]


def tag_words(sequences: Sequence[Sequence[str]]) -> list[list[Name]]:
    """The names of each sequence of words, by the numbers of its words.

    The words must be cut as :mod:`.tokens` cuts them.

    >>> tag_words([["В", "Туле", "тихо"]])
    [[Name(kind='LOC', start=1, stop=2)]]
    """
    return _tagger()(sequences)


def read_words(
    sequences: Sequence[Sequence[str]], weights: Floats
) -> tuple[list[list[Name]], Floats]:
    """As :func:`tag_words`; with it, word by word, :mod:`.evidence` times ``weights``.

    ``weights`` (:data:`.evidence.WIDTH`, n) gives n numbers a word.

    >>> import numpy as np
    >>> names, rows = read_words([["В", "Туле"], ["тихо"]], np.eye(72, dtype="float32"))
    >>> names[0], rows.shape, bool(rows[1, 70] > 0.9)
    ([Name(kind='LOC', start=1, stop=2)], (3, 72), True)
    """
    return _tagger().read(sequences, weights)


@cache
def _tagger() -> Tagger:
    return Tagger(load())


def _batches(sequences: Sequence[Sequence[str]]) -> Iterator[Sequence[Sequence[str]]]:
    """Runs of sequences of together about :data:`_ROWS` words."""
    start, room = 0, _ROWS
    for i, words in enumerate(sequences):
        room -= len(words)
        if room < 0 and i > start:
            yield sequences[start:i]
            start, room = i, _ROWS - len(words)
    if sequences[start:]:
        yield sequences[start:]
