"""What recognition gives: one mention, and the stretches whose case structure knows."""

from __future__ import annotations

from dataclasses import dataclass

from protocol_nlp.records import Case, EntityKind

__all__ = ["Found", "Slot"]


@dataclass(frozen=True, slots=True)
class Slot:
    """A stretch of text that structure knows to stand in ``case`` and to name people.

    The line after СЛУШАЛИ is accusative; ВЫСТУПИЛИ, roster and signature nominative.
    None: names stand here, in a case that structure does not know.

    >>> Slot(0, 12, "nomn").case
    'nomn'
    """

    start: int
    stop: int
    case: Case | None = None


@dataclass(frozen=True, slots=True)
class Found:
    """One mention of a person, an organisation, a role or a group.

    ``text[start:stop]`` is the mention, trimmed.  ``case`` is what governor or slot ask
    for, None where nothing tells; ``rule`` says which rule found it (``tagger.per`` for
    the neural tagger).

    ``position``
        person: the words of the position that stand with the name.
    ``host``
        person in brackets: the body or role right before the bracket; body in brackets:
        the person right before it; body inside another's name (rule ``nested.…``): that
        other body.
    ``alias``
        the short form that this mention introduces («далее – Минобр»).
    ``surname``
        person of a list that says a surname once («Ивановым И.И. и П.П.»): the span of
        that surname; ``start`` and ``stop`` are then those of the initials alone.

    >>> Found("person", 0, 10, "nomn", "person.surname_initials").host is None
    True
    """

    kind: EntityKind
    start: int
    stop: int
    case: Case | None
    rule: str
    position: tuple[int, int] | None = None
    host: tuple[int, int] | None = None
    alias: str | None = None
    surname: tuple[int, int] | None = None
