"""The records of the contract: what every stage gives and every writer takes.

They are frozen and slotted, and mirror the JSON of ``protocol_nlp/1`` field by
field, so that :mod:`protocol_nlp.codec` needs no table of names.  Dates are ISO
8601 strings as in the JSON, because a TIMEX3 value such as ``2021-Q2`` or
``XXXX-XX-05`` has no counterpart in :mod:`datetime`.

>>> Span(0, 8).of("Яковлева С.В.")
'Яковлева'
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Literal, NamedTuple

from protocol_nlp.exporting import Exportable

__all__ = [
    "SCHEMA",
    "AgendaItem",
    "Attendee",
    "Case",
    "Caution",
    "Controller",
    "Deadline",
    "DeadlinePart",
    "Decision",
    "Entity",
    "EntityKind",
    "Evidence",
    "Executor",
    "Gender",
    "Header",
    "Mention",
    "Minutes",
    "Normalized",
    "Source",
    "Span",
    "Speaker",
]

SCHEMA = "protocol_nlp/1"

EntityKind = Literal["person", "organization", "role", "group"]
Gender = Literal["m", "f"]
Case = Literal["nomn", "gent", "datv", "accs", "ablt", "loct"]
DecisionKind = Literal["assignment", "note", "approval", "appointment", "other"]
Modality = Literal["order", "recommendation", "request"]
ExecutorRole = Literal["responsible", "co_executor"]
PartRole = Literal["execution", "report"]
PartKind = Literal[
    "absolute", "range", "relative", "recurrent", "permanent", "event", "urgency", "reference"
]
TimexType = Literal["DATE", "TIME", "DURATION", "SET"]
Relation = Literal["by", "before", "in", "within", "after", "from", "between", "every"]
AttendeeRole = Literal["present", "absent", "invited", "chair", "secretary"]
Act = Literal["heard", "spoke"]


class Span(NamedTuple):
    """Half-open character offsets into the text exactly as the caller gave it."""

    start: int
    stop: int

    def of(self, text: str) -> str:
        """The words that the span names.

        >>> Span(3, 6).of("до 1 июня")
        '1 и'
        """
        return text[self.start : self.stop]

    def shift(self, by: int) -> Span:
        """The same words in a text that has ``by`` more characters before them.

        >>> Span(3, 6).shift(2)
        Span(start=5, stop=8)
        """
        return Span(self.start + by, self.stop + by)


@dataclass(frozen=True, slots=True)
class Source:
    """The document that was read: its name, the SHA-256 of its text in UTF-8, its length."""

    id: str
    sha256: str
    chars: int


@dataclass(frozen=True, slots=True)
class Header:
    """What the document says of itself; what it does not say is null."""

    kind: str | None = None
    title: str | None = None
    number: str | None = None
    date: str | None = None
    place: str | None = None
    chair: str | None = None
    secretary: str | None = None
    signers: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Attendee:
    """One person of the roster; ``person`` is an entity id."""

    person: str
    role: AttendeeRole
    position: str | None
    span: Span


@dataclass(frozen=True, slots=True)
class Speaker:
    """Who was heard or spoke under an agenda item; ``person`` is an entity id."""

    person: str
    position: str | None
    act: Act
    span: Span


@dataclass(frozen=True, slots=True)
class AgendaItem:
    """A question of the agenda; opening and closing words have no number."""

    id: str
    number: str | None
    title: str
    span: Span
    speakers: tuple[Speaker, ...] = ()
    decisions: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Executor:
    """Who must do it; ``inherited`` where a lead, heading or column says so for several."""

    entity: str
    name: str
    role: ExecutorRole
    representative: str | None
    inherited: bool
    span: Span


@dataclass(frozen=True, slots=True)
class Controller:
    """Who checks that it is done."""

    entity: str
    name: str
    inherited: bool
    span: Span


@dataclass(frozen=True, slots=True)
class DeadlinePart:
    """One part of a deadline, in TIMEX3 terms (ISO-TimeML, ISO 24617-1).

    ``due`` is the last admissible day, read inclusively, or null where it cannot be
    computed.  ``rrule`` is an RFC 5545 RECUR without DTSTART.  ``due_source`` names
    the policy that supplied or moved ``due`` where the text alone did not.
    """

    role: PartRole
    kind: PartKind
    type: TimexType | None = None
    value: str | None = None
    mod: str | None = None
    relation: Relation | None = None
    start: str | None = None
    due: str | None = None
    calendar: Literal["calendar", "business"] | None = None
    anchor: str | None = None
    rrule: str | None = None
    due_source: str | None = None


@dataclass(frozen=True, slots=True)
class Deadline:
    """When: the words that say so and what they mean, part by part.

    ``due`` is the day of the first part with role ``execution`` that has one, else
    that of the first part that has one.
    """

    text: str
    span: Span
    inherited: bool
    due: str | None
    parts: tuple[DeadlinePart, ...]


@dataclass(frozen=True, slots=True)
class Evidence:
    """Which rule fired, on which words."""

    rule: str
    span: Span
    note: str = ""


@dataclass(frozen=True, slots=True)
class Decision:
    """A leaf of what was decided, with who, with whom, under whose eye, by when and why."""

    id: str
    number: str | None
    path: tuple[str, ...]
    agenda_item: str | None
    span: Span
    text: str
    lead: str | None
    kind: DecisionKind
    modality: Modality
    executors: tuple[Executor, ...] = ()
    controllers: tuple[Controller, ...] = ()
    deadline: Deadline | None = None
    confidence: float = 0.0
    evidence: tuple[Evidence, ...] = ()


@dataclass(frozen=True, slots=True)
class Entity:
    """Whom all its mentions name; ``organization`` is the id of a person's body."""

    id: str
    kind: EntityKind
    name: str
    gender: Gender | None = None
    alternatives: tuple[str, ...] = ()
    positions: tuple[str, ...] = ()
    organization: str | None = None
    mentions: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Mention:
    """One place in the text that names somebody, with its grammatical case and normal form."""

    id: str
    entity: str | None
    kind: EntityKind
    text: str
    span: Span
    case: Case | None = None
    normal: str = ""
    gender: Gender | None = None
    alternatives: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Normalized:
    """A normal form with its grammar: what ``normalize`` and ``normalize_spans`` give.

    >>> Normalized("Яковлевой С.В.", "Яковлева С.В.", "person", "f", "datv").normal
    'Яковлева С.В.'
    """

    phrase: str
    normal: str
    kind: EntityKind | None = None
    gender: Gender | None = None
    case: Case | None = None
    alternatives: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Caution:
    """Something a clerk would want to look at; never a reason to drop a document."""

    code: str
    message: str
    span: Span | None = None


@dataclass(frozen=True, slots=True)
class Minutes(Exportable):
    """One document, read.  ``text`` is kept for writers and is no part of the JSON."""

    source: Source
    header: Header
    attendees: tuple[Attendee, ...] = ()
    agenda: tuple[AgendaItem, ...] = ()
    decisions: tuple[Decision, ...] = ()
    entities: tuple[Entity, ...] = ()
    mentions: tuple[Mention, ...] = ()
    warnings: tuple[Caution, ...] = ()
    schema: str = SCHEMA
    text: str = field(default="", repr=False, compare=False)
