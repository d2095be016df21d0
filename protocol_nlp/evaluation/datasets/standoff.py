"""Three data sets that are distributed as brat standoff: NEREL, RuREBus and Collection5.

The format is that of Stenetorp et al. (2012): ``T1<tab>LABEL start stop[;start stop]<tab>words``
and ``R1<tab>LABEL Arg1:T1 Arg2:T2``.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from pathlib import Path

from protocol_nlp.evaluation.datasets.annotated import (
    AnnotatedDocument,
    AnnotatedRelation,
    AnnotatedSpan,
    required,
)
from protocol_nlp.records import Span

__all__ = ["load_collection5", "load_nerel", "load_rurebus"]


def load_nerel(path: str | Path) -> list[AnnotatedDocument]:
    """NEREL (Loukachevitch et al. 2021): news with nested entities and relations.

    ``path`` is one of its folders (``train``, ``dev``) or the one above.  Raises
    FileNotFoundError where it is missing.

    Source: https://github.com/nerel-ds/NEREL
    """
    return _load(required(path, "NEREL", "https://github.com/nerel-ds/NEREL"))


def load_rurebus(path: str | Path) -> list[AnnotatedDocument]:
    """RuREBus-2020 (Ivanin et al. 2020): programmes and strategies of authorities.

    ``path`` is the unpacked ``train`` folder with its parts; texts without annotation are
    passed over.  Raises FileNotFoundError where it is missing.

    Source: https://github.com/dialogue-evaluation/RuREBus
    """
    return _load(required(path, "RuREBus", "https://github.com/dialogue-evaluation/RuREBus"))


def load_collection5(path: str | Path) -> list[AnnotatedDocument]:
    """Collection5 (Mozharova and Loukachevitch 2016): news with persons, bodies and places.

    Its offsets count each line end as two characters (CRLF), whatever the text has, so the
    text of a document has CRLF line ends.  Raises FileNotFoundError where it is missing.

    Source: http://labinform.ru/pub/named_entities
    """
    folder = required(path, "Collection5", "http://labinform.ru/pub/named_entities")
    return _load(folder, crlf=True)


def _load(folder: Path, *, crlf: bool = False) -> list[AnnotatedDocument]:
    return [_document(file, folder, crlf=crlf) for file in sorted(folder.rglob("*.ann"))]


def _document(file: Path, folder: Path, *, crlf: bool) -> AnnotatedDocument:
    # utf-8-sig would shift the offsets, which count a byte order mark as a character
    text = file.with_suffix(".txt").read_bytes().decode("utf-8")
    if crlf:
        text = text.replace("\r\n", "\n").replace("\n", "\r\n")
    lines = file.read_bytes().decode("utf-8").splitlines()
    name = file.relative_to(folder).with_suffix("").as_posix()
    return AnnotatedDocument(name, text, tuple(_spans(lines)), tuple(_relations(lines)))


def _spans(lines: Iterable[str]) -> Iterator[AnnotatedSpan]:
    for line in lines:
        if line.startswith("T"):
            name, described, *_ = line.split("\t")
            label, _, places = described.partition(" ")
            pieces = (piece.split() for piece in places.split(";"))
            spans = tuple(Span(int(start), int(stop)) for start, stop in pieces)
            yield AnnotatedSpan(name, label, spans)


def _relations(lines: Iterable[str]) -> Iterator[AnnotatedRelation]:
    for line in lines:
        if line.startswith("R"):
            label, source, target = line.split("\t")[1].split()
            yield AnnotatedRelation(
                label, source.removeprefix("Arg1:"), target.removeprefix("Arg2:")
            )
