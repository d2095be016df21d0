"""The state machine that reads lines into topics, speakers, items and roster.

One method a kind of line; ``mode`` tells what an ordinary line belongs to: the header,
the roster, the agenda, a topic that is talked about, its speakers, what was resolved,
or what follows it all.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field, replace
from typing import Literal

from protocol_nlp.lexicon import rules
from protocol_nlp.records import Act, AttendeeRole, Span
from protocol_nlp.structure.clauses import numbers_in, starts_with_label
from protocol_nlp.structure.items import Block
from protocol_nlp.structure.labels import Label
from protocol_nlp.structure.lines import Line, lines_of
from protocol_nlp.structure.outline import (
    Clause,
    Item,
    Resolution,
    RosterLine,
    SpeakerLine,
    Topic,
)
from protocol_nlp.structure.tables import Table, cells_of

__all__ = ["Reading"]

Mode = Literal["head", "roster", "agenda", "topic", "speakers", "resolved", "closing"]

_SUBJECT = re.compile(
    r"^\W*(?:об?|отч[её]т\w*|информаци\w+|рапорт|доклад|вопрос|прошение)\s", re.IGNORECASE
)
_NAME = re.compile(
    r"[А-ЯЁ]\.\s?[А-ЯЁ]?\.?\s?[А-ЯЁ][а-яё]+|[А-ЯЁ][А-ЯЁа-яё-]+\s+[А-ЯЁ]\.|[А-ЯЁ][а-яё]+(?:вич|вн|ов|ев|ин|ск)\w*"
)
_SIGNED = re.compile(
    r"^\W*(?:[А-ЯЁ]\.\s?(?:[А-ЯЁ]\.)?\s?[А-ЯЁ][А-ЯЁа-яё-]+|[А-ЯЁ][а-яё-]+\s+[А-ЯЁ]\.\s?[А-ЯЁ]?\.?)\W*$"
)
_WHOLE = re.compile(r"\b(?:протокола|протокольн\w+)\b", re.IGNORECASE)
_HEADING_LONGEST = 300
_SECTIONS = frozenset({"heard", "spoke", "resolved", "noted", "heard_by", "ordered"})


@dataclass(slots=True)
class _Open:
    """A topic while it is being read."""

    number: str | None
    title: str
    span: Span
    titled: bool = True
    speakers: list[SpeakerLine] = field(default_factory=list)
    resolutions: list[Resolution] = field(default_factory=list)


@dataclass(slots=True)
class Reading:
    """Reads the lines of one document; afterwards the fields are the outline's."""

    text: str
    lines: Sequence[Line]
    mode: Mode = "head"
    head_stop: int = 0
    listed: list[tuple[str | None, Span]] = field(default_factory=list)
    topics: list[_Open] = field(default_factory=list)
    roster: list[RosterLine] = field(default_factory=list)
    controls: list[Clause] = field(default_factory=list)
    signatures: list[Span] = field(default_factory=list)
    appendices: list[Span] = field(default_factory=list)
    chair: Span | None = None
    secretary: Span | None = None
    block: Block | None = None
    table: Table | None = None
    opened: tuple[Span, str | None, Span | None] | None = None
    table_items: list[Item] = field(default_factory=list)
    act: Act = "heard"
    role: AttendeeRole = "present"
    blank: bool = True
    following: list[str] = field(default_factory=list)
    starts_at: int = -1

    def start_at(self, line: int) -> None:
        """What stands from that line on is decided although no keyword says so."""
        self.starts_at = line

    def read(self) -> None:
        """Reads every line, in order."""
        self.following = _following(self.lines)
        for at, line in enumerate(self.lines):
            if line.kind == "blank":
                self._blank()
                continue
            if at == self.starts_at and self.block is None:
                self.head_stop = self.head_stop or at
                self._resolve(Span(line.span.start, line.span.start), None, None, Span(0, 0))
            if (
                self.mode == "head"
                and line.kind not in {"text", "item", "row"}
                and not self.head_stop
            ):
                self.head_stop = at
            handler = _HANDLERS.get(line.kind, Reading._text)
            handler(self, at, line)
            self.blank = False
        self._close()
        self.head_stop = self.head_stop or len(self.lines)

    def _blank(self) -> None:
        self.blank = True
        if self.mode == "roster" and self.roster and self.role in {"chair", "secretary"}:
            self.mode = "head"

    # --- sections -----------------------------------------------------------------------

    def _agenda(self, _: int, line: Line) -> None:
        self._close()
        self.mode = "agenda"
        if line.value.of(self.text).strip(" .:"):
            self.listed.append((None, line.value))

    def _question(self, at: int, line: Line) -> None:
        """«Вопрос № 2: …», «По второму вопросу: …»: a heading, or whose decisions follow."""
        if self.mode == "agenda" and self.following[at] != "section":
            self.listed.append((line.number, line.value))
            return
        number = line.number
        known = self._topic_of(number)
        words = line.value.of(self.text).strip()
        if self.mode == "resolved" and (known is not None or not words):
            self._reopen(number, line)
            return
        self._close()
        self._open(number, line.value if words else line.span, words)
        self.mode = "topic"

    def _topic_of(self, number: str | None) -> _Open | None:
        return next((t for t in self.topics if number and t.number == number), None)

    def _reopen(self, number: str | None, line: Line) -> None:
        """Under one РЕШИЛИ, the decisions of one question after the other."""
        keyword = line.keyword
        self._close()
        if self._topic_of(number) is None:
            self._open(number, line.span, "")
        topic = self._topic_of(number)
        if topic is not None and topic is not self.topics[-1]:
            self.topics.remove(topic)
            self.topics.append(topic)
        self._resolve(keyword, None, None, line.value)

    def _heard(self, at: int, line: Line) -> None:
        self._speakers(at, line, "heard")

    def _spoke(self, at: int, line: Line) -> None:
        self._speakers(at, line, "spoke")

    def _speakers(self, at: int, line: Line, act: Act) -> None:
        words = line.value.of(self.text).strip()
        self._close()
        topic = self.topics[-1] if self.topics else None
        fresh = act == "heard" and (
            line.number is not None or topic is None or bool(topic.resolutions)
        )
        if fresh and (line.number is None or self._topic_of(line.number) is None or topic is None):
            subject = bool(_SUBJECT.match(words))
            self._open(line.number, line.span, words if subject else "")
        self.mode, self.act = "speakers", act
        if words and (act == "spoke" or not _SUBJECT.match(words) or _NAME.search(words)):
            self._speaker(line.value)

    def _speaker(self, span: Span) -> None:
        if self.topics and _NAME.search(span.of(self.text)):
            self.topics[-1].speakers.append(SpeakerLine(self.act, span))

    def _speaker_or_signature(self, at: int, line: Line) -> None:
        """After the last speaker a signature: an office, a blank line before it, nothing below."""
        topic = self.topics[-1] if self.topics else None
        heard = topic is not None and topic.speakers
        over = all(x.kind in {"text", "blank"} for x in self.lines[at : at + 12])
        if heard and self.blank and over and self._signs(line.span.of(self.text)):
            self._closing(line.span)
            self.mode = "closing"
        else:
            self._speaker(line.span)

    def _noted(self, at: int, line: Line) -> None:
        if (
            self.mode == "resolved"
            and self.block is not None
            and self.following[at] != "section"
            and line.number
        ):
            self._as_item(line)
            return
        self._close()
        self.mode = "topic"

    def _as_item(self, line: Line) -> None:
        label = Label(
            line.number, "n." if "." not in (line.number or "") else "n.n2", line.keyword.start
        )
        start = line.span.start + len(line.number or "") + 1
        words = self.text[start : line.span.stop]
        body = start + len(words) - len(words.lstrip(" .)"))
        if self.block is not None:
            self.block.item(replace(label, body=body), line.span)

    def _resolved(self, _: int, line: Line) -> None:
        self._close()
        self._resolve(line.keyword, line.verb, None, line.value)

    def _ordered(self, at: int, line: Line) -> None:
        if self.mode == "resolved" and self.block is not None and not self.block.empty:
            self._text(at, line)
            return
        self._close()
        self._resolve(line.keyword, line.verb, None, line.value)

    def _resolved_end(self, at: int, line: Line) -> None:
        """«В целях … постановляю:», «Комиссия решила:»."""
        if self.mode == "resolved" and self.block is not None and not self.block.empty:
            self._text(at, line)
            return
        self._close()
        self._resolve(line.keyword, None, None, Span(line.span.stop, line.span.stop))

    def _resolve(self, keyword: Span, verb: str | None, lead: Span | None, value: Span) -> None:
        if not self.topics:
            self.topics.append(_Open(None, "", keyword, titled=False))
        number = self.topics[-1].number
        self.block = Block(self.text, path=(number,) if number else ())
        self.opened = (keyword, verb, lead)
        self.mode = "resolved"
        if value.of(self.text).strip(" .:–—-"):
            self._content(value)

    def _content(self, value: Span) -> None:
        """What stands on the keyword's own line: an item, a lead, or items in one line."""
        for part in lines_of(value.of(self.text)):
            if part.kind == "blank" or self.block is None:
                continue
            span = part.span.shift(value.start)
            if part.label is not None:
                label = replace(part.label, body=part.label.body + value.start)
                self.block.item(label, span)
            else:
                self.block.line(span, after_blank=True)

    # --- people of the header -----------------------------------------------------------

    def _chair(self, _: int, line: Line) -> None:
        if self._is_signature(line):
            return
        self.chair = self.chair or line.value
        self._person("chair", line)

    def _secretary(self, _: int, line: Line) -> None:
        self.secretary = self.secretary or line.value
        if self._is_signature(line):
            return
        self._person("secretary", line)

    def _is_signature(self, line: Line) -> bool:
        if self.mode not in {"resolved", "closing"} and not (
            self.topics and self.topics[-1].resolutions
        ):
            return False
        self._close()
        self.mode = "closing"
        self.signatures.append(line.span)
        return True

    def _person(self, role: AttendeeRole, line: Line) -> None:
        self.mode, self.role = "roster", role
        if line.value.of(self.text).strip():
            self.roster.append(RosterLine(role, line.value))

    def _present(self, _: int, line: Line) -> None:
        self._group("present", line)

    def _absent(self, _: int, line: Line) -> None:
        self._group("absent", line)

    def _invited(self, _: int, line: Line) -> None:
        self._group("invited", line)

    def _group(self, role: AttendeeRole, line: Line) -> None:
        if self.mode == "resolved":
            self._text(0, line)
            return
        self.mode, self.role = "roster", role
        if line.value.of(self.text).strip():
            self.roster.append(RosterLine(role, line.value))

    # --- what stands beside items -------------------------------------------------------

    def _control(self, at: int, line: Line) -> None:
        words = line.span.of(self.text)
        label = bool(re.match(r"^\W*контроль\s*[:–—-]", words, re.IGNORECASE))
        value = _after_preposition(self.text, line) if not label else line.value
        clause = Clause("control", line.span, value, line.rule, items=numbers_in(words))
        if self.mode == "resolved" and self.block is not None:
            if label and not self.block.empty and line.number is None:
                self.block.note(clause)
            elif _WHOLE.search(words):
                self.controls.append(clause)
            else:
                self.block.clauses.append(clause)
                self.block.stack = []
        elif self.topics:
            self.controls.append(clause)

    def _vote(self, _: int, __: Line) -> None:
        if self.mode == "resolved" and self.block is not None and self.block.empty:
            return
        if self.mode == "speakers":
            self.mode = "topic"

    def _appendix(self, _: int, line: Line) -> None:
        if not self.topics:
            return  # a stamp above the title
        self._close()
        self.mode = "closing"
        self.appendices.append(line.span)

    # --- ordinary lines -----------------------------------------------------------------

    def _item(self, at: int, line: Line) -> None:
        label = line.label
        if label is None:
            return
        if self._is_heading(at, line):
            self._heading(label.text, Span(label.body, line.span.stop))
        elif self.mode == "resolved" and self.block is not None:
            self.block.item(label, line.span)
        elif self.mode == "agenda":
            self.listed.append((label.text, Span(label.body, line.span.stop)))
        elif self.mode == "speakers":
            self._speaker(Span(label.body, line.span.stop))
        elif self.mode == "roster":
            self.roster.append(RosterLine(self.role, Span(label.body, line.span.stop)))

    def _is_heading(self, at: int, line: Line) -> bool:
        """A numbered line after which people are heard or something is resolved."""
        label = line.label
        if (
            label is None
            or label.style not in {"n.", "n", "n).", "I.", "n.n2"}
            or self.mode == "closing"
        ):
            return False
        words = line.span.of(self.text)
        if len(words) > _HEADING_LONGEST or (
            words.rstrip().endswith((":", ";")) and self.mode == "resolved"
        ):
            return False
        return self.following[at] == "section"

    def _heading(self, number: str | None, span: Span) -> None:
        self._close()
        self._open(number, span, span.of(self.text))
        self.mode = "topic"

    def _row(self, at: int, line: Line) -> None:
        cells = cells_of(self.text, line.span)
        if self.mode in {"roster", "speakers"}:
            self._text(at, line)
            return
        number = self.topics[-1].number if self.topics else None
        table = self.table or Table(self.text, (number,) if number else ())
        if table.head(cells):
            self.table = table
            return
        item = table.row(cells, line.span)
        if item is not None and self.mode != "closing":
            self.table = table
            if self.block is None:
                self._resolve(Span(line.span.start, line.span.start), None, None, Span(0, 0))
            self.table_items.append(item)
        elif self.mode in {"head", "agenda"}:
            self._text(at, line)

    def _text(self, at: int, line: Line) -> None:
        span = line.span
        if self._titles_section(at, line):
            self._heading(None, span)
            return
        match self.mode:
            case "roster":
                self.roster.append(RosterLine(self.role, span))
            case "agenda":
                self.listed.append((None, span))
            case "speakers":
                self._speaker_or_signature(at, line)
            case "resolved":
                self._resolved_text(line)
            case "closing":
                self._closing(span)
            case _:
                pass

    def _titles_section(self, at: int, line: Line) -> bool:
        """«Вступительное слово» before СЛУШАЛИ: an agenda item without a number."""
        if self.following[at] != "next" or (self.mode in {"head", "agenda"} and not self.blank):
            return False
        words = line.span.of(self.text)
        short = len(words) < _HEADING_LONGEST and words[:1].isupper()
        plain = not words.rstrip().endswith((".", ":", ";", ",")) and not starts_with_label(words)
        return (
            short and plain and line.kind == "text" and self.mode not in {"speakers", "head"}
        ) or (short and plain and self.mode == "head" and self.head_stop > 0)

    def _resolved_text(self, line: Line) -> None:
        block, words = self.block, line.span.of(self.text)
        if block is None:
            return
        if starts_with_label(words) and not block.empty:
            block.clause_line(line.span)
        elif block.waiting and len(words) < 200 and block.value_line(line.span):  # noqa: PLR2004
            return
        elif self._signs(words) and (not block.empty or self.table_items):
            self._close()
            self.mode = "closing"
            self._closing(line.span)
        else:
            block.line(line.span, after_blank=self.blank)

    def _signs(self, words: str) -> bool:
        office = any(r.search(words) for r in rules("structure", "signatures"))
        return (office and not words.rstrip().endswith((".", ";", ":"))) or bool(
            _SIGNED.match(words)
        )

    def _closing(self, span: Span) -> None:
        if len(self.signatures) < 12 and not self.appendices:  # noqa: PLR2004 - signatures are few
            self.signatures.append(span)

    # --- opening and closing ------------------------------------------------------------

    def _open(self, number: str | None, span: Span, title: str) -> None:
        words = " ".join(title.split()).rstrip(" .")
        self.topics.append(_Open(number, words, span))

    def _close(self) -> None:
        """Ends the block that is being read and gives it to its topic."""
        if self.block is None or self.opened is None:
            return
        keyword, verb, lead = self.opened
        items = (*self.block.items(), *self.table_items)
        if items or self.block.clauses:
            clauses = tuple(self.block.clauses)
            self.topics[-1].resolutions.append(Resolution(keyword, verb, lead, items, clauses))
        self.block, self.opened, self.table, self.table_items = None, None, None, []

    def built(self) -> tuple[Topic, ...]:
        """The topics, each with the title that the agenda list gives it where it has none."""
        titles = {n: s for n, s in self.listed if n}
        return tuple(self._built(t, titles) for t in self.topics)

    def _built(self, topic: _Open, titles: dict[str, Span]) -> Topic:
        span, title = topic.span, topic.title
        if not title and topic.number in titles:
            span = titles[topic.number]
            title = " ".join(span.of(self.text).split()).rstrip(" .")
        return Topic(
            number=topic.number,
            title=title,
            span=span,
            speakers=tuple(topic.speakers),
            resolutions=tuple(topic.resolutions),
            titled=topic.titled and bool(title or topic.number),
        )


