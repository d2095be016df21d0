"""What structure finds in each document, and what a file loses beside the same text.

    python -m benchmarks.formats corpus/development corpus/test

The first table: of every document the share of decisions found, F1 of their boundaries, of the
fields of the header, of the roster.  The second: every real file beside the ``.txt`` of the
same document, whose gold it is measured with (:mod:`protocol_nlp.evaluation.projection`).
"""

from __future__ import annotations

import sys
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

import protocol_nlp
from protocol_nlp.evaluation.alignment import Aligned
from protocol_nlp.evaluation.gold import GoldDocument, load_gold
from protocol_nlp.evaluation.measures import measure
from protocol_nlp.evaluation.projection import Projection, project
from protocol_nlp.evaluation.render.cells import share
from protocol_nlp.evaluation.render.plain import table_rows
from protocol_nlp.evaluation.tally import Tallies, Tally, total
from protocol_nlp.records import Minutes

FILES = (".docx", ".doc", ".odt", ".rtf", ".pdf", ".html", ".eml")
MEASURES = {
    "found": ("decisions.found",),
    "boundaries": ("decisions.exact",),
    "header": tuple(
        f"header.{field}"
        for field in ("kind", "title", "number", "date", "place", "chair", "secretary", "signers")
    ),
    "roster": ("roster.person",),
    "headline": ("headline",),
}
"""The columns, each a sum of measures."""


@dataclass(frozen=True, slots=True)
class Read:
    """One document: what its text gives, and what its file gives where there is one.

    ``kept`` is the share of the text's letters that the file's text has in order, ``added``
    the share of the file's that the text has not.
    """

    name: str
    text: Tallies
    suffix: str = ""
    file: Tallies | None = None
    kept: float = 1.0
    added: float = 0.0


def columns(tallies: Tallies) -> Tallies:
    """The tallies of the columns."""
    return {
        column: sum_of(tallies.get(name, Tally()) for name in names)
        for column, names in MEASURES.items()
    }


def sum_of(tallies: Iterable[Tally]) -> Tally:
    """Several tallies as one.

    >>> sum_of([Tally(1, 1, 1, 1), Tally(0, 1, 0, 1)]).f1
    0.5
    """
    sums = Tally()
    for tally in tallies:
        sums = sums.plus(tally)
    return sums


def read_all(folder: str) -> list[Read]:
    """Every gold document of a folder with its file, where one lies beside it."""
    return [_read(gold, file) for gold, file in _pairs(folder)]


def _pairs(folder: str) -> list[tuple[GoldDocument, Path | None]]:
    golds = {gold.id: gold for gold in load_gold(folder)}
    found = []
    for text in sorted(Path(folder).rglob("*.txt")):
        name = "/".join(text.with_suffix("").parts[-3:])
        if name in golds:
            beside = [text.with_suffix(suffix) for suffix in FILES]
            found.append((golds[name], next((file for file in beside if file.exists()), None)))
    return found


def _read(gold: GoldDocument, file: Path | None) -> Read:
    answer = _measured(gold.minutes, protocol_nlp.extract(gold.text, id=gold.id))
    if file is None:
        return Read(gold.id, answer)
    minutes = protocol_nlp.read(file)
    projection = Projection(minutes.text, gold.text)
    told = _measured(gold.minutes, project(minutes, gold.text))
    return Read(gold.id, answer, file.suffix, told, projection.kept, projection.added)


def _measured(gold: Minutes, answer: Minutes) -> Tallies:
    return columns(measure(Aligned(gold, replace(answer, source=gold.source))))


def by_document(rows: Sequence[Read]) -> list[tuple[str, ...]]:
    """The first table: a row a document, and one over all."""
    cells = [(row.name, *_ratios(row.text)) for row in rows]
    return [*cells, ("all", *_ratios(total(row.text for row in rows)))]


def _ratios(tallies: Tallies) -> tuple[str, ...]:
    return tuple(share(tallies[column].f1) for column in MEASURES)


def by_format(rows: Sequence[Read], *, names: bool) -> list[tuple[str, ...]]:
    """The second table: a row a file, or a format, with both answers in each cell."""
    groups: dict[str, list[Read]] = {}
    for row in rows:
        if row.file is not None:
            groups.setdefault(row.name + row.suffix if names else row.suffix, []).append(row)
    groups["all"] = [row for row in rows if row.file is not None]
    return [_beside(name, group) for name, group in groups.items() if group]


def _beside(name: str, rows: Sequence[Read]) -> tuple[str, ...]:
    texts, files = total(row.text for row in rows), total(row.file or {} for row in rows)
    kept = sum(row.kept for row in rows) / len(rows)
    added = sum(row.added for row in rows) / len(rows)
    pairs = (f"{share(texts[c].f1)} → {share(files[c].f1)}" for c in MEASURES)
    return (name, str(len(rows)), share(kept), share(added), *pairs)


BESIDE = ("text → file", "files", "letters kept", "added", *MEASURES)


def main(folders: Sequence[str]) -> None:
    """Both tables for each folder."""
    for folder in folders:
        rows = read_all(folder)
        print(f"{folder}: {len(rows)} documents, F1\n")
        print(table_rows(("document", *MEASURES), by_document(rows)) + "\n")
        print(table_rows(BESIDE, by_format(rows, names=True)) + "\n")


if __name__ == "__main__":
    main(sys.argv[1:])
