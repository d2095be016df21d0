"""The decoder that skips what cannot be a name finds the path that the textbook finds."""

from itertools import pairwise

import numpy as np
import pytest

from protocol_nlp.recognition.tagger.viterbi import Decoder

_TAGS, _OUTSIDE = 6, 1


def _textbook(scores: np.ndarray, transitions: np.ndarray) -> float:
    """The score of the best path through one sequence."""
    best = scores[0]
    for row in scores[1:]:
        best = (best[:, None] + transitions).max(axis=0) + row
    return float(best.max())


def _score(tags: list[int], scores: np.ndarray, transitions: np.ndarray) -> float:
    own = sum(float(scores[i, tag]) for i, tag in enumerate(tags))
    return own + sum(float(transitions[a, b]) for a, b in pairwise(tags))


@pytest.mark.parametrize("seed", range(60))
def test_best_path_of_every_sequence(seed: int) -> None:
    chance = np.random.default_rng(seed)
    transitions = chance.normal(0, 2, (_TAGS, _TAGS)).astype(np.float32)
    lengths = chance.integers(1, 30, 6)
    separators = np.concatenate(([0], np.cumsum(lengths + 1)))
    scores = chance.normal(0, 3, (separators[-1] + 1, _TAGS)).astype(np.float32)
    scores[:, _OUTSIDE] += chance.choice([0, 3, 8])  # few names, many, or nothing else
    tags = Decoder(transitions, _OUTSIDE)(scores, separators)
    for before, after in pairwise(separators):
        inside = slice(before + 1, after)
        found = _score(tags[inside].tolist(), scores[inside], transitions)
        assert found == pytest.approx(_textbook(scores[inside], transitions), abs=1e-3)
