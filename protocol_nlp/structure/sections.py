"""Lines that open a section: the agenda, a question, who is heard, what is resolved."""

from __future__ import annotations

from dataclasses import replace

from protocol_nlp.lexicon import rules
from protocol_nlp.records import Act, Span
from protocol_nlp.structure.acts import is_act
from protocol_nlp.structure.headings import names_rapporteur
from protocol_nlp.structure.labels import Label, read_label
from protocol_nlp.structure.lines import Line, lines_of
from protocol_nlp.structure.names import names_somebody
from protocol_nlp.structure.outline import SpeakerLine
from protocol_nlp.structure.state import State, titled
from protocol_nlp.structure.tables import Table

__all__ = ["SECTIONS", "names_the_kind", "speaker"]


def _is_subject(words: str) -> bool:
    return rules("structure", "subjects").opens(words)


def agenda(state: State, _: int, line: Line) -> None:
    """«Повестка дня:»."""
    state.close()
    state.mode = "agenda"
    for part_of in lines_of(line.value.of(state.text)):
        span, label = part_of.span.shift(line.value.start), part_of.label
        if label is not None:
            span = Span(label.body + line.value.start, span.stop)
        if span.of(state.text).strip(" .:"):
            state.listed.append((label.text if label else None, span))


def question(state: State, at: int, line: Line) -> None:
    """«Вопрос № 2: …», «По второму вопросу: …»: a heading, or whose decisions follow."""
    if state.mode == "agenda" and state.following[at] != "next":
        state.listed.append((line.number, line.value))
        return
    known = state.topic_of(line.number)
    words = line.value.of(state.text).strip()
    if state.table is not None and state.table.columns and _goes_on(state, at):
        _group_of_rows(state, line)
        return
    printed = state.text[line.span.start : line.value.start].lower()
    answering = words[:1].islower() and not names_somebody(words)
    answers = "по " in printed and (is_act(words) or answering)
    if state.mode == "resolved" and (known is not None or not words or answers):
        _reopen(state, line)
        return
    state.close()
    listed = any(n == line.number for n, _ in state.listed if n)
    told = "" if listed and not _is_subject(words) else words
    state.open(line.number, line.value if words else line.span, told)
    state.mode = "topic"


def _goes_on(state: State, at: int) -> bool:
    after = state.after(at)
    return after is not None and after.kind == "row"


def _group_of_rows(state: State, line: Line) -> None:
    """«Вопрос 2» between the rows of a table: those below are decided on that question."""
    columns = state.table.columns if state.table is not None else []
    state.close()
    state.open(line.number, line.span, line.value.of(state.text).strip())
    end = Span(line.span.stop, line.span.stop)
    state.resolve(end, None, end)
    state.table = Table(state.text, (line.number,) if line.number else (), columns)


def _reopen(state: State, line: Line) -> None:
    """Under one РЕШИЛИ, the decisions of one question after the other."""
    state.close()
    if state.topic_of(line.number) is None:
        state.open(line.number, line.span, "")
    topic = state.topic_of(line.number)
    if topic is not None and topic is not state.topics[-1]:
        state.topics.remove(topic)
        state.topics.append(topic)
    label = read_label(state.text, line.span)
    if label is None:
        state.resolve(line.keyword, None, line.value)
        return
    state.resolve(line.keyword, None, Span(line.value.start, line.value.start))
    if state.block is not None:
        state.block.item(replace(label, body=line.value.start), line.span)


def journal(state: State, at: int, line: Line) -> None:
    """«ЖУРНАЛ № 34» over what was heard: a question of its own; else the head of the document."""
    if state.following[at] == "next":
        state.head_stop = state.head_stop or at
        state.close()
        state.open(line.number, line.span, "")
        state.mode = "topic"


def part(state: State, at: int, line: Line) -> None:
    """«Блок 2: Катер», «#Вне повестки»: what it says to do needs no keyword."""
    if state.table is not None and state.table.columns and _goes_on(state, at):
        state.table.group(line.span)
        return
    printed = (line.value.of(state.text).strip() or line.words(state.text)).strip(" .:#")
    kinds = {x.kind for words in (printed, f"{printed}:") for x in lines_of(words)}
    if kinds & {"noted", "past"}:
        past(state, at, line)
        return
    strict = state.opened is not None and not state.loose and _only_parts(state)
    state.close()
    told = line.value if line.value.of(state.text).strip() else line.span
    title = told.of(state.text).strip(" .:#")
    for rule in rules("structure", "undiscussed"):
        title = rule.regex.sub("", title) or title
    state.open(line.number, told, title)
    end = Span(line.span.stop, line.span.stop)
    state.resolve(end, None, end, loose=not (strict or kinds & _DECIDES))


_DECIDES = frozenset({"resolved", "resolved_end", "ordered"})  # «## Договорились»


def _only_parts(state: State) -> bool:
    """Whether РЕШИЛИ is followed by parts: the keyword then opens each of them."""
    by_part = state.opened is not None and state.opened[0].start == state.opened[0].stop
    return state.block is not None and (state.block.empty or by_part)


def heard(state: State, _: int, line: Line) -> None:
    """«СЛУШАЛИ:», also with the number of the question before it."""
    _speakers(state, line, "heard")


def spoke(state: State, _: int, line: Line) -> None:
    """«ВЫСТУПИЛИ:»."""
    _speakers(state, line, "spoke")


