"""The network of the span normaliser, in numpy: three small bidirectional LSTMs.

The first reads the sentences of a page, the second the words of each span within what
the first made of them, the third the span again with what the second would choose, so
that words agree.  A candidate's score is the product of its vector with that of its
place, plus what the evidence of the page is worth there.  Embeddings are bytes with a
scale a row.

Source: Hochreiter, Schmidhuber: Long Short-Term Memory (1997); gates in PyTorch's order.
"""

from __future__ import annotations

import json
import zlib
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import TYPE_CHECKING, Any

from protocol_nlp.normalization.spans_candidates import Edits

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    Floats = NDArray[np.float32]
    Integers = NDArray[np.int64]

__all__ = ["Network", "Table", "key", "load", "read_edits"]

FOLDER = files(__package__)
"""Where the weights lie; a benchmark that cross-validates puts its own here."""

WEIGHTS = "spans_weights.npz"
EDITS = "spans_edits.json"


def key(feature: str) -> int:
    """The number under which the vocabulary knows a feature.

    >>> key("keep")
    3421521931
    """
    return zlib.crc32(feature.encode("utf-8", "surrogatepass"))


class Table:
    """An embedding a feature: ``keys`` in any order, ``rows`` of bytes, a ``scale`` each."""

    def __init__(self, keys: NDArray[np.uint32], rows: NDArray[np.int8], scale: Floats) -> None:
        self._row = {k: i for i, k in enumerate(keys.tolist())}
        self._rows, self._scale = rows, scale

    def total(self, features: list[str]) -> Floats:
        """The sum of the features' embeddings; what is unknown counts for nothing."""
        import numpy as np  # noqa: PLC0415 - not with the package

        found = [self._row[k] for k in map(key, features) if k in self._row]
        return np.asarray(self._scale[found] @ self._rows[found], dtype=np.float32)


@dataclass(frozen=True)
class Network:
    """The weights, by the names that ``models/span_normalizer`` gives them."""

    words: Table
    forms: Table
    arrays: dict[str, Floats]

    def word(self, features: list[str]) -> Floats:
        """The vector of a word out of context, from its features."""
        return self._mixed("word", self.words.total(features))

    def form(self, features: list[str]) -> Floats:
        """The vector of a candidate, its last number a bias, from its features."""
        return self._mixed("form", self.forms.total(features))

    def read(self, vectors: Floats, lengths: Integers) -> Floats:
        """Vectors of words, sentence behind sentence, to contextual ones."""
        return _bidirectional(self.arrays, "page", vectors, lengths)

    def draft(self, inputs: Floats, lengths: Integers) -> Floats:
        """Vectors of words in spans, span behind span, to vectors of their places."""
        return _bidirectional(self.arrays, "draft", inputs, lengths)

    def review(self, inputs: Floats, lengths: Integers) -> Floats:
        """The same once more, of places with what was chosen there."""
        return _bidirectional(self.arrays, "review", inputs, lengths)

    def query(self, name: str, places: Floats) -> tuple[Floats, Floats]:
        """For each place: what its candidates are multiplied with, and the worth of evidence."""
        query = self._linear(f"{name}_query", places)
        return query, self._linear(f"{name}_evidence", query)

    def smallness(self, places: Floats) -> Floats:
        """For each place: above 0 if its capital letter is only the sentence's."""
        return self._linear("small", places)[:, 0]

    def _linear(self, name: str, inputs: Floats) -> Floats:
        found: Floats = inputs @ self.arrays[f"{name}.weight"].T + self.arrays[f"{name}.bias"]
        return found

    def _mixed(self, name: str, vector: Floats) -> Floats:
        import numpy as np  # noqa: PLC0415 - not with the package

        hidden = np.maximum(self._linear(f"{name}_mix.0", vector), 0)
        return vector + self._linear(f"{name}_mix.2", hidden)


@cache
def load() -> Network:
    """The network with the weights that travel in the package."""
    import numpy as np  # noqa: PLC0415 - not with the package

    with (FOLDER / WEIGHTS).open("rb") as stream, np.load(stream) as stored:
        arrays: dict[str, Any] = {name: stored[name] for name in stored.files}
    words, forms = (
        Table(*(arrays.pop(f"{name}.{part}") for part in ("keys", "rows", "scale")))
        for name in ("words", "forms")
    )
    weights = {name: array.astype(np.float32) for name, array in arrays.items()}
    for name in ("page", "draft", "review"):
        _halve(weights, name)
    return Network(words, forms, weights)


@cache
def read_edits() -> Edits:
    """The learnt edits that travel in the package."""
    stored = json.loads((FOLDER / EDITS).read_text(encoding="utf-8"))
    suffixes = {
        suffix: [(new, lost) for new, lost in e] for suffix, e in stored["suffixes"].items()
    }
    return Edits(suffixes, stored["words"])


def _bidirectional(
    arrays: dict[str, Floats], name: str, inputs: Floats, lengths: Integers
) -> Floats:
    """Both directions at once over sequences that lie one behind the other, without padding."""
    import numpy as np  # noqa: PLC0415 - not with the package

    weights = arrays[f"{name}.hidden"]
    width = weights.shape[1]
    gates = (inputs @ arrays[f"{name}.input"].T + arrays[f"{name}.bias"]).reshape(
        len(inputs), 2, 4 * width
    )
    order = np.argsort(-lengths, kind="stable")
    stops = lengths.cumsum()[order]
    starts = stops - lengths[order]
    alive = np.searchsorted(-lengths[order], -np.arange(lengths.max()), side="left").tolist()
    out = np.empty((len(inputs), 2, width), np.float32)
    state = cell = np.zeros((2, len(lengths), width), np.float32)
    for step, n in enumerate(alive):
        forth, back = starts[:n] + step, stops[:n] - 1 - step
        z = state[:, :n] @ weights
        z[0] += gates[forth, 0]
        z[1] += gates[back, 1]
        state, cell = _step(z, cell[:, :n], width)
        out[forth, 0], out[back, 1] = state
    return out.reshape(len(inputs), 2 * width)


def _step(z: Floats, cell: Floats, width: int) -> tuple[Floats, Floats]:
    """One step of an LSTM: gates before their squashing and the old cell to state and cell.

    The logistic function of x is (1 + tanh(x / 2)) / 2; the halving is in the weights.
    """
    import numpy as np  # noqa: PLC0415 - not with the package

    np.tanh(z, out=z)
    new = z[..., 2 * width : 3 * width].copy()
    z *= 0.5
    z += 0.5
    cell = z[..., width : 2 * width] * cell + z[..., :width] * new
    return z[..., 3 * width :] * np.tanh(cell), cell


def _halve(arrays: dict[str, Floats], name: str) -> None:
    """Halve the weights of an LSTM's logistic gates: all but the third of four."""
    import numpy as np  # noqa: PLC0415 - not with the package

    factors = np.repeat(
        np.array([0.5, 0.5, 1.0, 0.5], np.float32), arrays[f"{name}.hidden"].shape[1]
    )
    arrays[f"{name}.hidden"] *= factors
    arrays[f"{name}.bias"] *= np.tile(factors, 2)
    arrays[f"{name}.input"] *= np.tile(factors, 2)[:, None]
