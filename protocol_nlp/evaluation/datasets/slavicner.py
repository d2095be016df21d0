"""SlavicNER (Piskorski et al. 2024): names in news with their lemma and identity."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from protocol_nlp.evaluation.datasets.annotated import AnnotatedDocument, AnnotatedSpan, required
from protocol_nlp.records import Span

__all__ = ["load_slavicner"]

COLUMNS = 6  # start, stop, mention, lemma, category, identity


def load_slavicner(path: str | Path, *, language: str = "ru") -> list[AnnotatedDocument]:
    """The documents of one language, by topic and name.

    ``path`` has ``ner/TOPIC/LANGUAGE/X.tsv`` and ``raw/TOPIC/LANGUAGE/X.txt``.  Raises
    FileNotFoundError where it is missing.

    Source: https://github.com/SlavicNLP/SlavicNER
    """
    folder = required(path, "SlavicNER", "https://github.com/SlavicNLP/SlavicNER")
    files = sorted((folder / "ner").glob(f"*/{language}/*.tsv"))
    return [_document(file, folder) for file in files]


def _document(file: Path, folder: Path) -> AnnotatedDocument:
    inner = file.relative_to(folder / "ner").with_suffix("")
    text = (folder / "raw" / inner.parent / f"{inner.name}.txt").read_bytes().decode("utf-8")
    rows = file.read_bytes().decode("utf-8").split("\n")
    return AnnotatedDocument(inner.as_posix(), text, tuple(_spans(rows)))


def _spans(rows: list[str]) -> Iterator[AnnotatedSpan]:
    for number, row in enumerate(rows, 1):
        cells = row.rstrip("\r").split("\t")
        if len(cells) >= COLUMNS:
            start, stop, _, lemma, category, identity = cells[:COLUMNS]
            span = Span(int(start), int(stop))
            yield AnnotatedSpan(str(number), category, (span,), lemma, identity)
