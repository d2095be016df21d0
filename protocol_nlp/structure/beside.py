"""Lines beside the decisions: control, votes, appendices, asides."""

from __future__ import annotations

import re
from collections.abc import Iterable

from protocol_nlp.lexicon import rules
from protocol_nlp.records import Span
from protocol_nlp.structure.clauses import numbers_in
from protocol_nlp.structure.lines import Line
from protocol_nlp.structure.outline import Clause, Item
from protocol_nlp.structure.people import enlist, lists_people
from protocol_nlp.structure.state import State
from protocol_nlp.text import sentences

__all__ = ["BESIDE", "REST", "controller", "rest_of"]

_WHOLE = re.compile(r"\b(?:протокола|протокольн\w+)\b", re.IGNORECASE)
_LABEL = re.compile(r"^\W*(?:\d{1,2}[.)]\s*)?контроль\s*[:–—-]", re.IGNORECASE)
_REST = re.compile(r",?\s+(?:а\s+)?в\s+остальн\w+(?:\s+части)?\s*[–—-]?\s*", re.IGNORECASE)
REST = "control.rest"
_DECIDING = frozenset({"item", "question", "heard", "resolved", "resolved_end", "ordered", "row"})


def control(state: State, at: int, line: Line) -> None:
    """Who checks: of the item before, of the block, or of all that is decided."""
    words = line.span.of(state.text)
    label = _LABEL.match(words) is not None
    for clause in _clauses(state.text, line):
        if state.mode == "resolved" and state.block is not None:
            if label and not state.block.empty and line.number is None:
                state.block.note(clause)
            elif _WHOLE.search(words) or clause.rule == REST or _ends_all(state, at, line):
                state.controls.append(clause)
            else:
                state.block.clauses.append(clause)
                state.block.stack = []
            state.block.pause()  # what stands below it tells of no item
        elif state.topics:
            state.controls.append(clause)


def _ends_all(state: State, at: int, line: Line) -> bool:
    """A line without a number below the last decision of a document that has several blocks."""
    later = (x.kind for x in state.lines[at + 1 :])
    own = (c.kind for t in state.topics for r in t.resolutions for c in r.clauses)
    return line.number is None and "control" not in own and not _DECIDING.intersection(later)


def _clauses(text: str, line: Line) -> Iterable[Clause]:
    """The clause of the line, and «в остальной части – …» as one of its own."""
    rest = _REST.search(text, line.span.start, line.span.stop)
    stop = rest.start() if rest else line.span.stop
    first = Span(line.span.start, stop)
    yield Clause(
        "control", first, controller(text, first), line.rule, items=numbers_in(first.of(text))
    )
    if rest:
        second = Span(rest.start(), line.span.stop)
        yield Clause("control", second, Span(rest.end(), line.span.stop), REST)


def controller(text: str, span: Span) -> Span:
    """The words that name who checks, by the rules of the table; else all of them.

    >>> words = "Контроль за исполнением возложить на Зуеву Т.П."
    >>> controller(words, Span(0, len(words))).of(words)
    'Зуеву Т.П.'
    """
    found = rules("structure", "controllers").first(span.of(text))
    return Span(*found[1].span("value")).shift(span.start) if found else span


def rest_of(items: Iterable[Item], named: Iterable[str]) -> tuple[str, ...]:
    """The numbers of leaves that no clause names: what «в остальной части» covers."""
    taken = set(named)
    found = [
        numbers[-1]
        for item in items
        for above, leaf in item.leaves()
        if (numbers := [i.label for i in (*above, leaf) if i.label]) and not taken & set(numbers)
    ]
    return tuple(dict.fromkeys(found))


def vote(state: State, at: int, line: Line) -> None:
    """«Голосовали: …» ends the talk; what it adopts is decided, unless РЕШИЛИ follows."""
    if state.block is not None and rules("structure", "rejected").finds(line.span.of(state.text)):
        state.block.reject()
    adopted = rules("structure", "adopted").finds(line.span.of(state.text))
    if state.proposal is not None and adopted and state.following[at] != "next":
        start = Span(state.proposal.start, state.proposal.start)
        state.resolve(start, None, state.proposal)
    if adopted:
        state.proposal = None
    if state.mode == "speakers":
        state.mode = "topic"
    if state.block is not None:
        state.block.pause()


def aside(state: State, _: int, line: Line) -> None:
    """«Кворум есть.», «Следующее заседание – 5 мая»: information."""
    if state.mode == "roster":
        first, *further = sentences(line.words(state.text))
        rest = Span(first.stop, further[-1].stop).shift(line.span.start) if further else None
        if rest is not None and lists_people(rest.of(state.text)):
            enlist(state, rest)  # «Кворум есть. От района прибыли Зуева Т.П. и Лоза П.П.»
    if state.block is not None:
        state.block.pause()


def closing(state: State, _: int, __: Line) -> None:
    """«Подписи:»."""
    if state.topics:
        state.close()
        state.mode = "closing"


def appendix(state: State, _: int, line: Line) -> None:
    """What follows is no part of the minutes."""
    if not state.topics and not state.free:
        return  # a stamp above the title
    state.close()
    state.mode = "closing"
    state.appendices.append(line.span)


BESIDE = {
    "control": control,
    "vote": vote,
    "aside": aside,
    "closing": closing,
    "appendix": appendix,
}
