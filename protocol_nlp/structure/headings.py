"""What makes a line a heading: of a topic, of an opening word, of the next document."""

from __future__ import annotations

from protocol_nlp.lexicon import rules
from protocol_nlp.records import Span
from protocol_nlp.structure.acts import is_act, is_said
from protocol_nlp.structure.clauses import starts_with_label
from protocol_nlp.structure.labels import Label
from protocol_nlp.structure.lines import Line
from protocol_nlp.structure.names import ends_in_initial
from protocol_nlp.structure.nodes import counts
from protocol_nlp.structure.outline import SpeakerLine
from protocol_nlp.structure.state import State

__all__ = [
    "begins_document",
    "bracketed_speakers",
    "groups_rows",
    "head_with",
    "is_decided",
    "is_heading",
    "is_listed",
    "lists_speakers",
    "names_rapporteur",
    "titles_items",
    "titles_section",
]

_HEADING_LONGEST = 300
_TOPIC_STYLES = frozenset({"n.", "I."})
_HEADING_STYLES = frozenset({"n.", "n", "n).", "I.", "n.n2"})


def titles_items(state: State, at: int, line: Line) -> bool:
    """«I. О дорогах» over items from 1 on: a topic whose decisions no keyword opens."""
    label, words = line.label, line.value.of(state.text)
    if label is None or label.text is None or label.style not in _TOPIC_STYLES:
        return False
    if _counts_topics(state, at, line, words):
        return True
    if state.mode not in {"head", "topic", "resolved", "roster"} or not state.unworded:
        return False
    about = rules("structure", "about").opens(words)
    below = _below_brackets(state, at)
    first = below.label if below is not None else None
    if about and below is not None and below.kind == "row":
        return True
    if not about or words.rstrip().endswith((".", ";", ":")) or first is None:
        return False
    return first.text in {"1", f"{label.text}.1"} and first.style != label.style


def _counts_topics(state: State, at: int, line: Line, words: str) -> bool:
    """«3. Разное.» over 3.1, below the decisions of question 2: the next question."""
    before = state.topics[-1].number if state.topics else None
    after, label = state.after(at), line.label
    if not (before and before.isdigit() and label and state.deciding and after):
        return False
    if label.text != str(int(before) + 1):
        return False
    next_one = after.label is not None and after.label.text == f"{label.text}.1"
    if rules("structure", "rest_topics").opens(words):
        return True
    fresh = state.blank and not (state.block is not None and state.block.counts_on(label))
    stopped = not words.rstrip().endswith((":", ";"))
    if fresh and stopped and rules("structure", "subjects").opens(words) and not is_act(words):
        return True
    return next_one and not is_act(words) and not words.rstrip().endswith((":", ";"))


def _below_brackets(state: State, at: int) -> Line | None:
    """The next line with words, past one that only lists in brackets who spoke."""
    for _ in range(2):
        after = state.after(at)
        if after is None or not lists_speakers(state.text, after.span):
            return after
        at = state.lines.index(after, at)
    return None


def is_heading(state: State, at: int, line: Line) -> bool:
    """A numbered line after which people are heard or something is resolved."""
    label = line.label
    if label is None or label.style not in _HEADING_STYLES or state.mode == "closing":
        return False
    words = line.span.of(state.text)
    if len(words) > _HEADING_LONGEST or not _stands_over(state, at, line):
        return False
    if state.remark is not None and counts(state.remark, label):
        return False  # «2) Мост закрыт.» after «1) Дорога размыта.», said by a speaker
    if state.mode == "noted":
        rest = words[label.body - line.span.start :]
        return _reads_as_topic(state, rest) or _is_next_topic(state, label, rest)
    return state.block is None or not _goes_on(state, line)


def is_listed(state: State, line: Line) -> bool:
    """«5. Разное» below decisions: the number and the words of a question of the agenda list."""
    label = line.label
    if label is None or not state.deciding or label.style not in _TOPIC_STYLES:
        return False
    own = _folded(state.text[label.body : line.span.stop])
    return any(n == label.text and _folded(s.of(state.text)) == own for n, s in state.listed)


def _stands_over(state: State, at: int, line: Line) -> bool:
    """Whether a section follows that the line can be the heading of."""
    if state.mode == "agenda" and _is_listed_only(state, at, line):
        return False
    if state.following[at] == "end" and line.label is not None:
        return _titles(state, state.text[line.label.body : line.span.stop])
    return state.following[at] == "section"


def _is_listed_only(state: State, at: int, line: Line) -> bool:
    """A question of the list with who will report below: the question itself comes again later."""
    after, label = state.after(at), line.label
    if after is None or label is None or not names_rapporteur(after.words(state.text)):
        return False
    own = _folded(state.text[label.body : line.span.stop])
    later = (x for x in state.lines[at + 1 :] if x.label is not None or x.kind == "question")
    return any(
        x.kind == "question"
        or (
            x.label is not None
            and x.label.text == label.text
            and _folded(x.words(state.text)[x.label.body - x.span.start :])[:20] == own[:20]
        )
        for x in later
    )


