"""Reads the lines of one document, each by the handler of its kind."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from protocol_nlp.records import Span
from protocol_nlp.structure.beside import BESIDE
from protocol_nlp.structure.following import following
from protocol_nlp.structure.lines import Line
from protocol_nlp.structure.ordinary import ORDINARY, text
from protocol_nlp.structure.people import PEOPLE
from protocol_nlp.structure.sections import SECTIONS, names_the_kind
from protocol_nlp.structure.state import State

__all__ = ["read"]

_Handler = Callable[[State, int, Line], None]
_HANDLERS: dict[str, _Handler] = {**SECTIONS, **PEOPLE, **BESIDE, **ORDINARY}
_ORDINARY = frozenset({"text", "item", "row", "appendix", "aside", "closing", "journal"})


def read(words: str, lines: Sequence[Line], *, starts_at: int = -1, loose: bool = False) -> State:
    """Reads every line, in order.

    From the line ``starts_at`` on (-1: nowhere) it is decided although no keyword says so;
    ``loose``: of lines without a label only those that order something.
    """
    state = State(words, lines, following(lines), starts_at=starts_at)
    state.starts_loose = loose
    for at, line in enumerate(lines):
        if line.kind == "blank":
            _blank(state)
            continue
        _line(state, at, line)
        state.blank = False
    state.close()
    state.head_stop = state.head_stop or len(lines)
    return state


def _blank(state: State) -> None:
    state.blank = True
    if state.mode == "roster" and state.named and state.role in {"chair", "secretary"}:
        state.mode = "head"


def _line(state: State, at: int, line: Line) -> None:
    if at == state.starts_at and state.block is None:
        state.head_stop = state.head_stop or at
        start = Span(line.span.start, line.span.start)
        state.resolve(start, None, start, loose=state.starts_loose)
    if names_the_kind(state, line):
        return
    if state.mode == "head" and line.kind not in _ORDINARY and not state.head_stop:
        state.head_stop = at
    kind = "row" if _is_member(state, line) else line.kind
    _HANDLERS.get(kind, text)(state, at, line)


def _is_member(state: State, line: Line) -> bool:
    """«Председатель комиссии<tab>Зуева Т.П.» below an order is a row of whom it appoints."""
    return "\t" in line.words(state.text) and line.kind in PEOPLE and state.mode == "resolved"
