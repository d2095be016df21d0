"""The best tag sequence of every sequence of a packed batch, exactly and at once.

Most tokens cannot be part of a name.  A stretch of tags that are not O gains over O at
most the sum, token by token, of its best score over O's and of what the best transition
adds, less what going in and out costs.  A token over which no stretch can gain is O on
every best path, and the sequence falls apart there.  What is left are short stretches
with O or an edge on both sides; the textbook recursion decodes them side by side.
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
        self._others = [tag for tag in range(len(transitions)) if tag != outside]
        stay = float(transitions[outside, outside])
        within = float(transitions[np.ix_(self._others, self._others)].max())
        enter = float(transitions[outside, self._others].max())
        leave = float(transitions[self._others, outside].max())
        self._step = within - stay
        self._cost = within + stay - enter - leave - _SLACK
        self._first, self._last = stay - enter, stay - leave  # an edge saves a transition

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
        gain = (scores[:, self._others].max(axis=1) - scores[:, self._outside]).astype(float)
        gain += self._step
        gain[separators[:-1] + 1] += self._first
        gain[separators[1:] - 1] += self._last
        gain[separators] = 0
        gain[separators] = -_WALL - np.maximum(gain, 0).sum()
        total = np.cumsum(gain)
        highest = np.maximum.accumulate(total[::-1])[::-1]
        lowest = np.minimum.accumulate(total - gain)
        open_ = np.flatnonzero(np.diff(highest - lowest > self._cost, prepend=False, append=False))
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
