"""The best tag sequence of every sequence of a packed batch, exactly and at once.

Most tokens cannot be part of a name.  A stretch of tags that are not O gains over O at
most the sum, neighbours by neighbours, of the best transition between them with half the
score of either tag over O's, and of the best ways in and out.  A token over which no
stretch can gain is O on every best path, and the sequence falls apart there.  What is left
are short stretches with O or an edge on both sides; the textbook recursion decodes them
side by side.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from protocol_nlp.recognition.tagger.weights import numpy

if TYPE_CHECKING:
    from protocol_nlp.recognition.tagger.arrays import Flags, Floats, Integers

__all__ = ["Decoder"]

_SLACK = 0.01  # far above the rounding of single precision, far below what a tag weighs
_WALL = 1e3  # what a stretch would pay for crossing a separator, beside all it could gain


class Decoder:
    """Viterbi for one transition matrix; ``outside`` is the number of the tag O."""

    def __init__(self, transitions: Floats, outside: int) -> None:
        np = numpy()
        self._outside, self._transitions = outside, transitions
        others = self._others = [tag for tag in range(len(transitions)) if tag != outside]
        stay = transitions[outside, outside]
        self._within = transitions[np.ix_(others, others)] - stay
        self._enter = transitions[outside, others] - stay
        self._leave = transitions[others, outside] - stay

    def __call__(self, scores: Floats, separators: Integers) -> Integers:
        """The tag of each row of ``scores``; those of separator rows mean nothing.

        ``separators`` are the rows before, between and after the sequences, ascending.
        """
        np = numpy()
        tags: Integers = np.full(len(scores), self._outside)
        starts, stops = self._stretches(scores, separators)
        if len(starts):
            edge = np.zeros(len(scores), dtype=bool)
            edge[separators] = True
            order = np.argsort(starts - stops, kind="stable")  # longest first
            self._decode(scores, starts[order], stops[order], edge, tags)
        return tags

    def _stretches(self, scores: Floats, separators: Integers) -> tuple[Integers, Integers]:
        """Starts and stops of the runs of rows that may be something else than O."""
        np = numpy()
        over = scores.T[self._others] - scores.T[self._outside]
        half = over / 2
        enter = (half + self._enter[:, None]).max(axis=0)
        leave = (half + self._leave[:, None]).max(axis=0)
        first, last = separators[:-1] + 1, separators[1:] - 1
        enter[first], leave[last] = half[:, first].max(axis=0), half[:, last].max(axis=0)
        pairs = half[:, None, :-1] + self._within[:, :, None] + half[None, :, 1:]
        gain = pairs.max(axis=(0, 1)).astype(float)
        wall = _WALL + np.maximum(gain, 0).sum()
        gain[separators[:-1]] = gain[separators[1:] - 1] = -wall
        enter[separators] = leave[separators] = -wall
        total = np.cumsum(np.concatenate(([0.0], gain)))
        highest = np.maximum.accumulate((total + leave)[::-1])[::-1]
        lowest = np.minimum.accumulate(total - enter)
        open_ = np.flatnonzero(np.diff(highest - lowest > -_SLACK, prepend=False, append=False))
        return open_[::2], open_[1::2]

    def _decode(
        self,
        scores: Floats,
        starts: Integers,
        stops: Integers,
        edge: Flags,
        tags: Integers,
    ) -> None:
        """Write the best tags of each stretch into ``tags``; the longest comes first."""
        np = numpy()
        into, out = self._transitions[self._outside], self._transitions[:, self._outside]
        best = scores[starts] + np.where(edge[starts - 1][:, None], 0, into)
        pointers = []
        alive = np.searchsorted(-(stops - starts), -np.arange(1, stops[0] - starts[0]), "left")
        for step, count in enumerate(alive.tolist(), start=1):
            paths = best[:count, :, None] + self._transitions
            pointers.append(paths.argmax(axis=1))
            best[:count] = paths.max(axis=1) + scores[starts[:count] + step]
        best += np.where(edge[stops][:, None], 0, out)
        tag, rows = best.argmax(axis=1), np.arange(len(starts))
        tags[stops - 1] = tag
        for step in range(len(pointers), 0, -1):
            count = len(pointers[step - 1])
            tag[:count] = pointers[step - 1][rows[:count], tag[:count]]
            tags[starts[:count] + step - 1] = tag[:count]
