"""Which candidate each word of a span becomes: features in, network, choices out."""

from __future__ import annotations

from collections.abc import Sequence
from functools import lru_cache
from typing import TYPE_CHECKING, NamedTuple

from protocol_nlp.morphology import fold
from protocol_nlp.normalization.spans_candidates import Candidate, candidates
from protocol_nlp.normalization.spans_evidence import Witnesses, evidence
from protocol_nlp.normalization.spans_features import (
    FLAGS,
    candidate_features,
    flags,
    word_features,
)
from protocol_nlp.normalization.spans_network import load, read_edits
from protocol_nlp.normalization.spans_page import Page, shape
from protocol_nlp.normalization.spans_place import Place
from protocol_nlp.normalization.spans_render import dressed

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    Floats = NDArray[np.float32]

__all__ = ["are_names", "choices", "choose", "word_vector"]

DOUBT = 0.25
"""Probability from which a second form is worth telling."""


class Choices(NamedTuple):
    """Candidates and their vectors, row by row, the last column a bias."""

    found: list[Candidate]
    vectors: Floats


def choose(page: Page, places: Sequence[Place]) -> list[list[list[str]]]:
    """For each place its readings, the likeliest first: a form for each of its tokens.

    A second reading differs from the first in the one word that was least certain.
    """
    if not places:
        return []
    hidden, smallness = _place_vectors(page, places)
    ranked = _ranked(page, [word for place in places for word in place.words], hidden)
    readings = []
    stop = 0
    for place, small in zip(places, smallness, strict=True):
        start, stop = stop, stop + len(place.words)
        readings.append(_readings(place, ranked[start:stop], small=small > 0))
    return readings


def are_names(places: Sequence[Place]) -> bool:
    """Whether the spans of a page are names: most of them do not begin in small letters."""
    return 2 * sum(place.words[0][0].islower() for place in places) < len(places)


def _place_vectors(page: Page, places: Sequence[Place]) -> tuple[Floats, list[float]]:
    """The network's vectors for all words of all places, row by row; smallness a place."""
    import numpy as np  # noqa: PLC0415 - not with the package

    network, names = load(), are_names(places)
    context, words = _context(page, places)
    lengths = np.array([len(place.tokens) for place in places])
    tokens = np.concatenate([place.tokens for place in places])
    marks = [flags(page, place.words, place.tokens, names=names) for place in places]
    marked = np.array([x for row in marks for x in row], np.float32).reshape(-1, FLAGS)
    hidden = network.place(np.concatenate([context[tokens], words[tokens], marked], 1), lengths)
    firsts = np.concatenate([[0], lengths.cumsum()[:-1]])
    heads = [_first_word(place) for place in places]
    small = network.smallness(hidden[firsts + [max(h, 0) for h in heads]])
    return hidden, [
        s if h >= 0 and names else -1.0 for h, s in zip(heads, small.tolist(), strict=True)
    ]


def _first_word(place: Place) -> int:
    """The index of the first word, if it is written with a capital that may go; or -1."""
    first = next((i for i, word in enumerate(place.words) if word[0].isalnum()), 0)
    return first if shape(place.words[first]) == "T" else -1


def _context(page: Page, places: Sequence[Place]) -> tuple[Floats, Floats]:
    """Contextual and plain vectors, a row a token; zero where no span is near."""
    import numpy as np  # noqa: PLC0415 - not with the package

    wanted = np.zeros(len(page.words) + 1, np.int64)
    wanted[[token for place in places for token in place.tokens]] = 1
    near = np.concatenate([[0], wanted.cumsum()])
    sentences = np.array([(a, b) for a, b in page.sentences if near[b] > near[a]])
    lengths = sentences[:, 1] - sentences[:, 0]
    rows = np.concatenate([np.arange(a, b) for a, b in sentences])
    plain = np.stack([word_vector(page.folded[i], page.shapes[i]) for i in rows.tolist()])
    read = load().read(plain, lengths)
    context = np.zeros((len(page.words), read.shape[1]), np.float32)
    words = np.zeros((len(page.words), plain.shape[1]), np.float32)
    context[rows], words[rows] = read, plain
    return context, words


def _ranked(page: Page, words: Sequence[str], hidden: Floats) -> list[list[tuple[float, str]]]:
    """For each word its forms with their probabilities, likeliest first; two at most."""
    import numpy as np  # noqa: PLC0415 - not with the package

    query, worth = load().query(hidden)
    proofs = _Proofs(page)
    kinds = [(fold(word), shape(word)) for word in words]
    found = [choices(*kind) for kind in kinds]
    sizes = np.array([len(f.found) for f in found])
    starts, which = sizes.cumsum() - sizes, np.repeat(np.arange(len(words)), sizes)
    vectors = np.concatenate([f.vectors for f in found])
    proof = np.concatenate([proofs[kind] for kind in kinds])
    scores = (vectors[:, :-1] * query[which]).sum(1) + (proof * worth[which]).sum(1)
    scores += vectors[:, -1]
    odds = np.exp(scores - np.maximum.reduceat(scores, starts)[which])
    shares = (odds / np.add.reduceat(odds, starts)[which]).tolist()
    return [
        _best(word, f.found, shares[start : start + len(f.found)])
        for word, f, start in zip(words, found, starts.tolist(), strict=True)
    ]


def _best(word: str, found: list[Candidate], shares: list[float]) -> list[tuple[float, str]]:
    order = sorted(range(len(shares)), key=shares.__getitem__, reverse=True)
    first, *others = [(shares[i], found[i].form) for i in order[:2]]
    told = [first, *(other for other in others if other[0] >= DOUBT)]
    return [(share, dressed(form, word)) for share, form in told]


class _Proofs(dict[tuple[str, str], "Floats"]):
    """The evidence of a page for the candidates of a word of some shape, made once."""

    def __init__(self, page: Page) -> None:
        super().__init__()
        self._page, self._witnesses = page, Witnesses(page)

    def __missing__(self, kind: tuple[str, str]) -> Floats:
        import numpy as np  # noqa: PLC0415 - not with the package

        rows = evidence(*kind, choices(*kind).found, self._page, self._witnesses)
        proof = self[kind] = np.array(rows, np.float32)
        return proof


def _readings(
    place: Place, ranked: list[list[tuple[float, str]]], *, small: bool
) -> list[list[str]]:
    best = [forms[0][1] for forms in ranked]
    readings = [best]
    doubtful = min(range(len(ranked)), key=lambda k: ranked[k][0][0])
    if len(ranked[doubtful]) > 1:
        other = ranked[doubtful][1][1]
        readings.append([*best[:doubtful], other, *best[doubtful + 1 :]])
    if small:
        first = _first_word(place)
        for forms in readings:
            forms[first] = forms[first][:1].lower() + forms[first][1:]
    return [forms if any(forms) else list(place.words) for forms in readings]


@lru_cache(maxsize=32768)
def word_vector(word: str, outline: str) -> Floats:
    """What the network knows of a folded word of some shape, without its context."""
    return load().words.total(word_features(word, outline))


@lru_cache(maxsize=16384)
def choices(word: str, outline: str) -> Choices:
    """The candidates for a folded word of some shape, and a vector for each."""
    import numpy as np  # noqa: PLC0415 - not with the package

    found = candidates(word, read_edits())
    features = [candidate_features(word, outline, c) for c in found]
    return Choices(found, np.stack([load().forms.total(f) for f in features]))
