"""Notes of a meeting that no keyword orders: where they begin, and what heads their parts."""

from __future__ import annotations

from protocol_nlp.lexicon import rules
from protocol_nlp.structure.acts import is_act, may_order
from protocol_nlp.structure.lines import Line
from protocol_nlp.structure.names import ends_in_initial
from protocol_nlp.structure.state import State

__all__ = ["first_note", "titles_notes"]

_HEAD_LINES, _HEAD_LONGEST = 12, 200  # where the words that make notes of a text stand
_TITLE_LONGEST = 60
_FEWEST = 3  # paragraphs that may order something


def first_note(state: State) -> int | None:
    """The line at which notes begin, below who was there or a greeting; None if they are none."""
    head = [i for i, line in enumerate(state.lines) if line.kind != "blank"][:_HEAD_LINES]
    words = [state.lines[i].words(state.text)[:_HEAD_LONGEST] for i in head]
    greeted = [
        i for i, w in zip(head, words, strict=True) if rules("structure", "greetings").opens(w)
    ]
    if not any(map(rules("structure", "notes").finds, words)) or not (greeted or state.roster):
        return None
    named = [entry.span.stop for entry in state.roster]
    above = max([*named, *(state.lines[i].span.stop for i in greeted)])
    below = [i for i, line in enumerate(state.lines) if line.span.start >= above]
    notes = [i for i in below if state.lines[i].kind in {"text", "item"}]
    orders = sum(may_order(state.lines[i].words(state.text)) for i in notes)
    return notes[0] if orders >= _FEWEST else None


def titles_notes(state: State, at: int, line: Line) -> bool:
    """«2. Костюмы», «По бэку» over paragraphs or bullets: what the notes below are about."""
    start = line.label.body if line.label is not None else line.span.start
    words = state.text[start : line.span.stop].strip()
    if not _reads_notes(state) or len(words) > _TITLE_LONGEST:
        return False
    if line.label is not None and (line.label.text is None or not line.label.text.isdigit()):
        return False
    stops = words.endswith((".", ";", ":", ",", "!", "?")) and not ends_in_initial(words)
    if stops or not words[:1].isupper() or is_act(words):
        return False
    after = state.lines[at + 1] if at + 1 < len(state.lines) else None
    if after is None or after.kind not in {"text", "item"}:
        return False
    below = after.label is None or after.label.text is None
    return below and (line.label is not None or state.blank)


def _reads_notes(state: State) -> bool:
    """Whether notes are being read, or what only tells between them: «Где мы: …»."""
    if state.mode == "resolved":
        return state.loose
    return state.starts_loose and state.mode in {"noted", "topic"}
