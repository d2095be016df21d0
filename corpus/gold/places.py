"""Where decisions stand, and where what is said of them stands."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Any

from protocol_nlp.records import AgendaItem, Span

from .quotes import CUT, GoldError, find, find_before, find_pieces

__all__ = ["SAME", "Place", "as_list", "path", "places"]

SAME = "same"
_KEYS = frozenset(
    "item number path lead text kind modality executors deadline after".split()  # noqa: SIM905
)


def as_list(value: str | list[str] | None) -> list[str]:
    """A value that may stand alone, as a list."""
    return [value] if isinstance(value, str) else list(value or ())


@dataclass(frozen=True, slots=True)
class Place:
    """Where a decision stands: its leads, its words, and where the next one begins."""

    leads: tuple[Span, ...]
    span: Span
    words: str
    end: int

    @classmethod
    def of_clause(cls, text: str, quote: str, start: int) -> Place:
        """The place of a control clause."""
        span = find(text, quote, start)
        return cls((), span, "", span.stop)

    @property
    def own(self) -> Span:
        """From the first word of the decision to where the next begins."""
        return Span(self.span.start, self.end)

    def in_lead(self, span: Span) -> bool:
        """Whether a span stands in the words that introduce the decision."""
        return any(lead.start <= span.start < lead.stop for lead in self.leads)

    def find(self, text: str, quote: str, back: str | None) -> Span:
        """A quote in the item or its lead; with ^ the last before, with v the next after."""
        if back == "v":
            return find(text, quote, self.end)
        if back:
            return find_before(text, quote, self.span.start)
        for place in (self.own, *reversed(self.leads)):
            try:
                return find(text, quote, place.start, place.stop)
            except GoldError:
                continue
        raise GoldError(f"{quote!r} is neither in the item nor in its lead")


def _leads(text: str, entry: Mapping[str, Any], cursor: int) -> tuple[Span, ...]:
    leads: list[Span] = []
    for quote in as_list(entry.get("lead")):
        leads.append(find(text, quote, leads[-1].stop if leads else cursor))
    return tuple(leads)


def _cuts_are_brackets(text: str, quote: str, span: Span) -> bool:
    """Whether all that ``[-]`` leaves out stands in brackets or, as of old, in slashes."""
    at = span.start
    for left, right in pairwise(piece.strip() for piece in quote.split(CUT)):
        gap = find(text, left, at).stop, find(text, right, find(text, left, at).stop).start
        if not text[slice(*gap)].strip().startswith(("(", "/")):
            return False
        at = gap[1]
    return True


def places(text: str, entries: Sequence[Mapping[str, Any]]) -> list[Place]:
    """The place of every decision, each looked for after the one before it."""
    found: list[tuple[tuple[Span, ...], Span, str]] = []
    begins: list[int] = []
    cursor, leads = 0, tuple[Span, ...]()
    for number, entry in enumerate(entries, start=1):
        if unknown := set(entry) - _KEYS:
            raise GoldError(f"decision {number}: no such key: {unknown}")
        if "after" in entry:
            cursor = find(text, entry["after"], cursor).stop
        if new := entry.get("lead") != SAME:
            leads = _leads(text, entry, cursor)
        span, words = find_pieces(text, entry["text"], max([cursor, *(one.stop for one in leads)]))
        if not _cuts_are_brackets(text, entry["text"], span):
            raise GoldError(f"decision {number}: only brackets are cut out: {entry['text']!r}")
        found.append((leads, span, words))
        begins.append(leads[0].start if new and leads else span.start)
        cursor = span.stop
    ends = [*begins[1:], len(text)]
    return [Place(*one, end) for one, end in zip(found, ends, strict=True)]


def path(entry: Mapping[str, Any], item: AgendaItem | None) -> tuple[str, ...]:
    """The printed numbers from the agenda item down to the leaf.

    >>> path({"number": "2.1", "lead": "same"}, None)
    ('2', '2.1')
    """
    if "path" in entry:
        return tuple(entry["path"].split())
    steps = entry["number"].split(".") if "number" in entry else []
    numbers = [".".join(steps[:depth]) for depth in range(1, len(steps) + 1)]
    above = [item.number] if item and item.number else []
    one_count = "lead" not in entry and above == numbers[:1] != numbers
    return tuple(numbers if one_count else above + numbers)
