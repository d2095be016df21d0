"""Text to outline: lines, then the state machine, then the header above it all."""

from __future__ import annotations

from collections.abc import Sequence

from protocol_nlp.records import Span
from protocol_nlp.structure.dates import first_date
from protocol_nlp.structure.head import heading
from protocol_nlp.structure.lines import Line, lines_of
from protocol_nlp.structure.outline import Head, Outline
from protocol_nlp.structure.reading import Reading
from protocol_nlp.text import View

__all__ = ["outline_of"]


def outline_of(view: View) -> Outline:
    r"""The structure of a document, in offsets of the cleaned view.

    >>> outline = outline_of(View.of("РЕШИЛИ:\n1. Открыть музей.\nСрок – до 1 мая."))
    >>> item = outline.topics[0].resolutions[0].items[0]
    >>> item.label, item.clauses[0].kind
    ('1', 'deadline')
    """
    lines = lines_of(view.text)
    reading = _read(view.text, lines)
    head = heading(view.text, lines[: reading.head_stop])
    if not any(t.resolutions for t in reading.topics) and head.kind is not None:
        reading = _read(view.text, lines, directly=True)
    return Outline(
        head=_head(view.text, lines, reading),
        roster=tuple(reading.roster),
        topics=reading.built(),
        controls=tuple(reading.controls),
        signatures=tuple(reading.signatures),
        appendices=tuple(reading.appendices),
    )


def _read(text: str, lines: Sequence[Line], *, directly: bool = False) -> Reading:
    """``directly``: the numbered lines decide although no word such as РЕШИЛИ stands above them."""
    reading = Reading(text, lines)
    if directly:
        first = next((n for n, line in enumerate(lines) if line.kind in {"item", "row"}), None)
        if first is not None:
            reading.start_at(first)
    reading.read()
    return reading


def _head(text: str, lines: Sequence[Line], reading: Reading) -> Head:
    found = heading(text, lines[: reading.head_stop])
    signers = tuple(reading.signatures)
    date = found.date
    if date is None:
        date = _date_below(text, reading.signatures)
    return Head(
        kind=found.kind,
        title=found.title,
        title_span=found.title_span,
        number=found.number,
        date=date,
        place=found.place,
        chair=reading.chair,
        secretary=reading.secretary,
        signers=signers,
    )


def _date_below(text: str, spans: Sequence[Span]) -> str | None:
    """Orders may bear their day under the signature."""
    return next((d for s in spans if (d := first_date(s.of(text)))), None)