def _after_preposition(text: str, line: Line) -> Span:
    """«… возложить на Зуеву»: whom the words after «на» name."""
    match = re.search(
        r"\b(?:возл\w+|закрепить|поручить)\s+(?:на\s+)?|\bна\s+(?=[А-ЯЁа-яё])", line.value.of(text)
    )
    last = None
    for last in re.finditer(r"\bвозл\w+\s+(?:на\s+)?", line.value.of(text)):
        pass
    chosen = last or match
    start = line.value.start + (chosen.end() if chosen else 0)
    return Span(start, line.span.stop)


def _following(lines: Sequence[Line]) -> list[str]:
    """For each line, what comes after it: "next" a section keyword right after, "section" one
    before the next number of its own style, else "".
    """
    result = [""] * len(lines)
    seen: dict[str, bool] = {}
    nearest = ""
    for at in range(len(lines) - 1, -1, -1):
        line = lines[at]
        if line.kind == "blank":
            continue
        if line.kind in _SECTIONS and not (line.kind == "noted" and line.number):
            seen = dict.fromkeys(("n.", "n", "n).", "I.", "n.n2"), True)
            nearest = "next"
            continue
        if line.label is not None:
            result[at] = "section" if seen.get(line.label.style) else ""
            seen[line.label.style] = False
        else:
            result[at] = nearest
        nearest = ""
    return result


_HANDLERS: dict[str, Callable[[Reading, int, Line], None]] = {
    "agenda": Reading._agenda,
    "question": Reading._question,
    "heard": Reading._heard,
    "spoke": Reading._spoke,
    "noted": Reading._noted,
    "resolved": Reading._resolved,
    "ordered": Reading._ordered,
    "resolved_end": Reading._resolved_end,
    "resolved_inside": Reading._resolved,
    "chair": Reading._chair,
    "secretary": Reading._secretary,
    "present": Reading._present,
    "absent": Reading._absent,
    "invited": Reading._invited,
    "control": Reading._control,
    "vote": Reading._vote,
    "appendix": Reading._appendix,
    "item": Reading._item,
    "row": Reading._row,
}
