"""Documents as numbers: what the network is trained on, by the package's own features."""

import re
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

import numpy as np
from alignment import targets

from protocol_nlp.evaluation.datasets.runormas import SpanDocument
from protocol_nlp.morphology import fold
from protocol_nlp.normalization.spans_candidates import Candidate, Edits, candidates
from protocol_nlp.normalization.spans_choice import are_names, shared_tokens
from protocol_nlp.normalization.spans_evidence import Witnesses, evidence
from protocol_nlp.normalization.spans_features import candidate_features, flags, word_features
from protocol_nlp.normalization.spans_network import key
from protocol_nlp.normalization.spans_page import Page, read_page, shape
from protocol_nlp.normalization.spans_place import Place, locate

__all__ = ["Aligned", "Examples", "Ragged", "Unit", "aligned", "build"]


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
class Ragged:
    """Rows of feature numbers, with how specific each feature is (0, 1 or 2)."""

    flat: list[int] = field(default_factory=list)
    specific: list[int] = field(default_factory=list)
    offsets: list[int] = field(default_factory=lambda: [0])

    def add(self, ids: Sequence[int], specific: Sequence[int]) -> None:
        self.flat += ids
        self.specific += specific
        self.offsets.append(len(self.flat))

    def freeze(self) -> "Ragged":
        self.flat, self.specific, self.offsets = (
            np.array(x, np.int64) for x in (self.flat, self.specific, self.offsets)
        )
        return self


@dataclass
class Unit:
    """Sentences that are read together, and the spans in them."""

    generic: bool
    sentences: list[np.ndarray]
    tags: list[np.ndarray]
    tokens: list[list[tuple[int, int]]]
    marks: list[np.ndarray]
    types: list[list[int]]
    gold: list[list[int]]
    proofs: list[list[np.ndarray]]
    first: list[int]
    small: list[int]
    document: str


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
    page = read_page(document.text)
    found = [
        (place, targets(place.words, read_page(normal).words), normal)
        for pairs, normal in zip(document.spans, document.normals, strict=True)
        if (place := locate(page, pairs)).tokens
    ]
    return Aligned(document.name, generic, page, *map(list, zip(*found, strict=True)))


