"""How well names are normalised, section by section, with natasha 1.6 beside us.

    python -m benchmarks.names --executors cases/executors_dev.tsv \
        --inflected names_inflected_dev.tsv --factrueval factrueval/devset \
        --slavicner slavicner --no-peer

Data sets lie as their publishers distribute them; a section whose path is not given is
left out.  Intervals: 95 % percentile bootstrap over documents, 1,000 resamples.
"""

from __future__ import annotations

import argparse
import random
import re
import sys
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import NamedTuple

from benchmarks import names_data
from benchmarks.natasha_names import Natasha
from protocol_nlp.linking import Scene, namings
from protocol_nlp.normalization import clues, nominative, read_phrase, readings
from protocol_nlp.normalization.name_finder import find_names
from protocol_nlp.recognition import find
from protocol_nlp.records import Span
from protocol_nlp.resolution import Naming
from protocol_nlp.resolution.persons import persons
from protocol_nlp.text import View

RESAMPLES = 1000


class Score(NamedTuple):
    """Right or wrong, document by document, of one measure: ours and natasha's."""

    measure: str
    ours: list[list[bool]]
    theirs: list[list[bool]]


class Section(NamedTuple):
    """One data set: the option that gives its path, and what is measured on it."""

    name: str
    option: str
    run: Callable[[Path, Natasha | None], Iterator[Score]]


def executors(path: Path, peer: Natasha | None) -> Iterator[Score]:
    """Normal form and gender of the phrases of ``executors_dev.tsv``."""
    rows = names_data.executors(path)
    read = [read_phrase(row.phrase) for row in rows]
    kinds = ("all", *dict.fromkeys(row.kind for row in rows))
    for kind in kinds:
        chosen = [(r, x) for r, x in zip(rows, read, strict=True) if kind in {"all", r.kind}]
        theirs = [
            [same(peer.phrase(r.phrase, r.kind), *r.normals)] for r, _ in chosen if peer is not None
        ]
        yield Score(f"normal, {kind}", [[same(x.normal, *r.normals)] for r, x in chosen], theirs)
    people = [(r, x) for r, x in zip(rows, read, strict=True) if r.kind == "person"]
    yield Score("gender", [[(x.gender or "u") in r.genders] for r, x in people], [])
    both = [(r, x) for r, x in zip(rows, read, strict=True) if len(r.normals) > 1]
    told = [
        [{*map(fold, r.normals)} == {fold(n) for n in (x.normal, *x.alternatives)}] for r, x in both
    ]
    yield Score("both readings told", told, [])
    placed = [(r, x) for r, x in zip(rows, read, strict=True) if r.position]
    yield Score("position", [[same(x.position or "", r.position)] for r, x in placed], [])


def inflected(path: Path, peer: Natasha | None) -> Iterator[Score]:
    """Nominative of surnames, first names and patronymics, with and without grammar known."""
    del peer  # it has no such call
    rows = names_data.inflected(path)
    for known in (True, False):
        for part in ("all", *dict.fromkeys(row.part for row in rows)):
            chosen = [r for r in rows if part in {"all", r.part}]
            right = [[_nominative_right(r, known=known)] for r in chosen]
            yield Score(f"{part}, gender and case {'known' if known else 'unknown'}", right, [])


def _nominative_right(row: names_data.Inflected, *, known: bool) -> bool:
    found = readings(row.name, row.case if known else None, row.gender if known else None)
    parts = [p for p in (found[0].surname, found[0].given, found[0].patronymic) if p]
    return same(" ".join(parts), " ".join(row.nominative))


def slavicner(path: Path, peer: Natasha | None) -> Iterator[Score]:
    """Lemmas of the gold spans of people and organisations."""
    documents = list(names_data.slavicner(path))
    for kind, category in (("person", "PER"), ("organization", "ORG")):
        ours, theirs = [], []
        for doc in documents:
            names = [n for n in doc.names if n.category == category]
            normals = span_normals(doc, category, kind)
            ours.append([same(x, n.lemma) for x, n in zip(normals, names, strict=True)])
            if peer is not None:
                theirs.append([same(peer.span(doc.text, n.start, n.stop), n.lemma) for n in names])
        yield Score(category, ours, theirs)


def factrueval(path: Path, peer: Natasha | None) -> Iterator[Score]:
    """Normal names of people (parts) and organisations of the devset's object spans."""
    documents = list(names_data.factrueval(path))
    for kind in ("person", "organization"):
        ours, theirs = [], []
        for doc in documents:
            names = [n for n in doc.names if n.category == kind]
            normals = span_normals(doc, kind, kind)
            ours.append([_among(x, n.normals) for x, n in zip(normals, names, strict=True)])
            if peer is not None:
                theirs.append(
                    [_among(peer.span(doc.text, n.start, n.stop), n.normals) for n in names]
                )
        yield Score(kind, ours, theirs)


