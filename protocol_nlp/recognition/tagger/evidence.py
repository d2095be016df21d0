"""What the tagger knows of each word beyond its one best tag, for who learns from it.

A word's row holds the 64 numbers of the network's last layer, then the logarithms of how
likely the word is in no name, a person's, a place's and a body's (by its own scores, no
lower than :data:`LOWEST`), then these four probabilities themselves.
"""

from __future__ import annotations

import math
from typing import TYPE_CHECKING

from protocol_nlp.recognition.tagger.weights import numpy

if TYPE_CHECKING:
    from protocol_nlp.recognition.tagger.arrays import Floats

__all__ = ["KINDS", "LOWEST", "WIDTH", "evidence", "kinds_of"]

KINDS = ("O", "PER", "LOC", "ORG")
STATES = 64
WIDTH = STATES + 2 * len(KINDS)
"""How many numbers a word has."""
LOWEST = -8.0
_LEAST = math.exp(LOWEST)


def evidence(states: Floats, scores: Floats, kinds: Floats, weights: Floats) -> Floats:
    """The rows (words, :data:`WIDTH`) of words, times ``weights`` (:data:`WIDTH`, n).

    ``states`` (words, 64) and ``scores`` (words, tags) are the network's; ``kinds`` is
    :func:`kinds_of` its tags.

    >>> import numpy as np
    >>> states = np.zeros((1, 64), dtype="float32")
    >>> scores = np.array([[0, 9, 0, 0]], dtype="float32")
    >>> kinds = kinds_of(("<pad>", "O", "B-ORG", "I-ORG"))
    >>> row = evidence(states, scores, kinds, np.eye(72, dtype="float32"))[0]
    >>> len(row), bool(row[68] > 0.99), bool(row[71] < 0.01)
    (72, True, True)
    """
    np = numpy()
    likely = np.exp(scores - scores.max(axis=1, keepdims=True))
    shares = likely @ kinds
    shares /= shares.sum(axis=1, keepdims=True)
    logs = np.log(np.maximum(shares, _LEAST))
    rows: Floats = states @ weights[:STATES]
    rows += logs @ weights[STATES : STATES + len(KINDS)]
    rows += shares @ weights[STATES + len(KINDS) :]
    return rows


def kinds_of(tags: tuple[str, ...]) -> Floats:
    """Which tags (rows) are of which of the :data:`KINDS` (columns): 1 or 0.

    >>> kinds_of(("<pad>", "O", "B-ORG", "I-ORG"))[:, 3].tolist()
    [0.0, 0.0, 1.0, 1.0]
    """
    np = numpy()
    grid: Floats = np.array(
        [[float(tag.rpartition("-")[2] == kind) for kind in KINDS] for tag in tags],
        dtype=np.float32,
    )
    return grid