def _folded(words: str) -> str:
    return " ".join(words.lower().split()).strip(" .")


def names_rapporteur(words: str) -> bool:
    """Whether a line below a question of the agenda says who will report.

    >>> names_rapporteur("Докладчик: Зуева Т.П."), names_rapporteur("Доклад директора")
    (True, False)
    """
    return any(r.regex.match(words) for r in rules("structure", "rapporteurs"))


def _titles(state: State, words: str) -> bool:
    """Above «Комиссия решила:» recitals may be numbered too: a heading is no sentence."""
    return _reads_as_topic(state, words) or not words.rstrip().endswith((".", ";", ":", ","))


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
    if is_said(words) and _follows_topic(state, label):
        return False  # «2. Зуева сообщила, что …» over «Решили:»
    return block.empty or is_act(words) or block.counts_on(label)


def _follows_topic(state: State, label: Label) -> bool:
    before = state.topics[-1].number if state.topics else None
    return bool(before and before.isdigit()) and label.text == str(int(before or 0) + 1)


def _is_next_topic(state: State, label: Label, words: str) -> bool:
    """A remark is a sentence; a heading has no stop, and its number goes on with the topics'."""
    before = state.topics[-1].number if state.topics else None
    expected = int(before) + 1 if before and before.isdigit() else 1
    return label.text == str(expected) and not words.rstrip().endswith((".", ";", ":", ","))


def _reads_as_topic(state: State, words: str) -> bool:
    """«О …», or what the agenda list says."""
    if rules("structure", "subjects").opens(words):
        return True
    listed = {" ".join(s.of(state.text).split()).strip(" .") for _, s in state.listed}
    return " ".join(words.split()).strip(" .") in listed


def head_with(state: State, number: str | None, span: Span) -> None:
    """Opens a topic under a heading."""
    state.close()
    state.open(number, span, span.of(state.text))
    state.mode = "topic"


def begins_document(state: State, line: Line) -> bool:
    """Below the decisions of one document the head of the next; a running head says it again."""
    words = line.span.of(state.text)
    if not is_decided(state) or not rules("structure", "begins").opens(words):
        return False
    before = (x for x in state.lines if x.span.start < line.span.start)
    return all(x.words(state.text) != words for x in before)


def is_decided(state: State) -> bool:
    """Whether anything has been decided so far."""
    return any(t.resolutions for t in state.topics)


def titles_section(state: State, at: int, line: Line) -> bool:
    """«Вступительное слово» before СЛУШАЛИ: an agenda item without a number."""
    if _titles_next(state, at, line):
        return True
    if state.following[at] != "next" or line.kind != "text" or state.mode == "speakers":
        return False
    words = line.span.of(state.text)
    if state.mode in {"head", "agenda"} and not (state.blank and state.head_stop > 0):
        return _opens(state, at, words)
    plain = not words.rstrip().endswith((".", ":", ";", ",")) and not starts_with_label(words)
    return plain and len(words) < _HEADING_LONGEST and words[:1].isupper()


def _titles_next(state: State, at: int, line: Line) -> bool:
    """«О педагогической практике» below decisions, apart, with «Постановили» still to come."""
    words = line.words(state.text)
    numbered = bool(state.topics) and state.topics[-1].number is not None
    if numbered or not state.blank or state.mode not in {"resolved", "closing"}:
        return False
    if rules("structure", "rest_topics").opens(words):
        after = state.after(at)
        return not state.unworded and after is not None and after.label is None
    stops = words.rstrip().endswith((".", ";", ":", ",")) and not ends_in_initial(words)
    titled = rules("structure", "about").opens(words) or rules("structure", "by_report").opens(
        words
    )
    if stops or len(words) >= _HEADING_LONGEST or not titled:
        return False
    return any(x.kind in {"resolved", "resolved_end"} for x in state.lines[at + 1 :])


def _opens(state: State, at: int, words: str) -> bool:
    """The first topic, right below the header: «Вступительное слово», «О крыше» over СЛУШАЛИ."""
    if rules("structure", "openings").opens(words):
        return True
    after = state.after(at)
    heard = after is not None and after.kind == "heard"
    return heard and state.blank and rules("structure", "about").opens(words)


def groups_rows(state: State, at: int, line: Line) -> bool:
    """«По дорогам (контроль – Дымов К.Р.)» between the rows of a table, or above the first."""
    after, words = state.after(at), line.words(state.text)
    if state.table is None or not state.table.columns or after is None or after.kind != "row":
        return False
    if is_act(words) or words.endswith("."):
        return False
    state.table.group(line.span)
    return True


def lists_speakers(text: str, span: Span) -> bool:
    """Whether a line only lists, in brackets, who spoke."""
    return rules("structure", "bracketed").opens(span.of(text))


def bracketed_speakers(state: State, line: Line) -> None:
    """«(Бобров, Котова)» under a heading: who spoke on it."""
    topic = state.topics[-1] if state.topics else None
    if topic is not None and not topic.speakers and lists_speakers(state.text, line.span):
        inner = Span(line.span.start + 1, line.span.stop - 1)
        topic.speakers.append(SpeakerLine("spoke", inner))
