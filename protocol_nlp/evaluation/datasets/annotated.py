"""What every public data set is read into: a text, labelled spans of it, and relations."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path

from protocol_nlp.records import Entity, EntityKind, Header, Mention, Minutes, Source, Span

__all__ = ["AnnotatedDocument", "AnnotatedRelation", "AnnotatedSpan", "required", "to_minutes"]


@dataclass(frozen=True, slots=True)
class AnnotatedSpan:
    """A labelled span, in one or more pieces, in character offsets into the document's text.

    ``normal`` is the normal form where the data set tells it, ``entity`` whom it names.
    """

    id: str
    label: str
    pieces: tuple[Span, ...]
    normal: str | None = None
    entity: str | None = None

    @property
    def span(self) -> Span:
        """From the first piece to the last.

        >>> AnnotatedSpan("T1", "PER", (Span(0, 4), Span(8, 9))).span
        Span(start=0, stop=9)
        """
        return Span(self.pieces[0].start, self.pieces[-1].stop)


@dataclass(frozen=True, slots=True)
class AnnotatedRelation:
    """A relation between two spans, or between two entities where the data set has it so."""

    label: str
    source: str
    target: str


@dataclass(frozen=True, slots=True)
class AnnotatedDocument:
    """One document of a data set; ``entities`` maps an entity's id to its normal name."""

    id: str
    text: str
    spans: tuple[AnnotatedSpan, ...]
    relations: tuple[AnnotatedRelation, ...] = ()
    entities: Mapping[str, str] | None = None


def required(path: str | Path, name: str, where: str) -> Path:
    """``path``, if it is a folder.

    Raises FileNotFoundError with a sentence that says where the data set is to be had.

    >>> required("nowhere", "NEREL", "https://github.com/nerel-ds/NEREL")
    Traceback (most recent call last):
    ...
    FileNotFoundError: NEREL is not at nowhere; it is to be had at https://github.com/nerel-ds/NEREL
    """
    path = Path(path)
    if not path.is_dir():
        raise FileNotFoundError(f"{name} is not at {path}; it is to be had at {where}")
    return path


def to_minutes(document: AnnotatedDocument, kinds: Mapping[str, EntityKind]) -> Minutes:
    """The spans whose label is in ``kinds`` as mentions, so that ``evaluate`` can measure them.

    >>> span = AnnotatedSpan("1", "PER", (Span(0, 4),), normal="Анна", entity="E1")
    >>> to_minutes(AnnotatedDocument("a", "Анне", (span,)), {"PER": "person"}).mentions[0].normal
    'Анна'
    """
    chosen = [span for span in document.spans if span.label in kinds]
    mentions = tuple(_mention(document, span, kinds[span.label]) for span in chosen)
    digest = hashlib.sha256(document.text.encode("utf-8", "surrogatepass")).hexdigest()
    return Minutes(
        source=Source(document.id, digest, len(document.text)),
        header=Header(),
        entities=tuple(_entities(document, mentions)),
        mentions=mentions,
        text=document.text,
    )


def _mention(document: AnnotatedDocument, span: AnnotatedSpan, kind: EntityKind) -> Mention:
    words = span.span.of(document.text)
    return Mention(span.id, span.entity, kind, words, span.span, normal=span.normal or "")


def _entities(document: AnnotatedDocument, mentions: Iterable[Mention]) -> Iterable[Entity]:
    members: dict[str, list[Mention]] = {}
    for mention in mentions:
        if mention.entity:
            members.setdefault(mention.entity, []).append(mention)
    for name, group in members.items():
        told = (document.entities or {}).get(name) or group[0].normal or group[0].text
        yield Entity(name, group[0].kind, told, mentions=tuple(m.id for m in group))
