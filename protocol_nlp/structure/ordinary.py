"""Lines without a keyword: numbered ones, rows of tables, and plain text."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from protocol_nlp.lexicon import rules
from protocol_nlp.records import Span
from protocol_nlp.structure.clauses import split_clauses, starts_with_label
from protocol_nlp.structure.items import Block, counts, is_act
from protocol_nlp.structure.labels import Label
from protocol_nlp.structure.lines import Line
from protocol_nlp.structure.outline import RosterLine, SpeakerLine
from protocol_nlp.structure.people import sign, signs
from protocol_nlp.structure.sections import speaker
from protocol_nlp.structure.state import State, titled
from protocol_nlp.structure.tables import Table, cells_of
from protocol_nlp.text import sentences

__all__ = ["ORDINARY"]

_HEADING_LONGEST = 300
_VALUE_LONGEST = 200
_GROUP_LONGEST = 120
_NAME_LONGEST = 60
_NEAR = 12  # lines below a signature that are looked at
_TOPIC_STYLES = frozenset({"n.", "I."})
_HEADING_STYLES = frozenset({"n.", "n", "n).", "I.", "n.n2"})


def item(state: State, at: int, line: Line) -> None:
    """A line that begins with a number, a letter or a bullet."""
    label = line.label
    if label is None:
        return
    rest = Span(label.body, line.span.stop)
    undiscussed = any(r.search(rest.of(state.text)) for r in rules("structure", "undiscussed"))
    if _is_heading(state, at, line) or (undiscussed and state.deciding):
        _heading(state, label.text, rest)
    elif _titles_items(state, at, line):
        columns = state.table.columns if state.table is not None else []
        _heading(state, label.text, rest)
        state.head_stop = state.head_stop or at
        end = Span(line.span.stop, line.span.stop)
        state.resolve(end, None, end)
        if columns and label.text:
            state.table = Table(state.text, (label.text,), columns)
    elif state.mode == "resolved" and state.block is not None:
        state.block.item(label, line.span)
    elif state.mode == "agenda":
        state.listed.append((label.text, rest))
    elif state.mode == "speakers":
        state.remark = label
        speaker(state, rest)
    elif state.mode == "roster":
        state.roster.append(RosterLine(state.role, rest))
    elif state.mode in {"head", "topic"}:
        state.free.append(at)


def _titles_items(state: State, at: int, line: Line) -> bool:
    """«I. О дорогах» over items from 1 on: a topic whose decisions no keyword opens."""
    label, words = line.label, line.value.of(state.text)
    if label is None or label.text is None or label.style not in _TOPIC_STYLES:
        return False
    if state.mode not in {"head", "topic", "resolved"} or not state.unworded:
        return False
    about = any(r.regex.match(words) for r in rules("structure", "about"))
    below = _below_brackets(state, at)
    first = below.label if below is not None else None
    if about and below is not None and below.kind == "row":
        return True
    if not about or words.rstrip().endswith((".", ";", ":")) or first is None:
        return False
    return first.text in {"1", f"{label.text}.1"} and first.style != label.style


def _below_brackets(state: State, at: int) -> Line | None:
    """The next line with words, past one that only lists in brackets who spoke."""
    for _ in range(2):
        after = state.after(at)
        if after is None or not _lists_speakers(state.text, after.span):
            return after
        at = state.lines.index(after, at)
    return None


def _is_heading(state: State, at: int, line: Line) -> bool:
    """A numbered line after which people are heard or something is resolved."""
    label = line.label
    if label is None or label.style not in _HEADING_STYLES or state.mode == "closing":
        return False
    words = line.span.of(state.text)
    if state.following[at] != "section" or len(words) > _HEADING_LONGEST:
        return False
    if state.remark is not None and counts(state.remark, label):
        return False  # «2) Мост закрыт.» after «1) Дорога размыта.», said by a speaker
    if state.mode == "noted":
        rest = words[label.body - line.span.start :]
        return _reads_as_topic(state, rest) or _is_next_topic(state, label, rest)
    return state.block is None or not _goes_on(state, line)


def _goes_on(state: State, line: Line) -> bool:
    """Inside decisions a number before the next section is an item unless it reads as a topic."""
    label, block = line.label, state.block
    if label is None or block is None:
        return False
    words = state.text[label.body : line.span.stop]
    if words.rstrip().endswith((":", ";")) or label.style == "n.n2":
        return True
    if _reads_as_topic(state, words):
        return False
    return block.empty or is_act(words) or block.counts_on(label)


def _is_next_topic(state: State, label: Label, words: str) -> bool:
    """A remark is a sentence; a heading has no stop, and its number goes on with the topics'."""
    before = state.topics[-1].number if state.topics else None
    expected = int(before) + 1 if before and before.isdigit() else 1
    return label.text == str(expected) and not words.rstrip().endswith((".", ";", ":", ","))


