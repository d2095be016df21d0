"""From the draft of a part to its record: which reader knows its kind."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import replace

from protocol_nlp.deadlines.anchors import event
from protocol_nlp.deadlines.days import absolute, between
from protocol_nlp.deadlines.nodes import Draft, Reading
from protocol_nlp.deadlines.repeated import repeated
from protocol_nlp.deadlines.terms import in_words, permanent, reference, relative, urgent
from protocol_nlp.records import DeadlinePart, PartKind


def meant(draft: Draft, reading: Reading) -> tuple[DeadlinePart, ...]:
    """The parts that a draft means: one, or one for each day of a list.

    A day beyond the calendar («31 июня», the year 10000) leaves a part without a value.
    """
    section, _, _ = draft.rule.name.partition(".")
    try:
        return tuple(_READERS[section](draft, reading))
    except (ValueError, OverflowError):
        relation = draft.rule.value.get("relation", "every")
        return (DeadlinePart("execution", _KINDS.get(section, "absolute"), relation=relation),)


def _recurrent(draft: Draft, reading: Reading) -> Iterator[DeadlinePart]:
    part = repeated(draft, reading.anchor, reading.after)
    happening = event(draft, reading.text)
    yield part if happening is None else replace(part, anchor=happening)


def _dated_event(draft: Draft, reading: Reading) -> Iterator[DeadlinePart]:
    dated = not {"festival", "festival_end", "told"}.isdisjoint(draft.parts)
    yield from (absolute if dated else in_words)(draft, reading)


_READERS: Mapping[str, Callable[[Draft, Reading], Iterator[DeadlinePart]]] = {
    "every": _recurrent,
    "range": between,
    "relative": relative,
    "absolute": absolute,
    "permanent": permanent,
    "urgent": urgent,
    "reference": reference,
    "event": _dated_event,
}
_KINDS: Mapping[str, PartKind] = {
    "every": "recurrent",
    "range": "range",
    "relative": "relative",
    "event": "event",
}