def _speakers(state: State, line: Line, act: Act) -> None:
    if state.mode == "agenda" and names_rapporteur(line.words(state.text)):
        return  # «Докладчик: …» under a question of the list
    if act == "heard" and line.number is None:
        line = _with_number(state.text, line)
    words = line.value.of(state.text).strip()
    state.close()
    subject = _is_subject(words)
    if act == "heard" and _is_fresh(state, line):
        state.open(line.number, line.span, words if subject else "")
    elif act == "heard" and subject and not state.topics[-1].title:
        state.topics[-1].title, state.topics[-1].span = titled(words), line.value
    state.mode, state.act = "speakers", act
    if words and (act == "spoke" or not _is_subject(words) or names_somebody(words)):
        speaker(state, line.value)


def _with_number(text: str, line: Line) -> Line:
    """«СЛУШАЛИ: 2. О штатах»: the number of the question stands behind the keyword."""
    label = read_label(text, line.value)
    if label is None or label.text is None or not label.text.isdigit():
        return line
    value = Span(label.body, line.value.stop)
    return replace(line, number=label.text, value=value) if _is_subject(value.of(text)) else line


def _is_fresh(state: State, line: Line) -> bool:
    """Whether somebody is heard on a question that is not open yet."""
    topic = state.topics[-1] if state.topics else None
    if topic is None:
        return True
    if line.number is not None:
        return state.topic_of(line.number) is None
    return bool(topic.resolutions)


def speaker(state: State, span: Span) -> None:
    """One line of who was heard or spoke."""
    if state.topics and names_somebody(span.of(state.text)):
        state.topics[-1].speakers.append(SpeakerLine(state.act, span))


def noted(state: State, at: int, line: Line) -> None:
    """«ОТМЕТИЛИ:», «Справка:»: nothing there is decided; but «3. Отметить …» is an item."""
    unsettled = line.rule == "line.open_questions"
    if state.deciding and line.number and state.following[at] != "section" and not unsettled:
        _as_item(state, line)
        return
    state.close()
    state.mode, state.past = "noted" if state.topics or unsettled else "topic", unsettled
    proposed = line.span.of(state.text).lower().lstrip(" -–—•").startswith("предлож")
    state.proposal = line.value if proposed and line.value.of(state.text).strip() else None


def past(state: State, _: int, __: Line) -> None:
    """«Статус прежних поручений»: what is listed below was ordered before."""
    state.close()
    state.mode, state.past = "noted", True


def _as_item(state: State, line: Line) -> None:
    number = line.number or ""
    start = line.span.start + len(number) + 1
    words = state.text[start : line.span.stop]
    body = start + len(words) - len(words.lstrip(" .)"))
    label = Label(number, "n.n2" if "." in number else "n.", line.keyword.start)
    if state.block is not None:
        state.block.item(replace(label, body=body), line.span)


def resolved(state: State, _: int, line: Line) -> None:
    """«РЕШИЛИ:»."""
    state.close()
    topic = state.topics[-1] if state.topics else None
    if line.number and line.number.isdigit() and topic and topic.resolutions and topic.number:
        fresh = state.topic_of(line.number) is None and int(line.number) == _next(topic.number)
        if fresh and any(n == line.number for n, _ in state.listed):
            state.open(line.number, line.span, "")
    state.resolve(line.keyword, line.verb, line.value)
    state.loose = line.rule == "line.resolved_at_once"  # of one sentence: what follows is notes


def names_the_kind(state: State, line: Line) -> bool:
    """«РЕШЕНИЕ» alone above all else, with the keyword that decides still to come."""
    if line.kind != "resolved" or state.mode != "head" or state.topics or state.head_stop:
        return False
    alone = line.words(state.text).strip().upper() == "РЕШЕНИЕ"
    later = (x.kind for x in state.lines if x.span.start > line.span.start)
    return alone and any(kind.startswith("resolved") for kind in later)


def _next(number: str) -> int:
    return int(number) + 1 if number.isdigit() else -1


def ordered(state: State, at: int, line: Line) -> None:
    """«ПОРУЧИТЬ:» opens a block; inside one it is a lead."""
    alone = not line.value.of(state.text).strip()
    if not alone and state.deciding and state.block is not None and not state.following[at]:
        state.block.line(line.span)
        return
    resolved(state, at, line)


def ordered_by(state: State, _: int, line: Line) -> None:
    """«Совет рекомендует управлению:»: whoever orders, and whom; a lead, in a block of its own."""
    if state.deciding is None:
        state.close()
        start = Span(line.span.start, line.span.start)
        state.resolve(start, None, start)
    if state.block is not None:
        state.block.line(line.span)


def resolved_end(state: State, _: int, line: Line) -> None:
    """«В целях … постановляю:», «Комиссия решила:»."""
    if state.deciding and state.block is not None and state.topics[-1].number is None:
        state.block.line(line.span)
        return
    state.close()
    state.resolve(line.keyword, None, Span(line.span.stop, line.span.stop))


SECTIONS = {
    "agenda": agenda,
    "question": question,
    "journal": journal,
    "part": part,
    "heard": heard,
    "spoke": spoke,
    "noted": noted,
    "past": past,
    "resolved": resolved,
    "ordered": ordered,
    "ordered_by": ordered_by,
    "resolved_end": resolved_end,
    "resolved_inside": resolved,
}