class Builder:
    """Collects types and features; ``keep`` are the names of the documents trained on."""

    def __init__(self, edits: Edits) -> None:
        self.edits = edits
        self.word_types: dict[tuple[str, str], int] = {}
        self.word_features: list[list[str]] = []
        self.form_types: dict[tuple[str, str], int] = {}
        self.form_features: list[list[list[str]]] = []
        self.found: list[list[Candidate]] = []
        self.word_seen: list[int] = []
        self.form_seen: list[int] = []

    def word(self, word: str, outline: str) -> int:
        kind = self.word_types.setdefault((word, outline), len(self.word_types))
        if kind == len(self.word_features):
            self.word_features.append(word_features(word, outline))
            self.word_seen.append(0)
        return kind

    def form(self, word: str, outline: str) -> int:
        kind = self.form_types.setdefault((word, outline), len(self.form_types))
        if kind == len(self.form_features):
            found = candidates(word, self.edits)
            self.found.append(found)
            self.form_features.append(candidate_features(word, outline, found))
            self.form_seen.append(0)
        return kind

    def units(self, document: Aligned, tags: np.ndarray | None, *, train: bool) -> Iterable[Unit]:
        page = document.page
        names, witnesses = are_names(document.places), Witnesses(page)
        shared = shared_tokens(document.places)
        sentence_of = np.zeros(len(page.words), np.int64)
        for k, (a, b) in enumerate(page.sentences):
            sentence_of[a:b] = k
        parent = list(range(len(page.sentences)))

        def root(k: int) -> int:
            while parent[k] != k:
                k = parent[k]
            return k

        for place in document.places:
            for token in place.tokens[1:]:
                parent[root(sentence_of[token])] = root(sentence_of[place.tokens[0]])
        groups: dict[int, list[int]] = {}
        for i, place in enumerate(document.places):
            groups.setdefault(root(sentence_of[place.tokens[0]]), []).append(i)
        for group, members in groups.items():
            numbers = [k for k in range(len(parent)) if root(k) == group]
            ranges = [page.sentences[k] for k in numbers]
            sentences = []
            for a, b in ranges:
                ids = [self.word(page.folded[i], page.shapes[i]) for i in range(a, b)]
                if train:
                    for kind in set(ids):
                        self.word_seen[kind] += 1
                sentences.append(np.array(ids))
            where = {k: n for n, k in enumerate(numbers)}
            unit = Unit(
                document.generic, sentences,
                [tags[a:b] for a, b in ranges] if tags is not None else [],
                [], [], [], [], [], [], [], document.name,
            )  # fmt: skip
            for i in members:
                self._span(unit, document, i, names, shared, witnesses, train=train)
                unit.tokens.append(
                    [
                        (where[sentence_of[t]], t - page.sentences[sentence_of[t]][0])
                        for t in document.places[i].tokens
                    ]
                )
            yield unit

    def _span(self, unit, document, i, names, shared, witnesses, *, train) -> None:
        page, place = document.page, document.places[i]
        marks = flags(page, place.words, place.tokens, shared, names=names)
        unit.marks.append(np.array(marks, np.float32).reshape(len(place.words), -1))
        types, gold, proofs = [], [], []
        for word, form in zip(place.words, document.targets[i], strict=True):
            folded, outline = fold(word), shape(word)
            kind = self.form(folded, outline)
            self.form_seen[kind] += train
            found = self.found[kind]
            types.append(kind)
            gold.append(next((n for n, c in enumerate(found) if c.form == form), -1))
            proofs.append(np.array(evidence(folded, outline, found, page, witnesses), np.float32))
        unit.types.append(types)
        unit.gold.append(gold)
        unit.proofs.append(proofs)
        first = next((k for k, word in enumerate(place.words) if word[0].isalnum()), 0)
        unit.first.append(first)
        letter = re.search(r"[^\W_]", document.normals[i])
        asked = not document.generic and names and shape(place.words[first]) == "T" and letter
        unit.small.append(int(letter.group().islower()) if asked else -1)

    def examples(self, units: list[Unit], *, word_count: int, form_count: int) -> Examples:
        """With the features that training saw in enough types or tokens."""
        word_keys = self._known(
            ((f, n) for fs, n in zip(self.word_features, self.word_seen, strict=True) for f in fs),
            word_count,
        )
        form_keys = self._known(
            (
                (f, n)
                for kinds, n in zip(self.form_features, self.form_seen, strict=True)
                for f in {f for fs in kinds for f in fs}
            ),
            form_count,
        )
        words, forms = Ragged(), Ragged()
        for features in self.word_features:
            _add(words, features, word_keys, 1 if len(features) > 1 else 0)
        starts = [0]
        for kinds in self.form_features:
            for features in kinds:
                _add(forms, features, form_keys, 2)
            starts.append(starts[-1] + len(kinds))
        return Examples(
            units, words.freeze(), forms.freeze(), np.array(starts),
            np.array(list(word_keys), np.uint32), np.array(list(form_keys), np.uint32),
        )  # fmt: skip

    @staticmethod
    def _known(features: Iterable[tuple[str, int]], count: int) -> dict[int, int]:
        seen: Counter[int] = Counter()
        for feature, n in features:
            if n:
                seen[key(feature)] += n
        return {k: i for i, k in enumerate(k for k, n in seen.items() if n >= count)}


def _add(rows: Ragged, features: list[str], known: dict[int, int], specific: int) -> None:
    pairs = [
        (known[k], max(0, specific - (len(features) - 1 - n)))
        for n, k in enumerate(map(key, features))
        if k in known
    ]
    rows.add([p[0] for p in pairs], [p[1] for p in pairs])


def build(
    documents: Sequence[Aligned],
    edits: Edits,
    tags: dict[str, np.ndarray],
    held_out: set[str],
    *,
    word_count: int = 3,
    form_count: int = 3,
) -> Examples:
    """Examples of all documents, with the vocabulary of those that are not held out."""
    builder = Builder(edits)
    units = [
        unit
        for document in documents
        for unit in builder.units(
            document, tags.get(document.name), train=document.name not in held_out
        )
    ]
    return builder.examples(units, word_count=word_count, form_count=form_count)
