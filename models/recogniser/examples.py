"""Candidates of annotated documents with what they show, and which of them are right.

Right is who has a gold span, quotes around it aside.  Where a data set leaves out the noun
that says what a name is («компания «Свет»» as «Свет»), gold is first put as this package
has it (:func:`harmonised`).
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from benchmarks.recognition import Gold, brat, collection5, factrueval, nerel, slavicner
from protocol_nlp.recognition.candidates import Candidate, candidates
from protocol_nlp.recognition.find import seen
from protocol_nlp.recognition.heads import body
from protocol_nlp.recognition.signs import ROLES, places, signs, word_signs
from protocol_nlp.recognition.tagger.evidence import WIDTH
from protocol_nlp.recognition.words import Words

_QUOTES = "«»\"“”„'"
_OPENING = frozenset('«"“„')


class Example(NamedTuple):
    """One candidate: its characters, signs and evidence (roles, :data:`WIDTH`), and if right."""

    candidate: Candidate
    span: tuple[int, int]
    signs: tuple[str, ...]
    evidence: NDArray[np.float16]
    right: bool


class Document(NamedTuple):
    """A document's gold bodies and its examples."""

    name: str
    gold: set[tuple[int, int]]
    harmonised: set[tuple[int, int]]
    text: str
    examples: list[Example]


def corpus(folder: Path) -> Iterator[Gold]:
    """Documents and gold of our own corpus."""
    for path in sorted(folder.rglob("*.gold.json")):
        gold = json.loads(path.read_text(encoding="utf-8"))
        text = path.with_name(path.name.replace(".gold.json", ".txt")).read_bytes().decode()
        bodies = {tuple(m["span"]) for m in gold["mentions"] if m["kind"] == "organization"}
        yield Gold(path.stem, text, {"PER": set(), "ORG": bodies})


def rurebus(folder: Path) -> Iterator[Gold]:
    """RuREBus: INST."""
    return brat(folder, {"INST": "ORG"})


READERS = {
    "corpus": corpus,
    "factrueval": factrueval,
    "nerel": nerel,
    "slavicner": slavicner,
    "rurebus": rurebus,
    "collection5": collection5,
}
AS_OURS = ("corpus", "factrueval")  # the head belongs to the name there, as here


def documents(name: str, folder: Path) -> Iterator[Document]:
    """The documents of a data set with their examples."""
    for gold in READERS[name](folder):
        yield document(gold, as_ours=name in AS_OURS)


def document(gold: Gold, *, as_ours: bool) -> Document:
    """One document's candidates, asked of the package itself."""
    words = Words(gold.text)
    read = seen(words, weights=np.eye(WIDTH, dtype=np.float32))
    rows = np.array(read.rows, dtype=np.float32).reshape(len(words), WIDTH)
    likely = rows[:, -1].tolist()
    found = candidates(words, read.chosen, read.tagged, likely)
    bodies = gold.spans["ORG"]
    ours = bodies if as_ours else harmonised(words, bodies)
    right = {trimmed(gold.text, *span) for span in ours}
    examples = []
    for one in found:
        span = words.span(one.start, one.stop)
        told = [*signs(words, one, likely), *_of_words(words, one)]
        examples.append(
            Example(
                one,
                span,
                tuple(told),
                _evidence(words, one, rows),
                trimmed(gold.text, *span) in right,
            )
        )
    return Document(gold.name, bodies, ours, gold.text, examples)


def _of_words(words: Words, one: Candidate) -> Iterator[str]:
    for role, k in places(words, one):
        for sign in word_signs(words.words[k], words.lower[k]):
            yield f"{role} {sign}"


def _evidence(words: Words, one: Candidate, rows: NDArray[np.float32]) -> NDArray[np.float16]:
    """The evidence at each role, as :func:`protocol_nlp.recognition.judge.judged` adds it up."""
    told = np.zeros((len(ROLES), WIDTH), dtype=np.float32)
    for role, k in places(words, one):
        told[ROLES.index(role)] = rows[k]
    inside = range(one.start, one.stop)
    capitals = [k for k in inside if words.words[k][0].isupper()] or list(inside)
    told[ROLES.index("capitals")] = rows[capitals].mean(axis=0)
    told[ROLES.index("all")] = rows[one.start : one.stop].mean(axis=0)
    return told.astype(np.float16)


def trimmed(text: str, start: int, stop: int) -> tuple[int, int]:
    """The span without quotes at its edges."""
    while start < stop and text[start] in _QUOTES:
        start += 1
    while stop > start and text[stop - 1] in _QUOTES:
        stop -= 1
    return start, stop


def harmonised(words: Words, gold: set[tuple[int, int]]) -> set[tuple[int, int]]:
    """Gold with the noun in small letters before a name that says what it is."""
    at = {start: i for i, start in enumerate(words.starts)}
    return {_with_head(words, at.get(start), start, stop) for start, stop in gold}


def _with_head(words: Words, first: int | None, start: int, stop: int) -> tuple[int, int]:
    if first is None:
        return start, stop
    quoted = first > 0 and words.words[first - 1] in _OPENING
    opening = first - 1 if quoted else first
    word = words.words[first]
    named = quoted or word in _OPENING or (word[0].isupper() and not body(words.lower[first]))
    if not named or opening == 0 or words.broken(opening):
        return start, stop
    head = opening - 1
    if words.words[head].islower() and any(f.number == "sing" for f in body(words.lower[head])):
        closed = quoted and words.text[stop : stop + 1] in ("»", '"', "”")
        return words.starts[head], stop + closed
    return start, stop
