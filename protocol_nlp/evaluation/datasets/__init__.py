"""Public data sets as their publishers distribute them, from a path that the user gives.

None of them is part of this package; a loader whose path is missing says where the data set
is to be had.
"""

from __future__ import annotations

from pathlib import Path

from protocol_nlp.evaluation.datasets import runormas
from protocol_nlp.evaluation.datasets.annotated import (
    AnnotatedDocument,
    AnnotatedRelation,
    AnnotatedSpan,
    required,
    to_minutes,
)
from protocol_nlp.evaluation.datasets.factrueval import load_factrueval
from protocol_nlp.evaluation.datasets.slavicner import load_slavicner
from protocol_nlp.evaluation.datasets.standoff import load_collection5, load_nerel, load_rurebus
from protocol_nlp.records import Span

__all__ = [
    "AnnotatedDocument",
    "AnnotatedRelation",
    "AnnotatedSpan",
    "load_collection5",
    "load_factrueval",
    "load_nerel",
    "load_runormas",
    "load_rurebus",
    "load_slavicner",
    "to_minutes",
]


def load_runormas(path: str | Path) -> list[AnnotatedDocument]:
    """RuNormAS-2021 (Butorin et al. 2021): spans with their normal forms, labelled by track.

    ``path`` is ``train`` with its folders ``generic`` and ``named``, or one of the two.
    Raises FileNotFoundError where it is missing.

    Source: https://github.com/dialogue-evaluation/RuNormAS
    """
    source = "https://github.com/dialogue-evaluation/RuNormAS"
    folder = required(path, "RuNormAS-2021", source)
    tracks = [folder] if (folder / "texts_and_ann").is_dir() else sorted(folder.iterdir())
    return [
        _of_runormas(document, track.name)
        for track in tracks
        if track.is_dir()
        for document in runormas.read(track)
    ]


def _of_runormas(document: runormas.SpanDocument, track: str) -> AnnotatedDocument:
    spans = tuple(
        AnnotatedSpan(str(number), track, tuple(Span(*piece) for piece in pieces), normal)
        for number, (pieces, normal) in enumerate(
            zip(document.spans, document.normals, strict=True), 1
        )
    )
    return AnnotatedDocument(f"{track}/{document.name}", document.text, spans)
