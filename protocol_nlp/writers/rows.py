"""Decisions as flat rows, one a decision and executor: what every table is made of.

A document that could not be read is carried by :func:`unreadable` and gives one row that
holds nothing but its name and the error, so that no table loses a document silently.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, fields

from protocol_nlp.records import Caution, Decision, Executor, Header, Minutes, Source
from protocol_nlp.writers.characters import printable_documents
from protocol_nlp.writers.wording import KINDS, MODALITIES, ROLES, timing

__all__ = ["COLUMNS", "Row", "error_of", "names_of", "rows_of", "unreadable"]

_UNREADABLE = "unreadable"
_FAILED = frozenset({_UNREADABLE, "error"})  # "error": recorded by Analyzer.pipe


@dataclass(frozen=True, slots=True)
class Row:
    """One decision with one of its executors; days are ISO 8601, offsets characters.

    ``start`` and ``stop`` are the span of the decision; both -1 where there is none.
    """

    document: str
    document_date: str = ""
    document_number: str = ""
    item: str = ""
    item_title: str = ""
    number: str = ""
    lead: str = ""
    text: str = ""
    kind: str = ""
    modality: str = ""
    executor: str = ""
    role: str = ""
    representative: str = ""
    controllers: str = ""
    deadline: str = ""
    due: str = ""
    timing: str = ""
    rrule: str = ""
    confidence: float | None = None
    start: int = -1
    stop: int = -1
    error: str = ""


COLUMNS = tuple(column.name for column in fields(Row))
"""The names of the columns, in their order."""


def unreadable(name: str, error: str) -> Minutes:
    """The place of a document that could not be read, among those that could.

    >>> error_of(unreadable("a.pdf", "a.pdf: no text in it"))
    'a.pdf: no text in it'
    """
    return Minutes(Source(name, "", 0), Header(), warnings=(Caution(_UNREADABLE, error),))


def error_of(minutes: Minutes) -> str:
    """Why the document could not be read; empty where it could."""
    return next((w.message for w in minutes.warnings if w.code in _FAILED), "")


def names_of(minutes: Minutes) -> dict[str, str]:
    """The names of the entities by their ids."""
    return {entity.id: entity.name for entity in minutes.entities}


def rows_of(minutes: Minutes | Iterable[Minutes]) -> Iterator[Row]:
    """The rows of one document or of several; a decision without executor gives one row.

    >>> [(row.document, row.error) for row in rows_of(unreadable("a.pdf", "no text"))]
    [('a.pdf', 'no text')]
    """
    for document in printable_documents(minutes):
        error = error_of(document)
        if error:
            yield Row(document.source.id, error=error)
            continue
        names, items = names_of(document), {a.id: a for a in document.agenda}
        for decision in document.decisions:
            item = items.get(decision.agenda_item or "")
            place = (item.number or "", item.title) if item else ("", "")
            for executor in decision.executors or (None,):
                yield _row(document, place, decision, executor, names)


def _row(
    document: Minutes,
    place: tuple[str, str],
    decision: Decision,
    executor: Executor | None,
    names: dict[str, str],
) -> Row:
    deadline = decision.deadline
    parts = deadline.parts if deadline else ()
    return Row(
        document=document.source.id,
        document_date=document.header.date or "",
        document_number=document.header.number or "",
        item=place[0],
        item_title=place[1],
        number=decision.number or "",
        lead=decision.lead or "",
        text=decision.text,
        kind=KINDS[decision.kind],
        modality=MODALITIES[decision.modality],
        executor=executor.name if executor else "",
        role=ROLES[executor.role] if executor else "",
        representative=names.get(executor.representative or "", "") if executor else "",
        controllers="; ".join(c.name for c in decision.controllers),
        deadline=deadline.text if deadline else "",
        due=(deadline.due or "") if deadline else "",
        timing=timing(parts),
        rrule="; ".join(part.rrule for part in parts if part.rrule),
        confidence=decision.confidence,
        start=decision.span.start,
        stop=decision.span.stop,
    )
