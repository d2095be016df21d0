"""Lines without a keyword: numbered ones, rows of tables, and plain text."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from itertools import takewhile

from protocol_nlp.lexicon import rules
from protocol_nlp.records import Span
from protocol_nlp.structure.acts import is_act, is_said
from protocol_nlp.structure.clauses import starts_with_label
from protocol_nlp.structure.decided import loose_item, narrates, resolved_text
from protocol_nlp.structure.headings import (
    begins_document,
    bracketed_speakers,
    groups_rows,
    head_with,
    is_decided,
    is_heading,
    is_listed,
    titles_items,
    titles_section,
)
from protocol_nlp.structure.labels import Label
from protocol_nlp.structure.lines import Line
from protocol_nlp.structure.names import names_somebody
from protocol_nlp.structure.notes import titles_notes
from protocol_nlp.structure.people import (
    enlist,
    is_name,
    lists,
    lists_item,
    lists_people,
    sign,
    signs,
)
from protocol_nlp.structure.sections import speaker
from protocol_nlp.structure.state import State, titled
from protocol_nlp.structure.tables import Table, cells_of
from protocol_nlp.text import sentences

__all__ = ["ORDINARY"]

_TICKED = re.compile(r"\[[xvXVхХ+✓✔]\]")
_TITLE_LONGEST = 60  # characters of a title that sentences follow in one line
_SIGNED_CELLS = 3
_ROWS = 12  # rows under a head that tell what its columns are
_NEAR = 12  # lines below a signature that are looked at


def item(state: State, at: int, line: Line) -> None:
    """A line that begins with a number, a letter or a bullet."""
    label = line.label
    if (
        label is None
        or _is_ticked(state, label, line)
        or lists_item(state, Span(label.body, line.span.stop))
    ):
        return
    if _opens_topic(state, at, line, label):
        return
    rest = Span(label.body, line.span.stop)
    match state.mode:
        case "resolved" if state.block is not None:
            _decided_item(state, label, line)
        case "agenda":
            state.listed.append((label.text, rest))
        case "speakers":
            state.remark = label
            speaker(state, rest)
        case "roster" if not _leaves_roster(state, at, rest):
            enlist(state, rest)
        case "topic" if _is_undecided(state, at, rest):
            start = Span(line.span.start, line.span.start)
            state.resolve(start, None, start, loose=True)
            loose_item(state, label, line)
        case "head" | "topic" | "roster":
            state.mode = "head" if state.mode == "roster" else state.mode
            state.free.append(at)


def _decided_item(state: State, label: Label, line: Line) -> None:
    """An item of a block: all that it says, or in notes what of it orders."""
    if state.loose:
        loose_item(state, label, line)
    elif not narrates(state.text[label.body : line.span.stop], loose=False) and state.block:
        state.block.item(label, line.span)


def _is_undecided(state: State, at: int, words: Span) -> bool:
    """A list that orders, under a question of many for which no keyword comes."""
    if not is_decided(state) or not is_act(words.of(state.text)):
        return False
    borders = {"question", "part", "agenda", "heard"}
    below = takewhile(lambda x: x.kind not in borders, state.lines[at + 1 :])
    return not any(x.kind.startswith(("resolved", "ordered")) for x in below)


def _is_ticked(state: State, label: Label, line: Line) -> bool:
    """«- [x] Обновить прошивку»: done before."""
    return _TICKED.search(state.text, line.span.start, label.body) is not None


def _opens_topic(state: State, at: int, line: Line, label: Label) -> bool:
    """Takes the line for the heading of a topic, if it is one."""
    if _decides_at_once(state, label, line) or _tells_topic(state, label, line):
        return True
    if titles_notes(state, at, line):
        _head_notes(state, label.text, Span(label.body, line.span.stop))
        return True
    rest, end = Span(label.body, line.span.stop), Span(line.span.stop, line.span.stop)
    undiscussed = rules("structure", "undiscussed").finds(rest.of(state.text))
    if is_heading(state, at, line) or (undiscussed and state.deciding):
        head_with(state, label.text, rest)
        return True
    listed = is_listed(state, line)
    if not listed and not titles_items(state, at, line):
        return False
    columns = state.table.columns if state.table is not None else []
    head_with(state, label.text, rest)
    state.head_stop = state.head_stop or at
    state.resolve(end, None, end, loose=listed)
    if columns and label.text:
        state.table = Table(state.text, (label.text,), columns)
    return True


def _head_notes(state: State, number: str | None, title: Span) -> None:
    head_with(state, number, title)
    end = Span(title.stop, title.stop)
    state.resolve(end, None, end, loose=True)


def _decides_at_once(state: State, label: Label, line: Line) -> bool:
    """«3. Решили взнос оставить», «4. Разное. Выдать ключи»: the next question, in one line."""
    before = state.topics[-1].number if state.topics else None
    if state.mode == "agenda" or not (before and before.isdigit() and label.text):
        return False
    if label.text != str(int(before) + 1):
        return False
    listed = next((s for n, s in state.listed if n == label.text), None)
    if listed is None:
        return False
    words = state.text[label.body : line.span.stop]
    told = rules("structure", "decided_at_once").first(words)
    title = titled(listed.of(state.text))
    if told is not None:
        start = label.body + told[1].end()
    elif words.lower().startswith(f"{title.lower()}. ") and _orders_now(words[len(title) :]):
        start = label.body + len(title) + 2
    else:
        return False
    state.close()
    state.open(label.text, Span(label.body, start), title)
    state.resolve(Span(label.body, start), None, Span(start, line.span.stop))
    return True


def _orders_now(words: str) -> bool:
    return is_act(words) and not is_said(words)


def _tells_topic(state: State, label: Label, line: Line) -> bool:
    """«2. Водовозка. Зуевой Т.П. собрать подписи.»: the next question, told in sentences.

    The first is its title; of the others those are decided that order something.
    """
    before = state.topics[-1].number if state.topics else None
    if state.deciding is None or state.deciding.is_listed or label.style != "n.":
        return False
    if not (before and before.isdigit() and label.text == str(int(before) + 1)):
        return False
    words = state.text[label.body : line.span.stop]
    title, *told = sentences(words)
    if title.stop > _TITLE_LONGEST or words[title.stop - 1 : title.stop] != ".":
        return False
    if is_act(title.of(words)) or not told:
        return False
    head_with(state, label.text, title.shift(label.body))
    start = Span(label.body + told[0].start, label.body + told[0].start)
    state.resolve(start, None, start, loose=True)
    for sentence in told:
        span = sentence.shift(label.body)
        decided = rules("structure", "decided_at_once").first(span.of(state.text))
        if decided is not None:
            span = Span(span.start + decided[1].end(), span.stop)
        if state.block is not None and is_act(span.of(state.text)):
            state.block.unlabelled(span)
    return True


def _leaves_roster(state: State, at: int, rest: Span) -> bool:
    """«1. По ремонту крыши:» below those present: what is told there is nobody."""
    words = rest.of(state.text)
    after = state.after(at)
    leads = words.rstrip().endswith(":") and after is not None
    names = names_somebody(words)
    if state.blank and state.named and not lists_people(words):
        return True
    if is_act(words) or any(r.regex.match(words) for r in rules("structure", "about")):
        return True
    return leads and not names and after is not None and _orders(after.words(state.text))


def _orders(words: str) -> bool:
    return is_act(words) or starts_with_label(words)


def row(state: State, at: int, line: Line) -> None:
    """A row of a table: its head, an assignment, or nothing."""
    if state.past:
        return
    if _opens_roster(state, at, line):
        state.mode, state.role, state.label, state.named = "roster", "present", None, False
    if state.mode in {"roster", "speakers"} and not _heads(state, line):
        text(state, at, line)
        return
    cells = _cells(state, line)
    if not any(c.isalnum() for c in line.span.of(state.text)):
        return  # the rule under the head of a table
    number = state.topics[-1].number if state.topics else None
    table = state.table or Table(state.text, (number,) if number else ())
    if table.head(cells, _rows_below(state, at)):
        state.table = table
        if state.mode in {"roster", "agenda", "speakers"}:
            state.mode = "topic"
        return
    if _signed_row(state, at, line, cells):
        state.close()
        sign(state, line.span)
        return
    alone = _alone(state, cells)
    if alone is not None:
        text(state, at, replace(line, kind="text", span=alone))
    else:
        _decided_row(state, at, line, table)


def _opens_roster(state: State, at: int, line: Line) -> bool:
    """«Зуева Т.П.<tab>технолог» above the agenda, at least two such rows: who was there."""
    if state.mode != "head" or state.topics or state.free:
        return False
    after = state.after(at)
    below = after is not None and after.kind == "row" and _names_one(state, after)
    return below and _names_one(state, line)


def _names_one(state: State, line: Line) -> bool:
    filled = [c.of(state.text) for c in _cells(state, line) if c.stop > c.start]
    return len(filled) > 1 and is_name(filled[0])


def _signed_row(state: State, at: int, line: Line, cells: Sequence[Span]) -> bool:
    """«Генеральный директор | К.Р. Дымов» below the decisions."""
    words = line.span.of(state.text)
    if state.table is not None:
        return signs(words, in_table=True)
    filled = [c.of(state.text) for c in cells if c.stop > c.start]
    open_block = state.block is not None and not state.block.empty
    below = state.mode in {"resolved", "closing"} and (open_block or is_decided(state))
    if not below or not 1 < len(filled) <= _SIGNED_CELLS:
        return False
    if any(x.label for x in state.lines[at + 1 : at + _NEAR]):
        return False  # the members of a commission between two points
    shaped = rules("structure", "signature_shapes").opens(words)
    return shaped or (signs(" ".join(filled)) and names_somebody(filled[-1]))


def _alone(state: State, cells: Sequence[Span]) -> Span | None:
    """The only cell that holds words, of a row outside any table: «Глава округа |»."""
    filled = [c for c in cells if c.stop > c.start]
    outside = state.table is None and state.mode in {"resolved", "closing"}
    return filled[0] if outside and len(filled) == 1 else None


def _decided_row(state: State, at: int, line: Line, table: Table) -> None:
    """A row below the head of a table of assignments, or of questions and their decisions."""
    asked = table.question(_cells(state, line))
    if asked is not None and state.mode != "closing":
        label, words, task = asked
        head_with(state, label.text if label else None, words)
        state.resolve(Span(task.start, task.start), None, task)
        state.table = table
        return
    made = table.row(_cells(state, line), line.span)
    if made is not None and state.mode != "closing":
        if state.block is None:
            start = Span(line.span.start, line.span.start)
            state.resolve(start, None, start)
        state.table = table
        if state.block is not None:
            state.block.made(made)
    elif state.mode in {"head", "agenda"}:
        text(state, at, line)


def _cells(state: State, line: Line) -> list[Span]:
    return list(line.cells) or cells_of(state.text, line.span)


def _heads(state: State, line: Line) -> bool:
    return Table(state.text).head(_cells(state, line))


def _rows_below(state: State, at: int) -> list[list[Span]]:
    """The rows under a row that may be the head of a table; none inside one."""
    if state.table is not None and state.table.columns:
        return []
    filled = (x for x in state.lines[at + 1 : at + 1 + _ROWS] if x.kind != "blank")
    return [_cells(state, line) for line in takewhile(lambda x: x.kind == "row", filled)]


def text(state: State, at: int, line: Line) -> None:
    """A line of plain words belongs to whatever is being read."""
    if begins_document(state, line):
        state.again()
        return
    if lists(state, at, line) or groups_rows(state, at, line) or _heads_topic(state, at, line):
        return
    match state.mode:
        case "agenda":
            state.listed.append((None, line.span))
        case "speakers":
            _speaker_or_signature(state, at, line)
        case "resolved":
            resolved_text(state, at, line)
        case "closing":
            sign(state, line.span)
        case "topic" | "noted" if is_decided(state) and signs(line.span.of(state.text)):
            sign(state, line.span)
        case "topic":
            bracketed_speakers(state, line)
        case _:
            pass


def _heads_topic(state: State, at: int, line: Line) -> bool:
    """Takes a line without a number for the heading of a topic, if it is one."""
    if titles_notes(state, at, line):
        _head_notes(state, None, line.span)
        return True
    if titles_section(state, at, line):
        rest = rules("structure", "rest_topics").opens(line.words(state.text))
        head = _head_notes if rest and state.following[at] != "next" else head_with
        head(state, None, line.span)
        return True
    return False


def _speaker_or_signature(state: State, at: int, line: Line) -> None:
    """After the last speaker a signature: an office, a blank line before it, nothing below."""
    topic = state.topics[-1] if state.topics else None
    if topic is not None and state.act == "heard" and not (topic.title or topic.speakers):
        words = line.span.of(state.text)
        if rules("structure", "subjects").opens(words):
            topic.title, topic.span = titled(words), line.span
            return
    heard = topic is not None and topic.speakers
    over = all(x.kind in {"text", "blank"} for x in state.lines[at : at + _NEAR])
    if heard and state.blank and over and signs(line.span.of(state.text)):
        sign(state, line.span)
    else:
        speaker(state, line.span)


ORDINARY = {"item": item, "row": row, "text": text}