def _reads_as_topic(state: State, words: str) -> bool:
    """«О …», or what the agenda list says."""
    if any(r.regex.match(words) for r in rules("structure", "subjects")):
        return True
    listed = {" ".join(s.of(state.text).split()).strip(" .") for _, s in state.listed}
    return " ".join(words.split()).strip(" .") in listed


def _heading(state: State, number: str | None, span: Span) -> None:
    state.close()
    state.open(number, span, span.of(state.text))
    state.mode = "topic"


def row(state: State, at: int, line: Line) -> None:
    """A row of a table: its head, an assignment, or nothing."""
    if state.mode in {"roster", "speakers"} and not _heads(state, line):
        text(state, at, line)
        return
    cells = cells_of(state.text, line.span)
    if not any(c.isalnum() for c in line.span.of(state.text)):
        return  # the rule under the head of a table
    number = state.topics[-1].number if state.topics else None
    table = state.table or Table(state.text, (number,) if number else ())
    if table.head(cells):
        state.table = table
        if state.mode in {"roster", "agenda", "speakers"}:
            state.mode = "topic"
        return
    if state.table is not None and signs(line.span.of(state.text)):
        state.close()
        sign(state, line.span)
        return
    alone = _alone(state, cells)
    if alone is not None:
        text(state, at, replace(line, kind="text", span=alone))
    else:
        _decided_row(state, at, line, table)


def _alone(state: State, cells: Sequence[Span]) -> Span | None:
    """The only cell that holds words, of a row outside any table: «Глава округа |»."""
    filled = [c for c in cells if c.stop > c.start]
    outside = state.table is None and state.mode in {"resolved", "closing"}
    return filled[0] if outside and len(filled) == 1 else None


def _decided_row(state: State, at: int, line: Line, table: Table) -> None:
    """A row below the head of a table of assignments, or of questions and their decisions."""
    asked = table.question(cells_of(state.text, line.span))
    if asked is not None and state.mode != "closing":
        label, words, task = asked
        _heading(state, label.text if label else None, words)
        state.resolve(Span(task.start, task.start), None, task)
        state.table = table
        return
    made = table.row(cells_of(state.text, line.span), line.span)
    if made is not None and state.mode != "closing":
        if state.block is None:
            start = Span(line.span.start, line.span.start)
            state.resolve(start, None, start)
        state.table = table
        if state.block is not None:
            state.block.made(made)
    elif state.mode in {"head", "agenda"}:
        text(state, at, line)


def _heads(state: State, line: Line) -> bool:
    return Table(state.text).head(cells_of(state.text, line.span))


def text(state: State, at: int, line: Line) -> None:
    """A line of plain words belongs to whatever is being read."""
    if _begins_document(state, line):
        state.again()
        return
    if _titles_section(state, at, line):
        _heading(state, None, line.span)
        return
    match state.mode:
        case "roster":
            state.roster.append(RosterLine(state.role, line.span))
        case "agenda":
            state.listed.append((None, line.span))
        case "speakers":
            _speaker_or_signature(state, at, line)
        case "resolved":
            _resolved_text(state, at, line)
        case "closing":
            sign(state, line.span)
        case "topic" | "noted" if _decided(state) and signs(line.span.of(state.text)):
            sign(state, line.span)
        case "topic":
            _bracketed_speakers(state, line)
        case _:
            pass


def _decided(state: State) -> bool:
    return any(t.resolutions for t in state.topics)


def _begins_document(state: State, line: Line) -> bool:
    """Below the decisions of one document the head of the next; a running head says it again."""
    words = line.span.of(state.text)
    if not _decided(state) or not any(r.regex.match(words) for r in rules("structure", "begins")):
        return False
    before = (x for x in state.lines if x.span.start < line.span.start)
    return all(x.words(state.text) != words for x in before)


def _bracketed_speakers(state: State, line: Line) -> None:
    """«(Бобров, Котова)» under a heading: who spoke on it."""
    topic = state.topics[-1] if state.topics else None
    if topic is not None and not topic.speakers and _lists_speakers(state.text, line.span):
        inner = Span(line.span.start + 1, line.span.stop - 1)
        topic.speakers.append(SpeakerLine("spoke", inner))


def _lists_speakers(text: str, span: Span) -> bool:
    return any(r.regex.match(span.of(text)) for r in rules("structure", "bracketed"))


def _titles_section(state: State, at: int, line: Line) -> bool:
    """«Вступительное слово» before СЛУШАЛИ: an agenda item without a number."""
    if state.following[at] != "next" or line.kind != "text" or state.mode == "speakers":
        return False
    words = line.span.of(state.text)
    if state.mode in {"head", "agenda"} and not (state.blank and state.head_stop > 0):
        return _opens(state, at, words)
    plain = not words.rstrip().endswith((".", ":", ";", ",")) and not starts_with_label(words)
    return plain and len(words) < _HEADING_LONGEST and words[:1].isupper()


