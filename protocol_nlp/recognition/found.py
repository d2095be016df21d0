"""What recognition gives: one mention, and the stretches whose case structure knows."""

from __future__ import annotations

from bisect import bisect_right
from dataclasses import dataclass
from functools import cached_property
from itertools import accumulate

from protocol_nlp.records import Case, EntityKind

__all__ = ["Found", "Slot", "Slots"]


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


class Slots(tuple[Slot, ...]):  # noqa: SLOT001 - it keeps what it has worked out
    """The slots of a document in the order of their starts.

    >>> Slots([Slot(0, 40, "nomn"), Slot(5, 9, "accs")]).case_at(30)
    'nomn'
    """

    def case_at(self, offset: int) -> Case | None:
        """The case of the first slot that ``offset`` lies in; None also where there is none."""
        first = bisect_right(self._reach, offset)
        return self[first].case if first < len(self) and self[first].start <= offset else None

    @cached_property
    def _reach(self) -> list[int]:
        """How far the slots up to each reach: the first to reach beyond a place covers it."""
        return list(accumulate((slot.stop for slot in self), max))


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
