"""The document as lines of known kinds: what each opens or tells, by rules that are data."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace

from protocol_nlp.lexicon import Rule, rules, table
from protocol_nlp.records import Span
from protocol_nlp.structure.cutting import cut
from protocol_nlp.structure.labels import Label, read_label
from protocol_nlp.structure.pictures import picture_end, pictured

__all__ = ["Line", "lines_of"]

_LONG = 4000  # of a longer line only the beginning is held against the rules
_TAIL = 160  # characters at the end of a line in which it may open a block
_COLUMN_LONGEST = 40


@dataclass(frozen=True, slots=True)
class Line:
    """One line: ``kind`` is "text", "blank", "item", "row" or that of a rule of the table.

    ``value`` is what stands on the line after its keyword or label, ``keyword`` the
    keyword itself; ``number`` a number before a keyword or told in words.
    """

    kind: str
    span: Span
    value: Span
    keyword: Span
    rule: str = ""
    number: str | None = None
    label: Label | None = None
    verb: str | None = None
    cells: tuple[Span, ...] = ()  # of a row whose cells stand on lines of their own

    def words(self, text: str) -> str:
        """The line as it stands."""
        return self.span.of(text)


def lines_of(text: str) -> list[Line]:
    """The lines of a cleaned text, in order, blank ones included."""
    found: list[Line] = []
    at = 0
    for paragraph in text.split("\n"):
        for start, stop in cut(paragraph):
            found += _told(text, _line(text, at + start, at + stop))
        at += len(paragraph) + 1
    if any(line.kind == "picture" for line in found):
        found = pictured(text, found)
    return _without_heads(text, found)


_PEOPLE = frozenset({"chair", "secretary", "present", "absent", "invited"})
_KEYWORDS = frozenset({"heard", "spoke", "noted", "resolved", "resolved_inside", "resolved_end"})
_HEADS_FEWEST = 3  # names of columns below each other that make the head of a table


def _told(text: str, line: Line) -> list[Line]:
    """«По первому вопросу решили: …» is the question and what was done on it."""
    if line.kind != "question" or line.value.start >= line.value.stop:
        return [line]
    inner = _line(text, line.value.start, line.value.stop)
    if inner.kind not in _KEYWORDS or inner.number is not None:
        return [line]
    start = line.value.start
    return [replace(line, span=Span(line.span.start, start), value=Span(start, start)), inner]


def _without_heads(text: str, lines: list[Line]) -> list[Line]:
    """The lines, but names of columns that lost their table are heads and say nothing."""
    run: list[int] = []
    heads: list[int] = []
    for at, line in enumerate(lines):
        if line.kind == "blank":
            continue
        if line.kind == "text" and _names_column(line.words(text)):
            run.append(at)
            continue
        heads += run if len(run) >= _HEADS_FEWEST else []
        run = []
    for at in heads:
        lines[at] = replace(lines[at], kind="aside", rule="line.column_name")
    return lines


def _names_column(words: str) -> bool:
    short = len(words) < _COLUMN_LONGEST and not words.endswith((".", ":", ";", ","))
    return short and rules("structure", "columns").opens(words)


def _line(text: str, start: int, stop: int) -> Line:
    words = text[start:stop]
    stripped = words.strip(" ")
    start += len(words) - len(words.lstrip(" "))
    span = Span(start, start + len(stripped))
    if not stripped.strip(" _=*~"):
        return Line("blank", span, span, span)
    row = "|" in stripped or "\t" in stripped.strip()
    if row and "|" not in stripped and stripped[:1] != "\t":
        rule, match = _rule(stripped[:_LONG])  # «Секретарь<tab>Зуева Т.П.<tab>технолог»
        if rule is not None and match is not None and rule.value["kind"] in _PEOPLE:
            return _ruled(rule, match, span)
    if row:
        return Line("row", span, span, span)
    rule, match = _rule(stripped[:_LONG])
    if rule is not None and match is not None:
        return _ruled(rule, match, span)
    behind = picture_end(stripped)
    inner = _line(text, start + behind, stop) if behind else None
    return inner if inner is not None and inner.rule else _unruled(text, span, behind)


def _unruled(text: str, span: Span, behind: int) -> Line:
    """A line that no rule knows; ``behind`` are the characters of a picture at its head."""
    label = read_label(text, span)
    if label is not None:
        return Line("item", span, Span(label.body, span.stop), span, label=label)
    if behind:
        return Line("picture", span, Span(span.start + behind, span.stop), span)
    return Line("text", span, span, span)


def _rule(words: str) -> tuple[Rule | None, re.Match[str] | None]:
    """The first rule of the table that knows the line."""
    tail = max(0, len(words) - _TAIL)
    for rule in rules("structure", "lines").likely(words):
        match = rule.regex.match(words) if rule.anchored else rule.regex.search(words, tail)
        if match:
            return rule, match
    return None, None


def _ruled(rule: Rule, match: re.Match[str], span: Span) -> Line:
    groups = match.groupdict()
    value_start, value_stop = (
        match.span("value") if groups.get("value") is not None else (match.end(),) * 2
    )
    if value_stop == len(match.string):
        value_stop = span.stop - span.start
    keyword = match.span("keyword") if groups.get("keyword") else (0, value_start)
    inner = match.string[value_start:value_stop]
    value_start += len(inner) - len(inner.lstrip(" "))
    ordinal = (groups.get("ordinal") or "").lower()
    figure = re.match(r"\d+", ordinal)
    number = (
        (figure and figure.group())
        or groups.get("digits")
        or table("structure")["ordinals"].get(ordinal)
        or groups.get("number")
    )
    return Line(
        kind=str(rule.value["kind"]),
        span=span,
        value=Span(span.start + value_start, span.start + max(value_stop, value_start)),
        keyword=Span(span.start + keyword[0], span.start + keyword[1]),
        rule=rule.name,
        number=number,
        verb=(groups.get("verb") or "").lower() or None,
    )