SECTIONS = [
    Section("executors_dev: exact", "executors", executors),
    Section("names_inflected_dev: nominative exact", "inflected", inflected),
    Section("SlavicNER train: lemma of gold spans exact", "slavicner", slavicner),
    Section("FactRuEval devset: normal name of gold spans", "factrueval", factrueval),
]


def span_normals(document: names_data.Document, category: str, kind: str) -> list[str]:
    """Our normal forms of the gold spans of one category, in the order of the text.

    People are read together, as an analyzer reads those of a document: a span that it finds
    itself with what it knows of it (position, case), any other with the words around.
    natasha's models read the whole document, too.
    """
    names = [n for n in document.names if n.category == category]
    if kind == "organization":
        return [read_phrase(n.mention, "organization").normal for n in names]
    known = {n.span: n for n in _found(document.text) if n.kind == "person"}
    spans = [Span(n.start, n.stop) for n in names]
    read = [known.get(s) or _naming(n, document.text) for s, n in zip(spans, names, strict=True)]
    forms: dict[Naming, str] = {}
    for person in persons(list(dict.fromkeys(n for n in read if n))):
        forms |= {n: r.written for n, r in person.forms.items() if r}
    return [
        forms.get(g, n.mention) if g else nominative(n.mention).normal
        for g, n in zip(read, names, strict=True)
    ]


def _found(text: str) -> list[Naming]:
    view = View.of(text)
    return namings(view, Scene.of(view.text, find(view.text), None), ())


def _naming(name: names_data.Name, text: str) -> Naming | None:
    """A gold span as resolution takes it; None where its words are no name."""
    found = find_names(name.mention, eager=True)
    if len(found) != 1 or found[0].stop - found[0].start != len(name.mention):
        return None
    before, after = text[max(0, name.start - 80) : name.start], text[name.stop : name.stop + 80]
    told = clues(before, after, name=name.mention[-1:])
    span = Span(name.start, name.stop)
    return Naming("person", name.mention, span, cases=told.cases, gender=told.gender)


def _among(normal: str, golds: tuple[str, ...]) -> bool:
    return any(set(fold(normal).split()) == set(fold(g).split()) for g in golds)


def fold(text: str) -> str:
    """What a comparison leaves out: ё, styles of quotes and dashes, runs of spaces."""
    text = re.sub(r"[«»“”„\"']", '"', text.replace("ё", "е").replace("Ё", "Е"))
    return " ".join(re.sub(r"[–—]", "-", text).split())


def same(found: str, *golds: str) -> bool:
    """Whether ``found`` is one of ``golds``."""
    return fold(found) in {fold(gold) for gold in golds}


def interval(documents: list[list[bool]]) -> str:
    """Accuracy with its bootstrap interval, in percent."""
    documents = [d for d in documents if d]
    counts = [(sum(d), len(d)) for d in documents]
    right, total = sum(r for r, _ in counts), sum(n for _, n in counts)
    if not total:
        return "none"
    draw = random.Random(0)  # noqa: S311 - statistics
    figures = []
    for _ in range(RESAMPLES if len(counts) < 2000 else RESAMPLES // 10):  # noqa: PLR2004
        sample = draw.choices(counts, k=len(counts))
        figures.append(sum(r for r, _ in sample) / sum(n for _, n in sample))
    figures.sort()
    low, high = figures[int(0.025 * len(figures))], figures[int(0.975 * len(figures)) - 1]
    return f"{right / total:.4f} [{low:.4f}, {high:.4f}] of {total}"


def main() -> None:
    """Run the sections whose data is given and print a line a measure."""
    parser = argparse.ArgumentParser(description=__doc__)
    for section in SECTIONS:
        parser.add_argument(f"--{section.option}", type=Path)
    parser.add_argument("--no-peer", action="store_true", help="leave natasha out")
    args = parser.parse_args()
    peer = None if args.no_peer else Natasha.load()
    for section in SECTIONS:
        path = getattr(args, section.option)
        if path is None:
            continue
        print(section.name)
        for score in section.run(path, peer):
            theirs = f"   natasha {interval(score.theirs)}" if score.theirs else ""
            print(f"  {score.measure:44} {interval(score.ours)}{theirs}")
            sys.stdout.flush()


if __name__ == "__main__":
    main()
