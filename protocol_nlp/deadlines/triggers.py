"""What a term beside an event runs from: «после приёмки, в 5-дневный срок», «при аварии».

An event that stands before a term in the same sentence is no deadline of its own: the term
is counted from it.
"""

from __future__ import annotations

from collections.abc import Sequence

from protocol_nlp.deadlines.extent import head
from protocol_nlp.deadlines.nodes import Draft, heads
from protocol_nlp.deadlines.numerals import Line
from protocol_nlp.deadlines.vocabulary import vocabulary

_TERMS = frozenset(
    {"relative.within", "relative.adjective", "relative.within.unit", "relative.term.bare",
     "relative.most", "relative.most.line", "relative.next_day", "urgent.at_once"}
)  # fmt: skip
_BEFORE = frozenset({"event.after", "event.from", "event.after.end", "event.coming"})
_ENDS = frozenset({"absolute.by.daypart.today"})


def triggered(line: Line, kept: Sequence[int], of: Sequence[int], text: str) -> list[int]:
    """The places that stay parts of their own; terms take the event before them as theirs."""
    out = list(kept)
    for number, place in enumerate(kept):
        draft: Draft = line.values[place]
        following = [p for p in kept[number + 1 :] if of[p] == of[place]]
        if is_condition(draft, text):
            terms = [p for p in following if _counts_from(line.values[p])]
            terms = terms if _is_moment(draft, text) else []
        else:
            terms = following[:1] if draft.rule.name in _BEFORE else []
            terms = [p for p in terms if _counts_from(line.values[p]) and _beside(line, place, p)]
        for term in terms:
            line.values[term] = _from(line.values[term], draft)
        if terms and not is_condition(draft, text):
            line.starts[terms[0]] = line.starts[place]
        if terms or is_condition(draft, text):
            out.remove(place)
    return _rows(line, out)


def is_condition(draft: Draft, text: str) -> bool:
    """Whether the event only says on what condition: «при аварии», «в случае отказа»."""
    if draft.rule.name == "event.case":
        return True
    return draft.rule.name == "event.during" and draft.span.of(text)[:4].lower() == "при "


def _is_moment(event: Draft, text: str) -> bool:
    """Whether the condition comes about at a moment, from which a term can be counted."""
    if not event.span.of(text)[:3].lower().startswith("при"):
        return True  # «в случае отказа»
    return vocabulary().entry(head(event.words["event"].of(text))).code in heads("moments")


def _counts_from(draft: Draft) -> bool:
    return draft.rule.name in _TERMS and "event" not in draft.words


def _beside(line: Line, first: int, second: int) -> bool:
    """Whether nothing or a comma stands between."""
    return line.codes[first + 1 : second] in ("", ",")


def _from(term: Draft, event: Draft) -> Draft:
    return term._replace(words={**term.words, "event": event.words["event"]})


def _rows(line: Line, kept: list[int]) -> list[int]:
    """Without a part of the day that only ends a row: «ежедневно до обеда»."""
    out: list[int] = []
    for place in kept:
        row = out[-1] if out and out[-1] == place - 1 else None
        ends = line.values[place].rule.name in _ENDS and row is not None
        if ends and row is not None and line.values[row].rule.name.startswith("every"):
            line.stops[row] = line.stops[place]
        else:
            out.append(place)
    return out
