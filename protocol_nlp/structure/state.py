"""What is being read: the open topic and block, and all that has been read before them."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from typing import Literal

from protocol_nlp.lexicon import rules
from protocol_nlp.records import Act, AttendeeRole, Span
from protocol_nlp.structure.items import Block
from protocol_nlp.structure.labels import Label
from protocol_nlp.structure.lines import Line, lines_of
from protocol_nlp.structure.outline import (
    Clause,
    Resolution,
    RosterLine,
    SpeakerLine,
    Topic,
)
from protocol_nlp.structure.tables import Table

__all__ = ["Mode", "OpenTopic", "State", "titled"]

Mode = Literal["head", "roster", "agenda", "topic", "noted", "speakers", "resolved", "closing"]


@dataclass(slots=True)
class OpenTopic:
    """A topic while it is being read."""

    number: str | None
    title: str
    span: Span
    titled: bool = True
    speakers: list[SpeakerLine] = field(default_factory=list)
    resolutions: list[Resolution] = field(default_factory=list)

    def closed(self) -> Topic:
        """The topic as it has been read."""
        return Topic(
            number=self.number,
            title=self.title,
            span=self.span,
            speakers=tuple(self.speakers),
            resolutions=tuple(self.resolutions),
            titled=self.titled and bool(self.title or self.number),
        )


@dataclass(slots=True)
class State:
    """The reading so far; ``mode`` tells what an ordinary line belongs to.

    ``loose``: the block has no keyword, only lines that order something are its items.
    ``free`` are numbered lines that belonged nowhere.
    """

    text: str
    lines: Sequence[Line]
    following: Sequence[str] = ()
    mode: Mode = "head"
    head_stop: int = 0
    listed: list[tuple[str | None, Span]] = field(default_factory=list)
    first: int = 0  # the first topic of the document that is being read, of several in a file
    topics: list[OpenTopic] = field(default_factory=list)
    roster: list[RosterLine] = field(default_factory=list)
    controls: list[Clause] = field(default_factory=list)
    signatures: list[Span] = field(default_factory=list)
    appendices: list[Span] = field(default_factory=list)
    chair: Span | None = None
    secretary: Span | None = None
    block: Block | None = None
    table: Table | None = None
    opened: tuple[Span, str | None, Span | None] | None = None
    act: Act = "heard"
    role: AttendeeRole = "present"
    label: Span | None = None  # the heading of the roster's part that is being read
    named: bool = False  # whether that part has named anybody
    blank: bool = True
    remark: Label | None = None  # the number of what a speaker said last
    proposal: Span | None = None  # «Предложено: …» while the vote is still to come
    past: bool = False  # whether what is listed was ordered before: its state is told
    loose: bool = False
    starts_at: int = -1
    starts_loose: bool = False
    free: list[int] = field(default_factory=list)

    @property
    def deciding(self) -> Block | None:
        """The block that is being read, if it holds anything yet."""
        if self.mode == "resolved" and self.block is not None and not self.block.empty:
            return self.block
        return None

    @property
    def unworded(self) -> bool:
        """Whether no keyword has opened the block that is being read, if any is."""
        return self.opened is None or self.opened[0].start == self.opened[0].stop

    def after(self, at: int) -> Line | None:
        """The first line with words after the line ``at``."""
        return next((x for x in self.lines[at + 1 : at + 9] if x.kind != "blank"), None)

    def topic_of(self, number: str | None) -> OpenTopic | None:
        """The topic of that number, if it has been opened."""
        return next((t for t in self.topics[self.first :] if number and t.number == number), None)

    def again(self) -> None:
        """Another document begins in the same text: its topics and agenda are its own."""
        self.close()
        self.topics[self.first :] = self._ordered()
        self.first, self.listed, self.mode = len(self.topics), [], "head"

    def open(self, number: str | None, span: Span, title: str) -> None:
        """Begins a topic."""
        self.proposal, self.remark, self.past = None, None, False
        self.topics.append(OpenTopic(number, titled(title), span))

    def resolve(self, keyword: Span, verb: str | None, value: Span, *, loose: bool = False) -> None:
        """Begins a block of decisions; ``value`` is what stands on the keyword's own line."""
        if len(self.topics) == self.first:
            self.topics.append(OpenTopic(None, "", keyword, titled=False))
        number = self.topics[-1].number
        self.block = Block(self.text, path=(number,) if number else ())
        self.opened = (keyword, verb, None)
        self.mode, self.loose, self.past = "resolved", loose, False
        words = value.of(self.text)
        if words.strip(" .:–—-") and not rules("structure", "nothing_resolved").opens(words):
            self._content(value)

    def _content(self, value: Span) -> None:
        """An item, or items in one line."""
        for part in lines_of(value.of(self.text)):
            if part.kind == "blank" or self.block is None:
                continue
            span = part.span.shift(value.start)
            if part.label is not None:
                label = replace(part.label, body=part.label.body + value.start)
                self.block.item(label, span)
            else:
                self.block.line(span)

    def close(self) -> None:
        """Ends the block that is being read and gives it to its topic."""
        if self.block is None or self.opened is None:
            return
        keyword, verb, lead = self.opened
        items = self.block.items()
        if items or self.block.clauses:
            clauses = tuple(self.block.clauses)
            self.topics[-1].resolutions.append(
                Resolution(keyword, verb, lead, items, clauses, self.loose)
            )
        self.block, self.opened, self.table, self.loose = None, None, None, False

    def built(self) -> tuple[Topic, ...]:
        """The topics, each with the title that the agenda list gives it where it has none."""
        topics = (*self.topics[: self.first], *self._ordered())
        return tuple(t.closed() for t in topics)

    def _ordered(self) -> list[OpenTopic]:
        """Topics as worked through, and those of the agenda list that never were, in its place."""
        ordered = self.topics[self.first :]
        self._entitle(ordered)
        known = {t.number for t in ordered}
        missing = [
            OpenTopic(n, titled(s.of(self.text)), s)
            for n, s in self.listed
            if n and n not in known and len(known - {None}) > 0
        ]
        for topic in missing:
            later = (i for i, t in enumerate(ordered) if _number(t) > _number(topic))
            ordered.insert(next(later, len(ordered)), topic)
        return ordered

    def _entitle(self, topics: Sequence[OpenTopic]) -> None:
        """Gives topics the titles of the agenda list: by number, or in its order."""
        titles = {n: s for n, s in self.listed if n}
        for topic in topics:
            listed = titles.get(topic.number or "")
            words = titled(listed.of(self.text)) if listed is not None else ""
            if listed is not None and (not topic.title or topic.title.startswith(f"{words}.")):
                topic.span, topic.title = listed, words
        nameless = [t for t in topics if not (t.number or t.title) and t.titled]
        if not titles and len(nameless) == len(topics) == len(self.listed):
            for topic, (_, span) in zip(topics, self.listed, strict=True):
                topic.span, topic.title = span, titled(span.of(self.text))


def titled(words: str) -> str:
    """The words of an agenda item without its stop and without who reports.

    >>> titled("Итоги года. (Зуева Т.П.)")
    'Итоги года'
    """
    words = " ".join(words.split())
    for rule in rules("structure", "reporters"):
        words = rule.regex.sub("", words) or words
    return words.strip(" :") if _ABBREVIATED.search(words) else words.strip(" .:;")


_ABBREVIATED = re.compile(r"(?:\d\s?гг?|(?<![А-Яа-яЁё])[А-ЯЁ])\.$")


def _number(topic: OpenTopic) -> int:
    return int(topic.number) if topic.number and topic.number.isdigit() else -1
