"""Light golds: who must do what by when, and nothing else of a document.

``NN.toml`` beside ``NN.txt`` holds the document's ``date``, its ``chair`` and ``secretary``
where it has them, and a table ``[[decision]]`` each::

    number = "1.1"
    text = "Отделу кадров [-] подготовить [...] график."
    executors = ["Отдел кадров (Лунин Д.Д.)", "+дежурные учителя"]
    deadline = ["absolute by 2023-11-01"]

Names stand as a register has them, ``A ~ B`` where both are right; ``*`` marks who answers
where it is not the first, ``+`` a co-executor that stands first.
"""

from __future__ import annotations

import hashlib
import tomllib
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date, datetime, time, timedelta
from pathlib import Path
from typing import Any

from dateutil.rrule import rrulestr

from protocol_nlp.records import (
    Deadline,
    DeadlinePart,
    Decision,
    Entity,
    EntityKind,
    Executor,
    Header,
    Minutes,
    Source,
    Span,
)

from .quotes import GoldError, find_pieces
from .terms import part

__all__ = ["light_gold"]

_KEYS = frozenset({"number", "text", "kind", "executors", "deadline"})


@dataclass(slots=True)
class _Register:
    """The text, its day, and the entities that the names of the gold make."""

    text: str
    day: date
    known: dict[str, Entity] = field(default_factory=dict)

    def entity(self, words: str, kind: EntityKind = "organization") -> Entity:
        name, *others = (reading.strip() for reading in words.split("~"))
        if name not in self.known:
            made = Entity(f"e{len(self.known) + 1}", kind, name, alternatives=tuple(others))
            self.known[name] = made
        return self.known[name]

    def executors(self, lines: Sequence[str], span: Span) -> Iterator[Executor]:
        marked = any(line.startswith("*") for line in lines)
        for place, line in enumerate(lines):
            name, person = _apart(line.lstrip("*+ "))
            chief = line.startswith("*") if marked else place == 0 and not line.startswith("+")
            entity = self.entity(name)
            yield Executor(
                entity=entity.id,
                name=entity.name,
                role="responsible" if chief else "co_executor",
                representative=self.entity(person, "person").id if person else None,
                inherited=False,
                span=span,
            )


def _apart(words: str) -> tuple[str, str | None]:
    """A name and its representative, who stands in brackets behind and begins with a capital."""
    name, bracket, person = words.rpartition(" (")
    if bracket and person.endswith(")") and person[:1].isupper():
        return name.strip(), person.removesuffix(")")
    return words.strip(), None


def _deadline(lines: Sequence[str], span: Span, day: date) -> Deadline | None:
    parts = tuple(_first(part(line, day), day) for line in lines)
    dues = [p.due for p in parts if p.due and p.role == "execution"]
    dues += [p.due for p in parts if p.due]
    due = dues[0] if dues else None
    return (
        Deadline("", Span(span.start, span.start), inherited=False, due=due, parts=parts)
        if parts
        else None
    )


def _first(told: DeadlinePart, day: date) -> DeadlinePart:
    """A recurrent part that fixes its days is first due on the next of them."""
    if told.kind != "recurrent" or told.due or not (told.value or "").startswith("XXXX"):
        return told
    begin = datetime.combine(day + timedelta(days=1), time())
    return replace(told, due=rrulestr(told.rrule or "", dtstart=begin)[0].date().isoformat())


def _decision(number: int, entry: Mapping[str, Any], start: int, register: _Register) -> Decision:
    if unknown := set(entry) - _KEYS:
        raise GoldError(f"decision {number}: no such key: {unknown}")
    span, words = find_pieces(register.text, entry["text"], start)
    printed = entry.get("number")
    return Decision(
        id=f"d{number}",
        number=printed,
        path=(printed,) if printed else (),
        agenda_item=None,
        span=span,
        text=words,
        lead=None,
        kind=entry.get("kind", "assignment"),
        modality="order",
        executors=tuple(register.executors(entry.get("executors", ()), span)),
        deadline=_deadline(entry.get("deadline", ()), span, register.day),
        confidence=1.0,
    )


def light_gold(path: Path) -> Minutes:
    """The Minutes of one light gold: header, decisions with executors and deadlines.

    Raises GoldError where the gold and its text disagree.
    """
    source = tomllib.loads(path.read_text("utf-8"))
    text = path.with_suffix(".txt").read_bytes().decode("utf-8")
    register = _Register(text, date.fromisoformat(source["date"]))
    decisions: list[Decision] = []
    for number, entry in enumerate(source["decision"], start=1):
        start = decisions[-1].span.stop if decisions else 0
        try:
            decisions.append(_decision(number, entry, start, register))
        except GoldError as error:
            raise GoldError(f"{path}: decision {number}: {error}") from error
    led = {role: source.get(role) for role in ("chair", "secretary")}
    people = {role: register.entity(name, "person").id for role, name in led.items() if name}
    digest = hashlib.sha256(text.encode("utf-8")).hexdigest()
    return Minutes(
        source=Source(f"{path.parent.name}/{path.stem}", digest, len(text)),
        header=Header(kind=source.get("kind"), date=source["date"], **people),
        decisions=tuple(decisions),
        entities=tuple(register.known.values()),
        text=text,
    )