def _opens(state: State, at: int, words: str) -> bool:
    """The first topic, right below the header: «Вступительное слово», «О крыше» over СЛУШАЛИ."""
    if any(r.regex.match(words) for r in rules("structure", "openings")):
        return True
    after = state.after(at)
    heard = after is not None and after.kind == "heard"
    return heard and state.blank and any(r.regex.match(words) for r in rules("structure", "about"))


def _speaker_or_signature(state: State, at: int, line: Line) -> None:
    """After the last speaker a signature: an office, a blank line before it, nothing below."""
    topic = state.topics[-1] if state.topics else None
    if topic is not None and state.act == "heard" and not (topic.title or topic.speakers):
        words = line.span.of(state.text)
        if any(r.regex.match(words) for r in rules("structure", "subjects")):
            topic.title, topic.span = titled(words), line.span
            return
    heard = topic is not None and topic.speakers
    over = all(x.kind in {"text", "blank"} for x in state.lines[at : at + _NEAR])
    if heard and state.blank and over and signs(line.span.of(state.text)):
        sign(state, line.span)
    else:
        speaker(state, line.span)


def _resolved_text(state: State, at: int, line: Line) -> None:
    block, words = state.block, line.span.of(state.text)
    if block is None:
        return
    if block.empty and _lists_speakers(state.text, line.span):
        _bracketed_speakers(state, line)
    elif starts_with_label(words) and not block.empty:
        block.clause_line(line.span)
    elif _goes_on_clause(block, words, line.span) or _is_bare_cell(state, at, words):
        return
    elif signs(words) and not block.empty and not _counts_on(state, at):
        sign(state, line.span)
    elif state.loose:
        _loose_text(state, at, line)
    elif _leads_group(state, at, words):
        block.heading(line.span)
    elif block.is_closed and is_act(words) and words[:1].isupper():
        block.unlabelled(line.span)
    else:
        block.line(line.span)


def _counts_on(state: State, at: int) -> bool:
    """Whether the next line is the next item: what stands before it signs nothing."""
    block, after = state.block, state.after(at)
    return bool(block and after and after.label and block.counts_on(after.label))


def _leads_group(state: State, at: int, words: str) -> bool:
    """Between items a line is a heading where the numbers after it begin anew."""
    block, after = state.block, state.after(at)
    if block is None or after is None or after.label is None:
        return False
    plain = words[:1].isupper() and words[-1:] not in ".;,!?" and len(words) <= _GROUP_LONGEST
    if plain and words.isupper() and after.label.text is not None:
        return True  # «В ОБЛАСТИ ТОРГОВЛИ»
    if block.empty:
        return False
    follows = block.restarts(after.label) or after.label.style == "•" or block.is_grouped
    led = words.endswith(":") and follows
    if led and not words[:1].islower():
        return True
    return plain and not is_act(words) and block.restarts(after.label)


def _is_bare_cell(state: State, at: int, words: str) -> bool:
    """Cells of a table that stand on lines of their own below the item: its day, who does it."""
    block, span = state.block, state.lines[at].span
    if block is None or not block.stack or block.stack[-1].label is None:
        return False
    if _is_bare_term(words):
        block.bare_line("deadline", span)
        return True
    named = words[:1].isupper() and len(words) <= _GROUP_LONGEST and not is_act(words)
    after = state.after(at)
    before_term = after is not None and _is_bare_term(after.words(state.text)) and signs(words)
    if named and not state.blank and (block.told_bare or before_term):
        block.bare_line("executor", span)
        return True
    return False


def _is_bare_term(words: str) -> bool:
    return len(words) < _NAME_LONGEST and any(
        r.regex.match(words) for r in rules("structure", "bare_terms")
    )


def _goes_on_clause(block: Block, words: str, span: Span) -> bool:
    """The value of an empty label before it, or «Доклад – до …» under a term."""
    if block.waiting and len(words) < _VALUE_LONGEST and block.value_line(span):
        return True
    return _reports(words) and block.report_line(span)


def _reports(words: str) -> bool:
    return any(r.regex.match(words) for r in rules("structure", "report_lines"))


def _loose_text(state: State, at: int, line: Line) -> None:
    """Where no keyword opened the block, a sentence is an item if it orders something."""
    after = state.lines[at + 1] if at + 1 < len(state.lines) else None
    answered = after is not None and starts_with_label(after.words(state.text))
    for sentence in sentences(line.span.of(state.text)):
        span = sentence.shift(line.span.start)
        _, clauses = split_clauses(state.text, span)
        if state.block is not None and (clauses or answered or is_act(span.of(state.text))):
            state.block.unlabelled(span)


ORDINARY = {"item": item, "row": row, "text": text}
