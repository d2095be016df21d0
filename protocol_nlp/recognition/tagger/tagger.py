"""Names in texts: tokens, the network, the best tags, spans."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from functools import cache
from typing import NamedTuple

from protocol_nlp.recognition.tagger import tokens
from protocol_nlp.recognition.tagger.network import Network
from protocol_nlp.recognition.tagger.viterbi import Decoder
from protocol_nlp.recognition.tagger.weights import Weights, load

__all__ = ["Name", "Tagger", "tag"]

_ROWS = 4096  # tokens a pass: 12 MB of intermediate rows, whatever the length of the text


class Name(NamedTuple):
    """One name: ``kind`` is PER, LOC or ORG; offsets are those of the text given."""

    kind: str
    start: int
    stop: int


class Tagger:
    """The network with its vocabulary; one for the process is enough (:func:`tag`)."""

    def __init__(self, weights: Weights) -> None:
        self._network = Network(weights)
        self._tags = weights.tags
        self._decoder = Decoder(weights.transitions, outside=weights.tags.index("O"))

    def __call__(self, texts: Sequence[str]) -> list[list[Name]]:
        """The names of each text, read as one sequence, in order."""
        found: list[list[Name]] = []
        for batch in _batches(texts):
            found += self._batch(batch)
        return found

    def _batch(self, texts: Sequence[str]) -> list[list[Name]]:
        spans = [tokens.spans(text) for text in texts]
        words = [[t[a:b] for a, b in row] for t, row in zip(texts, spans, strict=True)]
        scores, separators = self._network.emissions(words)
        numbers = self._decoder(scores, separators).tolist()
        first = (separators[:-1] + 1).tolist()
        return [
            list(_names(row, [self._tags[n] for n in numbers[at : at + len(row)]]))
            for row, at in zip(spans, first, strict=True)
        ]


def tag(texts: Sequence[str]) -> list[list[Name]]:
    """The names of each text by the process's one tagger, loaded when first called.

    >>> tag(["", "нет имён"])
    [[], []]
    """
    return _tagger()(texts)


@cache
def _tagger() -> Tagger:
    return Tagger(load())


def _batches(texts: Sequence[str]) -> Iterator[Sequence[str]]:
    """Runs of texts of together about :data:`_ROWS` tokens, by their characters."""
    start, room = 0, _ROWS * 6
    for i, text in enumerate(texts):
        room -= len(text)
        if room < 0 and i > start:
            yield texts[start:i]
            start, room = i, _ROWS * 6 - len(text)
    if texts[start:]:
        yield texts[start:]


def _names(spans: Sequence[tuple[int, int]], tags: Sequence[str]) -> Iterator[Name]:
    """Spans of BIO tags by slovnet's reading: I continues whatever is open."""
    kind, start, stop = "", 0, 0
    for (left, right), mark in zip(spans, tags, strict=True):
        if kind and mark[0] != "I":
            yield Name(kind, start, stop)
            kind = ""
        if mark[0] == "B":
            kind, start = mark[2:], left
        stop = right
    if kind:
        yield Name(kind, start, stop)
