"""Whole documents: the text, every field that is words, every span."""

from __future__ import annotations

import hashlib
import secrets
from collections.abc import Iterator
from dataclasses import dataclass, fields, is_dataclass, replace
from functools import cache
from typing import Any, Literal, TypeVar, get_args, get_origin, get_type_hints

from protocol_nlp import records
from protocol_nlp.records import Minutes, Source, Span
from protocol_nlp.redaction.addresses import latin_edits
from protocol_nlp.redaction.edits import Edit, Edited, without_overlaps
from protocol_nlp.redaction.filenames import hidden_name
from protocol_nlp.redaction.roster import Roster, unseen
from protocol_nlp.redaction.scanning import Zone, edits, pseudonym
from protocol_nlp.redaction.secret import Secret
from protocol_nlp.text import View

__all__ = ["Redactor", "redact"]

R = TypeVar("R")
_IDS = frozenset({"id", "entity", "person", "chair", "secretary", "signers", "representative",
                  "organization", "mentions", "decisions", "agenda_item", "schema", "sha256",
                  "code", "rule", "value", "rrule", "due", "start", "calendar", "anchor", "mod",
                  "due_source", "date"})  # fmt: skip


@dataclass(frozen=True, slots=True)
class Redactor:
    """Hides people; ``secret`` makes pseudonyms the same over documents, None for each its own.

    A redactor can be pickled, for a run over many processes.

    >>> Redactor(Secret.of("a")).name("Орлов протокол.txt")[-13:]
    ' протокол.txt'
    """

    secret: Secret | None = None

    def __call__(self, minutes: Minutes) -> Minutes:
        """The minutes with other people in them."""
        secret = self.secret or _own(minutes)
        name = hidden_name(minutes.source.id, secret)
        if not minutes.text and not minutes.entities:
            return _without_text(minutes, self.name(minutes.source.id))
        view = View.of(minutes.text)
        zones = _zones(minutes)
        seen = {z.start: z.stop for z in zones}
        roster = Roster.of(minutes, secret, unseen(minutes.text, seen))
        zones = [replace(z, key=roster.keys.get(z.key, "")) for z in zones]
        edited = Edited.of(minutes.text, without_overlaps(_edits(minutes, view, roster, zones)))
        return _Rewriting(minutes, roster, edited).minutes(name)

    def name(self, name: str) -> str:
        """A file name or id that names nobody; without a secret, another one each time."""
        return hidden_name(name, self.secret or Secret(secrets.token_bytes(16)))


def redact(minutes: Minutes, key: str | bytes | None = None) -> Minutes:
    """The minutes with every person replaced by a pseudonym, in the text and all fields.

    Pseudonyms have the gender of whom they stand for and stand in the same case; spans
    refer to the new text.  With a ``key`` the same surname gets the same pseudonym in
    every document; without one a key is made of the document's text.

    Raises ValueError for an empty key.
    """
    return Redactor(Secret.of(key) if key is not None else None)(minutes)


def _own(minutes: Minutes) -> Secret:
    text = minutes.text.encode("utf-8", "surrogatepass")
    return Secret(hashlib.sha256(b"protocol_nlp.redaction\0" + text).digest())


def _without_text(minutes: Minutes, name: str) -> Minutes:
    """A document that could not be read: its name is all that it tells."""
    known = minutes.source.id
    told = tuple(
        replace(w, message=w.message.replace(known, name)) if known else w for w in minutes.warnings
    )
    return replace(minutes, source=replace(minutes.source, id=name), warnings=told)


def _zones(minutes: Minutes) -> list[Zone]:
    """The mentions of people, outermost first, with entity ids for keys."""
    zones: list[Zone] = []
    for m in minutes.mentions:
        if m.kind == "person" and (not zones or m.span.start >= zones[-1].stop):
            zones.append(Zone(m.span.start, m.span.stop, m.entity or "", m.case, m.gender))
    return zones


def _edits(minutes: Minutes, view: View, roster: Roster, zones: list[Zone]) -> Iterator[Edit]:
    """All edits of the text: what the text as it stands shows, then the view, then the rest."""
    text = minutes.text
    plain = list(edits(text, roster, zones))
    yield from plain
    yield from latin_edits(text, roster)
    if view.text != text:
        for start, stop, words in edits(view.text, roster):
            span = view.span(start, stop)
            if _narrow(span, stop - start):
                yield Edit(*span, words)
    changed = sorted(plain)
    for zone in zones:
        if zone.key and not any(zone.start <= e.start < zone.stop for e in changed):
            surname = roster.pseudonyms[zone.key].form(zone.case or "nomn", zone.gender or "m")
            yield Edit(zone.start, zone.stop, surname.title())


def _narrow(span: Span, length: int) -> bool:
    """Whether the view's word is one place of the text and no cell torn over columns."""
    return span.stop - span.start <= 4 * length + 8


class _Rewriting:
    """One document's records, rewritten."""

    def __init__(self, minutes: Minutes, roster: Roster, edited: Edited) -> None:
        self.before, self.roster, self.edited = minutes, roster, edited
        self._said: dict[str, str] = {}
        for e in minutes.entities:
            if e.kind == "person":
                key = roster.keys[e.id]
                for name in (*e.alternatives, e.name):
                    self._said[name] = pseudonym(name, roster, key, e.gender, "nomn")

    def minutes(self, name: str) -> Minutes:
        changed = self._record(self.before)
        text = self.edited.text
        digest = hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest()
        return replace(changed, source=Source(name, digest, len(text)), text=text)

    def _record(self, record: R) -> R:
        hints: dict[str, Any] = _hints(type(record))  # type: ignore[arg-type]
        done: dict[str, Any] = {}
        for declared in fields(record):  # type: ignore[arg-type]
            value = getattr(record, declared.name)
            named = declared.name in _IDS and not _holds_records(value)
            if not named and not _literal(hints[declared.name]):
                done[declared.name] = self._value(value)
        self._sliced(record, done)
        return replace(record, **done)  # type: ignore[type-var]

    def _value(self, value: Any) -> Any:  # noqa: ANN401 - driven by the records
        if isinstance(value, Span):
            return self.edited.span(value)
        if isinstance(value, str):
            return self._words(value)
        if isinstance(value, tuple):
            return tuple(self._value(v) for v in value)
        return self._record(value) if is_dataclass(value) else value

    def _sliced(self, record: object, done: dict[str, Any]) -> None:
        """What was a slice of the text is a slice of the new one."""
        span = getattr(record, "span", None)
        for name, value in done.items():
            if isinstance(value, str) and span is not None:
                old = getattr(record, name)
                if old and old == span.of(self.before.text):
                    done[name] = done["span"].of(self.edited.text)

    def _words(self, value: str) -> str:
        if value not in self._said:
            found = (*edits(value, self.roster), *latin_edits(value, self.roster))
            self._said[value] = Edited.of(value, without_overlaps(found)).text
        return self._said[value]


def _holds_records(value: object) -> bool:
    return isinstance(value, tuple) and any(is_dataclass(v) for v in value)


@cache
def _hints(kind: type[object]) -> dict[str, Any]:
    return get_type_hints(kind, vars(records))


def _literal(hint: Any) -> bool:  # noqa: ANN401 - a type
    return get_origin(hint) is Literal or any(_literal(a) for a in get_args(hint))
