"""Documents as numbers: what the network is trained on, by the package's own features."""

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field

import numpy as np
from alignment import targets
from vocabulary import Ragged, Vocabulary, keys_of

from protocol_nlp.evaluation.datasets.runormas import SpanDocument
from protocol_nlp.morphology import fold
from protocol_nlp.normalization.spans_candidates import Edits
from protocol_nlp.normalization.spans_choice import are_names, shared_tokens
from protocol_nlp.normalization.spans_evidence import Witnesses, evidence
from protocol_nlp.normalization.spans_features import flags
from protocol_nlp.normalization.spans_page import Page, read_page, shape
from protocol_nlp.normalization.spans_place import Place, locate

__all__ = ["Aligned", "Examples", "Unit", "aligned", "build"]

SEEN = 3
"""How often training must see a feature for it to be known."""


@dataclass
class Aligned:
    """A document with the place and the targets of each span that has words."""

    name: str
    generic: bool
    page: Page
    places: list[Place]
    targets: list[list[str]]
    normals: list[str]

    def pairs(self) -> Iterable[tuple[str, str]]:
        """Folded words with what became of them."""
        for place, forms in zip(self.places, self.targets, strict=True):
            yield from zip(map(fold, place.words), forms, strict=True)


@dataclass
class Unit:
    """Sentences that are read together, and the spans in them, list by list.

    ``tags`` are the teacher's; ``tokens`` the sentence and the place in it of each word of
    a span; ``types`` numbers of the vocabulary; ``gold`` the right candidate or -1;
    ``first`` the word that ``small`` asks about (1 small, 0 not, -1 not asked).
    """

    document: str
    generic: bool
    sentences: list[np.ndarray]
    tags: list[np.ndarray]
    tokens: list[list[tuple[int, int]]] = field(default_factory=list)
    marks: list[np.ndarray] = field(default_factory=list)
    types: list[list[int]] = field(default_factory=list)
    gold: list[list[int]] = field(default_factory=list)
    proofs: list[list[np.ndarray]] = field(default_factory=list)
    first: list[int] = field(default_factory=list)
    small: list[int] = field(default_factory=list)


@dataclass
class Examples:
    """All units, and the features of the types of words and of their candidates."""

    units: list[Unit]
    words: Ragged
    forms: Ragged
    starts: np.ndarray
    word_keys: np.ndarray
    form_keys: np.ndarray


def aligned(document: SpanDocument, *, generic: bool) -> Aligned:
    """A document of the data set with its targets token by token."""
    page = read_page(document.text)
    found = [
        (place, targets(place.words, read_page(normal).words), normal)
        for pairs, normal in zip(document.spans, document.normals, strict=True)
        if (place := locate(page, pairs)).tokens
    ]
    return Aligned(document.name, generic, page, *map(list, zip(*found, strict=True)))


def build(
    documents: Sequence[Aligned], edits: Edits, tags: dict[str, np.ndarray], held_out: set[str]
) -> Examples:
    """Examples of all documents, with the vocabulary of those that are not held out."""
    vocabulary = Vocabulary(edits)
    units = [
        unit
        for document in documents
        for unit in _Reader(vocabulary, document, document.name not in held_out).units(
            tags[document.name]
        )
    ]
    word_keys, form_keys = vocabulary.word_keys(SEEN), vocabulary.form_keys(SEEN)
    forms, starts = vocabulary.form_table(form_keys)
    words = vocabulary.word_table(word_keys)
    return Examples(units, words, forms, starts, keys_of(word_keys), keys_of(form_keys))


class _Reader:
    """Makes the units of one document."""

    def __init__(self, vocabulary: Vocabulary, document: Aligned, train: bool) -> None:  # noqa: FBT001
        self._vocabulary, self._document, self._train = vocabulary, document, train
        self._page = document.page
        self._names = are_names(document.places)
        self._shared = shared_tokens(document.places)
        self._witnesses = Witnesses(document.page)

    def units(self, tags: np.ndarray) -> Iterator[Unit]:
        page = self._page
        sentence_of = np.zeros(len(page.words), np.int64)
        for k, (a, b) in enumerate(page.sentences):
            sentence_of[a:b] = k
        for numbers, members in _linked(sentence_of, self._document.places):
            ranges = [page.sentences[k] for k in numbers]
            unit = Unit(
                self._document.name,
                self._document.generic,
                [self._sentence(a, b) for a, b in ranges],
                [tags[a:b] for a, b in ranges],
            )
            where = {k: (n, a) for n, (k, (a, _)) in enumerate(zip(numbers, ranges, strict=True))}
            for i in members:
                self._add(unit, i)
                at = [(where[sentence_of[t]], t) for t in self._document.places[i].tokens]
                unit.tokens.append([(n, t - start) for (n, start), t in at])
            yield unit

    def _sentence(self, start: int, stop: int) -> np.ndarray:
        kinds = ((self._page.folded[i], self._page.shapes[i]) for i in range(start, stop))
        return self._vocabulary.words(kinds, train=self._train)

    def _add(self, unit: Unit, i: int) -> None:
        page, place = self._page, self._document.places[i]
        marks = flags(page, place.words, place.tokens, self._shared, names=self._names)
        unit.marks.append(np.array(marks, np.float32).reshape(len(place.words), -1))
        kinds = [(fold(word), shape(word)) for word in place.words]
        types = [self._vocabulary.form(kind, train=self._train) for kind in kinds]
        found = [self._vocabulary.found[number] for number in types]
        unit.types.append(types)
        unit.gold.append([
            next((n for n, c in enumerate(some) if c.form == target), -1)
            for some, target in zip(found, self._document.targets[i], strict=True)
        ])  # fmt: skip
        unit.proofs.append([
            np.array(evidence(*kind, some, page, self._witnesses), np.float32)
            for kind, some in zip(kinds, found, strict=True)
        ])  # fmt: skip
        unit.first.append(next((k for k, w in enumerate(place.words) if w[0].isalnum()), 0))
        unit.small.append(self._small(place.words[unit.first[-1]], self._document.normals[i]))

    def _small(self, word: str, normal: str) -> int:
        letter = re.search(r"[^\W_]", normal)
        if self._document.generic or not self._names or shape(word) != "T" or not letter:
            return -1
        return int(letter.group().islower())


def _linked(
    sentence_of: np.ndarray, places: Sequence[Place]
) -> Iterator[tuple[list[int], list[int]]]:
    """Sentences that spans tie together, with the numbers of those spans."""
    parent: dict[int, int] = {}

    def root(k: int) -> int:
        while parent.setdefault(k, k) != k:
            k = parent[k]
        return k

    for place in places:
        for token in place.tokens:
            parent[root(int(sentence_of[token]))] = root(int(sentence_of[place.tokens[0]]))
    members: dict[int, list[int]] = defaultdict(list)
    for i, place in enumerate(places):
        members[root(int(sentence_of[place.tokens[0]]))].append(i)
    sentences: dict[int, list[int]] = defaultdict(list)
    for k in sorted(parent):
        sentences[root(k)].append(k)
    for group, spans in members.items():
        yield sentences[group], spans
