"""Lines without a number among decisions: terms, names, headings of groups, what goes on."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import groupby

from protocol_nlp.lexicon import rules
from protocol_nlp.records import Span
from protocol_nlp.structure.acts import is_act, is_said, may_order
from protocol_nlp.structure.clauses import split_clauses, starts_with_label
from protocol_nlp.structure.headings import bracketed_speakers, lists_speakers
from protocol_nlp.structure.items import Block
from protocol_nlp.structure.labels import Label
from protocol_nlp.structure.lines import Line
from protocol_nlp.structure.names import ends_in_initial
from protocol_nlp.structure.people import sign, signs
from protocol_nlp.structure.state import State
from protocol_nlp.text import sentences

__all__ = ["loose_item", "names_bullets", "narrates", "resolved_text"]

_SETTLED = frozenset({"narrative.done", "narrative.rejected", "narrative.undecided"})
_VALUE_LONGEST = 200
_GROUP_LONGEST = 120
_NAME_LONGEST = 60
# «Гайнуллин.», «Зуева, Ким.»: surnames with a full stop sign nothing.
_SURNAMES = re.compile(r"[А-ЯЁ][а-яё-]{2,20}(?:,\s[А-ЯЁ][а-яё-]{2,20}){0,3}\.")


def resolved_text(state: State, at: int, line: Line) -> None:
    """A line without a number inside a block of decisions."""
    block, words = state.block, line.span.of(state.text)
    if block is None:
        return
    if block.empty and lists_speakers(state.text, line.span):
        bracketed_speakers(state, line)
    elif starts_with_label(words) and not (block.empty or _drafted(state, at, words)):
        block.clause_line(line.span)
    elif (
        _drafted(state, at, words)
        or _goes_on_clause(block, words, line.span)
        or _is_bare_cell(state, at, words)
        or _introduces_table(state, at, words)
    ):
        return
    elif signs(words) and not block.empty and not _counts_on(state, at):
        sign(state, line.span)
    elif state.loose:
        _loose_text(state, at, line)
    elif _leads_group(state, at, words):
        block.heading(line.span)
    elif block.is_closed and is_act(words) and words[:1].isupper():
        block.unlabelled(line.span)
    elif _tells(state, words):
        block.pause()
    else:
        block.line(line.span)


def _drafted(state: State, at: int, words: str) -> bool:
    """«Исп. Ким Е.» as the last line of all, apart: who typed it does none of it."""
    last = state.after(at) is None and state.blank
    return last and rules("structure", "drafters").opens(words)


def _counts_on(state: State, at: int) -> bool:
    """Whether the next line is the next item: what stands before it signs nothing."""
    block, after = state.block, state.after(at)
    return bool(block and after and after.label and block.counts_on(after.label))


def _introduces_table(state: State, at: int, words: str) -> bool:
    """«Дополнительные поручения:» above a table belongs to no item."""
    after = state.after(at)
    table = after is not None and after.kind == "row"
    return table and words.endswith(":") and not words[:1].islower()


def _leads_group(state: State, at: int, words: str) -> bool:
    """Between items a line is a heading where the numbers after it begin anew."""
    block, after = state.block, state.after(at)
    if block is None or after is None or after.label is None:
        return False
    if at == state.starts_at or _names_group(state, at, words):
        return True
    plain = words[:1].isupper() and words[-1:] not in ".;,!?" and len(words) <= _GROUP_LONGEST
    if plain and words.isupper() and after.label.text is not None:
        return True  # «В ОБЛАСТИ ТОРГОВЛИ»
    if block.empty:
        return plain and not is_act(words) and state.blank
    follows = block.restarts(after.label) or after.label.style == "•" or block.is_grouped
    led = words.endswith(":") and follows
    if led and not words[:1].islower():
        return True
    listed = state.blank and (after.label.style == "•" or after.label.text == "1")
    return plain and not is_act(words) and (listed or block.restarts(after.label))


def _tells(state: State, words: str) -> bool:
    """Prose below a list: «Спорили про чайник», «Председатель напомнил, что …»."""
    block = state.block
    if block is None or not block.is_listed:
        return False
    if not state.blank:
        return block.ends_bullet and words[:1].isupper() and not is_act(words)
    return (state.unworded and not is_act(words)) or is_said(words)


def _names_group(state: State, at: int, words: str) -> bool:
    """«Сулейманову Р.Ф.» on a line of its own, a blank line before it, numbers going on below."""
    block, after = state.block, state.after(at)
    if block is None or after is None or after.label is None or not state.blank:
        return False
    below = block.empty or block.counts_on(after.label) or block.restarts(after.label)
    if not below or not words[:1].isupper() or len(words) > _GROUP_LONGEST:
        return False
    ends = not words.endswith((".", ";", ",", "!", "?")) or ends_in_initial(words)
    told = any(r.regex.match(words) for r in rules("structure", "group_openers"))
    return (
        bool(ends)
        and (told or not is_act(words))
        and (not block.empty or ends_in_initial(words) or told)
    )


def _is_bare_cell(state: State, at: int, words: str) -> bool:
    """Cells of a table that stand on lines of their own below the item: its day, who does it."""
    block, span = state.block, state.lines[at].span
    if block is None or not block.stack or block.stack[-1].label is None:
        return False
    if _is_bare_term(words):
        block.bare_line("deadline", span)
        return True
    if _SURNAMES.fullmatch(words) and not state.blank:
        block.bare_line("executor", span)
        return True
    named = words[:1].isupper() and len(words) <= _GROUP_LONGEST and not is_act(words)
    after = state.after(at)
    before_term = after is not None and _is_bare_term(after.words(state.text)) and signs(words)
    if named and not state.blank and (block.told_bare or before_term):
        block.bare_line("executor", span)
        return True
    return False


def _is_bare_term(words: str) -> bool:
    return len(words) < _NAME_LONGEST and rules("structure", "bare_terms").opens(words)


def _goes_on_clause(block: Block, words: str, span: Span) -> bool:
    """The value of an empty label before it, or «Доклад – до …» under a term."""
    if block.waiting and len(words) < _VALUE_LONGEST and block.value_line(span):
        return True
    return _reports(words) and block.report_line(span)


def _reports(words: str) -> bool:
    return rules("structure", "report_lines").opens(words)


def names_bullets(state: State, at: int, words: str) -> bool:
    """«Вадим:» over bullets: who does what they say."""
    below = state.after(at)
    bullets = below is not None and below.label is not None and below.label.style == "•"
    return bullets and words.endswith(":") and len(words) <= _NAME_LONGEST and words[:1].isupper()


def _loose_text(state: State, at: int, line: Line) -> None:
    """Where no keyword opened the block, a sentence is an item unless it only tells."""
    if state.block is not None and names_bullets(state, at, line.words(state.text)):
        state.block.heading(line.span)
        return
    after = state.lines[at + 1] if at + 1 < len(state.lines) else None
    answered = after is not None and starts_with_label(after.words(state.text))
    for span in _notes(state, line.span):
        _, clauses = split_clauses(state.text, span)
        if state.block is not None and (clauses or answered or may_order(span.of(state.text))):
            state.block.unlabelled(span)


def loose_item(state: State, label: Label, line: Line) -> None:
    """A bullet of notes: what it only tells is left out, what goes on together is one item."""
    told = _notes(state, Span(label.body, line.span.stop))
    kept = [s for s in told if not narrates(s.of(state.text), loose=True)]
    if state.block is None or not kept:
        return
    if kept == told:
        state.block.item(label, line.span)
        return
    for first, last in _runs(told, kept):
        state.block.unlabelled(Span(first.start, last.stop))


def _runs(every: list[Span], kept: list[Span]) -> Iterator[tuple[Span, Span]]:
    """The first and last of those kept that stand next to each other."""
    runs = groupby(every, key=kept.__contains__)
    for run in (list(spans) for is_kept, spans in runs if is_kept):
        yield run[0], run[-1]


def narrates(words: str, *, loose: bool) -> bool:
    """«Зуева Т.П. сообщила о сроках»: told, not decided; ``loose``: no keyword decides.

    >>> narrates("Зуева Т.П. сообщила о сроках", loose=False), narrates("Сдать ключи", loose=True)
    (True, False)
    """
    told = (rule for rule, _ in rules("structure", "narratives").firsts(words))
    fired = next((r for r in told if loose or not r.value.get("loose")), None)
    settled = fired is not None and fired.name in _SETTLED
    return settled or (fired is not None and not is_act(words))


def _notes(state: State, span: Span) -> list[Span]:
    """The sentences of a paragraph; «– Механик Юдин, сразу.» goes with the one before."""
    told: list[Span] = []
    for sentence in sentences(span.of(state.text)):
        own = sentence.shift(span.start)
        if told and own.of(state.text).lstrip()[:2] in {"– ", "— ", "- "}:
            own = Span(told.pop().start, own.stop)
        told.append(own)
    return told
