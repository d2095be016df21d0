"""What a ``Doc`` carries of its minutes: the contract's JSON, and how it is read back."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache

from spacy.tokens import Doc, Span

from protocol_nlp import codec
from protocol_nlp.records import Decision, Minutes
from protocol_nlp.records import Span as Place

__all__ = ["KEY", "decisions_of", "minutes_of", "normal_of", "put"]

KEY = "protocol_nlp"


def put(doc: Doc, minutes: Minutes) -> None:
    """Leaves the minutes in the user data, as text that every serialisation can hold."""
    doc.user_data[KEY] = codec.dumps(minutes)


def minutes_of(doc: Doc) -> Minutes | None:
    """The minutes that a ``Doc`` carries; None where it carries none."""
    payload = doc.user_data.get(KEY)
    return None if payload is None else replace(_read(payload).minutes, text=doc.text)


def decisions_of(doc: Doc) -> tuple[Decision, ...]:
    """The decisions that a ``Doc`` carries; none where it carries no minutes."""
    payload = doc.user_data.get(KEY)
    return () if payload is None else _read(payload).minutes.decisions


def normal_of(span: Span) -> str | None:
    """The normal form of what the span names; None where it is no mention and no executor.

    A mention that began or ended inside a token is found under the tokens that hold it.
    """
    payload = span.doc.user_data.get(KEY)
    if payload is None:
        return None
    read = _read(payload)
    found = read.names.get(Place(span.start_char, span.end_char))
    return found if found is not None else _widened(read, span)


@dataclass(frozen=True, slots=True)
class _Read:
    minutes: Minutes
    names: Mapping[Place, str]
    places: Sequence[Place]


@lru_cache(maxsize=32)  # an attribute is asked for once an entity: the JSON is read once
def _read(payload: str) -> _Read:
    minutes = codec.loads(payload)
    decisions = minutes.decisions
    names = {c.span: c.name for d in decisions for c in d.controllers}
    names |= {e.span: e.name for d in decisions for e in d.executors}
    names |= {m.span: m.normal or m.text for m in minutes.mentions}
    return _Read(minutes, names, sorted(names))


def _widened(read: _Read, span: Span) -> str | None:
    """The longest name whose tokens, cut ones included, are those of the span."""
    first = bisect_left(read.places, Place(span.start_char - 1, 0))  # a blank may lead
    last = bisect_left(read.places, Place(span.end_char, 0))
    for place in sorted(read.places[first:last], key=lambda p: p.start - p.stop):
        words = span.doc.char_span(*place, alignment_mode="expand")
        if words is not None and (words.start, words.end) == (span.start, span.end):
            return read.names[place]
    return None
