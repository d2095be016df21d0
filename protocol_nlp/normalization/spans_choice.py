"""Which candidate each word of a span becomes: features in, network, choices out."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import lru_cache
from itertools import pairwise
from typing import TYPE_CHECKING, NamedTuple

from protocol_nlp.normalization.spans_ballot import Ballot, Proofs
from protocol_nlp.normalization.spans_features import FLAGS, flags, unpaired, word_features
from protocol_nlp.normalization.spans_network import load
from protocol_nlp.normalization.spans_page import Page, shape
from protocol_nlp.normalization.spans_place import Place

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    Floats = NDArray[np.float32]
    Integers = NDArray[np.int64]

__all__ = ["are_names", "choose", "shared_tokens", "word_vector"]

LONGEST = 256
"""Tokens of a span that are read; no span of the training data has as many."""

BATCH = 1024
"""Tokens of spans that are read at once."""


def choose(page: Page, places: Sequence[Place]) -> list[list[list[str]]]:
    """For each place its readings, the likeliest first: a form for each of its tokens.

    A second reading differs from the first in the one word that was least certain.  Of a
    span longer than ``LONGEST`` tokens the rest stays as it stands.
    """
    if not places:
        return []
    scene = _Scene(page, are_names(places), shared_tokens(places), Proofs(page))
    readings: list[list[list[str]]] = [[] for _ in places]
    for batch in _batches(places):
        cut = [_cut(places[i]) for i in batch]
        for i, found in zip(batch, _choose(scene, cut), strict=True):
            rest = places[i].words[LONGEST:]
            readings[i] = [[*forms, *rest] for forms in found]
    return readings


class _Scene(NamedTuple):
    """What all spans of a page have in common."""

    page: Page
    names: bool
    shared: set[int]
    proofs: Proofs


def _batches(places: Sequence[Place]) -> Iterator[list[int]]:
    """Places in the order of the text, so many at once that memory stays bounded."""
    batch: list[int] = []
    room = BATCH
    for i in sorted(range(len(places)), key=lambda i: places[i].tokens[0]):
        batch.append(i)
        room -= min(len(places[i].tokens), LONGEST)
        if room <= 0:
            yield batch
            batch, room = [], BATCH
    if batch:
        yield batch


def _cut(place: Place) -> Place:
    if len(place.tokens) <= LONGEST:
        return place
    return Place(place.phrase, place.tokens[:LONGEST], place.words[:LONGEST])


def _choose(scene: _Scene, places: Sequence[Place]) -> list[list[list[str]]]:
    import numpy as np  # noqa: PLC0415 - not with the package

    network = load()
    lengths = np.array([len(place.tokens) for place in places])
    words = [word for place in places for word in place.words]
    ballot = Ballot(words, scene.proofs)
    drafted = network.draft(_inputs(scene, places), lengths)
    favoured = ballot.mean(ballot.shares(*network.query("draft", drafted)))
    reviewed = network.review(np.concatenate([drafted, favoured], 1), lengths)
    ranked = ballot.ranked(words, ballot.shares(*network.query("review", reviewed)))
    small = _small(scene, places, reviewed, lengths)
    stops = lengths.cumsum().tolist()
    return [
        [
            _tidied(place, forms, small=is_small, names=scene.names)
            for forms in _readings(ranked[stop - len(place.words) : stop])
        ]
        for place, stop, is_small in zip(places, stops, small, strict=True)
    ]


def are_names(places: Sequence[Place]) -> bool:
    """Whether the spans of a page are names: most of them do not begin in small letters."""
    return 2 * sum(place.words[0][0].islower() for place in places) < len(places)


def shared_tokens(places: Sequence[Place]) -> set[int]:
    """The tokens of spans in pieces: «групп» of «групп … ABBA» is also in «групп Queen»."""
    return {
        token
        for place in places
        if any(b != a + 1 for a, b in pairwise(place.tokens))
        for token in place.tokens
    }


def _inputs(scene: _Scene, places: Sequence[Place]) -> Floats:
    """What the network is given of each word of each place, row by row."""
    import numpy as np  # noqa: PLC0415 - not with the package

    page = scene.page
    marks = [flags(page, p.words, p.tokens, scene.shared, names=scene.names) for p in places]
    marked = np.array([x for row in marks for x in row], np.float32).reshape(-1, FLAGS)
    return np.concatenate([_context(page, places), marked], 1)


def _small(scene: _Scene, places: Sequence[Place], hidden: Floats, lengths: Integers) -> list[bool]:
    """For each place whether its first word loses its capital letter; among names only."""
    if not scene.names:
        return [False] * len(places)
    heads = [_first_word(place) for place in places]
    rows = lengths.cumsum() - lengths + [max(head, 0) for head in heads]
    lost = (load().smallness(hidden[rows]) > 0).tolist()
    return [head >= 0 and small for head, small in zip(heads, lost, strict=True)]


def _first_word(place: Place) -> int:
    """The index of the first word, if it is written with a capital that may go; or -1."""
    first = next((i for i, word in enumerate(place.words) if word[0].isalnum()), 0)
    return first if shape(place.words[first]) == "T" else -1


def _context(page: Page, places: Sequence[Place]) -> Floats:
    """The contextual and the plain vector of each word of each place, side by side."""
    import numpy as np  # noqa: PLC0415 - not with the package

    tokens = np.concatenate([place.tokens for place in places])
    wanted = np.zeros(len(page.words) + 1, np.int64)
    wanted[tokens] = 1
    near = np.concatenate([[0], wanted.cumsum()])
    sentences = np.array([(a, b) for a, b in page.sentences if near[b] > near[a]])
    rows = np.concatenate([np.arange(a, b) for a, b in sentences])
    plain = np.stack([word_vector(page.folded[i], page.shapes[i]) for i in rows.tolist()])
    read = load().read(plain, sentences[:, 1] - sentences[:, 0])
    at = np.searchsorted(rows, tokens)
    return np.concatenate([read[at], plain[at]], 1)


def _readings(ranked: list[list[tuple[float, str]]]) -> list[list[str]]:
    """The likeliest forms; and the same with another of the word that was least certain."""
    best = [forms[0][1] for forms in ranked]
    doubtful = min(range(len(ranked)), key=lambda k: ranked[k][0][0])
    others = [form for _, form in ranked[doubtful][1:]]
    return [best, *([*best[:doubtful], other, *best[doubtful + 1 :]] for other in others)]


def _tidied(place: Place, forms: list[str], *, small: bool, names: bool) -> list[str]:
    """Without a capital that was only the sentence's, and in names without what is unpaired.

    An opening quote inside a name is kept: its other half lies outside the span.
    """
    tidied = list(forms)
    if small:
        first = _first_word(place)
        tidied[first] = tidied[first][:1].lower() + tidied[first][1:]
    for k in unpaired(place.words) if names else ():
        if k == 0 or place.words[k] not in "«(“[":
            tidied[k] = ""
    return tidied if any(tidied) else list(place.words)


@lru_cache(maxsize=32768)
def word_vector(word: str, outline: str) -> Floats:
    """What the network knows of a folded word of some shape, without its context."""
    return load().word(word_features(word, outline))
